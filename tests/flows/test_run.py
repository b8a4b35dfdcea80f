"""The records of a run: its id, and how the stages' results become one landing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from dateutil.parser import parse  # type: ignore[import-untyped]

from expectations.outcome import GateOutcome
from expectations.quarantine import QUARANTINE
from flows.intake import Intake, take_in
from flows.reading import Reading, read_documents
from flows.run import Results, landing, new_run
from flows.settings import load_settings
from flows.sources import find_sources
from transforms.frames import QUALITY, REJECTIONS, frame
from transforms.records import digest
from warehouse.landing import QualityResult, Refusal, check_landing

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
    return take_in(find_sources([str(articles)]), 10_000)


@pytest.fixture
def reading(intake: Intake) -> Reading:
    read = read_documents(intake.documents, "", 1)
    mill = next(document for document in intake.documents if document.source.endswith("mill.txt"))
    refused: dict[str, Any] = {
        "stage": "extract",
        "source": mill.source,
        "doc_id": mill.doc_id,
        "rule_id": "number.unreadable",
    }
    refused |= {"reason": "two readings", "line_n": 3, "char_start": 40, "char_end": 44, "surface": "1,23"}
    return Reading(read.frames, frame([refused], REJECTIONS))


def test_every_refusal_is_stored_and_the_sums_close(intake: Intake, reading: Reading, articles: Path) -> None:
    figures = reading.frames.figures
    held_back, kept = figures.iloc[:1], figures.iloc[1:]
    row = {"surface": str(held_back["surface"].iloc[0]), "value": None}
    quarantined = {"stage": "validate", "table_name": "figures", "doc_id": held_back["doc_id"].iloc[0], "key": "k"}
    quarantined |= {"rule_ids": ["figures.a", "figures.b"], "reason": "Does not hold", "row_json": json.dumps(row)}
    accepted = type(reading.frames)(reading.frames.documents, reading.frames.lines, kept)
    quality: dict[str, Any] = {
        "table_name": "figures",
        "rule_id": "figures.a",
        "description": "A.",
        "severity": "critical",
    }
    quality |= {"checked": 0, "failed": 0, "status": "vacuous"}
    gate = GateOutcome(accepted, frame([quarantined], QUARANTINE), frame([quality], QUALITY))
    made = landing(new_run(load_settings(), NOW), Results(intake, reading, gate, {"read": 0.12345}), {})
    check_landing(made)
    mill, empty = str(articles / "mill.txt"), str(articles / "empty.txt")
    first_source = str(reading.frames.documents.set_index("doc_id")["source"][held_back["doc_id"].iloc[0]])
    assert [(r.stage, r.source, r.rule_ids) for r in made.refusals] == [
        ("read", empty, ("read.empty",)),
        ("extract", mill, ("number.unreadable",)),
        ("validate", first_source, ("figures.a", "figures.b")),
    ]
    assert made.refusals[2].row == {"table": "figures", **row}
    assert isinstance(made.refusals[0], Refusal)
    assert made.refusals[0].doc_id == digest(b"")
    assert made.quality == (QualityResult("figures", "figures.a", "A.", "critical", 0, 0, "pass"),)
    assert (made.counts.candidates, made.counts.accepted, made.counts.quarantined) == (
        len(figures) + 1,
        len(figures) - 1,
        2,
    )
    assert (made.counts.read, made.counts.new, made.counts.rejected) == (4, 3, 1)
    assert made.seconds == {"read": 0.123}


def test_without_anything_new_nothing_is_landed_but_the_sources_are_recorded(articles: Path) -> None:
    known = {digest(path.read_bytes()) for path in articles.iterdir()}
    intake = take_in(find_sources([str(articles)]), 10_000, known)
    made = landing(new_run(load_settings(), NOW), Results(intake, read_documents([], "", 1), None, {}), {})
    check_landing(made)
    assert [seen.outcome for seen in made.seen] == ["unchanged"] * 3
    assert (len(made.documents), len(made.quality), made.counts.candidates) == (0, 0, 0)
