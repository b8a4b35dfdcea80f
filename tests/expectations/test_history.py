"""A run beside what its outlets were like before: what changed rings, what is little or alike does not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from expectations.history import History, Seen, changes, days_between, seen_by_outlet
from tests.expectations.model import STORY, model
from tests.expectations.whole import check

BEFORE = Seen(documents=20, lines=400, boilerplate=40, figures=100, refused=2)
QUIET = {"outlets_other_boilerplate": None, "outlets_other_refusals": None, "outlets_other_figures": None}


def now(**counts: int) -> dict[str, Counter[str]]:
    usual = {"documents": 10, "lines": 200, "boilerplate": 30, "figures": 60, "refused": 1}
    return {"Quill Courier": Counter(usual | counts)}


@pytest.mark.parametrize(
    ("counts", "rings"),
    [
        ({}, {}),
        ({"boilerplate": 140}, {"outlets_other_boilerplate": "Quill Courier: 70%, before 10%"}),
        ({"figures": 10}, {"outlets_other_figures": "Quill Courier: 1.0, before 5.0"}),
        ({"figures": 170}, {"outlets_other_figures": "Quill Courier: 17.0, before 5.0"}),
        ({"figures": 0, "refused": 0}, {"outlets_other_figures": "Quill Courier: 0.0, before 5.0"}),
        ({"refused": 20}, {"outlets_other_refusals": "Quill Courier: 33%, before 2%"}),
        ({"documents": 4, "figures": 200, "boilerplate": 200}, {}),
    ],
    ids=["as-before", "template", "fewer-figures", "more-figures", "no-figures", "refused", "too-few-articles"],
)
def test_what_changed_is_told(counts: dict[str, int], rings: dict[str, str]) -> None:
    assert changes(now(**counts), History({"Quill Courier": BEFORE})) == QUIET | rings


def test_an_outlet_hardly_known_is_not_compared() -> None:
    known = History({"Quill Courier": replace(BEFORE, documents=9)})
    assert changes(now(boilerplate=200), known) == QUIET
    assert changes(now(boilerplate=200), History({})) == QUIET


def test_outlets_are_counted_from_the_frames() -> None:
    frames = model(0, 1)
    frames.documents.loc[1, "outlet"] = None
    n_figures = len(frames.figures) // 2
    assert seen_by_outlet(frames, [0, 3, n_figures + 1]) == {
        "Quill Courier": {"documents": 1, "lines": len(STORY), "boilerplate": 1, "figures": n_figures, "refused": 2}
    }


@pytest.mark.parametrize(
    ("newest", "known", "days"),
    [
        ("2024-05-03", "2024-06-04", 32.0),
        ("2024-05-03", "2024-05-01", -2.0),
        (None, "2024-05-01", None),
        ("2024-05-01", None, None),
    ],
)
def test_age_is_told_in_days(newest: str | None, known: str | None, days: float | None) -> None:
    assert days_between(newest, known) == days


def test_the_gate_rings_without_stopping_the_run() -> None:
    history = History({"Quill Courier": replace(BEFORE, lines=100, boilerplate=90)}, "2024-08-01")
    outcome = check(model(*range(5)), run_id="r1", docs_folder=None, today=date(2024, 5, 4), history=history)
    rang = outcome.quality[outcome.quality["status"] == "failed"]["rule_id"].tolist()
    assert outcome.passed
    assert rang == ["run.boilerplate_as_before", "run.articles_fresh"]
