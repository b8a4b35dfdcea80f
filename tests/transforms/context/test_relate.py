"""Context of figures: each rule by the smallest story that needs it, as whole answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.transforms.stories import Told, case, only, relate, related, story, table, told
from transforms.context.legacy import to_relate

if TYPE_CHECKING:
    from spacy.language import Language

    from transforms.records import Figure


def context(figure: Figure) -> tuple[str | None, ...]:
    return (figure.measure, figure.subject, figure.base, figure.period, figure.speaker, figure.status)


@table(
    case(
        "spent on something, as a share",
        "Norway spends [2.1%|percent] of GDP on defence.",
        measure="defence",
        subject="Norway",
        base="GDP",
        period=None,
        speaker=None,
        status="reported",
    ),
    case(
        "a plan is its maker's target",
        "Norway plans to raise defence spending to [3%|percent] of GDP by 2030.",
        measure="defence spending",
        subject="Norway",
        base="GDP",
        period="by 2030",
        speaker="Norway",
        status="target",
    ),
    case(
        "a demand is by who makes it, about who is to meet it",
        "Ada Oke urged the ministers to spend [4%|percent] of GDP on defence.",
        measure="defence",
        subject="ministers",
        base="GDP",
        period=None,
        speaker="Ada Oke",
        status="proposed",
    ),
    case(
        "size of a rise",
        "Retail sales in Norway rose [2.1%|percent] in December.",
        measure="Retail sales",
        subject="Norway",
        base=None,
        period="in December",
        speaker=None,
        status="reported",
    ),
    case(
        "a low passes on to what is low",
        "The lender held mortgage rates at a record low of [3%|percent].",
        measure="mortgage rates",
        subject="lender",
        base=None,
        period=None,
        speaker=None,
        status="reported",
    ),
    case(
        "relative clause",
        "Inflation, which reached [4%|percent] in May, is falling.",
        measure="Inflation",
        subject=None,
        base=None,
        period="in May",
        speaker=None,
        status="reported",
    ),
    case(
        "a share of people: what they say, the group asked",
        "[40%|percent] of skippers said they had lost nets.",
        measure="lost nets",
        subject="skippers",
        base="skippers",
        period=None,
        speaker=None,
        status="reported",
    ),
    case(
        "a share somebody wins",
        "Oke won roughly [two thirds|ratio] of the vote.",
        measure="vote",
        subject="Oke",
        base="the vote",
        period=None,
        speaker=None,
        status="reported",
    ),
    case(
        "members of a named body",
        "The Harbour Union, a federation of [55|count|club] clubs, met on Friday.",
        measure="clubs",
        subject="Harbour Union",
        base=None,
        period="on Friday",
        speaker=None,
        status="reported",
    ),
    case(
        "a share is its holder's, not its base's",
        "Ada Oke, who owns [50%|percent] of the Oslo Bank, left.",
        measure="Oslo Bank",
        subject="Ada Oke",
        base="the Oslo Bank",
        period=None,
        speaker=None,
        status="reported",
    ),
    case(
        "worth",
        "Ada Oke is worth [$4 million|money].",
        measure="worth",
        subject="Ada Oke",
        base=None,
        period=None,
        speaker=None,
        status="reported",
    ),
    case(
        "according to",
        "Unemployment in Spain fell to [9%|percent], according to the Labour Institute.",
        measure="Unemployment",
        subject="Spain",
        base=None,
        period=None,
        speaker="Labour Institute",
        status="reported",
    ),
    case(
        "a survey speaks for its maker",
        "A survey by the Harbour Trust found that [40%|percent] of skippers agreed.",
        measure="agreed",
        subject="skippers",
        base="skippers",
        period=None,
        speaker="Harbour Trust",
        status="reported",
    ),
    case(
        "length of an event, nobody known",
        "He had a [two-hour|duration|hour] dinner.",
        measure="dinner",
        subject=None,
        base=None,
        period=None,
        speaker=None,
        status="reported",
    ),
    case(
        "rank of what somebody has",
        "Britain's harbour budget is the [fifth|rank] highest in Europe.",
        measure="harbour budget",
        subject="Britain",
        base=None,
        period=None,
        speaker=None,
        status="reported",
    ),
    case(
        "counted noun with its adjectives",
        "The town took in [300|count|refugee] new refugees last week.",
        measure="new refugees",
        subject="town",
        base=None,
        period="last week",
        speaker=None,
        status="reported",
    ),
)
def test_figure_has_its_context(text: str, expected: Told, nlp: Language) -> None:
    assert told(text, expected, nlp) == expected


@table(
    case("modal", "Prices could rise [4%|percent] next year.", status="forecast"),
    case("expected", "Prices are expected to rise [4%|percent].", status="forecast"),
    case("would have", "Prices would have risen [4%|percent] without the cap.", status="hypothetical"),
    case("if-clause", "If prices rise [4%|percent], the shops will close.", status="hypothetical"),
    case("denied", "The board denied that it lost [$4 million|money].", status="denied"),
    case("ruled out after it", "Were there 30 boats? [30|count|boat], no.", status="denied"),
    case("aim", "The board aims to save [$4 million|money].", status="target"),
    case("committed", "The board is committed to saving [$4 million|money].", status="target"),
    case("need", "The fleet needs to grow to [40|count|boat] boats.", status="proposed"),
    case("where a fall starts", "Prices will fall from [4%|percent] to nearly nothing.", status="reported"),
    case("current level", "The board wants more than the current [2%|percent].", status="reported"),
    case("a known group is there already", "The [12|count|state] states will see rain.", status="reported"),
    case("past span", "It rained over the last [three years|duration].", status="reported"),
)
def test_status_comes_from_the_nearest_governing_word(text: str, expected: Told, nlp: Language) -> None:
    assert told(text, expected, nlp) == expected


@table(
    case("inverted after the quote", '"We lost [40|count|boat] boats," said Ada Oke.', speaker="Ada Oke"),
    case("before the quote", 'Ada Oke said: "We lost [40|count|boat] boats."', speaker="Ada Oke"),
    case(
        "pronoun in the tag", 'Ada Oke runs the harbour. "We lost [40|count|boat] boats," she said.', speaker="Ada Oke"
    ),
    case(
        "office",
        'Harbour minister Ada Oke came. The minister said: "We lost [40|count|boat] boats."',
        speaker="Ada Oke",
    ),
    case(
        "paragraph that only opens its quote again",
        "Ada Oke said: “The storm was bad.\n“We lost [40|count|boat] boats.”",
        speaker="Ada Oke",
    ),
    case(
        "second half of a quote",
        "“The storm was bad,” Ada Oke said. “We lost [40|count|boat] boats.”",
        speaker="Ada Oke",
    ),
    case("single quotes", "Ada Oke said ‘we have lost [40|count|boat] boats here’.", speaker="Ada Oke"),
    case("indirect speech", "Ada Oke said the town lost [40|count|boat] boats.", speaker="Ada Oke"),
    case("tag at the end", "The town lost [40|count|boat] boats, the Harbour Board said.", speaker="Harbour Board"),
    case(
        "innermost of nested speech",
        "Ben Ray said the Harbour Board estimates a loss of [40|count|boat] boats.",
        speaker="Harbour Board",
    ),
    case(
        "calls from somebody", "Calls from Ada Oke to raise the levy to [5%|percent] went unheard.", speaker="Ada Oke"
    ),
    case(
        "somebody's suggestion",
        "Nobody liked Ada Oke's suggestion that members should pay [5%|percent] more.",
        speaker="Ada Oke",
    ),
    case("the outlet itself", "The town lost [40|count|boat] boats.", speaker=None),
    case("bare officials", "Officials said the town lost [40|count|boat] boats.", speaker=None),
    case(
        "after a person's quote the outlet speaks again",
        'Ada Oke said the storm was "very bad indeed, sadly". The town lost [40|count|boat] boats.',
        speaker=None,
    ),
    case(
        "a survey goes on",
        "The Harbour Trust's survey found much anger. Of those asked, [40%|percent] said they would leave.",
        speaker="Harbour Trust",
    ),
    case(
        "list under a lead-in",
        "According to the Harbour Trust, these towns lost most:\nBoats lost:\nOslo: [40|count|boat]",
        speaker="Harbour Trust",
    ),
)
def test_speaker_is_whom_the_text_attributes_the_figure_to(text: str, expected: Told, nlp: Language) -> None:
    assert told(text, expected, nlp) == expected


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


@table(
    case(
        "share of GDP",
        "Norway spends [2.1%|percent] of GDP on defence.",
        measure_id="defence_spending_share",
        subject_id="NOR",
    ),
    case("alias", "Inflation in the UK reached [4%|percent].", measure_id="inflation", subject_id="GBR"),
    case("nationality", "The German economy grew [2%|percent].", measure_id="gdp_growth", subject_id="DEU"),
    case("no owner", "The storm caused [12|count|death] deaths.", measure_id="killed", subject_id=None),
    case("no known measure", "The lamp is [4|count|candle] candles strong.", measure_id=None, subject_id=None),
)
def test_canonical_ids(text: str, expected: Told, nlp: Language) -> None:
    assert told(text, expected, nlp) == expected


def test_rules_are_named_for_every_field_that_is_filled(nlp: Language) -> None:
    figure = only("Ada Oke said Norway spends [2.1%|percent] of GDP on defence now.", nlp)
    rules = dict(figure.context_rules)
    filled = {f for f in ("measure", "subject", "base", "period", "speaker") if getattr(figure, f) is not None}
    assert set(rules) == filled | {"status"}
    assert all(rule.startswith(f"{name}.") for name, rule in rules.items())


def test_figure_without_a_parse_keeps_its_fields() -> None:
    document, lines, figures = story("Norway spends [2.1%|percent] of GDP on defence.")
    assert relate(document, lines, figures, {}) == to_relate(figures)


def test_document_without_figures_needs_no_work() -> None:
    document, lines, _ = story("Nothing happened.")
    assert relate(document, lines, (), {}) == ()


def test_one_document_does_not_colour_the_next(nlp: Language) -> None:
    text = "Oke won [900|count|vote] votes."
    alone = related(text, nlp)
    related("Ada Oke came late.\nOke won [900|count|vote] votes.", nlp)
    assert related(text, nlp) == alone
