"""Keeps the figures of the readers by rules as they were, and turns them into contexts. To go with those readers.

Every field they filled counts as sure, and its span is the nearest place where its words stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from transforms.records import AGE, CONTEXT_FIELDS, Choice, Context, Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from transforms.records import ContextField, PeriodPrecision, Status

UNFILLED: Final = "none"
"""What decided on null: no rule filled the field."""

_NOTHING: Final = Choice(None, None, None, 1.0, UNFILLED)


@dataclass(frozen=True, slots=True)
class RelatedFigure(Figure):
    """A figure with the fields that rules fill, as its own; `context_rules` are these fields with their rules."""

    measure: str | None = None
    subject: str | None = None
    base: str | None = None
    period: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    period_precision: PeriodPrecision | None = None
    measure_id: str | None = None
    subject_id: str | None = None
    speaker: str | None = None
    status: Status = "reported"
    context_rules: tuple[tuple[str, str], ...] = ()


def to_relate(figures: Iterable[Figure]) -> tuple[RelatedFigure, ...]:
    """Return figures to be filled."""
    return tuple(RelatedFigure(**{field.name: getattr(f, field.name) for field in fields(Figure)}) for f in figures)


def with_contexts(text: str, figures: Iterable[RelatedFigure]) -> tuple[Figure, ...]:
    """Return filled figures of `text` as figures with a context."""
    return tuple(
        Figure(
            **{field.name: getattr(f, field.name) for field in fields(Figure) if field.name != "context"},
            context=Context(
                {field: (_choice(text, f, field),) for field in CONTEXT_FIELDS},
                f.measure_id,
                f.subject_id,
                f.period_start,
                f.period_end,
                f.period_precision,
            ),
        )
        for f in figures
    )


def _choice(text: str, figure: RelatedFigure, field: ContextField) -> Choice:
    value: str | None = getattr(figure, field)
    by = dict(figure.context_rules).get(field, UNFILLED)
    if value is None or field == "status":
        return Choice(value, None, None, 1.0, by)
    if value == AGE:
        return Choice(value, figure.char_start, figure.char_end, 1.0, by)
    for words in _parts(value.split()):
        place = _place(text, figure, words)
        if place is not None:
            return Choice(" ".join(words), *place, 1.0, by)
    return _NOTHING


def _parts(words: list[str]) -> Iterator[list[str]]:
    """Yield all parts of some words that stand together, the longest first: those of a measure may stand apart."""
    for length in range(len(words), 0, -1):
        yield from (words[first : first + length] for first in range(len(words) - length + 1))


def _place(text: str, figure: Figure, words: list[str]) -> tuple[int, int] | None:
    """Return the place of `words` in the sentence that is nearest to the figure, or else in the document."""
    end = figure.sentence_start + len(figure.sentence)
    together = r"\s+".join(map(re.escape, words))
    pattern = re.compile(rf"(?<!\w){together}(?!\w)", re.IGNORECASE)
    for start, stop in ((figure.sentence_start, end), (0, len(text))):
        places = [match.span() for match in pattern.finditer(text, start, stop)]
        if places:
            return min(places, key=lambda place: abs(place[0] - figure.char_start))
    return None
