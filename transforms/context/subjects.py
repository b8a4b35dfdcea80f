"""Whose a figure is: the owner, place or doer nearest to what it measures, by the fullest name the document has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.context.doers import DoerReader
from transforms.context.nouns import chance_of
from transforms.context.syntax import SUBJECTS, VERBS, Site, child, clause_verb, object_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.context.counted import Reading
    from transforms.context.countries import Countries
    from transforms.context.discourse import Discourse
    from transforms.context.measures import MeasureReader
    from transforms.context.owners import OwnerNamer
    from transforms.context.parse import Token

Owner = tuple[str, str]
"""A name or noun phrase, and the rule that found it."""

_OF_NOUN: Final = ("of", "for", "in", "across", "by", "on", "among")
_IN: Final = re.compile(r"\b(?:in|across|throughout)(?: the)? $", re.IGNORECASE)
_UP: Final = re.compile(
    r",? (?:(?:was|were|is|are|being|closed|ended|finished) )?(?:up|down)"
    r"(?: (?:by|about|around|almost|nearly|some|just|over))* "
)
_AIMED: Final = re.compile(r"\b(?:to|from|against|with|by|than)(?: the)? $")
"""What stands before a name that something only goes to or is set against: "exports to Norway were up 4%"."""

_MOVES: Final = frozenset({"percent", "percentage_point", "money", "measure"})
_BESIDE: Final = re.compile(r" (?:among|for) (?:the )?([A-Z])")
_OF_FIGURE: Final = ("of", "for", "by", "among", "in")
"""Prepositions on the figure itself; after a share, `of` leads to its base instead."""

_RUN: Final = frozenset({"run", "owned", "held", "managed", "operated", "controlled", "led", "governed"})
_SHARES: Final = frozenset({"percent", "ratio"})
_SAID_OF: Final = frozenset({"measure.dimension", "measure.age"})


class SubjectReader:
    """Finds subjects in one document; `speech` are the reporting verbs."""

    def __init__(
        self,
        discourse: Discourse,
        countries: Countries,
        owners: OwnerNamer,
        speech: frozenset[str],
        measures: MeasureReader,
    ) -> None:
        self._discourse = discourse
        self._countries = countries
        self._owners = owners
        self._speech = speech
        self._doers = DoerReader(owners, speech, measures)

    def read(
        self, at: Site, reading: Reading | None, *, base: str | None, speaker: str | None, gauge: str | None
    ) -> Owner | None:
        """Return the subject the figure's own sentence gives it, and the rule, or None.

        `gauge` is the maker of the index that is quoted: what is gauged belongs to somebody else.
        """
        first = at.head.head if at.head.dep_ == "conj" and at.head.head.lower_ == at.head.lower_ else at.head
        if at.figure.unit == "fraction" and first.dep_ == "nummod" and first.head.dep_ in SUBJECTS:
            first = first.head
        if at.figure.kind in _SHARES and (first.dep_ in SUBJECTS or first.head.lower_ in self._speech):
            return (base, "subject.group_asked") if base is not None else None
        for name, rule in self._candidates(at, reading, speaker):
            if name and name != gauge:
                return name, rule
        return None

    def sentence_country(self, at: Site, *, only: bool) -> str | None:
        """Return the country or region the figure's sentence is about: the only one named, or the first before it."""
        start = at.figure.sentence_start
        found: dict[str, int] = {}
        for mention in self._discourse.names.within(start, start + len(at.figure.sentence)):
            if self._countries.is_place(mention.text):
                found.setdefault(self._countries.of_adjective(mention.text) or mention.text, mention.start)
        if only:
            return (
                next(iter(found))
                if len(found) == 1 and _IN.search(at.figure.sentence[: found_at(found, start)])
                else None
            )
        before = [name for name, offset in found.items() if offset < at.figure.char_start]
        return before[0] if before else (next(iter(found)) if len(found) == 1 else None)

    def _candidates(self, at: Site, reading: Reading | None, speaker: str | None) -> Iterator[tuple[str | None, str]]:
        """Yield whom the figure can belong to, the nearest words first; what somebody does comes after what is named.

        Who has a share of something, and who has or does counted things, comes before the place those are in.
        """
        anchor = reading.anchor if reading is not None else None
        nouns = _unique([t for t in (anchor, at.head, at.head.head) if t is not None and t.pos_ not in VERBS])
        if reading is not None and reading.rule == "measure.of_base":
            yield from self._doers.read(at, reading, speaker)
        for noun in nouns:
            owner = child(noun, "poss")
            if owner is not None and self._owners.can_possess(owner):
                yield self._owners.name(at, owner, speaker), "subject.possessor"
        for noun in nouns:
            yield self._owners.adjective(at, noun), "subject.adjective"
            yield self._running(at, noun, speaker), "subject.running"
        yield self._beside(at), "subject.beside"
        yield mover(at, self._discourse), "subject.mover"
        if at.figure.kind == "count" and anchor is not None and anchor.dep_ == "dobj" and not _of_name(anchor):
            yield from self._doers.read(at, reading, speaker)
        owners = _OF_FIGURE if at.figure.kind not in _SHARES else _OF_FIGURE[1:]
        yield self._owners.place(at, at.head, speaker, *owners), "subject.complement"
        for noun in nouns:
            asked = noun.dep_ == "pobj" and noun.head.head.lower_ in {"survey", "poll", "study"}
            if noun != at.head and not asked:
                yield self._owners.place(at, noun, speaker, *_OF_NOUN), "subject.complement"
        if reading is not None and anchor is not None:
            yield from self._of_anchor(at, reading, anchor, speaker)
        for noun in nouns:
            yield self._having(at, noun, speaker), "subject.having"
            yield self._likely(at, noun, speaker), "subject.likely"
        yield from self._doers.read(at, reading, speaker)
        yield self._where(at, speaker), "subject.where"

    def _where(self, at: Site, speaker: str | None) -> str | None:
        """Return the place that a clause with "where" tells of: "the square, where it was 4C"."""
        verb = clause_verb(at.head)
        if verb is None or verb.dep_ != "relcl" or not any(c.lower_ == "where" for c in verb.lefts):
            return None
        return self._owners.name(at, verb.head, speaker)

    def _of_anchor(
        self, at: Site, reading: Reading, anchor: Token, speaker: str | None
    ) -> Iterator[tuple[str | None, str]]:
        """Yield what the measure's own word names or is said of: people counted, a name, who is of an age or size."""
        counted = at.figure.kind == "count" and self._countries.is_place(anchor.text)
        if anchor.pos_ == "PROPN" and counted:
            yield at.text(anchor.i, anchor.i), "subject.counted_people"
        elif anchor.pos_ == "PROPN" and at.figure.kind not in {"count", *_SHARES}:
            yield self._owners.name(at, anchor, speaker), "subject.named"
        part = object_of(anchor, "of") if anchor.lower_ == "share" and reading.rule == "measure.subject" else None
        if part is not None and part.pos_ == "NOUN":
            yield self._owners.name(at, part, speaker), "subject.share_of"
        if anchor.lower_ == "age" and anchor.dep_ == "pobj" and anchor.head.head.pos_ == "NOUN":
            yield self._owners.name(at, anchor.head.head, speaker), "subject.of_age"
        if anchor.lower_ != "worth" and reading.rule in _SAID_OF:
            described = anchor if reading.rule == "measure.age" else _described(at, anchor)
            yield (self._owners.name(at, described, speaker) if described is not None else None), "subject.described"

    def _having(self, at: Site, noun: Token, speaker: str | None) -> str | None:
        """Return who has the noun: "a union with 900 members", "Oke, a federation of 40 clubs", "Oke, worth $4m"."""
        if noun.dep_ == "pobj" and noun.head.lower_ in {"with", "of"}:
            whole = noun.head.head
            if whole.dep_ == "appos" and whole.head.pos_ == "PROPN":
                whole = whole.head
            if self._owners.is_somebody(whole) and not at.holds(whole):
                return self._owners.name(at, whole, speaker)
        if noun.lower_ == "worth" and noun.head.pos_ == "PROPN":
            return self._owners.name(at, noun.head, speaker)
        return None

    def _running(self, at: Site, noun: Token, speaker: str | None) -> str | None:
        """Return who runs or owns counted things: "12 markets run by the county"."""
        run = child(noun, "acl")
        if at.figure.kind != "count" or run is None or run.lower_ not in _RUN:
            return None
        agent = object_of(run, "by")
        return self._owners.name(at, agent, speaker) if agent is not None and self._owners.is_somebody(agent) else None

    def _likely(self, at: Site, noun: Token, speaker: str | None) -> str | None:
        """Return who is likely to do something: "there is a 40% chance the board will close it"."""
        chance = chance_of(noun)
        clause = child(chance, "acl", "relcl", "ccomp") if chance is not None else None
        doer = child(clause, "nsubj", "nsubjpass") if clause is not None else None
        return self._owners.name(at, doer, speaker) if doer is not None and doer.tag_ != "WDT" else None

    def _beside(self, at: Site) -> str | None:
        """Return the name in a phrase right after the figure: "370 among Danes", "$4m for Norway"."""
        start, end = at.figure.sentence_start, at.figure.char_end - at.figure.sentence_start
        phrase = _BESIDE.match(at.figure.sentence, end)
        if phrase is None:
            return None
        near = self._discourse.names.within(start + phrase.start(1), start + len(at.figure.sentence))
        found = near[0] if near and near[0].start == start + phrase.start(1) else None
        return self._discourse.antecedents.of_mention(found) if found is not None else None


