"""Whose a figure is: the owner, place or doer nearest to what it measures, by the fullest name the document has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.context.bases import full_phrase
from transforms.context.syntax import (
    SUBJECTS,
    VERBS,
    Site,
    child,
    clause_verb,
    has_figure,
    holds_as_subject,
    subject_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from transforms.context.countries import Countries
    from transforms.context.discourse import Discourse
    from transforms.context.measures import Reading

Owner = tuple[str, str]
"""A name or noun phrase, and the rule that found it."""

_OF_NOUN: Final = ("of", "for", "in", "across", "by", "on", "among")
_IN: Final = re.compile(r"\b(?:in|across|throughout)(?: the)? $", re.IGNORECASE)
_OF_FIGURE: Final = ("of", "for", "by")
"""Prepositions on the figure itself; after a share, `of` leads to its base instead."""

_FIRST_PERSON: Final = frozenset({"i", "me", "my", "mine", "myself"})
_THIRD_PERSON: Final = frozenset({"he", "she", "him", "her", "his", "hers"})
_BACKWARD: Final = frozenset({"it", "its", "they", "their", "them"})
_NAMED_ENTITIES: Final = frozenset({"GPE", "LOC", "ORG", "NORP", "PERSON"})
_DETERMINER: Final = re.compile(r"^(?:the|a|an|this|that|these|those|its|his|her|their)\s+", re.IGNORECASE)
_DIGIT: Final = re.compile(r"\d")
_GENERIC: Final = frozenset({"state", "nation", "country", "city", "region", "world", "family"})
_SHARES: Final = frozenset({"percent", "ratio"})
_MODIFIERS: Final = frozenset({"nummod", "compound", "quantmod", "amod", "nmod", "conj", "appos"})


class SubjectReader:
    """Finds subjects in one document. `groups` are the nouns for people and bodies, `speech` the reporting verbs."""

    def __init__(
        self, discourse: Discourse, countries: Countries, groups: frozenset[str], speech: frozenset[str]
    ) -> None:
        self._discourse = discourse
        self._countries = countries
        self._groups = groups
        self._speech = speech

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
            if owner is not None and self._can_possess(owner):
                yield self.name(at, owner, speaker), "subject.possessor"
        for noun in _unique(nouns):
            yield self._adjective(at, noun), "subject.adjective"
        owners = _OF_FIGURE if at.figure.kind not in _SHARES else _OF_FIGURE[1:]
        yield self._place(at, at.head, speaker, *owners), "subject.complement"
        for noun in _unique(nouns):
            if noun != at.head:
                yield self._place(at, noun, speaker, *_OF_NOUN), "subject.complement"
        if (
            anchor is not None
            and anchor.pos_ == "PROPN"
            and at.figure.kind == "count"
            and self._countries.is_place(anchor.text)
        ):
            yield at.text(anchor.i, anchor.i), "subject.counted_people"
        elif anchor is not None and anchor.pos_ == "PROPN" and at.figure.kind not in {"count", *_SHARES}:
            yield self.name(at, anchor, speaker), "subject.named"
        for noun in _unique(nouns):
            yield self._having(at, noun, speaker), "subject.having"
        yield from self._doers(at, anchor, speaker)

    def _having(self, at: Site, noun: Token, speaker: str | None) -> str | None:
        """Return who has the noun: "a union with 900 members", "Oke, a federation of 40 clubs", "Oke, worth $4m"."""
        if noun.dep_ == "pobj" and noun.head.lower_ in {"with", "of"}:
            whole = noun.head.head
            if whole.dep_ == "appos" and whole.head.pos_ == "PROPN":
                whole = whole.head
            if self._is_somebody(whole) and not at.holds(whole):
                return self.name(at, whole, speaker)
        if noun.lower_ == "worth" and noun.head.pos_ == "PROPN":
            return self.name(at, noun.head, speaker)
        return None

    def _doers(self, at: Site, anchor: Token | None, speaker: str | None) -> Iterator[tuple[str | None, str]]:
        """Yield the subject of the clause, unless the figure or its measure is that subject; then a place beside it."""
        counted = anchor is not None and at.first < anchor.i <= at.last + 6 and at.figure.kind == "count"
        verb = clause_verb(at.head if anchor is None or anchor.pos_ not in VERBS or counted else anchor)
        if counted and anchor is not None and verb == anchor and anchor.head != anchor:
            verb = clause_verb(anchor.head)
        if verb is None:
            return
        subject = subject_of(verb)
        reports = verb.lower_ in self._speech
        if (
            subject is not None
            and not holds_as_subject(at, subject, verb)
            and subject != anchor
            and not reports
            and _does(at, verb, anchor)
        ):
            owner = child(subject, "poss")
            if subject.pos_ == "NOUN" and owner is not None and owner.ent_type_ in _NAMED_ENTITIES:
                yield self.name(at, owner, speaker), "subject.doer_owner"
            if self._is_somebody(subject):
                yield self.name(at, subject, speaker), "subject.doer"
        yield self._place(at, verb, speaker, "in", "across"), "subject.place"

    def _is_somebody(self, noun: Token) -> bool:
        """Tell whether a noun can own a figure: a name, a pronoun, a noun for people and bodies."""
        if noun.pos_ in {"PROPN", "PRON"} or noun.ent_type_ in _NAMED_ENTITIES:
            return True
        return noun.lower_ in self._groups or noun.lemma_.casefold() in self._groups

    def _can_possess(self, owner: Token) -> bool:
        """Tell whether a possessor is somebody in particular: a name, a pronoun, a body; not "the state's"."""
        if owner.pos_ == "PROPN" or owner.tag_ == "PRP$" or owner.ent_type_ in _NAMED_ENTITIES:
            return True
        return owner.lower_ not in _GENERIC and self._is_somebody(owner)

    def _adjective(self, at: Site, noun: Token) -> str | None:
        """Return the country of an adjective or compound in front of the noun ("German economy", "UK shoppers")."""
        if noun.pos_ == "PROPN":
            return None
        for word in noun.lefts:
            if word.dep_ not in {"amod", "compound", "nmod"} or at.holds(word):
                continue
            text = at.text(min([c.i for c in word.lefts if c.dep_ in {"compound", "amod"}], default=word.i), word.i)
            if self._countries.is_place(text):
                return self._countries.of_adjective(text) or text
            inner = next((c.text for c in word.lefts if self._countries.is_place(c.text)), None)
            if inner is not None:
                return self._countries.of_adjective(inner) or inner
            if word.ent_type_ in {"GPE", "LOC"} or (word.ent_type_ in {"ORG", "PERSON"} and at.figure.kind != "count"):
                return self._discourse.names.full(text)
        return None

    def _place(self, at: Site, noun: Token, speaker: str | None, *prepositions: str) -> str | None:
        """Return the name after a preposition on the noun: "inflation in Norway", "370 for the visitors"."""
        for preposition in noun.children:
            if preposition.dep_ != "prep" or preposition.lower_ not in prepositions:
                continue
            place = child(preposition, "pobj")
            if place is None or at.holds(place):
                continue
            if place.pos_ == "PROPN" and place.ent_type_ not in {"DATE", "TIME"}:
                return self.name(at, place, speaker)
            whole = at.text(min([c.i for c in place.lefts if c.dep_ == "compound"], default=place.i), place.i)
            if self._countries.is_place(whole):
                return whole
            owner = child(place, "poss")
            if owner is not None and owner.ent_type_ in _NAMED_ENTITIES:
                return self.name(at, owner, speaker)
            deeper = self._adjective(at, place) or self._place(at, place, speaker, "in", "across")
            if deeper:
                return deeper
        return None

    def name(self, at: Site, noun: Token, speaker: str | None) -> str | None:
        """Return the fullest name for a noun, a pronoun's person, or the noun phrase itself."""
        form = noun.lower_ if noun.pos_ == "PRON" or noun.tag_ == "PRP$" else ""
        if form in _FIRST_PERSON:
            return speaker
        if form in _THIRD_PERSON:
            return self._antecedent(at, noun, person=True) or self._discourse.resolve(noun.text, at.offset(noun))
        if form in _BACKWARD:
            found = self._antecedent(at, noun, person=False)
            return found or (self._discourse.resolve("it", at.offset(noun)) if form in {"it", "its"} else None)
        if form:
            return None
        start = at.figure.sentence_start
        near = self._discourse.names.within(start, start + len(at.figure.sentence))
        mention = next((m for m in near if m.start <= start + noun.idx < m.end), None)
        if mention is not None and mention.end >= start + noun.idx + len(noun):
            return self._discourse.of_mention(mention)
        if noun.pos_ not in {"NOUN", "PROPN"}:
            return None
        if (
            noun.pos_ == "NOUN"
            and noun.lemma_.casefold() not in self._groups
            and (country := self._adjective(at, noun))
        ):
            return country
        described = full_phrase(at, noun)
        return self._discourse.resolve(described, at.offset(noun)) or _DETERMINER.sub("", described)

    def _antecedent(self, at: Site, pronoun: Token, *, person: bool) -> str | None:
        """Return the subject of the nearest clause that stands before the pronoun: what it mostly points to."""
        verb = clause_verb(pronoun)
        while verb is not None:
            subject = subject_of(verb)
            if (
                subject is not None
                and subject.i < pronoun.i
                and subject.pos_ in {"PROPN", "NOUN"}
                and not has_figure(at, subject)
            ):
                name = self.name(at, subject, None)
                if name and not _DIGIT.search(name) and self._discourse.names.is_person(name) == person:
                    return name
            higher = clause_verb(verb.head) if verb.head != verb else None
            if higher == verb:
                return None
            verb = higher
        return None


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
    while token.dep_ in _MODIFIERS and token not in (token.head, verb):
        token = token.head
    if token.dep_ in {"dobj", "attr", "npadvmod", "dep"} and token.head == verb:
        return True
    return token.dep_ == "pobj" and token.head.lower_ in {"by", "with"} and token.head.head == verb
