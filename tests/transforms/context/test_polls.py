"""Polls, estimates and comparisons: figures that share a sentence with others and name little themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.transforms.stories import only, related

if TYPE_CHECKING:
    from spacy.language import Language

_PARTIES = [("support", "Reds"), ("support", "Blues"), ("support", "Grey League")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            "A poll by Harbour Trust put the Reds on [40%|percent], the Blues on [30%|percent] and the Grey League on"
            " [20%|percent].",
            "Harbour Trust",
            id="put, with and",
        ),
        pytest.param(
            "The latest Kestrel poll puts the Reds on [40%|percent], the Blues on [30%|percent], the Grey League on"
            " [20%|percent].",
            "Kestrel poll",
            id="puts, with commas",
        ),
        pytest.param(
            "Kestrel's poll gave the Reds [40%|percent], the Blues [30%|percent] and the Grey League [20%|percent].",
            "Kestrel",
            id="gave, without a preposition",
        ),
    ],
)
def test_poll_gives_each_party_its_share(text: str, speaker: str, nlp: Language) -> None:
    figures = related(text, nlp)
    assert [(f.measure, f.subject) for f in figures] == _PARTIES
    assert {f.speaker for f in figures} == {speaker}
    assert {f.measure_id for f in figures} == {"vote_share"}


def test_share_that_approves_of_a_person_is_about_that_person(nlp: Language) -> None:
    text = "Mayor Ada Oke is liked. In the Harbour Trust's survey, [40%|percent] of skippers approve of Ada Oke."
    assert only(text, nlp).subject == "Ada Oke"


def test_judgement_on_an_office_is_about_its_holder(nlp: Language) -> None:
    text = (
        "Mayor Ada Oke is tired. Just [27%|percent] of those asked approve of the mayor,"
        " down from [34%|percent] in May."
    )
    assert [(f.measure, f.subject) for f in related(text, nlp)] == [("approve", "Ada Oke"), ("approve", "Ada Oke")]


def test_pollster_is_found_where_the_parser_takes_it_for_an_adjective(nlp: Language) -> None:
    text = "A Meridian survey of adults for the Evening Ledger puts the Reds on [31%|percent]."
    assert only(text, nlp).speaker == "Meridian"


def test_share_of_those_who_do_something_measures_what_they_do(nlp: Language) -> None:
    assert only("The share of skippers who wear a vest has risen to [40%|percent].", nlp).measure == "wear a vest"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("Ada Oke put the death toll at [19|count|death].", "Ada Oke", id="somebody"),
        pytest.param("Earlier officials had put the death toll at [19|count|death].", None, id="bare officials"),
    ],
)
def test_whoever_puts_a_toll_somewhere_speaks_and_owns_nothing(text: str, speaker: str | None, nlp: Language) -> None:
    figure = only(text, nlp)
    assert (figure.measure, figure.subject, figure.speaker) == ("death toll", None, speaker)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Turnout was [62%|percent], compared with [59%|percent] in 2019.", id="compared with"),
        pytest.param("Turnout was [62%|percent], up from [59%|percent] in 2019.", id="up from"),
        pytest.param("Turnout was [62%|percent], against [59%|percent] in 2019.", id="against"),
    ],
)
def test_figure_that_is_only_compared_shares_the_measure_and_keeps_its_time(text: str, nlp: Language) -> None:
    assert [(f.measure, f.subject, f.period) for f in related(text, nlp)] == [
        ("Turnout", None, None),
        ("Turnout", None, "in 2019"),
    ]


def test_figure_that_is_only_compared_may_have_an_owner_of_its_own(nlp: Language) -> None:
    text = "Fares in Norway are [$40|money], compared with [$30|money] in Sweden."
    assert [(f.measure, f.subject) for f in related(text, nlp)] == [("Fares", "Norway"), ("Fares", "Sweden")]


def test_sums_of_two_years_keep_company_measure_and_base_apart(nlp: Language) -> None:
    text = "The group made a profit of [€9.8bn|money], down from [€10.6bn|money] a year earlier."
    assert [(f.measure, f.subject, f.base, f.period) for f in related(text, nlp)] == [
        ("profit", "group", None, None),
        ("profit", "group", None, "a year earlier"),
    ]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        pytest.param(
            "The board has [32|count|member] members, [11|count|member] of whom voted against.",
            ["members", "members"],
            id="noun named before",
        ),
        pytest.param(
            "Only [41|count|clinic] of the [120|count|clinic] clinics passed, compared with [59|count|clinic] in May.",
            ["clinics", "clinics", "clinics"],
            id="part of so many",
        ),
    ],
)
def test_measure_never_holds_another_figure(text: str, measures: list[str], nlp: Language) -> None:
    assert [f.measure for f in related(text, nlp)] == measures


def test_sentence_that_sums_up_measures_what_went_before(nlp: Language) -> None:
    text = "The catch was [40 tonnes|measure|tonne]. That is a fall of almost [a fifth|ratio]."
    assert [f.measure for f in related(text, nlp)] == ["catch", "catch"]


def test_part_of_the_figure_before_belongs_to_the_same(nlp: Language) -> None:
    text = "Norway's fraud losses were [$40 million|money]. Within this, card fraud made up [$9 million|money]."
    assert [f.subject for f in related(text, nlp)] == ["Norway", "Norway"]
