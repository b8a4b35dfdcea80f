"""One source to one document, or to a named refusal."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.reading.test_page import ARTICLE
from transforms.reading.documents import MAX_BYTES, MAX_LINE_CHARS, read_document
from transforms.records import Document, Rejection, digest

TEXT = "Tolls double\r\n\r\nFerries pay £8 from May.\r\n"


def test_text_is_read_as_it_is() -> None:
    raw = TEXT.encode("cp1252")
    assert read_document(raw, "tolls.txt", outlet="Quay Post") == Document(
        doc_id=digest(raw),
        source="tolls.txt",
        text=TEXT,
        encoding="cp1252",
        reader="text",
        n_bytes=len(raw),
        outlet="Quay Post",
    )


def test_a_page_is_read_as_its_article() -> None:
    raw = ARTICLE.encode()
    document = read_document(raw, "tolls.html", outlet="ignored")
    assert isinstance(document, Document)
    assert document == Document(
        doc_id=digest(raw),
        source="tolls.html",
        text=document.text,
        encoding="utf-8",
        reader=f"trafilatura {version('trafilatura')}",
        n_bytes=len(raw),
        outlet="Quay Post",
        title="Ferry tolls double",
        byline="Ana Reyes",
        published="2024-03-05",
        published_precision="day",
    )
    assert "£4 to £8" in document.text


def test_a_page_may_declare_its_charset() -> None:
    raw = ARTICLE.replace("utf-8", "iso-8859-2").replace("£", "Ł").encode("iso8859-2", "replace")
    document = read_document(raw, "tolls.html")
    assert isinstance(document, Document)
    assert document.encoding == "iso8859-2"
    assert "Ł4 to Ł8" in document.text


@pytest.mark.parametrize(
    ("raw", "source", "rule_id"),
    [
        pytest.param(b"", "a.txt", "read.empty", id="empty"),
        pytest.param(b"\x89PNG\r\n", "a.png", "read.binary", id="a picture"),
        pytest.param(b"\xe9\x81", "a.txt", "read.undecodable", id="undecodable"),
        pytest.param(b" \r\n\t\n", "a.txt", "read.no_text", id="only blank space"),
        pytest.param(b"\xef\xbb\xbf\n", "a.txt", "read.no_text", id="only a mark"),
        pytest.param(b"<html><body></body></html>", "a.html", "read.no_text", id="a page without an article"),
        pytest.param(b"a" * (MAX_LINE_CHARS + 1), "a.txt", "read.line_too_long", id="one long line"),
        pytest.param(b"a\n" + b"a" * (5 * MAX_LINE_CHARS), "a.txt", "read.line_too_long", id="a dump"),
        pytest.param(b"a" * (MAX_BYTES + 1), "a.txt", "read.too_large", id="too large"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(raw: bytes, source: str, rule_id: str) -> None:
    refusal = read_document(raw, source)
    assert isinstance(refusal, Rejection)
    assert refusal == Rejection("read", source, rule_id, refusal.reason, doc_id=digest(raw))
    assert refusal.reason


def test_the_limit_is_a_setting() -> None:
    assert isinstance(read_document(b"four", "a.txt", max_bytes=4), Document)
    refused = read_document(b"fives", "a.txt", max_bytes=4)
    assert isinstance(refused, Rejection)
    assert refused.rule_id == "read.too_large"


def test_a_line_of_the_longest_length_is_read() -> None:
    raw = b"\n".join([b"a" * MAX_LINE_CHARS] * 2)
    assert isinstance(read_document(raw, "a.txt"), Document)


def test_a_dump_of_fifty_megabytes_is_refused_also_when_its_size_is_allowed() -> None:
    refused = read_document(b"x" * 50_000_000, "dump.txt", max_bytes=10**9)
    assert isinstance(refused, Rejection)
    assert refused.rule_id == "read.line_too_long"


@given(st.binary(max_size=200))
def test_every_source_gets_an_answer(raw: bytes) -> None:
    read = read_document(raw, "any.txt")
    assert read.doc_id == digest(raw)


def test_a_page_of_endless_tags_is_refused_unread() -> None:
    refused = read_document(b"<html><body>" + b"<div>" * 100_000, "bomb.html")
    assert isinstance(refused, Rejection)
    assert (refused.rule_id, "100,002 tags" in refused.reason) == ("read.page_too_complex", True)
