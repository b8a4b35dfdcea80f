"""From a source to its documents: one for an article, many for an archive, a table or a web archive.

The containers yield items: a name, and bytes, a row or a refusal. Here they become documents; a container that breaks
in the middle has given what stood before, and one refusal says where it broke.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from transforms.reading.columns import read_row
from transforms.reading.documents import read_document
from transforms.records import Document, Rejection

if TYPE_CHECKING:
    from collections.abc import Mapping

ARTICLES: Final = (".txt", ".md", ".html", ".htm")
TABLES: Final = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
TARS: Final = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
WEB_ARCHIVES: Final = (".warc", ".warc.gz")
PACKED: Final = ".gz"
SUFFIXES: Final = (*ARTICLES, *TABLES, ".zip", *TARS, *WEB_ARCHIVES)
"""What a folder or an archive is searched for; each but the archives may also end in `.gz`."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read, and how tables are: `max_bytes` of one article, `mapping` of fields to columns."""

    max_bytes: int
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a source as it lies there: its name, and its bytes, its fields, or why there is none."""

    name: str
    given: bytes | Mapping[str, str] | Rejection


def kind_of(name: str) -> str:
    """Return what a name says its content is: the suffix it is known by, without `.gz`; empty for no known one."""
    lowered = name.split("?", 1)[0].lower()
    for suffix in (*TARS, *WEB_ARCHIVES):
        if lowered.endswith(suffix):
            return ".warc" if suffix in WEB_ARCHIVES else suffix
    lowered = lowered.removesuffix(PACKED)
    return next((suffix for suffix in SUFFIXES if lowered.endswith(suffix)), "")


def is_packed(name: str) -> bool:
    """Tell whether a name ends in `.gz` and what it names is unpacked before it is looked at."""
    return name.split("?", 1)[0].lower().endswith(PACKED) and kind_of(name) not in (*TARS, ".warc")


def refused(name: str, rule_id: str, reason: str) -> Item:
    """Return the item of a refusal at stage `read`."""
    return Item(name, Rejection("read", name, rule_id, reason))


def too_large(name: str, size: str, limit: int) -> Item:
    """Return the refusal of an article that is larger than `limit`."""
    return refused(name, "read.too_large", f"it has {size} bytes, the limit is {limit:,}; split it, or raise max_bytes")


def to_document(item: Item, limits: Limits) -> Document | Rejection:
    """Return the document of an item, or why there is none."""
    if isinstance(item.given, Rejection):
        return item.given
    if isinstance(item.given, bytes):
        return read_document(item.given, item.name, max_bytes=limits.max_bytes)
    return read_row(item.given, item.name, limits.max_bytes)
