"""Who speaks where in a story, read from its raw text: who says each quote, and the layers that tell it.

No parse is needed: an attribution stands beside its quote and follows few patterns. What the patterns do not show stays
unknown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.context.antecedents import Antecedents
from transforms.context.attributions import Attributions
from transforms.context.leads import LeadIns
from transforms.context.quotes import SPEECH_WORDS, Quote

if TYPE_CHECKING:
    from transforms.context.scene import Scene

_LEAD_IN: Final = re.compile(r"[:,]\s*$")


class Discourse:
    """The speech of one document. Answers are full names of the document, or None."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.text
        self.names = scene.names
        self.antecedents = Antecedents(scene, self.speaker_of)
        self.attributions = Attributions(scene, self.antecedents)
        self.leads = LeadIns(scene, self.antecedents, self.attributions)
        self._said: dict[Quote, str | None] = {}

    def speaker_of(self, quote: Quote) -> str | None:
        """Return who says `quote`: beside it, by its neighbours in the paragraph, or by the paragraph before."""
        if quote not in self._said:
            self._said[quote] = None
            self._said[quote] = self._beside(quote) or self._near(quote) or self._copy(quote)
        return self._said[quote]

    def _beside(self, quote: Quote) -> str | None:
        """Read the attribution after the quote's closing mark, then the one before its opening mark."""
        line = self.scene.line_of(quote)
        others = [q for q in self.scene.quotes if q.line_n == quote.line_n and q.depth <= quote.depth and q != quote]
        inside = next((q for q in self.scene.quotes if q.depth < quote.depth and q.start < quote.start <= q.end), None)
        floor = max([q.end + 1 for q in others if q.end < quote.start] + [inside.start if inside else line.char_start])
        ceiling = min([q.start - 1 for q in others if q.start > quote.end] + [inside.end if inside else line.char_end])
        i = self.scene.sentence_before(quote.start - 2)
        opener = self.scene.spans[i].start if i >= 0 else floor
        after = (
            self.attributions.said_after(quote.end + 1, self._attribution_end(quote, ceiling)) if quote.closed else None
        )
        return after or self.attributions.said_before(max(floor, min(opener, quote.start - 1)), quote.start - 1)

    def _attribution_end(self, quote: Quote, ceiling: int) -> int:
        """Return how far an attribution after `quote` may reach: its sentence, or the next after `?" and `!"`."""
        last = self.scene.text[quote.end - 1]
        i = self.scene.sentence_before(quote.end)
        if last in "?!" and i + 1 < len(self.scene.spans) and self.scene.spans[i].end <= quote.end + 2:
            return min(ceiling, self.scene.spans[i + 1].end)
        return (
            min(ceiling, self.scene.spans[i].end)
            if last != "." or self.scene.spans[i].end > quote.end + 2
            else quote.end + 1
        )

    def _near(self, quote: Quote) -> str | None:
        """Return the speaker of a neighbouring quote of the paragraph, or of the paragraph that leads into this one."""
        if quote.depth:
            return None
        speech = [
            q
            for q in self.scene.quotes
            if q.line_n == quote.line_n and not q.depth and q.words(self.scene.text) >= SPEECH_WORDS
        ]
        before = [q for q in speech if q.start < quote.start]
        for other in reversed(before):
            if self.speaker_of(other):
                return self._said[other]
        told = self._told_before(quote)
        if told:
            return told
        following = next((q for q in speech if q.start > quote.start), None)
        if following and len(self.scene.text[quote.end : following.start].split()) < 3 and self._beside(following):
            return self._beside(following)
        opened = self.scene.text[self.scene.line_of(quote).char_start : quote.start].lstrip()[:1]
        return self._from_line_before(quote) if opened and opened in "\"“‘'«\ufffd" else None

    def _told_before(self, quote: Quote) -> str | None:
        """Return whom the sentence before reports, where `quote` stands alone: 'She said it is. "It is."'"""
        i = self.scene.sentence_before(quote.start)
        if i < 1 or self.scene.spans[i].start < quote.start - 1 or self.scene.spans[i - 1].line_n != quote.line_n:
            return None
        span = self.scene.spans[i - 1]
        last = next(reversed(list(self.scene.verbs.finditer(self.scene.text, span.start, span.end))), None)
        if last is not None and self.scene.text[: last.start()].rstrip()[-1:] in {",", "”", '"'}:
            after = self.attributions.inverted(last.end(), span.end)
            if after:
                return after
        return self.attributions.said_before(span.start, span.end)

    def _from_line_before(self, quote: Quote) -> str | None:
        i = self.scene.index[quote.line_n]
        if not i:
            return None
        line = self.scene.lines[i - 1]
        speech = [
            q
            for q in self.scene.quotes
            if q.line_n == line.n and not q.depth and q.words(self.scene.text) >= SPEECH_WORDS
        ]
        if _LEAD_IN.search(line.text):
            return self.attributions.said_before(line.char_start, line.char_end)
        if speech and line.char_end - speech[-1].end <= 60:
            return self.speaker_of(speech[-1])
        last = self.scene.sentence_before(line.char_end - 1)
        return (
            self.attributions.said_before(self.scene.spans[last].start, self.scene.spans[last].end)
            if last >= 0
            else None
        )

    def _copy(self, quote: Quote) -> str | None:
        """Return the speaker of the same words elsewhere: a pull quote repeats a quote of the story."""
        mine = re.sub(r"\W+", " ", self.scene.text[quote.start : quote.end].casefold()).strip()
        for other in self.scene.quotes:
            if other != quote and other.words(self.scene.text) >= SPEECH_WORDS:
                theirs = re.sub(r"\W+", " ", self.scene.text[other.start : other.end].casefold()).strip()
                if mine[:40] in theirs or mine[-40:] in theirs:
                    said = self._beside(other) or self._near(other)
                    if said:
                        return said
        return None
