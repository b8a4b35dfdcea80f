"""Small stories with their figures marked, for tests of what comes after reading the figures."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from seeds.load import load_lexicon
from transforms.context.relate import Relater
from transforms.records import Document, Figure, Line, digest
from transforms.sentences import parse_text, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.language import Language
    from spacy.tokens import Doc

    from transforms.context.legacy import RelatedFigure

_MARK = re.compile(r"\[([^\]|]+)\|(\w+)(?:\|([^\]]+))?\]")
"""`[4%|percent]`, `[40|count|boat]`: the figure's surface, its kind and its unit."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_UNITS = {
    "percent": "%",
    "money": "USD",
    "ratio": "fraction",
    "duration": "year",
    "percentage_point": "pp",
    "rank": "rank",
}


@cache
def relater() -> Relater:
    """Return the relater of the installed seeds."""
    return Relater(load_lexicon())


def story(marked: str) -> tuple[Document, tuple[Line, ...], tuple[Figure, ...]]:
    """Return the document, body lines and figures of a text whose figures are marked."""
    text = _MARK.sub(lambda m: m[1], marked)
    lines, at = [], 0
    for n, line in enumerate(text.split("\n"), 1):
        if line.strip():
            lines.append(Line(n, at, at + len(line), "body", None, line))
        at += len(line) + 1
    spans = sentences(text, tuple(lines))
    figures, shift = [], 0
    for mark in _MARK.finditer(marked):
        start = mark.start() - shift
        shift += len(mark.group()) - len(mark[1])
        end = start + len(mark[1])
        span = next(s for s in spans if s.start <= start and end <= s.end)
        line = next(x for x in lines if x.char_start <= start < x.char_end)
        unit = mark[3] or _UNITS.get(mark[2], "person")
        kind: Any = mark[2]
        sentence = text[span.start : span.end]
        number = _NUMBER.search(mark[1])
        value = Decimal(number[0]) if number is not None else None
        figures.append(Figure(line.n, start, end, mark[1], sentence, span.start, kind, unit, "test", value=value))
    document = Document(digest(text), "test", text, "utf-8", "text", len(text.encode()))
    return document, tuple(lines), tuple(figures)


def related(marked: str, nlp: Language) -> tuple[RelatedFigure, ...]:
    """Return the figures of a marked text with their context."""
    document, lines, figures = story(marked)
    parsed = {f.sentence_start: nlp(parse_text(f.sentence)) for f in figures}
    return relate(document, lines, figures, parsed)


def relate(
    document: Document, lines: tuple[Line, ...], figures: tuple[Figure, ...], parsed: Mapping[int, Doc]
) -> tuple[RelatedFigure, ...]:
    """Return the figures of a document with their context, its sentences found as the reader of articles does."""
    return relater().relate(document.text, lines, sentences(document.text, lines), figures, parsed)


def only(marked: str, nlp: Language) -> RelatedFigure:
    """Return the one figure of a marked text with its context."""
    (figure,) = related(marked, nlp)
    return figure


Told = dict[str, str | None]
"""Fields of a figure and what they hold."""


def case(name: str, text: str, **expected: str | None) -> Any:
    """Return a row of a table of small stories: what is told of the last figure of a marked text, in some fields."""
    return pytest.param(text, expected, id=name)


def table(*cases: Any) -> pytest.MarkDecorator:
    """Return the parametrization of a test over rows, as `text` and `expected`."""
    return pytest.mark.parametrize(("text", "expected"), cases)


def told(marked: str, fields: Iterable[str], nlp: Language) -> Told:
    """Return what the last figure of a marked text holds in `fields`."""
    figure = related(marked, nlp)[-1]
    return {field: getattr(figure, field) for field in fields}
