"""Turns what the networks say of themselves into how often they are right: a curve a field, from held-out articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Curve:
    """A rising, piecewise linear curve from what is said (`said`) to what was found (`found`), both 0 to 1."""

    said: tuple[float, ...]
    found: tuple[float, ...]

    def __call__(self, likely: float) -> float:
        """Return the share of right ones among those of which `likely` was said."""
        return float(np.interp(likely, self.said, self.found))


def curves(rows: Mapping[str, Sequence[Sequence[float]]]) -> dict[str, Curve]:
    """Return the curves of the fields from their points: `[said, found]`, in order."""
    return {field: Curve(tuple(p[0] for p in points), tuple(p[1] for p in points)) for field, points in rows.items()}


def fitted(said: Sequence[float], right: Sequence[bool], parts: int = 12) -> list[tuple[float, float]]:
    """Return the points of a rising curve through held-out answers: their means in equal parts, made monotone.

    Parts whose share falls are joined with the one before (pool adjacent violators), and each drawn towards the mean by
    two answers, so that nothing is ever called certain. The curve begins at nought, so that less likely is less sure.
    """
    order = np.argsort(np.asarray(said), kind="stable")
    x, y = np.asarray(said, dtype=float)[order], np.asarray(right, dtype=float)[order]
    places = [p for p in np.array_split(np.arange(len(x)), parts) if len(p)]
    pools = [[float(x[p].mean()), float(y[p].sum()), float(len(p))] for p in places]
    merged: list[list[float]] = []
    for pool in pools:
        merged.append(pool)
        while len(merged) > 1 and merged[-2][1] / merged[-2][2] > merged[-1][1] / merged[-1][2]:
            one, two = merged[-2], merged[-1]
            n = one[2] + two[2]
            merged[-2:] = [[(one[0] * one[2] + two[0] * two[2]) / n, one[1] + two[1], n]]
    mean = float(y.mean()) if len(y) else 0.5
    points = [(round(m[0], 4), round((m[1] + 2 * mean) / (m[2] + 2), 4)) for m in merged]
    return [(0.0, 0.0), *points] if points[0][0] > 0 else points
