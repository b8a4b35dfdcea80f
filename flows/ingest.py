"""The main job as a Prefect flow: six calls, named like the stages."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import Any

from prefect import flow
from prefect.runtime import flow_run

from expectations.outcome import GateError
from flows.artifacts import show_failure, show_run
from flows.corrections import load_corrections
from flows.crashed import FLOW, close_dead_runs, seen_alive
from flows.lock import only_run
from flows.notify import failed
from flows.reading import Readers
from flows.run import Run, Summary, Work, new_run
from flows.settings import load_settings
from flows.tasks import (
    begin,
    judge,
    land_all,
    learn,
    open_sources,
    publish_all,
    record_failure,
    still_holding,
    understand,
    validate,
)
from seeds.load import sample_folder
from warehouse.errors import WarehouseError
from warehouse.staging import staging


def run_name() -> str:
    """Return the name operators see: what the run reads."""
    parameters = flow_run.parameters
    if parameters.get("backfill") is not None and not parameters.get("sources"):
        return "read again"
    sources = parameters.get("sources") or ["sample articles"]
    more = f" and {len(sources) - 1} more" if len(sources) > 1 else ""
    return f"ingest {sources[0]}{more}"


@flow(name=FLOW, flow_run_name=run_name, on_failure=[failed], on_crashed=[failed])
def ingest(
    sources: list[str] | None = None,
    settings: dict[str, str | int | float] | None = None,
    backfill: dict[str, Any] | None = None,
) -> Summary:
    """Read articles into the warehouse: every figure they state, checked, each with its place in the text.

    `sources` are files, folders or `-` (default: the sample articles), `settings` overrides by name. `backfill` selects
    documents of the warehouse to read again, with `sources` or instead of them. Raises GateError when the data failed
    its gate: then nothing of them landed, and the report says why.
    """
    chosen = load_settings(settings)
    with seen_alive(chosen), only_run(chosen):
        run = new_run(chosen)
        close_dead_runs(chosen)
        crashed = begin(run)
        try:
            summary = _stages(run, _chosen(sources, backfill), backfill, crashed)
        except BaseException as error:
            record_failure(run, error)
            if isinstance(error, GateError | WarehouseError):
                show_failure(run.run_id, error, publish_all(run))
            raise
        summary = replace(summary, report=publish_all(run))
    show_run(summary)
    return summary


def _chosen(sources: list[str] | None, backfill: dict[str, Any] | None) -> list[str]:
    if sources or backfill is not None:
        return sources or []
    return [str(sample_folder())]


def _stages(run: Run, sources: list[str], backfill: dict[str, Any] | None, crashed: tuple[str, ...]) -> Summary:
    settings = run.settings
    corrections = load_corrections(settings.corrections)
    readers = Readers(settings.model, settings.processes, corrections, settings.measures, learn(run), settings.weights)
    with staging(settings.staging) as staged, closing(readers):
        holding = still_holding(run)
        work = Work(open_sources(run, sources, backfill, holding), staged, holding)
        while understand(work, readers):
            validate(run, work)
            if work.gate is not None and work.gate.stopped:
                break
        judge(work)
        work.stage_sources()
        return land_all(run, work, crashed)
