"""`tallywire sql`: one read-only question to the published database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from flows.commands.options import setting, settings_of
from flows.table import FORMATS
from warehouse.connect import open_reader
from warehouse.query import QueryResult, canned, list_objects, run_query

if TYPE_CHECKING:
    import duckdb

    from warehouse.query import CannedQuery


@click.command()
@click.argument("query", required=False)
@click.option(
    "--param", "-p", "params", multiple=True, metavar="NAME=VALUE", help="A value for $NAME; may be repeated."
)
@click.option("--format", "-f", "style", type=click.Choice(list(FORMATS)), default="table", show_default=True)
@setting("warehouse")
def sql(query: str | None, params: tuple[str, ...], style: str, **options: Any) -> None:
    """Ask the database QUERY: SQL that reads, the name of a canned query, or - to read SQL from standard input.

    Without QUERY: list what there is to ask.

    \b
    Examples:
      tallywire sql
      tallywire sql "SELECT speaker, surface FROM figures WHERE status = 'target'"
      tallywire sql figures_of --param source=budget
      tallywire sql --format csv who_said > said.csv
    """
    settings = settings_of(options)
    with open_reader(settings.warehouse) as connection:
        if query is None:
            result = _contents(connection)
        else:
            text = sys.stdin.read() if query == "-" else query
            result = run_query(connection, text, dict(assignment(param) for param in params))
    click.echo(FORMATS[style](result.columns, result.rows), nl=False)
    if query is None and style == "table":
        click.echo(f"\nIn {settings.warehouse}. Ask with SQL, or by a query's name: tallywire sql figures_of")


def _contents(connection: duckdb.DuckDBPyConnection) -> QueryResult:
    """Return what there is to ask: views, tables, canned queries."""
    rows: list[tuple[Any, ...]] = [(at.kind, at.name, at.n_rows, at.comment) for at in list_objects(connection)]
    rows += [("query", query.name, None, _question(query)) for query in canned()]
    return QueryResult(("kind", "name", "rows", "about"), (), tuple(rows))


def _question(query: CannedQuery) -> str:
    asked = ", ".join(f"{p.name}={p.default if p.default is not None else ''}" for p in query.parameters)
    return f"{query.question}{f' ({asked})' if asked else ''}"


def assignment(param: str) -> tuple[str, str]:
    """Return name and value of a parameter NAME=VALUE. Raises click's UsageError."""
    name, equals, value = param.partition("=")
    if not equals or not name:
        raise click.UsageError(f"--param {param!r} is not NAME=VALUE, such as --param source=budget")
    return name, value
