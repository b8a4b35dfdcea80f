"""What becomes of each source: exactly one outcome, and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flows import intake as taking
from flows.intake import Intake, read_all
from flows.items import Limits
from flows.sources import Source, Sources, find_sources
from transforms.records import Document, Rejection, digest
from warehouse.runs import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Collection

LIMIT = Limits(10_000)


def take_in(sources: Sources, known: Collection[str] = ()) -> tuple[Intake, list[Document]]:
    """Return the intake after everything went by, with its new documents."""
    intake = Intake(read_all(sources, LIMIT), known, sources.ignored)
    return intake, intake.chunk()


def test_every_source_has_one_outcome_and_the_first_of_a_content_counts(articles: Path) -> None:
    (articles / "a copy.txt").write_bytes((articles / "mill.txt").read_bytes())
    (articles / "empty.txt").write_bytes(b"")
    known = digest((articles / "bridge.txt").read_bytes())
    intake, documents = take_in(find_sources([str(articles)]), {known})
    mill = digest((articles / "mill.txt").read_bytes())
    page = digest((articles / "page.html").read_bytes())
    assert {Path(source).name: outcome for source, outcome in intake.outcomes.items()} == {
        "a copy.txt": (mill, "new"),
        "bridge.txt": (known, "unchanged"),
        "empty.txt": (digest(b""), "rejected"),
        "mill.txt": (mill, "duplicate"),
        "page.html": (page, "new"),
    }
    assert [document.doc_id for document in documents] == [mill, page]
    assert [(r.stage, r.rule_id) for r in intake.rejections] == [("read", "read.empty")]
    assert sum(intake.count(outcome) for outcome in OUTCOMES) == len(intake.outcomes) == 5


def test_a_copy_of_an_unchanged_document_is_its_duplicate(articles: Path) -> None:
    (articles / "mill 2.txt").write_bytes((articles / "mill.txt").read_bytes())
    known = digest((articles / "mill.txt").read_bytes())
    intake, documents = take_in(find_sources([str(articles / "mill.txt"), str(articles / "mill 2.txt")]), {known})
    assert documents == []
    assert [outcome for _, outcome in intake.outcomes.values()] == ["unchanged", "duplicate"]


def test_folders_that_could_not_be_listed_are_rejected_sources() -> None:
    shut = Rejection("read", "shut", "read.permission", "the folder cannot be listed")
    intake, _ = take_in(Sources((), (shut,), ("picture.png",)))
    assert intake.outcomes == {"shut": (None, "rejected")}
    assert (intake.rejections, intake.ignored) == ([shut], ("picture.png",))


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux's /proc for a file whose reading fails")
def test_a_failing_read_is_tried_again_and_then_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(taking.time, "sleep", waited.append)
    intake, documents = take_in(Sources((Source("mem", Path("/proc/self/mem")),)))
    (rejection,) = intake.rejections
    assert (rejection.source, rejection.rule_id, documents) == ("mem", "read.io_error", [])
    assert waited == [0.0, *taking.WAITS]


def test_documents_come_in_chunks_and_nothing_is_read_ahead(articles: Path) -> None:
    found = find_sources([str(articles)])
    intake = Intake(read_all(found, LIMIT))
    sizes, seen = [], []
    while documents := intake.chunk(documents=2):
        sizes.append(len(documents))
        seen.append(len(intake.outcomes))
    assert (sizes, seen) == ([2, 1], [2, 3])
    by_size = Intake(read_all(found, LIMIT))
    assert [len(by_size.chunk(chars=1)) for _ in range(4)] == [1, 1, 1, 0]
