"""What a figure quantifies that a verb takes: what is moved, spent, said or done, or the verb phrase itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transforms.context.counted import Reading
from transforms.context.nearby import PERSONAL, clause_before, is_personal, noun_before, ranks
from transforms.context.predicates import predicate_text
from transforms.context.syntax import (
    SUBJECTS,
    VERBS,
    Site,
    child,
    has_figure,
    holds_as_subject,
    noun_phrase,
    object_of,
    subject_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transforms.context.nouns import NounReader
    from transforms.context.parse import Token

_POINTING: Final = frozenset({"it", "that", "this", "which", "these", "those"})
_SPENDING: Final = frozenset({"spending", "expenditure", "outlay", "outlays", "budget", "investment"})
_PURPOSES: Final = ("on", "to", "into", "towards", "toward")
_ENDS: Final = frozenset({"at", "to", "from"})
_WITHIN: Final = frozenset({"over", "in", "during", "within", "for", "since", "after", "throughout"})
"""Prepositions of the time that a change to come takes: it times the change, not what changes."""

_SUMS: Final = frozenset({"sum", "total", "amount", "figure"})
"""Nouns that add nothing to an amount: "gave a sum of $4m"."""

_LOSSES: Final = frozenset({"lose", "loses", "lost", "losing"})
_SHARES: Final = frozenset({"percent", "percentage_point", "ratio"})


class VerbReader:
    """Reads verbs by what they do with the figures they take; `nouns` reads the nouns they take too.

    `opinion` holds the verbs of saying, `groups` the nouns for people and bodies, `roles` the verbs of `measure_cues`.
    """

    def __init__(
        self, roles: Mapping[str, set[str]], nouns: NounReader, opinion: frozenset[str], groups: frozenset[str]
    ) -> None:
        self._change = frozenset(roles["change_verb"])
        self._level = frozenset(roles["level_verb"])
        self._spend = frozenset(roles["spend_verb"])
        self._lasting = frozenset(roles["lasting_verb"])
        self._nouns = nouns
        self._opinion = opinion
        self._groups = groups

    def moves(self, verb: Token) -> bool:
        """Tell whether a verb says that something changes or where it stands."""
        return verb.lower_ in self._change or verb.lower_ in self._level

    def read(
        self, at: Site, verb: Token, preposition: Token | None, before: Reading | None, *, direct: bool
    ) -> Reading | None:
        """Read a verb the figure is an object or adverbial of; `direct` says that no noun stands between them."""
        form, kind = verb.lower_, at.figure.kind
        if kind == "money" and form in _LOSSES and at.head.dep_ == "dobj":
            return self.predicate(at, verb)
        ranked = preposition is not None and preposition.lower_ in {"in", "for"} and ranks(at)
        if kind == "duration" and direct and not ranked and not self._times_subject(verb, preposition):
            return self.predicate(at, verb)
        them = object_of(at.head, "of") if kind in _SHARES and at.head.dep_ == "dobj" else None
        if them is not None and them.pos_ == "PRON" and not self.moves(verb):
            return self.predicate(at, verb)
        settled = self._spent(at, verb) or self._moved(at, verb, preposition, before, ranked=ranked)
        settled = settled or self._of_base(at, verb)
        if settled is not None:
            return settled
        upward = preposition is not None and preposition.lower_ == "to" and kind == "percent" and before is not None
        found = self.of_subject(at, verb, before, passed=not direct)
        moves = kind in _SHARES and self.moves(verb) and child(verb, "dobj", "nsubj") is not None
        moves = moves and form not in self._spend and verb.lemma_ != "be"
        if found is None and (upward or moves) and before is not None:
            own = child(verb, "nsubj")
            return Reading(before.text, "measure.pronoun", verb if own is not None else before.anchor)
        bare = child(verb, "dobj") if not direct else None
        shell = bare is not None and bare.lower_ in self._nouns.shells and bare.lower_ not in _SUMS
        if found is None and bare is not None and shell and has_figure(at, bare):
            return Reading(noun_phrase(at, bare), "measure.shell_alone", bare)
        return found or self.predicate(at, verb)

    def predicate(self, at: Site, verb: Token) -> Reading | None:
        """Return the verb phrase: what is done, where no noun names the quantity."""
        if at.figure.kind == "percent" and at.head.dep_ in SUBJECTS and object_of(at.head, "of") is None:
            named = clause_before(at, self._opinion)
            if named is not None and verb.lower_ not in self._opinion:
                return self._nouns.read(at, named) or Reading(noun_phrase(at, named), "measure.clause_before", named)
        said = child(verb, "ccomp") if at.head.dep_ in SUBJECTS or at.figure.kind in _SHARES else None
        if said is not None and not has_figure(at, said) and at.figure.kind != "duration" and said.i > verb.i:
            subject = child(said, *SUBJECTS)
            first = None if subject is None or (subject.pos_ == "PRON" and subject.lower_ in PERSONAL) else subject
            text = predicate_text(at, said)
            if first is not None and text:
                text = f"{at.text(min(t.i for t in first.subtree), said.i - 1)} {text}"
            return Reading(text, "measure.opinion", said) if text else None
        if verb.pos_ == "AUX" and child(verb, "acomp", "attr", "prep") is None:
            subject = child(verb, *SUBJECTS)
            if subject is None or subject.pos_ == "PRON" or has_figure(at, subject):
                return None
            return Reading(noun_phrase(at, subject), "measure.subject", subject)
        named = child(verb, "attr") if verb.pos_ == "AUX" and at.figure.kind in _SHARES else None
        if named is not None and named.pos_ == "NOUN" and not has_figure(at, named):
            return Reading(noun_phrase(at, named), "measure.equated", named)
        text = predicate_text(at, verb) if verb.lemma_ not in {"say", "tell"} else ""
        return Reading(text, "measure.predicate", verb) if text else None

    def of_subject(self, at: Site, verb: Token, before: Reading | None, *, passed: bool) -> Reading | None:
        """Return the subject of a verb of change or level; "it" and "the figure" mean the measure before.

        `passed` says that a shell noun stands between the figure and the verb ("rose from a ten-year low").
        """
        subject = subject_of(verb)
        if subject is None or holds_as_subject(at, subject, verb):
            return None
        if before is not None and subject.pos_ == "PROPN" and child(subject, "case") is not None:
            return Reading(before.text, "measure.pronoun", verb)
        counted = before is None or before.rule.startswith("measure.counted")
        going_on = verb.tag_ == "VBG" and self.moves(verb) and not counted
        if before is not None and going_on and self._reports_above(verb):
            return Reading(before.text, "measure.pronoun", before.anchor)
        bare = subject.lower_ in self._nouns.shells and object_of(subject, "of", "in") is None
        if (subject.lower_ in _POINTING or bare) and before is not None:
            return Reading(before.text, "measure.pronoun", before.anchor)
        moves = self.moves(verb)
        measured = moves or at.figure.kind in _SHARES
        measured = measured or (at.figure.kind == "duration" and (passed or verb.lower_ in self._lasting))
        opener = subject.i == 0 and verb.lemma_ == "be" and at.figure.kind in _SHARES and subject.ent_type_ == "PERSON"
        if not measured or subject.pos_ == "PRON" or (is_personal(subject) and not opener):
            return None
        if not moves and subject.lemma_.casefold() in self._groups:
            if at.figure.kind not in _SHARES or before is None:
                return None
            return Reading(before.text, "measure.pronoun", before.anchor)
        return self._nouns.read(at, subject) or Reading(noun_phrase(at, subject), "measure.subject", subject)

    def _spent(self, at: Site, verb: Token) -> Reading | None:
        """Return what money or a share is spent on, by the verb's own phrase or a spending named before."""
        if verb.lower_ not in self._spend:
            return None
        purpose = object_of(verb, *_PURPOSES) or object_of(at.head, *_PURPOSES)
        if purpose is not None and not has_figure(at, purpose) and purpose.ent_type_ != "PERSON":
            if at.figure.kind == "percent":
                return Reading(noun_phrase(at, purpose), "measure.spent_on", purpose)
            return Reading(f"{verb.text} {purpose.head.text} {noun_phrase(at, purpose)}", "measure.spent_on", verb)
        named = noun_before(at, _SPENDING) if at.figure.kind == "percent" else None
        return Reading(noun_phrase(at, named), "measure.spending_named", named) if named is not None else None

    def _moved(
        self, at: Site, verb: Token, preposition: Token | None, before: Reading | None, *, ranked: bool
    ) -> Reading | None:
        """Return what is moved to the figure: the object ("cut rates to 4%") or the passive's subject."""
        kind = at.figure.kind
        if preposition is None or (kind == "duration" and not ranked):
            return None
        moved, passive = child(verb, "dobj"), child(verb, "nsubjpass")
        ends = kind != "count" and preposition.lower_ in _ENDS and passive is not None and passive.pos_ == "NOUN"
        if moved is None and ends:
            moved = passive
        if (
            moved is None
            or moved.i > at.first
            or has_figure(at, moved)
            or (kind, preposition.lower_) == ("count", "by")
        ):
            return None
        if moved.pos_ == "PRON":
            return Reading(before.text, "measure.pronoun", before.anchor) if before else None
        return self._nouns.read(at, moved) or Reading(noun_phrase(at, moved), "measure.moved", moved)

    def _times_subject(self, verb: Token, preposition: Token | None) -> bool:
        """Tell whether a duration is its clause's subject's own: how long it lasts, or changes."""
        if verb.lower_ in self._lasting and child(verb, "xcomp", "advcl", "ccomp") is not None:
            return False
        if verb.lower_ in self._lasting:
            return preposition is None or preposition.lower_ == "against"
        within = preposition is not None and preposition.lower_ in _WITHIN and verb.tag_ == "VB"
        return verb.pos_ == "AUX" or (verb.lower_ in self._change and not within)

    def _reports_above(self, verb: Token) -> bool:
        """Tell whether what moves is what was forecast before: "forecast growth of 3%, slipping to 2%"."""
        return any(a.lower_ in self._opinion for a in verb.ancestors if a.pos_ in VERBS)

    def _of_base(self, at: Site, verb: Token) -> Reading | None:
        """Return what a share is a share of, where somebody gets or gives it ("won two thirds of the vote").

        A level or a change is that of the subject, unless it is a part of its own ("lost a tenth of its value").
        """
        of = object_of(at.head, "of") if at.figure.kind in _SHARES else None
        if of is None or at.head.dep_ != "dobj" or of.pos_ == "PRON" or verb.lower_ in self._level:
            return None
        own = any(c.tag_ == "PRP$" for c in of.lefts)
        if child(verb, "prt") is not None or (verb.lower_ in self._change and not own):
            return None
        return Reading(noun_phrase(at, of), "measure.of_base", of)
