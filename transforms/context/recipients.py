"""Whom a sum or time is given to, meant for or worth so much to: they own it rather than who gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transforms.context.syntax import Site, child, has_figure, object_of

if TYPE_CHECKING:
    from transforms.context.counted import Reading
    from transforms.context.parse import Token

_EXACTS: Final = frozenset({"cost", "take", "earn", "save", "bring", "net"})
GIVES: Final = frozenset({"give", "allow", "grant", "leave", "offer"})
"""Time that is given is whoever's it is given to."""

_GRANTS: Final = frozenset(
    "aid relief bonus bonuses grant grants subsidy subsidies settlement compensation payment payments payout "
    "payouts award funding help support pension pensions benefit benefits handout handouts rebate rebates "
    "refund refunds".split()
)
"""What is paid for somebody's good: it is theirs, where they are named as a group ("a bonus for nurses")."""

_WEIGHED: Final = frozenset({"be", "cost", "mean", "save", "take", "add", "come", "work"})
"""Verbs by which something comes to so much for somebody: "For a skipper the cut is worth $40"."""


def receiver(at: Site, verb: Token) -> Token | None:
    """Return whom something costs, takes or earns the figure: "it took Norway six years", "cost the trust $4m"."""
    given = at.head.head == verb or any(t.lower_ == "with" for t in at.doc[verb.i : at.first])
    gives = at.figure.kind == "duration" and verb.lemma_ in GIVES and given
    if at.figure.kind == "score" or not (gives or verb.lemma_ in _EXACTS):
        return None
    found = child(verb, "dative", "dobj")
    if found is None or found.i > at.first or found.dep_ == "prep" or has_figure(at, found):
        return None
    definite = any(c.lower_ == "the" or c.dep_ == "poss" for c in found.lefts)
    return found if definite or found.pos_ in {"PROPN", "PRON"} else None


def beneficiary(at: Site, reading: Reading | None, verb: Token) -> Token | None:
    """Return the group that a grant is for: "relief of $4m for farmers", "pay a bonus of $40 to nurses"."""
    anchor = reading.anchor if reading is not None else None
    if at.figure.kind != "money" or anchor is None or anchor.lower_ not in _GRANTS:
        return None
    for token in (anchor, at.head, verb):
        found = object_of(token, "for", "to")
        if found is not None and found.pos_ == "NOUN" and found.i > at.last:
            return found
    return None


def concerned(at: Site, verb: Token) -> Token | None:
    """Return for whom, in front of the clause, something comes to the figure: "For a skipper the cut is worth $40"."""
    front = next((c for c in verb.lefts if c.dep_ == "prep" and c.lower_ == "for" and c.i <= 1), None)
    found = child(front, "pobj") if front is not None else None
    if found is None or verb.lemma_ not in _WEIGHED or has_figure(at, found):
        return None
    return found if at.figure.kind in {"money", "percent", "duration"} else None
