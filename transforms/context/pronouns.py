"""Whom a pronoun means: a subject of the clauses around it, what the sentence before is about, or who speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

from transforms.context.syntax import NOMINALS, Site, child, clause_verb, has_figure, subject_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from transforms.context.countries import Countries
    from transforms.context.discourse import Discourse
    from transforms.context.parse import Token

_FIRST_PERSON: Final = frozenset({"i", "me", "my", "mine", "myself"})
_HIS: Final = frozenset({"he", "him", "his"})
_HERS: Final = frozenset({"she", "her", "hers"})
_MANY: Final = frozenset({"they", "their", "them"})
_BACKWARD: Final = _MANY | {"it", "its"}
AIMS: Final = frozenset(
    {"target", "goal", "aim", "plan", "ambition", "commitment", "pledge", "promise", "forecast", "idea"}
)
"""What somebody has a figure for: the figure is not the aim's but its owner's, and only somebody can have one."""

_DIGIT: Final = re.compile(r"\d")


class NounNamer(Protocol):
    """Names nouns, and tells which of them can be owners."""

    def name(self, at: Site, noun: Token, speaker: str | None) -> str | None:
        """Return the fullest name for a noun, or its phrase."""

    def is_somebody(self, noun: Token) -> bool:
        """Tell whether a noun stands for a person or body."""


class PronounReader:
    """Resolves the pronouns of one document, sentence by sentence; `nouns` names what they point to."""

    def __init__(self, discourse: Discourse, countries: Countries, nouns: NounNamer, speech: frozenset[str]) -> None:
        self._discourse = discourse
        self._countries = countries
        self._nouns = nouns
        self._speech = speech
        self._main: dict[int, tuple[str, bool]] = {}

    def name(self, at: Site, pronoun: Token, speaker: str | None) -> str | None:
        """Return the full name of whom or what `pronoun` means; `speaker` is who says the figure."""
        form = pronoun.lower_
        if pronoun.tag_ == "WP$":
            whole = next((a.head for a in (pronoun, *pronoun.ancestors) if a.dep_ == "relcl"), None)
            return self._nouns.name(at, whole, speaker) if whole is not None else None
        if form in _FIRST_PERSON:
            return speaker
        if form in {"we", "our", "us"}:
            body = speaker is not None and self._discourse.names.is_body(speaker) and self._is_no_person(speaker)
            return speaker if body else None
        if form.endswith(("self", "selves")):
            whole = _own_doer(pronoun)
            return self._nouns.name(at, whole, speaker) if whole is not None else None
        if form in _HIS | _HERS:
            return self._person(at, pronoun)
        if form not in _BACKWARD:
            return None
        found = self._antecedent(at, pronoun, self._is_no_person) or self._recalled(at, form)
        single = form in {"it", "its"} and found is None
        return self._discourse.antecedents.resolve("it", at.offset(pronoun)) if single else found

    def remember(self, at: Site) -> None:
        """Keep the main subject of the figure's sentence: what "it" or "they" in the next one mostly points to."""
        root = next((t for t in at.doc if t.dep_ == "ROOT"), None)
        subject = child(root, "nsubj", "nsubjpass") if root is not None else None
        said = child(root, "ccomp") if root is not None and root.lower_ in self._speech else None
        if said is not None and (inner := child(said, "nsubj", "nsubjpass")) is not None:
            subject = inner
        if subject is not None and subject.lower_ in {"target", "goal", "aim", "plan"}:
            subject = child(subject, "poss") or subject
        if subject is None or subject.pos_ not in NOMINALS or has_figure(at, subject):
            return
        name = self._nouns.name(at, subject, None)
        if name and not _DIGIT.search(name):
            plural = subject.tag_ in {"NNS", "NNPS"} or subject.lower_ in {"they", "we"}
            self._main[self._discourse.scene.sentence_before(at.figure.sentence_start)] = (name, plural)

    def _person(self, at: Site, pronoun: Token) -> str | None:
        """Return whom "he" or "she" means: a person of the sentence or story, else a name that may be a person's."""
        names, first = self._discourse.names, _first_like(at, pronoun)
        found = self._antecedent(at, pronoun, names.is_person)
        found = found or self._discourse.antecedents.resolve(first.text, at.offset(first))
        return found or self._antecedent(at, pronoun, names.may_be_person)

    def _is_no_person(self, name: str) -> bool:
        return not self._discourse.names.is_person(name)

    def _recalled(self, at: Site, form: str) -> str | None:
        here = self._discourse.scene.sentence_before(at.figure.sentence_start)
        name, plural = self._main.get(here - 1, ("", False))
        if form in {"its", "their"} and not self._discourse.names.knows(name):
            return None
        if not name or self._discourse.names.is_person(name) or plural != (form in _MANY):
            return None
        return name

    def _antecedent(self, at: Site, pronoun: Token, meant: Callable[[str], bool]) -> str | None:
        """Return the subject of the nearest clause that stands before the pronoun, if it is `meant` by such a word."""
        for subject in _clause_subjects(at, pronoun):
            if pronoun.lower_ in _MANY and subject.tag_ == "NN" and not self._nouns.is_somebody(subject):
                continue
            name = self._nouns.name(at, subject, None)
            able = pronoun.dep_ != "poss" or pronoun.head.lemma_ not in AIMS or self._can_aim(subject, name)
            if name and able and not _DIGIT.search(name) and meant(name):
                return name
        return None

    def _can_aim(self, noun: Token, name: str | None) -> bool:
        known = name is not None and (self._discourse.names.knows(name) or self._countries.is_place(name))
        return known or self._nouns.is_somebody(noun)


