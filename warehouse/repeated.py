"""Which short lines an outlet prints again and again at the edges of its articles: its template, learned from these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb

LEAST_DOCUMENTS: Final = 4
"""Articles of one outlet that must have a line before it counts as the outlet's template."""

_REPEATED: Final = """
WITH placed AS (
    SELECT
        d.outlet,
        l.doc_id,
        lower(trim(regexp_replace(l.text, '\\s+', ' ', 'g'))) AS line,
        row_number() OVER above <= 3
        OR row_number() OVER below <= 10
        OR coalesce(lag(l.role) OVER above = 'boilerplate', false)
        OR coalesce(lead(l.role) OVER above = 'boilerplate', false) AS at_edge
    FROM lines AS l
    JOIN v_documents AS d USING (doc_id)
    WHERE d.outlet IS NOT NULL AND d.duplicate_of IS NULL AND NOT d.superseded
    WINDOW above AS (PARTITION BY l.doc_id ORDER BY l.n), below AS (PARTITION BY l.doc_id ORDER BY l.n DESC)
)
SELECT outlet, line
FROM placed
WHERE length(line) BETWEEN 3 AND $most_chars AND NOT regexp_matches(line, '[.!?…][”"’'']?$')
GROUP BY outlet, line
HAVING count(DISTINCT doc_id) >= $least_documents AND avg(at_edge::INTEGER) >= 0.8
ORDER BY outlet, line
"""
"""Near-duplicates are left out: what copies of one article share is that article. Whole sentences are never learned."""


def repeated_lines(connection: duckdb.DuckDBPyConnection, most_chars: int) -> dict[str, frozenset[str]]:
    """Return for every outlet the short lines that its articles repeat, in lower case with single spaces."""
    rows = connection.execute(_REPEATED, {"most_chars": most_chars, "least_documents": LEAST_DOCUMENTS}).fetchall()
    found: dict[str, set[str]] = {}
    for outlet, line in rows:
        found.setdefault(outlet, set()).add(line)
    return {outlet: frozenset(lines) for outlet, lines in found.items()}
