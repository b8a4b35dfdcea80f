"""The data dictionary: every table and view with its columns, taken from the comments inside the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

HEAD: Final = """# Data dictionary

Generated from the comments inside the database. The test that keeps it current writes it anew:
`TALLYWIRE_UPDATE_DOCS=1 make test ARGS=tests/warehouse/test_dictionary.py`. The tables `seed_...` are not listed: there
is one for each reviewed table of `seeds/`, with its columns as text.
"""

_OBJECTS: Final = """
SELECT view_name AS name, 'view' AS kind, comment FROM duckdb_views() WHERE NOT internal AND NOT temporary
UNION ALL
SELECT table_name, 'table', comment FROM duckdb_tables()
WHERE NOT internal AND NOT temporary AND NOT starts_with(table_name, 'seed_')
ORDER BY kind DESC, name
"""

_COLUMNS: Final = """
SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = $name AND NOT internal
ORDER BY column_index
"""

_KNOWN: Final = """
SELECT column_name, comment FROM duckdb_columns() AS c
SEMI JOIN duckdb_tables() AS t ON c.table_name = t.table_name
WHERE comment IS NOT NULL
ORDER BY c.table_name = 'figures', c.table_name = 'documents'
"""


def dictionary(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the dictionary of the database as Markdown: views first, as people meet them."""
    return HEAD + "".join(f"{line}\n" for line in _lines(connection))


def _lines(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    known = dict(connection.execute(_KNOWN).fetchall())
    for name, kind, comment in connection.execute(_OBJECTS).fetchall():
        yield ""
        yield f"## `{name}` ({kind})"
        yield ""
        yield f"{comment}."
        yield ""
        yield "| column | type | what it is |"
        yield "|---|---|---|"
        for column, data_type, said in connection.execute(_COLUMNS, {"name": name}).fetchall():
            # A column of a view has no comment of its own: it means what the column of that name in a table means.
            yield f"| `{column}` | {data_type} | {(said or known.get(column, '')).replace('|', chr(92) + '|')} |"
