"""What can go wrong with the warehouse, each under a name of its own and with a message that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class WarehouseError(Exception):
    """The common ancestor of every error of this package."""


class NoWarehouse(WarehouseError):  # noqa: N818 - an absence, named as such
    """There is no database at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"there is no warehouse at {path}: make it with `tallywire run`, or name another one")


class WarehouseBusy(WarehouseError):  # noqa: N818 - a state, named as such
    """Another connection holds the database at `path`; `pid` is its process where the lock tells."""

    def __init__(self, path: Path, pid: int | None) -> None:
        self.path, self.pid = path, pid
        holder = f"process {pid}" if pid is not None else "another process"
        super().__init__(f"{path} is held by {holder}: wait until that has ended, then try again")


class WarehouseUnreadableError(WarehouseError):
    """The file at `path` is there but DuckDB cannot open it."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path} cannot be opened as a warehouse: {reason}")


class MigrationError(WarehouseError):
    """The schema of the database and the migrations of this code do not go together."""


class NewerDatabaseError(MigrationError):
    """The database was migrated by a newer Tallywire than this one."""

    def __init__(self, found: int, known: int) -> None:
        self.found, self.known = found, known
        super().__init__(
            f"this warehouse has schema {found}, which this version of Tallywire does not know (it knows schemas up to "
            f"{known}): upgrade Tallywire, or use another warehouse"
        )


class EditedMigrationError(MigrationError):
    """A migration that was applied differs from the file of the same number."""

    def __init__(self, number: int, applied: str, now: str) -> None:
        self.number, self.applied, self.now = number, applied, now
        super().__init__(
            f"migration {number:04} was applied as {applied} and is {now} now: restore the file as it was "
            "and write the change as a new migration"
        )


class LandingError(WarehouseError):
    """A landing was refused or failed; nothing of it is in the database."""

    def __init__(self, run_id: str, reason: str) -> None:
        self.run_id, self.reason = run_id, reason
        super().__init__(f"run {run_id}: nothing was landed: {reason}")


class AccountingError(WarehouseError):
    """A sum of a run does not close: `total` should equal the sum of `parts`."""

    def __init__(self, total: str, expected: int, parts: dict[str, int]) -> None:
        self.total, self.expected, self.parts = total, expected, parts
        terms = " + ".join(f"{name} {value}" for name, value in parts.items())
        super().__init__(
            f"the accounting does not close: {total} {expected} is not {terms} (= {sum(parts.values())}): "
            "something was lost or counted twice"
        )


class PublishError(WarehouseError):
    """The copy for readers was not put in place; the former one stands."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path} was not published: {reason}; readers keep the former snapshot")


class QueryError(WarehouseError):
    """A query was refused or failed. `line` and `column` count from 1 and are None where DuckDB names no place."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.message, self.line, self.column = message, line, column
        super().__init__(message if line is None else f"line {line}, column {column}: {message}")
