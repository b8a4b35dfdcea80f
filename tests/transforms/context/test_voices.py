"""Who speaks: complete names of bodies, and what never speaks - places, disasters, weekdays, half a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.transforms.stories import Told, case, only, related, table, told

if TYPE_CHECKING:
    from spacy.language import Language


@table(
    case(
        "office with its field",
        "Prices rose [3%|percent], the Office for Harbour Affairs said on Friday.",
        speaker="Office for Harbour Affairs",
    ),
    case(
        "inverted", "Some [40|count|bed] beds are empty, said the Department of Health.", speaker="Department of Health"
    ),
    case(
        "inserted between commas",
        "Homes worth [$40 million|money], the Alliance for Clean Rivers claimed, are at risk.",
        speaker="Alliance for Clean Rivers",
    ),
    case("inserted, inverted", "Fire crews, said Chief Ada Oke, saved [40|count|home] homes.", speaker="Ada Oke"),
    case("no weekday speaks", "On Saturdays [40|count|person] people visit, the council said.", speaker="council"),
    case("no fire speaks", '"We saved [40|count|home] homes," crews battling the Eastfield fire said.', speaker=None),
    case("no place speaks", '"We saved [40|count|home] homes," officials in Marlow said.', speaker=None),
    case("police without a place", "Police said [40|count|home] homes were empty.", speaker="police"),
    case("the police, inverted", "[40|count|home] homes were empty, said the police.", speaker="police"),
    case("police of a place", '"We saved [40|count|home] homes," Marlow police said.', speaker="Marlow police"),
    case("spokesman of", '"We saved [40|count|home] homes," a Northgate spokesman said.', speaker="Northgate"),
    case(
        "data given by somebody",
        "Data given to the town by the Harbour Board shows that [40|count|boat] boats sank.",
        speaker="Harbour Board",
    ),
    case(
        "aside is the outlet's",
        "The Harbour Board, which owns [40|count|boat] boats, said it would move.",
        speaker=None,
    ),
    case(
        "whom figures are available from",
        "Oslo spent [$4m|money] in May, for which figures are available from the Harbour Board.",
        speaker="Harbour Board",
    ),
    case("idle it", "Ada Oke said it was too early to say whether losses would pass [4%|percent].", speaker="Ada Oke"),
    case("a count that is told", "Ada Oke said the two men sank [two|count|boat] boats.", speaker="Ada Oke"),
    case("a pair that is only pointed to", "Ada Oke said the [two|count|man] men had met.", speaker=None),
    case(
        "in a survey by",
        "About [40%|percent] of skippers said in a survey by Harbour Trust that they would pay more.",
        speaker="Harbour Trust",
    ),
)
def test_speaker(text: str, expected: Told, nlp: Language) -> None:
    assert told(text, expected, nlp) == expected


@table(
    case("whom it takes time", "It took Norway [six years|duration] to repay it.", subject="Norway"),
    case("whom it costs", "The strike cost the trust [$4 million|money].", subject="trust"),
    case("calls of others", "Oke is calm, despite calls from Mr Lund to hike spending to [5%|percent].", subject=None),
    case(
        "office in apposition",
        "Ada Oke, the former secretary of state, lost. The former secretary of state got [8|count|vote] votes.",
        subject="Ada Oke",
    ),
    case("an opener is no part of a name", "Support for the Greens rose to [12%|percent].", subject="Greens"),
    case("an aim is its owner's", "The yard's goal is to build [40|count|boat] boats.", subject="yard"),
    case("who denies has nothing", "A spokesman denied [90|count|job] jobs would go.", subject=None),
    case("no bank has growth of its own", "Nordbank PLC predicted growth of [2%|percent].", subject=None),
)
def test_subject(text: str, expected: Told, nlp: Language) -> None:
    assert told(text, expected, nlp) == expected


@table(
    case("years as", "She spoke of her [eight years|duration] as mayor.", measure="mayor"),
    case("hours spent doing", "They spend [5 hours|duration|hour] a day mending nets.", measure="mending nets"),
    case("comparative", "The two towns have moved nearer in the past [six years|duration].", measure="moved nearer"),
    case("what a measure measures", "The inflation measure rose to [4%|percent].", measure="inflation"),
    case("named rise", "The union took a [2%|percent] pay rise.", measure="pay rise"),
    case("what is foreseen", "It raised its forecast for revenue to [$8 billion|money].", measure="revenue"),
    case(
        "done to people",
        "The study drew on [900|count|person] people interviewed in May.",
        measure="people interviewed",
    ),
    case("a rise of nothing named", "The lender ruled out any rise beyond [2%|percent].", measure="rise"),
    case("thing worth so much", "The firm won orders worth [$412m|money].", measure="orders"),
    case("forecast of its compound", "The bank cut its growth forecast to [2%|percent].", measure="growth"),
    case("scaled sum", "The firm posted a net profit of [$412m|money] on Friday.", measure="net profit"),
)
def test_measure(text: str, expected: Told, nlp: Language) -> None:
    assert told(text, expected, nlp) == expected


def test_time_of_speaking_is_not_when_the_figure_held(nlp: Language) -> None:
    assert only("The grant fell to [$64 million|money], Ada Oke said on Tuesday.", nlp).period is None


def test_body_beside_a_measure_named_before_owns_the_figure(nlp: Language) -> None:
    text = "Support for the Reds fell to [31%|percent] since May, while the Harbour League was up [2%|percent]."
    assert [(f.measure, f.subject) for f in related(text, nlp)] == [("Support", "Reds"), ("Support", "Harbour League")]
