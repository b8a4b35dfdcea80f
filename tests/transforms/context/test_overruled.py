"""Statuses that a clause above the figure, or a condition beside it, takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.transforms.stories import only, related

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.parametrize(
    ("text", "status", "rule"),
    [
        pytest.param(
            "Oke refused to say whether she would keep the pledge to lift wages to [3%|percent].",
            "hypothetical",
            "whether",
            id="promise nobody would confirm",
        ),
        pytest.param(
            "Oke declined to say if the board would stick to its goal of cutting fares to [3%|percent].",
            "hypothetical",
            "whether",
            id="open question with if",
        ),
        pytest.param(
            "It is unclear whether the yard will keep its [90|count|welder] welders.",
            "hypothetical",
            "whether",
            id="unclear whether",
        ),
        pytest.param("Oke asked whether the [3%|percent] goal is enough.", "target", "target_noun", id="known goal"),
        pytest.param("The board denied that [90|count|job] jobs would go.", "denied", "deny_verb", id="denied future"),
        pytest.param("The yard denied plans to cut [90|count|job] jobs.", "denied", "deny_verb", id="denied plans"),
        pytest.param(
            "The army rejected claims that [90|count|person] people had died.",
            "denied",
            "reject_verb",
            id="rejected claims",
        ),
        pytest.param(
            "The board rejected calls to raise the levy to [3%|percent].",
            "proposed",
            "call_noun",
            id="a call stays one",
        ),
        pytest.param(
            "Forty clubs rejected it, but [90|count|club] clubs agreed.", "reported", "plain", id="other clause"
        ),
        pytest.param("Norway refused to buy [90|count|boat] boats.", "denied", "refuse_to", id="refused to do"),
        pytest.param(
            "Oke refused to rule out a rise of [3%|percent].", "forecast", "not_ruled_out", id="not ruled out"
        ),
        pytest.param("It is not true that [90|count|job] jobs will go.", "denied", "untrue", id="not true"),
        pytest.param("It was untrue that [90|count|boat] boats had sunk.", "denied", "untrue", id="untrue"),
        pytest.param("The yard has no plans to cut [90|count|job] jobs.", "denied", "negated", id="no plans"),
        pytest.param("The council will not spend [$40 million|money].", "denied", "negated", id="will not do"),
        pytest.param(
            "If the loan fails, up to [90|count|boat] boats could be sold.",
            "hypothetical",
            "conditional_clause",
            id="main clause of a condition",
        ),
        pytest.param(
            "Unless it rains, [90|count|farm] farms would close.", "hypothetical", "conditional_clause", id="unless"
        ),
        pytest.param("The yard's goal is [90|count|boat] boats.", "target", "target_noun", id="the goal is"),
        pytest.param("The plan is to build [90|count|boat] boats.", "target", "plan_noun", id="the plan is to"),
        pytest.param("The yard is on course to lose [$40 million|money].", "forecast", "on_course", id="on course to"),
        pytest.param("Council to cut [90|count|job] jobs in May", "target", "own_will", id="headline to come"),
        pytest.param(
            "The firm said it would cut [90|count|job] jobs.", "target", "own_will", id="says what it will do"
        ),
        pytest.param(
            "Norway missed the target for [30 years|duration].", "reported", "plain", id="time is no part of the target"
        ),
        pytest.param(
            "Some [40%|percent] of firms expect a loss.", "reported", "plain", id="those who expect are there already"
        ),
    ],
)
def test_clause_above_decides(text: str, status: str, rule: str, nlp: Language) -> None:
    figure = only(text, nlp)
    assert (figure.status, dict(figure.context_rules)["status"]) == (status, f"status.{rule}")


def test_who_refuses_to_say_speaks_but_sets_no_target(nlp: Language) -> None:
    figure = only("Ada Oke refused to say whether she would keep the pledge to lift wages to [3%|percent].", nlp)
    assert (figure.speaker, figure.status) == ("Ada Oke", "hypothetical")


def test_each_coordinated_clause_has_its_own_measure_and_status(nlp: Language) -> None:
    text = (
        "The lender expects inflation to reach the [2%|percent] goal in the autumn"
        " and unemployment to peak at [6%|percent] in March."
    )
    first, second = related(text, nlp)
    assert [(f.measure, f.measure_id, f.status) for f in (first, second)] == [
        ("inflation", "inflation", "target"),
        ("unemployment", "unemployment", "forecast"),
    ]


def test_denial_in_the_next_main_clause_takes_nothing_back(nlp: Language) -> None:
    text = "Oke demanded that the firm buy [$40 million|money] of ore; the board rejected the demand."
    assert only(text, nlp).status == "proposed"


def test_pledge_that_was_missed_is_a_target_beside_what_was_done(nlp: Language) -> None:
    text = "The town built [410|count|home] homes, well short of its pledge of [650|count|home]."
    assert [f.status for f in related(text, nlp)] == ["reported", "target"]
