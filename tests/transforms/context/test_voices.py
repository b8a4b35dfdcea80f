"""Who speaks: complete names of bodies, and what never speaks - places, disasters, weekdays, half a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.transforms.stories import only, related

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            "Prices rose [3%|percent], the Office for Harbour Affairs said on Friday.",
            "Office for Harbour Affairs",
            id="office with its field",
        ),
        pytest.param(
            "Some [40|count|bed] beds are empty, said the Department of Health.", "Department of Health", id="inverted"
        ),
        pytest.param(
            "Homes worth [$40 million|money], the Alliance for Clean Rivers claimed, are at risk.",
            "Alliance for Clean Rivers",
            id="inserted between commas",
        ),
        pytest.param(
            "Fire crews, said Chief Ada Oke, saved [40|count|home] homes.", "Ada Oke", id="inserted, inverted"
        ),
        pytest.param(
            "On Saturdays [40|count|person] people visit, the council said.", "council", id="no weekday speaks"
        ),
        pytest.param(
            '"We saved [40|count|home] homes," crews battling the Eastfield fire said.', None, id="no fire speaks"
        ),
        pytest.param('"We saved [40|count|home] homes," officials in Marlow said.', None, id="no place speaks"),
        pytest.param('"We saved [40|count|home] homes," Marlow police said.', "Marlow police", id="police of a place"),
        pytest.param('"We saved [40|count|home] homes," a Northgate spokesman said.', "Northgate", id="spokesman of"),
        pytest.param(
            "Data given to the town by the Harbour Board shows that [40|count|boat] boats sank.",
            "Harbour Board",
            id="data given by somebody",
        ),
        pytest.param(
            "The Harbour Board, which owns [40|count|boat] boats, said it would move.", None, id="aside is the outlet's"
        ),
        pytest.param(
            "Ada Oke said it was too early to say whether losses would pass [4%|percent].", "Ada Oke", id="idle it"
        ),
        pytest.param("Ada Oke said the two men sank [two|count|boat] boats.", "Ada Oke", id="a count that is told"),
        pytest.param("Ada Oke said the [two|count|man] men had met.", None, id="a pair that is only pointed to"),
        pytest.param(
            "About [40%|percent] of skippers said in a survey by Harbour Trust that they would pay more.",
            "Harbour Trust",
            id="in a survey by",
        ),
    ],
)
def test_speaker(text: str, speaker: str | None, nlp: Language) -> None:
    assert only(text, nlp).speaker == speaker


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param("It took Norway [six years|duration] to repay it.", "Norway", id="whom it takes time"),
        pytest.param("The strike cost the trust [$4 million|money].", "trust", id="whom it costs"),
        pytest.param(
            "Oke is calm, despite calls from Mr Lund to hike spending to [5%|percent].", None, id="calls of others"
        ),
        pytest.param(
            "Ada Oke, the former secretary of state, lost. The former secretary of state got [8|count|vote] votes.",
            "Ada Oke",
            id="office in apposition",
        ),
        pytest.param("Support for the Greens rose to [12%|percent].", "Greens", id="an opener is no part of a name"),
        pytest.param("The yard's goal is to build [40|count|boat] boats.", "yard", id="an aim is its owner's"),
        pytest.param("A spokesman denied [90|count|job] jobs would go.", None, id="who denies has nothing"),
        pytest.param("Nordbank PLC predicted growth of [2%|percent].", None, id="no bank has growth of its own"),
    ],
)
def test_subject(text: str, subject: str | None, nlp: Language) -> None:
    assert only(text, nlp).subject == subject


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        pytest.param("She spoke of her [eight years|duration] as mayor.", "mayor", id="years as"),
        pytest.param("They spend [5 hours|duration|hour] a day mending nets.", "mending nets", id="hours spent doing"),
        pytest.param(
            "The two towns have moved nearer in the past [six years|duration].", "moved nearer", id="comparative"
        ),
        pytest.param("The inflation measure rose to [4%|percent].", "inflation", id="what a measure measures"),
        pytest.param("The union took a [2%|percent] pay rise.", "pay rise", id="named rise"),
        pytest.param("It raised its forecast for revenue to [$8 billion|money].", "revenue", id="what is foreseen"),
        pytest.param(
            "The study drew on [900|count|person] people interviewed in May.", "people interviewed", id="done to people"
        ),
        pytest.param("The lender ruled out any rise beyond [2%|percent].", "rise", id="a rise of nothing named"),
        pytest.param("The firm won orders worth [$412m|money].", "orders", id="thing worth so much"),
        pytest.param("The bank cut its growth forecast to [2%|percent].", "growth", id="forecast of its compound"),
        pytest.param("The firm posted a net profit of [$412m|money] on Friday.", "net profit", id="scaled sum"),
    ],
)
def test_measure(text: str, measure: str, nlp: Language) -> None:
    assert only(text, nlp).measure == measure


def test_time_of_speaking_is_not_when_the_figure_held(nlp: Language) -> None:
    assert only("The grant fell to [$64 million|money], Ada Oke said on Tuesday.", nlp).period is None


def test_body_beside_a_measure_named_before_owns_the_figure(nlp: Language) -> None:
    text = "Support for the Reds fell to [31%|percent] since May, while the Harbour League was up [2%|percent]."
    assert [(f.measure, f.subject) for f in related(text, nlp)] == [("Support", "Reds"), ("Support", "Harbour League")]
