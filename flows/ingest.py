"""The main job as a Prefect flow: six calls, named like the stages."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.runtime import flow_run

from expectations.outcome import GateError
from flows.run import Results, Run, Summary, new_run
from flows.settings import load_settings
from flows.summary import failure_markdown, summary_markdown
from flows.tasks import (
    REPORT_KEY,
    begin,
    land_all,
    only_run,
    publish_all,
    read_sources,
    record_failure,
    understand,
    validate,
)
from seeds.load import sample_folder
from warehouse.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Iterator


def run_name() -> str:
    """Return the name operators see: what the run reads."""
    sources = flow_run.parameters.get("sources") or ["sample articles"]
    more = f" and {len(sources) - 1} more" if len(sources) > 1 else ""
    return f"ingest {sources[0]}{more}"


@contextmanager
def clocked(stage: str, seconds: dict[str, float]) -> Iterator[None]:
    """Record how long the block took, in seconds of wall time."""
    started = time.perf_counter()
    yield
    seconds[stage] = time.perf_counter() - started


@flow(name="ingest", flow_run_name=run_name)
def ingest(sources: list[str] | None = None, settings: dict[str, str | int | float] | None = None) -> Summary:
    """Read articles into the warehouse: every figure they state, checked, each with its place in the text.

    `sources` are files, folders or `-` (default: the sample articles), `settings` overrides by name. Raises GateError
    when the data failed its gate: then nothing of them landed, and the report says why.
    """
    run = new_run(load_settings(settings))
    with only_run(run.settings):
        begin(run)
        try:
            summary = _stages(run, sources or [str(sample_folder())])
        except BaseException as error:
            record_failure(run, error)
            if isinstance(error, GateError | WarehouseError):
                publish_all(run)
                create_markdown_artifact(failure_markdown(run.run_id, str(error)), key=REPORT_KEY)
            raise
        summary = replace(summary, report=publish_all(run))
    create_markdown_artifact(summary_markdown(summary), key=REPORT_KEY, description="What the run did")
    return summary


def _stages(run: Run, sources: list[str]) -> Summary:
    seconds: dict[str, float] = {}
    gate = None
    with clocked("read", seconds):
        intake = read_sources(run, sources)
    with clocked("understand", seconds):
        reading = understand(run, intake)
    for rejection in reading.failed:
        intake.reject(rejection)
    if len(reading.frames.documents):
        with clocked("validate", seconds):
            gate = validate(run, reading)
        gate.require_passed()
    return land_all(run, Results(intake, reading, gate, seconds))
