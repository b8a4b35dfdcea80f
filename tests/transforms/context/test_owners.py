"""Whose a figure is where the owner is a pronoun, stands in another clause or sentence, or only seems to own it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.transforms.stories import Told, case, related, table, told

if TYPE_CHECKING:
    from spacy.language import Language


@table(
    case("who does it so often", "Ada Oke climbs the tower [four|count|time] times a year.", subject="Ada Oke"),
    case("there is no owner in it", "There should be [40|count|chair] chairs in it, Ada Oke said.", subject=None),
    case(
        "who only says so", 'Ada Oke came. "There is [$4m|money] of debt for the harbour," Ada Oke said.', subject=None
    ),
    case("who is worth it, not whose they are", "Seven of Oke's boats are worth [$4m|money].", subject="Oke's boats"),
    case(
        "his foundation by its name",
        "The Lund Foundation met. Ada Oke said his foundation gave a [$4m|money] grant.",
        subject="Lund Foundation",
    ),
    case("a typed dash", "The mayor Ada Oke -who weighs [60 kilograms|measure|kilogram] - came.", subject="Ada Oke"),
    case(
        "themselves", "Danes could find themselves outnumbered within the next [ten years|duration].", subject="Danes"
    ),
    case(
        "he is he all through the sentence",
        "Despite Mr Oke's fall he rows and, as Mr Lund hinted, he eats [twice|ratio|x] as much fish as Mr Ray.",
        subject="Oke",
    ),
    case(
        "they of the clause in front",
        "When the Harbour Board picks a pilot, they train him for [three years|duration].",
        subject="Harbour Board",
    ),
    case("the average one", "The average Dane eats [4 kilograms|measure|kilogram] of it.", subject="average Dane"),
    case(
        "a quarter of it",
        "The wettest week in [40 years|duration] in northern Norway ended.",
        subject="northern Norway",
    ),
    case("the city of", "The slide left the city of Bergen [six days|duration] of water.", subject="Bergen"),
    case(
        "who can forecast",
        "The Riksbank met. The bank expects the economy to grow, having cut its forecast by [1|percentage_point].",
        subject="Riksbank",
    ),
    case(
        "of them, whose they are",
        "The trust checked [40|count|claim] of Oke's claims and rated [76%|percent] of them as wrong.",
        subject="Oke",
    ),
    case(
        "who is likely to",
        "Traders say there is a [90%|percent] chance the Harbour Board will close it.",
        subject="Harbour Board",
    ),
    case("who meets", "The Harbour Board agreed the cut at a [two-day|duration|day] meeting.", subject="Harbour Board"),
    case(
        "it after an owner that opens",
        "NATO's guideline is old.\n[23|count|member] of its members met it.",
        subject="NATO",
    ),
    case("what somewhere is home to", "Bergen is home to about [40|count|club] clubs.", subject="Bergen"),
    case(
        "he may be a bare name",
        "At home Oke keeps a blog, where he has [80 million|count|follower] followers.",
        subject="Oke",
    ),
    case("they are not a thing", "If growth turns down they would need to add [40|count|user] users.", subject=None),
    case(
        "estimated is nobody",
        "An estimated [5 million|count|child] children under the age of [five|duration] died.",
        subject="children",
    ),
    case("whom a grant is meant for", "The board announced relief of [$4m|money] for farmers.", subject="farmers"),
    case("a country that gives", "Norway gave aid of [$4m|money] to Sweden.", subject="Norway"),
    case(
        "for whom it is worth", "For a household by the sea, the cut is worth [$40|money] a month.", subject="household"
    ),
    case(
        "what it is, and it",
        "[Nine|count|member] members of the opposition Harbour League left.",
        subject="Harbour League",
    ),
    case(
        "where it was",
        "They waited on Harbour Square, where it had dropped to [4 degrees|measure|degree].",
        subject="Harbour Square",
    ),
    case("a label to its end", "Votes for:\nLund and others: [40|count|vote]", subject="Lund and others"),
    case("who denies a count", "The trust denied that [40|count|person] had been buried.", subject=None),
    case("whose share fell", "The share of cod fell to [27%|percent].", subject="cod"),
    case("the group a share is of", "[Two in three|ratio] skippers left the port.", subject="skippers"),
    case("who runs them", "The list leaves out [12|count|market] markets run by councils.", subject="councils"),
    case("her country", "Norway's envoy, Ada Oke, said her country would spend [4%|percent].", subject="Norway"),
    case(
        "we of a body", "“We extended it by [two days|duration|day],” the Harbour Board said.", subject="Harbour Board"
    ),
    case(
        "whoever is up right before",
        "The fallers were Lund Group, down [4%|percent], and Oslo Air, down [2%|percent].",
        subject="Oslo Air",
    ),
    case(
        "the level of who is down",
        "The fallers were Lund Group, down [6p|money] at [9p|money], and Oslo Air, down [2p|money] at [4p|money].",
        subject="Oslo Air",
    ),
    case("not whom sales go to", "Sales to Oslo Air were up [4%|percent].", subject=None),
    case("who is left with so much", "The slide left Bergen with water for [six days|duration|day].", subject="Bergen"),
    case("who owes", "Norway owes the Lund Bank [$4m|money].", subject="Norway"),
    case(
        "a thing that bears the number", "The tag said [306|count|card], so there should be 306 cards.", subject="tag"
    ),
    case("we of a person", "“We extended it by [two days|duration|day],” Mr Oke said.", subject=None),
)
def test_subject(text: str, expected: Told, nlp: Language) -> None:
    assert told(text, expected, nlp) == expected


def test_things_that_the_story_counts_in_one_country_are_its_own_throughout(nlp: Language) -> None:
    figures = related(
        "Norway will limit new mines in Norway to [24|count|mine].\nIt ends plans for [40|count|mine] super mines.\n"
        "Some [60|count|person] people were held.",
        nlp,
    )
    assert [f.subject for f in figures] == ["Norway", "Norway", None]


def test_things_that_stand_in_another_place_are_not_the_country_s(nlp: Language) -> None:
    figures = related(
        "House prices in the UK rose [4%|percent] to a record.\nIn Paris, house prices fell [2%|percent].\n"
        "House prices will fall [1%|percent].",
        nlp,
    )
    assert [f.subject for f in figures] == ["UK", "Paris", "UK"]


def test_things_of_two_countries_are_not_given_to_either(nlp: Language) -> None:
    figures = related(
        "Norway has [24|count|mine] mines. Sweden has [20|count|mine] mines.\nPlans for [40|count|mine] mines ended.",
        nlp,
    )
    assert figures[-1].subject is None


@table(
    case(
        "chance", "Traders put the chance of a strike this summer at about [60%|percent].", measure="chance of a strike"
    ),
    case("rated as", "The trust checked 40 claims and rated [76%|percent] of them as wrong.", measure="rated as wrong"),
    case("what is pushed", "The strike pushed ferry fares [4%|percent] higher.", measure="ferry fares"),
    case("what is sent", "The strike sent the index [4%|percent] lower.", measure="index"),
    case("whose dollars they are", "The levy was up [$4|money] US.", measure="levy"),
    case(
        "not the exchange alone",
        "The fund paid [$20,000|money] in exchange for a share.",
        measure="paid in exchange for a share",
    ),
    case("what there is time for", "The board has [ten days|duration|day] to resign.", measure="resign"),
    case(
        "what came so long before", "The visit came [two days|duration|day] before the skippers meet.", measure="visit"
    ),
    case("what a share of people are", "[Two in three|ratio] skippers are in debt.", measure="in debt"),
    case("a noun that comes later", "The tag said [306|count|card], so there should be 306 cards.", measure="cards"),
    case("they are no measure", "They were up [4%|percent].", measure=None),
    case("no time is a measure", "He will be [35|duration] by the end of the year.", measure=None),
    case(
        "another figure's unit is no part of it",
        "A [5 per cent|percent] levy of [$4|money] was agreed.",
        measure="levy",
    ),
)
def test_measure(text: str, expected: Told, nlp: Language) -> None:
    assert told(text, expected, nlp) == expected
