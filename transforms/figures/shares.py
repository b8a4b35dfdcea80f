"""Parts of a whole: half a million, a quarter century, two-thirds, one in five, and odds such as two to one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from unicodedata import numeric

from transforms.figures.quantities import Quantity
from transforms.figures.tokens import DASHES, Token, adjacent, word_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.figures.amounts import AmountReader
    from transforms.figures.vocabulary import UnitName, Vocabulary

_HYPHENATED: Final = frozenset({"half", "quarter"})
"""`half-hour` and `quarter-century` are shares of a unit; `third-year` is not."""

_SMALL: Final = 10
"""`four in 10` names a share; above ten, `in` is more often a place or a time."""

_ODDS_LIMIT: Final = 1000
_PERCENTS: Final = frozenset({"percent", "percentage_point"})
_SHARED_KINDS: Final = frozenset({"duration", "measure", "percentage_point", "percent", "money"})


class ShareReader:
    """Reads the shares that begin at a token."""

    def __init__(self, vocabulary: Vocabulary, amounts: AmountReader) -> None:
        self._words = vocabulary.words
        self._amounts = amounts
        self._scales = vocabulary.numbers["scale"]
        self._fractions = vocabulary.numbers["fraction"]

    def of_unit(self, tokens: Sequence[Token], i: int) -> Quantity | None:
        """Return `half a million`, `half an hour`, `a quarter century`, `a quarter percentage point`."""
        at = i + 1 if tokens[i].lower in ("a", "an") else i
        word = word_at(tokens, at)
        share = self._fractions.get(word)
        if share is None or word.endswith("s"):
            return None
        at += 1
        part = word_at(tokens, at) == "of" and word_at(tokens, at + 1) in ("a", "an", "one")
        at += part
        dashed = word_at(tokens, at) in DASHES and word in _HYPHENATED
        at += dashed
        joined = word_at(tokens, at) in ("a", "an") or (part and word_at(tokens, at) == "one") or dashed
        at += joined and word_at(tokens, at) in ("a", "an", "one")
        at += dashed and word_at(tokens, at) in DASHES
        if word_at(tokens, at) in self._scales and (joined or tokens[i].lower in ("a", "an", "half", "quarter")):
            whole = self._amounts.read(tokens, at)
            if isinstance(whole, Quantity) and whole.value is not None:
                return replace(whole, first=i, value=share * whole.value)
            return None
        if word not in _HYPHENATED and not part:
            return None
        if word_at(tokens, at) == "point" and (joined or part or at == i + 2):
            return Quantity("percentage_point", i, at + 1, "percentage_point.share", value=share, unit="pp")
        found = self._amounts.unit_at(tokens, at)
        if found is None or found[0].kind not in _SHARED_KINDS or word_at(tokens, at).endswith("s"):
            return None
        if word == "half" and word_at(tokens, i - 1) in self._words["not_half"] and not joined:
            return None
        return self._unit_share(i, share, found)

    def _unit_share(self, i: int, share: Decimal, found: tuple[UnitName, int]) -> Quantity:
        name, stop = found
        rule_id = f"{name.kind}.share"
        return Quantity(name.kind, i, stop, rule_id, value=share * name.scale, unit=name.unit, noun_from=stop)

    def _ratio(self, i: int, stop: int, rule_id: str, value: Decimal, unit: str = "fraction") -> Quantity:
        return Quantity("ratio", i, stop, rule_id, value=value, unit=unit, noun_from=stop)

    def sign(self, tokens: Sequence[Token], i: int) -> Quantity | None:
        """Return what a fraction sign says: `¾ of the fleet`, `½ mile`."""
        if tokens[i].kind != "frac":
            return None
        share = Decimal(str(numeric(tokens[i].text)))
        unit = self._amounts.unit_at(tokens, i + 1)
        if unit is not None and unit[0].kind in _SHARED_KINDS:
            return self._unit_share(i, share, unit)
        return self._ratio(i, i + 1, "ratio.fraction", share)

    def fraction(self, tokens: Sequence[Token], i: int) -> Quantity | None:
        """Return `two-thirds`, `a third of`."""
        article = tokens[i].lower == "a"
        numeral = None if article else self._amounts.numeral(tokens, i)
        if not article and (numeral is None or numeral.value >= _SMALL or numeral.stop != i + 1):
            return None
        at = i + 1 + (word_at(tokens, i + 1) in DASHES)
        word = word_at(tokens, at)
        share = self._fractions.get(word)
        if share is None or self._hyphenated(tokens, at):
            return None
        if numeral is None:
            return self._ratio(i, at + 1, "ratio.fraction", share) if self._is_share(tokens, i, at) else None
        if word_at(tokens, at + 1) in self._scales:
            whole = self._amounts.read(tokens, at + 1)
            if isinstance(whole, Quantity) and whole.value is not None:
                return replace(whole, first=i, value=numeral.value * share * whole.value)
        of = word_at(tokens, at + 1) == "of"
        quarters_of_time = word == "quarters" and (numeral.value != 3 if not of else self._of_decline(tokens, at + 2))
        if quarters_of_time or (not numeral.words and not word.endswith("s")):
            return None
        return self._of_percent(tokens, i, at + 1, numeral.value * share) or self._ratio(
            i, at + 1, "ratio.fraction", numeral.value * share
        )

    def _of_percent(self, tokens: Sequence[Token], i: int, at: int, share: Decimal) -> Quantity | None:
        """Return `three-quarters of a percentage point`, `two-thirds of one per cent`, `three quarters of a point`."""
        if word_at(tokens, at) != "of" or word_at(tokens, at + 1) not in ("a", "one"):
            return None
        if word_at(tokens, at + 2) == "point":
            return Quantity("percentage_point", i, at + 3, "percentage_point.share", value=share, unit="pp")
        found = self._amounts.unit_at(tokens, at + 2)
        return self._unit_share(i, share, found) if found and found[0].kind in _PERCENTS else None

    def _of_decline(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether quarters are of growth or decline, and so of a year: three quarters of contraction."""
        near = {word_at(tokens, i), word_at(tokens, i + 1)}
        return bool(near & self._words["quarters_of"])

    def _hyphenated(self, tokens: Sequence[Token], i: int) -> bool:
        return i + 1 < len(tokens) and tokens[i + 1].text in DASHES and adjacent(tokens[i], tokens[i + 1])

    def _is_share(self, tokens: Sequence[Token], i: int, at: int) -> bool:
        """Tell whether `a third` is a share and not an ordinal, `a quarter` a share and not three months."""
        after = word_at(tokens, at + 1)
        open_word = after in self._words["after_fraction"] and tokens[at].lower != "quarter"
        if after in (",", ".") and word_at(tokens, i - 1) in self._words["goal_leads"]:
            return False
        return after == "of" or word_at(tokens, i - 1) in self._words["approximate"] or open_word

    def slashed(self, tokens: Sequence[Token], i: int) -> Quantity | None:
        """Return `1/8 of a US gallon`."""
        numeral = self._amounts.numeral(tokens, i) if word_at(tokens, i + 1) in ("/", "⁄") else None
        if numeral is None or numeral.value >= 1 or word_at(tokens, numeral.stop) != "of":
            return None
        at = numeral.stop + 1
        if word_at(tokens, at) not in ("a", "an"):
            return None
        at += 1 + (tokens[at + 1].text.isupper() if at + 1 < len(tokens) else 0)
        found = self._amounts.unit_at(tokens, at)
        return self._unit_share(i, numeral.value, found) if found and found[0].kind in _SHARED_KINDS else None

    def half(self, tokens: Sequence[Token], i: int) -> Quantity | None:
        """Return `half of the fleet`, `half the fleet`, `nearly half`."""
        if tokens[i].lower != "half":
            return None
        before, after = word_at(tokens, i - 1), word_at(tokens, i + 1)
        if before in self._words["not_half"] or before in DASHES or after in DASHES:
            return None
        if after in self._words["after_half"] or before in self._words["approximate"]:
            return self._ratio(i, i + 1, "ratio.half", Decimal("0.5"))
        return None

    def odds(self, tokens: Sequence[Token], i: int) -> Quantity | None:
        """Return `one in five`, `four in 10`, `nine out of ten`, `one in every 40`."""
        part = self._amounts.numeral(tokens, i)
        if part is None or part.scaled or part.value == 0:
            return None
        at = part.stop
        out_of = word_at(tokens, at) == "out" and word_at(tokens, at + 1) == "of"
        if not out_of and word_at(tokens, at) != "in":
            return None
        at += 2 if out_of else 1
        at += word_at(tokens, at) == "every"
        whole = self._amounts.numeral(tokens, at)
        if whole is None or not part.value < whole.value <= _ODDS_LIMIT:
            return None
        if not out_of and (part.value > _SMALL or self._amounts.unit_at(tokens, whole.stop) is not None):
            return None
        return self._ratio(i, whole.stop, "ratio.odds", part.value / whole.value)

    def to_one(self, tokens: Sequence[Token], i: int) -> Quantity | None:
        """Return `two to one`, `3-to-1`, `3:1`, and the 7/1 and 7-1 of a bet."""
        left = self._amounts.numeral(tokens, i)
        if left is None or left.scaled or left.value <= 1:
            return None
        at = left.stop
        if word_at(tokens, at) in ("/", "-") and self._of_a_bet(tokens, i, at + 2):
            stake = self._amounts.numeral(tokens, at + 1)
            favoured = word_at(tokens, at + 2) in self._words["odds_cues"]
            if stake is not None and stake.stop == at + 2 and (stake.value == 1 or (favoured and stake.value < _SMALL)):
                return self._ratio(i, at + 2, "ratio.to_one", left.value / (stake.value or 1), "x")
        if word_at(tokens, at) in DASHES and word_at(tokens, at + 1) == "to" and word_at(tokens, at + 2) in DASHES:
            at += 3
        elif word_at(tokens, at) in ("to", ":"):
            at += 1
        else:
            return None
        if word_at(tokens, at) not in ("one", "1") or word_at(tokens, at + 1) in DASHES:
            return None
        return self._ratio(i, at + 1, "ratio.to_one", left.value, "x")

    def _of_a_bet(self, tokens: Sequence[Token], i: int, stop: int) -> bool:
        """Tell whether odds are spoken of beside tokens `i:stop`: a 7-1 shot, at odds of 7-1."""
        near = (word_at(tokens, k) for k in (i - 3, i - 2, stop, stop + 1))
        return any(word in self._words["odds_cues"] for word in near)
