"""The text of a whole page, menus and all, is reduced to its story; an article stays as it is."""

from __future__ import annotations

import pytest

from seeds.load import load_lexicon
from transforms.cleaning.clean import Cleaner

CLEANER = Cleaner(load_lexicon())
TITLE = "Ferry tolls to double from the spring"
MENU = (
    "Home|News|Politics|Business|Sport|Weather|Travel|Culture|Opinion|Jobs|Shop|Puzzles|Sign in|Subscribe|Search".split(
        "|"
    )
)
ONE = "The harbour council met on Tuesday night to settle the tolls that ferries will pay from the spring."
TWO = "Officials have argued for months that the old rates no longer cover what it costs to dredge the channel."
THREE = "The vote split the room, and several members walked out before the count was read to the gallery."
FOUR = "A final decision will be taken when the auditors have looked at the books of the port in January."
STORY = [ONE, TWO, THREE, FOUR]
TEASERS = [
    "Island school wins a second boat for its crews",
    "The pupils raised the money with a regatta of their own",
    "Lighthouse to be sold by the end of the year",
    "Three bidders have come forward, the board says",
]
FOOT = ["Most read", *TEASERS, "About us", "Contact us", "Privacy Policy", "© 2024 Quay Post Ltd. All rights reserved."]


def page(*parts: list[str]) -> str:
    return "\n".join(line for part in parts for line in part)


def body(text: str, *, as_page: bool = True) -> list[str]:
    return [line.text for line in CLEANER.lines(text, as_page=as_page) if line.role == "body"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(page(MENU, [TITLE, "By Ana Reyes", "5 March 2024"], STORY, FOOT), id="menus around"),
        pytest.param(page([f"{TITLE} - Quay Post"], MENU, [TITLE], STORY, FOOT), id="the title of the page above"),
        pytest.param(page(MENU, TEASERS, [TITLE], STORY[:2], ["Advertisement"], STORY[2:], FOOT), id="a slot inside"),
        pytest.param(
            page([f"{TITLE} | Quay Post"], MENU, [TITLE], STORY, TEASERS, [TITLE], FOOT), id="the title again"
        ),
    ],
)
def test_the_story_of_a_page(text: str) -> None:
    assert body(text) == STORY


def test_every_line_of_a_page_has_a_role_and_a_rule() -> None:
    text = page([f"{TITLE} - Quay Post"], MENU[:10], [TITLE, "By Ana Reyes", "0"], STORY, FOOT)
    assert [(line.text, line.role, line.rule_id) for line in CLEANER.lines(text, as_page=True)] == [
        (f"{TITLE} - Quay Post", "boilerplate", "page.outside"),
        *((word, "boilerplate", "page.outside") for word in MENU[:10]),
        (TITLE, "title", "title.page_heading"),
        ("By Ana Reyes", "byline", "byline.names"),
        ("0", "boilerplate", "page.outside"),
        *((paragraph, "body", None) for paragraph in STORY),
        ("Most read", "boilerplate", "related.label_most"),
        *((teaser, "boilerplate", "page.outside") for teaser in TEASERS),
        ("About us", "boilerplate", "copyright.footer_link"),
        ("Contact us", "boilerplate", "copyright.footer_link"),
        ("Privacy Policy", "boilerplate", "copyright.footer_link"),
        ("© 2024 Quay Post Ltd. All rights reserved.", "boilerplate", "copyright.sign"),
    ]


def test_a_small_story_below_its_title_outweighs_longer_teasers_above() -> None:
    teasers = [f"{teaser} {ONE}" for teaser in TEASERS]
    text = page([f"{TITLE} - Quay Post"], MENU, teasers, [TITLE], STORY[:2], FOOT)
    assert body(text) == STORY[:2]


def test_readers_words_below_the_comments_are_no_story_however_many() -> None:
    comments = [
        line
        for n in range(1, 7)
        for line in (f"Jo Marsh on May {n}, 2016 at 4:10 pm said:", f"{n} of us agree. {THREE}", f"{n} do not. {FOUR}")
    ]
    text = page([f"{TITLE} - Quay Post"], MENU, [TITLE], STORY[:2], ["6 Comments"], comments, FOOT)
    assert body(text) == STORY[:2]


def test_a_counter_of_comments_above_the_story_is_a_tool() -> None:
    assert body(page(MENU, [TITLE, "6 Comments"], STORY, FOOT)) == STORY


def test_links_between_paragraphs_of_a_page_are_no_story_but_a_list_is() -> None:
    linked = page(MENU, [TITLE], STORY[:2], TEASERS[::2], STORY[2:], STORY, FOOT)
    assert body(linked) == [*STORY, *STORY]
    things = ["Boats that carry sand and gravel", "Boats that carry passengers only"]
    listed = page(MENU, [TITLE], STORY, ["The rates rise for these:"], things, STORY[::-1], FOOT)
    assert body(listed) == [*STORY, "The rates rise for these:", *things, *STORY[::-1]]


def test_lines_that_a_page_prints_again_and_again_are_no_story() -> None:
    again = "Boats lie at the quay of Northbank in a picture that was taken on Monday."
    assert body(page(MENU, [TITLE], STORY[:2], [again] * 3, STORY[2:], FOOT)) == STORY


def test_scripts_without_spaces_are_measured_in_characters() -> None:
    story = [
        "港の委員会は火曜日の夜に会合を開き、春から渡し船が払う料金を決めました。",
        "採決は二つに割れ、数人の議員が席を立ちました。",
    ]
    assert body(page(["ホーム", "ニュース", "政治"], story, ["お問い合わせ", "会社概要"])) == story


def test_a_page_without_a_story_keeps_what_its_lines_are() -> None:
    assert [line.rule_id for line in CLEANER.lines("Menu\nSign in\nPrivacy Policy", as_page=True)] == [
        "navigation.menu_label",
        "comments.want_to",
        "copyright.footer_link",
    ]


def test_a_whole_page_is_recognised_unasked() -> None:
    text = page(MENU, MENU, [TITLE, "By Ana Reyes"], STORY, FOOT)
    assert body(text, as_page=False) == STORY
    assert {line.rule_id for line in CLEANER.lines(text)} >= {"page.outside"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(page([TITLE], STORY), id="an article"),
        pytest.param(page([TITLE], STORY * 15, FOOT), id="a long article with a footer"),
        pytest.param(page([f"Item {n} of the list" for n in range(60)]), id="a list"),
        pytest.param(page(MENU, STORY), id="a short one with a menu"),
    ],
)
def test_articles_are_not_taken_for_pages(text: str) -> None:
    assert [line for line in CLEANER.lines(text) if (line.rule_id or "").startswith("page.")] == []
