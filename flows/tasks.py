"""The tasks of the main job, one a stage: few and large, because each costs the server more than the call it wraps.

Only what touches files or the database is tried again, and only for failures that may pass. Nothing is cached: the
warehouse knows which documents need no second reading. Between tasks go objects Prefect does not walk through.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock, Timeout
from prefect import task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.context import TaskRunContext
from prefect.tasks import exponential_backoff
from tqdm import tqdm

from flows.intake import Intake, take_in
from flows.reading import read_documents
from flows.report import DOCS_FOLDER, write_report
from flows.run import Results, Run, Summary, landing, quality
from flows.sources import find_sources
from flows.summary import quality_rows
from seeds.load import load_lexicon
from warehouse.connect import open_writer
from warehouse.errors import WarehouseBusy
from warehouse.land import land
from warehouse.migrate import prepare
from warehouse.publish import adopt, publish
from warehouse.runs import begin_run, close_stale_runs, fail_run, known_documents

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from prefect import Task
    from prefect.client.schemas.objects import State, TaskRun

    from expectations.outcome import GateOutcome
    from flows.reading import Reading
    from flows.settings import Settings

LOG: Final = logging.getLogger("tallywire")

RETRIES: Final = 3
LOCK_SECONDS: Final = 600
"""How long a run waits for another one of the same warehouse: the longest we would have a schedule held up."""

QUALITY_KEY: Final = "quality-summary"
REPORT_KEY: Final = "run-report"
"""Keys of the artifacts: they stay, so that Prefect keeps the history of each."""

CHATTY: Final = "great_expectations.data_context.types.base"
"""The logger that announces a temporary folder in every run; it sets its own level when it is imported."""


def may_pass(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Tell whether the failure may be gone by the next try: a read or write that failed, a database in use."""
    try:
        state.result()
    except (OSError, WarehouseBusy):
        return True
    except BaseException:  # noqa: BLE001 - whatever else ended the task will end it again
        return False
    return False


RETRYING: Final[Mapping[str, Any]] = {
    "retries": RETRIES,
    "retry_delay_seconds": exponential_backoff(backoff_factor=1),
    "retry_jitter_factor": 0.5,
    "retry_condition_fn": may_pass,
    "cache_policy": NO_CACHE,
}


@contextmanager
def only_run(settings: Settings) -> Iterator[None]:
    """Hold the lock of the warehouse, waiting for another run's end. Raises WarehouseBusy after LOCK_SECONDS.

    The kernel lets go of it when this process ends, however that happens.
    """
    settings.lock.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        LOG.warning("another run of %s is at work: waiting up to %g s for its end", settings.warehouse, LOCK_SECONDS)
        try:
            lock.acquire(timeout=LOCK_SECONDS)
        except Timeout:
            raise WarehouseBusy(settings.warehouse, None) from None
    try:
        yield
    finally:
        lock.release()


@task(**RETRYING)
def begin(run: Run) -> None:
    """Bring the working database up to date, mark runs that died, and record that this one runs."""
    settings = run.settings
    adopt(settings.warehouse, settings.working)
    with open_writer(settings.working) as connection:
        prepare(connection)
        close_stale_runs(connection, datetime.now(UTC))
        begin_run(connection, run.start)


@task(**RETRYING)
def read_sources(run: Run, sources: Sequence[str]) -> Intake:
    """Read the bytes of every source and sort out what is new, unchanged, a duplicate, or no article."""
    with open_writer(run.settings.working) as connection:
        known = known_documents(connection)
    unchanged = {doc_id for doc_id, reading in known.items() if reading == run.start.reading}
    context = TaskRunContext.get()
    tries = context.task_run.run_count if context else RETRIES + 1

    def watch(found: Any) -> Any:
        return tqdm(found, desc="Opening", unit=" file", delay=1.0, disable=None)

    found = find_sources(sources)
    return take_in(found, run.settings.max_bytes, unchanged, last_try=tries > RETRIES, watch=watch)


@task(cache_policy=NO_CACHE)
def understand(run: Run, intake: Intake) -> Reading:
    """Take lines and figures from the new documents."""
    return read_documents(intake.documents, run.settings.model, run.settings.processes)


@task(cache_policy=NO_CACHE)
def validate(run: Run, reading: Reading) -> GateOutcome:
    """Check every row against the rules, build the pages that show the result, and put it on Prefect's page."""
    from expectations.gate import check  # noqa: PLC0415 - Great Expectations: 3 s that a run with nothing new saves

    logging.getLogger(CHATTY).setLevel(logging.WARNING)
    outcome = check(
        reading.frames,
        run_id=run.run_id,
        docs_folder=run.settings.reports / DOCS_FOLDER,
        quarantine_limit=run.settings.quarantine_limit,
    )
    rows = quality_rows(quality(outcome))
    create_table_artifact(rows, key=QUALITY_KEY, description="Every rule and what it found")
    return outcome


@task(**RETRYING)
def land_all(run: Run, results: Results) -> Summary:
    """Store everything in one transaction and return what the run did."""
    intake, gate = results.intake, results.gate
    made = landing(run, results, load_lexicon().tables)
    with open_writer(run.settings.working) as connection:
        landed = land(connection, made)
    return Summary(
        run.run_id,
        made.counts,
        landed.documents_replaced,
        tuple(made.quality),
        tuple((refused.source, refused.rule_id, refused.reason) for refused in intake.rejections),
        intake.ignored,
        results.seconds,
        run.settings.warehouse,
        docs=gate.docs_index if gate else None,
    )


@task(**RETRYING)
def publish_all(run: Run) -> Path:
    """Put a complete copy of the database in place for readers, write the report from it, and return its path."""
    publish(run.settings.working, run.settings.warehouse)
    return write_report(run.settings.warehouse, run.settings.reports)


def record_failure(run: Run, error: BaseException) -> None:
    """Mark the run failed with the reason, in the working database."""
    with open_writer(run.settings.working) as connection:
        fail_run(connection, run.run_id, f"{type(error).__name__}: {error}".removesuffix(": "), datetime.now(UTC))
