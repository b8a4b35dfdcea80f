"""Context of figures: each rule by the smallest story that needs it, as whole answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.transforms.stories import only, relate, related, story

if TYPE_CHECKING:
    from spacy.language import Language

    from transforms.records import Figure


def context(figure: Figure) -> tuple[str | None, ...]:
    return (figure.measure, figure.subject, figure.base, figure.period, figure.speaker, figure.status)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Norway spends [2.1%|percent] of GDP on defence.",
            ("defence", "Norway", "GDP", None, None, "reported"),
            id="spent on something, as a share",
        ),
        pytest.param(
            "Norway plans to raise defence spending to [3%|percent] of GDP by 2030.",
            ("defence spending", "Norway", "GDP", "by 2030", "Norway", "target"),
            id="a plan is its maker's target",
        ),
        pytest.param(
            "Ada Oke urged the ministers to spend [4%|percent] of GDP on defence.",
            ("defence", "ministers", "GDP", None, "Ada Oke", "proposed"),
            id="a demand is by who makes it, about who is to meet it",
        ),
        pytest.param(
            "Retail sales in Norway rose [2.1%|percent] in December.",
            ("Retail sales", "Norway", None, "in December", None, "reported"),
            id="size of a rise",
        ),
        pytest.param(
            "The lender held mortgage rates at a record low of [3%|percent].",
            ("mortgage rates", "lender", None, None, None, "reported"),
            id="a low passes on to what is low",
        ),
        pytest.param(
            "Inflation, which reached [4%|percent] in May, is falling.",
            ("Inflation", None, None, "in May", None, "reported"),
            id="relative clause",
        ),
        pytest.param(
            "[40%|percent] of skippers said they had lost nets.",
            ("lost nets", "skippers", "skippers", None, None, "reported"),
            id="a share of people: what they say, the group asked",
        ),
        pytest.param(
            "Oke won roughly [two thirds|ratio] of the vote.",
            ("vote", "Oke", "the vote", None, None, "reported"),
            id="a share somebody wins",
        ),
        pytest.param(
            "The Harbour Union, a federation of [55|count|club] clubs, met on Friday.",
            ("clubs", "Harbour Union", None, "on Friday", None, "reported"),
            id="members of a named body",
        ),
        pytest.param(
            "Ada Oke, who owns [50%|percent] of the Oslo Bank, left.",
            ("Oslo Bank", "Ada Oke", "the Oslo Bank", None, None, "reported"),
            id="a share is its holder's, not its base's",
        ),
        pytest.param(
            "Ada Oke is worth [$4 million|money].",
            ("worth", "Ada Oke", None, None, None, "reported"),
            id="worth",
        ),
        pytest.param(
            "Unemployment in Spain fell to [9%|percent], according to the Labour Institute.",
            ("Unemployment", "Spain", None, None, "Labour Institute", "reported"),
            id="according to",
        ),
        pytest.param(
            "A survey by the Harbour Trust found that [40%|percent] of skippers agreed.",
            ("agreed", "skippers", "skippers", None, "Harbour Trust", "reported"),
            id="a survey speaks for its maker",
        ),
        pytest.param(
            "He had a [two-hour|duration|hour] dinner.",
            ("dinner", None, None, None, None, "reported"),
            id="length of an event, nobody known",
        ),
        pytest.param(
            "Britain's harbour budget is the [fifth|rank] highest in Europe.",
            ("harbour budget", "Britain", None, None, None, "reported"),
            id="rank of what somebody has",
        ),
        pytest.param(
            "The town took in [300|count|refugee] new refugees last week.",
            ("new refugees", "town", None, "last week", None, "reported"),
            id="counted noun with its adjectives",
        ),
    ],
)
def test_figure_has_its_context(text: str, expected: tuple[str | None, ...], nlp: Language) -> None:
    assert context(only(text, nlp)) == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("Prices could rise [4%|percent] next year.", "forecast", id="modal"),
        pytest.param("Prices are expected to rise [4%|percent].", "forecast", id="expected"),
        pytest.param("Prices would have risen [4%|percent] without the cap.", "hypothetical", id="would have"),
        pytest.param("If prices rise [4%|percent], the shops will close.", "hypothetical", id="if-clause"),
        pytest.param("The board denied that it lost [$4 million|money].", "denied", id="denied"),
        pytest.param("Were there 30 boats? [30|count|boat], no.", "denied", id="ruled out after it"),
        pytest.param("The board aims to save [$4 million|money].", "target", id="aim"),
        pytest.param("The board is committed to saving [$4 million|money].", "target", id="committed"),
        pytest.param("The fleet needs to grow to [40|count|boat] boats.", "proposed", id="need"),
        pytest.param("Prices will fall from [4%|percent] to nearly nothing.", "reported", id="where a fall starts"),
        pytest.param("The board wants more than the current [2%|percent].", "reported", id="current level"),
        pytest.param("The [12|count|state] states will see rain.", "reported", id="a known group is there already"),
        pytest.param("It rained over the last [three years|duration].", "reported", id="past span"),
    ],
)
def test_status_comes_from_the_nearest_governing_word(text: str, status: str, nlp: Language) -> None:
    assert related(text, nlp)[0].status == status


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param('"We lost [40|count|boat] boats," said Ada Oke.', "Ada Oke", id="inverted after the quote"),
        pytest.param('Ada Oke said: "We lost [40|count|boat] boats."', "Ada Oke", id="before the quote"),
        pytest.param(
            'Ada Oke runs the harbour. "We lost [40|count|boat] boats," she said.', "Ada Oke", id="pronoun in the tag"
        ),
        pytest.param(
            'Harbour minister Ada Oke came. The minister said: "We lost [40|count|boat] boats."',
            "Ada Oke",
            id="office",
        ),
        pytest.param(
            "Ada Oke said: “The storm was bad.\n“We lost [40|count|boat] boats.”",
            "Ada Oke",
            id="paragraph that only opens its quote again",
        ),
        pytest.param(
            "“The storm was bad,” Ada Oke said. “We lost [40|count|boat] boats.”",
            "Ada Oke",
            id="second half of a quote",
        ),
        pytest.param("Ada Oke said ‘we have lost [40|count|boat] boats here’.", "Ada Oke", id="single quotes"),
        pytest.param("Ada Oke said the town lost [40|count|boat] boats.", "Ada Oke", id="indirect speech"),
        pytest.param(
            "The town lost [40|count|boat] boats, the Harbour Board said.", "Harbour Board", id="tag at the end"
        ),
        pytest.param(
            "Ben Ray said the Harbour Board estimates a loss of [40|count|boat] boats.",
            "Harbour Board",
            id="innermost of nested speech",
        ),
        pytest.param(
            "Calls from Ada Oke to raise the levy to [5%|percent] went unheard.", "Ada Oke", id="calls from somebody"
        ),
        pytest.param(
            "Nobody liked Ada Oke's suggestion that members should pay [5%|percent] more.",
            "Ada Oke",
            id="somebody's suggestion",
        ),
        pytest.param("The town lost [40|count|boat] boats.", None, id="the outlet itself"),
        pytest.param("Officials said the town lost [40|count|boat] boats.", None, id="bare officials"),
        pytest.param(
            'Ada Oke said the storm was "very bad indeed, sadly". The town lost [40|count|boat] boats.',
            None,
            id="after a person's quote the outlet speaks again",
        ),
        pytest.param(
            "The Harbour Trust's survey found much anger. Of those asked, [40%|percent] said they would leave.",
            "Harbour Trust",
            id="a survey goes on",
        ),
        pytest.param(
            "According to the Harbour Trust, these towns lost most:\nBoats lost:\nOslo: [40|count|boat]",
            "Harbour Trust",
            id="list under a lead-in",
        ),
    ],
)
def test_speaker_is_whom_the_text_attributes_the_figure_to(text: str, speaker: str | None, nlp: Language) -> None:
    assert only(text, nlp).speaker == speaker


def test_elliptical_figure_shares_the_measure_and_keeps_its_own_owner(nlp: Language) -> None:
    first, second = related(
        "The toll is [370|count|casualty] casualties for Norway and [600|count|casualty] for Sweden.", nlp
    )
    assert (context(first)[:2], context(second)[:2]) == (("casualties", "Norway"), ("casualties", "Sweden"))


def test_rise_gives_each_end_its_own_period(nlp: Language) -> None:
    first, second = related("The deficit fell from [4%|percent] last year to [3%|percent] in May.", nlp)
    assert (first.period, second.period) == ("last year", "in May")


def test_list_item_takes_the_heading_and_its_label(nlp: Language) -> None:
    figure = only("Number of towns won:\nAda Oke: [30|count|town]", nlp)
    assert (figure.measure, figure.subject) == ("towns won", "Ada Oke")


def test_share_said_twice_is_read_once(nlp: Language) -> None:
    first, second = related("Nearly [two thirds|ratio] - [65%|percent] - of the skippers said they had lost nets.", nlp)
    assert context(first)[:3] == context(second)[:3] == ("lost nets", "skippers", "the skippers")


def test_short_name_becomes_the_full_one_of_the_document(nlp: Language) -> None:
    figure = only("Ada Oke came late.\nOke won [900|count|vote] votes.", nlp)
    assert (figure.subject, figure.subject_id) == ("Ada Oke", "Ada Oke")


@pytest.mark.parametrize(
    ("text", "measure_id", "subject_id"),
    [
        pytest.param(
            "Norway spends [2.1%|percent] of GDP on defence.", "defence_spending_share", "NOR", id="share of GDP"
        ),
        pytest.param("Inflation in the UK reached [4%|percent].", "inflation", "GBR", id="alias"),
        pytest.param("The German economy grew [2%|percent].", "gdp_growth", "DEU", id="nationality"),
        pytest.param("The storm caused [12|count|death] deaths.", "killed", None, id="no owner"),
        pytest.param("The lamp is [4|count|candle] candles strong.", None, None, id="no known measure"),
    ],
)
def test_canonical_ids(text: str, measure_id: str | None, subject_id: str | None, nlp: Language) -> None:
    figure = only(text, nlp)
    assert (figure.measure_id, figure.subject_id) == (measure_id, subject_id)


def test_rules_are_named_for_every_field_that_is_filled(nlp: Language) -> None:
    figure = only("Ada Oke said Norway spends [2.1%|percent] of GDP on defence now.", nlp)
    rules = dict(figure.context_rules)
    filled = {f for f in ("measure", "subject", "base", "period", "speaker") if getattr(figure, f) is not None}
    assert set(rules) == filled | {"status"}
    assert all(rule.startswith(f"{name}.") for name, rule in rules.items())


def test_figure_without_a_parse_keeps_its_fields() -> None:
    document, lines, figures = story("Norway spends [2.1%|percent] of GDP on defence.")
    assert relate(document, lines, figures, {}) == figures


def test_document_without_figures_needs_no_work() -> None:
    document, lines, _ = story("Nothing happened.")
    assert relate(document, lines, (), {}) == ()


def test_one_document_does_not_colour_the_next(nlp: Language) -> None:
    text = "Oke won [900|count|vote] votes."
    alone = related(text, nlp)
    related("Ada Oke came late.\nOke won [900|count|vote] votes.", nlp)
    assert related(text, nlp) == alone
