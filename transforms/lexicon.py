"""The reviewed vocabularies as the transforms see them: tables of text cells, and a digest of them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


def one_of(words: Iterable[str]) -> str:
    """Return a pattern of the literal `words` that tries every letter once, where an alternation would try every word.

    >>> one_of(["ox", "oxen"])
    '(?:o(?:x(?:e(?:n))?))'
    """
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[:1], []).append(word[1:])
    optional = "" in by_first
    branches = [first + (one_of(rest) if rest != [""] else "") for first, rest in sorted(by_first.items()) if first]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if optional else ''}"
