"""What a figure quantifies: the noun phrase or verb phrase it measures, by where it hangs in its sentence.

The rules are tried along the way from the figure to the root: counted noun, attribute (`a 2% margin`), complement
(`a rise of 2%`), object or adverbial of a verb (`rose 2%`, `cut the budget to $4m`), subject (`40% said they ...`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from transforms.syntax import (
    SUBJECTS,
    VERBS,
    Site,
    child,
    clause_verb,
    has_figure,
    noun_phrase,
    object_of,
    phrase_start,
    subject_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from transforms.lexicon import Lexicon

_ATTRIBUTES: Final = frozenset(
    {"nummod", "compound", "amod", "nmod", "quantmod", "npadvmod", "advmod", "det", "predet"}
)
_PERSONAL: Final = frozenset({"i", "he", "she", "we", "they", "you", "who", "people"})
_STEPS: Final = 8
"""How many governors a figure may pass on its way to a phrase: the longest found in labelled text is five."""

_GOALS: Final = frozenset({"target", "goal", "commitment", "pledge", "promise", "plan"})
_TIMES: Final = re.compile(r"(?:year|month|week|day|hour|minute|decade|quarter|century|time|period)s?$")
_PARTITIVE: Final = frozenset({"percent", "ratio", "count"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure in the text's words, the rule that found it, and the word it hangs on (a noun, or a verb)."""

    text: str
    rule: str
    anchor: Token | None


