"""Lands a run in one transaction: after it everything of the run is there, or nothing.

Only documents whose rows differ from what is stored are replaced, with all their lines, figures and context at once. So
landing twice equals landing once, and a run that found nothing new leaves every row of these tables as it was.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import duckdb

from transforms.frames import DOCUMENTS, FIGURE_CONTEXT, FIGURES, LINES
from warehouse.connect import transaction
from warehouse.dimensions import quoted, replace_seeds
from warehouse.duplicates import mark_duplicates
from warehouse.errors import LandingError
from warehouse.landing import check_figures, check_landing, incoming_frames
from warehouse.runs import fail_run, stored_time
from warehouse.staging import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from warehouse.landing import Landing

_ORPHANS: Final = """
SELECT 'lines' AS name, doc_id FROM incoming_lines ANTI JOIN incoming_documents USING (doc_id)
UNION ALL
SELECT 'figures', doc_id FROM incoming_figures ANTI JOIN incoming_documents USING (doc_id)
UNION ALL
SELECT 'figure_context', doc_id FROM incoming_figure_context ANTI JOIN incoming_figures USING (figure_id, doc_id)
LIMIT 1
"""

_DOCUMENT: Final = ", ".join(DOCUMENTS)
_LINE: Final = ", ".join(LINES)
_STORED_FIGURE: Final = ", ".join(
    f"{name}::VARCHAR AS {name}" if kind == "str" else name for name, kind in FIGURES.items()
)
"""Its columns in the order and of the types that incoming ones have: dates are text there."""
_TOLD: Final = ", ".join(name for name in FIGURES if not name.endswith("_sure"))
"""The columns that tell something: a figure that is told alike, only more or less surely, is no change to report."""
_CONTEXT: Final = ", ".join(quoted(name) for name in FIGURE_CONTEXT)

_FIND_CHANGED: Final = f"""
CREATE TEMP TABLE landing_changed AS
WITH
    this_run AS (SELECT rules_version, model, model_version FROM runs WHERE run_id = $run_id),
    rules AS (SELECT rules_version FROM this_run),
    known AS (SELECT doc_id FROM incoming_documents SEMI JOIN documents USING (doc_id)),
    documents_now AS (FROM incoming_documents SEMI JOIN known USING (doc_id) CROSS JOIN this_run),
    documents_before AS (SELECT {_DOCUMENT}, rules_version, model, model_version FROM documents),
    lines_now AS (FROM incoming_lines SEMI JOIN known USING (doc_id) CROSS JOIN rules),
    lines_before AS (SELECT {_LINE}, rules_version FROM lines SEMI JOIN known USING (doc_id)),
    figures_now AS (FROM incoming_figures SEMI JOIN known USING (doc_id) CROSS JOIN rules),
    figures_before AS (SELECT {_STORED_FIGURE}, rules_version FROM figures SEMI JOIN known USING (doc_id)),
    context_now AS (FROM incoming_figure_context SEMI JOIN known USING (doc_id)),
    context_before AS (SELECT {_CONTEXT} FROM figure_context SEMI JOIN known USING (doc_id))
SELECT doc_id FROM incoming_documents ANTI JOIN documents USING (doc_id)
UNION
SELECT doc_id FROM (FROM documents_now EXCEPT FROM documents_before)
UNION
SELECT doc_id FROM (FROM lines_now EXCEPT FROM lines_before)
UNION
SELECT doc_id FROM (FROM lines_before EXCEPT FROM lines_now)
UNION
SELECT doc_id FROM (FROM figures_now EXCEPT FROM figures_before)
UNION
SELECT doc_id FROM (FROM figures_before EXCEPT FROM figures_now)
UNION
SELECT doc_id FROM (FROM context_now EXCEPT FROM context_before)
UNION
SELECT doc_id FROM (FROM context_before EXCEPT FROM context_now)
"""  # noqa: S608 - names of declared columns
"""Documents that are new, and those known ones of which any row differs, came or went."""

_RECORD_CHANGES: Final = f"""
INSERT INTO figure_changes BY NAME
WITH
    touched AS (FROM landing_changed SEMI JOIN documents USING (doc_id)),
    was AS (SELECT {_TOLD} FROM (SELECT {_STORED_FIGURE} FROM figures) SEMI JOIN touched USING (doc_id)),
    now AS (SELECT {_TOLD} FROM incoming_figures SEMI JOIN touched USING (doc_id)),
    told AS (
        SELECT doc_id, char_start, char_end, coalesce(now.surface, was.surface) AS surface,
            CASE WHEN was.figure_id IS NOT NULL THEN to_json(was) END AS before,
            CASE WHEN now.figure_id IS NOT NULL THEN to_json(now) END AS after
        FROM was FULL JOIN now USING (doc_id, char_start, char_end)
        WHERE was IS DISTINCT FROM now
        -- two figures of one span would be two kinds: the first pair of them stands for both
        QUALIFY row_number() OVER (PARTITION BY doc_id, char_start, char_end ORDER BY was.figure_id, now.figure_id) = 1
    )
