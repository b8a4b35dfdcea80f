"""The trained reader of context: an encoder reads the story, small networks score what is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from transforms.context.choose import Ranked, ranked
from transforms.context.score.examples import examples
from transforms.context.score.view import TEXT_FIELDS
from transforms.records import STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from transforms.context.score.calibration import Curve
    from transforms.context.score.heads import Heads, Scores
    from transforms.context.score.view import View
    from transforms.context.score.windows import Tokenizer


class Encoder(Protocol):
    """Reads word pieces in their context; an edge of the house makes it from a file of weights."""

    def __call__(self, ids: NDArray[np.int64], types: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return a vector for each piece, of shape (pieces, width)."""
        ...


@dataclass(frozen=True, slots=True)
class Weights:
    """All that training made: the encoder, its tokenizer, the small networks, the curves of confidence, and an id."""

    encoder: Encoder
    tokenizer: Tokenizer
    heads: Heads
    curves: Mapping[str, Curve]
    version: str


Answers = dict[str, list[Ranked]]
"""The ranked values of each field of one figure, `status` among them, with calibrated confidence."""


class Scorer:
    """Answers for the figures of one story at a time. It keeps no state between stories or figures."""

    def __init__(self, weights: Weights, verbs: Mapping[str, str]) -> None:
        self._weights = weights
        self._verbs = verbs

    def answers(self, view: View) -> dict[int, Answers]:
        """Return the answers for the figures of `view`, by their number there."""
        found: dict[int, Answers] = {}
        weights = self._weights
        for example in examples(view, self._verbs, weights.tokenizer):
            hidden = weights.encoder(example.window.ids, example.window.types)
            for n, scores in enumerate(weights.heads.scores(example, hidden)):
                rows = {f: example.candidates[example.pairs[f][n]].tolist() for f in TEXT_FIELDS}
                found[example.figures[n]] = self._answers(view, rows, scores)
        return found

    def _answers(self, view: View, rows: Mapping[str, list[int]], scores: Scores) -> Answers:
        answers: Answers = {
            field: ranked(view.pool.candidates, rows[field], scores.candidates[field], scores.null[field])
            for field in TEXT_FIELDS
        }
        answers["status"] = _statuses(scores.statuses)
        return {field: self._calibrated(field, values) for field, values in answers.items()}

    def _calibrated(self, field: str, values: list[Ranked]) -> list[Ranked]:
        curve = self._weights.curves.get(field)
        if curve is None:
            return values
        return [Ranked(v.value, v.candidate, round(curve(v.likely), 4)) for v in values]


def _statuses(scores: NDArray[np.float32]) -> list[Ranked]:
    weights = np.exp(scores - scores.max())
    weights = weights / weights.sum()
    order = np.argsort(-weights, kind="stable")
    kept = [k for place, k in enumerate(order) if place == 0 or weights[k] >= 0.1][:3]
    return [Ranked(STATUSES[k], None, float(weights[k])) for k in kept]
