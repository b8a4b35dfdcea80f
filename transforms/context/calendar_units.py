"""Units of the calendar as spans of days: the year, quarter or week that a day lies in, and the parts of a longer one.

The arithmetic (lengths of months, leap years) is dateutil's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from dateutil.relativedelta import relativedelta

from transforms.records import PERIOD_PRECISIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transforms.records import PeriodPrecision


@dataclass(frozen=True, slots=True)
class Dates:
    """First and last day of a time; None on the side where it is open. `precision` is the unit its words name."""

    start: date | None
    end: date | None
    precision: PeriodPrecision


STEPS: Final[Mapping[str, relativedelta]] = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "half": relativedelta(months=6),
    "year": relativedelta(years=1),
    "decade": relativedelta(years=10),
}
"""The units from fine to coarse, each with its length."""

FINENESS: Final = PERIOD_PRECISIONS
UNITS: Final[Mapping[str, PeriodPrecision]] = {unit: unit for unit in PERIOD_PRECISIONS}


def day_of(year: int, month: int, day: int) -> Dates | None:
    """Return the day, or None for one that no calendar has."""
    try:
        return unit_of(date(year, month, day), "day")
    except ValueError:
        return None


def unit_of(day: date, unit: str) -> Dates:
    """Return the calendar unit that `day` lies in; weeks begin on Monday."""
    starts = {
        "day": day,
        "week": day - timedelta(day.weekday()),
        "month": day.replace(day=1),
        "quarter": day.replace(day=1, month=day.month - (day.month - 1) % 3),
        "half": day.replace(day=1, month=1 if day.month <= 6 else 7),
        "year": day.replace(day=1, month=1),
        "decade": day.replace(day=1, month=1, year=day.year - day.year % 10),
    }
    start = starts[unit]
    return Dates(start, start + STEPS[unit] - timedelta(1), UNITS[unit])


def parts_of(whole: Dates, unit: str) -> list[Dates]:
    """Return the `unit`s that `whole` is made of, in order; for weeks seven days each, counted from its first day."""
    parts, start = [], whole.start
    while start is not None and whole.end is not None and start <= whole.end:
        end = min(start + STEPS[unit] - timedelta(1), whole.end)
        parts.append(Dates(start, end, UNITS[unit]))
        start = end + timedelta(1)
    return parts


def part_of(whole: Dates, unit: str, which: int) -> Dates | None:
    """Return the first, second, ... or last `unit` of `whole`; a part as long as the whole is none."""
    if FINENESS.index(unit) >= FINENESS.index(whole.precision):
        return None
    parts = parts_of(whole, unit)
    if which >= len(parts):
        return None
    if which == -1 and unit == "week" and whole.end is not None:
        return Dates(whole.end - timedelta(6), whole.end, "week")
    return parts[which]
