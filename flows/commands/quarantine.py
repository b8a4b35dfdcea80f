"""`tallywire quarantine`: what was refused, as a place to work: list, show, replay, drop."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from flows.commands.options import setting, settings_of
from flows.explain import CONTROL
from flows.lock import close_crashed, only_run
from flows.places import require_places
from flows.report.page import write_report
from flows.table import FORMATS
from transforms.records import STAGES
from warehouse.connect import open_reader, open_writer
from warehouse.migrate import prepare
from warehouse.publish import adopt, publish
from warehouse.quarantine import drop as drop_refusals
from warehouse.quarantine import shown, waiting, whole_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from flows.settings import Settings

STATES: Final = ("open", "replayed", "dropped", "all")
SHOWN_FIRST: Final = ("quarantine_id", "state", "stage", "rule_ids", "reason", "source", "outlet", "title", "doc_id")


@click.group()
def quarantine() -> None:
    """Work on what was refused: look at it, have it read again after a fix, or set it aside.

    \b
    Examples:
      tallywire quarantine list --rule unit.none
      tallywire quarantine show 4f2a
      tallywire quarantine replay --rule unit.none
      tallywire quarantine drop 4f2a --why "a list number"
    """


def choice(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose refusals by what they are."""
    for option in (
        click.option("--stage", type=click.Choice(STAGES), help="Only what was refused at this stage."),
        click.option("--rule", help="Only what broke this rule."),
        click.option("--source", help="Only sources whose name holds this text."),
    ):
        command = option(command)
    return command


@quarantine.command("list")
@choice
@click.option("--state", type=click.Choice(STATES), default="open", show_default=True, help="What became of it.")
@click.option("--format", "-f", "style", type=click.Choice(list(FORMATS)), default="table", show_default=True)
@setting("warehouse")
def list_(stage: str | None, rule: str | None, source: str | None, state: str, style: str, **options: Any) -> None:
    """List what was refused, newest first."""
    with open_reader(settings_of(options).warehouse) as connection:
        found = waiting(connection, state=None if state == "all" else state, stage=stage, rule=rule, source=source)
    click.echo(FORMATS[style](found.columns, found.rows), nl=False)


@quarantine.command()
@click.argument("refusal")
@setting("warehouse")
def show(refusal: str, **options: Any) -> None:
    """Show one REFUSAL whole, by its id or the beginning of it: the row, the reason, the line it stands in."""
    with open_reader(settings_of(options).warehouse) as connection:
        (whole,) = whole_ids(connection, [refusal])
        row = shown(connection, whole)
    click.echo("\n".join(_told(row)))


def _told(row: Mapping[str, Any]) -> Iterator[str]:
    for name in SHOWN_FIRST:
        if row[name] is not None:
            value = " ".join(row[name]) if name == "rule_ids" else row[name]
            yield f"{name.removesuffix('_ids').removeprefix('quarantine_'):<9} {value}".translate(CONTROL)
    yield f"refused   {row['quarantined_at']:%Y-%m-%d %H:%M} UTC by run {row['run_id']}"
    if row["settled_at"] is not None:
        yield f"settled   {row['settled_at']:%Y-%m-%d %H:%M} UTC by {row['settled_by']}".translate(CONTROL)
    refused = json.loads(row["row"])
    if row["line"] is not None:
        start = max(refused["char_start"] - row["line_start"], 0)
        yield ""
        yield f"  {row['line']}".translate(CONTROL)
        yield "  " + " " * start + "^" * max(refused.get("char_end", 0) - refused["char_start"], 1)
    yield ""
    yield json.dumps(refused, ensure_ascii=False, indent=2)


@quarantine.command()
@click.argument("refusals", nargs=-1)
@choice
@click.option("--all", "everything", is_flag=True, help="All that waits.")
@setting("warehouse")
@setting("reports")
@setting("model")
@setting("processes")
@setting("corrections")
@setting("quarantine_limit")
@setting("thresholds")
def replay(refusals: tuple[str, ...], everything: bool, **options: Any) -> None:
    """Read the documents of REFUSALS again, by the rules and corrections of now: what passes lands.

    Name refusals by their ids, or choose those that wait by --rule, --stage, --source or --all.
    """
    from flows.commands.run import run_flow  # noqa: PLC0415 - it starts a server

    settings = settings_of(options)
    chosen = {name: options[name] for name in ("stage", "rule", "source")}
    if not (refusals or everything or any(chosen.values())):
        raise click.UsageError("name refusals, or choose them by --rule, --stage, --source or --all")
    with open_reader(settings.warehouse) as connection:
        ids = whole_ids(connection, refusals) or [row[0] for row in waiting(connection, **chosen).rows]
    if not ids:
        click.echo("Nothing of that kind waits.")
        return
    require_places(settings)
    summary = run_flow((), settings, {"refusals": ids})
    with open_reader(settings.warehouse) as connection:
        still = {row[0] for row in waiting(connection).rows} & set(ids)
    click.echo(f"Run {summary.run_id}: of {len(ids)} refusals {len(ids) - len(still)} are settled, {len(still)} wait.")


@quarantine.command()
@click.argument("refusals", nargs=-1, required=True)
@click.option("--why", required=True, help="The reason, kept with the row.")
@setting("warehouse")
@setting("reports")
def drop(refusals: tuple[str, ...], why: str, **options: Any) -> None:
    """Set REFUSALS aside for good, with the reason; a later run that refuses the same leaves them so."""
    settings = settings_of(options)
    require_places(settings)
    click.echo(f"{set_aside(settings, refusals, why)} set aside.")


def set_aside(settings: Settings, refusals: Sequence[str], why: str) -> int:
    """Set refusals aside, publish that, and return how many they are. Raises QueryError for an id that is none."""
    with only_run(settings):
        adopt(settings.warehouse, settings.working)
        with open_writer(settings.working) as connection:
            prepare(connection)
            close_crashed(connection)  # readers see no run that is at work
            dropped = drop_refusals(connection, whole_ids(connection, refusals), why, datetime.now(UTC))
        publish(settings.working, settings.warehouse)
    write_report(settings.warehouse, settings.reports, settings.home)
    return dropped
