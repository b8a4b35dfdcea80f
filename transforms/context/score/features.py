"""The named features of candidates: of each alone, and of each beside a figure."""

from __future__ import annotations

from collections import Counter
from math import log1p
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from transforms.context.propose.candidates import KINDS, NAMED
from transforms.context.score.tree import VERBAL, governing_verbs, subjects_of, ways
from transforms.records import KINDS as FIGURE_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from transforms.context.parse import Token
    from transforms.context.propose.candidates import Candidate
    from transforms.context.score.view import View
    from transforms.records import Figure

BUCKETS: Final = 16384
"""Rows of the table that hashed words share."""

_DEPS: Final = (
    "nsubj",
    "nsubjpass",
    "dobj",
    "pobj",
    "poss",
    "compound",
    "appos",
    "attr",
    "conj",
    "ROOT",
    "amod",
    "nmod",
)
_TAGS: Final = ("NOUN", "PROPN", "VERB", "PRON", "ADJ", "NUM")
_PREPOSITIONS: Final = ("of", "in", "by", "for", "from", "to", "at", "on", "per", "with", "among", "than")
SINGLE: Final = (
    *(f"kind_{k}" for k in KINDS), *(f"dep_{d}" for d in _DEPS), *(f"tag_{t}" for t in _TAGS),
    *(f"prep_{p}" for p in _PREPOSITIONS),
    "words", "capital", "in_title", "first_mention", "mentions", "owns", "speaks", "according", "quoted", "in_lead",
    "told", "plural",
)  # fmt: skip
"""Features of a candidate alone, in order."""

PAIR: Final = (
    "same_sentence", "sentences_before", "sentences_after", "distance", "before", "touches_right", "touches_left",
    "same_quote", "figure_quoted", "figures_between", "commas_between", "verbs_between", "up", "down", "is_above",
    "is_below", "no_way", "subject_0", "subject_1", "subject_2", "nearest_before", "nearest_after", "rank_before",
    "value_in_sentence", "value_in_last", "value_is_subject", "is_unit", "meets_verb", "quote_source", "same_line",
    "line_distance",
)  # fmt: skip
"""Features of a candidate beside a figure, in order."""

FIGURE: Final = (
    *(f"figure_{k}" for k in FIGURE_KINDS),
    "figure_up",
    "figure_down",
    "figure_quoted_itself",
    "figure_first",
    "figure_modal",
    "figure_negated",
    "figure_to",
    "figure_if",
    "figure_said",
    "figure_past",
)
"""Features of the figure itself, in order."""

_MODALS: Final = frozenset("will would could may might should can shall must wo ll ca".split())
_CONDITIONS: Final = frozenset("if unless were suppose imagine would".split())


def bucket(text: str) -> int:
    """Return the row of hashed words that `text` falls into; 0 is kept for nothing."""
    return 1 + crc32(text.encode("utf-8", "surrogatepass")) % (BUCKETS - 1)


