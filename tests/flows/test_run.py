"""The records of a run: its id, and how the stages' results become one landing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from dateutil.parser import parse  # type: ignore[import-untyped]

from expectations.outcome import Verdict
from expectations.quarantine import QUARANTINE, Separation
from flows.intake import Intake, read_all
from flows.items import Limits
from flows.reading import Reading, read_documents
from flows.run import Work, landing, new_run
from flows.settings import load_settings
from flows.sources import find_sources
from transforms.frames import QUALITY, REJECTIONS, frame
from transforms.records import CONTEXT_FIELDS, digest
from warehouse.landing import QualityResult, check_figures, check_landing
from warehouse.staging import staging

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2025, 3, 1, 6, 15, 2, tzinfo=UTC)


def test_ids_sort_by_time_and_cannot_be_taken_for_one() -> None:
    earlier, later = (new_run(load_settings(), now).run_id for now in (NOW, NOW.replace(second=3)))
    assert earlier < later
    assert earlier.startswith("20250301T061502Z-")
    for _ in range(200):
        with pytest.raises(ValueError, match="Unknown string format"):
            parse(new_run(load_settings(), NOW).run_id)


@pytest.fixture
def intake(articles: Path) -> Intake:
    (articles / "empty.txt").write_bytes(b"")
    return Intake(read_all(find_sources([str(articles)]), Limits(10_000)))


@pytest.fixture
def reading(intake: Intake) -> Reading:
    documents = intake.chunk()
    read = read_documents(documents, "", 1)
    mill = next(document for document in documents if document.source.endswith("mill.txt"))
    refused: dict[str, Any] = {
        "stage": "extract",
        "source": mill.source,
        "doc_id": mill.doc_id,
        "rule_id": "number.unreadable",
    }
    refused |= {"reason": "two readings", "line_n": 3, "char_start": 40, "char_end": 44, "surface": "1,23"}
    return Reading(read.frames, frame([refused], REJECTIONS))


def test_every_refusal_is_staged_and_the_sums_close(
    intake: Intake, reading: Reading, articles: Path, tmp_path: Path
) -> None:
    figures = reading.frames.figures
    held_back, kept = figures.iloc[:1], figures.iloc[1:]
    row = {"surface": str(held_back["surface"].iloc[0]), "value": None}
    quarantined = {"stage": "validate", "table_name": "figures", "doc_id": held_back["doc_id"].iloc[0], "key": "k"}
    quarantined |= {"rule_ids": ["figures.a", "figures.b"], "reason": "Does not hold", "row_json": json.dumps(row)}
    context = reading.frames.figure_context
    held_with_it = context["figure_id"].isin(held_back["figure_id"])
    followed = [
        quarantined | {"table_name": "figure_context", "rule_ids": ["figure_context.figure_quarantined"]}
        for _ in range(int(held_with_it.sum()))
    ]
    frames = reading.frames
    accepted = type(frames)(frames.documents, frames.lines, kept, context[~held_with_it])
    quality: dict[str, Any] = {"table_name": "figures", "rule_id": "figures.a", "description": "A."}
    quality |= {"severity": "critical", "checked": 0, "failed": 0, "status": "vacuous"}
    with staging(tmp_path / "rows.staging") as staged:
        work = Work(intake, staged)
        work.reading = reading
        work.stage(Separation(accepted, frame([quarantined, *followed], QUARANTINE)))
        work.verdict = Verdict(frame([quality], QUALITY))
        work.seconds["read"] = 0.12345
        work.stage_sources()
        with duckdb.connect(str(staged.path), read_only=True) as connection:
            stored = connection.execute("SELECT stage, source, rule_ids, row FROM quarantine").fetchall()
            (n_figures,) = connection.execute("SELECT count(*) FROM figures").fetchone() or ()
            (n_choices,) = connection.execute("SELECT count(*) FROM figure_context").fetchone() or ()
    assert len(followed) >= len(CONTEXT_FIELDS)
    assert n_choices == len(context) - len(followed) >= len(CONTEXT_FIELDS) * n_figures
    made = landing(new_run(load_settings(), NOW), work, {}, {"subject": 0.7})
    check_landing(made)
    check_figures(made, n_figures)
    mill, empty = str(articles / "mill.txt"), str(articles / "empty.txt")
    first_source = str(reading.frames.documents.set_index("doc_id")["source"][held_back["doc_id"].iloc[0]])
    assert [(stage, source, json.loads(rules)) for stage, source, rules, _ in stored] == [
        ("extract", mill, ["number.unreadable"]),
        ("validate", first_source, ["figures.a", "figures.b"]),
        ("read", empty, ["read.empty"]),
    ]
    assert json.loads(stored[1][3]) == {"table": "figures", **row}
    assert json.loads(stored[2][3])["doc_id"] == digest(b"")
    assert made.quality == (QualityResult("figures", "figures.a", "A.", "critical", 0, 0, "pass"),)
    counts = made.counts
    assert (counts.candidates, counts.accepted, counts.quarantined) == (len(figures) + 1, len(figures) - 1, 2)
    assert (counts.read, counts.new, counts.rejected) == (4, 3, 1)
    assert made.thresholds == {"subject": 0.7}
    assert made.seconds["read"] == 0.123
    assert set(made.seconds) == {"read", "stage"}


def test_without_anything_new_nothing_is_landed_but_the_sources_are_recorded(articles: Path, tmp_path: Path) -> None:
    known = {digest(path.read_bytes()) for path in articles.iterdir()}
    intake = Intake(read_all(find_sources([str(articles)]), Limits(10_000)), known)
    assert intake.chunk() == []
    with staging(tmp_path / "rows.staging") as staged:
        made = landing(new_run(load_settings(), NOW), Work(intake, staged), {}, {})
    check_landing(made)
    check_figures(made, 0)
    assert [seen.outcome for seen in made.seen] == ["unchanged"] * 3
    assert (made.quality, made.counts.candidates) == ((), 0)
