"""What each line of an article is taken for, and what holds for any text at all."""

from __future__ import annotations

import tarfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.load import load_lexicon, read_table
from transforms.cleaning.appeals import is_appeal
from transforms.cleaning.blocks import is_doubled
from transforms.cleaning.clean import Cleaner
from transforms.cleaning.rules import RuleBook, RuleError, expand
from transforms.cleaning.shapes import rows_of, shape_of
from transforms.records import Line

if TYPE_CHECKING:
    from pathlib import Path

CLEANER = Cleaner(load_lexicon())
ONE = "The harbour council met on Tuesday night to settle the tolls that ferries will pay from the spring."
TWO = "Officials have argued for months that the old rates no longer cover what it costs to dredge the channel."
THREE = "The vote split the room, and several members walked out before the count was read to the gallery."
FOUR = "A final decision will be taken when the auditors have looked at the books of the port in January."
STORY = f"{ONE}\n\n{TWO}\n\n{THREE}\n\n{FOUR}"


def roles(text: str) -> list[str]:
    return [line.role for line in CLEANER.lines(text)]


def rules(text: str) -> dict[str, str | None]:
    return {line.text.strip(): line.rule_id for line in CLEANER.lines(text) if line.role != "body"}


def test_lines_point_into_the_text() -> None:
    text = "\ufeffTolls double\r\n\r\n" + ONE + "\r\n \u00a0\r\nHide Ad\r\n" + TWO
    assert CLEANER.lines(text) == (
        Line(1, 1, 13, "title", "title.headline", "Tolls double"),
        Line(3, 17, 17 + len(ONE), "body", None, ONE),
        Line(5, 23 + len(ONE), 30 + len(ONE), "boilerplate", "ads.label", "Hide Ad"),
        Line(6, 32 + len(ONE), 32 + len(ONE) + len(TWO), "body", None, TWO),
    )


@pytest.mark.parametrize("text", ["", "\n\n", " \t\r\n", "\ufeff", "\ufeff \ufeff\n"])
def test_blank_texts_have_no_lines(text: str) -> None:
    assert CLEANER.lines(text) == ()


def test_the_head_of_an_article() -> None:
    text = (
        "Ferry tolls to double from spring\n\nCouncil needs the money for dredging, says its chair\n\n"
        f"Ana Reyes\n5 March 2024\n\nBoats at the quay. Photo: Jo Marsh / Quay Post\n\n{STORY}"
    )
    assert rules(text) == {
        "Ferry tolls to double from spring": "title.headline",
        "Council needs the money for dredging, says its chair": "title.standfirst",
        "Ana Reyes": "byline.name_beside_byline",
        "5 March 2024": "byline.date",
        "Boats at the quay. Photo: Jo Marsh / Quay Post": "caption.credit_end",
    }


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("The tolls will double.", id="a short sentence"),
        pytest.param("He put it like this:", id="an introduction"),
        pytest.param("and the ferries will pay", id="a fragment"),
    ],
)
def test_a_first_paragraph_is_no_title(head: str) -> None:
    assert roles(f"{head}\n\n{STORY}") == ["body"] * 5


def test_a_crosshead_is_body() -> None:
    assert roles(f"{ONE}\n\n{TWO}\n\nA bridge in the fog?\n\n{THREE}\n\n{FOUR}\n\nWho pays\n{ONE}") == ["body"] * 7


@pytest.mark.parametrize(
    ("caption", "rule_id"),
    [
        ("Boats leave the quay at dawn.Boats leave the quay at dawn.", "caption.doubled"),
        ("Boats leave the quay at dawnBoats leave the quay at dawn | Ana Reyes", "caption.doubled"),
        ("Boats leave the quay at dawnBoats leave the quay at dawn | AP", "caption.agency_bar"),
        ("Boats leave the quay at dawn Boats leave the quay at dawn", "caption.doubled"),
        ("Boats leave the quay at dawn (Jo Marsh/Reuters)", "caption.agency_end"),
        ("Image caption, Boats leave the quay at dawn", "caption.bbc"),
    ],
)
def test_captions_between_paragraphs(caption: str, rule_id: str) -> None:
    assert rules(f"{ONE}\n\n{TWO}\n\n{caption}\n\n{THREE}\n\n{FOUR}") == {caption: rule_id}


def test_a_caption_that_the_next_line_repeats() -> None:
    caption = "Boats leave the quay at dawn in the first frost of the year"
    text = f"{ONE}\n\n{TWO}\n\n{caption}\n{caption} - Jo Marsh\n\n{THREE}\n\n{FOUR}"
    assert [line.rule_id for line in CLEANER.lines(text)][2:4] == ["caption.repeated", "caption.repeated"]


@pytest.mark.parametrize(
    ("second", "rule_id"),
    [("(Image: Quay Pictures))", "caption.bracket"), ("Quay Pictures via Getty Images)", "caption.agency")],
)
def test_a_credit_torn_from_its_bracket(second: str, rule_id: str) -> None:
    lines = CLEANER.lines(f"{ONE}\n{TWO}\n(\n{second}\n{THREE}\n{FOUR}")
    assert [(line.role, line.rule_id) for line in lines[2:4]] == [("boilerplate", "markup.rule"), ("caption", rule_id)]


