"""What text of any kind costs: no exception, and time in proportion to its length.

Work is counted, not timed: the calls of Python and C functions that reading makes. Text is cut into sentences first, as
it always is, so no rule ever sees more than a sentence at once.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.load import load_lexicon
from transforms.figures.extract import Extraction, Extractor
from transforms.figures.numerals import MAX_DIGITS, Numeral, NumeralReader
from transforms.figures.tokens import tokenize
from transforms.figures.vocabulary import compile_vocabulary
from transforms.records import Line
from transforms.sentences import MAX_SENTENCE, sentences

if TYPE_CHECKING:
    from types import FrameType

LEXICON = load_lexicon()
EXTRACTOR = Extractor(LEXICON)
NUMERALS = NumeralReader(compile_vocabulary(LEXICON))

UNITS = {
    "digits": "7",
    "numbers": "1 ",
    "commas": "1,",
    "brackets": "((([[[",
    "and and and": "and and ",
    "one and one": "one and ",
    "nested quotes": "\"'“‘ ",
    "scales": "hundred ",
    "millions": "5 million ",
    "dashes": "5-",
    "minus signs": "- 1",
    "clock times": "1:",
    "slashes": "1/2/",
    "ranges": "from 5 to 6 ",
    "shares": "half of ",
    "handles": "a@",
    "dates": "May 1, ",
    "inch marks": '5"',
    "titles": "Ten Days Later ",
}
MEGABYTE = 1_000_000
SHORT, TIMES = MAX_SENTENCE, 4


def read(text: str) -> Extraction:
    line = Line(1, 0, len(text), "body", None, text)
    return EXTRACTOR.extract(text, sentences(text, (line,)), "hostile.txt")


def calls(text: str) -> int:
    """Return how many functions reading `text` calls."""
    count = 0

    def called(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_work_grows_no_faster_than_the_text(unit: str) -> None:
    short = unit * (SHORT // len(unit))
    assert calls(short * TIMES) <= 1.2 * TIMES * calls(short) + 1000


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_work_in_one_sentence_grows_no_faster_than_the_sentence(unit: str) -> None:
    short, longer = (unit * (length // len(unit)) for length in (MAX_SENTENCE // 4, MAX_SENTENCE - 100))
    assert calls(longer) <= 1.5 * TIMES * calls(short) + 1000


@pytest.mark.parametrize("unit", ["7", "((([[[", "and and ", "\"'“‘ "], ids=["digits", "brackets", "and", "quotes"])
def test_megabytes_are_read_to_the_end(unit: str) -> None:
    text = unit * (2 * MEGABYTE // len(unit))
    extraction = read(text)
    assert extraction.figures == ()
    assert all(text[r.char_start : r.char_end] == r.surface for r in extraction.rejections)
    assert {r.rule_id for r in extraction.rejections} <= {"number.too_long"}


def test_a_number_of_many_digits_before_another_is_no_error() -> None:
    surface = "9" * MAX_DIGITS + " trillion"
    extraction = read(f"They sent {surface}, and five ships.")
    assert [(f.surface, f.value, f.unit) for f in extraction.figures] == [("five", Decimal(5), "ship")]
    assert [(r.surface, r.rule_id) for r in extraction.rejections] == [(surface, "unit.none")]


SCRAPS = st.sampled_from(
    "hundred thousand million dozen 5 1 0 000 , . - – / ( ) [ kg ] $ £ € PS % a an the of and or to from between per "
    "half third 3/4 ¾ p W C in ft points age aged is Shrek 1/16 × 10 MEUR C$ A $ 2.0.1 ½ °C \ufffd ٣ ² 1: 12. "
    "9/11".split(" ")
)


@given(st.lists(st.tuples(SCRAPS, st.sampled_from(["", " ", "\u00a0", "\n"])), max_size=40))
def test_scraps_of_numbers_and_units_never_break_the_reader(scraps: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in scraps)
    extraction = read(text)
    for each in (*extraction.figures, *extraction.not_figures, *extraction.rejections):
        assert text[each.char_start : each.char_end] == each.surface


@pytest.mark.parametrize("words", ["hundred " * 200, "million " * 200, "5 " + "million " * 200, "dozen hundred " * 90])
def test_rows_of_scales_are_no_number_beyond_all_measure(words: str) -> None:
    tokens = tokenize(words, 0, len(words))
    numeral = NUMERALS.read(tokens, 0)
    assert isinstance(numeral, Numeral)
    assert 0 < numeral.value <= 5 * 10**18
