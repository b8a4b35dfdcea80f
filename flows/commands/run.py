"""`tallywire run`: the main job, with a Prefect server beside it for as long as it takes."""

from __future__ import annotations

import logging
import re
import shlex
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.commands.options import no_context, setting, settings_of
from flows.corrections import load_corrections
from flows.model import choose_model, load_model
from flows.places import require_places
from flows.server import end_on_sigterm, prefect_server
from flows.sources import find_sources
from seeds.load import load_lexicon, sample_folder

if TYPE_CHECKING:
    from flows.run import Summary
    from flows.settings import Settings

EXIT_GATE = 1
DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
FIRST_QUESTION = '"SELECT stated, measure, subject, status, said_by FROM v_figures"'
EXIT_UNREADABLE = 2
INTERRUPTED_QUERY = "Query interrupted"
"""What DuckDB makes of a Ctrl-C that reaches it in the middle of a statement: a RuntimeError of these words."""


@click.command()
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@setting("warehouse")
@setting("reports")
@setting("model")
@no_context()
@setting("measures")
@setting("processes")
@setting("max_bytes")
@setting("quarantine_limit")
@setting("thresholds")
@setting("corrections")
@setting("columns")
@setting("on_failure")
@click.option("--backfill", is_flag=True, help="Read documents of the database again: those read by other rules.")
@click.option("--outlet", help="With --backfill: only outlets whose name holds this text.")
@click.option("--since", metavar="DATE", help="With --backfill: only articles published on that day or later.")
@click.option("--until", metavar="DATE", help="With --backfill: only articles published on that day or earlier.")
@click.option("--rule", help="With --backfill: only documents in which this rule decided something.")
@click.option("--verbose", "-v", is_flag=True, help="Show what Prefect does.")
def run(sources: tuple[str, ...], verbose: bool, backfill: bool, **options: Any) -> None:
    """Read SOURCEs into the database, check them, and publish database and report.

    A SOURCE is an article (text, Markdown, HTML), a table of articles (.jsonl, .csv, .tsv, .parquet), an archive (.zip,
    .tar, .gz, WARC), a folder of these, an address (s3://, https:// ...), or - for standard input; without any, the
    sample articles are read.
    What was read before, by the same rules, is not read again.

    \b
    Examples:
      tallywire run
      tallywire run articles/ letter.txt
      tallywire run --warehouse mine.duckdb articles/
      tallywire run --backfill --since 2025-01 --outlet gazette
    """
    settings = settings_of(options)
    selection = _selection(options, backfill=backfill)
    chosen = sources if sources or backfill else (str(sample_folder()),)
    find_sources(chosen)
    choose_model(settings.model)
    load_corrections(settings.corrections)
    load_lexicon(settings.measures)
    require_places(settings)
    summary = run_flow(chosen, settings, selection, verbose=verbose)
    from flows.summary import summary_lines  # noqa: PLC0415 - as below

    given = f" --warehouse {shlex.quote(options['warehouse'])}" if options["warehouse"] else ""
    click.echo("\n".join([*summary_lines(summary), f"Next: tallywire sql{given} {FIRST_QUESTION}"]))
    if summary.counts.read == summary.counts.rejected > 0:
        raise click.exceptions.Exit(EXIT_UNREADABLE)


def _selection(options: dict[str, Any], *, backfill: bool) -> dict[str, str] | None:
    """Return which documents of the database to read again, None for none."""
    chosen = {name: options[name] for name in ("outlet", "since", "until", "rule") if options[name] is not None}
    if chosen and not backfill:
        raise click.UsageError(f"--{next(iter(chosen))} chooses documents of the database: say --backfill too")
    for name in ("since", "until"):
        if name in chosen and not DATE.fullmatch(chosen[name]):
            raise click.BadParameter(
                f"{chosen[name]!r} is no date such as 2025-03-31, 2025-03 or 2025", param_hint=name
            )
    return chosen if backfill else None


def run_flow(
    sources: tuple[str, ...], settings: Settings, backfill: dict[str, Any] | None = None, *, verbose: bool = False
) -> Summary:
    """Run the flow; the server boots in its own process while this one imports what the flow needs."""
    first = not settings.prefect_home.exists()
    with end_on_sigterm(), prefect_server(settings.prefect_home, verbose=verbose) as server:
        from expectations.outcome import GateError  # noqa: PLC0415 - Prefect reads its environment at import,
        from flows.ingest import ingest  # noqa: PLC0415 - and this takes the seconds the server needs

        _quiet(verbose=verbose)
        load_model(settings.model)
        if first:
            import_module("expectations.gate")  # the server migrates its database meanwhile
        if server is not None:
            server.wait()
        try:
            return ingest(list(sources), plain(settings), backfill)
        except GateError as error:
            click.echo(f"Error: {error}\nSee {settings.reports}.", err=True)
            raise click.exceptions.Exit(EXIT_GATE) from error
        except RuntimeError as error:
            if str(error) == INTERRUPTED_QUERY:
                raise KeyboardInterrupt from error
            raise
        finally:
            _send_logs()


def _quiet(*, verbose: bool) -> None:
    """Keep Prefect's account of errors off the terminal: they are raised to us, and said once in our own words."""
    for name in ("prefect.flow_runs", "prefect.task_runs"):
        logging.getLogger(name).propagate = verbose


def _send_logs() -> None:
    """Let Prefect deliver what it has logged while its server still listens."""
    for handler in logging.getLogger("prefect.flow_runs").handlers:
        handler.flush()


def plain(settings: Settings) -> dict[str, str | int | float]:
    """Return the settings as the parameters of a flow: text and numbers."""
    return {name: str(value) if isinstance(value, Path) else value for name, value in asdict(settings).items()}
