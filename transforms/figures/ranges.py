"""Two amounts that are the ends of one: 5-10%, between 5 and 10 per cent, $20 to $25 million; and scores, 52-48."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from transforms.figures.not_figures import YEAR
from transforms.figures.quantities import Quantity
from transforms.figures.tokens import DASHES, Token, adjacent, word_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from transforms.figures.amounts import AmountReader
    from transforms.figures.vocabulary import Vocabulary


CUE_REACH: Final = 60
"""Tokens between two joined numbers and the word that makes a score of them: a long sentence."""

FEW: Final = 20
"""`two or three days` is one vague amount; larger numbers joined by `or` are alternatives."""


LEAST_STEP: Final = 1000
FARTHEST: Final = 10
"""A range of thousands does not span more than tenfold; a step and the level it led to do."""


_JOINERS: Final = DASHES | {"and", "or", "to"}


class RangeReader:
    """Joins an amount with the one that follows it, where the words between them make a range or a score."""

    def __init__(self, vocabulary: Vocabulary, amounts: AmountReader) -> None:
        self._words = vocabulary.words
        self._amounts = amounts

    def join(self, tokens: Sequence[Token], left: Quantity) -> Quantity:
        """Return the range or score that begins with `left`, or `left` itself."""
        at = left.stop
        if at + 1 >= len(tokens) or left.value is None or tokens[at].lower not in _JOINERS:
            return left
        dash = tokens[at].text in DASHES
        between = tokens[at].lower == "and" and self._after_between(tokens, left.first)
        either = tokens[at].lower == "or" and left.bare and left.value <= FEW
        if not (dash or between or either or tokens[at].lower == "to") or self._dated(tokens, left):
            return left
        right = self._amounts.read(tokens, at + 1)
        if not isinstance(right, Quantity) or right.value is None:
            return left
        if dash:
            return self._dashed(tokens, left, right)
        if between:
            joined = self._range(left, right)
            if joined is None:
                return left
            if joined.bare and word_at(tokens, left.first - 2) in ("aged", "ages"):
                joined = replace(joined, kind="duration", unit="year", bare=False)
            return replace(joined, first=left.first - 1, rule_id="range.between")
        if either and not (right.value - left.value <= 2 and (right.unit or right.noun_from is not None)):
            return left
        return self._worded(tokens, left, right)

    def _after_between(self, tokens: Sequence[Token], first: int) -> bool:
        """Tell whether `between` stands before token `first`, a word of its own: not that of `2between 5 and 10`."""
        if word_at(tokens, first - 1) != "between":
            return False
        return first < 2 or tokens[first - 2].kind != "num" or not adjacent(tokens[first - 2], tokens[first - 1])

    def _dated(self, tokens: Sequence[Token], left: Quantity) -> bool:
        """Tell whether `left` is the year of `rose in 2018 to 40`; a pair of years is told apart later."""
        in_time = word_at(tokens, left.first - 1) in ("in", "since", "during", "by", "of")
        return left.bare and in_time and YEAR.fullmatch(tokens[left.first].text) is not None

    def _worded(self, tokens: Sequence[Token], left: Quantity, right: Quantity) -> Quantity:
        before = {t.lower for t in tokens[max(0, left.first - 3) : left.first]}
        stepped = bool(before & self._words["step_verbs"])
        if "from" in before or (stepped and (not left.bare or self._level(left, right))):
            return left
        if left.bare and right.bare and left.value is not None and right.value is not None and left.value > right.value:
            return left if stepped or right.value == 1 else self._score(left, right)
        return self._range(left, right) or left

    def _level(self, left: Quantity, right: Quantity) -> bool:
        """Tell whether `right` is too large for the end of a range: fell by 12,000 to 1.42 million."""
        if left.value is None or right.value is None:
            return False
        return left.value >= LEAST_STEP and right.value > left.value * FARTHEST

    def _dashed(self, tokens: Sequence[Token], left: Quantity, right: Quantity) -> Quantity:
        tight = adjacent(tokens[left.stop - 1], tokens[left.stop]) and adjacent(
            tokens[left.stop], tokens[left.stop + 1]
        )
        if not tight and not (left.bare and not right.bare):
            return left
        if left.bare and right.bare and left.value is not None and right.value is not None:
            near = tokens[max(0, left.first - CUE_REACH) : right.stop + CUE_REACH]
            sets = self._beside_pair(tokens, left.first, right.stop)
            if left.value >= right.value or sets or any(t.lower in self._words["score_cues"] for t in near):
                return self._score(left, right)
        return self._range(left, right) or left

    def _beside_pair(self, tokens: Sequence[Token], first: int, stop: int) -> bool:
        """Tell whether another pair of numbers stands right beside it: the sets of 6-4 3-6 (8-10) 6-3."""
        after = [t.text for t in tokens[stop : stop + 4] if t.text not in ("(", ")")][:2]
        before = [t.text for t in tokens[max(0, first - 4) : first] if t.text not in ("(", ")")][-2:]
        return any(
            len(pair) == 2 and pair[n].isdigit() and pair[1 - n] in DASHES for n, pair in ((0, after), (1, before))
        )

    def _score(self, left: Quantity, right: Quantity) -> Quantity:
        return Quantity("score", left.first, right.stop, "score.pair", low=left.value, high=right.value, unit="score")

    def _range(self, left: Quantity, right: Quantity) -> Quantity | None:
        """Return the range, the left end taking scale and unit from the right one where it has none of its own."""
        if left.rule_id == "duration.age" and right.bare:
            right = replace(right, kind="duration", unit=left.unit, bare=False)
        if left.currency_prefix and right.bare:
            right = replace(right, kind=left.kind, unit=left.unit, bare=False)
        same = left.unit == right.unit and left.kind == right.kind
        if not (same or left.bare) or left.value is None or right.value is None:
            return None
        low = left.value * self._borrowed_scale(left, right)
        if low >= right.value:
            return None
        return replace(
            right,
            first=left.first,
            value=None,
            low=low,
            high=right.value,
            rule_id="range." + right.kind,
            currency_prefix=left.currency_prefix or right.currency_prefix,
            unit=right.unit if left.unit is None or left.bare else left.unit,
            kind=right.kind if left.bare else left.kind,
        )

    def _borrowed_scale(self, left: Quantity, right: Quantity) -> Decimal | int:
        if right.value is None or left.value is None or right.scale is None or right.scale == 1 or left.scale != 1:
            return 1
        return right.scale if left.value < right.value / right.scale else 1
