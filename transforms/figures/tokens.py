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

DASHES: Final = frozenset("-‐‑‒–—−")
"""Characters that news text uses between the ends of a range or the halves of a compound."""

_TOKEN: Final = re.compile(
    r"(?P<num>[0-9](?:[0-9,.]*[0-9])?|(?<![\w.])\.[0-9]+)"
    rf"|(?P<word>[^\W\d_{VULGAR}]+)|(?P<frac>[{VULGAR}])|(?P<sym>[^\s\w]|_)"
)


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
    for match in _TOKEN.finditer(text, start, end):
        kind, found, (first, stop) = match.lastgroup, match[0], match.span()
        before = text[first - 1 : first] if kind == "num" else ""
        tokens.append(tuple.__new__(Token, (kind, found, found.lower(), first, stop, before)))
    return Tokens(tokens)


def word_at(tokens: Sequence[Token], i: int) -> str:
    """Return the lower-case text of token `i`, or the empty text past either end."""
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def adjacent(left: Token, right: Token) -> bool:
    """Tell whether nothing stands between two tokens."""
    return left.end == right.start
