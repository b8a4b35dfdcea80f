"""The report: one self-contained web page of what the published database holds, for people without SQL.

Everything shown comes from articles and is escaped by the template; the page loads nothing from anywhere.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from warehouse.connect import open_reader
from warehouse.query import run_query

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import duckdb

NAME: Final = "report.html"
DOCS_FOLDER: Final = "quality"
"""Folder of the Data Docs beside the page."""

RULES_PAGE: Final = f"{DOCS_FOLDER}/index.html"
LIMITS: Final[Mapping[str, int]] = {"most_figures": 5_000, "most_refused": 1_000}
"""Rows on the page: some 4 MB of it, which a browser sorts in a second. The rest is counted and left to SQL."""

QUERIES: Final[Mapping[str, str]] = {
    "runs": "FROM v_run_summary ORDER BY started_at DESC, run_id DESC LIMIT 20",
    "totals": """
SELECT (SELECT count(*) FROM v_documents WHERE NOT superseded) AS documents,
    (SELECT count(*) FROM v_figures) AS figures,
    (SELECT count(*) FROM v_quarantine_open) AS refused
""",
    "measures": """
SELECT coalesce(measure_key, '(none found)') AS measure, kind, unit, count(*) AS figures,
    count(DISTINCT doc_id) AS documents, min(coalesce(value, low)) AS smallest, max(coalesce(value, high)) AS largest
FROM v_figures WHERE kind <> 'score' GROUP BY ALL ORDER BY figures DESC, measure, kind, unit LIMIT 200
""",
    "figures": """
SELECT f.stated, f.kind, f.value, f.low, f.high, f.unit, f.change, f.measure, f.subject, f.base, f.period, f.status,
    f.said_by, f.source, parse_filename(f.source) AS file, coalesce(f.title, f.outlet) AS title, f.published,
    f.sentence, f.surface, f.rule_id,
    least(f.char_start, length(f.sentence) - 1) AS before,
    substring(d.text, greatest(f.char_start - length(f.sentence) + 2, 1), 2 * length(f.sentence)) AS around
FROM v_figures AS f JOIN documents AS d ON f.doc_id = d.doc_id
ORDER BY f.source, f.char_start LIMIT $most_figures
""",
    "quality": """
FROM v_quality_latest ORDER BY status = 'pass', severity <> 'critical', table_name, rule_id
""",
    "quarantine": """
SELECT stage, source, parse_filename(source) AS file, rule_ids, reason, "row" FROM v_quarantine_open
ORDER BY quarantined_at DESC, source LIMIT $most_refused
""",
    "removed": "FROM v_lines_removed ORDER BY n_removed DESC, outlet, rule_id LIMIT 200",
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence in three parts, the figure in the middle."""

    before: str
    figure: str
    after: str


def mark(sentence: str, surface: str, around: str, before: int) -> Marked:
    """Return `sentence` with the right one of several equal numbers marked.

    `around` is the text on both sides of the figure, which begins `before` characters into it.
    """
    found = around.find(sentence)
    start = before - found if found >= 0 else -1
    if start < 0 or not sentence.startswith(surface, start):
        start = sentence.find(surface)
    if start < 0:
        return Marked(sentence, "", "")
    return Marked(sentence[:start], surface, sentence[start + len(surface) :])


def amount(value: float | None, low: float | None, high: float | None) -> str:
    """Return a value or a range as people write it: `2.5`, `370,000`, `5 to 7`."""
    known = [number for number in ((low, high) if value is None else (value,)) if number is not None]
    return " to ".join(f"{number:,.15g}" for number in known)


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    result = run_query(connection, sql, {name: most for name, most in LIMITS.items() if f"${name}" in sql})
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def render(warehouse: Path, rules_page: str | None = None) -> str:
    """Return the page, with a link to `rules_page`. Raises what `open_reader` and `run_query` do."""
    with open_reader(warehouse) as connection:
        tables = {name: _rows(connection, sql) for name, sql in QUERIES.items()}
    for row in tables["figures"]:
        row["marked"] = mark(row["sentence"], row["surface"], row["around"], row["before"])
    environment = Environment(loader=PackageLoader("flows"), autoescape=True, undefined=StrictUndefined)
    environment.filters["amount"] = amount
    template = environment.get_template("report.html.j2")
    return template.render(tables, last=next(iter(tables["runs"]), None), name=warehouse.name, rules_page=rules_page)


def write_report(warehouse: Path, folder: Path) -> Path:
    """Write the page into `folder`, replacing the former one in one step, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    rules_page = RULES_PAGE if (folder / RULES_PAGE).is_file() else None
    copy = folder / f".{NAME}.{os.getpid()}.tmp"
    try:
        copy.write_text(render(warehouse, rules_page), "utf-8", errors="backslashreplace")
        copy.replace(path)
    finally:
        copy.unlink(missing_ok=True)
    return path
