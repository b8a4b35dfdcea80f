"""What a figure quantifies: the noun phrase or verb phrase it measures, by where it hangs in its sentence.

The rules are tried along the way from the figure to the root: counted noun, attribute (`a 2% margin`), complement
(`a rise of 2%`), object or adverbial of a verb (`rose 2%`, `cut the budget to $4m`), subject (`40% said they ...`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transforms.context.asides import aside
from transforms.context.counted import Reading, by_unit, counted, fate, occasions
from transforms.context.nouns import TIMES, NounReader, is_noun
from transforms.context.syntax import (
    SUBJECTS,
    VERBS,
    Site,
    clause_verb,
    noun_phrase,
    object_of,
    subject_of,
)
from transforms.context.timed import came_before, counted_from, is_direct, lasted, post
from transforms.context.verbs import VerbReader

if TYPE_CHECKING:
    from transforms.context.parse import Token
    from transforms.lexicon import Lexicon

_STEPS: Final = 8
"""How many governors a figure may pass on its way to a phrase: the longest found in labelled text is five."""


_BODIES: Final = frozenset({"PERSON", "ORG"})
_AMOUNTS: Final = frozenset(
    "sales exports imports output production deliveries shipments orders membership circulation population workforce "
    "headcount attendance audience readership toll traffic turnout enrolment registrations capacity demand".split()
)
"""Nouns for how many things there are, which then are but their unit."""

_IDLE: Final = frozenset("exchange return total all addition advance part full turn response favour favor".split())
"""Nouns after `in` that say nothing of the sum before them: "$4m in exchange for it"."""


def _names_currency(at: Site, noun: Token) -> bool:
    """Tell whether a country right after a sum only says whose dollars it is in: "$4 US"."""
    return at.figure.kind == "money" and noun.i == at.last + 1 and noun.text in {"US", "U.S.", "USD", "Cdn", "Canadian"}


class MeasureReader:
    """Reads measures with the change, level and spending verbs and the shell nouns of the lexicon.

    `opinion` holds the verbs of saying: what a share of people says is its measure. `groups` are the nouns for people
    and bodies, whose doings are measured rather than they.
    """

    def __init__(self, lexicon: Lexicon, opinion: frozenset[str], groups: frozenset[str]) -> None:
        roles: dict[str, set[str]] = {}
        for row in lexicon.table("measure_cues"):
            roles.setdefault(row["role"], set()).update(lexicon.words(row["forms"]))
        moving = frozenset(roles["change_verb"] | roles["level_verb"])
        self._nouns = NounReader(frozenset(roles["shell_noun"]), moving)
        self._verbs = VerbReader(roles, self._nouns, opinion, groups)
        self._fates = frozenset(roles["fate"])
        self._groups = groups
        self.estimating = frozenset(roles["estimate_verb"])

    @property
    def shells(self) -> frozenset[str]:
        """Return the nouns that only say how much of something else: rise, level, total."""
        return self._nouns.shells

    def read(self, at: Site, before: Reading | None) -> Reading | None:
        """Return what the figure quantifies; `before` is what the figure before it measured."""
        if at.head.dep_ == "conj" and at.figure.kind == "duration" and before is not None and before.anchor is not None:
            return Reading(before.text, "measure.coordinated", before.anchor)
        if at.figure.kind == "ratio" and at.head.pos_ == "VERB" and at.first == at.last:
            changed = subject_of(at.head)
            return Reading(noun_phrase(at, changed), "measure.changed", changed) if changed is not None else None
        found = self._worth(at) or aside(at, before)
        if found is not None:
            return found
        if at.figure.kind == "count":
            found = self._count(at, before)
            if found is not None:
                return found
        return self._complemented(at) or self._governed(at, before)

    def _complemented(self, at: Site) -> Reading | None:
        """Return what the figure itself is of, in or for: "40 tonnes of cod", "eight years as mayor", "$4m in aid"."""
        of = object_of(at.head, "of")
        if (
            at.figure.kind in {"duration", "measure"}
            and of is not None
            and not TIMES.match(of.lower_)
            and of.ent_type_ != "DATE"
        ):
            return Reading(noun_phrase(at, of), "measure.amount_of", of)
        held = post(at) if at.figure.kind == "duration" else None
        if held is not None:
            return Reading(noun_phrase(at, held), "measure.time_as", held)
        inside = object_of(at.head, "in", "of") if at.figure.kind == "money" else None
        if inside is not None and at.head.dep_ == "dobj" and self._verbs.moves(at.head.head):
            inside = None
        idle = inside is not None and (inside.ent_type_ == "DATE" or inside.lower_ in _IDLE)
        if inside is not None and inside.pos_ == "NOUN" and not idle and not at.holds(inside):
            return Reading(noun_phrase(at, inside), "measure.sum_in", inside)
        of, purpose = object_of(at.head, "of"), object_of(at.head, "for", "on")
        if at.figure.kind == "percent" and of is not None and purpose is not None and purpose.pos_ == "NOUN":
            return Reading(noun_phrase(at, purpose), "measure.share_for", purpose)
        return None

    def _worth(self, at: Site) -> Reading | None:
        """Return the thing that is worth the sum ("tax cuts worth 12bn kronor"); of people, it is their worth."""
        worth = at.head.head
        thing = at.doc[worth.i - 1] if worth.lower_ == "worth" and worth.i else None
        if thing is None or thing.pos_ != "NOUN" or thing.ent_type_ or thing.lemma_.casefold() in self._groups:
            return None
        return Reading(noun_phrase(at, thing), "measure.thing_worth", thing)

    def _count(self, at: Site, before: Reading | None) -> Reading | None:
        found = occasions(at) or fate(at, self._fates) or by_unit(at)
        if found is not None and found.rule == "measure.counted" and found.anchor is not None:
            return self._population(at, found.anchor) or found
        return found or counted(at, before)

    def _population(self, at: Site, noun: Token) -> Reading | None:
        """Return what reaches so many things: they are but its unit ("sales totalled 4 million cars")."""
        verb = clause_verb(noun)
        if noun.dep_ not in {"dobj", "attr", "pobj"} or verb is None or verb.lemma_ == "be":
            return None
        subject = subject_of(verb)
        amount = noun.lower_ == "people" or (subject is not None and subject.lower_ in _AMOUNTS)
        found = self._verbs.of_subject(at, verb, None, passed=False) if amount and self._verbs.moves(verb) else None
        return Reading(found.text, "measure.reached", found.anchor) if found is not None else None

    def _governed(self, at: Site, before: Reading | None) -> Reading | None:
        token = at.head
        came = came_before(at)
        if came is not None:
            return Reading(noun_phrase(at, came), "measure.came", came)
        lasting = lasted(at) or counted_from(at)
        if lasting is not None:
            return self._verbs.predicate(at, lasting)
        wholes = (object_of(t, "of") for t in (token, *at.doc[at.first : at.last + 1]))
        whole = next((w for w in wholes if w is not None and not at.holds(w)), None)
        if at.figure.kind == "ratio" and token.dep_ in {"pobj", "nmod", "nummod"} and whole is not None:
            return Reading(noun_phrase(at, whole), "measure.of_base", whole)
        asked = token.head if at.figure.unit == "fraction" and token.dep_ == "nummod" else token
        if asked is not token and asked.dep_ in SUBJECTS and asked.head.pos_ in VERBS and asked.tag_ == "NNS":
            return self._verbs.predicate(at, asked.head)
        for _ in range(_STEPS):
            governor = token.head
            if governor == token:
                return None
            found: Reading | None = None
            if token.dep_ in SUBJECTS and governor.pos_ in VERBS:
                found = self._verbs.predicate(at, governor)
            elif token.dep_ == "pobj":
                found, governor = self._complement(at, governor, before, direct=is_direct(at, token))
            elif self._can_measure(at, token, governor):
                found = self._nouns.read(at, governor, before)
            elif governor.pos_ in VERBS:
                found = self._verbs.read(at, governor, None, before, direct=is_direct(at, token))
            if found is not None:
                return found
            token = governor
        return None

    def _can_measure(self, at: Site, token: Token, noun: Token) -> bool:
        """Tell whether `noun` may be what is measured, for a figure that hangs on it by `token`."""
        within = at.holds(noun) or token.dep_ in {"conj", "prep"}
        return is_noun(noun) and not within and not _names_currency(at, noun)

    def _complement(
        self, at: Site, preposition: Token, before: Reading | None, *, direct: bool
    ) -> tuple[Reading | None, Token]:
        """Read the governor of a prepositional phrase; a second one ("from A to B") passes on to the first's."""
        governor = preposition.head
        while governor.pos_ == "ADP" and governor.dep_ in {"prep", "pcomp"} and governor.head != governor:
            governor = governor.head
        while preposition.lower_ in {"of", "for"} and governor.ent_type_ in _BODIES and governor.head is not governor:
            governor = governor.head.head if governor.dep_ == "pobj" else governor.head
        if is_noun(governor) and not at.holds(governor):
            return self._nouns.read(at, governor, before), governor
        if governor.pos_ in VERBS:
            return self._verbs.read(at, governor, preposition, before, direct=direct), governor
        return None, governor
