"""Nouns found by where they stand in a sentence: what is aimed at, what changed, what the clause before was about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transforms.context.syntax import Site, child, entity, has_figure

if TYPE_CHECKING:
    from transforms.context.parse import Token

PERSONAL: Final = frozenset({"i", "he", "she", "we", "they", "you", "who", "people"})

_RANK_REACH: Final = 5
"""Tokens before a time among which its superlative stands."""

_CHANGED_REACH: Final = 9
"""Tokens after the size of a change among which what changed may follow a time expression."""


def aimed_at(at: Site, noun: Token) -> Token | None:
    """Return what a plan, call or target is to change: "calls to raise spending to 5%"."""
    clauses = [c for c in noun.rights if c.dep_ in {"acl", "relcl"} and c.tag_ == "VB"]
    clauses += [g for p in noun.rights if p.lower_ == "of" for g in p.children if g.dep_ == "pcomp" and g.tag_ == "VBG"]
    for clause in clauses:
        found = child(clause, "dobj")
        if found is not None and clause.i < at.first and found.pos_ == "NOUN" and not has_figure(at, found):
            return found
    return None


def ranks(at: Site) -> bool:
    """Tell whether the time is that of a superlative: "to its lowest level in three years"."""
    near = at.doc[max(0, at.first - _RANK_REACH) : at.first]
    return any(t.tag_ in {"JJS", "RBS"} and t.lower_ not in {"least", "most"} for t in near)


def noun_before(at: Site, forms: frozenset[str]) -> Token | None:
    """Return the last of the nouns `forms` in the sentence before the figure."""
    return next((t for t in reversed(at.doc[: at.first]) if t.lower_ in forms and t.pos_ in {"NOUN", "VERB"}), None)


def clause_before(at: Site, speech: frozenset[str]) -> Token | None:
    """Return the subject of a clause before the figure, if it is a thing: "Spending has to rise, 4% is too little".

    What says so (a survey `found`, one of `speech`) is not what is measured.
    """
    for token in at.doc[: at.first]:
        if token.head.lower_ in speech:
            continue
        if token.dep_ == "nsubj" and token.pos_ == "NOUN" and not is_personal(token) and not has_figure(at, token):
            return token
    return None


def changed_in(at: Site) -> Token | None:
    """Return the noun after a later `in`: "a rise of 4% over the year in the price of cod"."""
    for token in at.doc[at.last + 1 : at.last + _CHANGED_REACH]:
        if token.text in {",", ";"}:
            return None
        noun = child(token, "pobj") if token.lower_ == "in" else None
        if noun is not None and noun.pos_ == "NOUN" and noun.ent_type_ not in {"DATE", "GPE"}:
            return noun
    return None


def is_personal(token: Token) -> bool:
    """Tell whether a word stands for somebody: what they do is measured, not they."""
    named = token.pos_ == "PROPN" and token.ent_type_ in {"ORG", "GPE", "NORP"}
    return token.lower_ in PERSONAL or entity(token) == "PERSON" or named
