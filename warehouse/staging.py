"""Rows of a run on their way to its landing, in a file of their own: what a run holds in memory stays bounded.

A run reads, checks and stages some thousand documents at a time; `land` takes all of them over in one transaction.
The file belongs to one run: whoever holds the writer's lock may remove one that a killed run left.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

import duckdb

from transforms.frames import DOCUMENTS, FIGURE_CONTEXT, FIGURES, LINES
from warehouse.connect import WRITER, transaction
from warehouse.dimensions import quoted
from warehouse.landing import QUARANTINE, refusals_frame, storable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from warehouse.landing import Refusal

TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "documents": DOCUMENTS,
    "lines": LINES,
    "figures": FIGURES,
    "figure_context": FIGURE_CONTEXT,
    "quarantine": QUARANTINE,
}
SQL_TYPES: Final[Mapping[str, str]] = {
    "str": "VARCHAR",
    "int64": "BIGINT",
    "Int64": "BIGINT",
    "float64": "DOUBLE",
    "bool": "BOOLEAN",
}


class Staging:
    """The staged rows of one run; `path` is what `open_writer` attaches for the landing, once this is closed."""

    def __init__(self, path: Path) -> None:
        """Begin with an empty file, whatever a killed run left."""
        self.path = path
        remove(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = duckdb.connect(str(path), config=dict(WRITER))
        for name, columns in TABLES.items():
            listed = ", ".join(f"{quoted(column)} {SQL_TYPES[kind]}" for column, kind in columns.items())
            self._connection.execute(f"CREATE TABLE {name} ({listed})")

    def add(self, frames: Mapping[str, pd.DataFrame], refusals: Sequence[Refusal]) -> None:
        """Append the rows of some documents in one transaction, by table, in the columns of `transforms.frames`."""
        with transaction(self._connection):
            for name, given in {**frames, "quarantine": refusals_frame(refusals)}.items():
                self._connection.register("incoming", storable(given[list(TABLES[name])]))
                self._connection.execute(f"INSERT INTO {name} BY NAME FROM incoming")
                self._connection.unregister("incoming")

    def close(self) -> None:
        """Write everything into the file and let go of it; calling it again does nothing."""
        self._connection.close()


@contextmanager
def staging(path: Path) -> Iterator[Staging]:
    """Yield a fresh staging file at `path`, which is gone afterwards."""
    staged = Staging(path)
    try:
        yield staged
    finally:
        staged.close()
        remove(path)


def remove(path: Path) -> None:
    """Remove a staging file and its log, where they are."""
    for file in (path, path.with_name(path.name + ".wal")):
        with suppress(FileNotFoundError):
            file.unlink()
