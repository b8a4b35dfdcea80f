"""Canonical ids of measures: the first row of the seed table whose kinds, wording and base fit a figure's own words.

What a figure leaves unsaid because its article has said it already is taken from there, for the id alone: the fields
in the text's words stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from transforms.context.legacy import RelatedFigure as Figure
    from transforms.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Measured:
    """The id of a known measure, if it is one, and whether that measure belongs to a country."""

    measure_id: str | None
    country: bool


_ROOM: Final = 10_000
"""Wordings whose measures are remembered: the same few stand in most stories."""

UNKNOWN: Final = Measured(None, country=False)

_AT_A_LEVEL: Final = re.compile(
    r"\b(?:to|at|than|reach(?:es|ed|ing)?)\s+"
    r"(?:(?:at|least|most|more|less|than|about|around|over|up|to|some|nearly|the)\s+)*$",
    re.IGNORECASE,
)
"""What stands before a level that something rises to; a change without it is a size ("up 4%")."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One measure of interest, compiled."""

    measured: Measured
    kinds: frozenset[str]
    wording: re.Pattern[str]
    base: re.Pattern[str] | None

    def fits(self, kind: str, words: str) -> bool:
        """Tell whether a figure of this kind, measured in these words, may be of this row."""
        return kind in self.kinds and self.wording.search(words) is not None


class MeasureCatalogue:
    """The measures of the lexicon, in file order: the first that fits is meant."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._rows = tuple(
            _Row(
                Measured(row["measure_id"], row["scope"] == "country"),
                frozenset(lexicon.words(row["kinds"])),
                re.compile(row["wording"]),
                re.compile(row["base"]) if row["base"] else None,
            )
            for row in lexicon.table("measures")
        )
        self._known: dict[tuple[str, str, str | None], Measured] = {}
        self._shares = {row.measured.measure_id: row for row in self._rows if row.base is not None}
        self._companies = frozenset(r["measure_id"] for r in lexicon.table("measures") if r["scope"] == "company")

    @property
    def of_companies(self) -> frozenset[str]:
        """Return the ids of measures that belong to a company: profit, revenue, the price of its shares."""
        return self._companies

    def match(self, measure: str | None, base: str | None, figure: Figure) -> Measured:
        """Return the known measure behind a measure in the text's words, its base, and the figure's kind and unit."""
        key = (figure.kind, measured_words(measure, figure), base)
        if key not in self._known:
            if len(self._known) >= _ROOM:
                self._known.clear()
            self._known[key] = self._match(*key)
        return self._known[key]

    def _match(self, kind: str, words: str, base: str | None) -> Measured:
        for row in self._rows:
            if row.fits(kind, words) and (row.base is None or (base is not None and row.base.search(base))):
                return row.measured
        return UNKNOWN

    def unified(self, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
        """Return the figures of one document, in order, with the ids that only their neighbours tell.

        A share whose base is stated once is meant wherever its measure returns without it ("raise defence spending to
        5%"), and a bare noun is the last known measure that ends in it ("spending").
        """
        stated = [row for measure_id, row in self._shares.items() if any(f.measure_id == measure_id for f in figures)]
        last: dict[tuple[str, str], str] = {}
        unified = []
        for figure in figures:
            measure_id = self._share(figure, stated) or figure.measure_id or self._shortened(figure, last)
            words = (figure.measure or "").casefold().split()
            if measure_id is not None and len(words) > 1:
                last[figure.kind, words[-1]] = measure_id
            unified.append(replace(figure, measure_id=measure_id) if measure_id != figure.measure_id else figure)
        return tuple(unified)

    def _share(self, figure: Figure, stated: list[_Row]) -> str | None:
        if figure.base is not None or not _is_level(figure):
            return None
        words = measured_words(figure.measure, figure)
        return next((row.measured.measure_id for row in stated if row.fits(figure.kind, words)), None)

    def _shortened(self, figure: Figure, last: dict[tuple[str, str], str]) -> str | None:
        measure_id = last.get((figure.kind, (figure.measure or "").casefold()))
        row = self._shares.get(measure_id)
        if row is None or row.base is None:
            return measure_id
        return measure_id if _is_level(figure) and (figure.base is None or row.base.search(figure.base)) else None


def measured_words(measure: str | None, figure: Figure) -> str:
    """Return what is measured, with the noun that a count counts."""
    return " ".join(part for part in (measure, figure.unit if figure.kind == "count" else None) if part)


def _is_level(figure: Figure) -> bool:
    before = figure.sentence[: figure.char_start - figure.sentence_start]
    return figure.change is None or _AT_A_LEVEL.search(before) is not None
