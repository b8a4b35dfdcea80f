"""`tallywire status`: whether the database fares well, for people and for whatever watches it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from flows.commands.options import setting, settings_of
from flows.explain import CONTROL
from flows.lock import at_work, only_run
from warehouse.connect import open_reader
from warehouse.errors import WarehouseError
from warehouse.health import health, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flows.settings import Settings
    from warehouse.health import Health, RunState

EXIT_UNWELL: Final = 1
HOUR: Final = 3600.0
MOST_RULES: Final = 8
"""Rules of the quarantine that are listed; the rest is counted."""


@click.command()
@click.option("--max-age", type=float, metavar="HOURS", help="Not well when no run has succeeded for so long.")
@click.option("--max-waiting", type=int, metavar="N", help="Not well when more refusals than that wait.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@setting("warehouse")
def status(max_age: float | None, max_waiting: int | None, as_json: bool, **options: Any) -> None:
    """Say how the database fares: the last runs, the age of the data, what waits in quarantine.

    The exit status is 0 when all is well, 1 when something is not (and what is printed), 2 when there is no database.

    \b
    Examples:
      tallywire status
      tallywire status --max-age 26 --json
    """
    settings = settings_of(options)
    now = datetime.now(UTC)
    with open_reader(settings.warehouse) as connection:
        found = health(connection, now)
    busy = at_work(settings)
    problems = list(_problems(found, _killed(settings) if not busy else (), max_age, max_waiting))
    if as_json:
        told = asdict(found) | {"at_work": busy, "problems": problems, "warehouse": str(settings.warehouse)}
        click.echo(json.dumps(told, ensure_ascii=False, default=str))
    else:
        click.echo("\n".join(line.translate(CONTROL) for line in _lines(found, problems, settings, busy=busy)))
    if problems:
        raise click.exceptions.Exit(EXIT_UNWELL)


def _killed(settings: Settings) -> Sequence[str]:
    """Return the runs that ended without a word; only the working database knows them until the next run."""
    if not settings.working.exists():
        return ()
    try:
        with only_run(settings, 0.0), open_reader(settings.working) as connection:
            return running(connection)
    except WarehouseError:
        return ()  # a run has begun meanwhile: it will say so itself


def _problems(found: Health, killed: Sequence[str], max_age: float | None, max_waiting: int | None) -> Iterator[str]:
    """Yield what is not well, a sentence each."""
    for run_id in killed:
        yield f"run {run_id} was killed; the next run closes it and goes on from what had landed"
    ended = next((run for run in found.runs if run.finished_at is not None), None)
    if ended is not None and ended.status != "succeeded":
        yield f"the last run, {ended.run_id}, {ended.status}: {ended.error}"
    if found.age is None:
        yield "no run has succeeded yet"
    elif max_age is not None and found.age > max_age * HOUR:
        yield f"no run has succeeded for {found.age / HOUR:.1f} hours, allowed are {max_age:g}"
    waiting = sum(kind.refusals for kind in found.waiting)
    if max_waiting is not None and waiting > max_waiting:
        yield f"{waiting} refusals wait in quarantine, allowed are {max_waiting}"


def _lines(found: Health, problems: Sequence[str], settings: Settings, *, busy: bool) -> Iterator[str]:
    yield f"{settings.warehouse}: {'all is well' if not problems else 'not well'}"
    for problem in problems:
        yield f"  problem    {problem}"
    if busy:
        yield "  now        a run is at work"
    newest = f", the newest of {found.newest}" if found.newest else ""
    yield f"  content    {found.documents} articles{newest}, {found.figures} figures"
    if found.age is not None:
        yield f"  age        a run succeeded {_ago(found.age)} ago"
    if found.readings > 1:
        yield f"  readings   {found.readings} versions of rules or model: tallywire run --backfill reads the older ones"
    for run in found.runs:
        yield f"  run        {run.run_id}  {run.status}  {_outcome(run)}"
    if not found.waiting:
        yield "  waiting    nothing in quarantine"
    for kind in found.waiting[:MOST_RULES]:
        yield f"  waiting    {kind.refusals} of {kind.rule_id} ({kind.stage}), since {kind.since:%Y-%m-%d}"
    if len(found.waiting) > MOST_RULES:
        yield f"  waiting    and {len(found.waiting) - MOST_RULES} rules more: tallywire quarantine list"


def _outcome(run: RunState) -> str:
    if run.status != "succeeded":
        return run.error or "at work"
    sources = f"{run.read} read, {run.new} new, {run.rejected} rejected"
    return f"{sources}; {run.accepted} figures, {run.quarantined} refused"


def _ago(seconds: float) -> str:
    for size, name in ((86_400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {name}"
    return f"{max(seconds, 0):.0f} seconds"
