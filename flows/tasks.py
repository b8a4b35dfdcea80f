"""The tasks of the main job, one a stage: few and large, because each costs the server more than the call it wraps.

Only what touches files or the database is tried again, and only for failures that may pass. Nothing is cached: the
warehouse knows which documents need no second reading. Between tasks go objects Prefect does not walk through.
"""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import deployment
from prefect.tasks import exponential_backoff
from tqdm import tqdm

from expectations.casualties import Death
from expectations.confidence import Average
from expectations.history import History, Seen
from flows.artifacts import show_quality
from flows.corrections import TABLE as CORRECTIONS
from flows.corrections import as_rows, load_corrections
from flows.intake import Intake, read_all
from flows.lock import close_crashed
from flows.report.page import DOCS_FOLDER, write_report
from flows.run import Run, Summary, Work, landing, quality
from flows.sources import find_sources
from flows.stored import read_stored
from flows.thresholds import thresholds
from seeds.load import load_lexicon, load_schema
from transforms.cleaning.repeated import MOST_CHARS
from warehouse.again import (
    Selection,
    corrected_otherwise,
    current_documents,
    named_documents,
    refused_documents,
    select_documents,
    unknown_documents,
)
from warehouse.connect import open_writer
from warehouse.errors import WarehouseBusy
from warehouse.history import counted_dead, mean_confidence, outlet_history
from warehouse.holding import holding_documents, rules_change
from warehouse.land import land
from warehouse.migrate import prepare
from warehouse.publish import adopt, publish
from warehouse.repeated import repeated_lines
from warehouse.runs import begin_run, fail_run

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from prefect import Task
    from prefect.client.schemas.objects import State, TaskRun

    from flows.reading import Readers

Backfill = dict[str, Any]
"""What of the database to read again: the fields of `again.Selection`, or `refusals`, the ids of rows in quarantine."""

RETRIES: Final = 3
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


@task(**RETRYING)
def begin(run: Run) -> tuple[str, ...]:
    """Bring the working database up to date and record that this run runs; close and return runs that died."""
    settings = run.settings
    adopt(settings.warehouse, settings.working)
    with open_writer(settings.working) as connection:
        prepare(connection)
        crashed = close_crashed(connection)
        begin_run(connection, run.start)
    return crashed


def learn(run: Run) -> dict[str, frozenset[str]]:
    """Return the lines that outlets repeat in the articles that the database has of them."""
    with open_writer(run.settings.working) as connection:
        return repeated_lines(connection, MOST_CHARS)


def still_holding(run: Run) -> frozenset[str]:
    """Return the documents that need no second reading although the rules have changed: these concern none of them."""
    with open_writer(run.settings.working) as connection:
        changed = rules_change(connection, run.start, load_lexicon(run.settings.measures).tables, load_schema())
        if changed is None:
            return frozenset()
        return frozenset(holding_documents(connection, run.start, *changed))


@task(**RETRYING)
def open_sources(
    run: Run, sources: Sequence[str], backfill: Backfill | None = None, holding: Collection[str] = ()
) -> Intake:
    """Find the sources and what of them is known; they are read as `understand` asks for them.

    A run that was scheduled may find none: articles may come to its folders later.
    """
    settings = run.settings
    with open_writer(settings.working) as connection:
        due = corrected_otherwise(connection, as_rows(load_corrections(settings.corrections)))
        stored = named_documents(connection, sorted(due))
        if backfill and "refusals" in backfill:
            again, named = refused_documents(connection, backfill["refusals"])
            stored |= again
            due |= again.keys()
            sources = [*sources, *(source for source in named if os.path.lexists(source))]
        elif backfill is not None:
            stored |= select_documents(connection, Selection(**backfill))
        unchanged = current_documents(connection, run.start.reading).union(holding) - due
    found = find_sources(sources, may_be_empty=deployment.id is not None)
    watched = tqdm(found.found, desc="Opening", unit=" file", delay=1.0, disable=None)
    items = chain(read_all(found, settings.limits, watched), read_stored(settings.working, stored))
    return Intake(items, unchanged, found.ignored, found.empty)


