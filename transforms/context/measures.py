"""What a figure quantifies: the noun phrase or verb phrase it measures, by where it hangs in its sentence.

The rules are tried along the way from the figure to the root: counted noun, attribute (`a 2% margin`), complement
(`a rise of 2%`), object or adverbial of a verb (`rose 2%`, `cut the budget to $4m`), subject (`40% said they ...`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from transforms.context.predicates import predicate_text
from transforms.context.syntax import (
    SUBJECTS,
    VERBS,
    Site,
    child,
    clause_verb,
    has_figure,
    holds_as_subject,
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
_POINTING: Final = frozenset({"it", "that", "this", "which", "these", "those"})
_STEPS: Final = 8
"""How many governors a figure may pass on its way to a phrase: the longest found in labelled text is five."""

_UNIT_REACH: Final = 5
"""Tokens after a count among which its unit is looked for: determiner, adjectives, compound, noun."""

_PORTIONS: Final = frozenset({"share", "stake", "slice", "portion"})
_CHANGED_REACH: Final = 9
"""Tokens after the size of a change among which what changed may follow a time expression."""

_SPENDING: Final = frozenset({"spending", "expenditure", "outlay", "outlays", "budget", "investment"})
_GOALS: Final = frozenset({"target", "goal", "commitment", "pledge", "promise"})
_TIMES: Final = re.compile(r"(?:year|month|week|day|hour|minute|decade|quarter|century|time|period)s?$")
_LEADING: Final = frozenset(
    {"more", "other", "additional", "further", "of", "the", "these", "those", "its", "their", "his", "her", "our"}
)
_SHARES: Final = frozenset({"percent", "percentage_point", "ratio"})
_MEASURED: Final = _SHARES | {"duration", "measure"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure in the text's words, the rule that found it, and the word it hangs on (a noun, or a verb)."""

    text: str
    rule: str
    anchor: Token | None


