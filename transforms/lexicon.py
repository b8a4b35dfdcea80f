"""The reviewed vocabularies as the transforms see them: tables of text cells, and a digest of them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every seed table by name. `version` changes whenever a row of any of them does."""

    tables: Mapping[str, tuple[Row, ...]]
    version: str

    def table(self, name: str) -> tuple[Row, ...]:
        """Return the rows of the table `name`, in file order. Raises KeyError with the names there are."""
        try:
            return self.tables[name]
        except KeyError:
            known = ", ".join(sorted(self.tables))
            raise KeyError(f"no seed table {name!r}; there are: {known}") from None

    def words(self, cell: str) -> tuple[str, ...]:
        """Return the alternatives of a cell that lists several, separated by `|`."""
        return tuple(part for part in (p.strip() for p in cell.split("|")) if part)
