"""Where articles come from: files, folders, addresses and standard input, and which are refused before they are read.

Nothing is read to find the sources, and nothing is decoded here: the content of the bytes is judged by
`transforms.reading.documents`. A source that cannot be opened is a named rejection and the others go on; an
argument that names no source at all is an error of usage.
"""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from flows.items import SUFFIXES, kind_of
from flows.remote import is_address, list_addresses, open_address, stem_of
from transforms.records import Rejection

if TYPE_CHECKING:
    from collections.abc import Iterable

STDIN: Final = "-"


class SourceError(ValueError):
    """An argument that names no source: says which, where, and what to do instead."""


class NothingThereError(SourceError):
    """An argument that may name a source later: a folder without an article yet, a path at which nothing is."""


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: `name` is how people call it, `path` where it lies, None for standard input and addresses.

    `folder` is the folder it was found in when the argument was one: a link that leads out of it is not followed.
    """

    name: str
    path: Path | None
    folder: Path | None = None
    address: str | None = None

    @property
    def stem(self) -> str:
        """Return the short name: the file's stem, or `stdin`."""
        if self.address is not None:
            return stem_of(self.address)
        return "stdin" if self.path is None else self.path.stem


@dataclass(frozen=True, slots=True)
class Sources:
    """What was found: sources in order, folders that could not be listed, and what was passed over in folders.

    `empty` says of each argument at which nothing was what it is, for who may wait for something to come.
    """

    found: tuple[Source, ...]
    rejected: tuple[Rejection, ...] = ()
    ignored: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()


def find_sources(arguments: Iterable[str], *, may_be_empty: bool = False) -> Sources:
    """Return the sources the arguments name, in the order given, the files of a folder sorted, none of them twice.

    Raises SourceError for an argument that names none; unless it `may_be_empty`, also for a path that is not there and
    for a folder with no article in it.
    """
    found: dict[str, Source] = {}
    rejected: list[Rejection] = []
    ignored: list[str] = []
    empty: list[str] = []
    for argument in arguments:
        try:
            inside = _named(argument)
        except NothingThereError as error:
            if not may_be_empty:
                raise
            empty.append(str(error))
            continue
        found |= {source.name: source for source in inside.found if source.name not in found}
        rejected += inside.rejected
        ignored += inside.ignored
    return Sources(tuple(found.values()), tuple(rejected), tuple(ignored), tuple(empty))


