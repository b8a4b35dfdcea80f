"""Which documents of the database are to be read again: by what they were read with, by selection, or by refusal."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from warehouse.runs import Reading

_CURRENT: Final = """
SELECT doc_id FROM documents
WHERE rules_version = $rules_version AND model IS NOT DISTINCT FROM $model
    AND model_version IS NOT DISTINCT FROM $model_version
"""

_UNMATCHED: Final = """
SELECT DISTINCT doc_id FROM unnest($doc_ids) AS corrected(doc_id)
ANTI JOIN documents USING (doc_id)
ORDER BY doc_id
"""

_SEEN: Final = """
WITH latest AS (
    SELECT seen.source, arg_max(seen.doc_id, (runs.started_at, runs.run_id)) AS doc_id
    FROM run_documents AS seen
    JOIN runs USING (run_id)
    WHERE seen.doc_id IS NOT NULL AND seen.outcome <> 'rejected' AND seen.source <> '-'
    GROUP BY seen.source
),
named AS (
    SELECT doc_id, min(source) AS source FROM latest GROUP BY doc_id
    UNION ALL
    -- what came by standard input has no name of its own, and nothing that could take its place
    SELECT doc_id, '-#' || doc_id FROM documents ANTI JOIN latest USING (doc_id) WHERE source = '-'
)
"""
"""The name of every document that its source still says: a text that was replaced since is left as it was read."""

_SELECTED: Final = (
    _SEEN  # noqa: S608 - literals of ours
    + """
SELECT d.doc_id, named.source
FROM documents AS d
JOIN named USING (doc_id)
WHERE ($outlet IS NULL OR contains(lower(d.outlet), lower($outlet)))
    -- a date that is known to the month or year only may lie inside
    AND ($since IS NULL OR d.published >= left($since, length(d.published)))
    AND ($until IS NULL OR left(d.published, length($until)) <= $until)
    AND ($rule IS NULL OR d.doc_id IN (
        SELECT doc_id FROM lines WHERE rule_id = $rule
        UNION ALL SELECT doc_id FROM figures WHERE rule_id = $rule
        UNION ALL SELECT doc_id FROM quarantine WHERE list_contains(rule_ids, $rule)
    ))
ORDER BY named.source
"""
)

_NAMED: Final = (
    _SEEN
    + """
SELECT named.doc_id, named.source FROM named WHERE list_contains($doc_ids, named.doc_id) ORDER BY named.source
"""
)

_REFUSED: Final = (
    _SEEN
    + """
SELECT DISTINCT q.doc_id, q.source, named.source AS stored_as
FROM quarantine AS q
LEFT JOIN named ON q.doc_id = named.doc_id AND q.stage <> 'read'
WHERE list_contains($ids, q.quarantine_id)
ORDER BY q.source, q.doc_id
"""
)

_STORED: Final = """
SELECT * EXCLUDE (rules_version, model, model_version, first_run_id, last_run_id)
FROM documents WHERE list_contains($doc_ids, doc_id)
"""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents to read again; None asks for all. Dates are ISO 8601, cut where they need not be exact."""

    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    rule: str | None = None


def current_documents(connection: duckdb.DuckDBPyConnection, reading: Reading) -> set[str]:
    """Return the ids of the documents that were last read with exactly these rules and this model."""
    return {doc_id for (doc_id,) in connection.execute(_CURRENT, reading._asdict()).fetchall()}


def select_documents(connection: duckdb.DuckDBPyConnection, selection: Selection) -> dict[str, str]:
    """Return the selected documents: id and the source that says it now."""
    chosen = {field.name: getattr(selection, field.name) for field in fields(selection)}
    return dict(connection.execute(_SELECTED, chosen).fetchall())


def named_documents(connection: duckdb.DuckDBPyConnection, doc_ids: Sequence[str]) -> dict[str, str]:
    """Return those of `doc_ids` that a source says now, with that source."""
    return dict(connection.execute(_NAMED, {"doc_ids": list(doc_ids)}).fetchall())


def refused_documents(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Return what the refusals `ids` are about: documents that are stored, and sources of which nothing is."""
    stored, sources = {}, []
    for doc_id, source, stored_as in connection.execute(_REFUSED, {"ids": list(ids)}).fetchall():
        if stored_as is None:
            sources.append(source)
        else:
            stored[doc_id] = stored_as
    return stored, list(dict.fromkeys(sources))


def stored_rows(connection: duckdb.DuckDBPyConnection, doc_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return the rows of some documents, text included, each as a mapping by column."""
    result = connection.execute(_STORED, {"doc_ids": list(doc_ids)})
    columns = [column[0] for column in result.description or []]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def unknown_documents(connection: duckdb.DuckDBPyConnection, doc_ids: Sequence[str]) -> tuple[str, ...]:
    """Return those of `doc_ids` that are no document of the database, in order, each once."""
    found = connection.execute(_UNMATCHED, {"doc_ids": list(doc_ids)}).fetchall() if doc_ids else []
    return tuple(doc_id for (doc_id,) in found)


def corrected_otherwise(connection: duckdb.DuckDBPyConnection, corrections: Sequence[Mapping[str, str]]) -> set[str]:
    """Return the ids of the documents whose corrections are not those that the last run landed."""
    names = ("doc_id", "surface", "nth", "field", "expects", "becomes")
    now = {tuple(row[name] for name in names) for row in corrections}
    there = connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'seed_corrections'").fetchone()
    listed = ", ".join(f"coalesce({name}, '')" for name in names)
    stored = set(connection.execute(f"SELECT {listed} FROM seed_corrections").fetchall()) if there else set()  # noqa: S608
    return {row[0] for row in now ^ stored}
