"""Reads how exact a figure is said to be: around, more than, at least, up to, or more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.figures.tokens import adjacent, spelled, word_at
from transforms.figures.vocabulary import by_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transforms.figures.quantities import Quantity
    from transforms.figures.tokens import Token
    from transforms.figures.vocabulary import Phrase, Vocabulary
    from transforms.records import Comparator


_LIMIT_REACH: Final = 10
_PLACES: Final = frozenset({"over", "above", "under", "below", "near", "beyond"})
_OTHER: Final = re.compile(r"\b(?:from|to|than|against|versus|compared)\b")
"""Words after which another amount begins, of which nothing said before holds."""

_CARRIED: Final = re.compile(
    r"(?:were|was|had been|have been) \w+ (?:and|or) |"
    r"(?:for|in|by|from|at|among|of|on)\s+[\w’' .-]{1,60}?(?:,\s*|\s+)(?:and|or|while)?\s*"
)


_WHOLE: Final = re.compile(
    r" ?(?:out )?of (?:(?:the|its|their|his|her|our|all|some|about|around|nearly) (?:(?!and\b|or\b)\w+ ){0,2})?"
)


class ComparatorReader:
    """Looks for comparators beside a quantity."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self._before = by_word(vocabulary.comparators["before"].items(), last=True)
        self._after = by_word(vocabulary.comparators["after"].items())
        self._glued_on: Mapping[Phrase, Comparator] = vocabulary.comparators["glued"]
        self._glued_begins = frozenset(phrase[0] for phrase in self._glued_on)

    def read(self, tokens: Sequence[Token], quantity: Quantity, noun_stop: int) -> Comparator:
        """Return the comparator of a quantity whose noun, if it has one, ends before token `noun_stop`."""
        if quantity.kind in ("rank", "score"):
            return "="
        return (
            self._preceding(tokens, quantity)
            or self._limited(tokens, quantity)
            or self._glued(tokens, quantity)
            or self._following(tokens, quantity.stop)
            or (self._following(tokens, noun_stop) if noun_stop != quantity.stop else None)
            or "="
        )

    def compared(self, tokens: Sequence[Token], quantity: Quantity) -> bool:
        """Tell whether a comparator stands right before the quantity."""
        return self._preceding(tokens, quantity) is not None

    def _preceding(self, tokens: Sequence[Token], quantity: Quantity) -> Comparator | None:
        end = quantity.first
        if word_at(tokens, end - 1) == "minus" and word_at(tokens, end - 2) != "or":
            end -= 1
        if word_at(tokens, end - 1) in self._words["comparator_determiners"]:
            end -= 1
        for words, found in self._before.get(word_at(tokens, end - 1), ()):
            length = len(words)
            if not spelled(tokens, end - length, words):
                continue
            if words == ("over",) and quantity.kind == "duration":
                return None
            if words == ("some",) and end != quantity.first:
                return None
            if words[-1] in _PLACES and word_at(tokens, quantity.first - 1) == "a":
                return None  # kicked over a 40m penalty
            if words == ("over",) and quantity.rule_id == "measure.metres":
                return None  # the fastest over 800m
            if words == ("about",) and end != quantity.first and word_at(tokens, quantity.stop + 1) == "old":
                return None  # a film about an 18-year-old
            if (
                words[0] in ("over", "up", "about", "under")
                and word_at(tokens, end - length - 1) in self._words["particle_verbs"]
            ):
                return None
            return found
        return None

    def _limited(self, tokens: Sequence[Token], quantity: Quantity) -> Comparator | None:
        """`limit the number of boats to 24`: the figure is the most there may be."""
        if word_at(tokens, quantity.first - 1) != "to":
            return None
        for k in range(quantity.first - 2, max(-1, quantity.first - _LIMIT_REACH - 1), -1):
            if tokens[k].lower in self._words["limit_verbs"]:
                return None if word_at(tokens, k - 1) in ("the", "a", "this", "that", "its", "speed") else "<="
        return None

    def _glued(self, tokens: Sequence[Token], quantity: Quantity) -> Comparator | None:
        stop = quantity.stop
        if word_at(tokens, stop) not in self._glued_begins or not adjacent(tokens[stop - 1], tokens[stop]):
            return None
        after = tuple(t.lower for t in tokens[stop : stop + 2])
        return self._glued_on.get(after[:1]) or self._glued_on.get(after)

    def _following(self, tokens: Sequence[Token], i: int) -> Comparator | None:
        for words, found in self._after.get(word_at(tokens, i), ()):
            if spelled(tokens, i, words):
                return found
        return None


def carries_on(between: str) -> bool:
    """Tell whether a comparator reaches over `between` to the next figure: at least 10 for Ayr and 20 for Troon.

    It does not from a part to its whole: at least 12 of the 80 passengers.
    """
    if _WHOLE.fullmatch(between):
        return False
    return _CARRIED.fullmatch(between.strip() + " ") is not None and _OTHER.search(between) is None
