"""A run beside what its outlets were like before: what changed rings, what is little or alike does not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from expectations.confidence import Average, averages, shifted
from expectations.gate import Gate
from expectations.history import History, Seen, changes, newest_by_outlet, seen_by_outlet
from tests.expectations.model import STORY, model
from tests.expectations.whole import check

BEFORE = Seen(documents=20, lines=400, boilerplate=40, figures=100, refused=2)
QUIET = {"outlets_other_boilerplate": None, "outlets_other_refusals": None, "outlets_other_figures": None}
QUIET |= {"outlets_stale": None}


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
    assert changes(now(**counts), {}, History({"Quill Courier": BEFORE})) == QUIET | rings


def test_an_outlet_hardly_known_is_not_compared() -> None:
    known = History({"Quill Courier": replace(BEFORE, documents=9)})
    assert changes(now(boilerplate=200), {}, known) == QUIET
    assert changes(now(boilerplate=200), {}, History({})) == QUIET


def test_outlets_are_counted_from_the_frames() -> None:
    frames = model(0, 1)
    frames.documents.loc[1, "outlet"] = None
    n_figures = len(frames.figures) // 2
    assert seen_by_outlet(frames, [0, 3, n_figures + 1]) == {
        "Quill Courier": {"documents": 1, "lines": len(STORY), "boilerplate": 1, "figures": n_figures, "refused": 2}
    }


@pytest.mark.parametrize(
    ("newest", "before", "told"),
    [
        ("2024-05-03", "2024-06-04", "Quill Courier: 2024-05-03, before 2024-06-04"),
        ("2024-05-03", "2024-06-02", None),
        ("2024-05-03", "2024-05-01", None),
        ("2024-05-03", None, None),
        (None, "2024-06-04", None),
    ],
)
def test_an_outlet_read_from_an_old_copy_is_told(newest: str | None, before: str | None, told: str | None) -> None:
    days = {"Quill Courier": newest} if newest else {}
    known = History({"Quill Courier": replace(BEFORE, newest=before)})
    assert changes(now(), days, known) == QUIET | {"outlets_stale": told}


def test_the_newest_day_is_that_of_whole_dates() -> None:
    frames = model(0, 1, 2)
    frames.documents.loc[0, "published"] = "2024-06"
    frames.documents.loc[1, "published"] = "2024-05-01"
    assert newest_by_outlet(frames) == {"Quill Courier": "2024-05-03"}


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ({"measure": Average(50, 0.79)}, "measure: 0.90, before 0.79"),
        ({"measure": Average(50, 0.85)}, None),
        ({"measure": Average(49, 0.5)}, None),
        ({}, None),
        (
            {"base": Average(900, 0.5), "measure": Average(900, 0.95), "status": Average(900, 0.0)},
            "base: 0.90, before 0.50; status: 0.90, before 0.00",
        ),
    ],
    ids=["moved", "near", "too few before", "nothing known", "both ways"],
)
def test_a_run_that_is_sure_otherwise_than_the_last_ones_is_told(before: dict[str, Average], told: str | None) -> None:
    assert shifted(averages(model(*range(5)).figures), before) == told


def test_confidence_is_averaged_over_the_parts_of_a_run() -> None:
    few = averages(model(0).figures)
    assert shifted(few, {"measure": Average(900, 0.1)}) is None
    assert few["measure"].plus(Average(22, 0.3)) == (33, pytest.approx(0.5))
    history = History({}, confidence={"subject": Average(900, 0.5)})
    gate = Gate(run_id="r1", docs_folder=None, today=date(2024, 5, 4), history=history)
    for number in range(5):
        gate.check(model(number))
    quality = gate.decide().quality.set_index("rule_id")["status"]
    assert quality["run.confidence_shifted"] == "failed"


def test_the_gate_rings_without_stopping_the_run() -> None:
    history = History({"Quill Courier": replace(BEFORE, lines=100, boilerplate=90, newest="2024-08-01")})
    outcome = check(model(*range(5)), run_id="r1", docs_folder=None, today=date(2024, 5, 4), history=history)
    rang = outcome.quality[outcome.quality["status"] == "failed"]["rule_id"].tolist()
    assert outcome.passed
    assert rang == ["run.boilerplate_as_before", "run.articles_fresh"]
