"""Chooses among scored candidates: the value that is expected to be right most often, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from transforms.context.propose.candidates import Candidate

LOOKED_AT: Final = 8
"""Values of a field that are weighed against each other; the rest together are rarely likelier than one of them."""

KEPT: Final = 3
CLOSE: Final = 0.1
"""Values that are kept for an analyst, and how likely the second and third must be."""

_DETERMINERS: Final = frozenset(
    "the a an this that these those its their his her our my your some any each every".split()
)
_WORD: Final = re.compile(r"[\w&%$£€]+(?:[.’'-][\w]+)*")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A value of a field with the candidate it is read from (None for null) and how likely it is to be right."""

    value: str | None
    candidate: int | None
    likely: float


@lru_cache(maxsize=50_000)
def _words(value: str) -> frozenset[str]:
    """Return the words of a value that count when two are compared."""
    words = (w.casefold().removesuffix("'s").removesuffix("’s") for w in _WORD.findall(value))
    return frozenset(w for w in words if w not in _DETERMINERS)


def alike(one: str | None, other: str | None) -> float:
    """Return how much two values say the same: the F1 of their words, 1 for two nulls.

    >>> round(alike("the net profit", "profit"), 2)
    0.67
    """
    if one is None or other is None:
        return float(one is other)
    first, second = _words(one), _words(other)
    common = len(first & second)
    return 2 * common / (len(first) + len(second)) if common else float(one.casefold() == other.casefold())


def ranked(
    candidates: Sequence[Candidate], numbers: Sequence[int], scores: NDArray[np.float32], null: float
) -> list[Ranked]:
    """Return the values of a field, best first.

    Candidates of the same value add up. The best is the one that agrees most with all that is likely, so that two
    wordings of one thing do not lose to a third; how likely it is to be right is what agrees with it at all.
    """
    groups: dict[str, list[int]] = {}
    for row, number in enumerate(numbers):
        groups.setdefault(candidates[number].value.casefold(), []).append(row)
    sums = [(float(np.logaddexp.reduce(scores[rows])), rows) for rows in groups.values()]
    sums.append((null, []))
    top = max(s for s, _ in sums)
    weights = [(float(np.exp(s - top)), rows) for s, rows in sums]
    total = sum(p for p, _ in weights)
    weights = sorted(((p / total, rows) for p, rows in weights), key=lambda x: -x[0])[:LOOKED_AT]
    likely = []
    for p, rows in weights:
        best = numbers[max(rows, key=lambda r: float(scores[r]))] if rows else None
        likely.append((p, candidates[best].value if best is not None else None, best))
    found = []
    for p, value, place in likely:
        agree = [(q, alike(value, other)) for q, other, _ in likely]
        right = sum(q for q, a in agree if a > 0)
        found.append((0.5 * sum(q * a for q, a in agree) + 0.5 * right, p, Ranked(value, place, min(1.0, right))))
    found.sort(key=lambda f: (-f[0], -f[1]))
    first = found[0][2]
    others = [r for _, p, r in found[1:] if p >= CLOSE and alike(r.value, first.value) == 0]
    return [first, *others[: KEPT - 1]]
