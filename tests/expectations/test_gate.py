"""The gate on whole runs: what lands, what is held back with which words, what stops the run."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from expectations.catalogue import all_rules
from expectations.outcome import GateError
from expectations.tables import Frames, StructuralFailure
from tests.expectations.conftest import TODAY, breakable
from tests.expectations.model import FOUND, PER_STORY, STORY, article, break_row, frames_of, model
from tests.expectations.whole import check
from transforms.records import Article

CRITICAL = [rule_id for rule_id in breakable() if all_rules()[rule_id].severity == "critical"]


CHOICES = PER_STORY["figure_context"] // len(FOUND)
"""Choices of one figure of the model."""
NONE = dict.fromkeys(PER_STORY, 0)


def gate(frames, **options):
    return check(frames, run_id="r1", docs_folder=None, today=TODAY, **options)


def with_cell(frame, row, **cells):
    frame = frame.copy()
    for column, cell in cells.items():
        frame.iloc[row, frame.columns.get_loc(column)] = cell
    return frame


def test_sound_run_is_accepted_whole():
    frames = model(0, 1)
    outcome = gate(frames)
    assert outcome.passed
    assert outcome.structural == ()
    for table, frame in outcome.accepted.tables().items():
        pd.testing.assert_frame_equal(frame, frames.tables()[table])
    assert len(outcome.quarantined) == 0
    assert set(outcome.quality["status"]) <= {"passed", "vacuous"}
    assert outcome.docs_index is None


def test_broken_figure_is_held_back_with_rules_words_and_row():
    frames = model(0)
    outcome = gate(replace(frames, figures=with_cell(frames.figures, 1, unit="furlong")))
    assert outcome.passed
    assert len(outcome.accepted.figures) == len(FOUND) - 1
    row = outcome.quarantined.to_dict("records")[0]
    assert outcome.quarantined_by_table() == NONE | {"figures": 1, "figure_context": CHOICES}
    assert json.loads(row.pop("row_json")) == json.loads(
        json.dumps(
            {k: None if pd.isna(v) else v for k, v in frames.figures.iloc[1].to_dict().items()} | {"unit": "furlong"}
        )
    )
    assert row == {
        "stage": "validate",
        "table_name": "figures",
        "doc_id": frames.figures["doc_id"][1],
        "key": frames.figures["figure_id"][1],
        "rule_ids": ["figures.percent_unit"],
        "reason": "Does not hold: The unit of a percent is % (unit = 'furlong').",
    }


def test_warning_lands_and_is_counted():
    frames = model(0)
    outcome = gate(replace(frames, figures=with_cell(frames.figures, 0, value=2.5)))
    assert len(outcome.accepted.figures) == len(FOUND)
    quality = outcome.quality.set_index("rule_id").loc["figures.count_whole"]
    assert quality.to_dict() == {
        "table_name": "figures",
        "description": "A count is a whole number.",
        "severity": "warning",
        "checked": 3,
        "failed": 1,
        "status": "failed",
    }


def test_words_that_the_document_does_not_have_hold_the_whole_figure_back():
    frames = model(0)
    choices = frames.figure_context
    speaker = (choices["figure_id"] == frames.figures["figure_id"][1]) & (choices["field"] == "speaker")
    choices.loc[speaker, "value"] = "The Moon Ministry"
    outcome = gate(replace(frames, figures=with_cell(frames.figures, 1, speaker="The Moon Ministry")))
    assert len(outcome.accepted.figures) == len(FOUND) - 1
    refused = outcome.quarantined.set_index("key")
    figure_id = frames.figures["figure_id"][1]
    assert refused.loc[figure_id, "rule_ids"] == ["figures.context_quarantined"]
    assert refused.loc[f"{figure_id}/speaker/1", "rule_ids"] == [
        "figure_context.words_in_document",
        "figure_context.figure_quarantined",
    ]
    assert len(refused) == 1 + CHOICES


def test_figures_without_context_pass():
    story = article(0)
    bare = replace(story, figures=tuple(replace(figure, context=None) for figure in story.figures))
    outcome = gate(frames_of(bare))
    assert outcome.passed
    assert (len(outcome.accepted.figures), len(outcome.accepted.figure_context)) == (len(FOUND), 0)
    assert outcome.accepted.figures["status"].isna().all()


def test_quarantined_document_takes_its_lines_and_figures_with_it():
    frames = model(0, 1)
    outcome = gate(replace(frames, documents=with_cell(frames.documents, 1, published="2024-02-31")))
    gone = frames.documents["doc_id"][1]
    assert outcome.accepted.documents["doc_id"].tolist() == [frames.documents["doc_id"][0]]
    assert gone not in {*outcome.accepted.lines["doc_id"], *outcome.accepted.figures["doc_id"]}
    assert outcome.quarantined_by_table() == PER_STORY
    by_table = outcome.quarantined.groupby("table_name")["rule_ids"].agg(lambda ids: sorted({tuple(i) for i in ids}))
    assert by_table.to_dict() == {
        "documents": [("documents.published_iso",)],
        "lines": [("lines.document_quarantined",)],
        "figures": [("figures.document_quarantined",)],
        "figure_context": [("figure_context.figure_quarantined",)],
    }
    quality = outcome.quality.set_index("rule_id")["failed"]
    assert quality["lines.document_quarantined"] == len(STORY)
    assert quality["figures.document_quarantined"] == len(FOUND)


def test_quarantined_line_takes_its_figures_with_it():
    frames = model(0)
    outcome = gate(replace(frames, lines=with_cell(frames.lines, 0, role="advert")))
    rules = dict(zip(outcome.quarantined["table_name"], outcome.quarantined["rule_ids"], strict=True))
    assert rules == {
        "lines": ["lines.role_known"],
        "figures": ["figures.line_is_story", "figures.line_quarantined"],
        "figure_context": ["figure_context.figure_quarantined"],
    }


def test_articles_without_a_number_pass_with_no_figures_at_all():
    story = article(0)
    worded = str.maketrans("0123456789", "ozzzzzzzzz")
    quiet = Article(
        replace(story.document, text=story.document.text.translate(worded)),
        tuple(replace(line, text=line.text.translate(worded)) for line in story.lines),
    )
    outcome = gate(frames_of(quiet))
    assert outcome.passed
    assert outcome.quality.query("status == 'failed'").empty
    assert len(outcome.accepted.figures) == 0
    assert list(outcome.accepted.figures.columns) == list(model(0).figures.columns)
    statuses = outcome.quality.query("table_name == 'figures' and not rule_id.str.endswith('columns_declared')")[
        "status"
    ]
    assert set(statuses) == {"vacuous"}


def test_parser_that_finds_nothing_in_stories_full_of_numbers_rings():
    outcome = gate(frames_of(*(replace(article(n), figures=(), not_figures=()) for n in range(3))))
    assert outcome.passed
    rang = outcome.quality.query("status == 'failed'").set_index("rule_id")["failed"].to_dict()
    assert rang == {"documents.numbers_read": 3, "run.numbers_read": 1}


def test_missing_column_stops_the_run_and_says_what_to_do():
    frames = model(0)
    outcome = gate(replace(frames, figures=frames.figures.drop(columns=["doc_id", "unit"])))
    assert outcome.structural == tuple(
        StructuralFailure(
            "figures",
            "figures.columns_declared",
            f"the column {column} is missing; build the frame with transforms.frames",
        )
        for column in ("doc_id", "unit")
    )
    assert [len(frame) for frame in outcome.accepted.tables().values()] == [0, 0, 0, 0]
    assert outcome.quality[["rule_id", "failed", "status"]].to_dict("records") == [
        {"rule_id": "documents.columns_declared", "failed": 0, "status": "passed"},
        {"rule_id": "lines.columns_declared", "failed": 0, "status": "passed"},
        {"rule_id": "figures.columns_declared", "failed": 2, "status": "failed"},
        {"rule_id": "figure_context.columns_declared", "failed": 0, "status": "passed"},
    ]


def test_column_of_another_type_stops_the_run():
    frames = model(0)
    outcome = gate(replace(frames, figures=frames.figures.astype({"value": "str"})))
    assert [failure.problem for failure in outcome.structural] == [
        "the column value is str, declared float64; build the frame with transforms.frames"
    ]


def test_run_without_documents_stops():
    outcome = gate(model(0).none_of())
    assert [failure.rule_id for failure in outcome.structural] == ["run.has_documents", "run.has_lines"]


def test_too_large_a_share_of_broken_figures_stops_the_run():
    frames = model(0, 1, 2)
    broken = with_cell(frames.figures, slice(0, 7), rule_id=None)
    outcome = gate(replace(frames, figures=broken))
    assert [failure.rule_id for failure in outcome.structural] == ["run.figures_quarantined_share"]
    assert [len(frame) for frame in outcome.accepted.tables().values()] == [0, 0, 0, 0]
    assert outcome.quarantined_by_table() == NONE | {"figures": 7, "figure_context": 7 * CHOICES}
    with pytest.raises(GateError, match=r"run\.figures_quarantined_share: does not hold"):
        outcome.verdict.require_passed()
    assert gate(replace(frames, figures=broken), quarantine_limit=0.25).passed


def test_share_is_not_judged_below_twenty_figures():
    frames = model(0)
    outcome = gate(replace(frames, figures=with_cell(frames.figures, slice(0, 10), rule_id=None)))
    assert outcome.passed
    assert len(outcome.accepted.figures) == 1


def test_frames_put_together_from_batches_keep_rows_apart():
    first, second = model(0), model(1)
    second = replace(second, figures=with_cell(second.figures, 1, unit="furlong"))
    glued = {table: pd.concat([frame, second.tables()[table]]) for table, frame in first.tables().items()}
    outcome = gate(Frames(**glued))
    assert outcome.quarantined["key"][0] == second.figures["figure_id"][1]
    expected = pd.concat([first.figures, second.figures.drop(index=1)], ignore_index=True)
    pd.testing.assert_frame_equal(outcome.accepted.figures.reset_index(drop=True), expected)


def test_passed_outcome_raises_nothing():
    assert gate(model(0)).verdict.require_passed() is None


@pytest.mark.parametrize("run_id", ["", "../up", "a/b", ".hidden", "two..dots", "blank id"])
def test_run_id_that_cannot_name_a_folder_is_refused(run_id):
    with pytest.raises(ValueError, match="cannot name a folder"):
        check(model(0), run_id=run_id, docs_folder=None)


@pytest.mark.parametrize("limit", [-0.1, 1.5])
def test_limit_that_is_no_share_is_refused(limit):
    with pytest.raises(ValueError, match="is no share"):
        check(model(0), run_id="r1", docs_folder=None, quarantine_limit=limit)


def test_today_is_the_default_day_of_judgement():
    frames = model(0)
    future = with_cell(frames.documents, 0, published=str(date.today().year + 2), published_precision="year")
    outcome = check(replace(frames, documents=future), run_id="r1", docs_folder=None)
    assert outcome.quality.query("status == 'failed'")["rule_id"].tolist() == ["documents.published_not_future"]


@settings(max_examples=4, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.sampled_from(CRITICAL), min_size=1, max_size=8, unique=True))
def test_accepted_and_quarantined_are_the_candidates_whatever_is_broken(rule_ids):
    frames = model(*range(len(rule_ids) + 1))
    for number, rule_id in enumerate(rule_ids, 1):
        frames = break_row(frames, all_rules()[rule_id], number)
    outcome = gate(frames, quarantine_limit=1.0)
    assert outcome.passed
    for table, frame in frames.tables().items():
        held = outcome.quarantined_by_table()[table]
        assert len(outcome.accepted.tables()[table]) + held == len(frame)
    accepted = outcome.accepted
    assert set(accepted.lines["doc_id"]) <= set(accepted.documents["doc_id"])
    lines = set(zip(accepted.lines["doc_id"], accepted.lines["n"], strict=True))
    assert set(zip(accepted.figures["doc_id"], accepted.figures["line_n"], strict=True)) <= lines
    refused = {rule_id for ids in outcome.quarantined["rule_ids"] for rule_id in ids}
    assert set(rule_ids) <= refused
