"""What an article says about itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seeds.load import load_lexicon
from transforms.cleaning.clean import Cleaner
from transforms.cleaning.metadata import harvest, read_date
from transforms.records import Document

CLEANER = Cleaner(load_lexicon())
STORY = (
    "Tolls for ferries rise to eight pounds in May, the harbour council said on Tuesday evening.\n\n"
    "The council wants the money for dredging, which took far longer last year than anybody had planned.\n"
)


def document(text: str) -> Document:
    return Document("0" * 16, "a.txt", text, "utf-8", "text", len(text.encode()))


def harvested(text: str) -> Document:
    return harvest(document(text), CLEANER.lines(text))


def test_all_that_is_stated_is_harvested() -> None:
    text = (
        "# Ferry tolls double\n\nBy Ana Reyes, Transport Editor\nPublished 5 March 2024 at 7.10am\n\n"
        + STORY
        + "\n© 2024 Quay Post Ltd. All rights reserved.\n"
    )
    assert harvested(text) == replace(
        document(text),
        title="Ferry tolls double",
        byline="Ana Reyes",
        published="2024-03-05",
        published_precision="day",
        outlet="Quay Post",
        language="en",
    )


def test_what_is_not_stated_stays_null() -> None:
    assert harvested(STORY) == replace(document(STORY), language="en")


def test_what_the_page_said_stands() -> None:
    text = "Ferry tolls double\n\nBy Ana Reyes\n5 March 2024\n\n" + STORY
    known = replace(
        document(text),
        title="T",
        byline="B",
        published="2023-01-02",
        published_precision="day",
        outlet="O",
        language="fr",
    )
    assert harvest(known, CLEANER.lines(text)) == known


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ana Reyes", "Ana Reyes"),
        ("By Ana Reyes and Jo Marsh", "Ana Reyes and Jo Marsh"),
        ("Written by Ana de la Cruz", "Ana de la Cruz"),
        ("By our harbour staff", "our harbour staff"),
        ("BY ANA REYES", "ANA REYES"),
        ("By Ana Reyes in Northbank", "Ana Reyes"),
        ("Quay Post, by Ana Reyes", "Ana Reyes"),
        ("Ana Reyes, Transport Editor | 5 March 2024", "Ana Reyes"),
    ],
)
def test_authors_stand_without_their_role_and_place(line: str, byline: str) -> None:
    assert harvested(f"Ferry tolls double\n\n{line}\n\n{STORY}").byline == byline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 March 2024", ("2024-03-05", "day")),
        ("Tuesday, March 5th, 2024", ("2024-03-05", "day")),
        ("Mar. 5, 2024 at 3pm", ("2024-03-05", "day")),
        ("2024-03-05T07:00", ("2024-03-05", "day")),
        ("05/03/2024", ("2024-03-05", "day")),
        ("03/25/2024", ("2024-03-25", "day")),
        ("5.3.2024", ("2024-03-05", "day")),
        ("March 2024", ("2024-03", "month")),
        ("5 March", None),
        ("31 February 2024", None),
        ("25/25/2024", None),
        ("no date", None),
    ],
)
def test_dates_are_read_to_their_precision(text: str, expected: tuple[str, str] | None) -> None:
    assert read_date(text) == expected


def test_a_day_outweighs_a_month() -> None:
    text = "Ferry tolls double\n\nMarch 2024\n5 March 2024\n\n" + STORY
    assert harvested(text).published == "2024-03-05"


@pytest.mark.parametrize(
    ("foot", "outlet"),
    [
        ("Copyright 2024 Quay Post. All rights reserved.", "Quay Post"),
        ("(c) Copyright 2024 by Quay Post", "Quay Post"),
        ("Originally published on Quay Post.", "Quay Post"),
        ("All rights reserved.", None),
    ],
)
def test_the_outlet_is_the_one_the_text_names(foot: str, outlet: str | None) -> None:
    assert harvested(f"{STORY}\n{foot}\n").outlet == outlet


def test_a_given_outlet_stands_where_the_text_names_none() -> None:
    assert harvest(replace(document(STORY), outlet="Given"), CLEANER.lines(STORY)).outlet == "Given"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Die Gebühren für die Fähren steigen im Mai auf acht Pfund, teilte der Hafenrat am Dienstagabend mit.",
            "de",
        ),
        ("Le conseil du port a voté mardi soir une hausse des péages pour les navires qui entrent dans la rade.", "fr"),
        ("Too short to tell.", None),
        (
            "2024 2023 2022 2021 2020 2019 2018 2017 2016 2015 2014 2013 2012 2011 2010 2009 2008 2007 2006 2005 2004.",
            None,
        ),
    ],
)
def test_the_language_of_the_body(text: str, language: str | None) -> None:
    assert harvested(text).language == language
