"""Whose a figure is: the owner, place or doer nearest to what it measures, by the fullest name the document has."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from transforms.context.owners import NAMED_ENTITIES, OwnerNamer
from transforms.context.predicates import estimates
from transforms.context.syntax import (
    SUBJECTS,
    VERBS,
    Site,
    child,
    clause_verb,
    has_figure,
    holds_as_subject,
    object_of,
    subject_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.context.counted import Reading
    from transforms.context.countries import Countries
    from transforms.context.discourse import Discourse
    from transforms.context.measures import MeasureReader
    from transforms.context.parse import Token

Owner = tuple[str, str]
"""A name or noun phrase, and the rule that found it."""

_OF_NOUN: Final = ("of", "for", "in", "across", "by", "on", "among")
_IN: Final = re.compile(r"\b(?:in|across|throughout)(?: the)? $", re.IGNORECASE)
_BESIDE: Final = re.compile(r" (?:among|for) (?:the )?([A-Z])")
_OF_FIGURE: Final = ("of", "for", "by", "among", "in")
"""Prepositions on the figure itself; after a share, `of` leads to its base instead."""

_GEOGRAPHIC: Final = frozenset({"GPE", "LOC"})
_PLACED: Final = frozenset({"count", "percent", "ratio", "percentage_point"})
"""Kinds that a place around the clause can own: "nine people were held in Oslo"; a sum or a length has a doer."""

_SHARES: Final = frozenset({"percent", "ratio"})
_MODIFIERS: Final = frozenset({"nummod", "compound", "quantmod", "amod", "nmod", "conj", "appos"})
_AGAINST: Final = frozenset({"despite", "amid", "notwithstanding"})
"""Prepositions between a figure and its clause that make it somebody else's: "despite calls to spend 5%"."""

_AIMS: Final = frozenset(
    {"target", "goal", "aim", "plan", "ambition", "commitment", "pledge", "promise", "forecast", "idea"}
)
"""What somebody has a figure for: the figure is not the aim's but its owner's."""

_EXACTS: Final = frozenset({"cost", "take", "earn", "save", "owe", "bring", "net"})
_SAID_OF: Final = frozenset({"measure.dimension", "measure.age"})
_DONE: Final = frozenset(
    f"measure.{rule}"
    for rule in ("predicate", "occasions", "dimension", "of_base", "amount_of", "counted", "counted_of", "shared")
)


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
        self._shells = measures.shells
        self._estimating = measures.estimating

    def read(
        self, at: Site, reading: Reading | None, *, base: str | None, speaker: str | None, gauge: str | None
    ) -> Owner | None:
        """Return the subject the figure's own sentence gives it, and the rule, or None.

        `gauge` is the maker of the index that is quoted: what is gauged belongs to somebody else.
        """
        if at.figure.kind in _SHARES and (at.head.dep_ in SUBJECTS or at.head.head.lower_ in self._speech):
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
        anchor = reading.anchor if reading is not None else None
        nouns = [t for t in (anchor, at.head, at.head.head) if t is not None and t.pos_ not in VERBS]
        for noun in _unique(nouns):
            owner = child(noun, "poss")
            if owner is not None and self._owners.can_possess(owner):
                yield self._owners.name(at, owner, speaker), "subject.possessor"
        for noun in _unique(nouns):
            yield self._owners.adjective(at, noun), "subject.adjective"
        yield self._beside(at), "subject.beside"
        owners = _OF_FIGURE if at.figure.kind not in _SHARES else _OF_FIGURE[1:]
        yield self._owners.place(at, at.head, speaker, *owners), "subject.complement"
        for noun in _unique(nouns):
            asked = noun.dep_ == "pobj" and noun.head.head.lower_ in {"survey", "poll", "study"}
            if noun != at.head and not asked:
                yield self._owners.place(at, noun, speaker, *_OF_NOUN), "subject.complement"
        if (
            anchor is not None
            and anchor.pos_ == "PROPN"
            and at.figure.kind == "count"
            and self._countries.is_place(anchor.text)
        ):
            yield at.text(anchor.i, anchor.i), "subject.counted_people"
        elif anchor is not None and anchor.pos_ == "PROPN" and at.figure.kind not in {"count", *_SHARES}:
            yield self._owners.name(at, anchor, speaker), "subject.named"
        if anchor is not None and reading is not None and anchor.lower_ != "worth" and reading.rule in _SAID_OF:
            described = anchor if reading.rule == "measure.age" else _described(at, anchor)
            yield (self._owners.name(at, described, speaker) if described is not None else None), "subject.described"
        for noun in _unique(nouns):
            yield self._having(at, noun, speaker), "subject.having"
        yield from self._doers(at, reading, speaker)

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

    def _beside(self, at: Site) -> str | None:
        """Return the name in a phrase right after the figure: "370 among Danes", "$4m for Norway"."""
        start, end = at.figure.sentence_start, at.figure.char_end - at.figure.sentence_start
        phrase = _BESIDE.match(at.figure.sentence, end)
        if phrase is None:
            return None
        near = self._discourse.names.within(start + phrase.start(1), start + len(at.figure.sentence))
        found = near[0] if near and near[0].start == start + phrase.start(1) else None
        return self._discourse.antecedents.of_mention(found) if found is not None else None

    def _doers(self, at: Site, reading: Reading | None, speaker: str | None) -> Iterator[tuple[str | None, str]]:
        """Yield the subject of the clause, unless the figure or its measure is that subject; then a place beside it."""
        anchor = reading.anchor if reading is not None else None
        counted = anchor is not None and at.first < anchor.i <= at.last + 6 and at.figure.kind == "count"
        verb = clause_verb(at.head if anchor is None or anchor.pos_ not in VERBS or counted else anchor)
        if counted and anchor is not None and verb == anchor and anchor.head != anchor:
            verb = clause_verb(anchor.head)
        if verb is None:
            return
        subject = subject_of(verb) if reading is None or reading.rule != "measure.fate" else None
        some = object_of(subject, "of") if subject is not None and subject.like_num else None
        subject = some if some is not None and not has_figure(at, some) else subject
        between = {t.lower_ for t in takewhile(lambda t: t != verb, at.head.ancestors) if t.dep_ == "prep"}
        if between & _AGAINST:
            return
        denies = verb.lemma_ == "deny"
        gives = "with" in between and verb.lower_ in self._estimating
        reports = verb.lower_ in self._speech or denies or gives or estimates(at, verb, self._estimating)
        receiver = _receiver(at, verb)
        if receiver is not None and self._owners.is_somebody(receiver):
            yield self._owners.name(at, receiver, speaker), "subject.receiver"
        agent = object_of(verb, "by") if child(verb, "nsubjpass") is not None else None
        if agent is not None and not has_figure(at, agent) and self._owners.is_somebody(agent):
            yield self._owners.name(at, agent, speaker), "subject.agent"
        if (
            subject is not None
            and (
                not holds_as_subject(at, subject, verb) or (reading is not None and reading.rule == "measure.dimension")
            )
            and subject != anchor
            and not reports
            and _does(at, verb, anchor)
        ):
            owner = child(subject, "poss")
            aim = subject.lower_ in _AIMS
            if subject.pos_ == "NOUN" and owner is not None and (aim or owner.ent_type_ in NAMED_ENTITIES):
                yield self._owners.name(at, owner, speaker), "subject.doer_owner"
            if aim:
                return
            if self._owners.is_somebody(subject) or (
                "with" not in between and subject.lower_ not in self._shells and _can_do(subject, reading)
            ):
                yield self._owners.name(at, subject, speaker), "subject.doer"
        if at.figure.kind in _PLACED:
            yield self._owners.place(at, verb, speaker, "in", "across", named=_GEOGRAPHIC), "subject.place"


