"""Whose a figure is by the clause it stands in: its subject, whom it is given to, a place or thing around it."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final

from transforms.context.naming import SOURCES
from transforms.context.owners import NAMED_ENTITIES, OwnerNamer
from transforms.context.predicates import estimates
from transforms.context.pronouns import AIMS
from transforms.context.recipients import GIVES, beneficiary, concerned, receiver
from transforms.context.syntax import (
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
    from transforms.context.measures import MeasureReader
    from transforms.context.parse import Token

Candidate = tuple[str | None, str]
"""A name or noun phrase, if the words at hand have one, and the rule that looked for it."""

_GEOGRAPHIC: Final = frozenset({"GPE", "LOC"})
_PLACED: Final = frozenset({"count", "percent", "ratio", "percentage_point"})
"""Kinds that a place around the clause can own: "nine people were held in Oslo"; a sum or a length has a doer."""

_MODIFIERS: Final = frozenset({"nummod", "compound", "quantmod", "amod", "nmod", "conj", "appos"})
_TAKES_PART: Final = frozenset({"by", "with", "to", "for"})
"""Prepositions that make counted things part of what somebody does: "built for 24 patients", "missed by two votes"."""

_TELLS: Final = frozenset({"for", "to", "of", "with"})
"""Prepositions on what somebody is said to be: "is home to 40 clubs", "is the owner of 40 shops"."""

_AGAINST: Final = frozenset({"despite", "amid", "notwithstanding"})
"""Prepositions between a figure and its clause that make it somebody else's: "despite calls to spend 5%"."""

_EVENTS: Final = frozenset(
    "meeting meetings talks call calls visit visits speech interview conversation trip tour hearing debate summit "
    "holiday break campaign".split()
)
"""What somebody holds or has for so long, whatever is done there: "agreed it at a two-day meeting"."""

_REACH: Final = 6
"""Tokens after a count within which the noun it counts stands."""

_DONE: Final = frozenset(
    f"measure.{rule}"
    for rule in (
        "predicate",
        "occasions",
        "dimension",
        "of_base",
        "amount_of",
        "counted",
        "counted_of",
        "shared",
        "named_before",
    )
)


class DoerReader:
    """Finds owners in the clause of a figure; `speech` are the reporting verbs, whose subjects own nothing."""

    def __init__(self, owners: OwnerNamer, speech: frozenset[str], measures: MeasureReader) -> None:
        self._owners = owners
        self._speech = speech
        self._shells = measures.shells
        self._estimating = measures.estimating

    def read(self, at: Site, reading: Reading | None, speaker: str | None) -> Iterator[Candidate]:
        """Yield the subject of the clause, unless the figure or its measure is that subject; then a place beside it."""
        verb = _clause_of(at, reading)
        if verb is None:
            return
        between = {t.lower_ for t in takewhile(lambda t: t != verb, at.head.ancestors) if t.dep_ == "prep"}
        if between & _AGAINST:
            return
        found = receiver(at, verb) or beneficiary(at, reading, verb) or concerned(at, verb)
        if found is not None and self._owners.is_somebody(found):
            yield self._owners.name(at, found, speaker), "subject.receiver"
        if found is not None and at.figure.kind == "duration" and verb.lemma_ in GIVES:
            return
        agent = object_of(verb, "by") if child(verb, "nsubjpass") is not None else None
        if agent is not None and not has_figure(at, agent) and self._owners.is_somebody(agent):
            yield self._owners.name(at, agent, speaker), "subject.agent"
        subject = self._subject(at, reading, verb, between)
        if subject is not None and not self._owners.is_outside_quote(at, subject):
            yield from self._of_subject(at, reading, subject, speaker, along="with" in between)
            if subject.lemma_ in AIMS:
                return
        yield from self._around(at, reading, verb, speaker)

    def _subject(self, at: Site, reading: Reading | None, verb: Token, between: set[str]) -> Token | None:
        """Return the subject of the clause if the figure can be its own: not what it says, and no part of it."""
        rule, anchor = (reading.rule, reading.anchor) if reading is not None else ("", None)
        gives = "with" in between and verb.lower_ in self._estimating
        reports = verb.lower_ in self._speech or verb.lemma_ == "deny" or gives
        subject = subject_of(verb)
        if rule == "measure.fate" or estimates(at, verb, self._estimating):
            return None
        if reports and not (subject is not None and self._shows(at, verb, subject)):
            return None
        some = object_of(subject, "of") if subject is not None and subject.like_num else None
        subject = some if some is not None and not has_figure(at, some) else subject
        if subject is None or subject == anchor or not _does(at, verb, anchor):
            return None
        inside = rule != "measure.dimension" and holds_as_subject(at, subject, verb)
        return None if inside else subject

    def _shows(self, at: Site, verb: Token, subject: Token) -> bool:
        """Tell whether a thing bears the number itself: "the tag said 306", "the meter read 40"."""
        bare = at.head.dep_ == "dobj" and at.head.head == verb and at.figure.kind in {"count", "measure"}
        return (
            bare and subject.pos_ == "NOUN" and not self._owners.is_somebody(subject) and subject.lower_ not in SOURCES
        )

    def _of_subject(
        self, at: Site, reading: Reading | None, subject: Token, speaker: str | None, *, along: bool
    ) -> Iterator[Candidate]:
        """Yield whose the subject is, where it is a thing or an aim, then the subject itself."""
        owner = child(subject, "poss")
        aim = subject.lemma_ in AIMS
        own = reading is not None and reading.rule == "measure.dimension"
        if subject.pos_ == "NOUN" and owner is not None and not own and (aim or owner.ent_type_ in NAMED_ENTITIES):
            yield self._owners.name(at, owner, speaker), "subject.doer_owner"
        if aim:
            return
        somebody = self._owners.is_somebody(subject)
        if subject.pos_ == "NOUN" and not somebody:
            place = self._owners.place(at, subject, speaker, "of")
            yield (place if place is not None and place[0].isupper() else None), "subject.doer_owner"
        if somebody or (not along and subject.lower_ not in self._shells and _can_do(subject, reading)):
            yield self._owners.name(at, subject, speaker), "subject.doer"

    def _around(self, at: Site, reading: Reading | None, verb: Token, speaker: str | None) -> Iterator[Candidate]:
        """Yield the place a clause is set in, and the thing that what there is is in: "in the hall are 40 chairs"."""
        if at.figure.kind in _PLACED:
            yield self._owners.place(at, verb, speaker, "in", "across", named=_GEOGRAPHIC), "subject.place"
        if at.figure.kind != "count" or child(verb, "expl") is None:
            return
        anchor = reading.anchor if reading is not None else None
        held = (object_of(anchor, "in") if anchor is not None else None) or object_of(verb, "in")
        if held is not None and held.pos_ == "NOUN" and held.ent_type_ != "DATE":
            yield self._owners.name(at, held, speaker), "subject.contained"


