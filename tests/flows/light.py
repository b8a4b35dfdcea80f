"""The main job without Prefect's server, the language model and Great Expectations: a tenth of the time of the whole.

For tests of what is read, landed and published; the gate and the server have their own.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from expectations.quarantine import Separation, nothing_quarantined
from flows.corrections import load_corrections
from flows.lock import only_run
from flows.reading import Readers
from flows.run import Work, new_run
from flows.tasks import begin, land_all, open_sources, publish_all, record_failure, still_holding
from warehouse.staging import staging

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flows.run import Summary
    from flows.settings import Settings

CHUNK = 5


@cache
def readers(rules: str) -> Readers:
    """Return the readers that all runs without corrections by these rules share, forked processes too."""
    made = Readers("none", 1)
    made.read([])
    return made


def light_run(
    settings: Settings,
    sources: Sequence[str],
    at: Callable[[str], object] = lambda _: None,
    backfill: dict[str, Any] | None = None,
) -> Summary:
    """Run all stages but the gate; `at` hears of each as it begins."""
    at("lock")
    run = new_run(settings)
    corrections = load_corrections(settings.corrections)
    reading = readers(run.start.rules_version) if not corrections else Readers("none", 1, corrections)
    with only_run(settings):
        at("begin")
        crashed = begin.fn(run)
        try:
            with staging(settings.staging) as staged:
                at("sources")
                holding = still_holding(run)
                work = Work(open_sources.fn(run, sources, backfill, holding), staged, holding)
                at("read")
                while documents := work.intake.chunk(CHUNK):
                    work.reading = reading.read(documents)
                    for rejection in work.reading.failed:
                        work.intake.reject(rejection)
                    at("stage")
                    work.stage(Separation(work.reading.frames, nothing_quarantined()))
                    at("read")
                work.stage_sources()
                at("land")
                summary = land_all.fn(run, work, crashed)
        except BaseException as error:
            record_failure(run, error)
            raise
        at("publish")
        publish_all.fn(run)
    at("end")
    return summary
