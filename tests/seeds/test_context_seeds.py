"""Runs the example of every row of the seed tables that relate figures to their context."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pycountry
import pytest

from flows.model import load_model
from seeds.load import load_lexicon
from tests.transforms.context.test_names import COUNTRIES, index
from tests.transforms.stories import only, related

if TYPE_CHECKING:
    from spacy.language import Language

LEXICON = load_lexicon()


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model()  # type: ignore[return-value]  # no model only where none was asked for


def rows(table: str, *ids: str) -> list[object]:
    return [pytest.param(row, id="-".join(row[i] for i in ids)) for row in LEXICON.table(table)]


_NUMBER = re.compile(r"\d+ hours|\$\d+m\b|\$\d+(?: million| billion)?|\d+(?:\.\d+)?%|\d+(?:\.\d+)?(?: million)?")


def marked(sentence: str, unit: str | None = None) -> str:
    """Mark the one number of an example as a figure; a bare number counts the noun after it."""
    found = list(_NUMBER.finditer(sentence))[-1]
    kind = "money" if found[0].startswith("$") else "percent" if found[0].endswith("%") else "count"
    kind = "duration" if found[0].endswith("hours") else kind
    noun = unit or next(iter(re.findall(r"\s(\w+?)s?\b", sentence[found.end() :])), "thing")
    mark = f"[{found[0]}|{kind}|{noun}]" if kind == "count" else f"[{found[0]}|{kind}]"
    return sentence[: found.start()] + mark + sentence[found.end() :]


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
def test_reporting_verb_attributes_its_figure(row: dict[str, str], nlp: Language) -> None:
    figure = only(marked(row["example"]), nlp)
    assert figure.speaker is not None or "survey" in row["example"]


@pytest.mark.parametrize("row", rows("measure_cues", "word", "role"))
def test_measure_cue_leads_to_what_is_measured(row: dict[str, str], nlp: Language) -> None:
    (figure,) = related(marked(row["example"]), nlp)
    assert (figure.measure or "").casefold().endswith(row["expect"].casefold())


@pytest.mark.parametrize("row", rows("status_cues", "cue_id"))
def test_status_cue_gives_its_status(row: dict[str, str], nlp: Language) -> None:
    figure = only(marked(row["example"], "boat"), nlp)
    assert (figure.status, dict(figure.context_rules)["status"]) == (row["status"], f"status.{row['cue_id']}")


@pytest.mark.parametrize("row", rows("measures", "measure_id"))
def test_measure_is_recognised(row: dict[str, str], nlp: Language) -> None:
    for example in LEXICON.words(row["example"]):
        counted = example.rstrip(".").split()[-1] if row["kinds"].startswith("count") else None
        text = marked(example, counted)
        if row["kinds"].startswith("measure"):
            text = text.replace("|count|thing]", "|measure|point]")
        assert only(text, nlp).measure_id == row["measure_id"], example


@pytest.mark.parametrize("row", rows("group_nouns", "noun"))
def test_group_noun_can_own_a_figure(row: dict[str, str], nlp: Language) -> None:
    subject = only(marked(row["example"]), nlp).subject or ""
    assert subject.casefold().rstrip("s").startswith(row["noun"][:1])


@pytest.mark.parametrize("row", rows("thresholds", "field"))
def test_the_example_of_a_threshold_is_less_sure_than_it(row: dict[str, str]) -> None:
    assert float(row["example"]) < float(row["threshold"])