def shown(path: Path | str) -> str:
    """Return the name of a path in characters that can be stored anywhere: bytes that are no UTF-8 are escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _named(argument: str) -> Sources:
    if argument == STDIN:
        return Sources((Source(STDIN, None),))
    if is_address(argument):
        return _addressed(argument)
    path = Path(argument)
    try:
        if path.is_dir():
            return _walk(path)
        there = os.path.lexists(path)
    except OSError as error:
        raise SourceError(f"{argument}: {error.strerror}; name an article or a folder that can be reached") from error
    if not there:
        raise NothingThereError(
            f"{argument}: no such file or folder (from {Path.cwd()}); "
            f"name an article, a folder of articles, or {STDIN} for standard input"
        )
    return Sources((Source(shown(path), path),))


def _addressed(address: str) -> Sources:
    try:
        listed = list(list_addresses(address))
    except ImportError as error:
        raise SourceError(f"{address}: {error}; install that package to read such addresses") from error
    except (ValueError, OSError) as error:
        raise SourceError(f"{address}: {error}; name an address that can be read") from error
    if listed == [address]:
        return Sources((Source(address, None, address=address),))
    found = tuple(Source(each, None, address=each) for each in listed if kind_of(each))
    if not found:
        raise NothingThereError(
            f"{address}: no article in this folder (looked for {' '.join(SUFFIXES)} in it and below)"
        )
    return Sources(found, (), tuple(each for each in listed if not kind_of(each)))


def _walk(folder: Path) -> Sources:
    """Return the articles of `folder` and below; hidden files and folders, and other suffixes, are passed over."""
    found: list[Source] = []
    rejected: list[Rejection] = []
    ignored: list[str] = []

    def unlisted(error: OSError) -> None:
        reason = f"the folder cannot be listed ({error.strerror}); change its mode or owner"
        rejected.append(Rejection("read", shown(error.filename), "read.permission", reason))

    for parent, below, names in os.walk(folder, onerror=unlisted):
        ignored += [shown(Path(parent, name)) for name in below if name.startswith(".")]
        below[:] = sorted(name for name in below if not name.startswith("."))
        for link in (Path(parent, name) for name in below):
            if link.is_symlink():
                reason = "it is a link to a folder; name the folder itself to read it"
                rejected.append(Rejection("read", shown(link), "read.symlink_folder", reason))
        for name in sorted(names):
            path = Path(parent, name)
            if kind_of(name) and not name.startswith("."):
                found.append(Source(shown(path), path, folder))
            else:
                ignored.append(shown(path))
    if not found and not rejected:
        raise NothingThereError(
            f"{folder}: no article in this folder (looked for {' '.join(SUFFIXES)} in it and below, passed over "
            f"{len(ignored)} others); name a file by itself if it has another suffix"
        )
    return Sources(tuple(found), tuple(rejected), tuple(ignored))


def read_bytes(source: Source, max_bytes: int) -> bytes | Rejection:
    """Return the bytes of `source`, never more than `max_bytes` + 1 of them held, or the named refusal.

    Raises OSError for what another try may cure (an interrupted or failing read).
    """
    try:
        data = _read_at_most(source, max_bytes + 1)
    except OSError as error:
        return _refusal(source, error)
    if isinstance(data, bytes) and len(data) > max_bytes:
        return _too_large(source, f"more than {max_bytes:,}", max_bytes)
    return data


def _refusal(source: Source, error: OSError) -> Rejection:
    """Return the refusal of a source that can never be read. Raises `error` when another try may cure it."""
    if isinstance(error, PermissionError):
        return _refused(source, "read.permission", "there is no permission to read it; change its mode or owner")
    if isinstance(error, FileNotFoundError):
        return _refused(source, "read.gone", "it is not there (any more), or it is a link that leads nowhere")
    if error.errno == errno.ELOOP:
        return _refused(source, "read.gone", "it is a link that leads back to itself")
    raise error


def _read_at_most(source: Source, limit: int) -> bytes | Rejection:
    """Return the first `limit` bytes, or a refusal."""
    if source.address is not None:
        with open_address(source.address) as remote:
            return remote.read(limit)
    if source.path is None:
        return sys.stdin.buffer.read(limit)
    unfit = _unfit(source, source.path)
    if unfit is not None:
        return unfit
    size = source.path.stat().st_size
    if size >= limit:
        return _too_large(source, f"{size:,}", limit - 1)
    with source.path.open("rb") as file:
        return file.read(limit)


def open_source(source: Source) -> IO[bytes] | Rejection:
    """Open a source to read it from its beginning on, or return the named refusal. Raises OSError as `read_bytes`."""
    try:
        if source.address is not None:
            return open_address(source.address)
        if source.path is None:
            return sys.stdin.buffer
        unfit = _unfit(source, source.path)
        return source.path.open("rb") if unfit is None else unfit
    except OSError as error:
        return _refusal(source, error)


def _unfit(source: Source, path: Path) -> Rejection | None:
    """Return the refusal of what can be refused unopened."""
    if source.folder is not None and not _real(path).is_relative_to(_real(source.folder)):
        reason = "it is a link that leads out of its folder; name the file itself to read it"
        return _refused(source, "read.symlink_outside", reason)
    if not path.is_file():
        path.stat()  # a link to nowhere is gone, not a thing of another kind
        return _refused(source, "read.not_a_file", "it is neither a file nor a folder (a device, a pipe or a socket)")
    return None


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve() raises RuntimeError for a link that leads back to itself


def _too_large(source: Source, size: str, limit: int) -> Rejection:
    reason = f"it has {size} bytes, the limit is {limit:,}; split it, or raise the setting max_bytes"
    return _refused(source, "read.too_large", reason)


def _refused(source: Source, rule_id: str, reason: str) -> Rejection:
    return Rejection(stage="read", source=source.name, rule_id=rule_id, reason=reason)
