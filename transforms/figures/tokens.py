"""Cuts text into the tokens that the number grammar reads: digit runs, words, single symbols."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transforms.figures.numerals import Malformed, Numeral

TokenKind = Literal["num", "word", "frac", "sym"]

VULGAR: Final = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
"""Single-character fractions; `unicodedata.numeric` knows their values."""

_DIGITS: Final = frozenset("0123456789")

DASHES: Final = frozenset("-‐‑‒–—−")
"""Characters that news text uses between the ends of a range or the halves of a compound."""

_TOKEN: Final = re.compile(rf"([0-9](?:[0-9,.]*[0-9])?|(?<![\w.])\.[0-9]+|[^\W\d_{VULGAR}]+|[{VULGAR}]|[^\s\w]|_)")
_FRACTIONS: Final = frozenset(VULGAR)


class Token(NamedTuple):
    """A token and where it stands: `text[start:end]` of the document."""

    kind: TokenKind
    text: str
    lower: str
    start: int
    end: int
    before: str
    """The character before digits, empty for other tokens: digit groups hang on the kind of space."""


class Tokens(list[Token]):
    """The tokens of a sentence, with room for the numerals read at each: several forms ask for the same one."""

    __slots__ = ("numerals",)

    def __init__(self, tokens: Iterable[Token]) -> None:
        super().__init__(tokens)
        self.numerals: dict[int, Numeral | Malformed | None] = {}


def tokenize(text: str, start: int, end: int) -> Tokens:
    """Return the tokens of `text[start:end]`, with offsets into `text`. Digits other than 0-9 are not tokens."""
    tokens = []
    pieces = iter(_TOKEN.split(text[start:end]))
    at = start + len(next(pieces))
    for found, gap in zip(pieces, pieces, strict=True):
        stop = at + len(found)
        if found.isalpha():
            token = ("word", found, found.lower(), at, stop, "")
        elif found[-1] in _DIGITS:
            token = ("num", found, found, at, stop, text[at - 1 : at])
        else:
            kind = "frac" if found in _FRACTIONS else "word" if found[0].isalnum() else "sym"
            token = (kind, found, found.lower(), at, stop, "")
        tokens.append(tuple.__new__(Token, token))
        at = stop + len(gap)
    return Tokens(tokens)


def word_at(tokens: Sequence[Token], i: int) -> str:
    """Return the lower-case text of token `i`, or the empty text past either end."""
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def adjacent(left: Token, right: Token) -> bool:
    """Tell whether nothing stands between two tokens."""
    return left.end == right.start