SELECT $run_id AS run_id, told.*,
    CASE WHEN before IS NULL THEN 'came' WHEN after IS NULL THEN 'went' ELSE 'reads otherwise' END AS change,
    CASE WHEN before IS NULL OR after IS NULL THEN []
        ELSE list_filter(json_keys(after), lambda field:
            field <> 'figure_id' AND (before ->> field) IS DISTINCT FROM (after ->> field))
    END AS fields,
    CASE WHEN before IS NOT NULL THEN documents.rules_version END AS rules_before,
    (SELECT rules_version FROM runs WHERE run_id = $run_id) AS rules_after
FROM told JOIN documents USING (doc_id)
"""  # noqa: S608 - names of declared columns
"""What the run changes in figures of documents that were read before; to be recorded before they are replaced."""

_REPLACE: Final[Mapping[str, str]] = {
    "documents": """
MERGE INTO documents USING (
    SELECT i.*, r.rules_version, r.model, r.model_version,
        coalesce(d.first_run_id, r.run_id) AS first_run_id, r.run_id AS last_run_id
    FROM incoming_documents AS i
    SEMI JOIN landing_changed AS c ON i.doc_id = c.doc_id
    CROSS JOIN (SELECT * FROM runs WHERE run_id = $run_id) AS r
    LEFT JOIN documents AS d ON i.doc_id = d.doc_id
) AS incoming
ON documents.doc_id = incoming.doc_id
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME
RETURNING merge_action
""",
    "lines": """
INSERT INTO lines BY NAME
SELECT i.*, r.run_id, r.rules_version
FROM incoming_lines AS i
SEMI JOIN landing_changed AS c ON i.doc_id = c.doc_id
CROSS JOIN (SELECT run_id, rules_version FROM runs WHERE run_id = $run_id) AS r
ORDER BY i.doc_id, i.n
""",
    "figures": """
INSERT INTO figures BY NAME
SELECT i.*, r.run_id, r.rules_version
FROM incoming_figures AS i
SEMI JOIN landing_changed AS c ON i.doc_id = c.doc_id
CROSS JOIN (SELECT run_id, rules_version FROM runs WHERE run_id = $run_id) AS r
ORDER BY i.doc_id, i.char_start
""",
    "figure_context": """
INSERT INTO figure_context BY NAME
SELECT i.*
FROM incoming_figure_context AS i
SEMI JOIN landing_changed AS c ON i.doc_id = c.doc_id
ORDER BY i.doc_id, i.figure_id, i.field, i.rank
""",
}

_RUN_DOCUMENTS: Final = """
INSERT INTO run_documents BY NAME SELECT $run_id AS run_id, * FROM incoming_run_documents
"""

_QUALITY_RESULTS: Final = """
INSERT INTO quality_results BY NAME SELECT $run_id AS run_id, * FROM incoming_quality_results
"""

_RESOLVE: Final = """
UPDATE quarantine SET state = 'replayed', settled_at = $finished_at, settled_by = $run_id
WHERE state = 'open'
    AND quarantine_id NOT IN (SELECT quarantine_id FROM incoming_quarantine)
    AND CASE WHEN stage = 'read'
        THEN source IN (SELECT source FROM incoming_run_documents)
        ELSE doc_id IN (SELECT doc_id FROM incoming_documents)
            OR doc_id IN (SELECT doc_id FROM incoming_quarantine WHERE doc_id IS NOT NULL AND stage <> 'read')
    END
RETURNING quarantine_id
"""

_QUARANTINE: Final = """
INSERT INTO quarantine BY NAME
SELECT * REPLACE (from_json(rule_ids, '["VARCHAR"]') AS rule_ids), $run_id AS run_id, $finished_at AS quarantined_at,
    'open' AS state
FROM incoming_quarantine
ON CONFLICT (quarantine_id) DO UPDATE SET state = 'open', settled_at = NULL, settled_by = NULL
    WHERE quarantine.state = 'replayed'
RETURNING quarantine_id
"""

_HOLD: Final = """
UPDATE documents SET rules_version = (SELECT rules_version FROM runs WHERE run_id = $run_id)
WHERE doc_id IN (SELECT doc_id FROM incoming_holding)
"""

_THRESHOLDS: Final = """
INSERT INTO thresholds BY NAME FROM incoming_thresholds
ON CONFLICT (field) DO UPDATE SET threshold = excluded.threshold WHERE thresholds.threshold <> excluded.threshold
"""

_FINISH: Final = """
UPDATE runs SET status = 'succeeded', error = NULL, finished_at = greatest($finished_at, started_at),
    read = $read, new = $new, unchanged = $unchanged, duplicate = $duplicate, rejected = $rejected,
    candidates = $candidates, accepted = $accepted, quarantined = $quarantined, not_figures = $not_figures,
    lines = (SELECT count(*) FROM incoming_lines),
    boilerplate_lines = (SELECT count(*) FROM incoming_lines WHERE role = 'boilerplate'),
    seconds = $seconds
