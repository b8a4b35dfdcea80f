"""Numbers with their units: money, percents, durations, measures, plain counts, and the ranges made of two of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from unicodedata import numeric

from transforms.figures.numerals import Malformed, Numeral, NumeralReader
from transforms.figures.quantities import Quantity
from transforms.figures.tokens import DASHES, VULGAR, Token, Tokens, adjacent, spelled, word_at
from transforms.figures.vocabulary import by_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.figures.vocabulary import UnitName, Vocabulary
    from transforms.records import Kind


_MIXED_CASE: Final = frozenset({"Rs", "Rp", "KSh", "Mex"})
"""Currency prefixes that are not written in capitals."""


_FRACTION_TAIL: Final = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": Decimal(1) / Decimal(3)}


_HALF_OPENERS: Final = DASHES | frozenset(VULGAR) | {"and"}
"""What may stand between a number and its half: and a half, -and-a-half, ½."""

_BRACKETS: Final = {"[": "]", "{": "}", "<": ">"}
_SPACED_UNITS: Final = frozenset("WVCF")
_HUNDRED: Final = 100
_HOTTEST: Final = 200
"""Degrees of weather, fever and kitchens: `12 C` is a temperature, `23456 F` a place."""

RACES: Final = frozenset({60, 100, 110, 200, 300, 400, 800, 1000, 1500, 3000, 5000, 10_000})
"""Metres of the distances run, swum or rowed for: `800m` without a noun is a race."""

MASS_REACH: Final = 8
"""Tokens between a word of weighing and its pounds: `the baby, born at noon, is over two pounds`."""

QUOTE_REACH: Final = 60
"""Tokens between the marks of a quotation that ends in a number."""

LENGTH_REACH: Final = 4
"""Tokens between a word of jumping or throwing and its metres: `a leap of some 17m`."""

POINTS: Final = "points.open"
"""Rule of points whose kind hangs on the sentence: percentage points, points of an index, points scored."""


class AmountReader:
    """Reads the amount that begins at a token: currency, numeral, unit."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._words = vocabulary.words
        self.numerals = NumeralReader(vocabulary)
        self._prefixes = by_word(vocabulary.prefixes.items())

    def read(self, tokens: Sequence[Token], i: int) -> Quantity | Malformed | None:
        """Return the amount at token `i`, a malformed numeral, or None where no amount begins."""
        known = tokens.amounts if isinstance(tokens, Tokens) else {}
        if i not in known:
            known[i] = self._read(tokens, i)
        return known[i]

    def _read(self, tokens: Sequence[Token], i: int) -> Quantity | Malformed | None:
        prefix = self._prefix(tokens, i)
        if prefix is not None:
            code, at = prefix
            numeral = self.numerals.read(tokens, at, money=True) if at < len(tokens) else None
            if isinstance(numeral, Numeral) and not numeral.article:
                return self._prefixed(i, numeral, code)
            if isinstance(numeral, Malformed):
                return numeral
        numeral = self.numerals.read(tokens, i)
        if not isinstance(numeral, Numeral):
            return numeral
        return self._with_unit(tokens, self._and_a_half(tokens, numeral))

    def numeral(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        """Return the well-formed numeral at token `i`, if there is one."""
        found = self.numerals.read(tokens, i) if 0 <= i < len(tokens) else None
        return found if isinstance(found, Numeral) else None

    def with_half(self, tokens: Sequence[Token], i: int) -> Numeral | None:
        """Return the numeral at token `i` with the half or quarter that may follow it: one and a half."""
        found = self.numeral(tokens, i)
        return None if found is None else self._and_a_half(tokens, found)

    def begins_prefix(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether a currency begins at token `i`."""
        return self._prefix(tokens, i) is not None

    def _prefix(self, tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
        """Return the currency that begins at token `i` and the token after it."""
        for words, code in self._prefixes.get(tokens[i].lower, ()):
            stop = i + len(words)
            if spelled(tokens, i, words) and self._written_as_prefix(tokens, tokens[i:stop], stop):
                return code, stop
        return None

    def _written_as_prefix(self, tokens: Sequence[Token], words: Sequence[Token], stop: int) -> bool:
        """Tell whether words that may be a currency are written as one: capitals, or a code tied to its sign.

        A single letter stands right before its sign, unless every sign of the text stands apart: `C $ 300`.
        """
        first = stop - len(words)
        if first and tokens[first - 1].text in "'’":
            return False  # the s of 1988's $ 4
        letters = "".join(t.text for t in words if t.kind == "word")
        tied = all(adjacent(a, b) for a, b in pairwise(words))
        apart = stop < len(tokens) and not adjacent(tokens[stop - 1], tokens[stop])
        if len(letters) == 1:
            return (tied and letters.isupper()) or (not tied and apart and letters not in "aA")
        if letters == "PS":
            return self._sterling(tokens, stop)
        signed = (tied or apart) and len(words) > 1 and words[-1].kind == "sym"
        return not letters or letters.isupper() or letters in _MIXED_CASE or signed

    def _sterling(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether `PS` is a pound sign spelled by a converter: PS6m, PS21,700; `PS5` is a name."""
        numeral = self.numerals.read(tokens, i, money=True) if i < len(tokens) else None
        if not isinstance(numeral, Numeral) or not adjacent(tokens[i - 1], tokens[i]):
            return False
        return numeral.scaled or numeral.value >= _HUNDRED

    def _prefixed(self, first: int, numeral: Numeral, code: str) -> Quantity:
        return Quantity(
            "money",
            first,
            numeral.stop,
            "money.prefix",
            value=numeral.value,
            unit=code,
            currency_prefix=True,
            scale=numeral.scale,
            noun_from=numeral.stop,
        )

    def _and_a_half(self, tokens: Sequence[Token], numeral: Numeral) -> Numeral:
        """Add what `and a half` or a fraction sign says: two and a half years, 3½ hours, two and a half million."""
        if word_at(tokens, numeral.stop) not in _HALF_OPENERS:
            return numeral
        begin = numeral.stop + self._hyphenated(tokens, numeral.stop)
        dashed = begin > numeral.stop
        words = [t.lower for t in tokens[begin : begin + 3 + 2 * dashed] if not (dashed and t.text in DASHES)]
        tail = tokens[numeral.stop] if numeral.stop < len(tokens) else None
        if tail is not None and tail.kind == "frac" and adjacent(tokens[numeral.stop - 1], tail):
            more = Decimal(str(numeric(tail.text)))
            return self._scaled_up(tokens, numeral, numeral.value + more, numeral.stop + 1)
        if len(words) == 3 and words[:2] == ["and", "a"] and words[2] in _FRACTION_TAIL:
            more = _FRACTION_TAIL[words[2]] * numeral.scale
            return self._scaled_up(tokens, numeral, numeral.value + more, begin + 3 + 2 * dashed)
        return numeral

    def _scaled_up(self, tokens: Sequence[Token], numeral: Numeral, value: Decimal, stop: int) -> Numeral:
        """Return `numeral` with a new value and end, and the scale that may follow: the million of 2½ million."""
        scale = self._vocabulary.numbers["scale"].get(word_at(tokens, stop))
        if scale is None or numeral.scaled:
            return replace(numeral, value=value, stop=stop, plain_integer=False)
        return replace(numeral, value=value * scale, stop=stop + 1, scale=scale, plain_integer=False)

    def unit_at(self, tokens: Sequence[Token], i: int) -> tuple[UnitName, int] | None:
        """Return the unit whose name begins at token `i` and the token after it; the longest name wins."""
        if i >= len(tokens):
            return None
        for words, name in self._vocabulary.units.get(tokens[i].lower, ()):
            if len(words) > 1 and not spelled(tokens, i, words):
                continue
            if name.exact and tuple(t.text for t in tokens[i : i + len(words)]) != name.exact:
                continue
            if not self._tied(tokens, i, i + len(words)):
                continue
            return name, i + len(words)
        return None

    def _tied(self, tokens: Sequence[Token], i: int, stop: int) -> bool:
        """Tell whether what must be glued is: `4in`, but not `4 in all`; `12 m2`, but not `12 ft 2 in`."""
        if tokens[i].text in self._words["glued_units"] and (i == 0 or not adjacent(tokens[i - 1], tokens[i])):
            return False
        return tokens[stop - 1].kind != "num" or adjacent(tokens[stop - 2], tokens[stop - 1])

    def _with_unit(self, tokens: Sequence[Token], numeral: Numeral) -> Quantity:
        begin = numeral.stop + self._hyphenated(tokens, numeral.stop)
        bracketed = self._bracketed(tokens, numeral)
        if bracketed is not None:
            return bracketed
        found = self.unit_at(tokens, begin) or self._qualified(tokens, begin)
        if found is None or found[1] == begin + 1:
            special = self._metres(tokens, numeral) or self._pounds(tokens, begin, numeral)
            if special is not None:
                return special
        if found is None or not self._may_follow(tokens, begin, numeral, found):
            points = found is None and word_at(tokens, begin) in ("point", "points")
            return Quantity(
                "count", numeral.first, begin + 1 if points else numeral.stop, POINTS if points else "count.number",
                value=numeral.value, bare=not points, scale=numeral.scale, noun_from=begin,
            )  # fmt: skip
        name, stop = found
        value = numeral.value if name.scale == 1 else numeral.value * name.scale
        if name.kind == "money":
            value, stop = self._trailing(tokens, numeral, found, value)
        return Quantity(
            name.kind, numeral.first, stop, f"{name.kind}.unit", value=value, unit=name.unit, scale=numeral.scale,
            noun_from=stop, minor=name.scale,
        )  # fmt: skip

    def _qualified(self, tokens: Sequence[Token], i: int) -> tuple[UnitName, int] | None:
        """Return a unit of time behind one adjective: five consecutive days, three lean years."""
        if not word_at(tokens, i + 1).endswith("s") or tokens[i].kind != "word" or not tokens[i].text.islower():
            return None
        if tokens[i].lower in self._words["function_words"] or tokens[i].lower.endswith("s"):
            more = tokens[i].lower in self._words["unit_adjectives"]
            return self._of_time(tokens, i + 1) if more else None
        return self._of_time(tokens, i + 1)

    def _of_time(self, tokens: Sequence[Token], i: int) -> tuple[UnitName, int] | None:
        found = self.unit_at(tokens, i)
        return found if found is not None and found[0].kind == "duration" else None

    def _bracketed(self, tokens: Sequence[Token], numeral: Numeral) -> Quantity | None:
        """Return a measure whose unit stands in brackets, as tables and forms write it: 20 [kg]."""
        closing = _BRACKETS.get(word_at(tokens, numeral.stop))
        found = self.unit_at(tokens, numeral.stop + 1) if closing else None
        if found is None or found[0].kind != "measure" or word_at(tokens, found[1]) != closing:
            return None
        unit, stop = found[0].unit, found[1] + 1
        return Quantity(
            "measure", numeral.first, stop, "measure.bracket", value=numeral.value, unit=unit, noun_from=stop
        )

    def _hyphenated(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether token `i` is a hyphen between the number and what follows: ninety-minute."""
        if i + 1 >= len(tokens) or tokens[i].text not in DASHES:
            return False
        return adjacent(tokens[i - 1], tokens[i]) and adjacent(tokens[i], tokens[i + 1])

    def _trailing(
        self, tokens: Sequence[Token], numeral: Numeral, found: tuple[UnitName, int], value: Decimal
    ) -> tuple[Decimal, int]:
        """Add what follows the name of a currency.

        A scale (75 USD million), cents at the end (15 dollars 50), or cents by name (one dollar and five cents).
        """
        name, stop = found
        small = self.numeral(tokens, stop + 1) if word_at(tokens, stop) == "and" else None
        coin = self.unit_at(tokens, small.stop) if small is not None and name.scale == 1 else None
        if small is not None and coin is not None and coin[0].unit == name.unit and coin[0].scale < 1:
            return value + small.value * coin[0].scale, coin[1]
        scale = self._vocabulary.numbers["scale"].get(word_at(tokens, stop))
        if scale is not None and not numeral.scaled:
            return value * scale, stop + 1
        cents = self.numeral(tokens, stop)
        if cents is None or cents.scaled or not 10 <= cents.value < 100 or numeral.scaled:
            return value, stop
        closed = cents.stop == len(tokens) or tokens[cents.stop].text in ".,;!?"
        return (value + cents.value / 100, cents.stop) if closed else (value, stop)

    def _may_follow(self, tokens: Sequence[Token], i: int, numeral: Numeral, found: tuple[UnitName, int]) -> bool:
        name, stop = found
        if stop > i + 1:
            return True
        word, glued = tokens[i].lower, adjacent(tokens[i - 1], tokens[i])
        if word == '"':
            opens = i + 1 < len(tokens) and adjacent(tokens[i], tokens[i + 1])
            return not self._closes_quote(tokens, i) if glued else not opens
        if len(word) == 1 and word.isalpha():
            return (glued and tokens[i].text != "G") or self._spaced_letter(tokens, i, numeral)
        if name.exact and len(name.exact[0]) > 2 and tokens[i].text.isupper() and self._shouted(tokens, i + 1):
            return False
        if word in self._words["needs_scale"]:
            return numeral.scaled
        if word == "second" and self._ordinal_second(tokens, i):
            return False
        if word in self._words["singular_currency"] and numeral.value > 1 and tokens[i - 1].text not in DASHES:
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            return numeral.scaled or following is None or following.kind != "word"
        if word == "quarters" and numeral.value in (1, 3):
            of_year = {word_at(tokens, i + 2), word_at(tokens, i + 3)} & self._words["quarters_of"]
            return word_at(tokens, i + 1) != "of" or bool(of_year)
        if name.kind == "money" and tokens[i].kind == "word" and len(word) == 3 and tokens[i].text.islower():
            return word in ("yen", "won", "sen") or word in self._words["lower_case_codes"]
        return True

    def _ordinal_second(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether `second` numbers what follows: three second-half goals."""
        return word_at(tokens, i + 1 + (word_at(tokens, i + 1) in DASHES)) in self._words["seconds_of"]

    def _closes_quote(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether the mark at token `i` ends a quotation that began shortly before: `said: "I am 16"`."""
        last = next((k for k in range(i - 1, max(-1, i - QUOTE_REACH), -1) if tokens[k].text == '"'), None)
        if last is None:
            return False
        return adjacent(tokens[last], tokens[last + 1]) and (last == 0 or not adjacent(tokens[last - 1], tokens[last]))

    def _spaced_letter(self, tokens: Sequence[Token], i: int, numeral: Numeral) -> bool:
        """Tell whether a letter after a space is a unit: 68 p, 5 W, 12 C; no initial and no part of a name."""
        letter = tokens[i].text
        if letter == "p":
            return tokens[numeral.first].kind == "num"
        if letter not in _SPACED_UNITS or self._capital(tokens, numeral.first - 1):
            return False
        if letter not in "CF":
            return True
        initial = word_at(tokens, i + 1) == "." and i + 2 < len(tokens)
        return numeral.value <= _HOTTEST and not self._capital(tokens, i + 1) and not initial

    def _capital(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether a capitalised word stands at token `i`, not at the start of the sentence."""
        return 0 < i < len(tokens) and tokens[i].kind == "word" and tokens[i].text[0].isupper()

    def _shouted(self, tokens: Sequence[Token], i: int) -> bool:
        return i < len(tokens) and tokens[i].kind == "word" and tokens[i].text.isupper() and len(tokens[i].text) > 2

    def _metres(self, tokens: Sequence[Token], numeral: Numeral) -> Quantity | None:
        """Read `100m` as metres where a race or an extent is spoken of; elsewhere a glued m is million."""
        spaced = word_at(tokens, numeral.stop) == "m" and tokens[numeral.stop].text == "m" and not numeral.scaled
        following = tokens[numeral.stop + 1] if numeral.stop + 1 < len(tokens) else None
        tail = following is not None and following.kind == "num" and adjacent(tokens[numeral.stop], following)
        if spaced and not tail and not word_at(tokens, numeral.stop + 1).endswith("s"):
            stop = numeral.stop + 1
            return Quantity(
                "measure", numeral.first, stop, "measure.metres", value=numeral.value, unit="metre", noun_from=stop
            )
        if tokens[numeral.stop - 1].text != "m" or numeral.stop - numeral.first != 2:
            return None
        currency = self.unit_at(tokens, numeral.stop)
        if currency is not None and word_at(tokens, numeral.stop) not in self._words["needs_scale"]:
            return None
        after = word_at(tokens, numeral.stop)
        plural = after.endswith("s") and after not in self._words["function_words"]
        plural = plural and not self._of_athletes(tokens, numeral.first)
        race = numeral.value / numeral.scale in RACES and not plural
        race = race and word_at(tokens, numeral.first - 1) not in self._words["before_millions"]
        in_feet = after == "(" and word_at(tokens, numeral.stop + 2) in ("ft", "feet")
        led = not plural and self._led_by_length(tokens, numeral.first)
        if not race and not in_feet and not led and after not in self._words["extents"]:
            return None
        return Quantity(
            "measure",
            numeral.first,
            numeral.stop,
            "measure.metres",
            value=numeral.value / numeral.scale,
            unit="metre",
            noun_from=numeral.stop,
        )

    def _of_athletes(self, tokens: Sequence[Token], first: int) -> bool:
        """Tell whether a number follows `men's` or `women's`: the women's 1500m titles."""
        return word_at(tokens, first - 1) == "s" and word_at(tokens, first - 3) in ("men", "women", "boys", "girls")

    def _led_by_length(self, tokens: Sequence[Token], first: int) -> bool:
        for k in range(first - 1, max(-1, first - LENGTH_REACH - 1), -1):
            if tokens[k].kind == "sym":
                return False
            if tokens[k].lower in self._words["lengths"]:
                return True
        return False

    def _pounds(self, tokens: Sequence[Token], i: int, numeral: Numeral) -> Quantity | None:
        """Read pounds as money or mass: a scale makes them sterling, a word of weighing or `of` makes them mass."""
        if i >= len(tokens) or tokens[i].lower not in ("pound", "pounds"):
            return None
        after = tokens[i + 1].lower if i + 1 < len(tokens) else ""
        before = {t.lower for t in tokens[max(0, numeral.first - MASS_REACH) : numeral.first]}
        mass = not numeral.scaled and (after in ("of", "heavier", "lighter") or bool(before & self._words["mass_cues"]))
        kind: Kind = "measure" if mass else "money"
        unit = "pound" if mass else "GBP"
        stop = i + 2 if after == "sterling" else i + 1
        return Quantity(
            kind,
            numeral.first,
            stop,
            f"{kind}.pounds",
            value=numeral.value,
            unit=unit,
            scale=numeral.scale,
            noun_from=stop,
        )