class MeasureReader:
    """Reads measures with the change, level and spending verbs and the shell nouns of the lexicon.

    `opinion` holds the verbs of saying: what a share of people says is its measure.
    """

    def __init__(self, lexicon: Lexicon, opinion: frozenset[str]) -> None:
        roles: dict[str, set[str]] = {}
        for row in lexicon.table("measure_cues"):
            roles.setdefault(row["role"], set()).update(lexicon.words(row["forms"]))
        self._change = frozenset(roles["change_verb"])
        self._level = frozenset(roles["level_verb"])
        self._spend = frozenset(roles["spend_verb"])
        self._shell = frozenset(roles["shell_noun"])
        self._opinion = opinion

    def read(self, at: Site, before: Reading | None) -> Reading | None:
        """Return what the figure quantifies; `before` is what the figure before it measured."""
        if at.head.head.lower_ == "worth":
            return Reading("worth", "measure.worth", at.head.head)
        if at.figure.kind == "count":
            counted = self._by_unit(at) or self._counted(at, before)
            if counted is not None:
                return counted
        of = object_of(at.head, "of")
        if (
            at.figure.kind in {"duration", "measure"}
            and of is not None
            and not _TIMES.match(of.lower_)
            and of.ent_type_ != "DATE"
        ):
            return Reading(noun_phrase(at, of), "measure.amount_of", of)
        inside = object_of(at.head, "in", "of") if at.figure.kind == "money" else None
        if inside is not None and inside.pos_ == "NOUN" and inside.ent_type_ != "DATE" and not at.holds(inside):
            return Reading(noun_phrase(at, inside), "measure.sum_in", inside)
        return self._governed(at, before)

    def _population(self, at: Site, noun: Token) -> Reading | None:
        """Return what reaches so many people: they are but its unit ("the population reached 4 million people")."""
        verb = clause_verb(noun)
        if noun.lower_ != "people" or noun.dep_ not in {"dobj", "attr", "pobj"} or verb is None:
            return None
        moves = verb.lower_ in self._change or verb.lower_ in self._level
        return self._of_subject(at, verb, None) if moves and verb.lemma_ != "be" else None

    def _by_unit(self, at: Site) -> Reading | None:
        """Return the words from the figure to the noun its unit was read from, which needs no parse."""
        stem = at.figure.unit.split()[-1].casefold() if at.figure.unit else ""
        stem = stem[:-1] if len(stem) > 3 and stem.endswith("y") else stem
        if stem in {"person", "time", "vote"} and object_of(at.head, "of") is None:
            stem = {"person": "people"}.get(stem, stem)
        first = at.last + 1
        for token in at.doc[first : first + _UNIT_REACH]:
            if token.is_punct and token.text != "-":
                return None
            if stem and token.lower_.startswith(stem):
                population = self._population(at, token)
                if population is not None:
                    return population
                while first < token.i and at.doc[first].lower_ in _LEADING:
                    first += 1
                return Reading(at.text(first, _coordinated(token)), "measure.counted", token)
        return None

    def _counted(self, at: Site, before: Reading | None) -> Reading | None:
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
        if at.head.dep_ in SUBJECTS and of is not None:
            return self._predicate(at, at.head.head)
        if before is not None and before.anchor is not None and before.rule.startswith("measure.counted"):
            return Reading(before.text, "measure.shared", before.anchor)
        return None

    def _governed(self, at: Site, before: Reading | None) -> Reading | None:
        token = at.head
        if at.figure.kind == "ratio" and token.dep_ == "pobj" and (whole := object_of(token, "of")) is not None:
            return Reading(noun_phrase(at, whole), "measure.of_base", whole)
        for _ in range(_STEPS):
            governor = token.head
            if governor == token:
                return None
            found: Reading | None = None
            if token.dep_ in SUBJECTS and governor.pos_ in VERBS:
                found = self._predicate(at, governor)
            elif token.dep_ == "pobj":
                found, governor = self._complement(at, governor, before)
            elif _is_noun(governor) and not at.holds(governor) and token.dep_ not in {"conj", "prep"}:
                found = self._noun(at, governor, before)
            elif governor.pos_ in VERBS:
                found = self._verb(at, governor, None, before)
            if found is not None:
                return found
            token = governor
        return None

    def _complement(self, at: Site, preposition: Token, before: Reading | None) -> tuple[Reading | None, Token]:
        """Read the governor of a prepositional phrase; a second one ("from A to B") passes on to the first's."""
        governor = preposition.head
        while governor.pos_ == "ADP" and governor.dep_ in {"prep", "pcomp"} and governor.head != governor:
            governor = governor.head
        if _is_noun(governor) and not at.holds(governor):
            return self._noun(at, governor, before), governor
        if governor.pos_ in VERBS:
            return self._verb(at, governor, preposition, before), governor
        return None, governor

    def _noun(self, at: Site, noun: Token, before: Reading | None = None) -> Reading | None:
        """Read a noun the figure is an attribute or complement of; a shell noun passes on to what it is a shell of."""
        inner = object_of(noun, "in", "of", "on")
        inner = None if inner is None or has_figure(at, inner) or inner.ent_type_ == "DATE" else inner
        if inner is None and noun.lower_ in self._shell and at.first > noun.i:
            inner = _changed_in(at)
        if noun.lower_ in _PORTIONS or noun.lower_ in {"time", "times"}:
            return None
        if noun.lower_ in self._shell:
            if inner is not None and inner.ent_type_ not in {"DATE", "GPE"} and not _TIMES.match(inner.lower_):
                return Reading(noun_phrase(at, inner), "measure.inside_shell", inner)
            return None
        if noun.lower_ in _GOALS:
            compound = next((c for c in noun.lefts if c.dep_ == "compound" and not at.holds(c)), None)
            if compound is not None:
                return Reading(at.text(phrase_start(at, compound), compound.i), "measure.goal", noun)
            purpose = object_of(noun, "to", "for", "on")
            if purpose is not None and not has_figure(at, purpose):
                return Reading(noun_phrase(at, purpose), "measure.goal", noun)
            if before is not None:
                return Reading(before.text, "measure.goal", noun)
        return Reading(noun_phrase(at, noun), "measure.noun", noun)

    def _verb(self, at: Site, verb: Token, preposition: Token | None, before: Reading | None) -> Reading | None:
        """Read a verb the figure is an object or adverbial of."""
        form, kind = verb.lower_, at.figure.kind
        if form in self._spend and kind == "duration":
            return self._predicate(at, verb)
        if form in self._spend:
            purpose = object_of(verb, "on", "to") or object_of(at.head, "on", "to")
            if purpose is not None and not has_figure(at, purpose):
                if kind == "percent":
                    return Reading(noun_phrase(at, purpose), "measure.spent_on", purpose)
                return Reading(f"{verb.text} on {noun_phrase(at, purpose)}", "measure.spent_on", verb)
            named = _noun_before(at, _SPENDING) if kind == "percent" else None
            if named is not None:
                return Reading(noun_phrase(at, named), "measure.spending_named", named)
        moved = child(verb, "dobj")
        margin = kind == "count" and preposition is not None and preposition.lower_ == "by"
        if (
            preposition is not None
            and moved is not None
            and not has_figure(at, moved)
            and kind != "duration"
            and not margin
        ):
            if moved.pos_ == "PRON":
                return Reading(before.text, "measure.pronoun", before.anchor) if before else None
            return self._noun(at, moved) or Reading(noun_phrase(at, moved), "measure.moved", moved)
        upward = preposition is not None and preposition.lower_ == "to" and kind == "percent" and before is not None
        found = self._of_subject(at, verb, before) or self._of_base(at)
        if found is None and upward and before is not None:
            return Reading(before.text, "measure.pronoun", before.anchor)
        return found or self._predicate(at, verb)

    def _of_subject(self, at: Site, verb: Token, before: Reading | None) -> Reading | None:
        """Return the subject of a verb of change or level; "it" and "the figure" mean the measure before."""
        subject = subject_of(verb)
        if subject is None or holds_as_subject(at, subject, verb):
            return None
        bare = subject.lower_ in self._shell and object_of(subject, "of", "in") is None
        if (subject.lower_ in _POINTING or bare) and before is not None:
            return Reading(before.text, "measure.pronoun", before.anchor)
        measured = verb.lower_ in self._change or verb.lower_ in self._level or at.figure.kind in _MEASURED
        if not measured or subject.pos_ == "PRON" or _is_personal(subject):
            return None
        return self._noun(at, subject) or Reading(noun_phrase(at, subject), "measure.subject", subject)

    def _of_base(self, at: Site) -> Reading | None:
        """Return what a share is a share of, where somebody gets or gives it ("won two thirds of the vote")."""
        of = object_of(at.head, "of") if at.figure.kind in _SHARES else None
        if of is None or at.head.dep_ != "dobj" or of.pos_ == "PRON":
            return None
        return Reading(noun_phrase(at, of), "measure.of_base", of)

    def _predicate(self, at: Site, verb: Token) -> Reading | None:
        """Return the verb phrase: what is done, where no noun names the quantity."""
        if at.figure.kind == "percent" and at.head.dep_ in SUBJECTS and object_of(at.head, "of") is None:
            named = _clause_before(at)
            if named is not None and verb.lower_ not in self._opinion:
                return self._noun(at, named) or Reading(noun_phrase(at, named), "measure.clause_before", named)
        said = child(verb, "ccomp")
        if said is not None and not has_figure(at, said) and at.figure.kind != "duration" and said.i > verb.i:
            subject = child(said, *SUBJECTS)
            first = None if subject is None or (subject.pos_ == "PRON" and subject.lower_ in _PERSONAL) else subject
            text = predicate_text(at, said)
            if first is not None and text:
                text = f"{at.text(min(t.i for t in first.subtree), said.i - 1)} {text}"
            return Reading(text, "measure.opinion", said) if text else None
        if verb.pos_ == "AUX" and child(verb, "acomp", "attr", "prep") is None:
            subject = child(verb, *SUBJECTS)
            if subject is None or has_figure(at, subject):
                return None
            return Reading(noun_phrase(at, subject), "measure.subject", subject)
        text = predicate_text(at, verb)
        return Reading(text, "measure.predicate", verb) if text else None


