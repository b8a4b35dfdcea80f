"""Whose a figure is: the owner, place or doer nearest to what it measures, by the fullest name the document has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transforms.bases import full_phrase
from transforms.syntax import SUBJECTS, VERBS, Site, child, clause_verb, has_figure, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from transforms.countries import Countries
    from transforms.discourse import Discourse
    from transforms.measures import Reading

Owner = tuple[str, str]
"""A name or noun phrase, and the rule that found it."""

_PLACE_PREPOSITIONS: Final = ("of", "for", "in", "across", "to", "by", "on", "at", "against", "among")
_FIRST_PERSON: Final = frozenset({"i", "me", "my", "mine", "myself"})
_UNKNOWN_PRONOUNS: Final = frozenset(
    "we us our ours you your yours they them their theirs this that these those which who whom whose there what it its".split()
)
_NAMED_ENTITIES: Final = frozenset({"GPE", "LOC", "ORG", "NORP", "PERSON"})


class SubjectReader:
    """Finds subjects in one document."""

    def __init__(self, discourse: Discourse, countries: Countries, topic: str | None) -> None:
        self._discourse = discourse
        self._countries = countries
        self._topic = topic

    def read(self, at: Site, reading: Reading | None, *, base: str | None, scoped: bool, speaker: str | None) -> Owner | None:
        """Return the subject and its rule. `scoped` measures belong to a country: the story's, if no other is named."""
        for name, rule in self._candidates(at, reading, speaker):
            if name:
                return name, rule
        if base is not None and at.figure.kind in {"percent", "ratio"} and at.head.dep_ in SUBJECTS:
            return base, "subject.group_asked"
        if scoped and self._topic is not None:
            return self._topic, "subject.topic"
        return None

    def _candidates(self, at: Site, reading: Reading | None, speaker: str | None) -> Iterator[tuple[str | None, str]]:
        anchor = reading.anchor if reading is not None else None
        nouns = [t for t in (anchor, at.head, at.head.head) if t is not None and t.pos_ not in VERBS]
        for noun in _unique(nouns):
            owner = child(noun, "poss")
            if owner is not None:
                yield self._name(at, owner, speaker), "subject.possessor"
        for noun in _unique(nouns):
            yield self._adjective(at, noun), "subject.adjective"
        for noun in _unique([at.head, *nouns]):
            yield self._place(at, noun, speaker), "subject.complement"
        if anchor is not None and anchor.ent_type_ in {"NORP", "GPE"} and at.figure.kind == "count":
            yield at.text(anchor.i, anchor.i), "subject.counted_people"
        yield from self._doers(at, anchor, speaker)

    def _doers(self, at: Site, anchor: Token | None, speaker: str | None) -> Iterator[tuple[str | None, str]]:
        """Yield the subject of the clause, unless the figure or its measure is that subject; then a place beside it."""
        verb = clause_verb(at.head if anchor is None or anchor.pos_ not in VERBS else anchor)
        if verb is None:
            return
        subject = subject_of(verb)
        counted = at.figure.kind == "count" and not _is_object(at, verb)
        if subject is not None and not has_figure(at, subject) and subject != anchor and not counted:
            owner = child(subject, "poss")
            if subject.pos_ == "NOUN" and owner is not None:
                yield self._name(at, owner, speaker), "subject.doer_owner"
            yield self._name(at, subject, speaker), "subject.doer"
        yield self._place(at, verb, speaker, "in", "across"), "subject.place"

    def _adjective(self, at: Site, noun: Token) -> str | None:
        """Return the country of an adjective or compound in front of the noun ("German economy", "UK shoppers")."""
        for word in noun.lefts:
            if word.dep_ in {"amod", "compound", "nmod"} and word.text[:1].isupper():
                text = self._compound(at, word)
                country = self._countries.of_adjective(text)
                if country or self._countries.is_place(text):
                    return country or text
                if word.ent_type_ in {"ORG", "PERSON"}:
                    return self._discourse.names.full(text)
        return None

    def _compound(self, at: Site, word: Token) -> str:
        first = min([c.i for c in word.lefts if c.dep_ in {"compound", "amod"}], default=word.i)
        return at.text(first, word.i)

    def _place(self, at: Site, noun: Token, speaker: str | None, *only: str) -> str | None:
        """Return the name after a preposition on the noun: "inflation in Norway", "370 for the visitors"."""
        for preposition in noun.children:
            if preposition.dep_ != "prep" or preposition.lower_ not in (only or _PLACE_PREPOSITIONS):
                continue
            place = child(preposition, "pobj")
            if place is None or at.holds(place):
                continue
            if place.pos_ == "PROPN" and place.ent_type_ not in {"DATE", "TIME"}:
                return self._name(at, place, speaker)
            owner = child(place, "poss")
            if owner is not None and owner.ent_type_ in _NAMED_ENTITIES:
                return self._name(at, owner, speaker)
            deeper = self._adjective(at, place)
            if deeper:
                return deeper
        return None

    def _name(self, at: Site, noun: Token, speaker: str | None) -> str | None:
        """Return the fullest name for a noun, a pronoun's person, or the noun phrase itself."""
        form = noun.lower_
        if form in _FIRST_PERSON:
            return speaker
        if form in {"it", "its"}:
            return self._antecedent(at, noun) or self._discourse.resolve("it", at.offset(noun))
        if form in _UNKNOWN_PRONOUNS:
            return self._antecedent(at, noun) if form in {"their", "they", "them"} else None
        if noun.pos_ == "PRON":
            return self._discourse.resolve(noun.text, at.offset(noun))
        start = at.figure.sentence_start
        found = [
            m
            for m in self._discourse.names.within(start, start + len(at.figure.sentence))
            if m.start <= start + noun.idx < m.end
        ]
        if found:
            text = self._discourse.of_mention(found[0])
            return self._countries.of_adjective(text) or text
        described = full_phrase(at, noun)
        holder = self._discourse.resolve(described, at.offset(noun)) if noun.pos_ == "NOUN" else None
        return holder or (described if noun.pos_ in {"NOUN", "PROPN"} else None)

    def _antecedent(self, at: Site, pronoun: Token) -> str | None:
        """Return the subject of the pronoun's own sentence, if it stands before it: what `its` mostly points to."""
        verb = clause_verb(pronoun)
        while verb is not None:
            subject = subject_of(verb)
            if subject is not None and subject.i < pronoun.i and subject.pos_ in {"PROPN", "NOUN"} and not has_figure(at, subject):
                return self._name(at, subject, None)
            higher = clause_verb(verb.head) if verb.head != verb else None
            if higher == verb:
                return None
            verb = higher
        return None


def _unique(tokens: list[Token]) -> list[Token]:
    return list(dict.fromkeys(tokens))


def _is_object(at: Site, verb: Token) -> bool:
    """Tell whether the counted noun is what the verb does something to: then its subject has, takes or gives it."""
    token = at.head
    while token.head not in (verb, token):
        if token.dep_ in {"relcl", "acl"}:
            return False
        token = token.head
    return token.dep_ in {"dobj", "attr", "npadvmod", "dep"} or (token.dep_ == "prep" and token.lower_ in {"by", "with"})