class MeasureReader:
    """Reads measures with the change, level and spending verbs and the shell nouns of the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        roles: dict[str, set[str]] = {}
        for row in lexicon.table("measure_cues"):
            roles.setdefault(row["role"], set()).update(lexicon.words(row["forms"]))
        self._change = frozenset(roles["change_verb"])
        self._level = frozenset(roles["level_verb"])
        self._spend = frozenset(roles["spend_verb"])
        self._shell = frozenset(roles["shell_noun"])

    def read(self, at: Site, before: Reading | None) -> Reading | None:
        """Return what the figure quantifies; `before` is the reading of the figure before it in the sentence, if any."""
        if at.figure.kind == "count":
            counted = self._counted(at, before)
            if counted is not None:
                return counted
        if at.figure.kind == "duration":
            of = object_of(at.head, "of")
            if of is not None and not _TIMES.match(of.lower_) and not of.ent_type_ == "DATE":
                return Reading(noun_phrase(at, of), "measure.duration_of", of)
        return self._governed(at, before)

    def _counted(self, at: Site, before: Reading | None) -> Reading | None:
        """Return the counted noun: after the number, after `of`, or that of the figure this one is coordinated with."""
        of = object_of(at.head, "of")
        noun = at.head if at.head.pos_ in {"NOUN", "PROPN"} and not at.holds(at.head) else None
        for token in (at.head, *at.head.ancestors):
            if token.dep_ not in _ATTRIBUTES or token.head == token:
                break
            if token.head.pos_ in {"NOUN", "PROPN", "PRON"} and token.head.i > at.last and not at.holds(token.head):
                noun = token.head
        if noun is None and of is not None and of.pos_ in {"NOUN", "PROPN", "PRON"} and of.i > at.last:
            return Reading(noun_phrase(at, of), "measure.counted_of", of)
        if noun is None and of is None:
            noun = self._by_unit(at)
        if noun is not None:
            return Reading(noun_phrase(at, noun), "measure.counted", noun)
        if of is not None and at.head.dep_ in SUBJECTS:
            return self._predicate(at, at.head.head)
        if before is not None and before.anchor is not None and before.anchor.i < at.first:
            return Reading(before.text, "measure.shared", before.anchor)
        return None

    def _by_unit(self, at: Site) -> Token | None:
        """Return the noun right after the figure that its unit was read from, where the parse lost the link."""
        stem = at.figure.unit.split()[-1].casefold()[:4] if at.figure.unit else ""
        for token in at.doc[at.last + 1 : at.last + 6]:
            if token.is_punct or token.pos_ in VERBS:
                return None
            if stem and token.pos_ in {"NOUN", "PROPN"} and token.lower_.startswith(stem):
                return token
        return None

    def _governed(self, at: Site, before: Reading | None) -> Reading | None:
        token = at.head
        for _ in range(_STEPS):
            governor = token.head
            if governor == token:
                return None
            found: Reading | None = None
            if token.dep_ in SUBJECTS and governor.pos_ in VERBS:
                found = self._predicate(at, governor)
            elif token.dep_ == "pobj":
                found, governor = self._complement(at, governor, before)
            elif governor.pos_ in {"NOUN", "PROPN"} and not at.holds(governor) and token.dep_ not in {"conj", "prep"}:
                found = self._noun(at, governor)
            elif governor.pos_ in VERBS and token.dep_ != "conj":
                found = self._verb(at, governor, None, before)
            elif governor.pos_ in VERBS:
                found = self._verb(at, governor, None, before)
            if found is not None:
                return found
            token = governor
        return None

    def _complement(self, at: Site, preposition: Token, before: Reading | None) -> tuple[Reading | None, Token]:
        """Read the governor of a prepositional phrase; a second preposition ("from A to B") passes on to the first's."""
        governor = preposition.head
        while governor.pos_ == "ADP" and governor.dep_ in {"prep", "pcomp"} and governor.head != governor:
            governor = governor.head
        if governor.pos_ in {"NOUN", "PROPN"} and not at.holds(governor):
            return self._noun(at, governor), governor
        if governor.pos_ in VERBS:
            return self._verb(at, governor, preposition, before), governor
        return None, governor

    def _noun(self, at: Site, noun: Token) -> Reading | None:
        """Read a noun the figure is an attribute or complement of; a shell noun passes on to what it is a shell of."""
        inner = object_of(noun, "in", "of", "on")
        inner = None if inner is None or has_figure(at, inner) or inner.ent_type_ == "DATE" else inner
        if noun.lower_ in self._shell:
            if inner is not None and inner.ent_type_ not in {"DATE", "GPE"} and not _TIMES.match(inner.lower_):
                return Reading(noun_phrase(at, inner), "measure.inside_shell", inner)
            compound = next((c for c in noun.lefts if c.dep_ == "compound" and not at.holds(c)), None)
            return (
                Reading(at.text(phrase_start(at, compound), compound.i), "measure.compound", noun) if compound else None
            )
        if noun.lower_ in _GOALS:
            compound = next((c for c in noun.lefts if c.dep_ == "compound" and not at.holds(c)), None)
            if compound is not None:
                return Reading(at.text(phrase_start(at, compound), compound.i), "measure.goal", noun)
            purpose = object_of(noun, "to", "for", "on")
            if purpose is not None and not has_figure(at, purpose):
                return Reading(noun_phrase(at, purpose), "measure.goal", noun)
        return Reading(noun_phrase(at, noun), "measure.noun", noun)

    def _verb(self, at: Site, verb: Token, preposition: Token | None, before: Reading | None) -> Reading | None:
        """Read a verb the figure is an object or adverbial of."""
        form, percent = verb.lower_, at.figure.kind in {"percent", "percentage_point"}
        if form in self._spend:
            purpose = object_of(verb, "on", "to") or object_of(at.head, "on", "to")
            if purpose is not None and not has_figure(at, purpose):
                text = noun_phrase(at, purpose) if percent else f"{verb.text} on {noun_phrase(at, purpose)}"
                return Reading(text, "measure.spent_on", purpose if percent else verb)
        moved = child(verb, "dobj")
        if preposition is not None and moved is not None and not has_figure(at, moved) and at.figure.kind != "duration":
            if moved.pos_ == "PRON":
                return Reading(before.text, "measure.pronoun", before.anchor) if before else None
            return self._noun(at, moved) or Reading(noun_phrase(at, moved), "measure.moved", moved)
        subject = subject_of(verb)
        thing = subject is not None and not _is_personal(subject) and not has_figure(at, subject)
        if subject is not None and subject.lower_ in {"it", "that", "this", "which"} and before is not None:
            return Reading(before.text, "measure.pronoun", before.anchor)
        measured = form in self._change or form in self._level or percent or at.figure.kind in {"duration", "measure"}
        if subject is not None and thing and measured and subject.pos_ != "PRON":
            return self._noun(at, subject) or Reading(noun_phrase(at, subject), "measure.subject", subject)
        return self._predicate(at, verb)

    def _predicate(self, at: Site, verb: Token) -> Reading | None:
        """Return the verb phrase: what is done, where no noun names the quantity."""
        said = child(verb, "ccomp")
        if said is not None and not has_figure(at, said) and at.figure.kind in _PARTITIVE and said.i > verb.i:
            return self._predicate(at, said) or None
        doing = child(verb, "xcomp", "advcl") if at.figure.kind == "duration" else child(verb, "xcomp")
        if doing is not None and doing.i > at.last and doing.pos_ == "VERB" and not has_figure(at, doing):
            verb = doing
        parts: list[str] = []
        rest = [c for c in verb.rights if not has_figure(at, c) and c.dep_ in _TAKEN]
        if verb.pos_ != "AUX" or not rest:
            parts.append(verb.text)
        if verb.pos_ == "AUX" and not rest:
            subject = child(verb, *SUBJECTS)
            return (
                None
                if subject is None or has_figure(at, subject)
                else Reading(noun_phrase(at, subject), "measure.subject", subject)
            )
        nouns = 0
        for c in rest:
            if c.dep_ == "prt":
                parts.append(c.text)
            elif c.dep_ in {"prep", "dative"} and nouns < 2 and c.lower_ not in _LOOSE:
                noun = child(c, "pobj")
                if noun is not None and noun.ent_type_ != "DATE":
                    parts.append(f"{c.text} {noun_phrase(at, noun)}")
                    nouns += 1
            elif c.dep_ in {"dobj", "attr", "acomp"} and nouns < 2:
                parts.append(_complement_text(at, c))
                nouns += 1
        return Reading(" ".join(parts), "measure.predicate", verb)


_TAKEN: Final = frozenset({"prt", "dobj", "attr", "acomp", "prep", "dative", "oprd"})
_LOOSE: Final = frozenset(
    {"since", "by", "after", "before", "during", "until", "at", "from", "per", "over", "within", "as"}
)


def _complement_text(at: Site, token: Token) -> str:
    if token.dep_ == "acomp":
        preposition = child(token, "prep")
        noun = child(preposition, "pobj") if preposition is not None else None
        return (
            f"{token.text} {preposition.text} {noun_phrase(at, noun)}"
            if preposition is not None and noun is not None
            else token.text
        )
    return noun_phrase(at, token)


def _is_personal(token: Token) -> bool:
    return (
        token.lower_ in _PERSONAL
        or token.ent_type_ == "PERSON"
        or (token.pos_ == "PROPN" and token.ent_type_ in {"ORG", "GPE", "NORP"})
    )
