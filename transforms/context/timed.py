"""What a time measures where the parse alone would mislead: posts held, deeds it lasts or is counted from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transforms.context.syntax import Site, child, object_of

if TYPE_CHECKING:
    from transforms.context.parse import Token

_COUNTED_FROM: Final = frozenset({"time", "times", "ago", "later", "earlier"})
_HAPPENS: Final = frozenset({"come", "arrive", "follow", "happen"})
_POSTS: Final = frozenset({"job", "post", "office", "role", "power", "charge", "business", "service", "prison", "jail"})
"""What somebody is in for so long."""


def post(at: Site) -> Token | None:
    """Return the post a time is spent in: "eight years as mayor", "will mark 40 years in the job"."""
    held = object_of(at.head, "as") or object_of(at.head, "in") or object_of(at.head.head, "in")
    if held is None or held.pos_ != "NOUN" or held.i <= at.last:
        return None
    return held if held.head.lower_ == "as" or held.lower_ in _POSTS else None


def is_direct(at: Site, token: Token) -> bool:
    """Tell whether no noun stands between the figure and the governor of `token`, other than "the first time in"."""
    return token == at.head or token.lower_ in _COUNTED_FROM or (token.pos_ == "ADJ" and token.dep_ == "acomp")


def lasted(at: Site) -> Token | None:
    """Return the verb that a time with `for` tells the length of, where the parser hangs it on the verb's object."""
    if at.figure.kind != "duration" or at.head.dep_ != "pobj" or at.head.head.lower_ != "for":
        return None
    governor = at.head.head.head
    done = governor.dep_ == "dobj" and governor.pos_ == "NOUN" and governor.head.pos_ == "VERB"
    return governor.head if done and child(governor.head, "nsubj") is not None else None


def came_before(at: Site) -> Token | None:
    """Return what came so long before or after something else: "The visit comes two days before the vote"."""
    mark = at.head.head
    if at.figure.kind != "duration" or at.head.dep_ != "npadvmod" or mark.lower_ not in {"before", "after"}:
        return None
    verb = next((t for t in reversed(at.doc[: at.first]) if t.pos_ == "VERB"), None)
    subject = child(verb, "nsubj") if verb is not None and verb.lemma_ in _HAPPENS else None
    return subject if subject is not None and subject.pos_ == "NOUN" else None


def counted_from(at: Site) -> Token | None:
    """Return the deed that a time is counted from, set off at the end of a clause: ", two days after announcing it"."""
    rest = at.doc[at.last + 1 : at.last + 3]
    near = len(rest) > 1 and rest[0].lower_ in {"after", "before"} and rest[1].tag_ == "VBG"
    return rest[1] if at.figure.kind == "duration" and near else None