def _noun_before(at: Site, forms: frozenset[str]) -> Token | None:
    """Return the last of the nouns `forms` in the sentence before the figure."""
    return next((t for t in reversed(at.doc[: at.first]) if t.lower_ in forms and t.pos_ in {"NOUN", "VERB"}), None)


def _clause_before(at: Site) -> Token | None:
    """Return the subject of a clause before the figure, if it is a thing: "Spending has to rise, 4% is too little"."""
    for token in at.doc[: at.first]:
        if token.dep_ == "nsubj" and token.pos_ == "NOUN" and not _is_personal(token) and not has_figure(at, token):
            return token
    return None


def _changed_in(at: Site) -> Token | None:
    """Return the noun after a later `in`: "a rise of 4% over the year in the price of cod"."""
    for token in at.doc[at.last + 1 : at.last + _CHANGED_REACH]:
        if token.text in {",", ";"}:
            return None
        noun = child(token, "pobj") if token.lower_ == "in" else None
        if noun is not None and noun.pos_ == "NOUN" and noun.ent_type_ not in {"DATE", "GPE"}:
            return noun
    return None


def _is_noun(token: Token) -> bool:
    """Tell whether a word can name what is measured: a noun that is not itself part of a number."""
    if token.text in {"%", "$", "£", "€"} or token.like_num or token.lower_ == "cent":
        return False
    return token.pos_ in {"NOUN", "PROPN"} or (token.pos_ == "ADJ" and token.dep_ in {"dobj", "pobj"})


def _coordinated(noun: Token) -> int:
    """Return the last token of a counted noun: with a second plural noun right after `and` ("men and women")."""
    second = child(noun, "conj")
    joined = (
        second is not None and second.tag_ == noun.tag_ == "NNS" and noun.nbor().lower_ == "and"
        if noun.i + 1 < len(noun.doc)
        else False
    )
    return second.i if joined and second is not None and second.i <= noun.i + 3 else noun.i


def _is_personal(token: Token) -> bool:
    named = token.pos_ == "PROPN" and token.ent_type_ in {"ORG", "GPE", "NORP"}
    return token.lower_ in _PERSONAL or token.ent_type_ == "PERSON" or named
