"""How sure a run is of each field of context, against the runs before it: another model or another press shows here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from transforms.records import CONTEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

SHIFTED: Final = 0.1
"""A mean confidence that moved by a tenth: what views show and leave out is no longer what it was."""

FEWEST_FIGURES: Final = 50
"""Figures on either side from which a mean says something."""


class Average(NamedTuple):
    """The confidence of a field over some figures."""

    figures: int
    mean: float

    def plus(self, other: Average) -> Average:
        """Return the average over both."""
        figures = self.figures + other.figures
        whole = self.figures * self.mean + other.figures * other.mean
        return Average(figures, whole / figures if figures else 0.0)


def averages(figures: pd.DataFrame) -> dict[str, Average]:
    """Return how sure each field is over `figures`; a field that nothing read has no entry."""
    found: dict[str, Average] = {}
    for field in CONTEXT_FIELDS:
        known = figures[f"{field}_sure"].dropna()
        if len(known):
            found[field] = Average(len(known), float(known.mean()))
    return found


def shifted(now: Mapping[str, Average], before: Mapping[str, Average]) -> str | None:
    """Return the fields whose mean confidence moved, in words, None where none did."""
    told = [
        f"{field}: {now[field].mean:.2f}, before {before[field].mean:.2f}"
        for field in CONTEXT_FIELDS
        if field in now
        and field in before
        and min(now[field].figures, before[field].figures) >= FEWEST_FIGURES
        and abs(now[field].mean - before[field].mean) > SHIFTED
    ]
    return "; ".join(told) or None
