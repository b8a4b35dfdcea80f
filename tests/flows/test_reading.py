"""Reading many documents: the same result in one process or several."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from flows import reading
from flows.reading import Reader, Readers, read_documents
from seeds.load import load_lexicon
from transforms.article import ArticleReader
from transforms.reading.documents import read_document
from transforms.records import Article, Document, Rejection, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def story(n: int) -> Document:
    text = f"The port has {n + 2} boats, {n + 10}% more than last year.\n\nHide Ad\n\nIt was built in 1987.\n"
    document = read_document(text.encode(), f"story-{n}.txt")
    assert isinstance(document, Document)
    return document


def test_nothing_read_gives_frames_without_rows() -> None:
    empty = read_documents([], "", 1)
    assert [len(frame) for frame in empty.frames.tables().values()] == [0, 0, 0, 0]
    assert len(empty.rejections) == 0


def test_documents_come_in_their_order_with_their_lines_and_figures() -> None:
    read = read_documents([story(n) for n in (5, 3, 4)], "", 1)
    assert list(read.frames.documents["source"]) == ["story-5.txt", "story-3.txt", "story-4.txt"]
    assert list(read.frames.figures["surface"]) == ["7", "15%", "5", "13%", "6", "14%"]
    assert list(read.frames.documents["n_not_figures"]) == [1, 1, 1]
    assert list(read.frames.lines["role"]) == ["body", "boilerplate", "body"] * 3


@pytest.mark.slow
def test_several_processes_read_the_same_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ENOUGH_CHARS", 1)
    stories = [story(n) for n in range(2 * reading.BATCH + 1)]
    alone, together = read_documents(stories, "", 1), read_documents(stories, "", 2)
    for name, frame in alone.frames.tables().items():
        pd.testing.assert_frame_equal(together.frames.tables()[name], frame)
    pd.testing.assert_frame_equal(together.rejections, alone.rejections)
    assert len(alone.frames.documents) == len(stories)


class FaultyReader(ArticleReader):
    """A reader with a rule that fails on one document."""

    def read_many(self, documents: Iterable[Document]) -> Iterator[Article]:
        for document in documents:
            if document.source == "story-4.txt":
                raise IndexError("a rule looked past the end")
            yield from super().read_many([document])


def test_defect_of_a_rule_costs_only_its_document(caplog: pytest.LogCaptureFixture) -> None:
    read = Reader(FaultyReader(load_lexicon(), None)).read([story(n) for n in (3, 4, 5)])
    assert list(read.frames.documents["source"]) == ["story-3.txt", "story-5.txt"]
    assert list(read.frames.figures["surface"]) == ["5", "13%", "7", "15%"]
    assert read.failed == (
        Rejection(
            "read",
            "story-4.txt",
            "read.defect",
            "a defect in the rules stopped its reading (IndexError: a rule looked past the end); please report it",
            story(4).doc_id,
        ),
    )
    assert "story-4.txt could not be read" in caplog.text


def test_measures_of_ones_own_name_the_figures_they_are_worded_for(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "measure_id,kinds,wording,base,scope,description,example\n"
        "ferry_fares,percent,(?i)\\bferry fares?\\b,,any,Price of a crossing,Ferry fares rose 4%.\n"
    )
    text = "Lake news\n\nFerry fares rose 4% in May, the harbour board said."
    document = Document(digest(text), "lake.txt", text, "utf-8", "text", len(text))
    found = []
    for measures in ("", str(own)):
        with closing(Readers("", 1, measures=measures)) as readers:
            found += list(readers.read([document]).frames.figures["measure_id"].fillna("none"))
    assert found == ["none", "ferry_fares"]
