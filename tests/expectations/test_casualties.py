"""Counts of the dead that fall between two dates ring; other falls do not."""

from __future__ import annotations

from typing import Any

import pytest

from expectations.casualties import Death, falling
from transforms.frames import DOCUMENTS, FIGURES, frame

DEAD: dict[str, Any] = {"kind": "count", "unit": "person", "measure": "people killed", "subject": "Ruritania"}
DEAD |= {"comparator": "=", "status": "reported"}


def told(
    later: dict[str, Any],
    day: str | None = "2025-03-04",
    outlet: str | None = "Delta Wire",
    known: tuple[Death, ...] = (),
) -> list[str | None]:
    days = [("a", "2025-03-01", "Delta Wire"), ("b", day, outlet)]
    documents = [{"doc_id": d, "published": p, "outlet": o} for d, p, o in days]
    numbers = dict.fromkeys(("n_bytes", "n_chars", "n_lines", "n_figures", "n_not_figures"), 0)
    figures = [DEAD | {"doc_id": "a", "value": 140.0}, DEAD | {"doc_id": "b", "value": 90.0} | later]
    places = {"line_n": 1, "char_start": 0, "char_end": 2, "vague": False}
    table = frame((row | numbers for row in documents), DOCUMENTS)
    return falling(table, frame((figure | places for figure in figures), FIGURES), known)


def test_a_lower_count_within_a_month_is_told_with_the_higher_one() -> None:
    assert told({}) == [None, "140 on 2025-03-01"]
    dated = {"period": "on Sunday", "period_end": "2025-03-09", "period_precision": "day"}
    assert told(dated, day=None) == [None, "140 on 2025-03-01"]


@pytest.mark.parametrize(
    "later",
    [
        {"value": 139.0}, {"value": 150.0}, {"subject": "Norrby"}, {"unit": "child"}, {"comparator": ">="},
        {"status": "forecast"}, {"measure": "boats lost"}, {"subject": None},
        {"period": "in 2024", "period_end": "2024-12-31", "period_precision": "year"},
    ],
    ids=["rounding", "rise", "subject", "unit", "at-least", "forecast", "boats", "nobody", "year"],
)  # fmt: skip
def test_what_is_another_count_is_left_alone(later: dict[str, Any]) -> None:
    assert told(later) == [None, None]


def test_another_day_or_outlet_is_left_alone() -> None:
    assert told({}, day="2025-03-01") == [None, None]
    assert told({}, day="2025-06-01") == [None, None]
    assert told({}, day="2025") == [None, None]
    assert told({}, outlet="Vale Post") == [None, None]


def test_counts_from_before_the_run_are_compared_too() -> None:
    known = Death("Delta Wire", "ruritania", "person", "2025-02-20", 155.0)
    assert told({}, known=(known,)) == ["155 on 2025-02-20", "155 on 2025-02-20"]
    others = (known._replace(outlet="Vale Post"), known._replace(day="2025-01-01"), known._replace(subject="Norrby"))
    assert told({"value": 145.0}, known=others) == [None, None]
