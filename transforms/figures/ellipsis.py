"""Gives each count its unit: the noun after it, or, where the text leaves the noun out, the one it was left out after.

Rules, in order: the noun that follows; a total named before (`the casualty toll is`); a neighbour in the same list or
sentence; what a heading above announces; votes where an election is spoken of; the last thing counted in the paragraph.
Each figure carries the name of the rule that gave its unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from transforms.figures.amounts import POINTS
from transforms.figures.forms import OLDEST
from transforms.figures.tokens import DASHES, tokenize, word_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from transforms.figures.nouns import Noun, NounFinder
    from transforms.figures.quantities import Quantity
    from transforms.figures.tokens import Token
    from transforms.figures.vocabulary import Vocabulary
    from transforms.sentences import SentenceSpan

_VOTES: Final = re.compile(r"\b(?:electoral|popular vote|votes?|ballots?)\b", re.IGNORECASE)
_SHARES: Final = re.compile(
    r"%|\bper ?cent|\b(?:polls?|approval|margin|swing|rating|lead)\b|\b(?:won|wins?|carried|beat|ahead)\b.{0,30}\bby\b",
    re.IGNORECASE,
)
_INDEX: Final = re.compile(
    r"\b(?:ind(?:ex|ices)|FTSE|S&P|Dow|Nasdaq|NASDAQ|CAC|Nikkei|shares|stocks|Hang Seng|markets?|"
    r"(?i:dax|cac ?40|sensex|kospi))\b"
)
_POPULATION: Final = re.compile(r"\b(?:populations?|electorate|workforce|headcount|inhabitants)\b", re.IGNORECASE)
_AGE: Final = re.compile(
    r"\b(?:life expectancy|age limit|"
    r"(?:average|median|mean|pension|retirement|minimum|maximum|school-leaving|voting) age)\b"
)
_HEADING: Final = re.compile(r":\s*$")
INDEX_LEVEL: Final = "measure.index"
"""Rule of a bare decimal that is the level of an index."""

LOWEST_INDEX: Final = 1000
"""Market indices stand at four digits and more; a smaller whole number that a market rose to is a price."""

_RESUMED_KINDS: Final = frozenset({"money", "measure", "percent", "percentage_point"})
ORDERS: Final = 20
"""How many times the amount before it a number without a unit may be, to be taken for the same thing."""

LEVEL_REACH: Final = 6
"""Tokens between a plural and its number: `casualties have come to at least`."""

MEMORY_LINES: Final = 3
"""Lines a counted noun is remembered for: an elliptical number stands in the same or the next paragraphs."""


@dataclass(slots=True)
class Memory:
    """What the sentences before this one counted."""

    nouns: NounFinder
    unit: str | None = None
    unit_line: int = -10
    heading: str | None = None
    line_n: int = 0
    sentence: str = ""
    units: dict[int, str] = field(default_factory=dict)

    def pass_over(self, text: str, span: SentenceSpan) -> None:
        """Take note of a sentence without numbers: it may be the heading of a list."""
        sentence = text[span.start : span.end]
        if _HEADING.search(sentence):
            self.heading = self._announced(sentence)
        elif len(sentence) > 60:
            self.heading = None

    def _announced(self, heading: str) -> str | None:
        if _VOTES.search(heading):
            return "vote"
        tokens = tokenize(heading, 0, len(heading))
        found = self.nouns.before(tokens, len(tokens)) or self.nouns.nearest_plural_before(tokens, len(tokens))
        return found.unit if found else None

    def begin(self, text: str, span: SentenceSpan) -> None:
        """Start a sentence with numbers."""
        self.sentence, self.line_n = text[span.start : span.end], span.line_n
        self.units = {}
        if len(self.sentence) > 120:
            self.heading = None

    def end(self) -> None:
        """End the sentence: its last unit is what an elliptical number in the next one may take."""
        if self.units:
            self.unit, self.unit_line = self.units[max(self.units)], self.line_n

    def recent(self) -> str | None:
        """Return the last unit counted, if it is not too far back."""
        return self.unit if self.line_n - self.unit_line <= MEMORY_LINES else None


class UnitReading(NamedTuple):
    """The unit of a quantity (None where nothing gives one), the token after its noun, and the rule that found it."""

    unit: str | None
    noun_stop: int
    rule_id: str


@dataclass(frozen=True, slots=True)
class _Gap:
    """A count without a noun of its own: quantity `k` of a sentence, and what is remembered."""

    tokens: Sequence[Token]
    quantities: Sequence[Quantity]
    k: int
    memory: Memory

    @property
    def quantity(self) -> Quantity:
        """The count itself."""
        return self.quantities[self.k]

    @property
    def about_votes(self) -> bool:
        """Tell whether the sentence speaks of votes."""
        return _VOTES.search(self.memory.sentence) is not None

    def plural_before(self, nouns: NounFinder) -> Noun | None:
        """Return the nearest plural before the count that belongs to no other quantity."""
        taken = {i for q in self.quantities for i in range(q.first, q.stop)}
        return nouns.nearest_plural_before(self.tokens, self.quantity.first, taken)


class UnitFinder:
    """Finds the units of counts."""

    def __init__(self, nouns: NounFinder, vocabulary: Vocabulary) -> None:
        self._nouns = nouns
        self._words = vocabulary.words
        self._rules: tuple[tuple[str, Callable[[_Gap], str | None]], ...] = (
            ("total", self._by_total),
            ("persons", self._by_harm),
            ("earlier", self._by_sentence),
            ("population", self._by_population),
            ("subject", self._by_subject),
            ("heading", self._by_heading),
            ("later", self._by_later),
            ("paragraph", self._by_paragraph),
            ("votes", self._by_votes),
            ("part", self._by_part),
            ("persons", self._by_persons),
        )

    def memory(self) -> Memory:
        """Return an empty memory for a new document."""
        return Memory(self._nouns)

    def _resumed(self, tokens: Sequence[Token], quantity: Quantity, before: Quantity | None) -> Quantity:
        """Give a bare decimal, or a bare `to 24`, the unit of the amount before: 84.75 cents, the lowest is 74.07."""
        if before is None or not quantity.bare or before.unit is None or before.kind not in _RESUMED_KINDS:
            return quantity
        decimal = "." in tokens[quantity.first].text and "." in tokens[before.first].text + tokens[before.stop - 2].text
        led = word_at(tokens, quantity.first - 1) in ("to", "another", "further")
        alike = before.unit == "point" or self._alike(quantity, before)
        if not (decimal or led) or not alike or self._following(tokens, quantity) is not None:
            return quantity
        value = None if quantity.value is None else quantity.value * before.minor
        return replace(
            quantity, kind=before.kind, unit=before.unit, bare=False, rule_id=before.kind + ".resumed", value=value
        )

    def _alike(self, quantity: Quantity, before: Quantity) -> bool:
        """Tell whether two amounts are of one order of size: `slipped 2.4% to close at 980.6` says two things."""
        first, second = before.value or before.high, quantity.value or quantity.high
        return first is not None and second is not None and abs(second * before.minor) <= ORDERS * abs(first)

    def share(self, tokens: Sequence[Token], quantities: Sequence[Quantity], sentence: str) -> list[Quantity]:
        """Give bare numbers the unit of the amount they are listed with, and points the kind their sentence tells of.

        `2, 3 and 5 per cent`; `from 2.3 to 2.5%`; seven points of a poll, of an index, of a match.
        """
        shared = [self._points(q, sentence) if q.rule_id == POINTS else q for q in quantities]
        if _AGE.search(sentence) is not None:
            shared = [self._aged(tokens, q) for q in shared]
        for k in range(1, len(shared)):
            shared[k - 1] = self._part_of(tokens, self._from_to(tokens, shared[k - 1], shared[k]), shared[k])
            shared[k] = self._resumed(tokens, self._inches(tokens, shared[k], shared[k - 1]), shared[k - 1])
            shared[k - 1] = self._converted(tokens, shared, k - 1)
        for k in range(len(shared) - 2, -1, -1):
            left, right = shared[k], shared[k + 1]
            if not left.bare or right.unit is None or right.kind in ("rank", "score", "ratio"):
                continue
            between = [t.lower for t in tokens[left.stop : right.first]]
            if (
                right.kind == "count"
                or not between
                or any(w not in (",", "and", "or", "to", "from", "then") for w in between)
            ):
                continue
            if "," in between and len(between) == 1 and not right.rule_id.endswith(".listed"):
                continue
            shared[k] = replace(left, kind=right.kind, unit=right.unit, bare=False, rule_id=right.kind + ".listed")
        return shared

    def _aged(self, tokens: Sequence[Token], quantity: Quantity) -> Quantity:
        """Read a bare number that life expectancy or an age limit is said to be as years."""
        whole = quantity.bare and quantity.value is not None and quantity.value <= OLDEST
        led = word_at(tokens, quantity.first - 1) in self._words["age_leads"]
        if not whole or not led or self._following(tokens, quantity) is not None:
            return quantity
        return replace(quantity, kind="duration", unit="year", bare=False, rule_id="duration.age")

    def _part_of(self, tokens: Sequence[Token], left: Quantity, right: Quantity) -> Quantity:
        """Give `280 million of the 1.5 billion shekels` the currency of its whole."""
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

    def unit(self, tokens: Sequence[Token], quantities: Sequence[Quantity], k: int, memory: Memory) -> UnitReading:
        """Return the unit of quantity `k`."""
        quantity = quantities[k]
        if quantity.unit is not None:
            return UnitReading(quantity.unit, quantity.stop, quantity.rule_id)
        noun = self._following(tokens, quantity)
        if quantity.bare and self._index_level(tokens, quantity, memory):
            return UnitReading("point", quantity.stop, INDEX_LEVEL)
        if noun is not None:
            if not self._nouns.attributive(tokens, noun[1] - 1):
                memory.units[k] = noun[0]
            return UnitReading(noun[0], noun[1], quantity.rule_id + "_noun")
        rule, unit = self._elliptical(_Gap(tokens, quantities, k, memory))
        if unit is not None and rule != "later":
            memory.units[k] = unit
        return UnitReading(unit, quantity.stop, "count." + rule)

    def _numbered_name(self, tokens: Sequence[Token], quantity: Quantity) -> bool:
        """Tell whether a capitalised word stands right before the digits: `Typhoon 2` counts nothing."""
        before = tokens[quantity.first - 1] if quantity.first else None
        return before is not None and before.kind == "word" and before.text[0].isupper() and not before.text.isupper()

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

    def _points(self, quantity: Quantity, sentence: str) -> Quantity:
        if _INDEX.search(sentence):
            return replace(quantity, kind="measure", unit="point", rule_id="measure.points")
        if _SHARES.search(sentence):
            return replace(quantity, kind="percentage_point", unit="pp", rule_id="percentage_point.points")
        return replace(quantity, stop=quantity.stop - 1, rule_id="count.points", unit="point")

    def _index_level(self, tokens: Sequence[Token], quantity: Quantity, memory: Memory) -> bool:
        """`the index stood at 102.5`: a decimal without a noun right after it, where an index is spoken of."""
        decimal = "." in tokens[quantity.first].text
        led = word_at(tokens, quantity.first - 1) in ("to", "at") and tokens[quantity.first].text[0].isdigit()
        level = led and quantity.value is not None and quantity.value >= LOWEST_INDEX
        if not (decimal or level) or _INDEX.search(memory.sentence) is None:
            return False
        after = word_at(tokens, quantity.stop)
        return not self._nouns.is_plural(after)

    def _following(self, tokens: Sequence[Token], quantity: Quantity) -> tuple[str, int] | None:
        begin = quantity.noun_from if quantity.noun_from is not None else quantity.stop
        if word_at(tokens, begin) in ("+", "plus", "odd"):
            return self._noun(tokens, begin + 1, single=False)
        hyphen = begin > quantity.stop or (
            word_at(tokens, quantity.stop) in DASHES and word_at(tokens, quantity.stop + 1) != ""
        )
        begin += begin == quantity.stop and hyphen and tokens[begin].start == tokens[begin - 1].end
        tight = begin > quantity.stop
        single = (
            tight
            or quantity.value == 1
            or "/" in (word_at(tokens, quantity.first + 1), word_at(tokens, quantity.stop - 2))
        )
        return self._noun(tokens, begin, single=single)

    def _noun(self, tokens: Sequence[Token], begin: int, *, single: bool) -> tuple[str, int] | None:
        noun = self._nouns.after(tokens, begin, singular_too=single)
        return None if noun is None else (noun.unit, noun.stop)

    def _elliptical(self, gap: _Gap) -> tuple[str, str | None]:
        """Return the rule that tells what an elliptical number counts, and its unit."""
        for name, rule in self._rules:
            unit = rule(gap)
            if unit is not None:
                return name, unit
        return "none", None

    def _by_total(self, gap: _Gap) -> str | None:
        """`the casualty toll is 40`, `the number of new kiosks to 24`."""
        noun = self._nouns.before(gap.tokens, gap.quantity.first)
        return None if noun is None else noun.unit

    def _by_harm(self, gap: _Gap) -> str | None:
        """`the storm killed at least 40`."""
        governing = (word_at(gap.tokens, gap.quantity.first - n) for n in (1, 2, 3))
        return "person" if any(word in self._words["person_transitives"] for word in governing) else None

    def _by_subject(self, gap: _Gap) -> str | None:
        """`casualties have come to at least 40`: only such a verb stands between the plural and the number."""
        plural = gap.plural_before(self._nouns)
        if plural is None:
            return None
        between = [t.lower for t in gap.tokens[plural.stop : gap.quantity.first]]
        level = len(between) <= LEVEL_REACH and any(w in self._words["level_verbs"] for w in between)
        return plural.unit if level else None

    def _by_sentence(self, gap: _Gap) -> str | None:
        """`two closures next year and three in spring`."""
        units = gap.memory.units
        return units[max(units)] if units else None

    def _by_heading(self, gap: _Gap) -> str | None:
        """`Wards won:` on a line above."""
        return gap.memory.heading

    def _by_population(self, gap: _Gap) -> str | None:
        return "person" if _POPULATION.search(gap.memory.sentence) else None

    def _by_later(self, gap: _Gap) -> str | None:
        """`the tag said 306, so there should be 306 slips`."""
        for later in gap.quantities[gap.k + 1 :]:
            if later.kind == "count" and later.unit is None:
                noun = self._following(gap.tokens, later)
                if noun is not None and self._fits_votes(gap, noun[0]) and self._alike(gap.quantity, later):
                    return noun[0]
        return None

    def _by_paragraph(self, gap: _Gap) -> str | None:
        """`They counted 306 slips. The box held 304.`"""
        recent = gap.memory.recent()
        if recent is None or self._numbered_name(gap.tokens, gap.quantity):
            return None
        return recent if self._fits_votes(gap, recent) else None

    def _by_votes(self, gap: _Gap) -> str | None:
        return "vote" if gap.about_votes else None

    def _by_part(self, gap: _Gap) -> str | None:
        """`a row of unions, including two of the oldest`."""
        plural = gap.plural_before(self._nouns)
        opened = word_at(gap.tokens, gap.quantity.first - 1) in self._words["part_openers"]
        return plural.unit if plural is not None and opened else None

    def _by_persons(self, gap: _Gap) -> str | None:
        """`Forty-two said no.`"""
        return "person" if word_at(gap.tokens, gap.quantity.stop) in self._words["person_verbs"] else None

    def _fits_votes(self, gap: _Gap, unit: str) -> bool:
        """Tell whether a unit may be taken over: where votes are spoken of, only one that is cast or won."""
        return not gap.about_votes or unit in self._words["vote_units"]
