"""Which candidates of the document a field of a figure is chosen among."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from transforms.context.propose.candidates import NAMED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transforms.context.parse import Parse
    from transforms.context.propose.candidates import Candidate
    from transforms.context.propose.pool import Pool
    from transforms.context.scene import Scene
    from transforms.records import Figure

TEXT_FIELDS: Final = ("measure", "subject", "base", "period", "speaker")

OF_FIELD: Final = {
    "measure": frozenset({"noun", "noun_of", "noun_full", "predicate", "adjective", "age", "name", "organization"}),
    "subject": frozenset({*NAMED, "pronoun", "noun", "noun_of", "noun_full"}),
    "base": frozenset({"noun", "noun_wide", "noun_full", "rate", "amount", "name", "organization", "place", "pronoun"}),
    "period": frozenset({"time", "prep", "noun_wide", "clause"}),
    "speaker": frozenset({*NAMED, "pronoun", "noun", "noun_of"}),
}
"""The kinds of candidate that may fill each field."""

_BACK: Final = {"measure": 2, "subject": 2, "base": 1, "period": 1, "speaker": 2}
"""Sentences before the figure's own whose phrases are candidates; names are from all of the document."""

_AFTER: Final = {"measure": 0, "subject": 0, "base": 0, "period": 0, "speaker": 2}
NEAREST: Final = 3
"""Mentions of a name that are looked at, the nearest to the figure, beside the first in the document."""


class View:
    """The candidates of one document as its figures see them."""

    def __init__(self, scene: Scene, parses: Mapping[int, Parse], pool: Pool, figures: tuple[Figure, ...]) -> None:
        self.scene = scene
        self.parses = parses
        self.pool = pool
        self.figures = figures
        self._starts = [s.start for s in scene.spans]
        self._mentions: dict[str, list[int]] = {}
        for i, candidate in enumerate(pool.candidates):
            if candidate.kind in NAMED:
                self._mentions.setdefault(candidate.value, []).append(i)

    def sentence_of(self, figure: Figure) -> int:
        """Return the number of the sentence that holds a figure."""
        return max(0, bisect_right(self._starts, figure.sentence_start) - 1)

    def candidates(self, figure: Figure, field: str) -> list[int]:
        """Return the numbers of the candidates for a field of a figure, in the order of the text."""
        here, kinds = self.sentence_of(figure), OF_FIELD[field]
        found: set[int] = set()
        for n in range(max(0, here - _BACK[field]), min(len(self._starts), here + _AFTER[field] + 1)):
            for i in self.pool.by_sentence[n]:
                candidate = self.pool.candidates[i]
                if candidate.kind not in kinds or (n > here and candidate.kind not in NAMED):
                    continue
                if candidate.kind in {"age", "rate"}:
                    if abs(candidate.start - figure.char_end) > 2 and candidate.start != figure.char_start:
                        continue
                elif _overlap(candidate, figure):
                    continue
                found.add(i)
        if field in {"subject", "speaker"}:
            for mentions in self._mentions.values():
                apart = [i for i in mentions if not _overlap(self.pool.candidates[i], figure)]
                near = sorted(apart, key=lambda i: abs(self.pool.candidates[i].start - figure.char_start))
                found.update(near[:NEAREST])
                found.update(apart[:1])
        return sorted(found)


def _overlap(candidate: Candidate, figure: Figure) -> bool:
    return candidate.start < figure.char_end and figure.char_start < candidate.end
