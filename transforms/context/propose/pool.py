"""All candidates of one document, whatever field they may fill, in the order of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from transforms.context.propose.candidates import Candidate
from transforms.context.propose.phrases import amounts, clauses, noun_phrases, predicates, prepositional
from transforms.context.times import expressions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from transforms.context.antecedents import Antecedents
    from transforms.context.parse import Parse
    from transforms.context.propose.candidates import CandidateKind
    from transforms.context.scene import Scene
    from transforms.records import Figure

_POINTING: Final = frozenset(
    "he she it they we his her its their our him them i my himself herself itself themselves who whose".split()
)
_RATE: Final = re.compile(r"\s*((?:a|an|per|each|every)[ -](?:[\w-]+ ){0,1}?[a-z][\w-]*)")
"""What a sum or count is per, right after the figure: "a day", "per barrel", "each working week"."""

_ADJECTIVES_OF_TIME: Final = re.compile(
    r"\b(?:annual|yearly|monthly|weekly|daily|quarterly|hourly|nightly)\b", re.IGNORECASE
)
_HOLDERS: Final = frozenset({"noun", "noun_wide"})


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates of a document, and of each sentence the numbers of those that stand in it."""

    candidates: tuple[Candidate, ...]
    by_sentence: Mapping[int, tuple[int, ...]]


class Proposer:
    """Proposes the candidates of one document."""

    def __init__(self, scene: Scene, parses: Mapping[int, Parse], antecedents: Antecedents) -> None:
        self._scene = scene
        self._parses = parses
        self._antecedents = antecedents

    def pool(self, figures: tuple[Figure, ...]) -> Pool:
        """Return the candidates for `figures`: the names of all sentences, the phrases of those that were parsed."""
        held: dict[int, list[Figure]] = {}
        for figure in figures:
            held.setdefault(figure.sentence_start, []).append(figure)
        found: list[Candidate] = []
        by_sentence: dict[int, tuple[int, ...]] = {}
        for n, span in enumerate(self._scene.spans):
            own = tuple(held.get(span.start, ()))
            unique = {(c.start, c.end, c.kind): c for c in self._of_sentence(n, own)}
            ordered = sorted(unique.values(), key=lambda c: (c.start, c.end))
            by_sentence[n] = tuple(range(len(found), len(found) + len(ordered)))
            found += ordered
        return Pool(tuple(found), by_sentence)

    def _of_sentence(self, n: int, figures: tuple[Figure, ...]) -> Iterator[Candidate]:
        span = self._scene.spans[n]
        parse = self._parses.get(span.start)
        yield from self._names(n, parse)
        if parse is not None:
            taken = frozenset(
                t.i for f in figures for t in parse.covering(f.char_start - span.start, f.char_end - span.start)
            )
            yield from self._phrases(n, parse, taken)
            yield from self._pointing(n, parse)
        yield from self._times(n, parse, figures)
        yield from self._rates(n, figures)

    def _names(self, n: int, parse: Parse | None) -> Iterator[Candidate]:
        span = self._scene.spans[n]
        for mention in self._scene.names.within(span.start, span.end):
            value = self._antecedents.of_mention(mention)
            head = _head(parse, mention.start - span.start, mention.end - span.start)
            yield Candidate(mention.start, mention.end, mention.kind, value, n, head)

    def _phrases(self, n: int, parse: Parse, taken: frozenset[int]) -> Iterator[Candidate]:
        text, start = self._scene.text, self._scene.spans[n].start
        full = self._scene.names.full
        for propose in (noun_phrases, predicates, prepositional, clauses, amounts):
            for kind, first, last, head in propose(parse, taken):
                begin, end = start + parse[first].idx, start + parse[last].idx + len(parse[last])
                words = " ".join(text[begin:end].split())
                if not words:
                    continue
                value = self._pointed(words, begin) if kind in _HOLDERS else None
                yield Candidate(begin, end, kind, value or (full(words) if kind == "noun" else words), n, head)

    def _pointed(self, words: str, at: int) -> str | None:
        """Return the name that "the bank", "the company" or "the Prime Minister" stands for, if it can be told."""
        if not words[:1].islower() and not words.startswith(("The ", "Its ", "His ", "Her ", "Their ")):
            return None
        return self._antecedents.resolve(words, at)

    def _pointing(self, n: int, parse: Parse) -> Iterator[Candidate]:
        start = self._scene.spans[n].start
        for token in parse:
            if token.lower_ in _POINTING:
                begin = start + token.idx
                value = self._antecedents.resolve(token.lower_, begin)
                yield Candidate(begin, begin + len(token), "pronoun", value or token.text, n, token.i)

    def _times(self, n: int, parse: Parse | None, figures: tuple[Figure, ...]) -> Iterator[Candidate]:
        if not figures:
            return
        span = self._scene.spans[n]
        sentence = self._scene.text[span.start : span.end]
        kind: CandidateKind = "time"
        for match in (*expressions(sentence), *_ADJECTIVES_OF_TIME.finditer(sentence)):
            begin, end = span.start + match.start(), span.start + match.end()
            yield Candidate(begin, end, kind, " ".join(match.group().split()), n, _head(parse, *match.span()))

    def _rates(self, n: int, figures: tuple[Figure, ...]) -> Iterator[Candidate]:
        for figure in figures:
            match = _RATE.match(self._scene.text, figure.char_end, self._scene.spans[n].end)
            if match:
                yield Candidate(match.start(1), match.end(1), "rate", " ".join(match[1].split()), n, -1)
            if figure.kind == "duration":
                yield Candidate(figure.char_start, figure.char_end, "age", "age", n, -1)


def _head(parse: Parse | None, start: int, end: int) -> int:
    """Return the number of the token that governs `start:end` of a sentence, -1 without a parse."""
    tokens = parse.covering(start, end) if parse is not None else []
    if not tokens:
        return -1
    inside = {t.i for t in tokens}
    return next((t.i for t in reversed(tokens) if t.head is t or t.head.i not in inside), tokens[-1].i)


def sentence_number(scene: Scene, offset: int) -> int:
    """Return the number of the sentence that holds `offset`."""
    return max(0, bisect_right([s.start for s in scene.spans], offset) - 1)