class Features:
    """The features of one document's candidates. `verbs` are the reporting verbs."""

    def __init__(self, view: View, verbs: Mapping[str, str]) -> None:
        self._view = view
        self._verbs = verbs
        self._scene = view.scene
        self._candidates = view.pool.candidates
        self._counts = Counter(c.value for c in self._candidates if c.kind in NAMED)
        self._quote: dict[int, int] = {}
        self._ordered_figures = np.array(sorted(f.char_start for f in view.figures))
        n = len(self._candidates)
        self.single = np.zeros((n, len(SINGLE)), dtype=np.float32)
        self.hashed = np.zeros((n, 3), dtype=np.int64)
        self.starts = np.array([c.start for c in self._candidates], dtype=np.int64)
        self.ends = np.array([c.end for c in self._candidates], dtype=np.int64)
        self.sentences = np.array([c.sentence for c in self._candidates], dtype=np.int64)
        self.heads = np.array([c.head for c in self._candidates], dtype=np.int64)
        self.named = np.array([c.kind in NAMED for c in self._candidates], dtype=bool)
        values: dict[str, int] = {}
        self.values = np.array(
            [values.setdefault(c.value.casefold(), len(values)) for c in self._candidates], dtype=np.int64
        )
        self.quotes = np.array([self._quote_number(c.start) for c in self._candidates], dtype=np.int64)
        self.lines = np.array([self._line(c.start) for c in self._candidates], dtype=np.int64)
        self._fill()

    def _line(self, offset: int) -> int:
        return self._scene.line_index(offset)

    def _quote_number(self, offset: int) -> int:
        """Return the number of the quotation that holds `offset`, -1 outside all."""
        for n, quote in enumerate(self._scene.quotes):
            if quote.start > offset:
                break
            if offset < quote.end and quote.depth == 0:
                return n
        return -1

    def _fill(self) -> None:
        seen: set[str] = set()
        text, lead = self._scene.text, self._scene.lead_end
        position = {name: i for i, name in enumerate(SINGLE)}
        for n, c in enumerate(self._candidates):
            row = self.single[n]
            row[position[f"kind_{c.kind}"]] = 1
            token = self._token(c)
            lemma, preposition = c.value.split()[-1].casefold() if c.value else "", ""
            if token is not None:
                for name in (f"dep_{token.dep_}", f"tag_{token.pos_}"):
                    if name in position:
                        row[position[name]] = 1
                lemma = token.lemma_.casefold()
                if token.dep_ == "pobj":
                    preposition = token.head.lower_
                    if f"prep_{preposition}" in position:
                        row[position[f"prep_{preposition}"]] = 1
                row[position["speaks"]] = token.dep_ == "nsubj" and token.head.lower_ in self._verbs
                row[position["plural"]] = token.tag_ in {"NNS", "NNPS"}
            row[position["words"]] = log1p(c.value.count(" "))
            row[position["capital"]] = text[c.start : c.start + 1].isupper()
            row[position["in_title"]] = self._scene.in_title(c.start)
            row[position["in_lead"]] = c.start < lead
            row[position["told"]] = c.kind not in NAMED or c.value != text[c.start : c.end]
            if c.kind in NAMED:
                row[position["first_mention"]] = c.value not in seen
                seen.add(c.value)
            row[position["mentions"]] = log1p(self._counts.get(c.value, 0))
            after, before = text[c.end : c.end + 24], text[max(0, c.start - 16) : c.start].casefold()
            row[position["owns"]] = after[:2] in {"'s", "’s", "s'"}
            row[position["according"]] = before.rstrip().endswith(("according to", "according to the"))
            word = after.split()[0].strip(",.”\"'’").casefold() if after.split() else ""
            row[position["speaks"]] = max(row[position["speaks"]], word in self._verbs)
            row[position["quoted"]] = self.quotes[n] >= 0
            self.hashed[n] = (
                bucket("l" + lemma),
                bucket(f"p{preposition} {c.kind} {token.dep_ if token else ''}"),
                bucket("w" + word),
            )

    def _token(self, candidate: Candidate) -> Token | None:
        parse = self._view.parses.get(self._scene.spans[candidate.sentence].start)
        return parse[candidate.head] if parse is not None and candidate.head >= 0 else None

    def beside(
        self, figure: Figure
    ) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.float32], NDArray[np.int64]]:
        """Return what the candidates are beside `figure`, and what the figure is.

        The first is of shape (candidates, len(PAIR)), the second their hashed ways of shape (candidates, 3), the
        third of shape (len(FIGURE),), the fourth the figure's hashed words.
        """
        here = self._view.sentence_of(figure)
        scene = self._scene
        n = len(self._candidates)
        out = np.zeros((n, len(PAIR)), dtype=np.float32)
        col = {name: out[:, i] for i, name in enumerate(PAIR)}
        hashed = np.zeros((n, 3), dtype=np.int64)
        same = self.sentences == here
        gap = self.sentences - here
        before = self.starts < figure.char_start
        col["same_sentence"][:] = same
        col["sentences_before"][:] = np.log1p(np.clip(-gap, 0, 30))
        col["sentences_after"][:] = np.log1p(np.clip(gap, 0, 30))
        distance = np.where(before, figure.char_start - self.ends, self.starts - figure.char_end)
        distance = np.maximum(distance, 0)
        col["distance"][:] = np.log1p(distance)
        col["before"][:] = before
        col["touches_right"][:] = ~before & (distance <= 1)
        col["touches_left"][:] = before & (distance <= 1)
        quote = self._quote_number(figure.char_start)
        col["same_quote"][:] = (self.quotes == quote) & (quote >= 0)
        col["figure_quoted"][:] = quote >= 0
        order = self._ordered_figures
        own = np.searchsorted(order, figure.char_start)
        place = np.searchsorted(order, self.starts)
        col["figures_between"][:] = np.where(before, own - place, np.maximum(place - own - 1, 0)).clip(0, 8)
        line = self._line(figure.char_start)
        col["same_line"][:] = self.lines == line
        col["line_distance"][:] = np.log1p(np.abs(self.lines - line))
        self._near(col, before)
        counts = self._between(figure)
        col["commas_between"][:] = counts
        if quote >= 0:
            q = scene.quotes[quote]
            speaks = self.single[:, SINGLE.index("speaks")] > 0
            around = ((self.starts >= q.end) & (self.starts < q.end + 80)) | (
                (self.ends <= q.start) & (self.ends > q.start - 80)
            )
            col["quote_source"][:] = speaks * 0.5 + around * 0.5
        in_sentence = np.isin(self.values, self.values[same & self.named])
        in_last = np.isin(self.values, self.values[(self.sentences == here - 1) & self.named])
        col["value_in_sentence"][:] = in_sentence
        col["value_in_last"][:] = in_last
        unit = figure.unit.casefold().split()[-1] if figure.unit else ""
        facts, words = self._through(figure, here, col, hashed, unit)
        facts[FIGURE.index("figure_quoted_itself")] = quote >= 0
        facts[FIGURE.index("figure_first")] = here < 3
        return out, hashed, facts, words

    def _near(self, col: dict[str, NDArray[np.float32]], before: NDArray[np.bool_]) -> None:
        names_before = np.flatnonzero(self.named & before)
        names_after = np.flatnonzero(self.named & ~before)
        if len(names_before):
            col["nearest_before"][names_before[-1]] = 1
            ranks = np.arange(len(names_before))[::-1]
            col["rank_before"][names_before] = 1 / (1 + ranks)
        if len(names_after):
            col["nearest_after"][names_after[0]] = 1

    def _between(self, figure: Figure) -> NDArray[np.float32]:
        """Return how many commas and the like stand between each candidate and the figure."""
        commas = self._scene.commas
        at = np.searchsorted(commas, figure.char_start)
        between: NDArray[np.float32] = np.log1p(np.abs(np.searchsorted(commas, self.starts) - at)).astype(np.float32)
        return between

    def _through(
        self, figure: Figure, here: int, col: dict[str, NDArray[np.float32]], hashed: NDArray[np.int64], unit: str
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        facts = np.zeros(len(FIGURE), dtype=np.float32)
        facts[FIGURE_KINDS.index(figure.kind)] = 1
        facts[len(FIGURE_KINDS)] = figure.change == "up"
        facts[len(FIGURE_KINDS) + 1] = figure.change == "down"
        words = [f"k{figure.kind}", f"u{unit}"]
        parse = self._view.parses.get(figure.sentence_start)
        tokens = (
            parse.covering(figure.char_start - figure.sentence_start, figure.char_end - figure.sentence_start)
            if parse
            else []
        )
        numbers = self._view.pool.by_sentence[here]
        if parse is None or not tokens:
            col["no_way"][list(numbers)] = 1
            return facts, np.array([bucket(w) for w in words], dtype=np.int64)
        inside = {t.i for t in tokens}
        head = next((t for t in reversed(tokens) if t.head is t or t.head.i not in inside), tokens[-1])
        found, verbs = ways(parse, head), governing_verbs(head)
        subjects = subjects_of(verbs)
        own_value = -1
        for i in numbers:
            c = self._candidates[i]
            if c.head < 0:
                col["no_way"][i] = 1
                continue
            token, way = parse[c.head], found[c.head]
            col["is_unit"][i] = bool(unit) and token.lemma_.casefold() == unit
            if way is None:
                col["no_way"][i] = 1
                hashed[i, 0] = bucket("none")
            else:
                col["up"][i], col["down"][i] = min(way.up, 8), min(way.down, 8)
                col["is_above"][i], col["is_below"][i] = way.down == 0, way.up == 0
                col["meets_verb"][i] = way.meet.pos_ in VERBAL
                hashed[i] = (
                    bucket(way.words),
                    bucket(f"{way.words} {figure.kind}"),
                    bucket(f"m{way.meet.lemma_} {way.words[-8:]}"),
                )
            level = subjects.get(c.head)
            if level is not None:
                col[f"subject_{min(level, 2)}"][i] = 1
                if own_value < 0 or level == 0:
                    own_value = int(self.values[i])
        if own_value >= 0:
            col["value_is_subject"][:] = self.values == own_value
        verb_places = np.array([t.idx for t in parse if t.pos_ in VERBAL])
        at = np.searchsorted(verb_places, figure.char_start - figure.sentence_start)
        rows = np.array(numbers, dtype=np.int64)
        col["verbs_between"][rows] = np.log1p(
            np.abs(np.searchsorted(verb_places, self.starts[rows] - figure.sentence_start) - at)
        )
        words += self._status_words(facts, parse, head, verbs)
        return facts, np.array([bucket(w) for w in words], dtype=np.int64)

    def _status_words(
        self, facts: NDArray[np.float32], parse: list[Token], head: Token, verbs: list[Token]
    ) -> list[str]:
        """Set what the verbs above a figure say of its status, and return the words around it."""
        at = len(FIGURE_KINDS) + 4
        words = []
        for level, verb in enumerate(verbs[:3]):
            words.append(f"v{level} {verb.lemma_}")
            words.append(f"t{level} {verb.tag_}")
            for child in verb.children:
                if child.dep_ in {"aux", "auxpass", "neg", "mark"}:
                    words.append(f"a{level} {child.lower_}")
                    facts[at] = max(facts[at], child.lower_ in _MODALS)
                    facts[at + 1] = max(facts[at + 1], child.dep_ == "neg")
                    facts[at + 2] = max(facts[at + 2], child.lower_ == "to")
                    facts[at + 3] = max(facts[at + 3], child.lower_ in _CONDITIONS)
            facts[at + 4] = max(facts[at + 4], verb.lower_ in self._verbs)
            if level == 0:
                facts[at + 5] = verb.tag_ in {"VBD", "VBN"}
        words += [f"n{t.lemma_.casefold()}" for t in parse[max(0, head.i - 5) : head.i]]
        words += [f"r{t.lemma_.casefold()}" for t in parse[head.i + 1 : head.i + 4]]
        words += [f"s{t.lemma_.casefold()}" for t in parse if t.pos_ in {"VERB", "AUX"} or t.dep_ == "mark"][:10]
        return words