WHERE run_id = $run_id
"""


@dataclass(frozen=True, slots=True)
class LandedCounts:
    """What a landing changed: rows of the tables, refusals that are new or open again, and refusals now resolved."""

    documents_added: int
    documents_replaced: int
    lines: int
    figures: int
    quarantined: int
    resolved: int
    seed_tables: int


def land(connection: duckdb.DuckDBPyConnection, landing: Landing) -> LandedCounts:
    """Land everything of a run that `begin_run` began, in one transaction, and mark it succeeded.

    Raises AccountingError when a sum does not close and LandingError when the database refuses a row; then nothing of
    the landing is stored and the run is marked failed with the reason.
    """
    try:
        check_landing(landing)
        with _registered(connection, landing), transaction(connection):
            return _land(connection, landing)
    except BaseException as error:
        reason = LandingError(landing.run_id, str(error)) if isinstance(error, duckdb.Error) else error
        # A database that DuckDB gave up cannot take the note; the next run will find this one stale.
        with suppress(duckdb.Error):
            fail_run(connection, landing.run_id, f"{type(reason).__name__}: {reason}", landing.finished_at)
        if reason is error:
            raise
        raise reason from error


@contextmanager
def _registered(connection: duckdb.DuckDBPyConnection, landing: Landing) -> Iterator[None]:
    """Let SQL see each frame and each staged table as the view `incoming_<name>`."""
    frames = incoming_frames(landing)
    staged = tuple(TABLES) if landing.staged else ()
    try:
        for name in staged:
            connection.execute(f"CREATE TEMP VIEW incoming_{name} AS FROM staged.{name}")
        for name, given in frames.items():
            connection.register(f"incoming_{name}", given)
        yield
    finally:
        with suppress(duckdb.Error):
            for name in staged:
                connection.execute(f"DROP VIEW incoming_{name}")
            for name in frames:
                connection.unregister(f"incoming_{name}")


def _land(connection: duckdb.DuckDBPyConnection, landing: Landing) -> LandedCounts:
    run = {"run_id": landing.run_id}
    moment = {"finished_at": stored_time(landing.finished_at)}
    if connection.execute("SELECT 1 FROM runs WHERE run_id = $run_id", run).fetchone() is None:
        raise LandingError(landing.run_id, "no such run was begun; call begin_run first")
    check_figures(landing, _number(connection.execute("SELECT count(*) FROM incoming_figures")))
    orphan = connection.execute(_ORPHANS).fetchone()
    if orphan is not None:
        raise LandingError(
            landing.run_id, f"{orphan[0]} has rows of document {orphan[1]} that hang on nothing that is landed with it"
        )
    added, replaced, lines, figures = _replace_articles(connection, run)
    if landing.holding:
        connection.execute(_HOLD, run)
    connection.execute(_THRESHOLDS)
    _replace_records_of_run(connection, run)
    resolved = len(connection.execute(_RESOLVE, run | moment).fetchall())
    quarantined = len(connection.execute(_QUARANTINE, run | moment).fetchall())
    seed_tables = replace_seeds(connection, landing.seeds)
    counts = {name: getattr(landing.counts, name) for name in landing.counts.__slots__}
    connection.execute(_FINISH, run | moment | counts | {"seconds": json.dumps(dict(landing.seconds))})
    return LandedCounts(added, replaced, lines, figures, quarantined, resolved, seed_tables)


def _replace_articles(connection: duckdb.DuckDBPyConnection, run: Mapping[str, str]) -> tuple[int, int, int, int]:
    """Replace the documents that differ with all their rows; return documents added, replaced, lines, figures."""
    connection.execute(_FIND_CHANGED, run)
    connection.execute(_RECORD_CHANGES, run)
    connection.execute("DELETE FROM lines WHERE doc_id IN (FROM landing_changed)")
    connection.execute("DELETE FROM figures WHERE doc_id IN (FROM landing_changed)")
    connection.execute("DELETE FROM figure_context WHERE doc_id IN (FROM landing_changed)")
    actions = [action for (action,) in connection.execute(_REPLACE["documents"], run).fetchall()]
    lines = _number(connection.execute(_REPLACE["lines"], run))
    figures = _number(connection.execute(_REPLACE["figures"], run))
    connection.execute(_REPLACE["figure_context"])
    mark_duplicates(connection)
    connection.execute("DROP TABLE landing_changed")
    return actions.count("INSERT"), actions.count("UPDATE"), lines, figures


def _replace_records_of_run(connection: duckdb.DuckDBPyConnection, run: Mapping[str, str]) -> None:
    connection.execute("DELETE FROM run_documents WHERE run_id = $run_id", run)
    connection.execute("DELETE FROM quality_results WHERE run_id = $run_id", run)
    connection.execute(_RUN_DOCUMENTS, run)
    connection.execute(_QUALITY_RESULTS, run)


def _number(result: duckdb.DuckDBPyConnection) -> int:
    """Return the one number of `result`; for a statement that writes it is how many rows it wrote."""
    row = result.fetchone()
    return 0 if row is None else int(row[0])
