"""Gives each count its unit: the noun after it, or, where the text leaves the noun out, the one it was left out after.

Rules, in order: the noun that follows; a total named before (`the casualty toll is`); a neighbour in the same list or
sentence; what a heading above announces; votes where an election is spoken of; the last thing counted in the paragraph.
Each figure carries the name of the rule that gave its unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from transforms.figures.nouns import PLURAL_REACH
from transforms.figures.sharing import INDEX, UnitSharer, alike
from transforms.figures.tokens import tokenize, word_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from transforms.figures.nouns import Noun, NounFinder
    from transforms.figures.quantities import Quantity
    from transforms.figures.tokens import Token
    from transforms.figures.vocabulary import Vocabulary
    from transforms.sentences import SentenceSpan

_VOTES: Final = re.compile(r"\b(?:electoral|popular vote|votes?|ballots?)\b", re.IGNORECASE)
_POPULATION: Final = re.compile(
    r"\b(?:populations?|electorate|workforce|headcount|inhabitants|(?:un)?employment|jobless total)\b", re.IGNORECASE
)
_SHARE_PRICES: Final = re.compile(r"\b(?:shares|stocks)\b")
"""What stands beside them without a unit is a price and no level of an index."""

_HEADING: Final = re.compile(r":\s*$")
INDEX_LEVEL: Final = "measure.index"
"""Rule of a bare decimal that is the level of an index."""

LOWEST_INDEX: Final = 1000
"""Market indices stand at four digits and more; a smaller whole number that a market rose to is a price."""


HIGHEST_PLACE: Final = 100
"""Charts and tables that news speaks of go down so far."""

_LISTED: Final = frozenset({",", "and", "or", "but", "to", "from"})
_CLAUSE_OPENERS: Final = frozenset({",", "as", "where", "when", "while", "but", "after", "before", ";"})
_PASSIVE: Final = frozenset({"was", "were", "are", "had", "have", "has", "remain", "remained"})
_BEFORE_PARTICIPLES: Final = frozenset({"been", "also", "later", "then", "seriously", "badly", "being"})
LARGEST_CROWD: Final = 1_000_000
"""Millions may march; billions are money."""

LATER_REACH: Final = 8
"""Quantities of a sentence that are looked at for the noun an earlier one shares."""

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

    @property
    def about_votes(self) -> bool:
        """Tell whether the sentence speaks of votes."""
        return _VOTES.search(self.sentence) is not None

    @property
    def about_population(self) -> bool:
        """Tell whether the sentence speaks of how many people there are."""
        return _POPULATION.search(self.sentence) is not None

    @property
    def about_index(self) -> bool:
        """Tell whether the sentence speaks of an index."""
        return INDEX.search(_SHARE_PRICES.sub("", self.sentence)) is not None

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
        return self.memory.about_votes

    def plural_before(self, nouns: NounFinder) -> Noun | None:
        """Return the nearest plural before the count that belongs to no other quantity."""
        near = self.quantities[max(0, self.k - PLURAL_REACH) : self.k]
        taken = {i for q in near for i in range(q.first, q.stop)}
        return nouns.nearest_plural_before(self.tokens, self.quantity.first, taken)


class UnitFinder:
    """Finds the units of counts."""

    def __init__(self, nouns: NounFinder, vocabulary: Vocabulary) -> None:
        self._nouns = nouns
        self._words = vocabulary.words
        self.share = UnitSharer(nouns, vocabulary).share
        self._rules: tuple[tuple[str, Callable[[_Gap], str | None]], ...] = (
            ("children", self._by_parent),
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

    def unit(self, tokens: Sequence[Token], quantities: Sequence[Quantity], k: int, memory: Memory) -> UnitReading:
        """Return the unit of quantity `k`."""
        quantity = quantities[k]
        if quantity.unit is not None:
            return UnitReading(quantity.unit, quantity.stop, quantity.rule_id)
        noun = self._nouns.of(tokens, quantity)
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

    def _index_level(self, tokens: Sequence[Token], quantity: Quantity, memory: Memory) -> bool:
        """`the index stood at 102.5`: a decimal without a noun right after it, where an index is spoken of."""
        if quantity.first and tokens[quantity.first - 1].text.istitle():
            return False  # Opera 8.0 is a name
        decimal = "." in tokens[quantity.first].text
        led = word_at(tokens, quantity.first - 1) in ("to", "at") and tokens[quantity.first].text[0].isdigit()
        level = led and quantity.value is not None and quantity.value >= LOWEST_INDEX
        if not (decimal or level) or not memory.about_index:
            return False
        after = word_at(tokens, quantity.stop)
        return not self._nouns.is_plural(after)

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
        after = [t.lower for t in gap.tokens[gap.quantity.stop : gap.quantity.stop + 4]]
        if noun is None and after == ["in", "the", "number", "of"]:
            noun = self._nouns.after(gap.tokens, gap.quantity.stop + 4)
        return None if noun is None else noun.unit

    def _by_parent(self, gap: _Gap) -> str | None:
        """`a mother of three`, `a father-of-two`."""
        words = [t.lower for t in gap.tokens[max(0, gap.quantity.first - 4) : gap.quantity.first] if t.kind == "word"]
        return "child" if words[-1:] == ["of"] and words[-2:-1] and words[-2] in self._words["parents"] else None

    def _by_harm(self, gap: _Gap) -> str | None:
        """`the storm killed at least 40`; `40 were arrested`, whatever was counted before."""
        governing = (word_at(gap.tokens, gap.quantity.first - n) for n in (1, 2, 3))
        if any(word in self._words["person_transitives"] for word in governing):
            return "person"
        first, second, third = (word_at(gap.tokens, gap.quantity.stop + n) for n in range(3))
        done = third if second in _BEFORE_PARTICIPLES else second
        return "person" if first in _PASSIVE and done in self._words["only_of_persons"] else None

    def _by_subject(self, gap: _Gap) -> str | None:
        """`casualties have come to at least 40`: only such a verb stands between the plural and the number."""
        plural = gap.plural_before(self._nouns)
        if plural is None or plural.unit.lower() in ("share", "stock"):
            return None  # shares that rise to a number rise to a price
        between = [t.lower for t in gap.tokens[plural.stop : gap.quantity.first]]
        level = len(between) <= LEVEL_REACH and any(w in self._words["level_verbs"] for w in between)
        return plural.unit if level else None

    def _by_sentence(self, gap: _Gap) -> str | None:
        """`two closures next year and three in spring`."""
        units = gap.memory.units
        alone = gap.quantity.vague and word_at(gap.tokens, gap.quantity.first - 1) not in _LISTED
        return units[max(units)] if units and not alone and self._may_be_elliptical(gap) else None

    def _by_heading(self, gap: _Gap) -> str | None:
        """`Wards won:` on a line above."""
        return gap.memory.heading

    def _by_population(self, gap: _Gap) -> str | None:
        return "person" if gap.memory.about_population else None

    def _by_later(self, gap: _Gap) -> str | None:
        """`the ledger lists 84, but only 80 crates came`."""
        if not self._may_be_elliptical(gap):
            return None
        for later in gap.quantities[gap.k + 1 : gap.k + 1 + LATER_REACH]:
            if later.kind == "count" and later.unit is None:
                noun = self._nouns.of(gap.tokens, later)
                if noun is not None and self._fits_votes(gap, noun[0]) and alike(gap.quantity, later):
                    return noun[0]
        return None

    def _by_paragraph(self, gap: _Gap) -> str | None:
        """`They counted 306 slips. The box held 304.`"""
        recent = gap.memory.recent()
        if recent is None or gap.quantity.vague or self._numbered_name(gap.tokens, gap.quantity):
            return None
        if not self._may_be_elliptical(gap):
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
        """`Forty-two said no`, `Thousands marched`."""
        following = word_at(gap.tokens, gap.quantity.stop)
        if gap.quantity.vague and following == "of":
            return None  # billions of revenue
        if following in self._words["person_verbs"] or self._grouped(gap):
            return "person"
        begins = gap.quantity.first == 0 or word_at(gap.tokens, gap.quantity.first - 1) in _CLAUSE_OPENERS
        counted = gap.quantity.vague and (gap.quantity.value or 0) <= LARGEST_CROWD
        crowd = counted and begins and following.isalpha() and following not in ("of", "go", "went")
        return "person" if crowd else None

    def _grouped(self, gap: _Gap) -> bool:
        """Tell whether a group of persons is said to be of that size: a crowd of more than 3,000."""
        near = [word_at(gap.tokens, gap.quantity.first - n) for n in range(4, 0, -1)]
        at = max((k for k, word in enumerate(near) if word == "of"), default=0)
        return at > 0 and near[at - 1] in self._words["person_groups"]

    def _may_be_elliptical(self, gap: _Gap) -> bool:
        """Tell whether a number may stand for a noun that was said elsewhere: a whole number that no name goes on.

        Positions (`a new entry at six`, `down to four`) and times (`in 46.46`) name no noun because they count none.
        """
        quantity, after = gap.quantity, gap.tokens[gap.quantity.stop : gap.quantity.stop + 1]
        if quantity.value is not None and quantity.value != quantity.value.to_integral_value() and quantity.scale == 1:
            return False
        if gap.tokens[quantity.stop - 1].text == "K" or (after and after[0].kind == "num"):
            return False
        if after and after[0].kind == "word" and after[0].text.istitle():
            return False
        before = word_at(gap.tokens, quantity.first - 1)
        placed = before in ("at", "lowly", "number") or (
            before == "to" and word_at(gap.tokens, quantity.first - 2) == "one"
        )
        return not placed or quantity.value is None or quantity.value > HIGHEST_PLACE

    def _fits_votes(self, gap: _Gap, unit: str) -> bool:
        """Tell whether a unit may be taken over: where votes are spoken of, only one that is cast or won."""
        return not gap.about_votes or unit in self._words["vote_units"]
