"""Recognises numbers that are no figures: dates, times, names, identifiers.

The patterns are data; what a four-digit number is hangs on its neighbours and is decided here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from transforms.figures.tokens import DASHES, word_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.figures.quantities import Quantity
    from transforms.figures.tokens import Token, Tokens
    from transforms.figures.vocabulary import Vocabulary
    from transforms.lexicon import Lexicon, Row

_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"JANUARY|FEBRUARY|MARCH|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|"
    r"january|february|april|june|july|august|september|october|november|december|(?<=on )may|"
    r"(?:jan|feb|apr|aug|sept|sep|oct|nov|dec)(?=\.))"
)
_NUMBER: Final = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"

FIRST_YEAR: Final = 1500
LAST_YEAR: Final = 2100
"""Four digits without a separator in this span are a year unless the words beside them say otherwise."""


YEAR: Final = re.compile(r"1[5-9]\d\d|20\d\d")
"""The same span as a pattern."""


HEADLINE_REACH: Final = 12
"""Tokens on either side of a number that tell a headline from a sentence: a headline is no longer."""

SHORT_WORD: Final = 3
"""Letters of the words that headlines leave without a capital: of, the, and."""

_JOINS: Final = DASHES | {"/"}
_OPENERS: Final = frozenset(".!?:;\"'“‘”’(-–—•*")


def compiled(row: Row) -> re.Pattern[str]:
    """Return the expression of a row of `not_figures`, its placeholders filled."""
    pattern = row["pattern"].replace("{MONTH}", _MONTH).replace("{NUMBER}", _NUMBER)
    return re.compile(pattern, re.MULTILINE)


def _triggers(needs: str) -> frozenset[str]:
    """Return the words, signs and shapes of which a sentence must have one for a pattern to be tried; none: always.

    A word in small letters is meant however it is written, one with capitals as it stands.
    """
    months = re.findall(r"\b[a-z]+\b", re.sub(r"\(\?<=.*?\)", "", _MONTH).lower())
    return frozenset(needs.replace("{MONTH}", " ".join(months)).split()) - {"digit"}


class Mask(NamedTuple):
    """A span of the text that holds no figure, with the rule that says so."""

    start: int
    end: int
    rule_id: str


class NotFigureRules:
    """Finds the spans in which numbers are no figures, and tells of a number that was read whether it is one."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self._rules: list[tuple[str, bool, re.Pattern[str]]] = []
        self._always: list[int] = []
        self._by_trigger: dict[str, list[int]] = {}
        for n, row in enumerate(lexicon.table("not_figures")):
            pattern = compiled(row)
            self._rules.append((row["rule_id"], "digit" in row["needs"].split(" "), pattern))
            triggers = _triggers(row["needs"])
            for trigger in triggers:
                self._by_trigger.setdefault(trigger, []).append(n)
            if not triggers:
                self._always.append(n)
        self._triggers = set(self._by_trigger)

    def find(self, text: str, tokens: Tokens) -> tuple[Mask, ...]:
        """Return the masks in the sentence of `text` that `tokens` are, in order; of two that overlap, the longer."""
        if not tokens:
            return ()
        start, end = tokens[0].start, tokens[-1].end
        triggers = self._triggers & tokens.seen
        if tokens.digits:
            for i in tokens.digits:
                triggers.update(_shapes(tokens, i))
            if "\n" in text[start:end]:
                triggers.add("<first>")
        tried = set(self._always)
        for trigger in triggers:
            tried.update(self._by_trigger.get(trigger, ()))
        found: list[Mask] = []
        for n in sorted(tried):
            rule_id, needs_digit, pattern = self._rules[n]
            if needs_digit and not tokens.digits:
                continue
            for match in pattern.finditer(text, start, end):
                found.append(Mask(match.start(), match.end(), rule_id))  # noqa: PERF401 - hardly ever is there one
        if len(found) <= 1:
            return tuple(found)
        kept: list[Mask] = []
        taken = bytearray(end - start)
        for mask in sorted(found, key=lambda m: (m.start - m.end, m.start)):
            first, stop = mask.start - start, mask.end - start
            if not any(taken[first:stop]):
                taken[first:stop] = b"\1" * (stop - first)
                kept.append(mask)
        return tuple(sorted(kept))

    def is_year(self, tokens: Sequence[Token], quantity: Quantity) -> bool:
        """Tell whether a bare number may be a year: four digits in the span of years, not counting people."""
        text = tokens[quantity.first].text
        if quantity.stop != quantity.first + 1 or len(text) != 4 or not text.isdigit():
            return False
        led = word_at(tokens, quantity.first - 1) in ("in", "since")
        counts = word_at(tokens, quantity.stop) in self._words["counted_like_years"] and not led
        return FIRST_YEAR <= int(text) <= LAST_YEAR and not counts

    def is_name_part(self, tokens: Sequence[Token], quantity: Quantity) -> bool:
        """Tell whether a capitalised number word inside a sentence belongs to a name: `Radio Five`, `Force Ten`."""
        token = tokens[quantity.first]
        if token.kind == "num":
            return quantity.kind != "score" and (_titled(tokens, quantity) or _in_title(tokens, quantity))
        if token.kind != "word" or not token.text[0].isupper() or token.text.isupper():
            return False
        if quantity.first == 0 or tokens[quantity.first - 1].text in _OPENERS:
            return _in_title(tokens, quantity)
        before = tokens[quantity.first - 1]
        if before.kind != "word" or not before.text[0].isupper() or before.text.isupper():
            following = tokens[quantity.stop] if quantity.stop < len(tokens) else None
            goes_on = following is not None and following.kind == "word" and following.text.istitle()
            possessed = quantity.bare and (before.text == "s" or (goes_on and before.kind == "word"))
            return (possessed or _in_title(tokens, quantity)) and not _headline(tokens, quantity)
        return quantity.first >= 2 and (quantity.bare or _in_title(tokens, quantity))