@task(cache_policy=NO_CACHE)
def understand(work: Work, readers: Readers) -> bool:
    """Read the next sources and take lines and figures from the new documents; tell whether there were any.

    Nothing large is returned: Prefect keeps what a task returned for as long as its flow runs.
    """
    with work.clocked("read"):
        documents = work.intake.chunk()
    if not documents:
        return False
    with work.clocked("understand"):
        work.reading = readers.read(documents)
    for rejection in work.reading.failed:
        work.intake.reject(rejection)
    return True


@task(cache_policy=NO_CACHE)
def validate(run: Run, work: Work) -> None:
    """Check every row against the rules, and stage what is accepted and what is refused."""
    from expectations.gate import Gate  # noqa: PLC0415 - Great Expectations: 3 s that a run with nothing new saves

    logging.getLogger(CHATTY).setLevel(logging.WARNING)
    reading, separation = work.reading, None
    if len(reading.frames.documents):
        with work.clocked("validate"):
            work.gate = work.gate or Gate(
                run_id=run.run_id,
                docs_folder=run.settings.reports / DOCS_FOLDER,
                quarantine_limit=run.settings.quarantine_limit,
                history=_history(run),
            )
            separation = work.gate.check(reading.frames)
    work.stage(separation)


def _history(run: Run) -> History:
    """Return what the database knows from before this run: of the outlets, and how sure its context is."""
    with open_writer(run.settings.working) as connection:
        outlets = {outlet: Seen(**known) for outlet, known in outlet_history(connection).items()}
        deaths = tuple(Death(*row) for row in counted_dead(connection))
        confidence = {field: Average(n, mean) for field, n, mean in mean_confidence(connection)}
    return History(outlets, deaths, confidence)


@task(cache_policy=NO_CACHE)
def judge(work: Work) -> None:
    """Judge the run as a whole, build the pages that show the result, and put it on Prefect's page."""
    if work.gate is None:
        return
    with work.clocked("validate"):
        work.verdict = work.gate.decide()
    show_quality(quality(work.verdict))
    work.verdict.require_passed()


@task(**RETRYING)
def land_all(run: Run, work: Work, crashed: tuple[str, ...]) -> Summary:
    """Store everything in one transaction and return what the run did."""
    settings, intake, verdict = run.settings, work.intake, work.verdict
    corrections = as_rows(load_corrections(settings.corrections))
    lexicon = load_lexicon(settings.measures)
    shown = thresholds(lexicon, settings.thresholds)
    made = landing(run, work, {**lexicon.tables, CORRECTIONS: corrections}, shown)
    with work.clocked("land"), open_writer(settings.working, work.staging.path) as connection:
        landed = land(connection, made)
        uncorrected = unknown_documents(connection, [correction["doc_id"] for correction in corrections])
    return Summary(
        run.run_id,
        made.counts,
        landed.documents_replaced,
        tuple(made.quality),
        tuple((refused.source, refused.rule_id, refused.reason) for refused in intake.rejections),
        intake.ignored,
        work.seconds,
        settings.warehouse,
        docs=verdict.docs_index if verdict else None,
        crashed=crashed,
        resolved=landed.resolved,
        holding=len(work.holding),
        empty=intake.empty,
        uncorrected=uncorrected,
    )


@task(**RETRYING)
def publish_all(run: Run) -> Path:
    """Put a complete copy of the database in place for readers, write the report from it, and return its path."""
    publish(run.settings.working, run.settings.warehouse)
    return write_report(run.settings.warehouse, run.settings.reports, run.settings.home)


def record_failure(run: Run, error: BaseException) -> None:
    """Mark the run failed with the reason, in the working database."""
    with open_writer(run.settings.working) as connection:
        fail_run(connection, run.run_id, f"{type(error).__name__}: {error}".removesuffix(": "), datetime.now(UTC))
