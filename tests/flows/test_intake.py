"""What becomes of each source: exactly one outcome, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.intake import take_in
from flows.sources import Source, Sources, find_sources
from transforms.records import Rejection, digest
from warehouse.runs import OUTCOMES

LIMIT = 10_000


def test_every_source_has_one_outcome_and_the_first_of_a_content_counts(articles: Path) -> None:
    (articles / "a copy.txt").write_bytes((articles / "mill.txt").read_bytes())
    (articles / "empty.txt").write_bytes(b"")
    known = digest((articles / "bridge.txt").read_bytes())
    intake = take_in(find_sources([str(articles)]), LIMIT, {known})
    mill = digest((articles / "mill.txt").read_bytes())
    page = digest((articles / "page.html").read_bytes())
    assert {Path(source).name: outcome for source, outcome in intake.outcomes.items()} == {
        "a copy.txt": (mill, "new"),
        "bridge.txt": (known, "unchanged"),
        "empty.txt": (digest(b""), "rejected"),
        "mill.txt": (mill, "duplicate"),
        "page.html": (page, "new"),
    }
    assert [document.doc_id for document in intake.documents] == [mill, page]
    assert [(r.stage, r.rule_id) for r in intake.rejections] == [("read", "read.empty")]
    assert sum(intake.count(outcome) for outcome in OUTCOMES) == len(intake.outcomes) == 5


def test_a_copy_of_an_unchanged_document_is_its_duplicate(articles: Path) -> None:
    (articles / "mill 2.txt").write_bytes((articles / "mill.txt").read_bytes())
    known = digest((articles / "mill.txt").read_bytes())
    intake = take_in(find_sources([str(articles / "mill.txt"), str(articles / "mill 2.txt")]), LIMIT, {known})
    assert [outcome for _, outcome in intake.outcomes.values()] == ["unchanged", "duplicate"]


def test_folders_that_could_not_be_listed_are_rejected_sources() -> None:
    shut = Rejection("read", "shut", "read.permission", "the folder cannot be listed")
    intake = take_in(Sources((), (shut,), ("picture.png",)), LIMIT)
    assert intake.outcomes == {"shut": (None, "rejected")}
    assert (intake.rejections, intake.ignored) == ([shut], ("picture.png",))


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux's /proc for a file whose reading fails")
def test_a_failing_read_is_raised_for_another_try_and_rejected_on_the_last() -> None:
    sources = Sources((Source("mem", Path("/proc/self/mem")),))
    with pytest.raises(OSError, match="Input/output error"):
        take_in(sources, LIMIT, last_try=False)
    (rejection,) = take_in(sources, LIMIT).rejections
    assert (rejection.source, rejection.rule_id) == ("mem", "read.io_error")
