"""The quarantine as people work on it: what waits, one refusal with the text around it, and setting one aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from warehouse.connect import transaction
from warehouse.errors import QueryError
from warehouse.query import QueryResult
from warehouse.runs import stored_time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import duckdb

_LIST: Final = """
SELECT quarantine_id AS id, stage, array_to_string(rule_ids, ' ') AS rules, source,
    coalesce(row ->> 'surface', '') AS seen, reason, state, quarantined_at
FROM quarantine
WHERE ($state IS NULL OR state = $state)
    AND ($stage IS NULL OR stage = $stage)
    AND ($rule IS NULL OR list_contains(rule_ids, $rule))
    AND ($source IS NULL OR contains(lower(source), lower($source)))
ORDER BY quarantined_at DESC, source, TRY_CAST(row ->> 'char_start' AS BIGINT), quarantine_id
"""

_SHOW: Final = """
SELECT q.*, l.text AS line, l.char_start AS line_start, d.title, d.outlet
FROM quarantine AS q
LEFT JOIN documents AS d ON q.doc_id = d.doc_id
LEFT JOIN lines AS l
    ON q.doc_id = l.doc_id AND TRY_CAST(q.row ->> 'char_start' AS BIGINT) BETWEEN l.char_start AND l.char_end
WHERE q.quarantine_id = $id
LIMIT 1
"""


def waiting(
    connection: duckdb.DuckDBPyConnection,
    *,
    state: str | None = "open",
    stage: str | None = None,
    rule: str | None = None,
    source: str | None = None,
) -> QueryResult:
    """Return the refusals that fit, newest first; None asks for all."""
    result = connection.execute(_LIST, {"state": state, "stage": stage, "rule": rule, "source": source})
    description = result.description or []
    return QueryResult(
        tuple(column[0] for column in description),
        tuple(str(column[1]) for column in description),
        tuple(result.fetchall()),
    )


def whole_ids(connection: duckdb.DuckDBPyConnection, given: Sequence[str]) -> list[str]:
    """Return the ids that begin like `given`, one each. Raises QueryError where none or several do."""
    found = []
    for start in given:
        fits = connection.execute(
            "SELECT quarantine_id FROM quarantine WHERE starts_with(quarantine_id, $start) ORDER BY 1 LIMIT 3",
            {"start": start},
        ).fetchall()
        if len(fits) != 1 or not start:
            problem = "no refusal has an id that begins so" if not fits else "more than one id begins so"
            raise QueryError(f"{start!r}: {problem}; see `tallywire quarantine list`")
        found.append(fits[0][0])
    return found


def shown(connection: duckdb.DuckDBPyConnection, quarantine_id: str) -> dict[str, Any]:
    """Return one refusal with its article's title and outlet and the line it stands in, where these landed."""
    result = connection.execute(_SHOW, {"id": quarantine_id})
    columns = [column[0] for column in result.description or []]
    row = result.fetchone()
    if row is None:
        raise QueryError(f"there is no refusal {quarantine_id}")
    return dict(zip(columns, row, strict=True))


def drop(connection: duckdb.DuckDBPyConnection, ids: Sequence[str], why: str, now: datetime) -> int:
    """Set refusals aside for good, with the reason, and return how many waited: a later run leaves them so."""
    with transaction(connection):
        rows = connection.execute(
            "UPDATE quarantine SET state = 'dropped', settled_at = $now, settled_by = $why "
            "WHERE state <> 'dropped' AND list_contains($ids, quarantine_id) RETURNING quarantine_id",
            {"now": stored_time(now), "why": why, "ids": list(ids)},
        ).fetchall()
    return len(rows)
