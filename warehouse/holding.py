"""Documents that other rules need not read again: what is stored of them and of the rules they were read with.

Only the last landing's rules are known row by row, in the `seed_` tables; of documents read by older ones nothing can
be told. Nor can it of any document when the code of the transforms or the language model is another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from transforms.concerns import Said, change_of
from transforms.records import Line
from warehouse.dimensions import PREFIX, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb

    from transforms.concerns import Change
    from transforms.lexicon import Row
    from warehouse.runs import RunStart

SLICE: Final = 500
"""Documents whose texts are held at a time."""

_LAST: Final = """
SELECT rules_version, reader_version FROM runs
WHERE status = 'succeeded' ORDER BY started_at DESC, run_id DESC LIMIT 1
"""

_SAID: Final = """
SELECT
    d.doc_id, d.text, concat_ws(chr(10), d.title, d.byline, d.outlet), coalesce(f.measured, []), coalesce(l.lines, [])
FROM documents AS d
LEFT JOIN (
    SELECT doc_id, list(concat_ws(' ', measure, CASE WHEN kind = 'count' THEN unit END)) AS measured
    FROM figures GROUP BY doc_id
) AS f USING (doc_id)
LEFT JOIN (
    SELECT doc_id, list((n, char_start, char_end, role, rule_id, text) ORDER BY n) AS lines
    FROM lines WHERE $with_lines GROUP BY doc_id
) AS l USING (doc_id)
WHERE d.rules_version = $rules_version AND d.model IS NOT DISTINCT FROM $model
    AND d.model_version IS NOT DISTINCT FROM $model_version
"""


def rules_change(
    connection: duckdb.DuckDBPyConnection, run: RunStart, seeds: Mapping[str, Sequence[Row]], schema: Mapping[str, Any]
) -> tuple[str, Change] | None:
    """Return the version of the rules that landed last and how `seeds` differ from them, None where nothing differs.

    A change that concerns every document is returned as None too: nothing holds then, and nothing needs looking at.
    """
    last = connection.execute(_LAST).fetchone()
    if last is None or last[0] == run.rules_version or last[1] is None or last[1] != run.reader_version:
        return None
    change = change_of(_stored_seeds(connection, schema), seeds, schema)
    return None if change.everywhere else (last[0], change)


def holding_documents(connection: duckdb.DuckDBPyConnection, run: RunStart, before: str, change: Change) -> set[str]:
    """Return the ids of the documents that rules `before` read as those of `run` would: `change` concerns none."""
    read_by = {"rules_version": before, "model": run.model, "model_version": run.model_version}
    found = connection.execute(_SAID, read_by | {"with_lines": bool(change.not_figures)})
    return {doc_id for doc_id, said in _said(found) if not change.concerns(said)}


def _said(found: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, Said]]:
    while rows := found.fetchmany(SLICE):
        for doc_id, text, about, measured, lines in rows:
            yield doc_id, Said(text, tuple(Line(*line) for line in lines), tuple(measured), about)


def _stored_seeds(connection: duckdb.DuckDBPyConnection, names: Mapping[str, Any]) -> dict[str, tuple[Row, ...]]:
    found = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND starts_with(table_name, $prefix)",
        {"prefix": PREFIX},
    ).fetchall()
    return {name: _rows(connection, PREFIX + name) for (table,) in found if (name := table[len(PREFIX) :]) in names}


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[Row, ...]:
    result = connection.execute(f"SELECT * FROM {quoted(table)} ORDER BY rowid")  # noqa: S608 - quoted
    columns = [column[0] for column in result.description or []]
    return tuple(dict(zip(columns, (cell or "" for cell in row), strict=True)) for row in result.fetchall())
