"""How the database fares: its last runs, the age of what it holds, and what waits in quarantine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from warehouse.runs import stored_time

if TYPE_CHECKING:
    from datetime import datetime

    import duckdb

_RUNS: Final = """
SELECT run_id, started_at, finished_at, status, error, read, new, rejected, accepted, quarantined
FROM runs ORDER BY started_at DESC, run_id DESC LIMIT $most
"""

_LAST_SUCCESS: Final = "SELECT max(finished_at) FROM runs WHERE status = 'succeeded'"

_CONTENT: Final = """
SELECT count(*), (SELECT count(*) FROM figures), max(published), count(DISTINCT (rules_version, model, model_version))
FROM documents
"""

_WAITING: Final = """
SELECT stage, rule_id, count(*), min(quarantined_at)
FROM (SELECT stage, unnest(rule_ids) AS rule_id, quarantined_at FROM quarantine WHERE state = 'open')
GROUP BY ALL ORDER BY 3 DESC, 1, 2
"""


@dataclass(frozen=True, slots=True)
class RunState:
    """One run as monitoring sees it; times are UTC without a zone, counts null until it succeeded."""

    run_id: str
    started_at: datetime
    finished_at: datetime | None
    status: str
    error: str | None
    read: int | None
    new: int | None
    rejected: int | None
    accepted: int | None
    quarantined: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many refusals of one rule wait, and since when."""

    stage: str
    rule_id: str
    refusals: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Health:
    """The state of the database. `age` is the seconds since a run last succeeded, None when none ever did.

    `readings` is how many versions of rules and model the documents were read with: more than one asks for a backfill.
    """

    runs: tuple[RunState, ...]
    age: float | None
    documents: int
    figures: int
    newest: str | None
    readings: int
    waiting: tuple[Waiting, ...]


def health(connection: duckdb.DuckDBPyConnection, now: datetime, most_runs: int = 5) -> Health:
    """Return the state of the database with its last `most_runs` runs, newest first."""
    runs = tuple(RunState(*row) for row in connection.execute(_RUNS, {"most": most_runs}).fetchall())
    (last,) = connection.execute(_LAST_SUCCESS).fetchone() or (None,)
    documents, figures, newest, readings = connection.execute(_CONTENT).fetchone() or (0, 0, None, 0)
    waiting = tuple(Waiting(*row) for row in connection.execute(_WAITING).fetchall())
    age = None if last is None else (stored_time(now) - last).total_seconds()
    return Health(runs, age, documents, figures, newest, readings, waiting)


def running(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Return the runs that have begun and not ended: none of them is alive when nobody holds the writer's lock."""
    rows = connection.execute("SELECT run_id FROM runs WHERE status = 'running' ORDER BY started_at").fetchall()
    return tuple(run_id for (run_id,) in rows)
