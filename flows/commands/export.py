"""`tallywire export`: what the database holds, as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from flows.commands.options import setting, settings_of
from flows.commands.sql import assignment
from flows.places import require_folder
from warehouse.connect import open_reader
from warehouse.export import FORMATS, Format
from warehouse.export import export as export_file
from warehouse.query import list_objects

DEFAULT: Final = "v_figures"


@click.command()
@click.argument("query", default=DEFAULT)
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="The file; with --all the folder.")
@click.option("--format", "-f", "style", type=click.Choice(FORMATS), help="Default: by the suffix, else parquet.")
@click.option(
    "--param", "-p", "params", multiple=True, metavar="NAME=VALUE", help="A value for $NAME; may be repeated."
)
@click.option("--all", "everything", is_flag=True, help="Every table and view, a file each.")
@setting("warehouse")
def export(
    query: str, target: Path, style: Format | None, params: tuple[str, ...], everything: bool, **options: Any
) -> None:
    """Write the answer to QUERY into a file: a table, a view, a canned query or SQL that reads. Default: v_figures.

    In CSV a text that begins like a formula (= + - @) gets an apostrophe before it, so that no spreadsheet runs what an
    article says.

    \b
    Examples:
      tallywire export --to figures.parquet
      tallywire export who_said --param speaker=Solheim --to said.csv
      tallywire export --all --format jsonl --to dump/
    """
    warehouse = settings_of(options).warehouse
    chosen: Format = style or _by_suffix(target, everything=everything)
    jobs = [(query, target)]
    if everything:
        with open_reader(warehouse) as connection:
            jobs = [(found.name, target / f"{found.name}.{chosen}") for found in list_objects(connection)]
    require_folder("--to", target if everything else target.absolute().parent)
    given = dict(assignment(param) for param in params)
    for name, path in jobs:
        rows = export_file(warehouse, name, path.absolute(), chosen, given)
        click.echo(f"{rows} rows in {path}")


def _by_suffix(target: Path, *, everything: bool) -> Format:
    """Return the format that the name of a file asks for; a folder and a name without a suffix leave it to us."""
    if everything or not target.suffix:
        return FORMATS[0]
    known = next((known for known in FORMATS if target.suffix == f".{known}"), None)
    if known is None:
        endings = ", ".join(f".{name}" for name in FORMATS)
        raise click.UsageError(
            f"--to {target}: {target.suffix} is no format that is written. Use {endings}, or --format."
        )
    return known
