"""Exchange rates: a price of some decimals in a sentence about a currency is what that currency costs, not a sum."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from transforms.context.legacy import RelatedFigure as Figure

_NAMES: Final = (
    "(?:dollar|euro|pound|yen|franc|yuan|renminbi|rouble|ruble|rupee|peso|rand|lira|krona|krone|zloty|forint|won)"
)
_CURRENCY: Final = re.compile(
    rf"\b(?:the (?:(?:US|American|Canadian|Australian|Swiss|British|single) )?(?P<named>{_NAMES}|single currency)"
    r"|(?P<known>greenback|sterling))\b(?!['’]s? (?:worth|store))",
    re.IGNORECASE,
)
_AGAINST: Final = re.compile(rf"\b(?:against|versus|per|to|for) (?:(?:the|each|one|a|US) )*({_NAMES})\b", re.IGNORECASE)
_PAIR: Final = re.compile(rf"\b({_NAMES})/({_NAMES})\b", re.IGNORECASE)
_RATE: Final = re.compile(r"[$£€¥]?\d{1,3}\.\d{2,4}(?: [a-z]+)?")
"""Written as a rate: two to four decimals and no scale."""

_PRICED: Final = re.compile(
    r"\b(?:shares?|stocks?|prices?|barrels?|oil|crude|litres?|liters?|gallons?|dividends?|fees?|tickets?|earnings|profits?)\b",
    re.IGNORECASE,
)
_EACH: Final = re.compile(rf"\s*(?:a|an|each|per) (?!{_NAMES})\w+", re.IGNORECASE)
_MEANT: Final = {"greenback": "dollar", "sterling": "pound", "single currency": "euro"}
_REACH: Final = 400
"""Characters before the sentence in which the currency may be named that "it" means."""


_CODES: Final = {"USD": "dollar", "EUR": "euro", "GBP": "pound", "JPY": "yen", "CHF": "franc", "CNY": "yuan"}
"""The currencies that rates are told in: the base is the other one of the pair."""


class Rate(NamedTuple):
    """What a currency costs: its name, and the one whose unit costs that much, if the text says."""

    currency: str
    base: str | None


def exchange_rate(figure: Figure, before: str) -> Rate | None:
    """Return the rate that `figure` is, or None; `before` is the paragraph up to the figure's sentence."""
    sentence, start = figure.sentence, figure.char_start - figure.sentence_start
    if figure.kind != "money" or not _RATE.fullmatch(figure.surface) or _PRICED.search(sentence):
        return None
    if _EACH.match(sentence, start + len(figure.surface)):
        return None
    named = [_name(match) for match in _CURRENCY.finditer(sentence, 0, start)]
    named = named or [_name(match) for match in _CURRENCY.finditer(before[-_REACH:])] if _is_about(sentence) else named
    if not named:
        return None
    against = [match[1].casefold() for match in _AGAINST.finditer(before[-_REACH:] + sentence)]
    pairs = [match[1].casefold() for match in _PAIR.finditer(sentence)]
    counted = _CODES.get(figure.unit)
    bases = [name for name in (named[0], *pairs, *against) if name != counted]
    return Rate(named[0], bases[0] if counted is not None and bases else None)


def _name(match: re.Match[str]) -> str:
    name = (match["named"] or match["known"]).casefold()
    return _MEANT.get(name, name)


def _is_about(sentence: str) -> bool:
    """Tell whether a sentence goes on about what was named before it: by a pronoun or a pair of currencies."""
    return re.search(r"\b[Ii]t\b", sentence) is not None or _PAIR.search(sentence) is not None
