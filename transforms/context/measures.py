"""What a figure quantifies: the noun phrase or verb phrase it measures, by where it hangs in its sentence.

The rules are tried along the way from the figure to the root: counted noun, attribute (`a 2% margin`), complement
(`a rise of 2%`), object or adverbial of a verb (`rose 2%`, `cut the budget to $4m`), subject (`40% said they ...`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transforms.context.asides import aside
from transforms.context.counted import Reading, by_unit, counted, fate, occasions
from transforms.context.nearby import PERSONAL, clause_before, is_personal, noun_before, ranks
from transforms.context.nouns import TIMES, NounReader, is_noun
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
    subject_of,
)
from transforms.context.timed import came_before, counted_from, is_direct, lasted, post

if TYPE_CHECKING:
    from transforms.context.parse import Token
    from transforms.lexicon import Lexicon

_POINTING: Final = frozenset({"it", "that", "this", "which", "these", "those"})
_STEPS: Final = 8
"""How many governors a figure may pass on its way to a phrase: the longest found in labelled text is five."""


_SPENDING: Final = frozenset({"spending", "expenditure", "outlay", "outlays", "budget", "investment"})
_PURPOSES: Final = ("on", "to", "into", "towards", "toward")
_ENDS: Final = frozenset({"at", "to", "from"})

_WITHIN: Final = frozenset({"over", "in", "during", "within", "for", "since", "after", "throughout"})
"""Prepositions of the time that a change to come takes: it times the change, not what changes."""

_BODIES: Final = frozenset({"PERSON", "ORG"})
_AMOUNTS: Final = frozenset(
    "sales exports imports output production deliveries shipments orders membership circulation population workforce "
    "headcount attendance audience readership toll traffic turnout enrolment registrations capacity demand".split()
)
"""Nouns for how many things there are, which then are but their unit."""

_SUMS: Final = frozenset({"sum", "total", "amount", "figure"})
"""Nouns that add nothing to an amount: "gave a sum of $4m"."""

_IDLE: Final = frozenset("exchange return total all addition advance part full turn response favour favor".split())
"""Nouns after `in` that say nothing of the sum before them: "$4m in exchange for it"."""

_LOSSES: Final = frozenset({"lose", "loses", "lost", "losing"})


_SHARES: Final = frozenset({"percent", "percentage_point", "ratio"})


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
        self._change = frozenset(roles["change_verb"])
        self._level = frozenset(roles["level_verb"])
        self._spend = frozenset(roles["spend_verb"])
        self._nouns = NounReader(frozenset(roles["shell_noun"]), self._change | self._level)
        self._lasting = frozenset(roles["lasting_verb"])
        self._fates = frozenset(roles["fate"])
        self._opinion = opinion
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
        if inside is not None and at.head.dep_ == "dobj" and self._moves(at.head.head):
            inside = None
        idle = inside is not None and (inside.ent_type_ == "DATE" or inside.lower_ in _IDLE)
        if inside is not None and inside.pos_ == "NOUN" and not idle and not at.holds(inside):
            return Reading(noun_phrase(at, inside), "measure.sum_in", inside)
        of, purpose = object_of(at.head, "of"), object_of(at.head, "for", "on")
        if at.figure.kind == "percent" and of is not None and purpose is not None and purpose.pos_ == "NOUN":
            return Reading(noun_phrase(at, purpose), "measure.share_for", purpose)
        return self._governed(at, before)

    def _moves(self, verb: Token) -> bool:
        """Tell whether a verb says that something changes or where it stands."""
        return verb.lower_ in self._change or verb.lower_ in self._level

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
        found = self._of_subject(at, verb, None, passed=False) if amount and self._moves(verb) else None
        return Reading(found.text, "measure.reached", found.anchor) if found is not None else None

    def _governed(self, at: Site, before: Reading | None) -> Reading | None:
        token = at.head
        came = came_before(at)
        if came is not None:
            return Reading(noun_phrase(at, came), "measure.came", came)
        lasting = lasted(at) or counted_from(at)
        if lasting is not None:
            return self._predicate(at, lasting)
        wholes = (object_of(t, "of") for t in (token, *at.doc[at.first : at.last + 1]))
        whole = next((w for w in wholes if w is not None and not at.holds(w)), None)
        if at.figure.kind == "ratio" and token.dep_ in {"pobj", "nmod", "nummod"} and whole is not None:
            return Reading(noun_phrase(at, whole), "measure.of_base", whole)
        asked = token.head if at.figure.unit == "fraction" and token.dep_ == "nummod" else token
        if asked is not token and asked.dep_ in SUBJECTS and asked.head.pos_ in VERBS and asked.tag_ == "NNS":
            return self._predicate(at, asked.head)
        for _ in range(_STEPS):
            governor = token.head
            if governor == token:
                return None
            found: Reading | None = None
            if token.dep_ in SUBJECTS and governor.pos_ in VERBS:
                found = self._predicate(at, governor)
            elif token.dep_ == "pobj":
                found, governor = self._complement(at, governor, before, direct=is_direct(at, token))
            elif self._can_measure(at, token, governor):
                found = self._nouns.read(at, governor, before)
            elif governor.pos_ in VERBS:
                found = self._verb(at, governor, None, before, direct=is_direct(at, token))
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
            return self._verb(at, governor, preposition, before, direct=direct), governor
        return None, governor

    def _verb(
        self, at: Site, verb: Token, preposition: Token | None, before: Reading | None, *, direct: bool
    ) -> Reading | None:
        """Read a verb the figure is an object or adverbial of; `direct` says that no noun stands between them."""
        form, kind = verb.lower_, at.figure.kind
        if kind == "money" and form in _LOSSES and at.head.dep_ == "dobj":
            return self._predicate(at, verb)
        ranked = preposition is not None and preposition.lower_ in {"in", "for"} and ranks(at)
        if kind == "duration" and direct and not ranked and not self._times_subject(verb, preposition):
            return self._predicate(at, verb)
        them = object_of(at.head, "of") if kind in _SHARES and at.head.dep_ == "dobj" else None
        if them is not None and them.pos_ == "PRON" and not self._moves(verb):
            return self._predicate(at, verb)
        settled = self._spent(at, verb) or self._moved(at, verb, preposition, before, ranked=ranked)
        settled = settled or self._of_base(at, verb)
        if settled is not None:
            return settled
        upward = preposition is not None and preposition.lower_ == "to" and kind == "percent" and before is not None
        found = self._of_subject(at, verb, before, passed=not direct)
        moves = kind in _SHARES and self._moves(verb) and child(verb, "dobj", "nsubj") is not None
        moves = moves and form not in self._spend and verb.lemma_ != "be"
        if found is None and (upward or moves) and before is not None:
            own = child(verb, "nsubj")
            return Reading(before.text, "measure.pronoun", verb if own is not None else before.anchor)
        bare = child(verb, "dobj") if not direct else None
        shell = bare is not None and bare.lower_ in self._nouns.shells and bare.lower_ not in _SUMS
        if found is None and bare is not None and shell and has_figure(at, bare):
            return Reading(noun_phrase(at, bare), "measure.shell_alone", bare)
        return found or self._predicate(at, verb)

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

    def _of_subject(self, at: Site, verb: Token, before: Reading | None, *, passed: bool) -> Reading | None:
        """Return the subject of a verb of change or level; "it" and "the figure" mean the measure before.

        `passed` says that a shell noun stands between the figure and the verb ("rose from a ten-year low").
        """
        subject = subject_of(verb)
        if subject is None or holds_as_subject(at, subject, verb):
            return None
        if before is not None and subject.pos_ == "PROPN" and child(subject, "case") is not None:
            return Reading(before.text, "measure.pronoun", verb)
        counted = before is None or before.rule.startswith("measure.counted")
        going_on = verb.tag_ == "VBG" and self._moves(verb) and not counted
        if before is not None and going_on and self._reports_above(verb):
            return Reading(before.text, "measure.pronoun", before.anchor)
        bare = subject.lower_ in self._nouns.shells and object_of(subject, "of", "in") is None
        if (subject.lower_ in _POINTING or bare) and before is not None:
            return Reading(before.text, "measure.pronoun", before.anchor)
        moves = self._moves(verb)
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

    def _predicate(self, at: Site, verb: Token) -> Reading | None:
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
