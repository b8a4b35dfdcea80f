"""Who speaks where in a story, read from its raw text: quotes, their attributions, lead-ins, pronouns and offices.

No parse is needed: an attribution stands beside its quote and follows few patterns. What the patterns do not show stays
unknown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from transforms.context.quotes import SPEECH_WORDS, Quote, quotes

if TYPE_CHECKING:
    from transforms.context.names import Mention, NameIndex
    from transforms.records import Line
    from transforms.sentences import SentenceSpan

LOOK_BACK: Final = 6
"""Sentences: how far back a pronoun looks for its person before it is left unresolved."""

_BLOCK: Final = 8
"""Lines: how long an unquoted block after "X reports:" may run before it is the outlet's own text again."""

_BODIES: Final = (
    "organisation|organization|group|company|firm|agency|body|institute|union|charity|watchdog|regulator|association|"
    "think tank"
)
_POINTER: Final = re.compile(
    r"\b(?:he|she|it|I|(?:the|his|her|its|their) (?:[\w-]+ ){0,2}?[\w-]+)\b",
    re.IGNORECASE,
)
_BODY: Final = re.compile(rf"^the (?:{_BODIES})$", re.IGNORECASE)
_ADVERBS: Final = re.compile(
    r"(?:\b(?:has|have|had|is|was|also|later|then|recently|earlier|once|never|further|still|again|quoted as|went on to|"
    r"\w+ly|on \w+day|this week|last week))\s*$"
)
_GOVERNED: Final = re.compile(r"\b(?:of|at|in|for|to|with|by|from|on)(?: the)? $", re.IGNORECASE)
_LEAD_IN: Final = re.compile(r"[:,]\s*$")
_LIST_ITEM: Final = re.compile(r"^(?:[^.!?]|\.(?=\d)|(?<=^Ave)\.){1,60}$")


