"""Which columns of a table of articles hold what: the text, and what the table says about each article.

Tables come from everywhere, so the usual names are known, and a mapping may name others: `text=story,title=head`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from transforms.reading.documents import read_document
from transforms.records import ROW_READER, TEXT_READER, Document, Rejection

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "text": tuple("text body content article article_body articlebody maintext full_text story html".split()),
    "title": ("title", "headline", "head"),
    "byline": ("byline", "author", "authors", "creator"),
    "published": ("published", "published_at", "publish_date", "date_publish", "date", "datetime", "pubdate"),
    "outlet": ("outlet", "publisher", "publication", "source", "source_name", "site", "domain"),
}
"""Fields of an article, and the names that columns of news archives have for them, the likeliest first."""

REQUIRED: Final = "text"
DAY: Final = re.compile(r"\s*((?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)")
MAX_FIELD_CHARS: Final = 1000
"""A longer title or byline is another column's content."""


class ColumnsError(ValueError):
    """A mapping nobody can use, or a table without a column of text: says which and what to say instead."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Field of an article to the column that holds it."""

    named: Mapping[str, str]

    def take(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Return the fields of an article that `row` fills, as text."""
        found = {field: row.get(column) for field, column in self.named.items()}
        return {field: text for field, value in found.items() if value is not None and (text := str(value)).strip()}


def parse_mapping(mapping: str) -> dict[str, str]:
    """Return field to column of `field=column,...`. Raises ColumnsError for what is none and for an unknown field."""
    named = {}
    for part in filter(None, (part.strip() for part in mapping.split(","))):
        field, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals or not column or field not in KNOWN:
            raise ColumnsError(f"{part!r} is no field=column; the fields are {', '.join(KNOWN)}")
        named[field] = column
    return named


def choose_columns(header: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """Return the columns of a table with this `header`: those of `mapping`, then those that have a usual name.

    Raises ColumnsError when a mapped column is not there, or none holds the text.
    """
    missing = [column for column in mapping.values() if column not in header]
    shown = ", ".join(map(repr, header[:20])) or "none"
    if missing:
        raise ColumnsError(f"it has no column {missing[0]!r}; its columns are {shown}")
    folded = {name.strip().casefold(): name for name in reversed(header)}
    taken = set(mapping.values())
    named = dict(mapping)
    for field, names in KNOWN.items():
        found = next((folded[name] for name in names if name in folded and folded[name] not in taken), None)
        if field not in named and found is not None:
            named[field] = found
            taken.add(found)
    if REQUIRED not in named:
        raise ColumnsError(f"no column holds the text; its columns are {shown}: say which, as in --columns text=NAME")
    return Columns(named)


def read_row(fields: Mapping[str, str], name: str, max_bytes: int) -> Document | Rejection:
    """Return the document of one row, with what its columns say about it, or why there is none."""
    if REQUIRED not in fields:
        return Rejection("read", name, "read.no_text", "its column of text is empty: no article in this row")
    raw = fields[REQUIRED].encode("utf-8", "replace")
    document = read_document(raw, name, max_bytes=max_bytes)
    if isinstance(document, Rejection):
        return document
    stated: dict[str, Any] = {
        field: " ".join(fields[field].split())
        for field in ("title", "byline", "outlet")
        if field in fields and len(fields[field]) <= MAX_FIELD_CHARS
    }
    day = DAY.match(fields.get("published", ""))
    if day is not None:
        stated |= {"published": day[1], "published_precision": "day"}
    reader = ROW_READER if document.reader == TEXT_READER else document.reader
    return replace(document, reader=reader, **stated)
