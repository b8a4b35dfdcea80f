"""Lands the seed tables as they are in the files: `seed_<name>`, one text column a column, an empty cell as null.

They are replaced wholesale, and only when they differ: a run with the same seeds leaves the tables alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transforms.frames import frame

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

PREFIX: Final = "seed_"


_FOUND: Final = """
SELECT table_name, list(column_name ORDER BY column_index)
FROM duckdb_columns() JOIN duckdb_tables() USING (database_name, schema_name, table_name)
WHERE NOT temporary AND starts_with(table_name, $prefix)
GROUP BY table_name
"""
"""The columns of each seed table."""


def quoted(name: str) -> str:
    """Return `name` as an SQL identifier, whatever characters it has."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return `text` as an SQL string: COMMENT takes no parameters."""
    return "'" + text.replace("'", "''") + "'"


def replace_seeds(connection: duckdb.DuckDBPyConnection, seeds: Mapping[str, Sequence[Mapping[str, str]]]) -> int:
    """Make the seed tables of the database those of `seeds` and return how many had to be written or dropped.

    A table without rows has no columns to go by and is left out. To be called within a transaction.
    """
    wanted = {PREFIX + name: rows for name, rows in seeds.items() if rows}
    found = dict(connection.execute(_FOUND, {"prefix": PREFIX}).fetchall())
    gone = sorted(found.keys() - wanted.keys())
    for table in gone:
        connection.execute(f"DROP TABLE {quoted(table)}")
    stale = [table for table, rows in wanted.items() if not _same(connection, table, found.get(table), rows)]
    for table in stale:
        _write(connection, table, wanted[table])
    return len(gone) + len(stale)


def _same(
    connection: duckdb.DuckDBPyConnection, table: str, columns: list[str] | None, rows: Sequence[Mapping[str, str]]
) -> bool:
    if columns != list(rows[0]):
        return False
    stored = connection.execute(f"SELECT * FROM {quoted(table)} ORDER BY rowid").fetchall()  # noqa: S608 - quoted
    return stored == [tuple(cell or None for cell in row.values()) for row in rows]


def _write(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, str]]) -> None:
    columns = dict.fromkeys(rows[0], "str")
    connection.register(
        "incoming_seed", frame(({name: row[name] or None for name in columns} for row in rows), columns)
    )
    try:
        connection.execute(f"CREATE OR REPLACE TABLE {quoted(table)} AS FROM incoming_seed")
    finally:
        connection.unregister("incoming_seed")
    file = table.removeprefix(PREFIX)
    connection.execute(f"COMMENT ON TABLE {quoted(table)} IS {literal(f'The reviewed rules of seeds/{file}.csv')}")
    for column in columns:
        comment = literal(f"Column {column} of seeds/{file}.csv; null for an empty cell")
        connection.execute(f"COMMENT ON COLUMN {quoted(table)}.{quoted(column)} IS {comment}")
