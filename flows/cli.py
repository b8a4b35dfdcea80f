"""The command `tallywire`: data on stdout, progress and messages on stderr.

Exit status 0: done; 1: the data failed its gate; 2: usage, or input that cannot be read. A command's module is imported
when it is called, so that help and `explain` never wait for what they do not use.
"""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final, cast

import click

from flows.settings import SettingsError
from flows.sources import SourceError
from seeds.load import SeedError
from warehouse.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS: Final[Mapping[str, str]] = {
    "run": "Read articles into the database: the main job.",
    "explain": "Show what each line and each number was taken for, and why.",
    "sql": "Ask the database a question.",
    "export": "Write what the database holds as Parquet, CSV or JSON lines.",
    "quarantine": "Work on what was refused: list, show, replay, drop.",
    "status": "Say how the database fares: last runs, age, what waits.",
    "report": "Write the report of the database as one web page.",
    "serve": "Run the main job on a schedule until stopped.",
    "train": "Train the reader of context from labelled articles.",
}
"""Name and short help of every command; its module is `flows.commands.<name>`, its function has the same name."""

EXIT_USAGE: Final = 2
EXIT_INTERRUPTED: Final = 130
"""As shells say it: 128 and the number of the signal."""


class UnusableInputError(click.ClickException):
    """What was asked for cannot be done with what was given; the message says what to do instead."""

    exit_code = EXIT_USAGE


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """Return the command, imported now, or None for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        return cast("click.Command", getattr(import_module(f"flows.commands.{cmd_name}"), cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Write the table of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what the caller can mend becomes a message and exit status 2, not a traceback."""
        from flows.model import ModelMissingError, one_thread_each  # noqa: PLC0415 - only once something runs
        from flows.server import ServerError  # noqa: PLC0415 - as above
        from flows.weights import WeightsError  # noqa: PLC0415

        one_thread_each()
        try:
            return super().invoke(ctx)
        except (
            SettingsError,
            SeedError,
            SourceError,
            ModelMissingError,
            WeightsError,
            ServerError,
            WarehouseError,
        ) as error:
            raise UnusableInputError(str(error)) from error
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            raise click.exceptions.Exit(EXIT_INTERRUPTED) from None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tallywire")
def tallywire() -> None:
    """Read news articles into tidy, validated tables of every figure they state.

    \b
    Examples:
      tallywire run                      the sample articles
      tallywire run articles/ letter.txt
      tallywire explain letter.txt
      tallywire sql "SELECT surface, measure, speaker FROM figures"
    """


def main() -> None:
    """Run the command line; text that the terminal cannot show is escaped instead of raising."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    tallywire(prog_name="tallywire")


if __name__ == "__main__":
    main()
