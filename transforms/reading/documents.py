"""One source to one `Document`, or to a named refusal: size, kind, encoding, and for a page its article.

The bytes are never changed. `doc_id` is their digest; `text` is what they decode to, carriage returns and all, except
for an HTML page, where it is the article that the page's reader took from it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from transforms.reading.decode import Decoded, Refusal, decode
from transforms.reading.page import declared_charset, is_page, read_page, reader_name
from transforms.records import TEXT_READER, Document, Rejection, digest

MAX_BYTES: Final = 10 * 1024 * 1024
"""Default limit of a source: some fifty times the longest news feature, and a page with its scripts still fits."""

MAX_LINE_CHARS: Final = 200_000
"""A longer line is a data dump, not a paragraph; the longest paragraph of a news archive has a few thousand."""

MAX_TAGS: Final = 60_000
"""Tags of a page: twenty times those of a heavy news page; its readers take seconds for so many, minutes for more."""

WIDEST_CHAR: Final = 4
"""Bytes of the longest character in any encoding read here."""


def read_document(
    raw: bytes, source: str, *, outlet: str | None = None, max_bytes: int = MAX_BYTES
) -> Document | Rejection:
    """Return the document in `raw`, or the rejection that says why there is none.

    `source` is the name under which it is recorded, `outlet` the one to record unless the text names its own. Refuses
    with `read.too_large`, `read.line_too_long`, `read.empty`, `read.binary`, `read.undecodable` and `read.no_text`.
    """
    read = _read(raw, source, outlet, max_bytes)
    if isinstance(read, Document):
        return read
    return Rejection("read", source, read.rule_id, read.reason, doc_id=digest(raw))


def _read(raw: bytes, source: str, outlet: str | None, max_bytes: int) -> Document | Refusal:
    if len(raw) > max_bytes:
        limit = f"{len(raw):,} bytes, more than the limit of {max_bytes:,}"
        return Refusal("read.too_large", f"{limit}: split the source into articles or raise the limit")
    if is_page(raw, source):
        return _page(raw, source, outlet)
    # Before decoding: a dump without line breaks is refused at the cost of looking for one.
    if _longest_gap_exceeds(raw, MAX_LINE_CHARS * WIDEST_CHAR):
        return _line_too_long()
    decoded = decode(raw)
    if isinstance(decoded, Refusal):
        return decoded
    if _longest_gap_exceeds(decoded.text, MAX_LINE_CHARS):
        return _line_too_long()
    return _document(raw, source, decoded, decoded.text, outlet)


def _page(raw: bytes, source: str, outlet: str | None) -> Document | Refusal:
    n_tags = raw.count(b"<")
    if n_tags > MAX_TAGS:
        reason = (
            f"an HTML page of {n_tags:,} tags, more than {MAX_TAGS:,}: a dump or a trap; give the page of one story"
        )
        return Refusal("read.page_too_complex", reason)
    decoded = _decode_page(raw)
    if isinstance(decoded, Refusal):
        return decoded
    page = read_page(decoded.text)
    if page is None:
        return Refusal("read.no_text", "an HTML page without an article: give the page of one story")
    document = _document(raw, source, decoded, page.text, page.sitename or outlet)
    if isinstance(document, Refusal):
        return document
    return replace(
        document,
        reader=reader_name(),
        title=page.title,
        byline=page.author,
        published=page.date,
        published_precision="day" if page.date else None,
    )


def _decode_page(raw: bytes) -> Decoded | Refusal:
    """Decode a page: as any text, unless only its own declaration can tell what the bytes above 0x7F mean."""
    decoded = decode(raw)
    if isinstance(decoded, Decoded) and decoded.encoding != "cp1252":
        return decoded
    charset = declared_charset(raw)
    if (
        charset is None
        or charset == "utf-8"
        or (isinstance(decoded, Refusal) and decoded.rule_id != "read.undecodable")
    ):
        return decoded
    try:
        return Decoded(raw.decode(charset), charset)
    except UnicodeDecodeError:
        return decoded


def _document(raw: bytes, source: str, decoded: Decoded, text: str, outlet: str | None) -> Document | Refusal:
    if not text.replace("\ufeff", "").strip():
        return Refusal("read.no_text", "nothing but blank space: no article in it")
    return Document(
        doc_id=digest(raw),
        source=source,
        text=text,
        encoding=decoded.encoding,
        reader=TEXT_READER,
        n_bytes=len(raw),
        outlet=outlet,
    )


def _line_too_long() -> Refusal:
    return Refusal(
        "read.line_too_long",
        f"a line of more than {MAX_LINE_CHARS:,} characters: a data dump, not an article; break it into paragraphs",
    )


def _longest_gap_exceeds(text: str | bytes, limit: int) -> bool:
    """Tell whether two line breaks (or an end) stand more than `limit` units apart, without splitting `text`."""
    start = 0
    while len(text) - start > limit:
        found = (
            text.rfind("\n", start, start + limit + 1)
            if isinstance(text, str)
            else text.rfind(b"\n", start, start + limit + 1)
        )
        if found < 0:
            return True
        start = found + 1
    return False
