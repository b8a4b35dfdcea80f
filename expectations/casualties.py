"""Counts of the dead that fall between two dates: they are corrected upwards as a rule, so a fall may be a misreading.

What is compared is deliberately narrow: exact, reported counts of the dead of one named subject in one outlet, the
later within a month of the earlier and clearly lower.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

DEAD: Final = re.compile(r"\b(?:killed|dead|deaths?|died|fatalit(?:y|ies)|death toll)\b", re.IGNORECASE)
DAYS: Final = 31
CLEARLY: Final = 0.95
"""Below this part of the earlier count the later one is no matter of rounding."""


class Death(NamedTuple):
    """A count of the dead that is known from before: whose, in which outlet, on which day (ISO 8601)."""

    outlet: str
    subject: str
    unit: str
    day: str
    number: float


class Count(NamedTuple):
    """A count of the dead: its row, the day it holds for or else its article appeared, and its number."""

    row: int | None
    """None for one that is known from before."""
    day: date
    number: float


def falling(documents: pd.DataFrame, figures: pd.DataFrame, known: Iterable[Death] = ()) -> list[str | None]:
    """Return for each figure the higher count that came before it, there or in `known`, in words, None for others."""
    found: list[str | None] = [None] * len(figures)
    groups = _counts(documents, figures)
    for death in known:
        key = (death.outlet, death.subject.casefold(), death.unit)
        day = _day(death.day)
        if key in groups and day is not None:
            groups[key].append(Count(None, day, death.number))
    for counts in groups.values():
        for later in counts:
            if later.row is None:
                continue
            highest = max((one for one in counts if _falls(one, later)), key=lambda one: one.number, default=None)
            if highest is not None:
                found[later.row] = f"{highest.number:.15g} on {highest.day}"
    return found


def _falls(earlier: Count, later: Count) -> bool:
    return 0 < (later.day - earlier.day).days <= DAYS and later.number < CLEARLY * earlier.number


def _counts(documents: pd.DataFrame, figures: pd.DataFrame) -> dict[tuple[str, str, str], list[Count]]:
    """Return the counts of the dead by outlet, subject and unit."""
    columns = (documents[name] for name in ("doc_id", "outlet", "published"))
    about = {doc_id: (outlet, published) for doc_id, outlet, published in zip(*columns, strict=True)}
    groups: dict[tuple[str, str, str], list[Count]] = defaultdict(list)
    columns = (figures[name] for name in ("doc_id", "subject", "unit", "period_end", "value"))
    for row, (exact, (doc_id, subject, unit, end, number)) in enumerate(
        zip(_exact_deaths(figures), zip(*columns, strict=True), strict=True)
    ):
        outlet, published = about.get(doc_id, (None, None))
        day = _day(end) or _day(published)
        if exact and isinstance(outlet, str) and isinstance(subject, str) and day is not None:
            groups[outlet, subject.casefold(), str(unit)].append(Count(row, day, float(number)))
    return groups


def _exact_deaths(figures: pd.DataFrame) -> Iterator[bool]:
    """Yield whether each figure is an exact, reported count of the dead up to one day."""
    names = ("kind", "comparator", "status", "value", "measure", "unit", "period", "period_precision")
    for kind, comparator, status, value, measure, unit, period, precision in zip(
        *(figures[name] for name in names), strict=True
    ):
        exact = kind == "count" and comparator == "=" and status == "reported" and value == value  # noqa: PLR0124 - NaN
        yield exact and (not isinstance(period, str) or precision == "day") and bool(DEAD.search(f"{measure} {unit}"))


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