def _clause_subjects(at: Site, pronoun: Token) -> Iterator[Token]:
    """Yield the subjects of the clauses around the pronoun, the nearest first, that it can mean: those before it."""
    verb = clause_verb(pronoun)
    outer = verb.head if verb is not None and verb.dep_ == "ccomp" and pronoun.head == verb else None
    while verb is not None:
        subject = subject_of(verb)
        own = (pronoun.head == verb and pronoun.dep_ in {"dobj", "dative"}) or _of_others(pronoun, verb, outer)
        fronted = subject is not None and _is_fronted(pronoun, subject, verb)
        if subject is None or subject is pronoun:
            subject = _of_fronted_clause(verb, pronoun) or subject
        named = subject is not None and subject.pos_ in {"PROPN", "NOUN"} and not has_figure(at, subject)
        if subject is not None and named and not own and (subject.i < pronoun.i or fronted):
            yield subject
        higher = clause_verb(verb.head) if verb.head != verb else None
        verb = higher if higher != verb else None


def _first_like(at: Site, pronoun: Token) -> Token:
    """Return the first pronoun of the sentence for a man, or a woman, as `pronoun` is: both mostly mean the same."""
    alike = next(forms for forms in (_HIS, _HERS) if pronoun.lower_ in forms)
    return next(t for t in at.doc if (t.lower_ in alike and t.pos_ in {"PRON", "DET"}) or t is pronoun)


def _of_fronted_clause(verb: Token, pronoun: Token) -> Token | None:
    """Return the subject of a clause in front of its main one: "When the board picks a mayor, they ask nobody"."""
    clause = next((c for c in verb.lefts if c.dep_ == "advcl" and c.i < pronoun.i), None)
    if clause is None or any(c.lower_ == "as" for c in clause.lefts):
        return None
    return child(clause, "nsubj", "nsubjpass")


def _is_fronted(pronoun: Token, subject: Token, verb: Token) -> bool:
    """Tell whether a possessor stands in a phrase before the subject it means: "In her speech Mrs Oke said"."""
    if pronoun.tag_ != "PRP$" or pronoun.lower_ not in _HIS | _HERS:
        return False
    before = next((a for a in pronoun.ancestors if a.head is verb), None)
    return before is not None and before.dep_ == "prep" and before.i < subject.i and subject.pos_ == "PROPN"


def _of_others(pronoun: Token, verb: Token, outer: Token | None) -> bool:
    """Tell whether "it" is not the subject of `verb`, which is many, or wants or expects it to do something."""
    subject = subject_of(verb)
    many = subject is not None and subject.tag_ in {"NNS", "NNPS"} and pronoun.lower_ in {"it", "its"}
    bare = verb == outer and pronoun.head.tag_ == "VB" and child(pronoun.head, "mark") is None
    return many or (bare and all(c.tag_ != "MD" for c in pronoun.head.lefts))


def _own_doer(reflexive: Token) -> Token | None:
    """Return the subject that "themselves" takes up: of its clause, or of the one above where it is that subject."""
    verb = clause_verb(reflexive)
    if verb is None:
        return None
    whole = subject_of(verb if subject_of(verb) is not reflexive else verb.head)
    return whole if whole is not None and whole.lower_ != reflexive.lower_ else None
