"""Changes of a text that keep what it says, and how many readings they change.

A change is a function from a text to a text with as many lines; what it renames is renamed back before readings are
compared. `python -m tests.metamorphic` prints the share of readings that each changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from transforms.reading.documents import read_document
from transforms.records import CONTEXT_FIELDS, Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from transforms.article import ArticleReader
    from transforms.records import Article, Figure


@dataclass(frozen=True, slots=True)
class Change:
    """A change by name: words and what stands for them, or a paragraph put in."""

    name: str
    words: Mapping[str, str]
    paragraph: str | None = None
    alone: bool = False

    def of(self, text: str) -> str:
        """Return the changed text."""
        changed = _swap(text, self.words)
        if self.paragraph is None:
            return changed
        lines = changed.split("\n")
        middle = next((n for n in range(len(lines) // 2, len(lines)) if not lines[n].strip()), len(lines))
        return "\n".join([*lines[:middle], "", self.paragraph, *lines[middle:]])

    def back(self, value: str | None) -> str | None:
        """Return a value of the changed text in the words of the first."""
        return None if value is None else _swap(value, {new: old for old, new in self.words.items()})


def _swap(text: str, words: Mapping[str, str]) -> str:
    if not words:
        return text
    pattern = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.sub(rf"\b(?:{pattern})\b", lambda m: words[m[0]], text)


CHANGES: Final = (
    Change("said: mentioned", {"said": "mentioned"}),
    Change("said: remarked", {"said": "remarked"}),
    Change("said: told reporters", {"he said": "he told reporters", "she said": "she told reporters"}),
    Change("company: carmaker", {"company": "carmaker"}),
    Change("firm: lender", {"firm": "lender"}),
    Change("rose: climbed", {"rose": "climbed", "fell": "slid"}),
    Change("growth: expansion", {"growth": "expansion"}),
    Change("profits: earnings", {"profits": "earnings", "profit": "surplus"}),
    Change("expected: forecast", {"is expected to": "is due to", "are expected to": "are due to"}),
    Change("unrelated paragraph", {}, "The library of Lake Ormond has a new roof, and its readers a dry place to sit."),
    Change("unrelated person", {}, "Meanwhile Tobias Renn of Latvia has been painting the harbour of his childhood."),
)  # fmt: skip


def read(reader: ArticleReader, text: str) -> Article:
    """Return what is read in a text."""
    document = read_document(text.encode(), "story.txt")
    assert isinstance(document, Document), document
    return reader.read(document)


def changed_share(reader: ArticleReader, texts: Iterable[str], change: Change) -> tuple[int, int]:
    """Return how many readings a change alters, and how many it could have: those in sentences that it touches.

    A paragraph put in touches all. Figures are compared in their order; a figure lost or found counts as altered.
    """
    altered = asked = 0
    for text in texts:
        other = change.of(text)
        if other == text:
            continue
        before, after = read(reader, text).figures, read(reader, other).figures
        if len(before) != len(after):
            altered += abs(len(before) - len(after))
        for one, two in zip(before, after, strict=False):
            if change.paragraph is None and one.sentence == two.sentence:
                continue
            asked += 1
            altered += _record(one, lambda v: v) != _record(two, change.back)
    return altered, asked


def _record(figure: Figure, back: Callable[[str | None], str | None]) -> tuple[str | None, ...]:
    return tuple(back(figure.said(field)) for field in CONTEXT_FIELDS)
