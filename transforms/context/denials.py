"""What overrules a status from further up the sentence: denials, refusals, open questions, conditions.

The word nearest to a figure says how it is meant ("jobs would go"); a clause above may take that back ("denied that
jobs would go", "asked whether", "it is not true that").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.context.syntax import SUBJECTS, VERBS, Site, child, climb

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transforms.context.parse import Token
    from transforms.lexicon import Row

_NOT: Final = r"(?:n['’]t|\s+not|\s+never)"
_UNTRUE: Final = re.compile(
    rf"\b(?:(?:is|was|are|were){_NOT}\s+(?:\w+ly\s+)?(?:true|correct|right|accurate|the case)|"
    r"(?:is|was)\s+(?:\w+ly\s+)?(?:untrue|false|wrong|incorrect|nonsense))\s+(?:to say\s+)?that\b[^.;:!?]*$",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(r"^[\W_]*(?:But |And )?(?:If|Unless|In the event)\b[^,;]{3,}, ", re.IGNORECASE)
_CONDITIONAL: Final = frozenset({"if", "unless"})
_BESIDE: Final = frozenset({"advcl", "relcl", "acl"})
_SILENT: Final = frozenset({"say", "comment", "confirm", "discuss", "reveal", "disclose", "specify", "rule"})
"""Whoever refuses to do this leaves the figure open; it is not taken back."""


def untrue(at: Site) -> bool:
    """Tell whether the figure stands in what is called untrue: "it is not true that 40 jobs will go"."""
    return _UNTRUE.search(at.figure.sentence[: at.figure.char_start - at.figure.sentence_start]) is not None


def unsettled(at: Site, speech: frozenset[str]) -> bool:
    """Tell whether the figure stands in an open question: "asked whether", "would not say if".

    `speech` are the reporting verbs: beyond the one whose words these are, nothing is asked any more.
    """
    for token in (at.head, *at.head.ancestors):
        if token.pos_ not in VERBS:
            continue
        mark = child(token, "mark")
        form = mark.lower_ if mark is not None else ""
        if form == "whether" or (form == "if" and token.dep_ == "ccomp"):
            return True
        if token.lower_ in speech and token.dep_ not in {"xcomp", "ccomp"}:
            return False
    return False


def conditional(at: Site, verb: Token) -> bool:
    """Tell whether the clause of `verb` depends on an if-clause, or is one."""
    return (
        depends(verb)
        or _CONDITION.match(at.figure.sentence[: at.figure.char_start - at.figure.sentence_start]) is not None
    )


def depends(verb: Token) -> bool:
    """Tell whether an if-clause hangs on `verb`, or `verb` is in one."""
    marks = (child(clause, "mark") for clause in (verb, *verb.children) if clause.dep_ in {"advcl", "ROOT"})
    return any(mark is not None and mark.lower_ in _CONDITIONAL for mark in marks)


def denied_above(at: Site, cue: Token, denials: Mapping[str, Row], kept: Mapping[str, Row]) -> Row | None:
    """Return the denial that governs `cue`, the word that decided, or None.

    `denials` are the verbs of denying by their forms. Whoever rejects a call or plan (`kept`) leaves it what it is;
    only claims are untrue once they are rejected.
    """
    for below, governor in climb(cue):
        row = denials.get(governor.lower_)
        if below.dep_ == "conj":
            continue
        if below.dep_ in SUBJECTS or (below.dep_ in _BESIDE and below.pos_ in VERBS and not _is_content(below)):
            return None
        if governor.pos_ not in VERBS or row is None or not reaches(governor, row):
            continue
        if any(t.text == ";" for t in at.doc[min(at.last, governor.i) : max(at.first, governor.i)]):
            return None
        stands = row["cue_id"] == "reject_verb" and below.dep_ == "dobj" and below.lower_ in kept
        return None if stands else row
    return None


def reaches(verb: Token, row: Row) -> bool:
    """Tell whether a verb of denying has what it needs; a refusal to speak denies nothing."""
    needs = row["needs"].split("|") if row["needs"] else []
    if needs and not any(c.lower_ in needs or c.dep_ in needs for c in verb.children):
        return False
    done = child(verb, "xcomp")
    return row["cue_id"] != "refuse_to" or done is None or done.lemma_ not in _SILENT


def withheld(verb: Token) -> bool:
    """Tell whether a denial is itself denied: "refused to rule out", "has not ruled out"."""
    return negated(verb) or (verb.dep_ == "xcomp" and verb.head.lemma_ in {"refuse", "decline"})


def negated(token: Token) -> bool:
    """Tell whether a verb is negated or a noun there are none of: "does not plan to", "no plans to"."""
    if token.pos_ in VERBS:
        return child(token, "neg") is not None
    return any(c.lower_ == "no" and c.dep_ == "det" for c in token.lefts)


def _is_content(clause: Token) -> bool:
    mark = child(clause, "mark")
    return mark is not None and mark.lower_ == "that"