def test_a_torn_credit_that_no_rule_knows_is_one_by_its_bracket() -> None:
    lines = CLEANER.lines(f"{ONE}\n{TWO}\n(\nwith thanks to the harbour master)\n{THREE}\n{FOUR}")
    assert lines[3].rule_id == "caption.bracket_fragment"


def test_an_embedded_post_leaves_its_words_to_the_story() -> None:
    frame = " Follow\n Jo Marsh ? @jomarsh\n{}\n9:07 AM - 2 Jan 2016\n  12 12 Retweets   40 40 likes"
    post = frame.format("I never voted for 14 new tolls.")
    assert roles(f"{ONE}\n\n{TWO}\n\n{post}\n{THREE}\n\n{FOUR}") == [
        *("body", "body", "boilerplate", "boilerplate", "body", "boilerplate", "boilerplate", "body", "body")
    ]


def test_video_titles_beside_players() -> None:
    text = (
        f"{ONE}\n\nPlay Ferries in the fog Facebook Twitter Google Plus Embed\n Ferries in the fog 2:29\n{TWO}\n\n"
        f' Marsh: "We have run out of time"\nPlay VIDEO\nMarsh: "We have run out of time"\n{THREE}\n\n{FOUR}'
    )
    assert [line.rule_id for line in CLEANER.lines(text)] == [
        None,
        "social.embed_bar",
        "video.running_time",
        None,
        "video.title",
        "video.play",
        "video.title",
        None,
        None,
    ]


@pytest.mark.parametrize(
    "line", ["The gates open at 7:45", "Quay Rovers held Port Town to 12:10", "He finished in 2:29"]
)
def test_clock_times_and_scores_end_no_video_title(line: str) -> None:
    assert roles(f"{STORY}\n\n {line}\n\n{ONE}")[4] == "body"
    assert roles(f"{STORY}\n\n {line.replace(line.split()[-2], 'dawn')}\n\n{ONE}")[4] == "boilerplate"


def test_headlines_glued_to_a_paragraph_are_links() -> None:
    links = "How the harbour lost its money in nine short years\nFerry owners vow to fight the council in the courts"
    assert roles(f"{STORY}\n\n{links}\n{ONE}\n\n{TWO}")[4:6] == ["boilerplate", "boilerplate"]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("- A first demand of the ferry owners was heard at noon\n", id="a list"),
        pytest.param("FERRY OWNERS SAY THEY WILL FIGHT THE COUNCIL IN COURT\n", id="a pull quote"),
        pytest.param("Who will pay\n", id="a crosshead"),
        pytest.param("How the harbour lost its money in nine short years\n\n", id="not glued"),
    ],
)
def test_other_lines_before_a_paragraph_are_body(lines: str) -> None:
    assert roles(f"{STORY}\n\n{lines}{ONE}\n\n{TWO}") == ["body"] * 7


def test_text_without_blank_lines_has_no_glued_links() -> None:
    text = "\n".join([ONE, TWO, "How the harbour lost its money in nine short years", THREE, FOUR, ONE])
    assert roles(text) == ["body"] * 6


def test_a_footer_takes_what_no_rule_knows() -> None:
    foot = "Comments\n\nWant to join the debate? Please sign in.\n\nBold As Brine\n© 2024 Quay Post Ltd"
    assert roles(f"{STORY}\n\n{foot}") == ["body"] * 4 + ["boilerplate"] * 4
    assert rules(f"{STORY}\n\n{foot}")["Bold As Brine"] in {"comments.below_heading", "footer.block"}


def test_a_footer_keeps_the_closing_date_and_the_story_above_it() -> None:
    foot = "Donate via card\n\nBehind every tide, a reporter\n\nBecome a patron today!\nFebruary 2024"
    assert roles(f"{STORY}\n\nHe left without a word\n\n{foot}") == ["body"] * 5 + ["boilerplate"] * 3 + ["byline"]


def test_a_story_that_goes_on_below_furniture_is_kept() -> None:
    assert roles(f"{ONE}\n\nSubscribe now\n\nThe tide turned\n\n{TWO}\n\n{THREE}") == [
        *("body", "boilerplate", "body", "body", "body")
    ]


def test_contact_lines_broken_over_three() -> None:
    text = f"{STORY}\n\nTo contact the Harbour League and the  \nFerry Owners Club visit:\n\n**[league.example](https://league.example)**"
    assert roles(text) == ["body"] * 4 + ["boilerplate"] * 3


def test_readers_comments_are_not_the_story() -> None:
    comments = "2 Comments\n\nJo says the tolls are a scandal and that he will never pay them.\n\nAna says he is right."
    assert roles(f"{STORY}\n\n{STORY}\n\n{comments}") == ["body"] * 8 + ["boilerplate"] * 3


