from __future__ import annotations

from typing import Any

import pytest

from flows.training.card import card
from flows.training.judge import curve_points, outcomes, shares, threshold
from transforms.context.choose import Ranked
from transforms.records import CONTEXT_FIELDS

LABEL: dict[str, Any] = {
    "measure": "harbour dues", "subject": "Tarn", "base": None, "period": None, "speaker": None, "status": "target",
}  # fmt: skip


def answers(**said: str | None) -> dict[str, list[Ranked]]:
    return {field: [Ranked({**LABEL, **said}[field], None, 0.7)] for field in CONTEXT_FIELDS}


def test_a_record_is_right_when_its_four_fields_are() -> None:
    found = outcomes([(answers(), LABEL), (answers(measure="dues"), LABEL), (answers(subject="Oke"), LABEL)])
    assert shares(found)["record"] == pytest.approx(66.7)
    assert found["subject"] == [(0.7, True), (0.7, True), (0.7, False)]
    assert shares(outcomes([(answers(base="GDP"), LABEL)])) == {
        "measure": 100, "subject": 100, "base": 0, "period": 100, "speaker": 100, "status": 100, "record": 100,
    }  # fmt: skip


def test_vague_figures_are_not_judged() -> None:
    assert outcomes([(answers(), {**LABEL, "vague": True})]) == {}


def test_the_threshold_keeps_as_many_as_may_be() -> None:
    rows = [(0.9, True), (0.8, True), (0.7, True), (0.6, True), (0.5, False), (0.4, False)]
    assert threshold(rows) == 0.5
    assert threshold([(0.9, False)]) == 1.0


def test_the_card_states_scores_thresholds_and_digests() -> None:
    found = outcomes([(answers(), LABEL)] * 20)
    facts = {
        "trained_on": {"articles": 3, "figures": 40, "attributed_articles": 2},
        "judged_on": {"figures": 20, "right": shares(found)},
        "thresholds": dict.fromkeys(CONTEXT_FIELDS, 0.5),
        "settings": {"layers": 6},
    }
    text = card(facts, {"encoder.onnx": "abc"})
    assert "| subject | 100.0 | 0.50 |" in text
    assert "| `encoder.onnx` | `abc` |" in text
    assert set(curve_points(found)) == set(CONTEXT_FIELDS)
