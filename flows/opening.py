"""Opens a source and yields what lies in it: one article, or those of an archive, a table or a web archive."""

from __future__ import annotations

import shutil
from contextlib import closing
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Final

from flows.archives import ARCHIVES, read_archive, read_single, unpacked, until_broken
from flows.bounded import Counted
from flows.items import TABLES, Item, Limits, is_packed, kind_of
from flows.sources import open_source, read_bytes
from flows.web_archives import read_web_archive
from transforms.records import Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.sources import Source

COPY: Final = 1024 * 1024


def is_container(source: Source) -> bool:
    """Tell whether a source may hold more than one article, or one that is packed."""
    return kind_of(source.name) in (*ARCHIVES, *TABLES) or is_packed(source.name)


def read_items(source: Source, limits: Limits) -> Iterator[Item]:
    """Yield what lies in `source`. Raises OSError for what another try may cure, before anything was yielded."""
    if not is_container(source):
        yield Item(source.name, read_bytes(source, limits.max_bytes))
        return
    opened = open_source(source)
    if isinstance(opened, Rejection):
        yield Item(source.name, opened)
        return
    with closing(opened) as file:
        yield from _contained(file, source.name, limits)


def _contained(file: IO[bytes], name: str, limits: Limits) -> Iterator[Item]:
    kind = kind_of(name)
    if kind == ".warc":
        yield from read_web_archive(file, name, limits)
    elif kind in ARCHIVES:
        yield from _archived(file, name, limits)
    else:
        content = unpacked(file, name) if is_packed(name) else Counted(file)
        yield from until_broken(read_single(content, name, name, limits), name)


def _archived(file: IO[bytes], name: str, limits: Limits) -> Iterator[Item]:
    if kind_of(name) == ".zip" and not file.seekable():
        with TemporaryFile() as copy:
            shutil.copyfileobj(file, copy, COPY)
            copy.seek(0)
            yield from read_archive(copy, name, limits)
    else:
        yield from read_archive(file, name, limits)
