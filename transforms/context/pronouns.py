"""Which words of its sentence a pronoun can mean, by where it hangs; what they name is for others to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transforms.context.syntax import Site, child, clause_verb, has_figure, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.context.parse import Token

HIS: Final = frozenset({"he", "him", "his"})
HERS: Final = frozenset({"she", "her", "hers"})


def clause_subjects(at: Site, pronoun: Token) -> Iterator[Token]:
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


def first_like(at: Site, pronoun: Token) -> Token:
    """Return the first pronoun of the sentence for a man, or a woman, as `pronoun` is: both mostly mean the same."""
    alike = next(forms for forms in (HIS, HERS) if pronoun.lower_ in forms)
    return next(t for t in at.doc if (t.lower_ in alike and t.pos_ in {"PRON", "DET"}) or t is pronoun)


def _of_fronted_clause(verb: Token, pronoun: Token) -> Token | None:
    """Return the subject of a clause in front of its main one: "When the board picks a mayor, they ask nobody"."""
    clause = next((c for c in verb.lefts if c.dep_ == "advcl" and c.i < pronoun.i), None)
    if clause is None or any(c.lower_ == "as" for c in clause.lefts):
        return None
    return child(clause, "nsubj", "nsubjpass")


def _is_fronted(pronoun: Token, subject: Token, verb: Token) -> bool:
    """Tell whether a possessor stands in a phrase before the subject it means: "In her speech Mrs Oke said"."""
    if pronoun.tag_ != "PRP$" or pronoun.lower_ not in HIS | HERS:
        return False
    before = next((a for a in pronoun.ancestors if a.head is verb), None)
    return before is not None and before.dep_ == "prep" and before.i < subject.i and subject.pos_ == "PROPN"


def _of_others(pronoun: Token, verb: Token, outer: Token | None) -> bool:
    """Tell whether "it" is not the subject of `verb`, which is many, or wants or expects it to do something."""
    subject = subject_of(verb)
    many = subject is not None and subject.tag_ in {"NNS", "NNPS"} and pronoun.lower_ in {"it", "its"}
    bare = verb == outer and pronoun.head.tag_ == "VB" and child(pronoun.head, "mark") is None
    return many or (bare and all(c.tag_ != "MD" for c in pronoun.head.lefts))
