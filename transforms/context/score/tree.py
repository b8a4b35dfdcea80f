"""How each word of a sentence hangs together with a figure: the way through the parse, as numbers and as words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from transforms.context.parse import Parse, Token

VERBAL: Final = frozenset({"VERB", "AUX"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})


@dataclass(frozen=True, slots=True)
class Way:
    """The way from a figure to a word: steps up, steps down, the word where they meet, the relations on it."""

    up: int
    down: int
    meet: Token
    words: str


def ways(parse: Parse, head: Token) -> list[Way | None]:
    """Return the way from `head` to every token of its sentence; None where the parse falls apart in between."""
    above: dict[int, int] = {}
    labels: list[str] = []
    token = head
    while True:
        above[token.i] = len(labels)
        if token.head is token:
            break
        labels.append(token.dep_)
        token = token.head
    found: list[Way | None] = [None] * len(parse)
    for token in parse:
        if found[token.i] is None:
            _fill(token, above, labels, found)
    return found


def _fill(token: Token, above: dict[int, int], labels: list[str], found: list[Way | None]) -> None:
    """Find the way to `token`, by way of its governors whose own is known or known to be none."""
    chain: list[Token] = []
    at = token
    while at.i not in above and found[at.i] is None and at.head is not at:
        chain.append(at)
        at = at.head
    if at.i in above:
        up = above[at.i]
        way = found[at.i] or Way(up, 0, at, "<".join(labels[:up]) + "|")
        found[at.i] = way
    elif found[at.i] is not None:
        way = found[at.i]  # type: ignore[assignment]
    else:
        return
    for below in reversed(chain):
        way = Way(way.up, way.down + 1, way.meet, f"{way.words}>{below.dep_}" if way.down < 4 else way.words)
        found[below.i] = way


def governing_verbs(head: Token) -> list[Token]:
    """Return the verbs above `head`, nearest first."""
    found = [head] if head.pos_ in VERBAL else []
    token = head
    while token.head is not token:
        token = token.head
        if token.pos_ in VERBAL:
            found.append(token)
    return found


def subjects_of(verbs: list[Token]) -> dict[int, int]:
    """Return, for the subjects of the verbs, how many verbs up they are: 0 for that of the nearest."""
    found: dict[int, int] = {}
    for level, verb in enumerate(verbs):
        for child in verb.children:
            if child.dep_ in _SUBJECTS:
                found.setdefault(child.i, level)
    return found
