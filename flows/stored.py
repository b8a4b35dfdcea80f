"""Documents of the database as documents to read again, from their source where that is unchanged, else as stored."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from transforms.reading.documents import read_document
from transforms.records import Document, Rejection, digest
from warehouse.again import stored_rows
from warehouse.connect import open_writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flows.intake import Named

SLICE: Final = 200
"""Documents whose texts are fetched at a time."""

HARVESTED: Final = ("title", "byline", "published", "published_precision", "outlet")
"""What a reading takes from the lines: not handed to the next one, unless a page or its like stated it."""


def read_stored(working: Path, chosen: Mapping[str, str]) -> Iterator[Named]:
    """Yield the documents `chosen` (id to the name of their source). Nobody may have `working` open meanwhile."""
    for part in _batches(list(chosen), SLICE):
        with open_writer(working) as connection:
            rows = {row["doc_id"]: row for row in stored_rows(connection, part)}
        for doc_id in part:
            yield chosen[doc_id], _document(rows[doc_id], chosen[doc_id])


def _document(row: Mapping[str, Any], name: str) -> Document | Rejection:
    original = _original(row)
    if original is not None:
        return read_document(original, name, max_bytes=len(original))
    made: dict[str, Any] = {field.name: row[field.name] for field in fields(Document) if field.name in row}
    if row["reader"] == "text":
        made |= dict.fromkeys(HARVESTED)
    return Document(**made | {"source": name, "language": None})


def _original(row: Mapping[str, Any]) -> bytes | None:
    """Return the bytes that the document was read from, when its source is a file that still has them."""
    path = Path(row["source"])
    if not path.is_file() or path.stat().st_size != row["n_bytes"] or not os.access(path, os.R_OK):
        return None
    raw = path.read_bytes()
    return raw if digest(raw) == row["doc_id"] else None


def _batches(ids: list[str], size: int) -> Iterator[list[str]]:
    yield from (ids[start : start + size] for start in range(0, len(ids), size))
