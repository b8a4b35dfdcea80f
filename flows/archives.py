"""The articles of `.zip` and `.tar` archives, read in place: nothing is ever unpacked to the disk.

A member whose name leads out of the archive is refused, as are archives in archives. What expands beyond reason ends
the reading of the archive (`flows.bounded`).
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Final, cast

from flows.bounded import MAX_MEMBERS, Counted, ExpandsError, Unpacked, require_modest
from flows.items import TABLES, TARS, Item, Limits, is_packed, kind_of, refused, too_large
from flows.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.tables import Readable

BROKEN: Final = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError),
    *(EOFError, OSError, NotImplementedError, RuntimeError),
)
"""What the libraries raise for an archive that is damaged, cut short, or of a kind they do not know."""

ENCRYPTED: Final = 0x1
ARCHIVES: Final = (".zip", *TARS, ".warc")


def read_at_most(file: Readable, limit: int) -> bytes:
    """Return the next `limit` bytes, fewer only at the end."""
    parts, left = [], limit
    while left > 0 and (part := file.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def unpacked(file: IO[bytes], name: str) -> Counted:
    """Return the content of a file that is packed by gzip, bzip2 or xz, or the file itself, counted in any case."""
    counted, lowered = Counted(file), name.lower()
    if lowered.endswith((".gz", ".tgz")):
        return Unpacked(cast("IO[bytes]", gzip.GzipFile(fileobj=cast("IO[bytes]", counted), mode="rb")), counted)
    if lowered.endswith((".bz2", ".tbz2")):
        return Unpacked(cast("IO[bytes]", bz2.BZ2File(cast("IO[bytes]", counted))), counted)
    if lowered.endswith((".xz", ".txz")):
        return Unpacked(cast("IO[bytes]", lzma.LZMAFile(cast("IO[bytes]", counted))), counted)
    return counted


def read_archive(file: IO[bytes], name: str, limits: Limits) -> Iterator[Item]:
    """Yield the articles of the archive in `file`, which can be read from any place when it is a `.zip`."""
    members = _zip_members if kind_of(name) == ".zip" else _tar_members
    yield from until_broken(members(file, name, limits), name)


def until_broken(items: Iterator[Item], name: str) -> Iterator[Item]:
    """Yield `items`, and the refusal of the file they lie in where it turns out to be damaged or to expand."""
    try:
        yield from items
    except ExpandsError as error:
        yield refused(name, "read.expands", str(error))
    except BROKEN as error:
        reason = f"the file is damaged or cut short ({type(error).__name__}: {error}); what stood before was read"
        yield refused(name, "read.broken_archive", reason)


def _tar_members(file: IO[bytes], name: str, limits: Limits) -> Iterator[Item]:
    with tarfile.open(fileobj=cast("IO[bytes]", unpacked(file, name)), mode="r|") as archive:
        for n, member in enumerate(archive):
            full = f"{name}!{member.name}"
            if n >= MAX_MEMBERS:
                yield refused(name, "read.expands", f"it has more than {MAX_MEMBERS:,} members; split it")
                return
            if member.isdir() or not _is_wanted(member.name):
                continue
            content = archive.extractfile(member) if member.isfile() else None
            if content is None:
                yield refused(full, "read.not_a_file", "it is a link or a device inside an archive, and no article")
            else:
                yield from _member(Counted(content), full, member.name, member.size, limits)


def _zip_members(file: IO[bytes], name: str, limits: Limits) -> Iterator[Item]:
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            yield refused(name, "read.expands", f"it has more than {MAX_MEMBERS:,} members; split it")
            return
        total = 0
        for member in members:
            full = f"{name}!{member.filename}"
            if member.is_dir() or not _is_wanted(member.filename):
                continue
            if member.flag_bits & ENCRYPTED:
                yield refused(full, "read.encrypted", "it is encrypted; unpack the archive with its password first")
                continue
            total += member.file_size
            try:
                require_modest(member.file_size, member.compress_size)
                require_modest(total, total)
                with archive.open(member) as content:
                    yield from _member(Counted(content), full, member.filename, member.file_size, limits)
            except ExpandsError as error:
                yield refused(full, "read.expands", str(error))


def _is_wanted(member: str) -> bool:
    """Tell whether a member is an article or could pass for one; hidden files and others are passed over."""
    path = _path(member)
    return bool(kind_of(member)) and not path.name.startswith(".") and "__MACOSX" not in path.parts


def _path(member: str) -> PurePosixPath:
    return PurePosixPath(member.replace("\\", "/"))


def _member(content: Counted, full: str, member: str, size: int, limits: Limits) -> Iterator[Item]:
    path = _path(member)
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        yield refused(full, "read.archive_path", "its name leads out of the archive, as no honest packing makes it")
    elif kind_of(member) in ARCHIVES:
        yield refused(full, "read.nested_archive", "an archive inside an archive is not opened; unpack the outer one")
    elif is_packed(member):
        yield from read_single(unpacked(cast("IO[bytes]", content), member), full, member, limits)
    elif size > limits.max_bytes and kind_of(member) not in TABLES:
        yield too_large(full, f"{size:,}", limits.max_bytes)
    else:
        yield from read_single(content, full, member, limits)


def read_single(file: Counted, full: str, name: str, limits: Limits) -> Iterator[Item]:
    """Yield what an unpacked file holds: the rows of a table, or one article. Raises as the packing does."""
    kind = kind_of(name)
    if kind in TABLES:
        yield from read_table(file, full, kind, limits)
        return
    data = read_at_most(file, limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        yield too_large(full, f"more than {limits.max_bytes:,}", limits.max_bytes)
    else:
        yield Item(full, data)
