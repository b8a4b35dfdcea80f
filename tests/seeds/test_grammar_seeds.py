"""Runs the example of every row of the seed tables that the number grammar reads."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from seeds.load import load_lexicon
from transforms.figures.extract import Extraction, Extractor
from transforms.sentences import SentenceSpan

if TYPE_CHECKING:
    from transforms.records import Figure

LEXICON = load_lexicon()
EXTRACTOR = Extractor(LEXICON)
LEXICON_GLUED = frozenset(
    next(row["words"] for row in LEXICON.table("word_sets") if row["name"] == "glued_units").split()
)


def rows(table: str, *ids: str) -> list[object]:
    return [pytest.param(row, id="-".join(row[i] for i in ids)) for row in LEXICON.table(table)]


def read(sentence: str) -> Extraction:
    return EXTRACTOR.extract(sentence, [SentenceSpan(0, len(sentence), 1)], "example")


def only_figure(sentence: str) -> Figure:
    extraction = read(sentence)
    assert len(extraction.figures) == 1, (sentence, extraction)
    return extraction.figures[0]


@pytest.mark.parametrize("row", rows("number_words", "role", "word"))
def test_number_word_has_its_value(row: dict[str, str]) -> None:
    factor, _, cell = row["expect"].rpartition("*")
    expected = Fraction(cell) * Fraction(factor or "1")
    if row["role"] == "ordinal" and expected == 1:
        assert read(row["example"]).figures == ()
    else:
        figure = only_figure(row["example"])
        assert figure.value == pytest.approx(Decimal(expected.numerator) / Decimal(expected.denominator))


@pytest.mark.parametrize("row", rows("currencies", "code"))
def test_currency_is_money_of_its_code(row: dict[str, str]) -> None:
    figure = only_figure(row["example"])
    assert (figure.kind, figure.unit) == ("money", row["code"])


@pytest.mark.parametrize("row", rows("units", "unit"))
def test_unit_is_read_with_its_kind(row: dict[str, str]) -> None:
    figure = only_figure(row["example"])
    expected = "pp" if row["unit"] == "bp" else row["unit"]
    assert (figure.kind, figure.unit) == (row["kind"], expected)


@pytest.mark.parametrize("row", rows("units", "unit"))
def test_every_surface_of_a_unit_is_read(row: dict[str, str]) -> None:
    for surface in LEXICON.words(row["surfaces"]):
        glued = len(surface) == 1 and surface.isalpha()
        gap = "" if glued or surface in LEXICON_GLUED else " "
        figure = only_figure(f"The crew logged 12{gap}{surface} that spring.")
        expected = "pp" if row["unit"] == "bp" else row["unit"]
        assert (figure.kind, figure.unit) == (row["kind"], expected), surface


@pytest.mark.parametrize("row", rows("comparators", "position", "phrase"))
def test_comparator_is_read(row: dict[str, str]) -> None:
    figure = only_figure(row["example"])
    assert (figure.surface, figure.comparator) == ("40", row["comparator"])


@pytest.mark.parametrize("row", rows("changes", "position", "word"))
def test_word_of_change_gives_its_direction(row: dict[str, str]) -> None:
    assert read(row["example"]).figures[-1].change == row["direction"]


@pytest.mark.parametrize("row", rows("plural_nouns", "plural"))
def test_irregular_plural_has_its_singular(row: dict[str, str]) -> None:
    figure = only_figure(row["example"])
    assert (figure.kind, figure.unit) == ("count", row["singular"])


@pytest.mark.parametrize("row", rows("not_figures", "rule_id"))
def test_non_figure_is_named_and_its_counter_example_is_not(row: dict[str, str]) -> None:
    extraction = read(row["example"])
    assert extraction.figures == ()
    assert row["rule_id"] in {n.rule_id for n in extraction.not_figures}
    counter = read(row["counter_example"])
    assert row["rule_id"] not in {n.rule_id for n in counter.not_figures}


TWO_FIGURES = ("step_verbs", "not_ranges")


@pytest.mark.parametrize("row", rows("word_sets", "name"))
def test_example_of_a_word_set_is_read_as_expected(row: dict[str, str]) -> None:
    surface, _, reading = row["expect"].partition("=")
    figure = read(row["example"]).figures[0] if row["name"] in TWO_FIGURES else only_figure(row["example"])
    assert (figure.surface, f"{figure.kind} {figure.unit}") == (surface, reading)
