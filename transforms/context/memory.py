"""What the figures read so far measured: what a later figure of the sentence or story can lean on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from transforms.context.counted import Reading

if TYPE_CHECKING:
    from transforms.context.legacy import RelatedFigure as Figure
    from transforms.context.syntax import Site

_SUMS_UP: Final = re.compile(
    r"\W*(?:That|This|It) (?:is|was|would be|will be|represents|amounts to|means) (?:an? |the )(?:[\w-]+ )?"
    r"(?:rise|fall|drop|increase|decrease|jump|cut|decline|gain|loss|change|difference|improvement|reduction)\b",
    re.IGNORECASE,
)
"""A sentence that says the figure before it in another way: "That is a drop of a fifth"."""

_FROM: Final = re.compile(r"\bfrom (?:(?:about|around|just|a|the) )*$")
_JOINED: Final = re.compile(r"(?:,| and| or| but)(?: (?:only|just|about|around|some|nearly|almost|over|by|up|down))* $")
_ELSEWHERE: Final = re.compile(r" (?:in|for|among|at|across) (?:the )?[A-Z]")
"""A place or name of its own after a figure that goes on with the measure of the one before: "and 2% in Norway"."""


class Earlier(NamedTuple):
    """A figure with its context, and what it was read to measure."""

    figure: Figure
    reading: Reading | None


class Memory:
    """The figures of one document up to the one at hand, and where the others of its sentence stand."""

    def __init__(self, figures: tuple[Figure, ...]) -> None:
        self._by_sentence: dict[int, list[Figure]] = {}
        for figure in figures:
            self._by_sentence.setdefault(figure.sentence_start, []).append(figure)
        self._places: dict[int, list[tuple[int, int]]] = {}
        self.last: Earlier | None = None
        self._here: list[tuple[Figure, Reading]] = []
        self._of_unit: dict[tuple[str, str], str] = {}

    def keep(self, figure: Figure, reading: Reading | None) -> None:
        """Take note of a figure that has its context, and of what it measures."""
        if self.before(figure) is None:
            self._here.clear()
        self.last = Earlier(figure, reading)
        if reading is not None:
            self._here.append((figure, reading))
            if reading.text and figure.kind == "count":
                self._of_unit[figure.kind, figure.unit] = reading.text

    def before(self, figure: Figure) -> Earlier | None:
        """Return the figure before this one, if it stands in the same sentence."""
        if self.last is None or self.last.figure.sentence_start != figure.sentence_start:
            return None
        return self.last

    def last_reading(self, figure: Figure) -> Reading | None:
        """Return the words of the last measure of the same kind, without its place in another sentence's parse."""
        if self.last is None or self.last.reading is None:
            return None
        if self.last.figure.kind != figure.kind and not _SUMS_UP.match(figure.sentence):
            return None
        return Reading(self.last.reading.text, "measure.earlier", None)

    def measured_before(self, figure: Figure) -> Reading | None:
        """Return what the figure before this one measured, if this one can measure the same."""
        before = self.before(figure)
        if before is None:
            return self.last_reading(figure)
        if before.figure.kind == "duration" and figure.kind != "duration":
            return self._alike(figure)
        return before.reading if before.figure.kind == figure.kind else self._alike(figure) or before.reading

    def compared(self, at: Site) -> Reading | None:
        """Return what a figure measures that only sets out or repeats another of its kind: "from $4m to $5m"."""
        alike = self._alike(at.figure) if self.before(at.figure) is not None else None
        if alike is None or not (_starts_change(at.figure) or _paired(at)):
            return None
        return Reading(alike.text, "measure.compared", alike.anchor)

    def outside(self, at: Site, reading: Reading | None) -> Reading | None:
        """Return the reading unless its word is part of another figure ("against 6m kronor"): then the one before."""
        anchor = reading.anchor if reading is not None else None
        if anchor is None or anchor.doc is not at.doc:
            return reading
        if not any(start <= anchor.idx < end for start, end in self.neighbours(at.figure)):
            return reading
        before = self.before(at.figure)
        earlier = before.reading if before is not None else None
        return Reading(earlier.text, "measure.pronoun", earlier.anchor) if earlier is not None else None

    def of_unit(self, figure: Figure) -> Reading | None:
        """Return what the last count of the same unit counted: for a bare number it is the same."""
        text = self._of_unit.get((figure.kind, figure.unit))
        return Reading(text, "measure.same_unit", None) if text is not None else None

    def row(self, figure: Figure) -> list[Figure]:
        """Return all figures of the sentence, in order."""
        return self._by_sentence[figure.sentence_start]

    def neighbours(self, figure: Figure) -> tuple[tuple[int, int], ...]:
        """Return where the other figures of the sentence stand in it."""
        start = figure.sentence_start
        if start not in self._places:
            self._places[start] = [(f.char_start - start, f.char_end - start) for f in self.row(figure)]
        here = figure.char_start - start
        return tuple(span for span in self._places[start] if span[0] != here)

    def surfaces(self, figure: Figure) -> tuple[str, ...]:
        """Return the surfaces of all figures of the sentence: none of them is part of a name or measure."""
        return tuple(f.surface for f in self.row(figure))

    def _alike(self, figure: Figure) -> Reading | None:
        """Return what the last figure of the same kind and unit in the sentence measured."""
        return next((r for f, r in reversed(self._here) if (f.kind, f.unit) == (figure.kind, figure.unit)), None)


def _starts_change(figure: Figure) -> bool:
    """Tell whether a figure is where a change began: "from $4m to $5m"."""
    return _FROM.search(figure.sentence[: figure.char_start - figure.sentence_start]) is not None


def _paired(at: Site) -> bool:
    """Tell whether a figure only repeats the one before for somebody else: "4% in Norway and 2% in Denmark"."""
    sentence, start = at.figure.sentence, at.figure.char_start - at.figure.sentence_start
    joined = at.head.dep_ == "conj" and _JOINED.search(sentence[:start]) is not None
    return joined and _ELSEWHERE.match(sentence, start + len(at.figure.surface)) is not None
