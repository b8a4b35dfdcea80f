"""Rules of context that news needs often, each by a sentence or two that only it reads right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.transforms.stories import only, related

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.parametrize(
    ("text", "measure", "subject"),
    [
        pytest.param("At least 14 people were killed.", "killed", None, id="fate after people"),
        pytest.param("A landslide killed 14 people in Norway.", "killed", "Norway", id="fate before people"),
        pytest.param("The crew raised the gate 14 times.", "raised the gate", "crew", id="occasions"),
        pytest.param("The ferry carried 14 goats.", "goats", "ferry", id="things own what they do"),
        pytest.param("The mast is 14 metres tall.", "tall", "mast", id="dimension of a subject"),
        pytest.param("Divers found a hole 14 metres wide.", "wide", "hole", id="dimension beside its noun"),
        pytest.param("The keeper sang for 14 hours.", "sang", "keeper", id="time of doing"),
        pytest.param("The concert lasted 14 hours.", "concert", None, id="time something lasts"),
        pytest.param("It took Norway 14 years to repay the loan.", "repay the loan", "Norway", id="time a deed takes"),
        pytest.param(
            "Norway's jobless rate fell to its lowest level in 14 years.", "jobless rate", "Norway", id="superlative"
        ),
        pytest.param("Oke has urged members to raise spending to 14%.", "spending", "members", id="moved object"),
        pytest.param("Calls to raise military spending to 14% went unheard.", "military spending", None, id="aimed at"),
        pytest.param("Hopes of cutting ferry fares to 14% faded.", "ferry fares", None, id="lifted or cut before it"),
        pytest.param("Rates were cut to 14% by the lender.", "Rates", "lender", id="moved in the passive"),
        pytest.param("Profit up 14% at last", "Profit", None, id="headline"),
        pytest.param("Solar farms supplied 14% of the power.", "power", "Solar farms", id="a part supplied"),
        pytest.param("The firm lost $14 million in May.", "lost", "firm", id="a loss is lost"),
        pytest.param("Ada Oke, 14, a sailor, came home.", None, "Ada Oke", id="age in apposition"),
    ],
)
def test_measure_and_owner(text: str, measure: str | None, subject: str | None, nlp: Language) -> None:
    figure = only(_marked(text), nlp)
    assert (figure.measure, figure.subject) == (measure, subject)


def _marked(text: str) -> str:
    kinds = (
        ("$14 million", "money", ""),
        ("14%", "percent", ""),
        ("14 hours", "duration", ""),
        ("14 years", "duration", ""),
        ("14 metres", "measure", "|metre"),
        ("14,", "duration", ""),
        ("14 times", "count", "|time"),
        ("14 people", "count", "|person"),
        ("14 goats", "count", "|goat"),
    )
    for surface, kind, unit in kinds:
        if surface in text:
            span = surface if kind in {"money", "percent", "measure"} else surface.rstrip(",")
            span = span.split(" ")[0] if kind == "count" else span
            return text.replace(span, f"[{span}|{kind}{unit}]", 1)
    raise AssertionError(text)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        pytest.param("Prices rose [4%|percent] in the year to April.", "in the year to April", id="run to a month"),
        pytest.param("Prices rose [4%|percent] between 2022 and 2023.", "between 2022 and 2023", id="between years"),
        pytest.param("Prices have risen [4%|percent] since the autumn.", "since the autumn", id="season"),
        pytest.param("There were [90|count|boat] boats a decade ago.", "a decade ago", id="ago"),
        pytest.param("The bank will lend [$4 million|money] over four years.", "over four years", id="span"),
        pytest.param("Fares rose [4%|percent] last winter.", "last winter", id="last season"),
        pytest.param("They want [4%|percent] by March 2027.", "by March 2027", id="by a month"),
        pytest.param("The mast, raised in 1942, is [40 metres|measure|metre] tall.", None, id="time of another clause"),
        pytest.param("Oke, who left last month, has [40|count|boat] boats.", None, id="time of a relative clause"),
    ],
)
def test_period_is_the_time_of_the_figures_own_clause(text: str, period: str | None, nlp: Language) -> None:
    assert only(text, nlp).period == period


def test_what_doubles_is_what_the_verb_is_said_of(nlp: Language) -> None:
    figures = related("Landings [tripled|ratio|x] last year, while costs [doubled|ratio|x].", nlp)
    assert [(f.measure, f.period) for f in figures] == [("Landings", "last year"), ("costs", None)]


@pytest.mark.parametrize(
    ("text", "currency", "base"),
    [
        ("The pound rose to [$1.9312|money|USD] against the US dollar.", "pound", "pound"),
        ("The greenback fell to [$1.3412|money|USD] against the euro.", "dollar", "euro"),
        ("The dollar fell to [102.45 yen|money|JPY].", "dollar", "dollar"),
        ("The krona slid. It was at [9.12 euros|money|EUR] by noon.", "krona", "krona"),
    ],
)
def test_price_of_a_currency_is_its_rate(text: str, currency: str, base: str, nlp: Language) -> None:
    figure = only(text, nlp)
    assert (figure.measure, figure.subject, figure.base) == (currency, currency, base)


@pytest.mark.parametrize(
    "text",
    ["Fuel rose to [$1.35|money] a litre as the pound fell.", "As the pound fell, its shares rose to [$1.35|money]."],
)
def test_price_beside_a_currency_is_no_rate(text: str, nlp: Language) -> None:
    assert only(text, nlp).measure != "pound"


def test_heading_of_a_list_names_what_it_totals(nlp: Language) -> None:
    figures = related("Crate totals:\nAyr: [40|count|crate]\nTroon: [50|count|crate]", nlp)
    assert [(f.measure, f.subject) for f in figures] == [("Crate", "Ayr"), ("Crate", "Troon")]


def test_the_current_level_is_no_time_of_the_target_beside_it(nlp: Language) -> None:
    target, level = related("Norway will spend [4%|percent] of GDP on roads, up from the current [3%|percent].", nlp)
    assert (target.period, level.period) == (None, "current")


def test_where_a_fall_starts_has_not_the_time_of_its_end(nlp: Language) -> None:
    first, second = related("The rate has gone from [8%|percent] to [9%|percent] since the spring.", nlp)
    assert (first.period, second.period) == (None, "since the spring")


@pytest.mark.parametrize(
    ("text", "base"),
    [
        pytest.param("The fluid costs [$9|money] a litre.", "a litre", id="per unit"),
        pytest.param("He left [$9|money] a year ago.", None, id="ago is no base"),
        pytest.param("The krona fell to [$11|money] to the euro.", "euro", id="exchange rate"),
        pytest.param("Nearly [one in five|ratio] loans is late.", "loans", id="one in so many things"),
        pytest.param("Among voters under 40, only [one in five|ratio] agreed.", "voters under 40", id="fronted among"),
        pytest.param("The crew asked for [three times|ratio|x] that sum.", "that sum", id="multiple of a sum"),
    ],
)
def test_base(text: str, base: str | None, nlp: Language) -> None:
    assert only(text, nlp).base == base


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("The government will raise spending by [$4 million|money].", "target", id="own commitment"),
        pytest.param("It will take [four years|duration], Oke said.", "forecast", id="what takes time is no promise"),
        pytest.param("Going ahead would cost [$4 million|money].", "hypothetical", id="deed not decided on"),
        pytest.param(
            "Oke is asking [900|count|soldier] soldiers to leave.", "reported", id="whoever is asked is there"
        ),
        pytest.param("Oke asked for the papers of [11|count|skipper] skippers.", "reported", id="counted inside of"),
        pytest.param("He denied a report that [200|count|boat] boats had sunk.", "denied", id="denied report"),
        pytest.param("Oke ruled out a rise beyond [4%|percent].", "denied", id="ruled out"),
        pytest.param("Not [2%|percent].", "denied", id="not this"),
        pytest.param("The lift can carry [nine|count|guest] guests.", "reported", id="can is an ability"),
        pytest.param("Norway hopes to lift spending to [4%|percent].", "target", id="hope to do"),
    ],
)
def test_status(text: str, status: str, nlp: Language) -> None:
    assert only(text, nlp).status == status


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            'Its chief nurse, Ada Oke, says it is full. "I could hire [40|count|nurse] nurses."',
            "Ada Oke",
            id="a quote after a reported sentence",
        ),
        pytest.param(
            '"We lost [40|count|boat] boats," said its skipper, Ada Oke.', "Ada Oke", id="named in apposition"
        ),
        pytest.param("The town lost [40|count|boat] boats, the fire service said.", "fire service", id="unnamed body"),
        pytest.param(
            "A spokeswoman for the Harbour Board said [40|count|boat] boats sank.", "Harbour Board", id="spoken for"
        ),
        pytest.param(
            "Norway's Nordbank met on Monday. The bank said rates rose [4%|percent].", "Nordbank", id="body by its kind"
        ),
        pytest.param("OSLO (Sea Agency) - The town lost [40|count|boat] boats.", None, id="dateline"),
        pytest.param(
            "The Harbour Board has sent a list of demands:\n1. Buy [40|count|boat] boats for the town.",
            "Harbour Board",
            id="list of demands",
        ),
    ],
)
def test_speaker(text: str, speaker: str | None, nlp: Language) -> None:
    assert only(text, nlp).speaker == speaker


def test_item_of_a_list_of_demands_is_proposed(nlp: Language) -> None:
    text = "The Harbour Board has sent a list of demands:\n1. Buy [40|count|boat] boats for the town."
    assert only(text, nlp).status == "proposed"


def test_elliptical_pair_gives_each_figure_its_own_phrase(nlp: Language) -> None:
    text = "Casualties came to [370|count|casualty] among Danes and [600|count|casualty] among Swedes."
    assert [f.subject for f in related(text, nlp)] == ["Danes", "Swedes"]


def test_sum_in_another_currency_has_the_same_context(nlp: Language) -> None:
    first, second = related("Norway gave [$9m|money] ([$1m|money]) in aid in 2004.", nlp)
    assert (first.measure, first.subject, first.period) == (second.measure, second.subject, second.period)


def test_company_of_the_story_owns_its_sales(nlp: Language) -> None:
    text = "Norwind Group has had a good year.\nNorwind Group makes masts.\nSales rose [4%|percent]."
    assert only(text, nlp).subject == "Norwind Group"


def test_it_points_to_the_main_subject_of_the_sentence_before(nlp: Language) -> None:
    text = "The old lamp burned [90|count|candle] candles. It weighs [40 kilograms|measure|kilogram]."
    assert related(text, nlp)[1].subject == "old lamp"


def test_same_figure_without_an_owner_has_that_of_the_other_by_the_name_the_story_prefers(nlp: Language) -> None:
    text = (
        "The UK and Norway met. The UK signed. Norway signed.\nBritain spends [2.5%|percent] of GDP on defence.\n"
        "Is the [2.5%|percent] commitment to defence enough?"
    )
    assert [f.subject for f in related(text, nlp)] == ["Britain", "UK"]


def test_share_of_a_group_that_goes_on_keeps_the_group(nlp: Language) -> None:
    text = "Of those asked, [40%|percent] of skippers said they had lost nets, while [28%|percent] said they had not."
    assert [f.base for f in related(text, nlp)] == ["skippers", "skippers"]