class Discourse:
    """The speech of one document. Answers are full names of the document, or None."""

    def __init__(
        self,
        text: str,
        lines: tuple[Line, ...],
        spans: tuple[SentenceSpan, ...],
        names: NameIndex,
        verbs: re.Pattern[str],
    ) -> None:
        self.text = text
        self.names = names
        self.spans = spans
        self.verbs = verbs
        self.lines = tuple(line for line in lines if line.role in {"body", "title", "caption"})
        self._index = {line.n: i for i, line in enumerate(self.lines)}
        self._starts = [s.start for s in spans]
        self.quotes = self._bounded(quotes(text, self.lines))
        self._said: dict[Quote, str | None] = {}

    def _bounded(self, found: tuple[Quote, ...]) -> tuple[Quote, ...]:
        """Return the quotes, those that lack a closing mark by a slip cut at the end of their first sentence.

        It is no slip where the next line opens with a mark: then the same speech goes on there.
        """
        resumed = {q.line_n for q in found if q.opens_line}
        made = []
        for quote in found:
            i = self._index[quote.line_n]
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

    def line_start(self, line_n: int) -> int:
        """Return where line `line_n` begins, or 0 if it is not a line of the story."""
        i = self._index.get(line_n)
        return self.lines[i].char_start if i is not None else 0

    def speaker_of(self, quote: Quote) -> str | None:
        """Return who says `quote`: beside it, by its neighbours in the paragraph, or by the paragraph before."""
        if quote not in self._said:
            self._said[quote] = None
            self._said[quote] = self._beside(quote) or self._near(quote) or self._copy(quote)
        return self._said[quote]

    def sentence_before(self, offset: int) -> int:
        """Return the number of the sentence that holds `offset`, -1 if it stands before all of them."""
        return bisect_right(self._starts, offset) - 1

    def _line(self, quote: Quote) -> Line:
        return self.lines[self._index[quote.line_n]]

    def _beside(self, quote: Quote) -> str | None:
        """Read the attribution after the quote's closing mark, then the one before its opening mark."""
        line = self._line(quote)
        others = [q for q in self.quotes if q.line_n == quote.line_n and q.depth <= quote.depth and q != quote]
        inside = next((q for q in self.quotes if q.depth < quote.depth and q.start < quote.start <= q.end), None)
        floor = max([q.end + 1 for q in others if q.end < quote.start] + [inside.start if inside else line.char_start])
        ceiling = min([q.start - 1 for q in others if q.start > quote.end] + [inside.end if inside else line.char_end])
        i = self.sentence_before(quote.start - 2)
        opener = self.spans[i].start if i >= 0 else floor
        after = self.said_after(quote.end + 1, self._attribution_end(quote, ceiling)) if quote.closed else None
        return after or self.said_before(max(floor, min(opener, quote.start - 1)), quote.start - 1)

    def _attribution_end(self, quote: Quote, ceiling: int) -> int:
        """Return how far an attribution after `quote` may reach: its sentence, or the next after `?" and `!"`."""
        last = self.text[quote.end - 1]
        i = self.sentence_before(quote.end)
        if last in "?!" and i + 1 < len(self.spans) and self.spans[i].end <= quote.end + 2:
            return min(ceiling, self.spans[i + 1].end)
        return min(ceiling, self.spans[i].end) if last != "." or self.spans[i].end > quote.end + 2 else quote.end + 1

    def said_after(self, start: int, end: int) -> str | None:
        """Return the subject of the reporting verb in what follows a quote: ", said X" or " X told Y"."""
        verb = self.verbs.search(self.text, start, end)
        if not verb:
            return None
        if not self.text[start : verb.start()].strip(" ,.?!\"'”’"):
            cut = re.compile(r"[,:]").search(self.text, verb.end(), end)
            return self._first_named(verb.end(), cut.start() if cut else end)
        if len(self.text[start : verb.start()]) > 160 or self.text[start:].lstrip(" ,\"'”’")[:4] in {
            "and ",
            "but ",
            "who ",
        }:
            return None
        return self.subject_before(start, verb.start())

    def said_before(self, start: int, end: int) -> str | None:
        """Return the subject of the last reporting verb in what leads up to a quote: "X said: "."""
        found = list(self.verbs.finditer(self.text, start, end))
        by_source = re.compile(r"according to ([^,]+)", re.IGNORECASE).search(self.text, start, end)
        if by_source:
            return self._first_named(by_source.start(1), by_source.end(1))
        for verb in reversed(found):
            participle = verb.group().endswith("ing") and self.text[start : verb.start()].rstrip().endswith(",")
            subject = self._first_free(start, verb.start()) if participle else self.subject_before(start, verb.start())
            if subject:
                return subject
        return None

    def subject_before(self, start: int, end: int) -> str | None:
        """Return whoever stands right before a verb at `end`, past adverbs and an apposition set off by commas."""
        stop = end
        while (trimmed := _ADVERBS.sub("", self.text[start:stop]).rstrip()) and start + len(trimmed) != stop:
            stop = start + len(trimmed)
        if self.text[start:stop].endswith(","):
            comma = self.text.rfind(",", start, stop - 1)
            stop = comma if comma > start else stop - 1
        breaks = max((self.text.rfind(mark, start, stop) for mark in ";:—–"), default=-1)
        return self._last_named(max(start, breaks + 1), stop)

    def _first_free(self, start: int, end: int) -> str | None:
        """Return the subject of the sentence a participle hangs on: its first name that no preposition governs."""
        mentions = [m for m in self.names.within(start, end) if not _GOVERNED.search(self.text[start : m.start])]
        return self.of_mention(mentions[0]) if mentions else self._pointed(start, end)

    def _first_named(self, start: int, end: int) -> str | None:
        mentions = [m for m in self.names.within(start, end) if m.kind != "place"]
        people = [m for m in mentions if m.kind == "person"]
        pick = next(iter(people or [m for m in mentions if m.kind != "role"] or mentions), None)
        return self.of_mention(pick) if pick else self._pointed(start, end)

    def _last_named(self, start: int, end: int) -> str | None:
        mentions = [m for m in self.names.within(start, end) if m.kind != "place" or m.end == end]
        free = [m for m in mentions if not _GOVERNED.search(self.text[start : m.start])]
        pick = (free or mentions)[-1] if mentions else None
        pointer = self._pointed(pick.end if pick else start, end)
        if pointer:
            return pointer
        return self.of_mention(pick) if pick else None

    def _pointed(self, start: int, end: int) -> str | None:
        for match in reversed(list(_POINTER.finditer(self.text, start, end))):
            found = self.resolve(match.group(), match.start())
            if found:
                return found
        return None

    def of_mention(self, mention: Mention) -> str:
        """Return the full name of a mention; an office alone becomes its holder where the document names one."""
        if mention.kind == "role":
            return self.names.holder(mention.text, mention.start) or mention.text
        return self.names.full(mention.text)

    def resolve(self, words: str, offset: int) -> str | None:
        """Return who `words` at `offset` point to: a pronoun, an office, or "the group"; None when it is not known."""
        lowered = words.casefold()
        if lowered in {"he", "she", "him", "her", "his"}:
            return self._person_before(offset)
        if lowered in {"it", "its"} or _BODY.match(words):
            return self._body_before(offset)
        if lowered == "i":
            quote = self.quote_at(offset, offset + 1)
            return self.speaker_of(quote) if quote else None
        return self.names.holder(words, offset)

    def _narrated(self, start: int, end: int) -> list[Mention]:
        return [m for m in self.names.within(start, end) if not any(q.start <= m.start < q.end for q in self.quotes)]

    def _person_before(self, offset: int) -> str | None:
        """Return the first person of the sentence at `offset` before it, else of the sentences before."""
        here = self.sentence_before(offset)
        for i in range(here, max(-1, here - LOOK_BACK), -1):
            span = self.spans[i]
            stop = offset if i == here else span.end
            narrated = self._narrated(span.start, stop)
            people = [
                m for m in narrated if m.kind == "person" or (m.kind == "role" and self.names.holder(m.text, m.start))
            ]
            owners = [m for m in people if self.text[m.end : m.end + 2] in {"'s", "’s"}]
            people = [m for m in people if m not in owners]
            people = people or [m for m in narrated if m.kind == "name" and len(m.text.split()) in {2, 3}] or owners
            if people:
                return self.of_mention(people[0])
        return None

    def _body_before(self, offset: int) -> str | None:
        here = self.sentence_before(offset)
        quote = self.quote_at(offset, offset + 1)
        for i in range(here, max(-1, here - LOOK_BACK), -1):
            span = self.spans[i]
            stop = offset if i == here else span.end
            narrated = self._narrated(span.start, stop)
            if quote is not None and stop > quote.start:
                narrated = list(self.names.within(max(span.start, quote.start), stop))
            narrated = [m for m in narrated if self.text[m.end : m.end + 2] not in {"'s", "’s"}]
            bodies = [m for m in narrated if m.kind in {"organization", "name"} and not self.names.is_person(m.text)]
            strong = [m for m in bodies if m.kind == "organization" or len(m.text.split()) > 1]
            if strong or bodies:
                return self.of_mention((strong or bodies)[0])
        return None

    def _near(self, quote: Quote) -> str | None:
        """Return the speaker of a neighbouring quote of the paragraph, or of the paragraph that leads into this one."""
        if quote.depth:
            return None
        speech = [
            q for q in self.quotes if q.line_n == quote.line_n and not q.depth and q.words(self.text) >= SPEECH_WORDS
        ]
        before = [q for q in speech if q.start < quote.start]
        for other in reversed(before):
            if self.speaker_of(other):
                return self._said[other]
        following = next((q for q in speech if q.start > quote.start), None)
        if following and len(self.text[quote.end : following.start].split()) < 3 and self._beside(following):
            return self._beside(following)
        opened = self.text[self._line(quote).char_start : quote.start].lstrip()[:1]
        return self._from_line_before(quote) if opened and opened in "\"“‘'«\ufffd" else None

    def _from_line_before(self, quote: Quote) -> str | None:
        i = self._index[quote.line_n]
        if not i:
            return None
        line = self.lines[i - 1]
        speech = [q for q in self.quotes if q.line_n == line.n and not q.depth and q.words(self.text) >= SPEECH_WORDS]
        if _LEAD_IN.search(line.text):
            return self.said_before(line.char_start, line.char_end)
        if speech and line.char_end - speech[-1].end <= 60:
            return self.speaker_of(speech[-1])
        last = self.sentence_before(line.char_end - 1)
        return self.said_before(self.spans[last].start, self.spans[last].end) if last >= 0 else None

    def _copy(self, quote: Quote) -> str | None:
        """Return the speaker of the same words elsewhere: a pull quote repeats a quote of the story."""
        mine = re.sub(r"\W+", " ", self.text[quote.start : quote.end].casefold()).strip()
        for other in self.quotes:
            if other != quote and other.words(self.text) >= SPEECH_WORDS:
                theirs = re.sub(r"\W+", " ", self.text[other.start : other.end].casefold()).strip()
                if mine[:40] in theirs or mine[-40:] in theirs:
                    said = self._beside(other) or self._near(other)
                    if said:
                        return said
        return None

    def lead_in(self, line_n: int) -> str | None:
        """Return who an unquoted block was given to by a line that ends in a colon: "According to X:", "X reports:".

        The block ends at a line that names that speaker again or has a reporting verb of its own, and list items go on.
        """
        i = self._index.get(line_n)
        if i is None:
            return None
        for back in range(i - 1, -1, -1):
            line = self.lines[back]
            if self._reports(line):
                return self.said_before(line.char_start, line.char_end) if self._holds(back, i) else None
        return None

    def _reports(self, line: Line) -> bool:
        """Tell whether a line hands over to somebody: "X reports:", "According to X, ...:", "In a post X says ...:"."""
        text = line.text.rstrip()
        if not text.endswith(":"):
            return False
        found = list(self.verbs.finditer(text))
        sudden = bool(found) and found[-1].end() >= len(text) - 1
        return sudden or text.casefold().startswith("according to") or (bool(found) and not _LIST_ITEM.match(text))

    def _attributes(self, line: Line) -> bool:
        """Tell whether a line has a name right before a reporting verb: then it is somebody else's turn."""
        for verb in self.verbs.finditer(self.text, line.char_start, line.char_end):
            near = self.names.within(max(line.char_start, verb.start() - 40), verb.start())
            if near and verb.start() - near[-1].end < 12:
                return True
        return False

    def _holds(self, lead: int, at: int) -> bool:
        """Tell whether the block after line `lead` still goes on at line `at`."""
        speaker = self.said_before(self.lines[lead].char_start, self.lines[lead].char_end)
        if not speaker:
            return False
        long_lines = 0
        for line in self.lines[lead + 1 : at + 1]:
            if _LIST_ITEM.match(line.text.strip()):
                continue
            long_lines += 1
            named = {self.of_mention(m) for m in self.names.within(line.char_start, line.char_end)}
            quoted = self.quote_at(line.char_start + 1, line.char_start + 2)
            if speaker in named or quoted or self._attributes(line) or long_lines > _BLOCK:
                return False
        return True