def _receiver(at: Site, verb: Token) -> Token | None:
    """Return whom something costs, takes or earns the figure: "it took Norway six years", "cost the trust $4m"."""
    if verb.lemma_ not in _EXACTS:
        return None
    found = child(verb, "dative", "dobj")
    if found is None or found.i > at.first or found.dep_ == "prep" or has_figure(at, found):
        return None
    definite = any(c.lower_ == "the" or c.dep_ == "poss" for c in found.lefts)
    return found if definite or found.pos_ in {"PROPN", "PRON"} else None


def _described(at: Site, adjective: Token) -> Token | None:
    """Return the noun an adjective of size is said of without a verb: "a gap 110 metres wide", "the wall, 2m high,"."""
    if adjective.dep_ in {"acomp", "ROOT", "conj"} and child(adjective.head, *SUBJECTS) is not None:
        return None
    whole = adjective.head
    if adjective.dep_ in {"amod", "advmod"} and whole.pos_ in {"NOUN", "PROPN"} and whole.i < at.first:
        return whole
    return next((t for t in reversed(at.doc[max(0, at.first - 5) : at.first]) if t.pos_ in {"NOUN", "PROPN"}), None)


def _can_do(noun: Token, reading: Reading | None) -> bool:
    """Tell whether a thing, not a person or body, is whose figure it is: where the measure is what it is or does.

    Where the measure is a quantity ("a rise in spending"), the thing that moved it has no claim to it.
    """
    amount = noun.like_num or noun.lower_ in {"%", "cent", "percent", "figure", "figures"}
    if any(c.dep_ in {"acl", "ccomp"} and child(c, "mark") is not None for c in noun.rights):
        return False
    return noun.pos_ == "NOUN" and not amount and reading is not None and reading.rule in _DONE


def found_at(found: dict[str, int], start: int) -> int:
    """Return where the only place found begins, counted from the sentence's start."""
    return next(iter(found.values())) - start


def _unique(tokens: list[Token]) -> list[Token]:
    return list(dict.fromkeys(tokens))


def _does(at: Site, verb: Token, anchor: Token | None) -> bool:
    """Tell whether the clause's subject owns the figure: counts and durations only if they are what it has or does.

    A known group ("of the 40 seats") and a time or place around the deed ("in a two-hour talk") are not its own.
    """
    kind = at.figure.kind
    if kind not in {"count", "duration"} or (kind == "duration" and (anchor is None or anchor.pos_ in VERBS)):
        return True
    token = anchor if kind == "count" and anchor is not None and anchor.pos_ not in VERBS else at.head
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head == at.head:
        token = at.head
    while token.dep_ in _MODIFIERS and token not in (token.head, verb):
        token = token.head
    if token.dep_ in {"dobj", "attr", "npadvmod", "dep"} and token.head == verb:
        return True
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.dep_ == "acomp":
        return token.head.head.head == verb
    return token.dep_ == "pobj" and token.head.lower_ in {"by", "with"} and token.head.head == verb
