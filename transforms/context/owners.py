"""What to call an owner: the full name behind a noun or pronoun, a country's adjective, a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.context.bases import full_phrase
from transforms.context.parse import Token
from transforms.context.pronouns import PronounReader
from transforms.context.syntax import Site, child, clause_verb, entity, has_figure, object_of

if TYPE_CHECKING:
    from transforms.context.countries import Countries
    from transforms.context.discourse import Discourse
    from transforms.context.names import Mention

NAMED_ENTITIES: Final = frozenset({"GPE", "LOC", "ORG", "NORP", "PERSON", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART"})
_DETERMINER: Final = re.compile(
    r"^(?:the|a|an|this|that|these|those|its|his|her|their|whose|every|each|any|some|no)\s+", re.IGNORECASE
)
_QUARTER: Final = re.compile(r"(?:(?:north|south)?(?:east|west)?(?:ern)?|central)")
_QUANTIFIERS: Final = frozenset({"many", "few", "several", "other", "such", "same", "more", "most", "own"})
_BEFORE_NAMES: Final = frozenset(
    "opposition charity airline retailer lender insurer carmaker supermarket chain website newspaper union newcomer "
    "club firm company bank group agency broker consultancy pollster think-tank watchdog regulator ministry".split()
)
"""Nouns that say what the name right after them is: "members of the opposition Harbour League"."""

_GENERIC: Final = frozenset(
    {
        "state",
        "nation",
        "country",
        "city",
        "town",
        "village",
        "county",
        "province",
        "district",
        "region",
        "world",
        "family",
    }
)


class OwnerNamer:
    """Names owners in one document. `groups` are the nouns for people and bodies, `speech` the reporting verbs."""

    def __init__(
        self, discourse: Discourse, countries: Countries, groups: frozenset[str], speech: frozenset[str]
    ) -> None:
        self._discourse = discourse
        self._countries = countries
        self._groups = groups
        self._pronouns = PronounReader(discourse, countries, self, speech)

    def name(self, at: Site, noun: Token, speaker: str | None) -> str | None:
        """Return the fullest name for a noun, a pronoun's person, or the noun phrase itself."""
        if noun.pos_ == "PRON" or noun.tag_ in {"PRP$", "WP$"}:
            return self._pronouns.name(at, noun, speaker)
        start = at.figure.sentence_start
        near = self._discourse.names.within(start, start + len(at.figure.sentence))
        mention = next((m for m in near if m.start <= start + noun.idx < m.end), None)
        if mention is not None and mention.end >= start + noun.idx + len(noun):
            return self._described_name(at, noun, mention) or self._discourse.antecedents.of_mention(mention)
        if noun.pos_ not in {"NOUN", "PROPN"}:
            return None
        named = self._named_beside(at, noun, near)
        if named is not None:
            return (
                self.name(at, named, speaker)
                if isinstance(named, Token)
                else self._discourse.antecedents.of_mention(named)
            )
        country = None if noun.pos_ != "NOUN" or noun.lemma_.casefold() in self._groups else self.adjective(at, noun)
        if country is None and noun.lower_ in {"country", "nation"}:
            country = self._country_before(at, noun)
        if country is not None:
            return country
        described = full_phrase(at, noun)
        in_full = described + _of_part(at, noun)
        antecedents = self._discourse.antecedents
        resolved = antecedents.resolve(described, at.offset(noun)) or antecedents.resolve(in_full, at.offset(noun))
        return resolved or _DETERMINER.sub("", in_full)

    def _named_beside(self, at: Site, noun: Token, near: tuple[Mention, ...]) -> Token | Mention | None:
        """Return the name of what a common noun tells: "the city of Bergen", "the charity Oak Aid"."""
        placed = object_of(noun, "of") if noun.lower_ in _GENERIC else None
        if placed is not None and placed.pos_ == "PROPN":
            return placed
        beside = next((m for m in near if m.start == at.offset(noun) + len(noun) + 1 and m.kind != "role"), None)
        if beside is not None and noun.pos_ == "NOUN" and noun.lower_ in _BEFORE_NAMES:
            return beside
        named = next((c for c in noun.rights if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > noun.i), None)
        return named if named is not None and not at.holds(named) else None

    def _country_before(self, at: Site, noun: Token) -> str | None:
        """Return the country that "her country" is: the last one named before it in the sentence."""
        if not any(c.tag_ == "PRP$" for c in noun.lefts):
            return None
        named = self._discourse.names.within(at.figure.sentence_start, at.offset(noun))
        countries = [m.text for m in named if self._countries.alpha3(m.text) is not None]
        return (self._countries.of_adjective(countries[-1]) or countries[-1]) if countries else None

    def _described_name(self, at: Site, noun: Token, mention: Mention) -> str | None:
        """Return a name with the word that makes it another one: "the average Dane", "northern Norway"."""
        before = at.doc[noun.i - 1] if noun.i and mention.text == noun.text else None
        joined = before is not None and before.i > 0 and not at.doc[before.i - 1].whitespace_
        if before is None or joined or before.head is not noun or before.dep_ != "amod" or not before.text.islower():
            return None
        people = self._countries.of_adjective(mention.text) is not None
        kind = before.tag_ == "JJ" and not before.like_num and before.lower_ not in _QUANTIFIERS
        part = _QUARTER.fullmatch(before.lower_) is not None
        return f"{before.text} {mention.text}" if (part or (people and kind)) else None

    def remember(self, at: Site) -> None:
        """Keep the main subject of the figure's sentence: what "it" or "they" in the next one mostly points to."""
        self._pronouns.remember(at)

    def is_outside_quote(self, at: Site, noun: Token) -> bool:
        """Tell whether the figure's whole clause is quoted and `noun` is not: who speaks is not who it is about."""
        quote = self._discourse.scene.quote_at(at.figure.char_start, at.figure.char_end)
        verb = clause_verb(at.head)
        if quote is None or verb is None or not quote.start <= at.offset(verb) < quote.end:
            return False
        return not quote.start <= at.offset(noun) < quote.end

    def is_somebody(self, noun: Token) -> bool:
        """Tell whether a noun can own a figure: a name, a pronoun, a noun for people and bodies."""
        if noun.pos_ in {"PROPN", "PRON"} or entity(noun) in NAMED_ENTITIES:
            return True
        return noun.lower_ in self._groups or noun.lemma_.casefold() in self._groups

    def can_possess(self, owner: Token) -> bool:
        """Tell whether a possessor is somebody in particular: a name, a pronoun, a body; not "the state's"."""
        if owner.pos_ == "PROPN" or owner.tag_ in {"PRP$", "WP$"} or owner.ent_type_ in NAMED_ENTITIES:
            return True
        return owner.lower_ not in _GENERIC and self.is_somebody(owner)

    def adjective(self, at: Site, noun: Token) -> str | None:
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
            if not self._discourse.names.knows(self._discourse.names.full(text)):
                continue
            if word.ent_type_ in {"GPE", "LOC"} or (word.ent_type_ in {"ORG", "PERSON"} and at.figure.kind != "count"):
                return self._discourse.names.full(text)
        return None

    def place(
        self,
        at: Site,
        noun: Token,
        speaker: str | None,
        *prepositions: str,
        named: frozenset[str] = NAMED_ENTITIES | {""},
    ) -> str | None:
        """Return the name after a preposition on the noun: "inflation in Norway", "370 for the visitors"."""
        for preposition in noun.children:
            if preposition.dep_ != "prep" or preposition.lower_ not in prepositions:
                continue
            place = child(preposition, "pobj")
            if place is None or at.holds(place):
                continue
            if place.lower_ in _BEFORE_NAMES and place.pos_ == "NOUN":
                return self.name(at, place, speaker)
            if place.pos_ == "PROPN" and place.ent_type_ in named:
                return self.name(at, place, speaker)
            whole = at.text(min([c.i for c in place.lefts if c.dep_ == "compound"], default=place.i), place.i)
            if self._countries.is_place(whole):
                return whole
            owner = child(place, "poss")
            if owner is not None and owner.ent_type_ in NAMED_ENTITIES:
                return self.name(at, owner, speaker)
            inner = ("in", "across", "of") if place.lower_ in _GENERIC else ("in", "across")
            deeper = self.adjective(at, place) or self.place(at, place, speaker, *inner)
            if deeper:
                return deeper
        return None


def _of_part(at: Site, noun: Token) -> str:
    """Return the complement that tells which thing a common noun is: " of mud" in "the wall of mud"."""
    of = object_of(noun, "of")
    if (
        noun.pos_ != "NOUN"
        or of is None
        or not (of.pos_ == "NOUN" or of.text.islower())
        or of.i > noun.i + 3
        or has_figure(at, of)
    ):
        return ""
    return " " + at.text(noun.i + 1, of.i)
