"""Whose a figure is where the owner is a pronoun, stands in another clause or sentence, or only seems to own it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.transforms.stories import related

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param("Ada Oke climbs the tower [four|count|time] times a year.", "Ada Oke", id="who does it so often"),
        pytest.param(
            "There should be [40|count|chair] chairs in it, Ada Oke said.", None, id="there is no owner in it"
        ),
        pytest.param(
            'Ada Oke came. "There is [$4m|money] of debt for the harbour," Ada Oke said.', None, id="who only says so"
        ),
        pytest.param(
            "Seven of Oke's boats are worth [$4m|money].",
            "Oke's boats",
            id="who is worth it, not whose they are",
        ),
        pytest.param(
            "The Lund Foundation met. Ada Oke said his foundation gave a [$4m|money] grant.",
            "Lund Foundation",
            id="his foundation by its name",
        ),
        pytest.param(
            "The mayor Ada Oke -who weighs [60 kilograms|measure|kilogram] - came.", "Ada Oke", id="a typed dash"
        ),
        pytest.param(
            "Danes could find themselves outnumbered within the next [ten years|duration].", "Danes", id="themselves"
        ),
        pytest.param(
            "Despite Mr Oke's fall he rows and, as Mr Lund hinted, he eats [twice|ratio|x] as much fish as Mr Ray.",
            "Oke",
            id="he is he all through the sentence",
        ),
        pytest.param(
            "When the Harbour Board picks a pilot, they train him for [three years|duration].",
            "Harbour Board",
            id="they of the clause in front",
        ),
        pytest.param(
            "The average Dane eats [4 kilograms|measure|kilogram] of it.", "average Dane", id="the average one"
        ),
        pytest.param(
            "The wettest week in [40 years|duration] in northern Norway ended.", "northern Norway", id="a quarter of it"
        ),
        pytest.param("The slide left the city of Bergen [six days|duration] of water.", "Bergen", id="the city of"),
        pytest.param(
            "The Riksbank met. The bank expects the economy to grow, having cut its forecast by [1|percentage_point].",
            "Riksbank",
            id="who can forecast",
        ),
        pytest.param(
            "The trust checked [40|count|claim] of Oke's claims and rated [76%|percent] of them as wrong.",
            "Oke",
            id="of them, whose they are",
        ),
        pytest.param(
            "Traders say there is a [90%|percent] chance the Harbour Board will close it.",
            "Harbour Board",
            id="who is likely to",
        ),
        pytest.param(
            "The Harbour Board agreed the cut at a [two-day|duration|day] meeting.", "Harbour Board", id="who meets"
        ),
        pytest.param(
            "NATO's guideline is old.\n[23|count|member] of its members met it.",
            "NATO",
            id="it after an owner that opens",
        ),
        pytest.param("Bergen is home to about [40|count|club] clubs.", "Bergen", id="what somewhere is home to"),
        pytest.param(
            "At home Oke keeps a blog, where he has [80 million|count|follower] followers.",
            "Oke",
            id="he may be a bare name",
        ),
        pytest.param(
            "If growth turns down they would need to add [40|count|user] users.", None, id="they are not a thing"
        ),
        pytest.param(
            "An estimated [5 million|count|child] children under the age of [five|duration] died.",
            "children",
            id="estimated is nobody",
        ),
        pytest.param(
            "The board announced relief of [$4m|money] for farmers.", "farmers", id="whom a grant is meant for"
        ),
        pytest.param("Norway gave aid of [$4m|money] to Sweden.", "Norway", id="a country that gives"),
        pytest.param(
            "For a household by the sea, the cut is worth [$40|money] a month.", "household", id="for whom it is worth"
        ),
        pytest.param(
            "[Nine|count|member] members of the opposition Harbour League left.",
            "Harbour League",
            id="what it is, and it",
        ),
        pytest.param(
            "They waited on Harbour Square, where it had dropped to [4 degrees|measure|degree].",
            "Harbour Square",
            id="where it was",
        ),
        pytest.param("Votes for:\nLund and others: [40|count|vote]", "Lund and others", id="a label to its end"),
        pytest.param("The trust denied that [40|count|person] had been buried.", None, id="who denies a count"),
        pytest.param("The share of cod fell to [27%|percent].", "cod", id="whose share fell"),
        pytest.param("[Two in three|ratio] skippers left the port.", "skippers", id="the group a share is of"),
        pytest.param("The list leaves out [12|count|market] markets run by councils.", "councils", id="who runs them"),
        pytest.param("Norway's envoy, Ada Oke, said her country would spend [4%|percent].", "Norway", id="her country"),
        pytest.param(
            "“We extended it by [two days|duration|day],” the Harbour Board said.", "Harbour Board", id="we of a body"
        ),
        pytest.param("“We extended it by [two days|duration|day],” Mr Oke said.", None, id="we of a person"),
    ],
)
def test_subject(text: str, subject: str | None, nlp: Language) -> None:
    assert related(text, nlp)[-1].subject == subject


def test_things_that_the_story_counts_in_one_country_are_its_own_throughout(nlp: Language) -> None:
    figures = related(
        "Norway will limit new mines in Norway to [24|count|mine].\nIt ends plans for [40|count|mine] super mines.\n"
        "Some [60|count|person] people were held.",
        nlp,
    )
    assert [f.subject for f in figures] == ["Norway", "Norway", None]


def test_things_of_two_countries_are_not_given_to_either(nlp: Language) -> None:
    figures = related(
        "Norway has [24|count|mine] mines. Sweden has [20|count|mine] mines.\nPlans for [40|count|mine] mines ended.",
        nlp,
    )
    assert figures[-1].subject is None


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        pytest.param(
            "Traders put the chance of a strike this summer at about [60%|percent].", "chance of a strike", id="chance"
        ),
        pytest.param(
            "The trust checked 40 claims and rated [76%|percent] of them as wrong.", "rated as wrong", id="rated as"
        ),
        pytest.param("The strike pushed ferry fares [4%|percent] higher.", "ferry fares", id="what is pushed"),
        pytest.param("The strike sent the index [4%|percent] lower.", "index", id="what is sent"),
        pytest.param("The levy was up [$4|money] US.", "levy", id="whose dollars they are"),
        pytest.param(
            "The fund paid [$20,000|money] in exchange for a share.",
            "paid in exchange for a share",
            id="not the exchange alone",
        ),
        pytest.param("The board has [ten days|duration|day] to resign.", "resign", id="what there is time for"),
        pytest.param(
            "The visit came [two days|duration|day] before the skippers meet.", "visit", id="what came so long before"
        ),
        pytest.param("[Two in three|ratio] skippers are in debt.", "in debt", id="what a share of people are"),
        pytest.param("They were up [4%|percent].", None, id="they are no measure"),
        pytest.param("He will be [35|duration] by the end of the year.", None, id="no time is a measure"),
        pytest.param(
            "A [5 per cent|percent] levy of [$4|money] was agreed.", "levy", id="another figure's unit is no part of it"
        ),
    ],
)
def test_measure(text: str, measure: str | None, nlp: Language) -> None:
    assert related(text, nlp)[-1].measure == measure
