"""HTML pages: is this source one, in which charset, and what article does it hold?

The reading itself is trafilatura's; paragraphs that it leaves out of the middle of a story are taken from resiliparse's
text of the page's main part. Both are imported when the first page comes, because that takes longer than to clean an
article, and they are given text only, never an address, so that nothing is ever fetched.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

from transforms.reading.gaps import with_gaps_filled

SUFFIXES: Final = (".html", ".htm", ".xhtml", ".shtml")
HEAD_BYTES: Final = 4096
"""How far a page may begin with comments and processing instructions; browsers look for the charset in 1,024 bytes."""

OPENING: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_.:-]{2,40})", re.IGNORECASE)

DATE_OPTIONS: Final = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
"""Dates that the page states, never guessed from its prose; a fixed limit, as the clock must not matter."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page's reader took from it: the article's text, and what the page says about itself."""

    text: str
    title: str | None
    author: str | None
    date: str | None
    sitename: str | None


def reader_name() -> str:
    """Return the reader of pages as it is recorded in documents: name and version."""
    return f"trafilatura {version('trafilatura')}"


def is_page(raw: bytes, source: str) -> bool:
    """Tell whether `raw` is HTML: it begins as one, or its source is named so and holds a tag."""
    head = raw[:HEAD_BYTES].replace(b"\0", b"").removeprefix(codecs.BOM_UTF8).lstrip(b"\xff\xfe")
    if OPENING.match(head):
        return True
    named = source.split("?", 1)[0].split("#", 1)[0].lower().endswith(SUFFIXES)
    return named and b"<" in raw


def declared_charset(raw: bytes) -> str | None:
    """Return the codec that the page's own `<meta charset>` names, or None when it names none that exists."""
    found = CHARSET.search(raw[:HEAD_BYTES])
    if found is None:
        return None
    try:
        info = codecs.lookup(found.group(1).decode("ascii"))
    except LookupError:
        return None
    return info.name if info._is_text_encoding else None


def read_page(html: str) -> Page | None:
    """Return the article of a page, or None when its reader finds none in it."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - few sources are pages
    from trafilatura import bare_extraction  # noqa: PLC0415 - slow to import, and few sources are pages

    found = bare_extraction(
        html,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params=dict(DATE_OPTIONS),
    )
    if found is None or not (found.text or "").strip():
        return None
    main = extract_plain_text(
        html, main_content=True, alt_texts=False, links=False, comments=False, form_fields=False, list_bullets=False
    )
    text = with_gaps_filled(found.text, main)
    return Page(text, found.title or None, found.author or None, found.date or None, found.sitename or None)