def mover(at: Site, discourse: Discourse) -> str | None:
    """Return the name that is up or down by the figure right behind it: "Lund, down 4% at noon"."""
    start, end = at.figure.sentence_start, at.figure.char_start
    named = discourse.names.within(start, end) if at.figure.kind in _MOVES else ()
    last = named[-1] if named else None
    if last is None or last.kind == "role" or not _UP.fullmatch(discourse.text, last.end, end):
        return None
    aimed = _AIMED.search(discourse.text, start, last.start)
    return discourse.antecedents.of_mention(last) if aimed is None else None


def _described(at: Site, adjective: Token) -> Token | None:
    """Return the noun an adjective of size is said of without a verb: "a gap 110 metres wide", "the wall, 2m high,"."""
    if adjective.dep_ in {"acomp", "ROOT", "conj"} and child(adjective.head, *SUBJECTS) is not None:
        return None
    whole = adjective.head
    if adjective.dep_ in {"amod", "advmod"} and whole.pos_ in {"NOUN", "PROPN"} and whole.i < at.first:
        return whole
    return next((t for t in reversed(at.doc[max(0, at.first - 5) : at.first]) if t.pos_ in {"NOUN", "PROPN"}), None)


def found_at(found: dict[str, int], start: int) -> int:
    """Return where the only place found begins, counted from the sentence's start."""
    return next(iter(found.values())) - start


def _of_name(noun: Token) -> bool:
    """Tell whether counted things are somebody's by name ("three governors of Norway"), whoever met them."""
    of = object_of(noun, "of")
    return of is not None and of.pos_ == "PROPN"


def _unique(tokens: list[Token]) -> list[Token]:
    return list(dict.fromkeys(tokens))
