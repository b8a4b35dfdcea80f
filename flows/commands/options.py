"""The options that several commands share, each a setting that may be given in other places too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from flows.model import NO_MODEL
from flows.settings import PREFIX, Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable

HELP = {
    "warehouse": "The database file that is read from and published to.",
    "reports": "The folder for the report and the Data Docs.",
    "model": "The spaCy package that reads the language.",
    "measures": "A CSV file with measures of interest of your own, in the columns of seeds/measures.csv.",
    "processes": "How many processes read articles; 0: one a core.",
    "max_bytes": "Refuse sources larger than so many bytes.",
    "corrections": "The file of reviewed corrections of known source errors, if there is one.",
    "columns": "Which columns of tables hold what, as in text=story,title=head; usual names need no saying.",
    "thresholds": "How sure a field of context must be for the views to show it, as in measure=0.5,subject=0.6.",
    "on_failure": "A command to run when a run failed; it finds the particulars on its standard input, as JSON.",
    "quarantine_limit": "Refuse the run when a greater share of a table breaks critical rules.",
}

METAVARS = {"model": "NAME", "columns": "FIELD=COLUMN,...", "thresholds": "FIELD=SHARE,...", "on_failure": "COMMAND"}


def setting(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option of the setting `name`: its help says the variable and the default."""
    default = getattr(Settings(), name)
    shown = "" if default == "" else f" Default: {default}."
    return click.option(
        f"--{name.replace('_', '-')}",
        name,
        default=None,
        metavar=METAVARS.get(name, "N" if isinstance(default, int | float) else "PATH"),
        help=f"{HELP[name]} Also {PREFIX}{name.upper()} or [tool.tallywire] {name}.{shown}",
    )


def no_context() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option that reads figures without a language model, and so without their context."""
    return click.option(
        "--no-context",
        "model",
        flag_value=NO_MODEL,
        help="Read figures without a language model: six times as fast, and without measure, subject, speaker, "
        f"period, base and status. The same as --model {NO_MODEL}.",
    )


def settings_of(options: dict[str, Any]) -> Settings:
    """Return the settings in force with these options. Raises SettingsError."""
    return load_settings({name: value for name, value in options.items() if name in HELP})
