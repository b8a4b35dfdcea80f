"""`tallywire serve`: the main job on a schedule, with Prefect's scheduler and page on this machine only."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import click
from cronsim import CronSim, CronSimError

from flows.commands.options import setting, settings_of
from flows.commands.run import plain
from flows.model import choose_model
from flows.places import require_places
from flows.server import HOST, end_on_sigterm, prefect_server
from flows.sources import find_sources
from flows.watch import Watch, keep_watching
from seeds.load import load_lexicon, sample_folder

DAILY = "15 6 * * *"
"""A quarter past six, UTC: overnight agency copy is in, the morning desk is not. `prefect.yaml` says the same."""

PORT = 4200
DEPLOYMENT = "tallywire"


@click.command()
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@click.option("--cron", default=DAILY, show_default=True, help="When to run, as a cron expression in UTC.")
@click.option(
    "--watch", type=float, metavar="SECONDS", help="Look for new and changed files so often, and read them at once."
)
@click.option("--port", default=PORT, show_default=True, help="Port of Prefect's page and API on this machine.")
@setting("warehouse")
@setting("reports")
@setting("model")
@setting("measures")
@setting("processes")
@setting("quarantine_limit")
@setting("thresholds")
@setting("corrections")
@setting("on_failure")
def serve(sources: tuple[str, ...], cron: str, watch: float | None, port: int, **options: Any) -> None:
    """Run the main job on SOURCEs by a schedule until stopped (Ctrl-C), one run at a time.

    \b
    Examples:
      tallywire serve articles/
      tallywire serve --cron "*/30 * * * *" articles/
      tallywire serve --watch 10 inbox/
    """
    settings = settings_of(options)
    chosen = list(sources or (str(sample_folder()),))
    for message in _still_empty(chosen, watched=watch is not None):
        click.echo(f"Nothing there yet: {message}", err=True)
    choose_model(settings.model)
    load_lexicon(settings.measures)
    require_places(settings)
    try:
        CronSim(cron, datetime.now(UTC))
    except CronSimError as error:
        message = f"{cron!r} is no cron expression ({error}); five fields, such as '*/30 * * * *'"
        raise click.BadParameter(message, param_hint="--cron") from error
    with end_on_sigterm(), prefect_server(settings.prefect_home, services=True, port=port) as server:
        from prefect.client.schemas.objects import ConcurrencyLimitConfig  # noqa: PLC0415 - Prefect reads its
        from prefect.client.schemas.objects import ConcurrencyLimitStrategy as Strategy  # noqa: PLC0415 - environment

        from flows.crashed import close_dead_runs  # noqa: PLC0415 - at import
        from flows.ingest import ingest  # noqa: PLC0415 - as above

        if server is not None:
            server.wait()
            close_dead_runs(settings, DEPLOYMENT)  # one that an earlier server left holds the place of the next
            click.echo(f"Prefect's page: http://{HOST}:{server.port}", err=True)
        click.echo(f"Reading {' '.join(chosen)} at {cron!r} (UTC); Ctrl-C ends it.", err=True)
        if watch is not None:
            Thread(target=_watch, args=(chosen, watch, plain(settings)), daemon=True).start()
        ingest.serve(
            name=DEPLOYMENT,
            cron=cron,
            limit=1,
            global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=Strategy.ENQUEUE),
            parameters={"sources": chosen, "settings": plain(settings)},
        )


def _still_empty(sources: list[str], *, watched: bool) -> tuple[str, ...]:
    """Return what is said of sources to which articles may come. Raises SourceError for one that is none.

    A folder that is not there is watched for, but a schedule alone would run over a misspelled name for ever.
    """
    there = [source for source in sources if not watched and not Path(source).is_dir()]
    find_sources(there)
    return find_sources(sources, may_be_empty=True).empty


def _watch(sources: list[str], seconds: float, settings: dict[str, Any]) -> None:
    """Have Prefect run the deployment over what is new, as soon as it is there."""
    from prefect.deployments import run_deployment  # noqa: PLC0415 - as above

    def begin(files: list[str]) -> None:
        parameters = {"sources": files, "settings": settings}
        run_deployment(f"ingest/{DEPLOYMENT}", parameters=parameters, timeout=0, as_subflow=False)

    keep_watching(Watch(sources), seconds, begin)
