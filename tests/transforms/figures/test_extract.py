"""Figures read from sentences: whole records, non-figures, refusals, and what must hold for any text."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.load import load_lexicon
from transforms.figures.extract import Extraction, Extractor
from transforms.records import Figure, NotAFigure, Rejection
from transforms.sentences import SentenceSpan

EXTRACTOR = Extractor(load_lexicon())


def read(*sentences: str) -> Extraction:
    """Read sentences as one document, each on a line of its own."""
    text = "\n".join(sentences)
    spans, at = [], 0
    for n, sentence in enumerate(sentences, 1):
        spans.append(SentenceSpan(at, at + len(sentence), n))
        at += len(sentence) + 1
    return EXTRACTOR.extract(text, spans, "test.txt", "d0c")


def short(figure: Figure) -> tuple[str, str, str, str]:
    """Say a figure in four words: surface, kind, value or ends, unit."""
    value = f"{figure.low}..{figure.high}" if figure.value is None else f"{figure.value.normalize():f}"
    return figure.surface, figure.kind, value, figure.unit


def test_figure_is_a_whole_record() -> None:
    sentence = "The yard raised its output by nearly 2.5 per cent."
    assert read(sentence) == Extraction(
        (
            Figure(
                line_n=1, char_start=37, char_end=49, surface="2.5 per cent", sentence=sentence, sentence_start=0,
                kind="percent", unit="%", rule_id="percent.unit", value=Decimal("2.5"), comparator="~", change="up",
            ),
        ),
        (),
        (),
    )  # fmt: skip


READINGS = [
    ("The minister wants 3% of output spent.", [("3%", "percent", "3", "%")]),
    ("Rates moved 25 basis points.", [("25 basis points", "percentage_point", "0.25", "pp")]),
    ("The poll gave her a lead of 7 points.", [("7 points", "percentage_point", "7", "pp")]),
    ("The index closed 40 points lower.", [("40 points", "measure", "40", "point")]),
    ("The harbour index stood at 102.5 that week.", [("102.5", "measure", "102.5", "point")]),
    ("It cost £400 million and €3bn and US$5m.", [("£400 million", "money", "400000000", "GBP"),
        ("€3bn", "money", "3000000000", "EUR"), ("US$5m", "money", "5000000", "USD")]),
    ("It cost 40 cents and 20p.", [("40 cents", "money", "0.4", "USD"), ("20p", "money", "0.2", "GBP")]),
    ("They paid two million pounds.", [("two million pounds", "money", "2000000", "GBP")]),
    ("The anchor weighs 180 pounds.", [("180 pounds", "measure", "180", "pound")]),
    ("It was a $2 fare, in a $9 hall.", [("$2", "money", "2", "USD"), ("$9", "money", "9", "USD")]),
    ("A multimillion-dollar pier burned.", [("multimillion-dollar", "money", "1000000", "USD")]),
    ("They lost hundreds of millions of euros.", [("hundreds of millions of euros", "money", "100000000", "EUR")]),
    ("It was a ninety-minute call.", [("ninety-minute", "duration", "90", "minute")]),
    ("He waited half an hour, then two and a half days.", [("half an hour", "duration", "0.5", "hour"),
        ("two and a half days", "duration", "2.5", "day")]),
    ("Shares rose half a cent.", [("half a cent", "money", "0.005", "USD")]),
    ("It took 3½ hours.", [("3½ hours", "duration", "3.5", "hour")]),
    ("Ada Quill, 67, was there.", [("67", "duration", "67", "year")]),
    ("A crew in their early 20s sailed.", [("20s", "duration", "20..29", "year")]),
    ("They sent 600 British troops.", [("600", "count", "600", "troop")]),
    ("They sent 12 coastal rescue helicopters north.", [("12", "count", "12", "helicopter")]),
    ("The 12-member panel met.", [("12", "count", "12", "member")]),
    ("Of 77 of his statements none held.", [("77", "count", "77", "statement")]),
    ("The casualty toll has reached 212 for Ayr and 340 for Troon.", [("212", "count", "212", "casualty"),
        ("340", "count", "340", "casualty")]),
    ("They plan two closures next year and three in spring.", [("two", "count", "2", "closure"),
        ("three", "count", "3", "closure")]),
    ("Dozens of boats sank.", [("Dozens", "count", "12", "boat")]),
    ("Tens of thousands of workers left.", [("Tens of thousands", "count", "10000", "worker")]),
    ("He rang three times a day.", [("three", "count", "3", "time")]),
    ("It is three times as deep.", [("three times", "ratio", "3", "x")]),
    ("Output saw a tenfold rise.", [("tenfold", "ratio", "10", "x")]),
    ("One in five boats leaks.", [("One in five", "ratio", "0.2", "fraction")]),
    ("Two-thirds of the crew left.", [("Two-thirds", "ratio", "0.6666666666666666666666666666", "fraction")]),
    ("Half the crew left.", [("Half", "ratio", "0.5", "fraction")]),
    ("It is the fifth largest port.", [("fifth", "rank", "5", "rank")]),
    ("Fog is our number one worry.", [("number one", "rank", "1", "rank")]),
    ("They won 3-0 at home.", [("3-0", "score", "3..0", "score")]),
    ("The motion passed 52-48.", [("52-48", "score", "52..48", "score")]),
    ("Losses of 5-10% are usual.", [("5-10%", "percent", "5..10", "%")]),
    ("It needs between £20m and £25m.", [("between £20m and £25m", "money", "20000000..25000000", "GBP")]),
    ("It needs $20 to $25 million.", [("$20 to $25 million", "money", "20000000..25000000", "USD")]),
    ("It rose from 2.3 to 2.5 per cent.", [("2.3", "percent", "2.3", "%"), ("2.5 per cent", "percent", "2.5", "%")]),
    ("Levies of 2, 3 and 5 per cent apply.", [("2", "percent", "2", "%"), ("3", "percent", "3", "%"),
        ("5 per cent", "percent", "5", "%")]),
    ("The crew ran 30 miles at 12 km/h.", [("30 miles", "measure", "30", "mile"),
        ("12 km/h", "measure", "12", "kilometre per hour")]),
    ("She won the 100m race; 5m people watched.", [("100m", "measure", "100", "metre"),
        ("5m", "count", "5000000", "person")]),
    ("Odds of two to one were offered.", [("two to one", "ratio", "2", "x")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), READINGS, ids=[s for s, _ in READINGS])
def test_sentence_is_read(sentence: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert [short(f) for f in read(sentence).figures] == expected


def test_vague_magnitudes_are_marked() -> None:
    assert [f.vague for f in read("Dozens of boats and 12 crates sank.").figures] == [True, False]


@pytest.mark.parametrize(
    ("sentence", "comparators"),
    [
        ("At least 212 boats for Ayr and 340 for Troon.", [">=", ">="]),
        ("At least 12 of the 80 boats sank, up to 30 out of the 90 small nets tore.", [">=", "=", "<=", "="]),
        ("At least 10 tonnes of cod and 20 tonnes of hake.", [">=", ">="]),
        ("They hand over 50% of it.", ["="]),
        ("Over 40 boats came.", [">"]),
        ("It lasted over 40 days.", ["="]),
        ("It fell below the 4.8% that was feared.", ["="]),
        ("A plan to limit the number of kiosks to 24 was dropped.", ["<="]),
        ("They want 5% and beyond.", [">="]),
        ("It sold 40+ boats.", [">="]),
        ("They run 12 schools over two sites.", ["=", "="]),
        ("The gap is 3%, plus or minus 2%.", ["=", "~"]),
    ],
)
def test_comparator_of_each_figure(sentence: str, comparators: list[str]) -> None:
    assert [f.comparator for f in read(sentence).figures] == comparators


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        ("Tolls fell from 7.9% to 7.2%.", [None, "down"]),
        ("They will spend 3.1% of it, up from 2.9% today.", ["up", None]),
        ("A 22% uplift was seen.", ["up"]),
        ("A rise in tolls of 14.8% was seen.", ["up"]),
        ("The plan is to increase port outlays to a 2.8 per cent share.", ["up"]),
        ("Crews racked up the 270 points needed.", [None]),
        ("It has 40 boats.", [None]),
        ("Crews shot down 41 drones.", [None]),
        ("They asked whether the 3% offer stands.", [None]),
    ],
)
def test_change_of_each_figure(sentence: str, changes: list[str | None]) -> None:
    assert [f.change for f in read(sentence).figures] == changes


def test_elliptical_number_takes_the_unit_of_its_heading() -> None:
    found = read("Number of wards won:", "Harbour Party: 30", "Coast Party: 20").figures
    assert [short(f) for f in found] == [("30", "count", "30", "ward"), ("20", "count", "20", "ward")]


def test_elliptical_number_takes_the_unit_of_the_sentence_before() -> None:
    found = read("They counted 306 paper slips.", "The box held 304.").figures
    assert [short(f)[3] for f in found] == ["slip", "slip"]


def test_number_without_anything_to_count_is_refused_by_name() -> None:
    assert read("It was 40.").rejections == (
        Rejection(
            "extract", "test.txt", "unit.none", "a number was seen, but nothing near it says what it counts",
            "d0c", 1, 7, 9, "40",
        ),
    )  # fmt: skip


def test_separators_that_make_no_number_are_refused_by_name() -> None:
    (refused,) = read("They lost 1,23 of it.").rejections
    assert (refused.rule_id, refused.surface) == ("number.separators", "1,23")


@pytest.mark.parametrize(
    ("sentence", "surface", "rule_id"),
    [
        ("It sank in 2004.", "2004", "year.plain"),
        ("It grew between 2009 and 2015.", "between 2009 and 2015", "year.pair"),
        ("The G7 met.", "7", "id.glued"),
        ("An F-16 flew past.", "16", "id.glued"),
        ("The 45th president came.", "45th", "id.glued"),
        ("They left one behind.", "one", "pronoun.one"),
        ("It was her third attempt.", "third", "share.unread"),
        ("Her talk at Harbour Hall Nine was short.", "Nine", "name.capitalised"),
    ],
)
def test_number_that_is_no_figure_is_named(sentence: str, surface: str, rule_id: str) -> None:
    extraction = read(sentence)
    assert extraction.figures == ()
    assert [(n.surface, n.rule_id) for n in extraction.not_figures] == [(surface, rule_id)]


WORDS = st.sampled_from(
    "5 40 2.5 1,000 3m $ £ % per cent million two hundred half a third of to and between - – boats years pounds the "
    "rose by in 2004 May one twice fifth largest No , . ( ) ’ s 3-0 1.2.3 ½ dozens points".split()
)


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_newslike_words_never_break_the_reader(text: str) -> None:
    check_invariants(text)


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text: str) -> None:
    check_invariants(text)


def check_invariants(text: str) -> None:
    """Hold a reading against what is always true: surfaces are slices, nothing overlaps, every record is complete."""
    extraction = EXTRACTOR.extract(text, [SentenceSpan(0, len(text), 1)], "any")
    found: list[Figure | NotAFigure | Rejection] = [
        *extraction.figures, *extraction.not_figures, *extraction.rejections
    ]  # fmt: skip
    spans = sorted((f.char_start or 0, f.char_end or 0) for f in found)
    assert all(text[f.char_start : f.char_end] == f.surface for f in found)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    for figure in extraction.figures:
        assert figure.unit
        assert (figure.value is None) == (figure.low is not None and figure.high is not None)


def test_time_grows_no_faster_than_the_text() -> None:
    """Count the tokens' work instead of seconds: twice the digits give twice the records, nothing more."""
    once, twice = read("7 boats and " * 500 + "8 boats."), read("7 boats and " * 1000 + "8 boats.")
    assert (len(once.figures), len(twice.figures)) == (501, 1001)
