"""Periods to dates: what their words fix, seen from the day of publication, and what stays open."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.context.calendar_units import Dates
from transforms.context.dates import dates_of

TUESDAY = "2025-02-18"


def read(period: str, published: str | None = TUESDAY, *, ahead: bool = False) -> str | None:
    """What a period is read as: first day, last day and unit, a dot for an open side."""
    found = dates_of(period, published, ahead=ahead)
    return None if found is None else f"{found.start or '.'} {found.end or '.'} {found.precision}"


READ = [
    ("in 2004", "2004-01-01 2004-12-31 year"),
    ("by 2027", ". 2027-12-31 year"),
    ("by the 2030s", ". 2039-12-31 decade"),
    ("in the early 1980s", "1980-01-01 1989-12-31 decade"),
    ("in the third quarter of 2005", "2005-07-01 2005-09-30 quarter"),
    ("in the first half of last year", "2024-01-01 2024-06-30 half"),
    ("in the fourth quarter", "2024-10-01 2024-12-31 quarter"),
    ("in the second quarter of the year", "2025-04-01 2025-06-30 quarter"),
    ("on the final day of 2006", "2006-12-31 2006-12-31 day"),
    ("in the last week of 2006", "2006-12-25 2006-12-31 week"),
    ("by the first week of December last year", ". 2024-12-07 week"),
    ("last quarter", "2024-10-01 2024-12-31 quarter"),
    ("last year", "2024-01-01 2024-12-31 year"),
    ("This year", "2025-01-01 2025-12-31 year"),
    ("next week", "2025-02-24 2025-03-02 week"),
    ("last month", "2025-01-01 2025-01-31 month"),
    ("in November", "2024-11-01 2024-11-30 month"),
    ("in February", "2025-02-01 2025-02-28 month"),
    ("last February", "2024-02-01 2024-02-29 month"),
    ("in October last year", "2024-10-01 2024-10-31 month"),
    ("in November 2024", "2024-11-01 2024-11-30 month"),
    ("as late as 2012", "2012-01-01 2012-12-31 year"),
    ("since January", "2025-01-01 2025-02-18 month"),
    ("from 2009", "2009-01-01 . year"),
    ("before 2009", ". 2008-12-31 year"),
    ("after 8 December", "2024-12-09 . day"),
    ("since the start of the year", "2025-01-01 2025-02-18 year"),
    ("at the end of 2003", "2003-12-31 2003-12-31 year"),
    ("by the end of the decade", ". 2029-12-31 decade"),
    ("between October and December", "2024-10-01 2024-12-31 month"),
    ("between 1996 and 1998", "1996-01-01 1998-12-31 year"),
    ("in the year to March", "2023-04-01 2024-03-31 month"),
    ("in the three months to September 2004", "2004-07-01 2004-09-30 month"),
    ("in the three months ending 30 September", "2024-07-01 2024-09-30 day"),
    ("in the last three months", "2024-11-18 2025-02-18 month"),
    ("over the past year", "2024-02-18 2025-02-18 year"),
    ("over the next ten years", "2025-02-18 2035-02-18 year"),
    ("three years ago", "2022-01-01 2022-12-31 year"),
    ("a year ago", "2024-01-01 2024-12-31 year"),
    ("two weeks ago", "2025-02-03 2025-02-09 week"),
    ("earlier this year", "2025-01-01 2025-02-18 year"),
    ("later this month", "2025-02-18 2025-02-28 month"),
    ("currently", "2025-02-18 2025-02-18 day"),
    ("yesterday", "2025-02-17 2025-02-17 day"),
    ("on Tuesday", "2025-02-18 2025-02-18 day"),
    ("on Wednesday night", "2025-02-12 2025-02-12 day"),
    ("in the early hours of Thursday", "2025-02-13 2025-02-13 day"),
    ("by nightfall on Wednesday", ". 2025-02-12 day"),
    ("last Tuesday", "2025-02-11 2025-02-11 day"),
    ("next Tuesday", "2025-02-25 2025-02-25 day"),
    ("over the weekend", "2025-02-15 2025-02-16 day"),
    ("on October 23rd", "2024-10-23 2024-10-23 day"),
    ("on 11 September 2001", "2001-09-11 2001-09-11 day"),
    ("since Christmas", "2024-12-25 2025-02-18 day"),
]


@pytest.mark.parametrize(("period", "dates"), READ)
def test_period_is_dated(period: str, dates: str) -> None:
    assert read(period) == dates


@pytest.mark.parametrize(
    ("period", "dates"),
    [
        ("in January", "2026-01-01 2026-01-31 month"),
        ("by March", ". 2025-03-31 month"),
        ("on Monday", "2025-02-24 2025-02-24 day"),
        ("on Tuesday", "2025-02-18 2025-02-18 day"),
        ("by Easter", ". 2025-04-20 day"),
        ("in the second half", "2025-07-01 2025-12-31 half"),
        ("since January", "2025-01-01 2025-02-18 month"),
    ],
)
def test_time_of_what_lies_ahead_is_the_next_one(period: str, dates: str) -> None:
    assert read(period, ahead=True) == dates


@pytest.mark.parametrize(
    "period",
    [
        "before the next election", "in the last financial year", "since the autumn", "a year earlier",
        "the previous month", "at its peak", "annual", "each year", "in the half", "over four years", "by midnight",
        "when he took office", "on 31 June", "in the first phase", "900 decades ago", "",
    ],
)  # fmt: skip
def test_period_that_its_words_do_not_fix_has_no_dates(period: str) -> None:
    assert read(period) is None


@pytest.mark.parametrize(
    ("published", "period", "dates"),
    [
        (None, "last year", None),
        (None, "in March", None),
        (None, "on Friday", None),
        (None, "since 2016", "2016-01-01 . year"),
        (None, "in the third quarter of 2005", "2005-07-01 2005-09-30 quarter"),
        ("2024", "last year", "2023-01-01 2023-12-31 year"),
        ("2024", "last month", None),
        ("2024-05", "last month", "2024-04-01 2024-04-30 month"),
        ("2024-05", "on Friday", None),
        ("2024-05", "since March", "2024-03-01 . month"),
    ],
)
def test_no_period_is_read_finer_than_the_date_of_publication(
    published: str | None, period: str, dates: str | None
) -> None:
    assert read(period, published) == dates


def test_leap_years_and_the_turn_of_the_year() -> None:
    assert read("in February", "2024-03-01") == "2024-02-01 2024-02-29 month"
    assert read("last month", "2025-01-31") == "2024-12-01 2024-12-31 month"
    assert read("on Friday", "2025-01-01") == "2024-12-27 2024-12-27 day"
    assert dates_of("tomorrow", "2024-02-28", ahead=True) == Dates(date(2024, 2, 29), date(2024, 2, 29), "day")
