"""The number grammar by itself."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.load import load_lexicon
from transforms.figures.numerals import MAX_DIGITS, Malformed, Numeral, NumeralReader, digits_value
from transforms.figures.tokens import tokenize
from transforms.figures.vocabulary import compile_vocabulary

READER = NumeralReader(compile_vocabulary(load_lexicon()))


def read(text: str, *, money: bool = False) -> Numeral | Malformed | None:
    return READER.read(tokenize(text, 0, len(text)), 0, money=money)


@pytest.mark.parametrize(
    ("text", "value", "tokens"),
    [
        ("7", "7", 1),
        ("1,234.5 tonnes", "1234.5", 1),
        ("1,00,000 votes", "100000", 1),
        ("1 234 567 people", "1234567", 3),
        ("1\u00a0234 people", "1234", 2),
        (".5 metres", "0.5", 1),
        ("2.5 million crates", "2500000", 2),
        ("75m crates", "75000000", 2),
        ("5-million fund", "5000000", 3),
        ("3 hundred thousand", "300000", 3),
        ("twenty-three welders", "23", 3),
        ("two hundred and five", "205", 4),
        ("one hundred eighty crates", "180", 3),
        ("two hundred and five thousand three hundred", "205300", 7),
        ("three million two hundred thousand", "3200000", 5),
        ("fifteen hundred crates", "1500", 2),
        ("a million crates", "1000000", 2),
        ("a dozen crates", "12", 2),
        ("hundred thousand", "100000", 2),
        ("five crore rupees", "50000000", 2),
        ("two and three", "2", 1),
        ("twenty twenty", "20", 1),
        ("two three", "2", 1),
    ],
)
def test_numeral_has_its_value_and_length(text: str, value: str, tokens: int) -> None:
    numeral = read(text)
    assert isinstance(numeral, Numeral)
    assert (numeral.value, numeral.stop) == (Decimal(value), tokens)


@pytest.mark.parametrize("text", ["boats", "a boat", "and five", "an hour", "%"])
def test_no_numeral_begins_at_other_words(text: str) -> None:
    assert read(text) is None


def test_the_longest_numbers_are_exact() -> None:
    digits = "9" * MAX_DIGITS
    numeral = read(f"{digits} trillion")
    assert isinstance(numeral, Numeral)
    assert str(int(numeral.value)) == digits + "0" * 12


@pytest.mark.parametrize(
    ("text", "rule_id"),
    [("1.2.3", "number.separators"), ("1,23", "number.separators"), ("12,3456", "number.separators"),
     ("9" * (MAX_DIGITS + 1), "number.too_long")],
)  # fmt: skip
def test_malformed_digits_are_refused_by_name(text: str, rule_id: str) -> None:
    assert read(text) == Malformed(0, 1, rule_id)


def test_year_and_count_side_by_side_stay_two_numbers() -> None:
    numeral = read("2004 300 ships")
    assert isinstance(numeral, Numeral)
    assert (numeral.value, numeral.stop) == (Decimal(2004), 1)


def test_short_scales_need_money_or_no_space() -> None:
    assert read("5 b", money=True) == Numeral(Decimal(5_000_000_000), 0, 2, Decimal(1_000_000_000))
    assert read("5 b") == Numeral(Decimal(5), 0, 1, plain_integer=True)


ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(n: int) -> str:
    """Spell a number out: an independent little writer that the reader is held against."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{ONES[n // 100]} hundred" + (f" and {in_words(n % 100)}" if n % 100 else "")
    for name, size in (("billion", 10**9), ("million", 10**6), ("thousand", 10**3)):
        if n >= size:
            rest = n % size
            return f"{in_words(n // size)} {name}" + ((" and " if rest < 100 else " ") + in_words(rest) if rest else "")
    raise AssertionError(n)


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_number_to_words_to_number(n: int) -> None:
    text = in_words(n)
    numeral = read(text)
    assert isinstance(numeral, Numeral)
    assert (numeral.value, numeral.stop) == (Decimal(n), len(tokenize(text, 0, len(text))))


@given(st.decimals(min_value=0, max_value=10**15, places=3, allow_nan=False))
def test_grouped_digits_read_back(value: Decimal) -> None:
    assert digits_value(f"{value:,}") == value


@given(st.text(alphabet="0123456789,. ", max_size=60))
def test_any_run_of_digits_is_a_number_or_refused(text: str) -> None:
    tokens = tokenize(text, 0, len(text))
    for i, token in enumerate(tokens):
        if token.kind == "num":
            assert isinstance(READER.read(tokens, i), Numeral | Malformed)
