"""The small networks on top of the encoder: scores of candidates and statuses, in plain NumPy.

They mirror `flows/training/network.py`, which trains them; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from transforms.context.score.view import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from transforms.context.score.examples import Example

    Array = NDArray[np.float32]

_GELU: Final = np.float32(0.7978845608)


def gelu(x: Array) -> Array:
    """Return the activation GELU in its approximation by tanh."""
    activated: Array = 0.5 * x * (1 + np.tanh(_GELU * (x + np.float32(0.044715) * x * x * x)))
    return activated


@dataclass(frozen=True, slots=True)
class Scores:
    """What the networks say of one figure: a score for each candidate of a field and for null, one for each status."""

    candidates: Mapping[str, Array]
    null: Mapping[str, float]
    statuses: Array


class Heads:
    """The networks, with the weights of `arrays`, named as `flows/training/network.py` names them."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._w = dict(arrays)
        self._w["bag.weight"] = self._w["bag.weight"].copy()
        self._w["bag.weight"][0] = 0  # the row of no word: training leaves it out of its sums

    def scores(self, example: Example, hidden: Array) -> list[Scores]:
        """Return the scores of each figure of a window; `hidden` is of shape (pieces, width of the encoder)."""
        w = self._w
        candidates = self._candidate_vectors(example, hidden)
        figures = self._figure_vectors(example, hidden)
        by_field = {
            field: (
                candidates @ w[f"A.{field}.weight"].T + w[f"A.{field}.bias"],
                figures @ w[f"B.{field}.weight"].T,
            )
            for field in TEXT_FIELDS
        }
        return [self._of_figure(example, n, candidates, figures[n], by_field) for n in range(len(example.figures))]

    def _candidate_vectors(self, example: Example, hidden: Array) -> Array:
        w, places = self._w, example.places
        inside = (places[:, :1] >= 0).astype(np.float32)
        ends = np.concatenate([hidden[np.maximum(places[:, 0], 0)], hidden[np.maximum(places[:, 1], 0)]], axis=1)
        ends = ends * inside + (1 - inside) * w["out"]
        single = (example.single - w["mS"]) / w["sS"]
        bag = w["bag.weight"][example.hashed].sum(axis=1)
        return gelu(np.concatenate([ends, single, bag], axis=1) @ w["cand.weight"].T + w["cand.bias"])

    def _figure_vectors(self, example: Example, hidden: Array) -> Array:
        w, places = self._w, example.figure_places
        ends = np.concatenate([hidden[places[:, 0]], hidden[places[:, 1]]], axis=1)
        bags = np.stack([w["wbag.weight"][words].mean(axis=0) for words in example.words])
        return gelu(np.concatenate([ends, example.facts, bags], axis=1) @ w["fig.weight"].T + w["fig.bias"])

    def _of_figure(
        self, example: Example, n: int, candidates: Array, figure: Array, by_field: Mapping[str, tuple[Array, Array]]
    ) -> Scores:
        w, near = self._w, example.near[n]
        beside = (example.beside[n] - w["mP"]) / w["sP"]
        pair = np.concatenate([beside, w["bag.weight"][example.ways[n]].sum(axis=1)], axis=1)
        scores, nulls = {}, {}
        for k, field in enumerate(TEXT_FIELDS):
            rows = example.pairs[field][n]
            of_candidate, of_figure = by_field[field]
            own = of_figure[n]
            both = (candidates[rows] * figure) @ w[f"D.{field}.weight"].T
            z = of_candidate[rows] + own + both + pair[np.searchsorted(near, rows)] @ w[f"E.{field}.weight"].T
            scores[field] = gelu(z) @ w[f"w.{field}.weight"][0] + w[f"w.{field}.bias"][0]
            null = w["null"][k]
            z = null @ w[f"A.{field}.weight"].T + w[f"A.{field}.bias"] + own
            z = z + (null * figure) @ w[f"D.{field}.weight"].T
            nulls[field] = float(gelu(z) @ w[f"w.{field}.weight"][0] + w[f"w.{field}.bias"][0])
        status = gelu(figure @ w["st.0.weight"].T + w["st.0.bias"]) @ w["st.3.weight"].T + w["st.3.bias"]
        return Scores(scores, nulls, status)
