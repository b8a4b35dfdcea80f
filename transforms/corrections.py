"""Applies reviewed corrections of known source errors: each says what it expects to find, and fails when that is gone.

A correction changes what a figure or an article *means* in the tables, never its surface: the characters stay those of
the source.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from transforms.records import (
    CHANGES,
    COMPARATORS,
    CONTEXT_FIELDS,
    KINDS,
    STATUSES,
    Article,
    Choice,
    Context,
    Figure,
    Rejection,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NUMBERS: Final = frozenset({"value", "low", "high"})
WORDS: Final = frozenset({"unit", "measure", "subject", "base", "period", "speaker"})
CLOSED: Final[Mapping[str, Sequence[str]]] = {
    "kind": KINDS,
    "comparator": COMPARATORS,
    "change": CHANGES,
    "status": STATUSES,
}
REQUIRED: Final = frozenset({"kind", "unit", "comparator", "status"})
OF_FIGURE: Final = NUMBERS | WORDS | CLOSED.keys()
OF_DOCUMENT: Final = frozenset({"outlet", "title", "byline"})
FOLLOWS: Final[Mapping[str, Mapping[str, None]]] = {
    "period": {"period_start": None, "period_end": None, "period_precision": None},
    "measure": {"measure_id": None},
    "base": {"measure_id": None},
    "subject": {"subject_id": None},
}
"""What a corrected field takes along: ids and dates that were those of the other words."""

BY: Final = "correction"
"""What a choice says that a person made; it needs no place in the document."""

GONE: Final = "correction.gone"
"""The rule that refuses a document whose correction finds something else than it expects."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One reviewed correction of a document, known by its content.

    `surface` and `nth` (from 1, of figures with that surface) name a figure; an empty surface means the article itself.
    The `field` must hold `expects`, and gets `becomes`; empty stands for nothing there.
    """

    doc_id: str
    surface: str
    nth: int
    field: str
    expects: str
    becomes: str
    reason: str


def problem_of(correction: Correction) -> str | None:
    """Return what is wrong with a correction before any article is read, in words; None when nothing is."""
    known = OF_FIGURE if correction.surface else OF_DOCUMENT
    if correction.field not in known:
        return f"field {correction.field!r}: with{'' if correction.surface else 'out'} a surface, one of " + ", ".join(
            sorted(known)
        )
    if correction.field in CLOSED and correction.becomes and correction.becomes not in CLOSED[correction.field]:
        return f"becomes {correction.becomes!r}: one of " + ", ".join(CLOSED[correction.field])
    if correction.field in REQUIRED and not correction.becomes:
        return f"becomes nothing: every figure has a {correction.field}"
    for cell in (correction.expects, correction.becomes):
        if correction.field in NUMBERS and cell and _number(cell) is None:
            return f"{cell!r}: a number such as 2500000 or 2.5"
    return None


def corrected(article: Article, corrections: Sequence[Correction]) -> Article | Rejection:
    """Return `article` with its corrections, or the refusal of the whole document when one no longer fits."""
    for correction in corrections:
        made = _figures(article, correction) if correction.surface else _document(article, correction)
        if isinstance(made, str):
            reason = f"a correction ({correction.reason}) does not fit any more: {made}; mend or remove its row"
            document = article.document
            return Rejection("relate", document.source, GONE, reason, document.doc_id)
        article = made
    return article


def _document(article: Article, correction: Correction) -> Article | str:
    found = getattr(article.document, correction.field)
    if not _same(found, correction.expects):
        return _unmet(correction, found)
    changes: dict[str, Any] = {correction.field: correction.becomes or None}
    return replace(article, document=replace(article.document, **changes))


def _figures(article: Article, correction: Correction) -> Article | str:
    seen: Counter[str] = Counter()
    figures: list[Figure] = []
    met = False
    for figure in article.figures:
        seen[figure.surface] += 1
        if figure.surface == correction.surface and seen[figure.surface] == correction.nth:
            met, found = True, getattr(figure, correction.field)
            if not _same(found, correction.expects):
                return _unmet(correction, found)
            figures.append(_changed(figure, correction))
        else:
            figures.append(figure)
    if not met:
        return f"figure {correction.nth} of the surface {correction.surface!r} is not there"
    return replace(article, figures=tuple(figures))


def _changed(figure: Figure, correction: Correction) -> Figure:
    for field in CONTEXT_FIELDS:
        if field == correction.field:
            context = figure.context or Context({})
            choices = {**context.choices, field: (Choice(correction.becomes or None, None, None, 1.0, BY),)}
            follows: dict[str, Any] = {**FOLLOWS.get(field, {})}
            return replace(figure, context=replace(context, choices=choices, **follows))
    changes: dict[str, Any] = {correction.field: _cell(correction)}
    return replace(figure, **changes)


def _unmet(correction: Correction, found: object) -> str:
    where = f"the {correction.field} of {correction.surface!r}" if correction.surface else f"the {correction.field}"
    return f"{where} is {'nothing' if found is None else found}, not {correction.expects or 'nothing'}"


def _same(found: object, expects: str) -> bool:
    if isinstance(found, Decimal):
        return _number(expects) == found
    return (found or "") == expects


def _cell(correction: Correction) -> Decimal | str | None:
    return _number(correction.becomes) if correction.field in NUMBERS else correction.becomes or None


def _number(cell: str) -> Decimal | None:
    try:
        return Decimal(cell)
    except InvalidOperation:
        return None
