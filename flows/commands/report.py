"""`tallywire report`: write the report of the published database."""

from __future__ import annotations

from typing import Any

import click

from flows.commands.options import setting, settings_of
from flows.places import require_folder
from flows.report.page import write_report


@click.command()
@setting("warehouse")
@setting("reports")
def report(**options: Any) -> None:
    """Write the report of the database as one web page that needs no network, and print its path.

    \b
    Example:
      tallywire report --reports public/
    """
    settings = settings_of(options)
    require_folder("reports", settings.reports)
    click.echo(write_report(settings.warehouse, settings.reports, settings.home))