def test_a_count_of_comments_at_the_top_opens_nothing() -> None:
    assert roles(f"2 Comments\n\n{STORY}") == ["boilerplate"] + ["body"] * 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We are a small newsroom. If our reporting helps you, please become a member today.", True),
        ("This site takes no advertising. A gift of £3 a month from you pays for our reporters.", True),
        ("The charity asked its members for a donation of £3 a month.", False),
        ("“Support our newsroom, become a member,” reads the poster in your hand.", False),
        ("You can support our newsroom, she said, if you become a member.", False),
        ("We must build support among members of the union, and you must help us.", False),
    ],
)
def test_appeals_are_told_from_stories_about_money(text: str, expected: bool) -> None:
    assert is_appeal(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A boat at sea in May.A boat at sea in May.", True),
        ("A boat at sea in May. A boat at sea in May. | Quay Pictures", True),
        ("No, no, no, no.", False),
        ("A boat at sea in May.A boat at sea in June.", False),
        ("", False),
    ],
)
def test_doubled_lines(text: str, expected: bool) -> None:
    assert is_doubled(text) is expected


def test_a_sentence_that_reports_speech_is_never_furniture() -> None:
    assert roles(f"{ONE}\n\nSign up for our newsletter, the chairman told the crowd.\n\n{TWO}") == ["body"] * 3


def test_a_kind_label_is_a_link_below_the_story_and_a_headline_above_it() -> None:
    assert roles(f"Analysis: who pays for the harbour?\n\n{ONE}\n\nVideo: the harbour at dawn\n\n{TWO}") == [
        *("title", "body", "boilerplate", "body")
    ]


def test_shapes_are_plain() -> None:
    assert shape_of("\u00a0•  “It’s”\u200b  – a\u2009test…") == '"It\'s" - a test...'


@pytest.mark.parametrize(("pattern", "says"), [("{nowhere}", "nowhere"), ("(", "x.y"), ("(a)b", "captures")])
def test_a_rule_that_cannot_be_compiled_is_named(pattern: str, says: str) -> None:
    row = {"rule_id": "x.y", "role": "boilerplate", "pattern": pattern, "marker": ""}
    with pytest.raises(RuleError, match=says):
        RuleBook([row])


def test_placeholders_are_filled() -> None:
    assert expand("(?i)by {handle}") == r"(?i:by (?:@\w{1,30}))"


def test_seed_rows_reach_the_cleaner_through_the_table() -> None:
    schema = {
        "key": ["rule_id"],
        "columns": {name: {"optional": True} for name in load_lexicon().table("line_rules")[0]},
    }
    header = ",".join(schema["columns"])
    rows = read_table("line_rules", f"{header}\ntide.table,boilerplate,anywhere,Tide table,,,,\n", schema)
    assert RuleBook(rows).match("Tide table") is not None


TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=400) | st.lists(
    st.sampled_from(
        [
            ONE,
            TWO,
            "Hide Ad",
            "(",
            "AP)",
            "\r",
            "",
            " ",
            "\ufeff",
            "Play VIDEO",
            "A title 2:29",
            "© 2024",
            "# H",
            "x" * 500,
        ]
    ),
    max_size=30,
).map("\n".join)


@given(TEXTS)
def test_every_line_that_is_not_blank_has_one_role(text: str) -> None:
    lines = CLEANER.lines(text)
    expected = [n for n, piece in enumerate(text.split("\n"), 1) if piece.replace("\ufeff", "").strip()]
    assert [line.n for line in lines] == expected
    assert all(text[line.char_start : line.char_end] == line.text for line in lines)
    assert all(line.rule_id for line in lines if line.role != "body")


@given(TEXTS)
def test_rows_know_their_place(text: str) -> None:
    for row in rows_of(text):
        piece = text.split("\n")[row.n - 1]
        assert piece.removesuffix("\r").endswith(row.raw)


HOSTILE = [
    "a" * 320,
    "A " * 160,
    "1" * 320,
    "1 " * 160,
    "x " * 160,
    "email" * 60,
    "@a " * 100,
    "May 1 " * 50,
    "a.a." * 80,
]


@pytest.mark.parametrize("line", HOSTILE, ids=lambda line: line[:6])
def test_hostile_lines_come_to_an_end(line: str) -> None:
    assert len(CLEANER.lines("\n".join([line] * 200 + [line + "~"] * 200))) == 400


def test_the_clean_archive_loses_next_to_nothing(root: Path) -> None:
    archive = root.parent / "shared" / "corpus" / "bbc.tar.gz"
    if not archive.exists():
        pytest.skip("the shared corpus is not here")
    removed = body = 0
    with tarfile.open(archive) as tar:
        for member in tar:
            handle = tar.extractfile(member) if member.isfile() else None
            for line in CLEANER.lines(handle.read().decode("utf-8", "replace")) if handle else ():
                body += line.role in {"body", "boilerplate"}
                removed += line.role == "boilerplate"
    assert body > 10_000
    assert removed <= body * 0.0005
