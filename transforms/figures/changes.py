"""Reads whether a figure is the size of a rise or fall, or the level that something rose or fell to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.figures.quantities import CHANGED
from transforms.figures.tokens import word_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transforms.figures.quantities import Quantity
    from transforms.figures.tokens import Token, Tokens
    from transforms.figures.vocabulary import Vocabulary
    from transforms.lexicon import Lexicon
    from transforms.records import Change, Kind

_CHANGING_KINDS: Final = frozenset({"percent", "percentage_point", "money", "count", "measure", "ratio"})

VERB_REACH: Final = 14
"""Tokens between a verb of change and its amount: `cut its policy rate by a quarter of a point to` is eleven."""

NOUN_REACH: Final = 8
TO_REACH: Final = 5
"""Tokens between a noun of change and the level it led to: `the cut in tolls to 2%`; farther off `to` is a verb's."""

START_REACH: Final = 4
"""Tokens between `from` and where a change began: from just over 5%."""

TIME_REACH: Final = 4
"""Tokens of the time between a direction and its level: up in the first quarter to."""

STEP_REACH: Final = 6
"""Tokens between two levels: from 5% in 2003 to a record."""

LINK_REACH: Final = 4
"""Tokens between an amount and the link to its verb; one more to `grew at an annual rate of`."""

AFTER_REACH: Final = 3
COMPARED_REACH: Final = 20
ADVERB_REACH: Final = 6
_COMPARING: Final = frozenset({"over", "under", "above", "below", "at", "least", "some", "about", "more", "than"})
_AND_BY: Final = re.compile(
    r"(?:,|;|\b(?:and|but|or|then))(?: \w+){0,5}\s+by\s"
    r"(?:(?:only|just|about|some|nearly|almost|a further|another|over)\s)?$"
)
"""Before a further amount of the same change."""

_PERIODS: Final = r" (?:year|month|quarter|week)-(?:on|over)-(?:year|month|quarter|week)"
_LED_TO: Final = re.compile(rf"(?:{_PERIODS})? (?:at|(?:(?:in|on|over|last|this) [\w ]{{1,20}} )?to) ")
"""Between the size of a change and the level it led to: down 4% at 118p, down 4% in May to 118p."""

_ALIKE: Final = re.compile(rf"(?:{_PERIODS})?(?:,|,? and|,? or) ")
"""Between two amounts of one change: up 4%, 5% and 6%; up 4% month-on-month and 11% year-on-year."""

_ELSEWHERE: Final = re.compile(r"\b(?:from|than|against|versus|with|compared|while|although|of which)\b")
"""Words after which an amount is what the last one is held against, or another matter."""

_PLACING: Final = frozenset({"in", "on", "for", "with", "from"})
"""Between a link and the amount they show that the link is of something else: `crashed to Earth in 50mph winds`."""

_OWNING: Final = frozenset({"the", "its", "their", "his", "her", "our", "my"})
_LENGTHS: Final = frozenset({"measure.metres"})
"""Rules of metres that a jump or a leap has: it changes nothing."""

_TIMES: Final = frozenset({"in", "last", "this", "on", "during", "over", "since"})
_AS_MUCH: Final = frozenset({"much", "many", "little", "few", "high", "low"})
_EXTREMES: Final = frozenset({"low", "high", "level", "peak", "record"})
_PACES: Final = frozenset({"rate", "pace"})
_AUXILIARIES: Final = frozenset({"would", "will", "could", "should", "may", "might", "must", "are", "were", "have"})
"""After `cuts`, `falls` and the like they show that the word is a noun."""

LEVEL_LINKS: Final = frozenset({"by", "to", "below", "above", "at", "under", "over"})


