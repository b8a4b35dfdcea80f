"""What is known of a document before anybody is asked who speaks: its sentences, lines, names and quoted spans."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from transforms.context.quotes import SPEECH_WORDS, Quote, quotes

if TYPE_CHECKING:
    from transforms.context.names import Mention, NameIndex
    from transforms.records import Line
    from transforms.sentences import SentenceSpan

LEAD_SENTENCES: Final = 3
"""Sentences that say what a story is about, its title among them."""

_PARTING: Final = re.compile(r"[,;:–—]")
_STORY: Final = frozenset({"body", "title", "caption"})


class Scene:
    """One document's text with its story lines, sentences, names and quotes."""

    def __init__(
        self,
        text: str,
        lines: tuple[Line, ...],
        spans: tuple[SentenceSpan, ...],
        names: NameIndex,
    ) -> None:
        self.text = text
        self.names = names
        self.spans = spans
        self.lines = tuple(line for line in lines if line.role in _STORY)
        self.index = {line.n: i for i, line in enumerate(self.lines)}
        self._starts = [s.start for s in spans]
        self.quotes = self._bounded(quotes(text, self.lines))
        self._line_starts = [line.char_start for line in self.lines]
        self._titles = [(line.char_start, line.char_end) for line in self.lines if line.role == "title"]
        self.lead_end = spans[min(LEAD_SENTENCES, len(spans)) - 1].end if spans else 0
        self.commas = np.array([m.start() for m in _PARTING.finditer(text)], dtype=np.int64)

    def _bounded(self, found: tuple[Quote, ...]) -> tuple[Quote, ...]:
        """Return the quotes, those that lack a closing mark by a slip cut at the end of their first sentence.

        It is no slip where the next line opens with a mark: then the same speech goes on there.
        """
        resumed = {q.line_n for q in found if q.opens_line}
        made = []
        for quote in found:
            i = self.index[quote.line_n]
            follows = self.lines[i + 1].n if i + 1 < len(self.lines) else None
            runs_on = quote.end >= self.lines[i].char_end and follows in resumed
            if quote.closed or runs_on:
                made.append(quote)
            else:
                sentence = self.spans[max(0, self.sentence_before(quote.start))]
                made.append(replace(quote, end=max(quote.start, min(quote.end, sentence.end))))
        return tuple(made)

    def quote_at(self, start: int, end: int) -> Quote | None:
        """Return the innermost quote around `start:end` that is speech rather than a quoted term."""
        around = [q for q in self.quotes if q.start <= start and end <= q.end and self._is_speech(q)]
        return max(around, key=lambda q: q.start, default=None)

    def _is_speech(self, quote: Quote) -> bool:
        """Tell whether a quote is somebody's words: long enough, or punctuated as a sentence of its own."""
        return quote.words(self.text) >= SPEECH_WORDS or self.text[quote.end - 1 : quote.end] in tuple(",.?!")

    def line_of(self, quote: Quote) -> Line:
        """Return the line a quote stands on."""
        return self.lines[self.index[quote.line_n]]

    def line_index(self, offset: int) -> int:
        """Return the place of the story line that holds `offset` among the story lines."""
        return max(0, bisect_right(self._line_starts, offset) - 1)

    def in_title(self, offset: int) -> bool:
        """Tell whether `offset` stands in a title."""
        return any(start <= offset < end for start, end in self._titles)

    def is_caption(self, line_n: int) -> bool:
        """Tell whether line `line_n` only tells of a picture, who took it included."""
        i = self.index.get(line_n)
        return i is not None and self.lines[i].role == "caption"

    def line_start(self, line_n: int) -> int:
        """Return where line `line_n` begins, or 0 if it is not a line of the story."""
        i = self.index.get(line_n)
        return self.lines[i].char_start if i is not None else 0

    def sentence_before(self, offset: int) -> int:
        """Return the number of the sentence that holds `offset`, -1 if it stands before all of them."""
        return bisect_right(self._starts, offset) - 1

    def narrated(self, start: int, end: int) -> list[Mention]:
        """Return the names in `start:end` that the outlet says itself, outside all quotes."""
        return [m for m in self.names.within(start, end) if not any(q.start <= m.start < q.end for q in self.quotes)]
