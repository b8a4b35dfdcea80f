"""Runs the example of every row of the seed tables that relate figures to their context."""

from __future__ import annotations

import re

import pycountry
import pytest

from seeds.load import load_lexicon
from tests.transforms.context.test_names import COUNTRIES, index

LEXICON = load_lexicon()


def rows(table: str, *ids: str) -> list[object]:
    return [pytest.param(row, id="-".join(row[i] for i in ids)) for row in LEXICON.table(table)]


@pytest.mark.parametrize("row", rows("person_titles", "word"))
def test_title_is_no_part_of_the_name_after_it(row: dict[str, str]) -> None:
    names = [m.text for m in index(row["example"]).mentions]
    assert names in (["Ada Oke"], ["Alan Oke"], ["Oke"], ["Ada"], ["Alan"])


@pytest.mark.parametrize("row", rows("country_names", "name"))
def test_country_name_is_found_and_known(row: dict[str, str]) -> None:
    assert row["name"] in row["example"]
    assert COUNTRIES.is_place(row["name"])
    assert (COUNTRIES.alpha3(row["name"]) or "") == row["alpha3"]
    expected = None if row["kind"] == "alias" or row["country"] == row["name"] else row["country"]
    assert COUNTRIES.of_adjective(row["name"]) == expected


@pytest.mark.parametrize("row", rows("country_parts", "name"))
def test_part_of_a_country_has_the_code_of_iso_3166_2(row: dict[str, str]) -> None:
    part = pycountry.subdivisions.get(code=row["code"])
    assert part.name.partition(" [")[0] == row["name"]
    assert COUNTRIES.code(row["name"]) == row["code"]
    assert COUNTRIES.alpha3(row["name"]) == part.country.alpha_3


@pytest.mark.parametrize("row", rows("reporting_verbs", "lemma"))
def test_reporting_verb_stands_in_its_example(row: dict[str, str]) -> None:
    words = set(re.findall(r"[a-z]+", row["example"].casefold()))
    assert words & set(LEXICON.words(row["forms"]))


@pytest.mark.parametrize("row", rows("measures", "measure_id"))
def test_measure_is_recognised_by_words_of_its_examples(row: dict[str, str]) -> None:
    wording = re.compile(row["wording"])
    for example in LEXICON.words(row["example"]):
        words = example.rstrip(".").split()
        phrases = (" ".join(words[i : i + n]) for n in range(1, 8) for i in range(len(words)))
        assert any(wording.search(phrase) for phrase in phrases), example
