"""Writes an answer to a file that other programs open: Parquet, CSV that no spreadsheet runs, or JSON lines."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, Literal, get_args

import duckdb

from warehouse.connect import CONFINED
from warehouse.dimensions import literal, quoted
from warehouse.errors import NoWarehouse, QueryError
from warehouse.query import answerable, query_error

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from warehouse.query import Value

Format = Literal["parquet", "csv", "jsonl"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

_OPTIONS: Final[Mapping[Format, str]] = {
    "parquet": "FORMAT parquet, COMPRESSION zstd",
    "csv": "FORMAT csv, HEADER",
    "jsonl": "FORMAT json, ARRAY false",
}

FORMULA: Final = r"(?s)^[=+\-@\t\r\n]."
"""How a cell begins that a spreadsheet takes for a formula (OWASP, CSV injection): what articles say may be one.

A sign that stands alone, such as the comparator `=`, is none."""


def export(warehouse: Path, query: str, target: Path, style: Format, params: Mapping[str, Value] | None = None) -> int:
    """Write the answer to `query` (SQL that reads, the name of a table, view or canned query) and return its rows.

    `target` is replaced in one step. The query can reach no file but the one that is written, and no network. In CSV a
    text that begins like a formula gets an apostrophe before it. Raises NoWarehouse and QueryError.
    """
    if not warehouse.exists():
        raise NoWarehouse(warehouse)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    with duckdb.connect(str(warehouse), read_only=True, config={"errors_as_json": "true"}) as connection:
        connection.execute(f"SET allowed_paths = [{literal(str(part))}]")
        for name, value in CONFINED.items():
            connection.execute(f"SET {name} = {value}")
        connection.execute("SET lock_configuration = true")
        sql, given = answerable(connection, query, params or {})
        try:
            connection.execute(f"CREATE TEMP TABLE answer AS {sql.strip().rstrip(';')}", given)
            chosen = ", ".join(_columns(connection, style))
            connection.execute(f"COPY (SELECT {chosen} FROM answer) TO {literal(str(part))} ({_OPTIONS[style]})")  # noqa: S608
            row = connection.execute("SELECT count(*) FROM answer").fetchone()
            part.replace(target)
        except duckdb.IOException as error:
            raise QueryError(f"{target} cannot be written: {error}") from error
        except duckdb.Error as error:
            raise query_error(error, sql) from error
        finally:
            part.unlink(missing_ok=True)
    return 0 if row is None else int(row[0])


def _columns(connection: duckdb.DuckDBPyConnection, style: Format) -> list[str]:
    """Return the columns of the answer as SQL: in CSV text is made harmless, and what has parts becomes JSON."""
    found = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'answer'"
    ).fetchall()
    if style != "csv":
        return [quoted(name) for name, _ in found]
    return [_harmless(quoted(name), kind) for name, kind in found]


def _harmless(name: str, kind: str) -> str:
    if kind.endswith("]") or kind.startswith(("STRUCT", "MAP")):
        return f"to_json({name}) AS {name}"
    if kind != "VARCHAR":
        return name
    return f"CASE WHEN regexp_matches({name}, {literal(FORMULA)}) THEN '''' || {name} ELSE {name} END AS {name}"
