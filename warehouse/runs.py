"""The row of a run: begun, finished, failed or found dead, and the sums that must close before it may succeed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from warehouse.connect import transaction
from warehouse.errors import AccountingError, LandingError

if TYPE_CHECKING:
    import duckdb

Outcome = Literal["new", "unchanged", "duplicate", "rejected"]
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)

CRASHED: Final = "the process ended without a word: it was killed, or the machine went down"


class Reading(NamedTuple):
    """What a document was read with; when any of it differs from now, the document is read again."""

    rules_version: str
    model: str | None
    model_version: str | None


@dataclass(frozen=True, slots=True)
class RunStart:
    """What is known of a run when it begins. `started_at` has a time zone; no `model` means figures without context.

    `reader_version` is the digest of the code that reads; without it nothing is known of what other rules would read.
    """

    run_id: str
    started_at: datetime
    code_version: str
    rules_version: str
    model: str | None = None
    model_version: str | None = None
    reader_version: str | None = None

    @property
    def reading(self) -> Reading:
        """What this run reads documents with, see `again.current_documents`."""
        return Reading(self.rules_version, self.model, self.model_version)


@dataclass(frozen=True, slots=True)
class RunCounts:
    """The accounting of a run, as the stages counted it: sources first, then figures."""

    read: int
    new: int
    unchanged: int
    duplicate: int
    rejected: int
    candidates: int
    accepted: int
    quarantined: int
    not_figures: int


def check_accounting(counts: RunCounts) -> None:
    """Raise AccountingError for the first sum that does not close; it names the sum and its terms."""
    sources: dict[str, int] = {name: getattr(counts, name) for name in OUTCOMES}
    if counts.read != sum(sources.values()):
        raise AccountingError("read", counts.read, sources)
    figures = {"accepted": counts.accepted, "quarantined": counts.quarantined}
    if counts.candidates != sum(figures.values()):
        raise AccountingError("candidates", counts.candidates, figures)


def stored_time(moment: datetime) -> datetime:
    """Return `moment` as the database stores it: UTC, without a zone. Raises ValueError when it has none."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone: give an aware time, such as datetime.now(UTC)")
    return moment.astimezone(UTC).replace(tzinfo=None)


def begin_run(connection: duckdb.DuckDBPyConnection, run: RunStart) -> None:
    """Record that `run` is running, in a transaction of its own; beginning it once more changes nothing.

    Raises LandingError for the id of a run that has succeeded.
    """
    with transaction(connection):
        begun = connection.execute(
            "INSERT INTO runs (run_id, started_at, status, code_version, rules_version, model, model_version, "
            "reader_version) VALUES ($run_id, $started_at, 'running', $code_version, $rules_version, $model, "
            "$model_version, $reader_version) "
            "ON CONFLICT (run_id) DO UPDATE SET status = 'running', error = NULL, finished_at = NULL "
            "WHERE runs.status <> 'succeeded' RETURNING run_id",
            {
                "run_id": run.run_id,
                "started_at": stored_time(run.started_at),
                "code_version": run.code_version,
                "rules_version": run.rules_version,
                "model": run.model,
                "model_version": run.model_version,
                "reader_version": run.reader_version,
            },
        ).fetchall()
    if not begun:
        raise LandingError(run.run_id, "a run of this id has succeeded already; a new run needs a new id")


def fail_run(connection: duckdb.DuckDBPyConnection, run_id: str, error: str, finished_at: datetime) -> None:
    """Record that the run failed and why, unless it has already succeeded. An unknown run_id changes nothing."""
    with transaction(connection):
        connection.execute(
            "UPDATE runs SET status = 'failed', error = $error, finished_at = greatest($finished_at, started_at) "
            "WHERE run_id = $run_id AND status <> 'succeeded'",
            {
                "run_id": run_id,
                # A lone surrogate, from a file name that is no UTF-8, would make DuckDB give up the whole database.
                "error": error.encode("utf-8", "backslashreplace").decode(),
                "finished_at": stored_time(finished_at),
            },
        )


def close_stale_runs(connection: duckdb.DuckDBPyConnection, noticed_at: datetime) -> tuple[str, ...]:
    """Mark every run that is still `running` as crashed and return their ids, oldest first.

    To be called before `begin_run`: whoever holds the one writer's lock knows that no other run is alive.
    """
    with transaction(connection):
        rows = connection.execute(
            "SELECT run_id FROM runs WHERE status = 'running' ORDER BY started_at, run_id"
        ).fetchall()
        connection.execute(
            "UPDATE runs SET status = 'crashed', error = $error, finished_at = greatest($noticed_at, started_at) "
            "WHERE status = 'running'",
            {"error": CRASHED, "noticed_at": stored_time(noticed_at)},
        )
    return tuple(run_id for (run_id,) in rows)