def _clause_of(at: Site, reading: Reading | None) -> Token | None:
    """Return the verb of the clause that has the figure: of a count, the one above what it counts."""
    anchor = reading.anchor if reading is not None else None
    counted = anchor is not None and at.first < anchor.i <= at.last + _REACH and at.figure.kind == "count"
    if anchor is None or anchor.pos_ not in VERBS or counted:
        verb = clause_verb(at.head)
        if anchor is not None and verb is not None and verb.dep_ == "acl" and verb.head is anchor:
            return clause_verb(anchor)
        above = anchor is not None and counted and anchor is verb and anchor.head != anchor
        return clause_verb(verb.head) if above and verb is not None else verb
    return clause_verb(anchor)


def _can_do(noun: Token, reading: Reading | None) -> bool:
    """Tell whether a thing, not a person or body, is whose figure it is: where the measure is what it is or does.

    Where the measure is a quantity ("a rise in spending"), the thing that moved it has no claim to it.
    """
    amount = noun.like_num or noun.lower_ in {"%", "cent", "percent", "figure", "figures"}
    if any(c.dep_ in {"acl", "ccomp"} and child(c, "mark") is not None for c in noun.rights):
        return False
    return noun.pos_ == "NOUN" and not amount and reading is not None and reading.rule in _DONE


def _does(at: Site, verb: Token, anchor: Token | None) -> bool:
    """Tell whether the clause's subject owns the figure: counts and durations only if they are what it has or does.

    A known group ("of the 40 seats") and a time or place around the deed ("in a two-hour talk") are not its own.
    """
    kind = at.figure.kind
    if kind not in {"count", "duration"} or at.figure.unit == "time":
        return True
    if kind == "duration" and (anchor is None or anchor.pos_ in VERBS):
        return True
    if kind == "duration" and anchor is not None and anchor.lower_ in _EVENTS:
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
    told = token.head.head if token.dep_ == "pobj" and token.head.lower_ in _TELLS else token
    if told.dep_ == "attr" and told.head == verb:
        return True
    taken = token.dep_ == "pobj" and token.head.dep_ != "agent" and token.head.lower_ in _TAKES_PART
    return taken and token.head.head == verb
