"""The seed tables of the number grammar, compiled once into the look-ups it needs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeVar

from transforms.figures.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from transforms.lexicon import Lexicon
    from transforms.records import Comparator, Kind

Phrase = tuple[str, ...]


def decimal_of(cell: str) -> Decimal:
    """Return the value of a seed cell such as `12`, `0.25` or `1/3`."""
    fraction = Fraction(cell)
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit as the text may write it: `scale` turns the number into the unit (a penny is 0.01 of a pound)."""

    kind: Kind
    unit: str
    scale: Decimal = Decimal(1)
    exact: tuple[str, ...] = ()
    """The tokens as written, for abbreviations that mean something only in this case (`MW`, not `mw`)."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything the number grammar looks words up in. Phrases are tuples of lower-case token texts."""

    numbers: Mapping[str, Mapping[str, Decimal]]
    """Role (unit, ten, scale, ...) to word to value."""
    prefixes: Mapping[Phrase, str]
    """Currency symbols and codes that stand before the number, to ISO 4217."""
    units: Mapping[str, tuple[tuple[Phrase, UnitName], ...]]
    """First word of a unit to the units that begin so, longest first."""
    comparators: Mapping[Literal["before", "after", "glued"], Mapping[Phrase, Comparator]]
    plurals: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    """The named word sets."""

    def number_words(self) -> frozenset[str]:
        """Return every word that can begin a number."""
        roles = ("unit", "ten", "scale", "fraction", "vague", "multiple", "multiple_of", "multiple_verb", "ordinal")
        return frozenset(word for role in roles for word in self.numbers[role])


def phrase(words: str) -> Phrase:
    """Return the lower-case tokens of `words`, as the grammar sees them."""
    return tuple(t.lower for t in tokenize(words, 0, len(words)))


def _cased(words: str) -> tuple[str, ...]:
    """Return the tokens as written where the case carries meaning: a single abbreviation with a capital inside."""
    tokens = tuple(t.text for t in tokenize(words, 0, len(words)))
    return tokens if len(tokens) == 1 and any(c.isupper() for c in words) and len(words) <= 4 else ()


def _numbers(lexicon: Lexicon) -> dict[str, dict[str, Decimal]]:
    numbers: dict[str, dict[str, Decimal]] = {}
    for row in lexicon.table("number_words"):
        numbers.setdefault(row["role"], {})[row["word"]] = decimal_of(row["value"])
    return numbers


_Meaning = TypeVar("_Meaning")

MILLION = Decimal(1_000_000)
"""What the letter before a currency code says: 120 MEUR."""

BASIS_POINT = Decimal("0.01")
"""A basis point in percentage points."""


def _measures(lexicon: Lexicon) -> Iterable[tuple[Phrase, UnitName]]:
    for row in lexicon.table("units"):
        unit, scale = ("pp", BASIS_POINT) if row["unit"] == "bp" else (row["unit"], Decimal(1))
        for surface in lexicon.words(row["surfaces"]):
            yield phrase(surface), UnitName(row["kind"], unit, scale, _cased(surface))  # type: ignore[arg-type]


def _money(lexicon: Lexicon) -> Iterable[tuple[Phrase, UnitName]]:
    for row in lexicon.table("currencies"):
        for surface in (*lexicon.words(row["names"]), *lexicon.words(row["codes"])):
            yield phrase(surface), UnitName("money", row["code"])
        for surface in lexicon.words(row["codes"]):
            yield phrase("m" + surface), UnitName("money", row["code"], MILLION, ("M" + surface.upper(),))
        for surface in lexicon.words(row["symbols"]):
            yield phrase(surface), UnitName("money", row["code"])
        for surface in lexicon.words(row["minor_names"]):
            yield phrase(surface), UnitName("money", row["code"], Decimal("0.01"))


def by_word(
    phrases: Iterable[tuple[Phrase, _Meaning]], *, last: bool = False
) -> dict[str, tuple[tuple[Phrase, _Meaning], ...]]:
    """Return the phrases by their first word, or their last, the longest first: few are tried at a token."""
    found: dict[str, list[tuple[Phrase, _Meaning]]] = {}
    for words, meaning in phrases:
        found.setdefault(words[-1 if last else 0], []).append((words, meaning))
    return {word: tuple(sorted(same, key=lambda f: -len(f[0]))) for word, same in found.items()}


def _prefixes(lexicon: Lexicon) -> dict[Phrase, str]:
    return {
        phrase(surface): row["code"]
        for row in lexicon.table("currencies")
        for surface in (*lexicon.words(row["symbols"]), *lexicon.words(row["codes"]), *_dollar_codes(lexicon, row))
    }


def _dollar_codes(lexicon: Lexicon, row: Mapping[str, str]) -> Iterable[str]:
    """Yield the codes of dollars and pesos with their sign: AUD$."""
    signed = "dollar" in row["names"] or "peso" in row["names"]
    return (code + "$" for code in lexicon.words(row["codes"]) if signed)


def compile_vocabulary(lexicon: Lexicon) -> Vocabulary:
    """Return the look-ups of `lexicon`."""
    comparators: dict[str, dict[Phrase, str]] = {"before": {}, "after": {}, "glued": {}}
    for row in lexicon.table("comparators"):
        comparators[row["position"]][phrase(row["phrase"])] = row["comparator"]
    return Vocabulary(
        numbers=_numbers(lexicon),
        prefixes=_prefixes(lexicon),
        units=by_word(sorted([*_measures(lexicon), *_money(lexicon)], key=lambda named: not named[1].exact)),
        comparators=comparators,  # type: ignore[arg-type]
        words={row["name"]: frozenset(row["words"].split()) for row in lexicon.table("word_sets")},
        plurals={row["plural"]: row["singular"] for row in lexicon.table("plural_nouns")},
    )
