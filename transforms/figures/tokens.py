"""Cuts text into the tokens that the number grammar reads: digit runs, words, single symbols."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from transforms.figures.numerals import Malformed, Numeral
    from transforms.figures.quantities import Quantity

TokenKind = Literal["num", "word", "frac", "sym"]

VULGAR: Final = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
"""Single-character fractions; `unicodedata.numeric` knows their values."""

_DIGITS: Final = frozenset("0123456789")

DASHES: Final = frozenset("-‐‑‒–—−")
"""Characters that news text uses between the ends of a range or the halves of a compound."""

_TOKEN: Final = re.compile(rf"[^\W\d_{VULGAR}]+|[0-9](?:[0-9,.]*[0-9])?|(?<![\w.])\.[0-9]+|[^\s\w]|[{VULGAR}]|_")
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


_text_of: Final = itemgetter(1)
_lower_of: Final = itemgetter(2)


class Tokens(list[Token]):
    """The tokens of a sentence, with what many readers ask of all of them.

    `numerals` and `amounts` have room for what is read at each token, because several forms ask for it; `digits` are
    the places of the digit runs; `seen` are the words and signs of the sentence, as written and in lower case;
    `fractions` and `multiplied` tell whether it has fraction signs, and may have words such as multimillion.
    """

    __slots__ = ("amounts", "digits", "fractions", "multiplied", "numerals", "seen")

    def __init__(self, tokens: Iterable[Token], digits: Sequence[int], *, multiplied: bool) -> None:
        super().__init__(tokens)
        self.numerals: dict[int, Numeral | Malformed | None] = {}
        self.amounts: dict[int, Quantity | Malformed | None] = {}
        self.digits = digits
        self.seen = set(map(_lower_of, self))
        self.seen.update(map(_text_of, self))
        self.fractions = not _FRACTIONS.isdisjoint(self.seen)
        self.multiplied = multiplied


_Shape = tuple[TokenKind, str, str, int, int]
"""Kind, text, lower-case text, start and end of a token within what stands between two spaces."""


class _Shapes(dict[str, tuple[_Shape, ...]]):
    """What stands between two spaces, cut into tokens: words with their comma or quote recur, and are remembered."""

    def __missing__(self, piece: str) -> tuple[_Shape, ...]:
        shapes = tuple(_cut(piece))
        if len(self) < KEPT_PIECES and len(piece) <= LONGEST_KEPT and _DIGITS.isdisjoint(piece):
            self[piece] = shapes
        return shapes


KEPT_PIECES: Final = 20_000
"""Pieces remembered, some ten megabytes at most; those met later are cut each time."""

LONGEST_KEPT: Final = 24
_SHAPES: Final = _Shapes()


def _cut(piece: str) -> Iterator[_Shape]:
    for match in _TOKEN.finditer(piece):
        found = match[0]
        if found.isalpha():
            yield "word", found, found.lower(), match.start(), match.end()
        elif found[-1] in _DIGITS:
            yield "num", found, found, match.start(), match.end()
        else:
            kind: TokenKind = "frac" if found in _FRACTIONS else "word" if found[0].isalnum() else "sym"
            yield kind, found, found.lower(), match.start(), match.end()


def tokenize(text: str, start: int, end: int) -> Tokens:
    """Return the tokens of `text[start:end]`, with offsets into `text`. Digits other than 0-9 are not tokens."""
    tokens: list[Token] = []
    digits: list[int] = []
    sentence, at = text[start:end], start
    add, new = tokens.append, tuple.__new__
    for piece in sentence.split(" "):
        stop = at + len(piece)
        if piece.isalpha():  # three in four
            add(new(Token, ("word", piece, piece.lower(), at, stop, "")))
        else:
            for kind, found, lower, first, last in _SHAPES[piece]:
                before = ""
                if kind == "num":
                    digits.append(len(tokens))
                    before = text[at + first - 1 : at + first]
                add(new(Token, (kind, found, lower, at + first, at + last, before)))
        at = stop + 1
    return Tokens(tokens, digits, multiplied="ulti" in sentence or "ULTI" in sentence)


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
