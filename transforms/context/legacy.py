"""Keeps the figures of the readers by rules as they were, and turns them into contexts. To go with those readers.

Every field they filled counts as sure, and its span is the nearest place where its words stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from transforms.records import AGE, CONTEXT_FIELDS, Choice, Context, Figure

if TYPE_CHECKING:
    from collections.abc import Iterable
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
    place = _place(text, figure, value)
    return Choice(" ".join(text[slice(*place)].split()), *place, 1.0, by) if place else _NOTHING


def _place(text: str, figure: Figure, value: str) -> tuple[int, int] | None:
    """Return the place of `value` in the sentence that is nearest to the figure, or else in the document.

    Of words that stand apart the longest part is taken that stands together: a value always has a place.
    """
    words = value.split()
    end = figure.sentence_start + len(figure.sentence)
    for length in range(len(words), 0, -1):
        for first in range(len(words) - length + 1):
            part = r"\s+".join(map(re.escape, words[first : first + length]))
            pattern = re.compile(rf"(?<!\w){part}(?!\w)", re.IGNORECASE)
            for start, stop in ((figure.sentence_start, end), (0, len(text))):
                places = [match.span() for match in pattern.finditer(text, start, stop)]
                if places:
                    return min(places, key=lambda place: abs(place[0] - figure.char_start))
    return None
