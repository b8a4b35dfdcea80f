"""Reads whether a figure is the size of a rise or fall, or the level that something rose or fell to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transforms.tokens import word_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transforms.lexicon import Lexicon
    from transforms.quantities import Quantity
    from transforms.records import Change
    from transforms.tokens import Token
    from transforms.vocabulary import Vocabulary

_CHANGING_KINDS: Final = frozenset({"percent", "percentage_point", "money", "count", "measure", "ratio"})
VERB_REACH: Final = 9
"""Tokens between a verb of change and its amount: `increase defence spending to a` is five."""
NOUN_REACH: Final = 8
AFTER_REACH: Final = 3
COMPARED_REACH: Final = 13
ADVERB_REACH: Final = 6


class ChangeReader:
    """Looks for words of change around a quantity."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        tables: dict[str, dict[str, Change]] = {"verb": {}, "adverb": {}, "noun": {}}
        for row in lexicon.table("changes"):
            tables[row["position"]][row["word"]] = row["direction"]  # type: ignore[assignment]
        self._verbs: Mapping[str, Change] = tables["verb"]
        self._adverbs: Mapping[str, Change] = tables["adverb"]
        self._nouns: Mapping[str, Change] = tables["noun"]

    def read(self, tokens: Sequence[Token], quantity: Quantity, others: Sequence[Quantity]) -> Change | None:
        """Return the direction of the change that `quantity` measures or ends, or None."""
        if quantity.kind not in _CHANGING_KINDS or self._is_start(tokens, quantity):
            return None
        return (
            self._adverb(tokens, quantity)
            or self._verb(tokens, quantity, others)
            or self._noun_after(tokens, quantity)
            or self._noun_before(tokens, quantity)
            or self._compared_after(tokens, quantity)
        )

    def _is_start(self, tokens: Sequence[Token], quantity: Quantity) -> bool:
        """Tell whether it is where a change began: from A to B."""
        return word_at(tokens, quantity.first - 1) == "from" or word_at(tokens, quantity.first - 2) == "from"

    def _compared_after(self, tokens: Sequence[Token], quantity: Quantity) -> Change | None:
        """`2.5%, up from 2.3%`: where it came from is told after it."""
        for k in range(quantity.stop, min(len(tokens) - 1, quantity.stop + COMPARED_REACH)):
            if tokens[k].text in (".", ";", "?", "!"):
                return None
            if tokens[k].lower in ("up", "down") and tokens[k + 1].lower == "from":
                return self._adverbs[tokens[k].lower]
        return None

    def _adverb(self, tokens: Sequence[Token], quantity: Quantity) -> Change | None:
        for k in range(quantity.first - 1, max(-1, quantity.first - ADVERB_REACH - 1), -1):
            word = tokens[k].lower
            if word in self._adverbs and not (word in ("up", "down") and word_at(tokens, k + 1) == "to" and k == 0):
                if (
                    word == "up"
                    and word_at(tokens, k + 1) == "to"
                    and word_at(tokens, k - 1) not in self._words["up_to_verbs"]
                ):
                    return None
                return None if word_at(tokens, k + 1) in ("the", "its", "their", "his", "her") else self._adverbs[word]
            if word not in self._words["change_links"]:
                return None
        return None

    def _verb(self, tokens: Sequence[Token], quantity: Quantity, others: Sequence[Quantity]) -> Change | None:
        taken = {k for other in others if other is not quantity for k in range(other.first, other.stop)}
        crossed = False
        for k in range(quantity.first - 1, max(-1, quantity.first - VERB_REACH - 1), -1):
            if tokens[k].text in self._words["clause_ends"]:
                return None
            if k in taken:
                crossed = True
                continue
            direction = self._verbs.get(tokens[k].lower)
            if direction is None:
                continue
            if (
                crossed
                and word_at(tokens, quantity.first - 1) not in ("to", "by")
                and "to" not in {word_at(tokens, quantity.first - n) for n in (2, 3)}
            ):
                return None
            return direction if self._linked(tokens, k, quantity.first) else None
        return None

    def _linked(self, tokens: Sequence[Token], verb: int, first: int) -> bool:
        """Tell whether the amount hangs on the verb: right after it, or after `by`, `to`, `below` and the like."""
        near = {word_at(tokens, first - n) for n in range(1, 5) if first - n > verb}
        apart = sum(tokens[k].lower not in self._words["change_links"] for k in range(verb + 1, first))
        return apart <= 1 or bool(near & {"by", "to", "below", "above", "at", "under", "over"})

    def _noun_after(self, tokens: Sequence[Token], quantity: Quantity) -> Change | None:
        if quantity.kind not in ("percent", "percentage_point", "money", "ratio", "measure"):
            return None
        for k in range(quantity.stop, min(len(tokens), quantity.stop + AFTER_REACH)):
            if tokens[k].kind != "word" and tokens[k].text != "-":
                return None
            if tokens[k].lower in self._nouns:
                return self._nouns[tokens[k].lower]
            if tokens[k].lower in ("of", "in", "to", "for", "and", "on", "by", "from", "at", "with", "as"):
                return None
        return None

    def _noun_before(self, tokens: Sequence[Token], quantity: Quantity) -> Change | None:
        if word_at(tokens, quantity.first - 1) not in self._words["change_links"]:
            return None
        for k in range(quantity.first - 1, max(-1, quantity.first - NOUN_REACH - 1), -1):
            if tokens[k].text in self._words["clause_ends"]:
                return None
            if tokens[k].lower in self._nouns:
                return self._nouns[tokens[k].lower]
        return None
