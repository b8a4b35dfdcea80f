"""Gives bare numbers of a sentence the unit of the amount they are listed, resumed or restated with.

`2, 3 and 5 per cent`; `84.75 cents, the lowest is 74.07`; seven points of a poll, of an index, of a match.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from transforms.figures.amounts import POINTS
from transforms.figures.forms import OLDEST
from transforms.figures.tokens import word_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.figures.nouns import NounFinder
    from transforms.figures.quantities import Quantity
    from transforms.figures.tokens import Token
    from transforms.figures.vocabulary import Vocabulary

INDEX: Final = re.compile(
    r"\b(?:ind(?:ex|ices)|CAC|shares|stocks|markets?|"
    r"(?i:ftse|s&p|dow|nasdaq|nikkei|hang seng|dax|cac ?40|sensex|kospi))\b"
)
"""Where it is found in a sentence, points and bare levels are those of an index."""

_PLAYED: Final = re.compile(
    r"\b(?:tr(?:y|ies)|kick(?:s|ed|ing)?|match(?:es)?|games?|half-time|season|league|coach|penalt(?:y|ies)|scor(?:ed|ing)|"
    r"champions(?:hip)?|cup|innings|wickets|touchdowns?|conversions?|clear of|fly-half|full-back)\b",
    re.IGNORECASE,
)
"""Where it is found in a sentence, points are scored and not points of a poll."""

_SHARES: Final = re.compile(
    r"%|\bper ?cent|\b(?:polls?|approval|margin|swing|rating|lead)\b|\b(?:won|wins?|carried|beat|ahead)\b.{0,30}\bby\b",
    re.IGNORECASE,
)
_AGE: Final = re.compile(r"\b(?:[Ll]ife expectancy|ages?)\b")
_ATHLETICS: Final = re.compile(
    r"\b(?:jump|vault|throws?|leap|leapt|leaped|shot put|javelin|discus|hammer|"
    r"(?:personal|season['’]s|life-?time) best|high bar|the bar|mark of|national record|world record)\b"
)
_CENTIMETRES: Final = re.compile(r"[0-9]{1,2}\.[0-9]{2}")
_RESUMED_KINDS: Final = frozenset({"money", "measure", "percent", "percentage_point"})
ORDERS: Final = 20
"""How many times the amount before it a number without a unit may be, to be taken for the same thing."""


def alike(quantity: Quantity, before: Quantity) -> bool:
    """Tell whether two amounts are of one order of size: `slipped 2.4% to close at 980.6` says two things."""
    first, second = before.value or before.high, quantity.value or quantity.high
    return first is not None and second is not None and abs(second * before.minor) <= ORDERS * abs(first)


class UnitSharer:
    """Hands units on between the quantities of one sentence."""

    def __init__(self, nouns: NounFinder, vocabulary: Vocabulary) -> None:
        self._nouns = nouns
        self._words = vocabulary.words

    def share(self, tokens: Sequence[Token], quantities: Sequence[Quantity], sentence: str) -> list[Quantity]:
        """Give bare numbers the unit of the amount they are listed with, and points the kind their sentence tells of.

        `2, 3 and 5 per cent`; `from 2.3 to 2.5%`; seven points of a poll, of an index, of a match.
        """
        shared = [self._points(q, sentence) if q.rule_id == POINTS else q for q in quantities]
        bare = any(q.bare for q in shared)
        if bare and _AGE.search(sentence) is not None:
            shared = [self._aged(tokens, q) for q in shared]
        if bare and _ATHLETICS.search(sentence) is not None:
            shared = [self._metres(tokens, q) for q in shared]
        for k in range(1, len(shared)):
            shared[k - 1] = self._part_of(tokens, self._from_to(tokens, shared[k - 1], shared[k]), shared[k])
            shared[k] = self._resumed(tokens, self._inches(tokens, shared[k], shared[k - 1]), shared[k - 1])
            shared[k - 1] = self._converted(tokens, shared, k - 1)
        for k in range(len(shared) - 2, -1, -1):
            left, right = shared[k], shared[k + 1]
            if not left.bare or right.unit is None or right.kind in ("rank", "score", "ratio"):
                continue
            between = [t.lower for t in tokens[left.stop : right.first]]
            if right.rule_id == "count.frequency" and between in (["and"], ["or"], ["to"]):
                shared[k] = replace(left, unit=right.unit, bare=False, rule_id=right.rule_id)
                continue
            if (
                right.kind == "count"
                or not between
                or any(w not in (",", "and", "or", "to", "from", "then") for w in between)
            ):
                continue
            if right.kind == "percent" and (left.scale or 1) > 1:
                continue
            if "," in between and len(between) == 1 and not right.rule_id.endswith(".listed"):
                continue
            shared[k] = replace(left, kind=right.kind, unit=right.unit, bare=False, rule_id=right.kind + ".listed")
        return shared

    def _aged(self, tokens: Sequence[Token], quantity: Quantity) -> Quantity:
        """Read a bare number that life expectancy or an age limit is said to be as years."""
        whole = quantity.bare and quantity.value is not None and quantity.value <= OLDEST
        led = word_at(tokens, quantity.first - 1) in self._words["age_leads"]
        if not whole or not led or self._nouns.of(tokens, quantity) is not None:
            return quantity
        return replace(quantity, kind="duration", unit="year", bare=False, rule_id="duration.age")

    def _metres(self, tokens: Sequence[Token], quantity: Quantity) -> Quantity:
        """Read `5.45m` as metres, to the centimetre, where jumps and throws are spoken of."""
        glued = quantity.stop == quantity.first + 2 and tokens[quantity.stop - 1].text == "m"
        if not glued or not quantity.bare or not _CENTIMETRES.fullmatch(tokens[quantity.first].text):
            return quantity
        if quantity.value is None or self._nouns.of(tokens, quantity) is not None:
            return quantity
        value = quantity.value / (quantity.scale or 1)
        return replace(quantity, kind="measure", unit="metre", bare=False, rule_id="measure.metres", value=value)

    def _points(self, quantity: Quantity, sentence: str) -> Quantity:
        if INDEX.search(sentence):
            return replace(quantity, kind="measure", unit="point", rule_id="measure.points")
        if _SHARES.search(sentence) and not _PLAYED.search(sentence):
            return replace(quantity, kind="percentage_point", unit="pp", rule_id="percentage_point.points")
        return replace(quantity, stop=quantity.stop - 1, rule_id="count.points", unit="point")

    def _from_to(self, tokens: Sequence[Token], left: Quantity, right: Quantity) -> Quantity:
        """Give the start of `from $10 to $15 billion` the scale of its end."""
        led = word_at(tokens, left.first - 1) == "from" and [t.lower for t in tokens[left.stop : right.first]] == ["to"]
        if (
            not led
            or left.value is None
            or right.value is None
            or right.scale in (None, 1)
            or left.scale not in (None, 1)
        ):
            return left
        same = left.bare or left.unit == right.unit
        return (
            replace(left, value=left.value * right.scale) if same and left.value < right.value / right.scale else left
        )

    def _part_of(self, tokens: Sequence[Token], left: Quantity, right: Quantity) -> Quantity:
        """Give `40 million of the 90 million euros` the currency of its whole."""
        between = [t.lower for t in tokens[left.stop : right.first]]
        if not left.bare or right.kind != "money" or between not in (["of", "the"], ["of", "its"], ["of"]):
            return left
        return replace(left, kind="money", unit=right.unit, bare=False, rule_id="money.part")

    def _inches(self, tokens: Sequence[Token], quantity: Quantity, before: Quantity) -> Quantity:
        """Read `in` as inches right after feet: 12 ft 2 in."""
        joined = before.unit == "foot" and before.stop == quantity.first and quantity.bare
        if not joined or word_at(tokens, quantity.stop) != "in":
            return quantity
        return replace(
            quantity, kind="measure", unit="inch", stop=quantity.stop + 1, bare=False, rule_id="measure.unit"
        )

    def _resumed(self, tokens: Sequence[Token], quantity: Quantity, before: Quantity | None) -> Quantity:
        """Give a bare decimal, or a bare `to 24`, the unit of the amount before: 84.75 cents, the lowest is 74.07."""
        if before is None or not quantity.bare or before.unit is None or before.kind not in _RESUMED_KINDS:
            return quantity
        if word_at(tokens, before.first - 1) == "(" and before.kind == "money":
            return quantity
        decimal = "." in tokens[quantity.first].text and "." in tokens[before.first].text + tokens[before.stop - 2].text
        led = word_at(tokens, quantity.first - 1) in ("to", "another", "further")
        fits = before.unit == "point" or alike(quantity, before)
        if not (decimal or led) or not fits or self._nouns.of(tokens, quantity) is not None:
            return quantity
        value = None if quantity.value is None else quantity.value * before.minor
        return replace(
            quantity, kind=before.kind, unit=before.unit, bare=False, rule_id=before.kind + ".resumed", value=value
        )

    def _converted(self, tokens: Sequence[Token], shared: Sequence[Quantity], k: int) -> Quantity:
        """Give a number that is restated as money in brackets the currency stated last outside of brackets."""
        quantity, after = shared[k], shared[k + 1]
        opened = [t.text for t in tokens[quantity.stop : after.first]] == ["("]
        if not quantity.bare or not opened or after.kind != "money":
            return quantity
        outside = (q for q in reversed(shared[:k]) if q.kind == "money" and word_at(tokens, q.first - 1) != "(")
        last = next(outside, None)
        if last is None:
            return quantity
        return replace(quantity, kind="money", unit=last.unit, bare=False, rule_id="money.resumed")
