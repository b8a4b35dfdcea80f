"""Brings a database to the schema of this code: numbered migrations, each in one transaction with its record.

A migration that was applied is history: an edited file is refused, and so is a database newer than the code. Views
are no history: they are defined anew each time from `views/`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import duckdb

from warehouse.connect import transaction
from warehouse.errors import EditedMigrationError, MigrationError, NewerDatabaseError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

_FILE: Final = re.compile(r"(?P<number>\d{4})_(?P<name>[a-z0-9_]+)\.sql")

_LEDGER: Final = """
CREATE TABLE IF NOT EXISTS schema_migrations (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    name VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    applied_at TIMESTAMP NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
);
COMMENT ON TABLE schema_migrations IS 'Which migrations made this schema, one row each';
COMMENT ON COLUMN schema_migrations.number IS 'Number of the migration: they are applied in this order';
COMMENT ON COLUMN schema_migrations.name IS 'What the migration is about, from its file name';
COMMENT ON COLUMN schema_migrations.digest IS 'SHA-256 of the file as it was applied, its first 16 hex digits';
COMMENT ON COLUMN schema_migrations.applied_at IS 'When it was applied, UTC';
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step of the schema."""

    number: int
    name: str
    sql: str

    @property
    def digest(self) -> str:
        """The first hex digits of the SHA-256 of the text: enough to notice any edit."""
        return sha256(self.sql.encode()).hexdigest()[:16]


def load_migrations(folder: Traversable | None = None) -> tuple[Migration, ...]:
    """Return the migrations of `folder` in order. Raises MigrationError for a stray name or a number used twice.

    A gap is allowed: two changes that are written side by side take numbers apart, and either may land first.
    """
    folder = folder or files("warehouse").joinpath("migrations")
    found: list[Migration] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        match = _FILE.fullmatch(entry.name)
        if match is None:
            raise MigrationError(f"{entry.name} is no migration: name it like 0007_what_it_does.sql")
        found.append(Migration(int(match["number"]), match["name"], entry.read_text("utf-8")))
    numbers = [migration.number for migration in found]
    if len(set(numbers)) != len(numbers):
        raise MigrationError(f"every migration needs a number of its own, not {numbers}")
    return tuple(found)


def _pending(applied: dict[int, tuple[str, str]], known: Sequence[Migration]) -> list[Migration]:
    unknown = applied.keys() - {migration.number for migration in known}
    if unknown:
        raise NewerDatabaseError(max(unknown), max((migration.number for migration in known), default=0))
    for migration in known:
        was, now = applied.get(migration.number), (migration.name, migration.digest)
        if was not in {None, now}:
            raise EditedMigrationError(migration.number, " ".join(was or ()), " ".join(now))
    return [migration for migration in known if migration.number not in applied]


def migrate(connection: duckdb.DuckDBPyConnection, known: Sequence[Migration] | None = None) -> tuple[int, ...]:
    """Apply the migrations that the database lacks and return their numbers.

    Raises NewerDatabaseError and EditedMigrationError before it changes anything, MigrationError when one fails; those
    before the failed one stay applied.
    """
    known = load_migrations() if known is None else known
    with transaction(connection):
        connection.execute(_LEDGER)
    rows = connection.execute("SELECT number, name, digest FROM schema_migrations").fetchall()
    pending = _pending({number: (name, digest) for number, name, digest in rows}, known)
    for migration in pending:
        _apply(connection, migration)
    return tuple(migration.number for migration in pending)


def _apply(connection: duckdb.DuckDBPyConnection, migration: Migration) -> None:
    try:
        with transaction(connection):
            connection.execute(migration.sql)
            connection.execute(
                "INSERT INTO schema_migrations (number, name, digest) VALUES (?, ?, ?)",
                [migration.number, migration.name, migration.digest],
            )
    except duckdb.Error as error:
        raise MigrationError(
            f"migration {migration.number:04}_{migration.name} failed and was undone: {error}"
        ) from error


def load_views(folder: Traversable | None = None) -> dict[str, str]:
    """Return the definitions of the views by name, in the order of their file numbers (a view may use earlier ones)."""
    folder = folder or files("warehouse").joinpath("views")
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return {entry.name[3:].removesuffix(".sql"): entry.read_text("utf-8") for entry in entries}


def define_views(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Define every view anew in one transaction, drop those that the code no longer has, and return their names."""
    views = load_views()
    with transaction(connection):
        rows = connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal AND NOT temporary"
        ).fetchall()
        for (name,) in rows:
            if name.startswith("v_") and name not in views:
                connection.execute('DROP VIEW "' + name.replace('"', '""') + '"')
        for sql in views.values():
            connection.execute(sql)
    return tuple(views)


def prepare(connection: duckdb.DuckDBPyConnection) -> tuple[int, ...]:
    """Migrate and define the views: what every writer does first. Returns and raises what `migrate` does."""
    applied = migrate(connection)
    define_views(connection)
    return applied
