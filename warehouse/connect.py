"""Opens the database: one writer at a time, or readers that can neither write nor reach files and network.

DuckDB lets one process open a file for writing and then keeps everybody else out, readers too; `publish` makes the
copy that readers open instead.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb

from warehouse.errors import NoWarehouse, WarehouseBusy, WarehouseUnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CONFINED: Final[dict[str, str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
"""No files but the database, no network, no Python variables: what an article says must never become a path."""

WRITER: Final[dict[str, str]] = {**CONFINED, "wal_autocheckpoint": "0KB", "memory_limit": "1GB"}
"""A commit goes straight into the file, by the swap of its header, and leaves no log: a log that holds a change of the
schema may be impossible to replay (duckdb issues 19712, 20543, 22124; seen with every comment on a column). What does
not fit into the memory goes to a file beside the database, instead of taking four fifths of the machine's."""

READER: Final[Mapping[str, str]] = {
    **CONFINED,
    "errors_as_json": "true",
    "lock_configuration": "true",
}
"""For a reader no statement can undo any of this, and errors carry their position."""

_HOLDER: Final = re.compile(r"\(PID (\d+)\)")


@dataclass(frozen=True, slots=True, eq=False)
class _Holder:
    pid: int


_HELD: Final[dict[str, _Holder]] = {}
"""Files that this process writes. DuckDB would silently share its instance with a second writer of one process."""


def _open(path: Path, config: Mapping[str, str], *, read_only: bool) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), read_only=read_only, config=dict(config))
    except duckdb.ConnectionException as error:
        if "different configuration" in str(error):
            raise WarehouseBusy(path, os.getpid()) from None
        raise WarehouseUnreadableError(path, str(error)) from error
    except duckdb.Error as error:
        if "Could not set lock" in str(error):
            found = _HOLDER.search(str(error))
            raise WarehouseBusy(path, int(found[1]) if found else None) from None
        raise WarehouseUnreadableError(path, str(error)) from error


def _open_mended(path: Path, config: Mapping[str, str]) -> duckdb.DuckDBPyConnection:
    """Open for writing, by the detour of `_replay_log` when a log was left that DuckDB cannot replay directly."""
    try:
        return _open(path, config, read_only=False)
    except WarehouseUnreadableError as error:
        if "replaying WAL" not in error.reason:
            raise
        _replay_log(path)
        return _open(path, config, read_only=False)


def _replay_log(path: Path) -> None:
    """Bring a log into its file: attached to another database, which then is the default, it can be replayed."""
    quoted = "'" + str(path).replace("'", "''") + "'"
    with duckdb.connect(config={**WRITER, "enable_external_access": "true"}) as connection:
        try:
            connection.execute(f"ATTACH {quoted} AS torn")
            connection.execute("CHECKPOINT torn")
        except duckdb.Error as error:
            raise WarehouseUnreadableError(path, str(error)) from error


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Keep the rest of this process from writing the database at `path`. Raises WarehouseBusy when it already does."""
    key = os.path.realpath(path)
    holder = _HELD.setdefault(key, me := _Holder(os.getpid()))
    if holder is not me:
        raise WarehouseBusy(path, holder.pid)
    try:
        yield
    finally:
        del _HELD[key]


def _attach(connection: duckdb.DuckDBPyConnection, staged: Path) -> None:
    """Attach the staging file, to be read as `staged`. Which files may be opened cannot be widened afterwards."""
    quoted = "'" + str(staged).replace("'", "''") + "'"
    connection.execute(f"ATTACH {quoted} AS staged (READ_ONLY)")
    connection.execute("SET enable_external_access = false")


@contextmanager
def open_writer(path: Path | str, staged: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the database at `path` for writing, alone; it and its folder are made where they are missing.

    `staged` is a staging file to read beside it, as the database `staged`. Raises WarehouseBusy with the holder's
    process when somebody else has it open, WarehouseUnreadableError when the file is no database of this DuckDB.
    """
    path = Path(path).absolute()
    with hold(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = _open_mended(path, WRITER if staged is None else WRITER | {"enable_external_access": "true"})
        try:
            if staged is not None:
                _attach(connection, staged)
            yield connection
        finally:
            connection.close()


@contextmanager
def open_reader(path: Path | str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the database at `path` for SQL of people: read-only, confined to it, its settings locked.

    Raises NoWarehouse where there is none, WarehouseBusy while a writer has it (a published copy has none), and
    WarehouseUnreadableError when the file is no database of this DuckDB.
    """
    path = Path(path).absolute()
    if not path.exists():
        raise NoWarehouse(path)
    connection = _open(path, READER, read_only=True)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what the block did, or undo all of it when the block or the commit fails."""
    connection.begin()
    try:
        yield
        connection.commit()
    except BaseException:
        # When the commit itself failed, or the database is gone, DuckDB has undone it already.
        with suppress(duckdb.Error):
            connection.rollback()
        raise
