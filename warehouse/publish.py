"""Puts a complete copy of the database in place for readers, in one atomic step.

Runs work on a private file; readers open only what `publish` put in place. Whoever has the former copy open keeps it.
"""

from __future__ import annotations

import errno
import fcntl
import glob
import os
import shutil
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import duckdb

from warehouse.connect import hold, open_reader, open_writer
from warehouse.errors import NoWarehouse, PublishError, WarehouseBusy, WarehouseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CopyMethod = Literal["reflink", "copy_file_range", "read and write"]

_FICLONE: Final = 0x40049409
"""The request number of FICLONE in linux/fs.h: share the blocks of another file until one of the two changes."""

_UNSUPPORTED: Final = {errno.EOPNOTSUPP, errno.EXDEV, errno.EINVAL, errno.ENOTTY, errno.ENOSYS, errno.EPERM}
"""What file systems answer that cannot copy this way, or not between these two files."""

_LAST_RUN: Final = "SELECT run_id, count(*) OVER () FROM runs ORDER BY started_at DESC, run_id DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Published:
    """What was put in place: the file, its last run, its size, how it was copied and how long all of it took."""

    path: Path
    run_id: str
    n_bytes: int
    method: CopyMethod
    seconds: float


def publish(work_path: Path | str, public_path: Path | str) -> Published:
    """Copy the database at `work_path` beside `public_path`, verify the copy, and move it into place.

    Raises NoWarehouse when there is nothing to copy, WarehouseBusy while a writer has it, PublishError when the copy
    could not be made or is not whole. Until the last step readers keep the former copy, also when this is killed.
    """
    work, public = Path(work_path).absolute(), Path(public_path).absolute()
    started = time.monotonic()
    if not work.exists():
        raise NoWarehouse(work)
    if os.path.realpath(work) == os.path.realpath(public):
        raise PublishError(public, "it is the working database itself; publish to another path")
    last_run = _checkpoint(work, public)
    try:
        public.parent.mkdir(parents=True, exist_ok=True)
        with hold(work), _frozen(work) as source:
            _remove_leftovers(public)
            copy = _copy_name(public)
            try:
                method = _copy(source, copy)
                n_bytes = os.fstat(source).st_size
                _verify(copy, public, n_bytes, last_run)
                _put_in_place(copy, public)
            finally:
                copy.unlink(missing_ok=True)
    except OSError as error:
        raise PublishError(public, str(error)) from error
    return Published(public, last_run[0], n_bytes, method, time.monotonic() - started)


def adopt(public_path: Path | str, work_path: Path | str) -> bool:
    """Make the working database from the published copy when it is lost; tell whether that was needed and possible.

    A kill meanwhile leaves no half of it. Raises PublishError when the copy could not be made.
    """
    work, public = Path(work_path).absolute(), Path(public_path).absolute()
    if work.exists() or not public.exists():
        return False
    try:
        work.parent.mkdir(parents=True, exist_ok=True)
        with hold(work):
            _remove_leftovers(work)
            _copy_from(public, work)
    except OSError as error:
        raise PublishError(work, str(error)) from error
    return True


def _copy_from(public: Path, work: Path) -> None:
    copy = _copy_name(work)
    source = os.open(public, os.O_RDONLY)
    try:
        _copy(source, copy)
        _put_in_place(copy, work)
    finally:
        os.close(source)
        copy.unlink(missing_ok=True)


def _copy_name(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}.tmp")


def _checkpoint(work: Path, public: Path) -> tuple[str, int]:
    """Bring everything committed into the file itself; return the last run and the number of runs."""
    with open_writer(work) as connection:
        try:
            # Closing would do it too, but a failure of that is silent.
            connection.execute("CHECKPOINT")
            row = connection.execute(_LAST_RUN).fetchone()
        except duckdb.Error as error:
            raise PublishError(public, str(error)) from error
    if row is None:
        raise PublishError(public, f"{work} has no run yet")
    return row[0], row[1]


@contextmanager
def _frozen(work: Path) -> Iterator[int]:
    """Yield a descriptor of the file, which no DuckDB can open for writing meanwhile.

    The lock is the one DuckDB itself takes. It belongs to the process and ends when any descriptor of the file is
    closed: therefore the file is copied from this descriptor and not opened a second time.
    """
    source = os.open(work, os.O_RDWR)
    try:
        try:
            fcntl.lockf(source, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in {errno.EACCES, errno.EAGAIN}:
                raise
            raise WarehouseBusy(work, None) from None
        if any(work.parent.glob(f"{glob.escape(work.name)}.wal*")):
            # Somebody wrote between our checkpoint and the lock, and died: the next try will take it in.
            raise WarehouseBusy(work, None)
        yield source
    finally:
        os.close(source)


def _remove_leftovers(public: Path) -> None:
    """Remove copies of publishers that were killed: we hold the lock, so none of them is alive."""
    for leftover in public.parent.glob(f".{glob.escape(public.name)}.*.tmp*"):
        if leftover.is_file():
            leftover.unlink(missing_ok=True)


def _copy(source: int, copy: Path) -> CopyMethod:
    with copy.open("xb") as target:
        method = _copy_bytes(source, target.fileno())
        os.fsync(target.fileno())
    return method


def _copy_bytes(source: int, target: int) -> CopyMethod:
    """Copy the whole file by the cheapest way the file systems have."""
    if sys.platform == "linux":
        if _done(lambda: fcntl.ioctl(target, _FICLONE, source)):
            return "reflink"
        if _done(lambda: _copy_range(source, target)):
            return "copy_file_range"
    os.lseek(source, 0, os.SEEK_SET)
    with os.fdopen(source, "rb", closefd=False) as origin, os.fdopen(target, "wb", closefd=False) as sink:
        shutil.copyfileobj(origin, sink, 1 << 20)
    return "read and write"


def _done(way: Callable[[], object]) -> bool:
    """Whether the file systems know this way; any other trouble of it is raised."""
    try:
        way()
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        return False
    return True


def _copy_range(source: int, target: int) -> None:
    size, offset = os.fstat(source).st_size, 0
    while offset < size:
        copied = os.copy_file_range(source, target, size - offset, offset, offset)
        if copied == 0:
            raise OSError(errno.EIO, "the working database shrank while it was copied")
        offset += copied


def _verify(copy: Path, public: Path, n_bytes: int, last_run: tuple[str, int]) -> None:
    """Open the copy as a reader would. Raises PublishError unless it has the size and the runs of the original."""
    if copy.stat().st_size != n_bytes:
        raise PublishError(public, f"the copy has {copy.stat().st_size} bytes, the original {n_bytes}")
    try:
        with open_reader(copy) as connection:
            row = connection.execute(_LAST_RUN).fetchone()
    except (WarehouseError, duckdb.Error) as error:
        raise PublishError(public, f"the copy cannot be read: {error}") from error
    if row != last_run:
        raise PublishError(public, f"the copy ends with run {row}, the original with {last_run}")


def _put_in_place(copy: Path, public: Path) -> None:
    """Replace `public` by `copy`. A log left by somebody who wrote to the old one would be taken for the new one's."""
    public.with_name(public.name + ".wal").unlink(missing_ok=True)
    copy.replace(public)
    folder = os.open(public.parent, os.O_RDONLY)
    try:
        # Not every file system can sync a folder; then the rename is only as durable as it makes it.
        with suppress(OSError):
            os.fsync(folder)
    finally:
        os.close(folder)
