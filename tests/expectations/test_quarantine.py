"""The split of candidates, without Great Expectations."""

from __future__ import annotations

import json

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from expectations.catalogue import all_rules
from expectations.findings import Breach, Finding
from expectations.quarantine import QUARANTINE, reason, row_json, separate
from tests.expectations.model import FOUND, PER_STORY, STORY, model

RULES = all_rules()
FRAMES = model(0, 1, 2)
ANY = {
    "documents": "documents.has_lines",
    "lines": "lines.role_known",
    "figures": "figures.kind_known",
    "figure_context": "figure_context.field_known",
}
CHOICES = PER_STORY["figure_context"] // len(FOUND)
"""Choices of one figure of the model."""
ROWS = {table: st.sets(st.integers(0, len(frame) - 1)) for table, frame in FRAMES.tables().items()}


def finding(table, rows):
    return Finding(RULES[ANY[table]], 0, tuple(Breach(row) for row in sorted(rows)))


def test_nothing_broken_quarantines_nothing():
    split = separate(FRAMES, ())
    assert [len(frame) for frame in split.accepted.tables().values()] == [3 * n for n in PER_STORY.values()]
    assert list(split.quarantined.columns) == list(QUARANTINE)
    assert len(split.quarantined) == 0


@given(st.fixed_dictionaries(ROWS))
def test_every_candidate_is_accepted_or_quarantined_once(broken):
    split = separate(FRAMES, [finding(table, rows) for table, rows in broken.items()])
    for table, frame in FRAMES.tables().items():
        held = split.quarantined[split.quarantined["table_name"] == table]
        assert len(split.accepted.tables()[table]) + len(held) == len(frame)
        assert held["key"].is_unique
        own = split.quarantined["rule_ids"].map(lambda ids, table=table: ANY[table] in ids)
        assert own.sum() == len(broken[table])


@given(st.fixed_dictionaries(ROWS))
def test_accepted_rows_never_point_at_a_refused_one(broken):
    accepted = separate(FRAMES, [finding(table, rows) for table, rows in broken.items()]).accepted
    assert set(accepted.lines["doc_id"]) <= set(accepted.documents["doc_id"])
    lines = set(zip(accepted.lines["doc_id"], accepted.lines["n"], strict=True))
    assert set(zip(accepted.figures["doc_id"], accepted.figures["line_n"], strict=True)) <= lines
    assert set(accepted.figure_context["figure_id"]) == set(accepted.figures["figure_id"])


def test_a_choice_that_is_refused_takes_its_figure_and_its_other_choices_with_it():
    split = separate(FRAMES, [finding("figure_context", {3})])
    gone = FRAMES.figures["figure_id"][0]
    assert set(split.accepted.figure_context["figure_id"]) == {*FRAMES.figures["figure_id"]} - {gone}
    assert {tuple(ids) for ids in split.quarantined["rule_ids"]} == {
        ("figures.context_quarantined",),
        ("figure_context.field_known", "figure_context.figure_quarantined"),
        ("figure_context.figure_quarantined",),
    }
    assert len(split.quarantined) == 1 + CHOICES


def test_rows_without_a_key_do_not_follow_one_another():
    frames = model(0)
    for frame in frames.tables().values():
        frame.loc[0, "doc_id"] = None
    split = separate(frames, [finding("documents", {0})])
    assert split.quarantined["rule_ids"].tolist() == [["documents.has_lines"]]


def test_warnings_hold_nothing_back():
    warning = Finding(RULES["figures.count_whole"], 1, (Breach(0),))
    assert len(separate(FRAMES, [warning]).quarantined) == 0


def test_consequences_are_findings_with_counts():
    split = separate(FRAMES, [finding("documents", {2}), finding("lines", {0})])
    assert {f.rule.rule_id: (f.checked, len(f.breaches)) for f in split.consequences} == {
        "lines.document_quarantined": (3 * len(STORY), len(STORY)),
        "figures.document_quarantined": (3 * len(FOUND), len(FOUND)),
        "figures.line_quarantined": (3 * len(FOUND), 1),
        "figures.context_quarantined": (3 * len(FOUND), 0),
        "figure_context.figure_quarantined": (3 * PER_STORY["figure_context"], 12 * CHOICES),
    }


def test_reason_joins_the_sentences_with_what_was_seen():
    broken = [(RULES["lines.role_known"], "role = 'advert'"), (RULES["lines.number_positive"], "")]
    assert reason(broken) == (
        "Does not hold: The role is one of title, byline, caption, body, boilerplate (role = 'advert'); "
        "Lines are numbered from 1."
    )


def test_row_json_keeps_text_and_names_what_json_lacks():
    row = pd.DataFrame([{"a": "£4 – ‘x’", "b": float("nan"), "c": float("inf"), "d": None, "e": True, "f": 7}]).iloc[0]
    assert row_json(row.to_dict()) == '{"a": "£4 – ‘x’", "b": null, "c": "inf", "d": null, "e": true, "f": 7}'


def test_quarantined_document_can_be_rebuilt_from_its_row():
    split = separate(FRAMES, [finding("documents", {1})])
    (row,) = split.quarantined[split.quarantined["table_name"] == "documents"]["row_json"]
    original = FRAMES.documents.iloc[1].to_dict()
    assert json.loads(row) == {name: None if pd.isna(cell) else cell for name, cell in original.items()}
