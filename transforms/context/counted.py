"""What a count counts: the noun beside the number, the people something happened to, or what was done so many times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from transforms.context.predicates import predicate_text
from transforms.context.syntax import SUBJECTS, VERBS, Site, child, clause_verb, noun_phrase, object_of

if TYPE_CHECKING:
    from transforms.context.parse import Token

_ATTRIBUTES: Final = frozenset(
    {"nummod", "compound", "amod", "nmod", "quantmod", "npadvmod", "advmod", "det", "predet"}
)
_UNIT_REACH: Final = 5
"""Tokens after a count among which its unit is looked for: determiner, adjectives, compound, noun."""

_LEADING: Final = frozenset(
    {"more", "other", "additional", "further", "of", "the", "these", "those", "its", "their", "his", "her"}
)
_PEOPLE: Final = frozenset({"people", "persons", "others", "more"})
_REACH: Final = 4
"""Tokens after the counted noun, or the bare number, within which a participle says what happened to the people."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure in the text's words, the rule that found it, and the word it hangs on (a noun, or a verb)."""

    text: str
    rule: str
    anchor: Token | None


def occasions(at: Site) -> Reading | None:
    """Return what is done so many times: "raised the gate four times", "three times a day"."""
    if at.figure.unit != "time":
        return None
    verb = clause_verb(at.head)
    text = predicate_text(at, verb) if verb is not None and verb.lemma_ != "be" else ""
    return Reading(text, "measure.occasions", verb) if text else None


def fate(at: Site, fates: frozenset[str]) -> Reading | None:
    """Return what happened to so many people: "14 people were killed", "Nine dead", "and 60 injured", "kills 19"."""
    last = at.last
    following = at.doc[last + 1 : last + 2]
    if following and following[0].lower_ in _PEOPLE:
        last += 1
    for token in at.doc[last + 1 : last + 1 + _REACH]:
        if token.is_punct or (token.pos_ in {"NOUN", "PROPN", "SCONJ", "CCONJ"} and token.lower_ not in fates):
            break
        if token.lower_ in fates:
            return Reading(token.text, "measure.fate", token)
    verb = clause_verb(at.head)
    own = last == at.last or at.figure.unit == "person"
    if own and verb is not None and verb.lower_ in fates and at.head.head == verb and at.head.dep_ in {"dobj", "obj"}:
        return Reading(verb.text, "measure.fate", verb)
    noun = at.head.head
    if (
        at.head.dep_ == "nummod"
        and noun.lower_ in _PEOPLE
        and noun.dep_ in {"dobj", "obj"}
        and noun.head.lower_ in fates
    ):
        return Reading(noun.head.text, "measure.fate", noun.head)
    of = object_of(at.head, "of")
    if of is not None and of.lower_ in fates:
        return Reading(of.text, "measure.fate", of)
    return None


def by_unit(at: Site) -> Reading | None:
    """Return the words from the figure to the noun its unit was read from, which needs no parse."""
    stem = at.figure.unit.split()[-1].casefold() if at.figure.unit else ""
    stem = stem[:-1] if len(stem) > 3 and stem.endswith("y") else stem
    if stem in {"person", "vote"} and object_of(at.head, "of") is None:
        stem = {"person": "people"}.get(stem, stem)
    first = at.last + 1
    for token in at.doc[first : first + _UNIT_REACH]:
        if token.is_punct and token.text != "-":
            return None
        if stem and token.lower_.startswith(stem):
            while first < token.i and (at.doc[first].lower_ in _LEADING or at.doc[first].lower_ in {"-", "odd"}):
                first += 1
            owned = next((t.i + 1 for t in reversed(at.doc[first : token.i]) if t.tag_ in {"POS", "PRP$"}), first)
            return Reading(at.text(owned, _coordinated(token)), "measure.counted", token)
    return None


def counted(at: Site, before: Reading | None) -> Reading | None:
    """Return the counted noun: after the number, after `of`, or that of the figure this one is coordinated with."""
    of = object_of(at.head, "of")
    noun: Token | None = None
    for token in (at.head, *at.head.ancestors):
        if token.dep_ not in _ATTRIBUTES or token.head == token:
            break
        if token.head.pos_ in {"NOUN", "PROPN", "PRON"} and token.head.i > at.last and not at.holds(token.head):
            noun = token.head
    if noun is not None:
        return Reading(noun_phrase(at, noun), "measure.counted", noun)
    if of is not None and of.pos_ in {"NOUN", "PROPN"} and of.i > at.last:
        return Reading(noun_phrase(at, of), "measure.counted_of", of)
    if at.head.dep_ in SUBJECTS and of is not None and at.head.head.pos_ in VERBS:
        text = predicate_text(at, at.head.head)
        return Reading(text, "measure.predicate", at.head.head) if text else None
    if before is not None and before.anchor is not None and before.rule.startswith("measure.counted"):
        return Reading(before.text, "measure.shared", before.anchor)
    return None


def _coordinated(noun: Token) -> int:
    """Return the last token of a counted noun: with a second plural after `and`, with what was done to people.

    "men and women"; "people interviewed", "people not covered before".
    """
    told = child(noun, "acl")
    if noun.lower_ in _PEOPLE and told is not None and told.tag_ == "VBN" and told.i <= noun.i + 2:
        after = told.doc[told.i + 1] if told.i + 1 < len(told.doc) else told
        return after.i if after.dep_ in {"advmod", "prt"} and after.head == told else told.i
    second = child(noun, "conj")
    if second is None or noun.i + 1 >= len(noun.doc) or noun.doc[noun.i + 1].lower_ != "and":
        return noun.i
    numbered = any(c.dep_ == "nummod" for c in second.children)
    near = second.tag_ == noun.tag_ == "NNS" and second.i <= noun.i + 3 and not numbered
    return second.i if near else noun.i
