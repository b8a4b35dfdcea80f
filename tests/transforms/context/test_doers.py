"""Owners that the clause of a figure names, and measures of what is done in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.transforms.stories import only, related

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param(
            "Ada Lund, skipper of the Good Intent, who has fished for [22|duration] years, left.",
            "Ada Lund",
            id="who after an apposition",
        ),
        pytest.param("The crew gave Oke [18 months|duration] to repay.", "Oke", id="whom time is given to"),
        pytest.param("The crew gave them [18 months|duration] to repay.", None, id="not who gives time"),
        pytest.param("The hall was built for [24|count|patient] patients.", "hall", id="what is made for so many"),
        pytest.param("The letter was signed by [47|count|skipper] skippers.", None, id="what others sign has none"),
        pytest.param("Officials expect it to cost [$4m|money].", None, id="it is not who expects it"),
        pytest.param("Two of them were children under the age of [ten|duration].", "children", id="who is of an age"),
        pytest.param("There are [40|count|chair] chairs in the hall.", "hall", id="what things are in"),
        pytest.param("The Norwegian arm lost [$4m|money].", "Norwegian arm", id="an arm is a body of its own"),
        pytest.param("ADA OKE climbs [187|count|step] steps. Ada Oke is 61.", "Ada Oke", id="capitals open the story"),
        pytest.param("Every NATO member spends [4%|percent] of it.", "NATO member", id="each of a kind"),
        pytest.param(
            "Some 4 million came, compared to about [2 million|count|visit] visits.", None, id="what a number leaves"
        ),
    ],
)
def test_subject_in_the_clause(text: str, subject: str | None, nlp: Language) -> None:
    assert only(text, nlp).subject == subject


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        pytest.param("The cod hit [$4|money] in thin morning trade.", "cod", id="a level is not in a trade"),
        pytest.param(
            "Stocks are expected to shrink over the next [ten years|duration].", "shrink", id="a change that takes time"
        ),
        pytest.param(
            "He spoke at noon, just [two days|duration] after announcing he will close it.",
            "close it",
            id="what is announced",
        ),
        pytest.param("Lund drew the harbour badly for [nine years|duration].", "drew the harbour badly", id="manner"),
        pytest.param("It was the worst harvest in [nine years|duration].", "harvest", id="superlatives say no more"),
        pytest.param("The Swedish economy shrank [4%|percent].", "economy", id="places are subjects"),
        pytest.param("Each of the barns costs [$4m|money].", "barns", id="each of them"),
        pytest.param("Herring prices plummeted [4%|percent].", "Herring prices", id="verbs of change"),
    ],
)
def test_measure_in_the_clause(text: str, measure: str, nlp: Language) -> None:
    assert related(text, nlp)[-1].measure == measure


def test_a_clause_with_its_own_subject_shares_only_the_measure(nlp: Language) -> None:
    first, second = related("The Nordic Bank jumped [8%|percent] and the Sea Bank gained [3%|percent].", nlp)
    assert (first.subject, first.measure, second.subject) == ("Nordic Bank", "jumped", "Sea Bank")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("It is below the [4%|percent] that the Fed has deemed normal.", "Fed", id="who puts it so"),
        pytest.param(
            "Despite Ada Oke's assertion that she has given [$4m|money], it is short.", "Ada Oke", id="whose assertion"
        ),
        pytest.param("Hye-jin Baek, a pilot, said [40|count|boat] boats sank.", "Hye-jin Baek", id="hyphened name"),
        pytest.param(
            "It lost [$4m|money], according to the Thorn Centre for Fiscal Studies.",
            "Thorn Centre for Fiscal Studies",
            id="a long name to its end",
        ),
        pytest.param(
            "Nine came, or [40|count|boat] boats, according to law enforcement officials.",
            "law enforcement officials",
            id="a description to its beginning",
        ),
        pytest.param("Ada Oke denied that [40|count|boat] boats sank.", "Ada Oke", id="who denies"),
    ],
)
def test_speaker_of_what_is_claimed(text: str, speaker: str, nlp: Language) -> None:
    assert only(text, nlp).speaker == speaker
