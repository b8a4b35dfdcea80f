"""The number grammar: digits with separators, number words, scales. Exact, in Decimal, and total.

A numeral is read or refused by name; it is never guessed. `1.2.3` is no number, `1,23` is one that is not understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from transforms.figures.tokens import DASHES, Token, Tokens, adjacent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transforms.figures.vocabulary import Vocabulary

_PLAIN: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_INDIAN: Final = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_SPACED_GROUP: Final = re.compile(r"[0-9]{3}")
_GROUPS: Final = re.compile(r"[0-9]{3}(?:,[0-9]{3})*")
_ZEROS: Final = re.compile(r"000(?:,[0-9]{3})*")
_TEN: Final = Decimal(10)
_SLASHES: Final = frozenset("/⁄")
LARGEST_SLASHED: Final = 128
"""Denominators of prices and lengths in fractions go so far; beyond it a slash divides something else."""

LARGEST_SCALE: Final = Decimal(10) ** 18
"""A million trillion: longer rows of scales are no number."""

THOUSAND: Final = 1000

MAX_DIGITS: Final = 28
"""The precision of decimal arithmetic, so that what is read stays exact; a longer run is no quantity of news anyway."""


@dataclass(slots=True)  # not frozen: a frozen one takes three times as long to make, and many are made
class Numeral:
    """A number without its unit: tokens `first:stop`, its value with every scale multiplied in."""

    value: Decimal
    first: int
    stop: int
    scale: Decimal = Decimal(1)
    words: bool = False
    article: bool = False
    plain_integer: bool = False

    @property
    def scaled(self) -> bool:
        """Tell whether a scale word (thousand, m, bn, ...) belongs to it."""
        return self.scale >= THOUSAND


@dataclass(frozen=True, slots=True)
class Malformed:
    """Digits that are no number the grammar knows, with the name of what is wrong."""

    first: int
    stop: int
    rule_id: str


def digits_value(text: str) -> Decimal | None:
    """Return the value of a digit run with its separators, or None when they are not placed as in a number."""
    if len(text) > MAX_DIGITS:
        return None
    if text.isdigit() or _PLAIN.fullmatch(text):
        return Decimal(text)
    if _THOUSANDS.fullmatch(text) or _INDIAN.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return None


class NumeralReader:
    """Reads the numeral that begins at a token, if one does."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        numbers = vocabulary.numbers
        self._units: Mapping[str, Decimal] = numbers["unit"]
        self._tens: Mapping[str, Decimal] = numbers["ten"]
        self._scales: Mapping[str, Decimal] = numbers["scale"]
        self._glued: Mapping[str, Decimal] = numbers["scale_glued"]
        self._money: Mapping[str, Decimal] = numbers["scale_money"]
        self._starts = frozenset({"a", "an", *self._units, *self._tens, *self._scales})

    def read(self, tokens: Sequence[Token], i: int, *, money: bool = False) -> Numeral | Malformed | None:
        """Return the numeral at token `i`; `money` allows the scales that only sums of money carry (`$5b`)."""
        if money:
            return self._read(tokens, i, money=True)
        known = tokens.numerals if isinstance(tokens, Tokens) else {}
        if i not in known:
            known[i] = self._read(tokens, i, money=False)
        return known[i]

    def _read(self, tokens: Sequence[Token], i: int, *, money: bool) -> Numeral | Malformed | None:
        token = tokens[i]
        if token.kind == "num":
            return self._digits(tokens, i, money=money)
        if token.kind == "word" and token.lower in self._starts:
            return self._words(tokens, i)
        return None

    def _digits(self, tokens: Sequence[Token], i: int, *, money: bool) -> Numeral | Malformed:
        slashed = self._slashed(tokens, i)
        if slashed is not None:
            return slashed
        text, stop = tokens[i].text, i + 1
        while self._groups_on(tokens, i, stop):
            text += tokens[stop].text
            stop += 1
        while self._zeros_on(tokens, i, stop, money=money):
            text += tokens[stop + 1].text.replace(",", "")
            stop += 2
        value = digits_value(text)
        if value is None:
            return Malformed(i, stop, "number.too_long" if len(text) > MAX_DIGITS else "number.separators")
        plain = stop == i + 1 and text.isdigit()
        mixed = self._slashed(tokens, stop) if plain else None
        if mixed is not None:
            return Numeral(value + mixed.value, i, mixed.stop)
        scale, stop = self._scale(tokens, stop, money=money)
        return Numeral(value * scale, i, stop, scale, plain_integer=plain and scale == 1)

    def _slashed(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        """Return the proper fraction at token `i`, written with a slash: 3/4."""
        if i + 2 >= len(tokens) or tokens[i + 1].text not in _SLASHES or tokens[i + 2].kind != "num":
            return None
        tight = adjacent(tokens[i], tokens[i + 1]) and adjacent(tokens[i + 1], tokens[i + 2])
        part, whole = tokens[i].text, tokens[i + 2].text
        if not (tight and part.isdigit() and whole.isdigit() and 0 < int(part) < int(whole) <= LARGEST_SLASHED):
            return None
        return Numeral(Decimal(part) / Decimal(whole), i, i + 3)

    def _groups_on(self, tokens: Sequence[Token], first: int, i: int) -> bool:
        """Tell whether token `i` is a further group of three digits, set off by one space.

        The first group has at most three digits: `in 2004 300 ships` are two numbers.
        """
        if i >= len(tokens) or tokens[i].kind != "num" or not tokens[i].before.isspace():
            return False
        if not _SPACED_GROUP.fullmatch(tokens[i].text):
            return False
        return (
            tokens[i].start - tokens[i - 1].end == 1 and tokens[first].text.isdigit() and len(tokens[first].text) <= 3
        )

    def _zeros_on(self, tokens: Sequence[Token], first: int, i: int, *, money: bool) -> bool:
        """Tell whether a comma, a stray space and a group of digits follow: `80, 000`, and in sums `£507, 596`.

        No number begins with 000.
        """
        if i + 1 >= len(tokens) or tokens[i].text != ",":
            return False
        if not (_ZEROS if not money else _GROUPS).fullmatch(tokens[i + 1].text):
            return False
        return adjacent(tokens[i - 1], tokens[i]) and tokens[first].text.isdigit() and len(tokens[first].text) <= 3

    def _scale(self, tokens: Sequence[Token], i: int, *, money: bool) -> tuple[Decimal, int]:
        """Return the product of the scale words from token `i` on, and the token after them."""
        scale = Decimal(1)
        while i < len(tokens):
            at = i
            if tokens[at].text in DASHES and at + 1 < len(tokens) and adjacent(tokens[at], tokens[at + 1]):
                at += 1
            token = tokens[at]
            glued = adjacent(tokens[at - 1], token)
            if (
                token.lower == "m"
                and at + 1 < len(tokens)
                and tokens[at + 1].kind == "num"
                and adjacent(token, tokens[at + 1])
            ):
                break
            if token.lower in self._scales:
                factor = self._scales[token.lower]
            elif (glued or token.lower in ("bn", "bln", "tn", "mn", "mln") or money) and token.lower in self._glued:
                factor = self._glued[token.lower]
            elif money and token.lower in self._money:
                factor = self._money[token.lower]
            else:
                break
            if scale * factor > LARGEST_SCALE:
                break
            scale, i = scale * factor, at + 1
        return scale, i

    def _words(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        first, article = i, False
        total, current, scale = Decimal(0), None, Decimal(1)
        if tokens[i].lower in ("a", "an"):
            if i + 1 >= len(tokens) or tokens[i + 1].lower not in self._scales:
                return None
            current, article, i = Decimal(1), True, i + 1
        last_scale: Decimal | None = None
        while i < len(tokens):
            at = self._past_link(tokens, i, spoken=current is not None or total > 0)
            step = self._step(tokens[at].lower, current, last_scale) if at < len(tokens) else None
            if step is None:
                break
            current, closed, used = step
            if used is not None:
                scale *= used
                last_scale = used if used >= 1000 else last_scale
            total, current = (total + current, None) if closed else (total, current)
            i = at + 1
        if current is None and total == 0 and i == first:
            return None
        value = total + (current or Decimal(0))
        if scale == 1:
            spoken, i = self._decimals(tokens, i)
            value += spoken
            scale, i = self._scale(tokens, i, money=False) if spoken else (scale, i)
            value *= scale
        return Numeral(value, first, i, scale if scale > 1 else Decimal(1), words=True, article=article)

    def _decimals(self, tokens: Sequence[Token], i: int) -> tuple[Decimal, int]:
        """Return the decimals spoken from token `i` on, and the token after them: point four, point nought five."""
        spoken, place, at = Decimal(0), Decimal(1), i + 1
        if i >= len(tokens) or tokens[i].lower != "point":
            return spoken, i
        while at < len(tokens) and self._units.get(tokens[at].lower, _TEN) < _TEN:
            place /= _TEN
            spoken, at = spoken + self._units[tokens[at].lower] * place, at + 1
        return (spoken, at) if spoken else (spoken, i)

    def _past_link(self, tokens: Sequence[Token], i: int, *, spoken: bool) -> int:
        """Return the token after a hyphen or an `and` that joins number words, or `i` itself."""
        if not spoken or i + 1 >= len(tokens):
            return i
        joins = tokens[i].text in DASHES and adjacent(tokens[i - 1], tokens[i]) and adjacent(tokens[i], tokens[i + 1])
        after_hundred = tokens[i].lower == "and" and tokens[i - 1].lower in self._scales
        follows = tokens[i + 1].lower
        known = follows in self._units or follows in self._tens or (joins and follows in self._scales)
        return i + 1 if (joins or after_hundred) and known else i

    def _step(
        self, word: str, current: Decimal | None, last_scale: Decimal | None
    ) -> tuple[Decimal, bool, Decimal | None] | None:
        """Return (current, whether a scale closed it, the scale used) after `word`, or None where it cannot follow."""
        below = current or Decimal(0)
        after_hundreds = below > 0 and below % 100 == 0
        if word in self._units:
            value = self._units[word]
            after_tens = below % 100 >= 20 and below % 10 == 0 and value < 10
            fits = current is None or (value > 0 and (after_hundreds or after_tens))
            return (below + value, False, None) if fits else None
        if word in self._tens:
            return (below + self._tens[word], False, None) if current is None or after_hundreds else None
        factor = self._scales.get(word)
        if factor is None or (last_scale is not None and (current is None or factor >= last_scale)):
            return None
        if factor < THOUSAND and below >= factor:
            return None
        return (below or Decimal(1)) * factor, factor >= 1000, factor
