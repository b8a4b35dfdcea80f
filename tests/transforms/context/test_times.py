"""Expressions of time are found where they begin, the same ones as by trying every word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transforms.context.times import PERIOD, expressions

WORDS = (
    "between from in the a an one seven year month decade generation ago earlier years as late of early on hours "
    "for by since until before morning night nightfall midnight Monday over at during after festival Easter "
    "Christmas spring summer 2014 1990s March Sept. 9 12 within days last next this weekend season financial "
    "general election final day its peak height half quarter period first second third full whole end start middle "
    "to up ending throughout past coming previous following war launch through mid- polling eve later same current "
    "each every week currently today yesterday now present time so far date year-on-year annual monthly annually "
    "six quarters sold boats old , . ( -"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_the_same_expressions_are_found_as_by_trying_every_word(words: list[str]) -> None:
    sentence = " ".join(words).replace("- ", "-")
    found = [(m.span(), m["rate"]) for m in expressions(sentence)]
    assert found == [(m.span(), m["rate"]) for m in PERIOD.finditer(sentence)]


def test_expressions_are_found_in_order() -> None:
    sentence = (
        "Currently 9 boats sail; in March 2014, before the last election, and two years ago 12 did, up 3% year on year."
    )
    assert [m.group() for m in expressions(sentence)] == [
        "Currently",
        "in March 2014",
        "before the last election",
        "two years ago",
        "year on year",
    ]
