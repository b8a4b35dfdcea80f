"""What a figure says against how it is written: its amount and its digits, its currency and its sign. Pure functions.

The reader of figures is not asked: these are second, simpler readings, made to notice when the first one went wrong.
Where they cannot tell (words without digits, fractions, ratios) they say nothing.
"""

from __future__ import annotations

import re
from math import isclose
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NUMBER: Final = re.compile(r"\d{1,3}(?:, ?\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3}){2,}|\d*\.?\d+")
"""A number in digits; two groups behind spaces belong to it, one alone may be the next number."""

NOT_PLAIN: Final = re.compile(
    r"[/¼½¾⅐-⅞]|\bhal(?:f|ves)\b|\b(?:third|quarter|fifth|tenth)s?\b|\d0s\b|\d\s?(?:ft|feet|foot|st|hr?s?|hours?)\b.*\d"
)
"""Fractions, decades of age (30s) and amounts in two units (5ft 7in): their digits alone are not the amount."""

SCALES: Final[Mapping[re.Pattern[str], float]] = {
    re.compile(pattern, re.IGNORECASE): scale
    for pattern, scale in {
        r"(?<!per )\bcents?\b|\d\s?(?:p|c|¢)\b|\bpence\b|\bbasis points?\b|\bbps\b": 0.01,
        r"\bdozens?\b": 12.0,
        r"\bhundreds?\b": 1e2,
        r"\bthousands?\b|\d\s?k\b|\btho?u?s?\b": 1e3,
        r"\blakhs?\b": 1e5,
        r"\bmillions?\b|\d\s?(?:m|mn|mln|mio|mil)\b": 1e6,
        r"\bcrores?\b": 1e7,
        r"\bbillions?\b|\d\s?(?:b|bn|bln)\b": 1e9,
        r"\btrillions?\b|\d\s?(?:t|tn|trn)\b": 1e12,
    }.items()
}
"""Words of magnitude, and what they multiply a number by."""

EURO, POUND, DOLLAR = "€", "£", "$"
POUNDS: Final = frozenset({"GBP", "EGP", "FKP", "GIP", "IEP", "LBP", "SDG", "SHP", "SSP", "SYP", "CYP", "MTL"})
NO_DOLLARS: Final = frozenset(
    {"EUR", "GBP", "JPY", "CNY", "INR", "RUB", "CHF", "SEK", "NOK", "DKK", "PLN", "TRY", "KRW"}
)


def amount_not_written(surface: object, kind: object, amounts: Iterable[float]) -> str | None:
    """Return the amount that the digits of `surface` do not make, None when all do or nobody can tell."""
    if not isinstance(surface, str) or kind == "ratio" or NOT_PLAIN.search(surface):
        return None
    numbers = [float(re.sub(r"[, ]", "", number)) for number in NUMBER.findall(surface)]
    if not numbers:
        return None
    scales = [1.0, *(scale for pattern, scale in SCALES.items() if pattern.search(surface))]
    said = [abs(amount) for amount in amounts]
    # "Six to 10" writes one of two amounts: then that one is looked for.
    if len(numbers) < len(said):
        found = any(_among(number * scale, said) for number in numbers for scale in scales)
        return None if found else f"{said[0]:.15g}"
    possible = [number * scale for number in numbers for scale in scales]
    return next((f"{amount:.15g}" for amount in said if not _among(amount, possible)), None)


def _among(amount: float, others: Iterable[float]) -> bool:
    return any(isclose(amount, other, rel_tol=1e-9) for other in others)


def sign_of_another_currency(surface: object, kind: object, unit: object) -> str | None:
    """Return the sign in `surface` that is none of the currency `unit`, None when none is."""
    if kind != "money" or not isinstance(surface, str) or not isinstance(unit, str):
        return None
    foreign = {EURO: unit != "EUR", POUND: unit not in POUNDS, DOLLAR: unit in NO_DOLLARS}
    return next((sign for sign, is_foreign in foreign.items() if is_foreign and sign in surface), None)
