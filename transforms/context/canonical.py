"""Canonical ids of measures: the first row of the seed table whose kinds, wording and base fit a figure's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from transforms.lexicon import Lexicon
    from transforms.records import Figure


@dataclass(frozen=True, slots=True)
class Measured:
    """The id of a known measure, if it is one, and whether that measure belongs to a country."""

    measure_id: str | None
    country: bool


_ROOM: Final = 10_000
"""Wordings whose measures are remembered: the same few stand in most stories."""

UNKNOWN: Final = Measured(None, country=False)


class MeasureCatalogue:
    """The measures of the lexicon, in file order: the first that fits is meant."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._rows = tuple(
            (
                frozenset(lexicon.words(row["kinds"])),
                re.compile(row["wording"]),
                re.compile(row["base"]) if row["base"] else None,
                Measured(row["measure_id"], row["scope"] == "country"),
            )
            for row in lexicon.table("measures")
        )
        self._known: dict[tuple[str, str, str | None], Measured] = {}
        self._companies = frozenset(r["measure_id"] for r in lexicon.table("measures") if r["scope"] == "company")

    @property
    def of_companies(self) -> frozenset[str]:
        """Return the ids of measures that belong to a company: profit, revenue, the price of its shares."""
        return self._companies

    def match(self, measure: str | None, base: str | None, figure: Figure) -> Measured:
        """Return the known measure behind a measure in the text's words, its base, and the figure's kind and unit."""
        words = " ".join(part for part in (measure, figure.unit if figure.kind == "count" else None) if part)
        key = (figure.kind, words, base)
        if key not in self._known:
            if len(self._known) >= _ROOM:
                self._known.clear()
            self._known[key] = self._match(*key)
        return self._known[key]

    def _match(self, kind: str, words: str, base: str | None) -> Measured:
        for kinds, wording, wanted_base, measured in self._rows:
            if kind not in kinds or not wording.search(words):
                continue
            if wanted_base is None or (base is not None and wanted_base.search(base)):
                return measured
        return UNKNOWN