class ChangeReader:
    """Looks for words of change around a quantity."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        tables: dict[str, dict[str, Change]] = {"verb": {}, "count_verb": {}, "adverb": {}, "after": {}, "noun": {}}
        for row in lexicon.table("changes"):
            tables[row["position"]][row["word"]] = row["direction"]  # type: ignore[assignment]
        self._verbs: Mapping[str, Change] = tables["verb"]
        self._count_verbs: Mapping[str, Change] = tables["count_verb"]
        self._adverbs: Mapping[str, Change] = tables["adverb"]
        self._after: Mapping[str, Change] = tables["after"]
        self._nouns: Mapping[str, Change] = tables["noun"]
        self._changed = frozenset({*self._verbs, *self._count_verbs})
        self._directed, self._named = frozenset(self._adverbs), frozenset(self._nouns)

    def read(self, tokens: Tokens, quantity: Quantity, others: Sequence[Quantity]) -> Change | None:
        """Return the direction of the change that `quantity` measures or ends, or None."""
        came_from = "from" in tokens.seen
        if (
            quantity.kind not in _CHANGING_KINDS
            or quantity.unit == "time"
            or (came_from and self._is_start(tokens, quantity))
        ):
            return None
        if quantity.rule_id in _LENGTHS:
            return None
        if quantity.rule_id == CHANGED:
            return "up" if quantity.value is not None and quantity.value > 1 else "down"
        if word_at(tokens, quantity.first - 1) == "as" and word_at(tokens, quantity.first - 2) not in _AS_MUCH:
            return self._compared_after(tokens, quantity)  # his rise as one half of a duo
        return (
            (None if self._directed.isdisjoint(tokens.seen) else self._adverb(tokens, quantity))
            or (self._compared_after(tokens, quantity) if came_from else None)
            or self._noun_after(tokens, quantity)
            or (None if self._changed.isdisjoint(tokens.seen) else self._verb(tokens, quantity, others))
            or (None if self._named.isdisjoint(tokens.seen) else self._noun_before(tokens, quantity))
            or (self._step(tokens, quantity, others) if came_from else None)
        )

    def _is_start(self, tokens: Sequence[Token], quantity: Quantity) -> bool:
        """Tell whether it is where a change began: from A to B."""
        for k in range(quantity.first - 1, quantity.first - START_REACH - 1, -1):
            if word_at(tokens, k) == "from":
                return True
            if k < quantity.first - 1 and word_at(tokens, k) not in self._words["change_links"]:
                return False
        return False

    def _adverb(self, tokens: Sequence[Token], quantity: Quantity) -> Change | None:
        """`up 2%`, `up by almost 2%`, `go up to at least 2%`; not `up to 2%`, `racked up 40`."""
        for k in range(quantity.first - 1, max(-1, quantity.first - ADVERB_REACH - 1), -1):
            word = tokens[k].lower
            if word in self._adverbs:
                return self._adverbs[word] if self._is_direction(tokens, k) else None
            if word not in self._words["change_links"]:
                return self._timed(tokens, k) if word_at(tokens, k + 1) == "to" else None
        return None

    def _timed(self, tokens: Sequence[Token], last: int) -> Change | None:
        """Read `edged up in January to 102.5`, `went up last year to 4%`: a time stands before the level."""
        for k in range(last - 1, max(-1, last - TIME_REACH - 1), -1):
            if tokens[k].kind != "word":
                return None
            if tokens[k].lower in self._adverbs:
                timed = word_at(tokens, k + 1) in _TIMES and self._is_direction(tokens, k)
                return self._adverbs[tokens[k].lower] if timed else None
        return None

    def _is_direction(self, tokens: Sequence[Token], k: int) -> bool:
        before, after = word_at(tokens, k - 1), word_at(tokens, k + 1)
        if tokens[k].lower == "up" and after == "to":
            return before in self._words["up_to_verbs"]
        if after == "than" or (tokens[k].lower == "down" and before in self._words["down_particles"]):
            return False
        return before not in self._words["up_particles"] and after not in ("the", "its", "their", "his", "her")

    def _compared_after(self, tokens: Sequence[Token], quantity: Quantity) -> Change | None:
        """`2.5%, up from 2.3%`: where it came from is told after it; not the whole in `three of its 32 members`.

        Nor what it is held against: `45%, less than the 47% that was feared and down from 46%`.
        """
        if word_at(tokens, quantity.first - 2) in ("of", "than"):
            return None
        for k in range(quantity.stop, min(len(tokens) - 1, quantity.stop + COMPARED_REACH)):
            if tokens[k].text in (".", ";", "?", "!"):
                return None
            if tokens[k].lower in ("up", "down") and tokens[k + 1].lower == "from":
                return self._adverbs[tokens[k].lower] if self._is_direction(tokens, k) else None
        return None

    def _verb(self, tokens: Sequence[Token], quantity: Quantity, others: Sequence[Quantity]) -> Change | None:
        reached = quantity.first - VERB_REACH - 1
        near = [o for o in others if reached < o.stop <= quantity.first]
        near = [o for o in near if o.kind != "duration" and o.rule_id != CHANGED]
        taken = {k for other in near for k in range(other.first, other.stop)}
        to = "to" in (word_at(tokens, quantity.first - n) for n in (1, 2, 3))
        to = to or (word_at(tokens, quantity.first - 1) == "of" and word_at(tokens, quantity.first - 2) in _EXTREMES)
        begin = quantity.first - (3 if self._comma_to(tokens, quantity.first) else 1)
        crossed, clause_ends = False, self._words["clause_ends"]
        for k in range(begin, max(-1, quantity.first - VERB_REACH - 1), -1):
            word = tokens[k].lower
            if word in clause_ends:
                return None
            crossed = crossed or k in taken
            if word not in self._changed:
                continue
            direction = self._direction_of(word, quantity)
            noun = word in self._count_verbs and word_at(tokens, k - 1) in _OWNING
            if direction is None or noun or k in taken or word_at(tokens, k + 1) in (*_AUXILIARIES, "than"):
                continue
            if crossed and not to and word_at(tokens, quantity.first - 1) != "by":
                return None
            return direction if self._linked(tokens, k, quantity) else None
        return None

    def _comma_to(self, tokens: Sequence[Token], first: int) -> bool:
        """Tell whether `, to` stands before: grew by 3%, to £192bn."""
        return word_at(tokens, first - 1) == "to" and word_at(tokens, first - 2) == ","

    def _direction_of(self, word: str, quantity: Quantity) -> Change | None:
        if quantity.kind == "count" and word in self._count_verbs:
            return self._count_verbs[word]
        if quantity.kind == "money" and quantity.minor == 1 and word == "lost":
            return None  # a loss of money; a share that lost 12p fell
        return self._verbs.get(word)

    def _linked(self, tokens: Sequence[Token], verb: int, quantity: Quantity) -> bool:
        """Tell whether the amount hangs on the verb: right after it, or after `by`, `to`, `below` and the like."""
        first = quantity.first
        if word_at(tokens, first - 1) == "of" and word_at(tokens, first - 2) in _EXTREMES:
            return any(t.lower == "to" for t in tokens[verb + 1 : first])
        near: set[str] = set()
        for k in range(first - 1, max(verb, first - LINK_REACH - 1), -1):
            if tokens[k].lower in _PLACING:
                return bool(near & LEVEL_LINKS)
            if tokens[k].lower != "to" or k + 1 == first or tokens[k + 1].lower in self._words["change_links"]:
                near.add(tokens[k].lower)  # not the to of a verb: cut taxes to attract 3bn
        if near & _PACES:
            near.add(word_at(tokens, first - LINK_REACH - 1))
        if near & LEVEL_LINKS and not (tokens[verb].lower in self._words["object_changers"] and near <= _COMPARING):
            return True
        if quantity.kind == "count" and tokens[verb].lower not in self._words["count_changers"]:
            return tokens[verb].lower in self._count_verbs
        between = sum(tokens[k].lower not in self._words["change_links"] for k in range(verb + 1, first))
        return between == 1 or (between == 0 and tokens[verb].lower not in self._words["object_changers"])

    def _noun_after(self, tokens: Sequence[Token], quantity: Quantity) -> Change | None:
        """`a 3% drop`, `3% lower`."""
        if quantity.kind not in ("percent", "percentage_point", "money", "measure"):
            return None
        spoken, k = 0, quantity.stop
        while k < len(tokens) and spoken < AFTER_REACH:
            hyphened = tokens[k].text == "-" or (k > quantity.stop and tokens[k - 1].text == "-")
            if tokens[k].kind != "word" and not hyphened:
                return None
            word = tokens[k].lower
            if word in self._nouns or (k == quantity.stop and word in self._after):
                return self._nouns.get(word) or self._after[word]
            if word in self._words["function_words"] and not hyphened:
                return None
            spoken, k = spoken + (not hyphened), k + 1
        return None

    def _noun_before(self, tokens: Sequence[Token], quantity: Quantity) -> Change | None:
        """`growth of 2%`, `a rise in tolls of 2%`, `growth last year was about 2%`; not `the cut is worth 2%`."""
        if word_at(tokens, quantity.first - 1) not in self._words["change_links"]:
            return None
        if word_at(tokens, quantity.first - 1) in _OWNING and word_at(tokens, quantity.first - 2) in (*_PLACING, "of"):
            return None  # an increase in its 400 brands, cut 40 of its 400 brands
        for k in range(quantity.first - 1, max(-1, quantity.first - NOUN_REACH - 1), -1):
            if tokens[k].lower in self._words["clause_ends"] or tokens[k].lower == "worth":
                return None
            if tokens[k].lower in self._nouns:
                to = word_at(tokens, quantity.first - 1) == "to" or word_at(tokens, quantity.first - 2) == "to"
                return self._nouns[tokens[k].lower] if not to or quantity.first - k <= TO_REACH else None
        return None

    def _step(self, tokens: Sequence[Token], quantity: Quantity, others: Sequence[Quantity]) -> Change | None:
        """`has gone from 8% to 9%`: without a verb that says so, the two levels themselves tell the direction."""
        led = word_at(tokens, quantity.first - (3 if word_at(tokens, quantity.first - 2) == "a" else 1))
        if led != "to" or quantity.value is None:
            return None
        reached = range(quantity.first - STEP_REACH, quantity.first)
        start = next((o for o in others if o.stop in reached and o.unit == quantity.unit), None)
        if start is None or start.value in (None, quantity.value):
            return None
        said = {t.lower for t in tokens[start.stop : quantity.first]}
        begun = next((k for k in range(start.first - 1, start.first - 4, -1) if word_at(tokens, k) == "from"), None)
        if begun is None or said & self._words["clause_ends"]:
            return None
        if word_at(tokens, begun - 1) in self._words["not_ranges"]:
            return None
        return "up" if start.value is not None and quantity.value > start.value else "down"


def carries_change(between: str, kind: Kind, *, alike: bool, listed: bool) -> bool:
    """Tell whether a change reaches over `between` to the next figure: up 3% at 118p; rose 5%, but by only 2% here.

    `alike`: the next one is of the same kind and unit; `listed`: it goes on from the last: up 3% in May and 2% in June.
    """
    if kind not in _CHANGING_KINDS:
        return False
    if _LED_TO.fullmatch(between) is not None or _AND_BY.search(between) is not None:
        return True
    if alike and _ALIKE.fullmatch(between) is not None:
        return True
    return listed and _ELSEWHERE.search(between) is None
