"""The facts that rules are built on, computed without Great Expectations."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.enrich import counted_facts, date_precision, enrich, run_facts
from expectations.offsets import overlapping, slice_or_none
from tests.expectations.model import FOUND, PER_STORY, STORY, model

TODAY = date(2024, 5, 4)


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        pytest.param("ferry", 0, 5, "ferry", id="all of it"),
        pytest.param("ferry", 2, 2, "", id="nothing of it"),
        pytest.param("ferry", -2, 5, None, id="before the start"),
        pytest.param("ferry", 2, 9, None, id="past the end"),
        pytest.param("ferry", 4, 2, None, id="backwards"),
        pytest.param("a\U0001f6a2b", 1, 2, "\U0001f6a2", id="code points, not bytes"),
        pytest.param(None, 0, 0, None, id="no text"),
    ],
)
def test_slice_is_exact_or_none(text, start, end, expected):
    assert slice_or_none(text, start, end) == expected


SPANS = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 30), st.integers(1, 8)), max_size=12)


@given(SPANS)
def test_overlap_is_what_comparing_every_pair_says(spans):
    rows = [(doc, start, start + length) for doc, start, length in spans]
    frame = pd.DataFrame(rows, columns=["doc_id", "char_start", "char_end"])
    frame = frame.astype({"doc_id": "str", "char_start": "int64", "char_end": "int64"})
    frame.index = frame.index[::-1]
    expected = [
        any(i != j and a[0] == b[0] and a[1] < b[2] and b[1] < a[2] for j, b in enumerate(rows))
        for i, a in enumerate(rows)
    ]
    assert overlapping(frame).tolist() == expected


@pytest.mark.parametrize(
    ("published", "precision"),
    [
        ("2024", "year"),
        ("2024-05", "month"),
        ("2024-05-03", "day"),
        ("2024-02-31", "unreadable"),
        ("2024-5", "unreadable"),
        ("20240503", "unreadable"),
        ("3 May", "unreadable"),
        ("", "unreadable"),
        (None, None),
    ],
)
def test_date_precision(published, precision):
    assert date_precision(published) == precision


@given(st.dates())
def test_every_existing_day_has_day_precision(day):
    assert date_precision(day.isoformat()) == "day"


def test_figures_get_the_facts_of_their_line_and_document():
    row = enrich(model(0), TODAY).figures.iloc[1]
    picked = ["row_number", "text_at_offsets", "line_text_at_offsets", "line_role", "amount_form", "magnitude"]
    assert row[picked].tolist() == [1, "2.5 per cent", "2.5 per cent", "body", "value", 2.5]
    assert (row["line_found"], row["document_found"], row["overlaps"], row["whole"]) == (True, True, False, False)
    assert row["expected_figure_id"] == row["figure_id"]
    assert row["gdp_share"] == 2.5


def test_debts_and_budgets_are_no_suspicious_shares_of_gdp():
    frames = model(0)
    frames.figures.loc[1, "measure"] = "national debt"
    assert pd.isna(enrich(frames, TODAY).figures["gdp_share"][1])


TEXT = STORY[3][2]
QUILL = {"value": "Lower Quill", "at": "Lower Quill"}


@pytest.mark.parametrize(
    ("choice", "missing"),
    [
        pytest.param(QUILL, None, id="the words of the span"),
        pytest.param(QUILL | {"at": "the mayor"}, None, id="a fuller name from elsewhere"),
        pytest.param(QUILL | {"value": "LOWER\nQuill"}, None, id="other letters and white space"),
        pytest.param({"value": "age", "at": "2.5 per cent"}, None, id="an age, which no text need name"),
        pytest.param({"value": None, "at": None}, None, id="nothing"),
        pytest.param({"value": "reported", "at": None, "field": "status"}, None, id="a status"),
        pytest.param({"value": "Upper Quill", "at": None, "by": "correction"}, None, id="a correction"),
        pytest.param(QUILL | {"at": None}, "Lower Quill", id="words without a span"),
        pytest.param({"value": "Upper Quill", "at": "Lower Quill"}, "Upper Quill", id="a name that nobody wrote"),
        pytest.param({"value": "Lower Qui", "at": "the mayor"}, "Lower Qui", id="half a word"),
        pytest.param({"value": "GDP spends", "at": "spends"}, "GDP spends", id="words in another order"),
        pytest.param({"value": None, "at": "the mayor"}, "a span without a value", id="a span of nothing"),
    ],
)
def test_a_choice_is_what_stands_at_its_span_or_elsewhere_in_the_document(choice, missing):
    frames = model(0)
    text, row = frames.documents["text"][0], 8
    start = None if choice["at"] is None else text.index(choice["at"], text.index(TEXT))
    end = None if start is None else start + len(choice["at"])
    cells = {"field": "subject", "by": "test"} | choice | {"char_start": start, "char_end": end}
    for name in ("field", "value", "by", "char_start", "char_end"):
        frames.figure_context.loc[row, name] = cells[name]
    found = enrich(frames, TODAY).figure_context["not_told"][row]
    assert (None if pd.isna(found) else found) == missing


@pytest.mark.parametrize(
    ("span", "inside"),
    [((0, 4), True), ((None, None), None), ((-1, 4), False), ((4, 4), False), ((4, 10**6), False)],
)
def test_a_span_lies_inside_its_document(span, inside):
    frames = model(0)
    frames.figure_context.loc[1, ["char_start", "char_end"]] = span
    assert enrich(frames, TODAY).figure_context["span_inside"][1] is inside


@pytest.mark.parametrize(
    ("table", "cells", "field"),
    [
        pytest.param("figures", {"measure": "moon boats"}, "measure", id="another word than was chosen"),
        pytest.param("figures", {"base_sure": 0.4}, "base", id="another confidence"),
        pytest.param("figures", {"period_sure": None}, "period", id="no confidence"),
        pytest.param("figure_context", {"rank": 2}, "measure", id="no first choice"),
    ],
)
def test_the_row_of_a_figure_shows_its_first_choices(table, cells, field):
    frames = model(0)
    for name, cell in cells.items():
        frames.tables()[table].loc[0, name] = cell
    found = enrich(frames, TODAY).figures["context_not_chosen"]
    assert (found[0], found[1:].isna().all()) == (field, True)


def test_documents_get_the_counts_that_reached_the_gate():
    row = enrich(model(0), TODAY).documents.iloc[0]
    picked = ["lines_found", "figures_found", "published_shape", "days_ahead", "numbers_seen", "numbers_read"]
    assert row[picked].tolist() == [len(STORY), len(FOUND), "day", -1, 10, 10]


def test_orphans_have_null_facts_and_no_error():
    frames = model(0)
    frames.figures["doc_id"] = pd.array([None] * len(FOUND), dtype="str")
    frames.lines["doc_id"] = pd.array(["elsewhere"] * len(STORY), dtype="str")
    enriched = enrich(frames, TODAY)
    assert not enriched.figures["document_found"].any()
    assert not enriched.figures["line_found"].any()
    assert enriched.figures[["text_at_offsets", "line_text_at_offsets", "expected_figure_id"]].isna().all(axis=None)
    assert enriched.lines["text_at_offsets"].isna().all()


def test_enriching_changes_no_row_and_no_order():
    frames = model(0, 1)
    enriched = enrich(frames, TODAY)
    for table, frame in frames.tables().items():
        pd.testing.assert_frame_equal(enriched.tables()[table][list(frame.columns)], frame)
        assert enriched.tables()[table]["row_number"].tolist() == list(range(len(frame)))


def test_empty_frames_are_enriched_too():
    enriched = enrich(model(0).none_of(), TODAY)
    assert [len(frame) for frame in enriched.tables().values()] == [0, 0, 0, 0]


def test_run_facts_leave_shares_over_too_little_unsaid():
    facts = run_facts(counted_facts(enrich(model(0), TODAY), {"figures": 5}), 0.2, 20).iloc[0].to_dict()
    assert facts == {
        "documents": 1,
        "lines": len(STORY),
        "figures": len(FOUND),
        "row_number": 0,
        "story_lines": 5,
        "boilerplate_share": None,
        "numbers_seen": 10,
        "numbers_read_share": 1.0,
        "quarantine_limit": 0.2,
        "documents_quarantined_share": None,
        "lines_quarantined_share": None,
        "figures_quarantined_share": None,
        "figure_context": PER_STORY["figure_context"],
        "figure_context_quarantined_share": 0.0,
    }


def test_run_facts_share_of_broken_figures():
    facts = run_facts(counted_facts(enrich(model(0, 1), TODAY), {"figures": 5}), 0.2, 20).iloc[0]
    assert facts["figures_quarantined_share"] == 5 / 22
