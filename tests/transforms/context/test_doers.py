"""Owners that the clause of a figure names, and measures of what is done in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.transforms.stories import Told, case, related, table, told

if TYPE_CHECKING:
    from spacy.language import Language


@table(
    case(
        "who after an apposition",
        "Ada Lund, skipper of the Good Intent, who has fished for [22|duration] years, left.",
        subject="Ada Lund",
    ),
    case("whom time is given to", "The crew gave Oke [18 months|duration] to repay.", subject="Oke"),
    case("not who gives time", "The crew gave them [18 months|duration] to repay.", subject=None),
    case("what is made for so many", "The hall was built for [24|count|patient] patients.", subject="hall"),
    case("what others sign has none", "The letter was signed by [47|count|skipper] skippers.", subject=None),
    case("it is not who expects it", "Officials expect it to cost [$4m|money].", subject=None),
    case("who is of an age", "Two of them were children under the age of [ten|duration].", subject="children"),
    case("what things are in", "There are [40|count|chair] chairs in the hall.", subject="hall"),
    case("an arm is a body of its own", "The Norwegian arm lost [$4m|money].", subject="Norwegian arm"),
    case("capitals open the story", "ADA OKE climbs [187|count|step] steps. Ada Oke is 61.", subject="Ada Oke"),
    case("each of a kind", "Every NATO member spends [4%|percent] of it.", subject="NATO member"),
    case(
        "what a number leaves", "Some 4 million came, compared to about [2 million|count|visit] visits.", subject=None
    ),
)
def test_subject_in_the_clause(text: str, expected: Told, nlp: Language) -> None:
    assert told(text, expected, nlp) == expected


@table(
    case("a level is not in a trade", "The cod hit [$4|money] in thin morning trade.", measure="cod"),
    case(
        "a change that takes time",
        "Stocks are expected to shrink over the next [ten years|duration].",
        measure="shrink",
    ),
    case(
        "what is announced",
        "He spoke at noon, just [two days|duration] after announcing he will close it.",
        measure="close it",
    ),
    case("manner", "Lund drew the harbour badly for [nine years|duration].", measure="drew the harbour badly"),
    case("superlatives say no more", "It was the worst harvest in [nine years|duration].", measure="harvest"),
    case("places are subjects", "The Swedish economy shrank [4%|percent].", measure="economy"),
    case("each of them", "Each of the barns costs [$4m|money].", measure="barns"),
    case("verbs of change", "Herring prices plummeted [4%|percent].", measure="Herring prices"),
)
def test_measure_in_the_clause(text: str, expected: Told, nlp: Language) -> None:
    assert told(text, expected, nlp) == expected


def test_a_clause_with_its_own_subject_shares_only_the_measure(nlp: Language) -> None:
    first, second = related("The Nordic Bank jumped [8%|percent] and the Sea Bank gained [3%|percent].", nlp)
    assert (first.subject, first.measure, second.subject) == ("Nordic Bank", "jumped", "Sea Bank")


@table(
    case("who puts it so", "It is below the [4%|percent] that the Fed has deemed normal.", speaker="Fed"),
    case(
        "whose assertion", "Despite Ada Oke's assertion that she has given [$4m|money], it is short.", speaker="Ada Oke"
    ),
    case("hyphened name", "Hye-jin Baek, a pilot, said [40|count|boat] boats sank.", speaker="Hye-jin Baek"),
    case(
        "a long name to its end",
        "It lost [$4m|money], according to the Thorn Centre for Fiscal Studies.",
        speaker="Thorn Centre for Fiscal Studies",
    ),
    case(
        "a description to its beginning",
        "Nine came, or [40|count|boat] boats, according to law enforcement officials.",
        speaker="law enforcement officials",
    ),
    case("who denies", "Ada Oke denied that [40|count|boat] boats sank.", speaker="Ada Oke"),
)
def test_speaker_of_what_is_claimed(text: str, expected: Told, nlp: Language) -> None:
    assert told(text, expected, nlp) == expected
