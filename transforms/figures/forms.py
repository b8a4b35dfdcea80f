"""The forms that are not a number and a unit side by side: ranks, multiples, vague magnitudes, bare ages, shares."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from transforms.figures.quantities import CHANGED, Quantity
from transforms.figures.shares import ShareReader
from transforms.figures.tokens import DASHES, Token, adjacent, word_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from transforms.figures.amounts import AmountReader
    from transforms.figures.tokens import Tokens
    from transforms.figures.vocabulary import Vocabulary

    Form = Callable[[Sequence[Token], int], Quantity | None]


_ORDINAL_SUFFIX: Final = frozenset({"st", "nd", "rd", "th"})
_OPENERS: Final = _ORDINAL_SUFFIX | {"s", "times", "to", "or", "and", "in", "out"}
"""Words that may follow the digits of a special form; fractions may too."""

_SIGNS: Final = DASHES | {"/", "⁄", ":", ","}
"""Signs that may: odds, fractions, compounds, and groups of digits set apart."""

OLDEST: Final = 125
"""Years no age exceeds; the oldest person on record reached 122."""
ADULT: Final = 18
LOWEST_RANK: Final = 1000
"""`world number 113` ranks; a larger number after the word is the number of something."""
_PARTICLES: Final = frozenset({"up", "down", "over", "back", "as"})
"""After `doubled` they make another verb."""

_OWNED: Final = frozenset({"a", "the", "its", "their", "his", "her"})

_SMALL: Final = 10
_HUNDRED: Final = 100
_BARE_SUPERLATIVES: Final = frozenset({"best", "worst"})
_PERSONS: Final = frozenset({"he", "she", "who", "i"})
_UNRANKED: Final = frozenset({"for", "be", "come", "came", "comes", "coming", "is", "are", "was", "were", "as", "or"})


class FormReader:
    """Tries the special forms at a token, in a fixed order, and returns the first that fits."""

    def __init__(self, vocabulary: Vocabulary, amounts: AmountReader) -> None:
        self._numbers = vocabulary.numbers
        self._words = vocabulary.words
        self._amounts = amounts
        self._vague = vocabulary.numbers["vague"]
        self._shares = ShareReader(vocabulary, amounts)
        self._ordinals = vocabulary.numbers["ordinal"]
        self._multiples = vocabulary.numbers["multiple"]
        shares = self._shares
        self._multiple_verbs = vocabulary.numbers["multiple_verb"]
        self._digit_forms: tuple[Form, ...] = (
            self._rank, shares.fraction, shares.slashed, shares.odds, shares.to_one, self._times, self._twenties,
            self._age,
        )  # fmt: skip
        self._digit_openers = _OPENERS | frozenset(vocabulary.numbers["fraction"])
        self._forms = self._by_word()

    def _by_word(self) -> dict[str, tuple[Form, ...]]:
        """Return the forms that each number word may begin, in the order in which they are tried."""
        shares, numbers = self._shares, self._numbers
        numerals = {*numbers["unit"], *numbers["ten"], *numbers["scale"]}
        begun_by: tuple[tuple[Iterable[str], Form], ...] = (
            (numbers["ordinal"], self._rank),
            (("number", "no"), self._number_one),
            ((*numbers["fraction"], "a", "an"), shares.of_unit),
            (("half",), shares.half),
            ((*numbers["unit"], "a"), shares.fraction),
            ((*numerals, "a", "an"), shares.odds),
            ((*numerals, "a", "an"), shares.to_one),
            (numbers["vague"], self._vague_power),
            ((*numbers["multiple"], *numbers["multiple_of"]), self._multiple),
            (numbers["multiple_verb"], self._multiple_verb),
            ((*numerals, "a", "an"), self._times),
            (numerals, self._age),
        )
        forms: dict[str, tuple[Form, ...]] = {}
        for words, form in begun_by:
            for word in set(words):
                forms[word] = (*forms.get(word, ()), form)
        return forms

    def read(self, tokens: Tokens, i: int) -> Quantity | None:
        """Return the special form that begins at token `i`, if one does."""
        kind, _, lower, *_ = tokens[i]
        if kind == "num":
            return self._after_digits(tokens, i)
        if kind == "frac":
            return self._shares.sign(tokens, i)
        if lower.startswith("multi"):
            return self._multi_million(tokens, i)
        return self._first(self._forms.get(lower, ()), tokens, i)

    def _after_digits(self, tokens: Tokens, i: int) -> Quantity | None:
        """Return the form that begins with the digits at token `i`: what comes next tells whether one can."""
        if i + 1 == len(tokens):
            return self._age(tokens, i)
        kind, _, after, *_ = tokens[i + 1]
        if (kind == "word" and after not in self._digit_openers) or (kind == "sym" and after not in _SIGNS):
            return self._age(tokens, i)
        if after == "," and (i + 2 == len(tokens) or tokens[i + 2].kind != "num"):
            return self._age(tokens, i)
        return self._first(self._digit_forms, tokens, i)

    def _first(self, forms: tuple[Form, ...], tokens: Sequence[Token], i: int) -> Quantity | None:
        for form in forms:
            found = form(tokens, i)
            if found is not None:
                return found
        return None

    def _multi_million(self, tokens: Sequence[Token], i: int) -> Quantity | None:
        """`multimillion-dollar`: money of which only the power is known."""
        word = tokens[i].lower
        at = i
        if word == "multi" and word_at(tokens, i + 1) in DASHES:
            at, word = i + 2, "multi" + word_at(tokens, i + 2)
        power = self._numbers["scale"].get(word.removeprefix("multi")) if word.startswith("multi") else None
        if power is None:
            return None
        at += 1 + (word_at(tokens, at + 1) in DASHES)
        if word_at(tokens, at) == "pound":
            return Quantity("money", i, at + 1, "money.multi", value=power, unit="GBP", vague=True)
        found = self._amounts.unit_at(tokens, at)
        if found is None or found[0].kind != "money":
            return None
        return Quantity("money", i, found[1], "money.multi", value=power, unit=found[0].unit, vague=True)

    def _ordinal(self, tokens: Sequence[Token], i: int) -> tuple[Decimal, int] | None:
        if tokens[i].lower in self._ordinals:
            return self._ordinals[tokens[i].lower], i + 1
        digits = tokens[i].kind == "num" and tokens[i].text.isdigit() and i + 1 < len(tokens)
        if digits and tokens[i + 1].lower in _ORDINAL_SUFFIX and adjacent(tokens[i], tokens[i + 1]):
            return Decimal(tokens[i].text), i + 2
        return None

    def _rank(self, tokens: Sequence[Token], i: int) -> Quantity | None:
        """`the fifth highest`, `third-largest`: an ordinal before a superlative."""
        ordinal = self._ordinal(tokens, i)
        if ordinal is None:
            return None
        value, at = ordinal
        at += word_at(tokens, at) in DASHES
        word = word_at(tokens, at)
        superlative = word in self._words["superlatives"] or (
            word.endswith("est") and word not in self._words["not_superlatives"]
        )
        if not superlative or value == 1:
            return None
        if word in _BARE_SUPERLATIVES and word_at(tokens, i - 1) in _UNRANKED:
            return None  # to settle for second best
        return Quantity("rank", i, ordinal[1], "rank.superlative", value=value, unit="rank")

    def _number_one(self, tokens: Sequence[Token], i: int) -> Quantity | None:
        """`our number one worry`; `No 10` is a name and is masked before this is asked."""
        word = tokens[i].lower
        if word == "number":
            numeral = self._amounts.numeral(tokens, i + 1)
            if (
                numeral is None
                or numeral.scaled
                or numeral.value > LOWEST_RANK
                or (word_at(tokens, i - 1) in ("the", "a", "total") and numeral.value > _SMALL)
            ):
                return None
            return Quantity("rank", i, numeral.stop, "rank.number", value=numeral.value, unit="rank")
        if tokens[i].text in ("No", "no") and word_at(tokens, i + 1 + (word_at(tokens, i + 1) == ".")) == "1":
            stop = i + 2 + (word_at(tokens, i + 1) == ".")
            return Quantity("rank", i, stop, "rank.number", value=Decimal(1), unit="rank")
        return None

    def _vague_power(self, tokens: Sequence[Token], i: int) -> Quantity | None:
        """`dozens`, `tens of thousands`, `hundreds of millions of dollars`."""
        power = self._vague.get(tokens[i].lower)
        if power is None:
            return None
        at = i + 1
        while word_at(tokens, at) == "of" and word_at(tokens, at + 1) in self._vague:
            power, at = power * self._vague[word_at(tokens, at + 1)], at + 2
        if at == i + 1 and tokens[i].lower == "tens":
            return None
        if word_at(tokens, at) == "of":
            found = self._amounts.unit_at(tokens, at + 1)
            if found is not None and found[0].kind == "money":
                return Quantity("money", i, found[1], "money.vague", value=power, unit=found[0].unit, vague=True)
            if word_at(tokens, at + 1) == "pounds":
                return Quantity("money", i, at + 2, "money.vague", value=power, unit="GBP", vague=True)
            if found is not None and found[0].kind in ("duration", "measure"):
                return Quantity(found[0].kind, i, found[1], "vague.unit", value=power, unit=found[0].unit, vague=True)
        return Quantity("count", i, at, "count.vague", value=power, vague=True, noun_from=at)

    def _multiple(self, tokens: Sequence[Token], i: int) -> Quantity | None:
        """`twice as long` is a ratio, `counted twice` is how often; `threefold` is a ratio."""
        of_it = self._numbers["multiple_of"].get(tokens[i].lower)
        if of_it is not None and word_at(tokens, i + 1) in self._words["multiplied"]:
            return Quantity("ratio", i, i + 1, "ratio.multiple", value=of_it, unit="x")
        value = self._multiples.get(tokens[i].lower)
        if value is None:
            return None
        if tokens[i].lower.endswith("fold") or word_at(tokens, i + 1) in self._words["multiplied"]:
            return Quantity("ratio", i, i + 1, "ratio.multiple", value=value, unit="x")
        return Quantity("count", i, i + 1, "count.frequency", value=value, unit="time")

    def _multiple_verb(self, tokens: Sequence[Token], i: int) -> Quantity | None:
        """`profits doubled`, `has halved`: a ratio of what it was; not `doubled up in pain`, `its doubled crew`."""
        value = self._multiple_verbs.get(tokens[i].lower)
        if value is None or word_at(tokens, i + 1) in _PARTICLES or word_at(tokens, i - 1) in _OWNED:
            return None
        return Quantity("ratio", i, i + 1, CHANGED, value=value, unit="x" if value > 1 else "fraction")

    def _times(self, tokens: Sequence[Token], i: int) -> Quantity | None:
        """`three times as much` is a ratio, `three times a day` is how often; `10-fold` is a ratio."""
        numeral = self._amounts.with_half(tokens, i)
        if numeral is None or numeral.scaled:
            return None
        at = numeral.stop
        if word_at(tokens, at) in DASHES and word_at(tokens, at + 1) == "fold":
            return Quantity("ratio", i, at + 2, "ratio.multiple", value=numeral.value, unit="x")
        higher = self._amounts.with_half(tokens, at + 1) if word_at(tokens, at) in ("or", "to") else None
        if higher is not None and word_at(tokens, higher.stop) == "times" and numeral.value < higher.value:
            return self._repeated(tokens, i, higher.stop, (numeral.value, higher.value))
        if word_at(tokens, at) != "times":
            return None
        return self._repeated(tokens, i, at, (numeral.value,))

    def _repeated(self, tokens: Sequence[Token], i: int, times: int, ends: tuple[Decimal, ...]) -> Quantity:
        """Return the ratio or the frequency that the word `times` makes of an amount, or of two ends."""
        ratio = word_at(tokens, times + 1) in self._words["multiplied"]
        found = Quantity(
            "ratio" if ratio else "count",
            i,
            times + 1 if ratio else times,
            "ratio.times" if ratio else "count.frequency",
            unit="x" if ratio else "time",
        )
        return replace(found, value=ends[0]) if len(ends) == 1 else replace(found, low=ends[0], high=ends[1])

    def _twenties(self, tokens: Sequence[Token], i: int) -> Quantity | None:
        """`in her early 40s`: an age of 40 to 49 years; decades of the calendar are masked before this is asked."""
        tens = tokens[i].kind == "num" and tokens[i].text.isdigit() and len(tokens[i].text) == 2
        if not tens or not (word_at(tokens, i + 1) == "s" and adjacent(tokens[i], tokens[i + 1])):
            return None
        low = Decimal(tokens[i].text)
        owners = {word_at(tokens, k) for k in range(i - 3, i)} & self._words["age_owners"]
        if low % _SMALL or low >= _HUNDRED or not owners:
            return None
        return Quantity("duration", i, i + 2, "duration.age_decade", low=low, high=low + 9, unit="year")

    def _age(self, tokens: Sequence[Token], i: int) -> Quantity | None:
        """`Ada Quill, 67, said`; `aged 45`; `she is 30.`: years of age without the word."""
        numeral = self._amounts.numeral(tokens, i) if i > 0 and tokens[i].lower not in ("a", "an") else None
        if numeral is None or numeral.scaled or numeral.value > OLDEST or numeral.stop != i + 1:
            return None
        before, after = tokens[i - 1].lower, word_at(tokens, i + 1)
        if after in ("s", "year", "years", "month", "months", "day", "days", "week", "weeks"):
            return None
        if before in ("aged", "age") or (before == "of" and word_at(tokens, i - 2) == "age"):
            return self._years(i, numeral.value)
        people = word_at(tokens, i - 3 if word_at(tokens, i - 2) in ("are", "were") else i - 2)
        if before in ("under", "over") and people in self._words["people_of_age"]:
            return self._years(i, numeral.value)
        if not tokens[i].text.isdigit():
            return None
        if before == "be" and word_at(tokens, i - 2) == "will":
            before = "is" if word_at(tokens, i - 3) in ("he", "she", "who") else before
            subject = before == "is"
        else:
            shortened = before in ("s", "m") and word_at(tokens, i - 2) in ("'", "’")
            who = word_at(tokens, i - 3 if shortened else i - 2)
            subject = (shortened or before in ("is", "was", "am", "turned", "turns")) and who in _PERSONS
        if subject and (not after or after in self._words["after_age"]):
            return self._years(i, numeral.value)
        if after in self._words["age_verbs"] and self._full_name(tokens, i) and numeral.value >= ADULT:
            return self._years(i, numeral.value)
        if before != "," or i < 2 or tokens[i - 2].kind != "word" or tokens[i - 2].lower in self._words["month_names"]:
            return None
        named = tokens[i - 2].text[0].isupper()
        closed = after in (",", ".", ")") or (after in self._words["age_verbs"] and named and numeral.value >= _SMALL)
        person = named or (after == "," and tokens[i - 2].lower in self._words["persons_by_role"])
        return self._years(i, numeral.value) if closed and person else None

    def _full_name(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether two capitalised words stand before token `i`: `Ada Quill 44 has` lost its commas."""
        return i > 1 and all(t.kind == "word" and t.text.istitle() for t in tokens[i - 2 : i])

    def _years(self, i: int, value: Decimal) -> Quantity:
        return Quantity("duration", i, i + 1, "duration.age", value=value, unit="year")