def _shapes(tokens: Sequence[Token], i: int) -> list[str]:
    """Return what the digits at token `i` look like, by the names that `needs` in the table calls it."""
    text, after = tokens[i].text, word_at(tokens, i + 1)
    shapes = []
    if text.count(".") > 1:
        shapes.append("<dotted>")
    if text[0] == "0" and len(text) > 1:
        shapes.append("<zeroed>")
    if len(text) == 5:
        shapes.append("<five>")
    if after == ")":
        shapes.append("<bracket>")
    elif after in ("a", "p", "am", "pm"):
        shapes.append("<noon>")
    if i < 2:
        shapes.append("<first>")
    if i and tokens[i - 1].kind == "word" and tokens[i - 1].end == tokens[i].start:
        shapes.append("<glued>")
    if i > 1 and tokens[i - 1].text in _JOINS and tokens[i - 2].kind == "num":
        shapes.append("<pair>")
    if text[-1] == "0" and (after == "s" or word_at(tokens, i + 2) == "s"):
        shapes.append("<tens>")
    return shapes


def _titled(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """Tell whether a hyphenated amount stands between capitalised words: `My 12-stone Summer`."""
    if quantity.first == 0 or quantity.stop >= len(tokens) or not tokens[quantity.stop].text.istitle():
        return False
    hyphenated = any(t.text == "-" for t in tokens[quantity.first : quantity.stop])
    around = (tokens[quantity.first - 1], tokens[quantity.stop])
    return hyphenated and all(t.kind == "word" and t.text.istitle() for t in around)


def _in_title(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """Tell whether a number stands with its unit in a title: Million Dollar Baby, 28 Days Later; no headline."""
    if quantity.unit is None or quantity.stop > len(tokens):
        return False
    words = [t for t in tokens[quantity.first : quantity.stop] if t.kind == "word"]
    if not words:
        return False
    spelled = tokens[quantity.first].kind == "word"
    unit = words[-1]
    if not (unit.text.istitle() and len(unit.text) > 2) or (spelled and len(words) == 1):
        return False
    following = tokens[quantity.stop] if quantity.stop < len(tokens) else None
    named = following is not None and following.kind == "word" and following.text.istitle()
    return (named or quantity.kind == "duration" or (spelled and quantity.kind != "money")) and not _headline(
        tokens, quantity
    )


def _headline(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """Tell whether a number stands in a headline: every longer word around it begins with a capital."""
    near = tokens[max(0, quantity.first - HEADLINE_REACH) : quantity.stop + HEADLINE_REACH]
    return not any(t.kind == "word" and len(t.text) > SHORT_WORD and t.text[0].islower() for t in near)
