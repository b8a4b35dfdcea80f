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

_TOKEN: Final = re.compile(rf"([^\W\d_{VULGAR}]+|[0-9](?:[0-9,.]*[0-9])?|(?<![\w.])\.[0-9]+|[^\s\w]|[{VULGAR}]|_)")
"""Alternatives in the order of how often news has them; no two of them begin alike but `.5` and a full stop."""
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
    """The tokens of a sentence, with what many readers ask of all of them.

    `numerals` has room for the numeral read at each token, because several forms ask for the same one; `digits` are
    the places of the digit runs; `seen` are the words and signs of the sentence in lower case; `fractions` and
    `multiplied` tell whether it has fraction signs, and may have words such as multimillion.
    """

    __slots__ = ("digits", "fractions", "multiplied", "numerals", "seen", "texts")

    def __init__(
        self, tokens: Iterable[Token], texts: Sequence[str], digits: Sequence[int], *, multiplied: bool
    ) -> None:
        super().__init__(tokens)
        self.numerals: dict[int, Numeral | Malformed | None] = {}
        self.texts = texts
        self.digits = digits
        self.seen = frozenset(map(str.lower, texts))
        self.fractions = not _FRACTIONS.isdisjoint(self.seen)
        self.multiplied = multiplied


def tokenize(text: str, start: int, end: int) -> Tokens:
    """Return the tokens of `text[start:end]`, with offsets into `text`. Digits other than 0-9 are not tokens."""
    tokens: list[Token] = []
    digits: list[int] = []
    sentence = text[start:end]
    split = _TOKEN.split(sentence)
    pieces = iter(split)
    at = start + len(next(pieces))
    for found, gap in zip(pieces, pieces, strict=True):
        stop = at + len(found)
        if found.isalpha():
            token = ("word", found, found.lower(), at, stop, "")
        elif found[-1] in _DIGITS:
            token = ("num", found, found, at, stop, text[at - 1 : at])
            digits.append(len(tokens))
        else:
            kind = "frac" if found in _FRACTIONS else "word" if found[0].isalnum() else "sym"
            token = (kind, found, found.lower(), at, stop, "")
        tokens.append(tuple.__new__(Token, token))
        at = stop + len(gap)
    multiplied = "ulti" in sentence or "ULTI" in sentence
    return Tokens(tokens, split[1::2], digits, multiplied=multiplied)


def word_at(tokens: Sequence[Token], i: int) -> str:
    """Return the lower-case text of token `i`, or the empty text past either end."""
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def spelled(tokens: Sequence[Token], i: int, words: Sequence[str]) -> bool:
    """Tell whether the words of a phrase, in lower case, stand from token `i` on."""
    if i < 0 or i + len(words) > len(tokens):
        return False
    for k, word in enumerate(words, i):  # noqa: SIM110 - a generator for each phrase that is tried costs twice as much
        if tokens[k].lower != word:
            return False
    return True


def adjacent(left: Token, right: Token) -> bool:
    """Tell whether nothing stands between two tokens."""
    return left.end == right.start
