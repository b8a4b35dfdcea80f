"""How a figure is meant where its nearest words settle it alone, without a look at what governs it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from transforms.context.syntax import Site, child

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transforms.context.parse import Token
    from transforms.lexicon import Row
    from transforms.records import Status

_FROM: Final = re.compile(r"\bfrom\s+(?:(?:just|about|around|over|under|some|a)\s+)*$", re.IGNORECASE)
_CURRENT: Final = re.compile(r"\b(?:current(?:ly)?|existing|already)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_SUPPOSE: Final = re.compile(
    r"^\W*(?:but\W+)?if you (?:take|discount|exclude|ignore|leave out|remove|count|add)\b", re.IGNORECASE
)
_NOT: Final = re.compile(r"\W*not (?:just |even )?$", re.IGNORECASE)
_ON_COURSE: Final = re.compile(r"\bon (?:course|track) (?:to|for)\b[^.,;]*$", re.IGNORECASE)
_KNOWN: Final = frozenset({"the", "these", "those", "this", "that", "both", "all"})
_PAST_SPAN: Final = re.compile(r"\b(?:last|past|previous)\s*$", re.IGNORECASE)
ATTRIBUTIVE: Final = frozenset({"compound", "amod", "nmod", "nummod"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status, the cue that decided, and the word that says whose target, demand or forecast it is."""

    status: Status
    rule: str
    cue: Token | None = None
    doer: Token | None = None


REPORTED: Final = Verdict("reported", "status.plain")


def fixed(at: Site, ruled_out: re.Pattern[str] | None, nouns: Mapping[str, Row]) -> Verdict | None:
    """Return the verdict that needs no way up: ruled out, supposed, where a fall starts, what exists already; or None.

    `ruled_out` is what follows a figure only to take it back, `nouns` are the cues among nouns.
    """
    sentence = at.figure.sentence
    start = at.figure.char_start - at.figure.sentence_start
    if ruled_out and ruled_out.match(sentence, at.figure.char_end - at.figure.sentence_start):
        return Verdict("denied", "status.ruled_out")
    if _NOT.match(sentence[:start]):
        return Verdict("denied", "status.not_this")
    if _SUPPOSE.match(sentence):
        return Verdict("hypothetical", "status.if_you")
    if _FROM.search(sentence[:start]) and at.figure.kind not in {"duration", "count"}:
        return Verdict("reported", "status.starting_point")
    current = _CURRENT.search(sentence[:start])
    if current and not any(word in nouns for word in current.group().casefold().split()):
        return Verdict("reported", "status.current")
    if at.figure.kind == "duration" and (_PAST_SPAN.search(sentence[:start]) or at.head.dep_ in ATTRIBUTIVE):
        return Verdict("reported", "status.past_span")
    if _ON_COURSE.search(sentence[:start]):
        return Verdict("forecast", "status.on_course")
    if at.figure.kind == "count" and _presupposed(at):
        return Verdict("reported", "status.known_group")
    return None


def _presupposed(at: Site) -> bool:
    """Tell whether a count is part of a definite group ("the eight states"), there whatever is said of it."""
    noun = at.head.head if at.head.dep_ == "nummod" else at.head
    known = any(c.lower_ in _KNOWN for c in noun.lefts if c.dep_ == "det") or child(noun, "poss") is not None
    return known and noun.dep_ in {"nsubj", "nsubjpass", "pobj"}
