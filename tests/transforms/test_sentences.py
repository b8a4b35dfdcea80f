"""Where sentences begin and end."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.records import Line, Role
from transforms.sentences import MAX_SENTENCE, SentenceSpan, parse_text, sentences


def lines_of(text: str, role: Role = "body") -> tuple[Line, ...]:
    found, at = [], 0
    for n, line in enumerate(text.split("\n"), 1):
        if line.strip():
            found.append(Line(n, at, at + len(line.rstrip("\r")), role, None, line.rstrip("\r")))
        at += len(line) + 1
    return tuple(found)


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text, lines_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mr. Oke paid. Sen. Ray did not.", ["Mr. Oke paid.", "Sen. Ray did not."], id="titles"),
        pytest.param("It cost 2.5 pounds. Then 3.", ["It cost 2.5 pounds.", "Then 3."], id="decimal point"),
        pytest.param("The U.S. Census Bureau said so.", ["The U.S. Census Bureau said so."], id="initialism in a name"),
        pytest.param(
            "He left the U.S. The ship sank.", ["He left the U.S.", "The ship sank."], id="initialism at the end"
        ),
        pytest.param("On Jan. 6 it rained. Yes!", ["On Jan. 6 it rained.", "Yes!"], id="month"),
        pytest.param("Well... maybe. Or not?", ["Well... maybe.", "Or not?"], id="ellipsis in the middle"),
        pytest.param(
            "“It sank.” Nobody came.", ["“It sank.”", "Nobody came."], id="closing quote belongs to the sentence"
        ),
        pytest.param("4. Loose ropes everywhere.", ["4. Loose ropes everywhere."], id="list number"),
        pytest.param("It may sink.Later it did.", ["It may sink.", "Later it did."], id="lost space"),
        pytest.param("See oke.com. It is new.", ["See oke.com.", "It is new."], id="web address"),
        pytest.param("We won!\nThey lost.", ["We won!", "They lost."], id="line break"),
        pytest.param(
            "With the chance of\n\nOke winning, all fled.",
            ["With the chance of\n\nOke winning, all fled."],
            id="page break",
        ),
        pytest.param("Boats: 3\nNets: 4", ["Boats: 3", "Nets: 4"], id="list items stay apart"),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_lines_of_the_page_hold_no_sentences() -> None:
    assert sentences("Share this. Now.", lines_of("Share this. Now.", "boilerplate")) == ()


def test_sentence_says_the_line_it_begins_on() -> None:
    text = "First.\n\nSecond. Third."
    assert sentences(text, lines_of(text)) == (
        SentenceSpan(0, 6, 1),
        SentenceSpan(8, 15, 3),
        SentenceSpan(16, 22, 3),
    )


def test_endless_line_is_cut_at_spaces() -> None:
    text = "word " * 1000
    pieces = split(text)
    assert (max(map(len, pieces)) <= MAX_SENTENCE, " ".join(pieces)) == (True, text.strip())


@given(st.text(alphabet="Aa .!?\n\r\"“”’'1,"))
def test_sentences_are_ordered_disjoint_and_lose_no_word(text: str) -> None:
    spans = sentences(text, lines_of(text))
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert "".join("".join(text[s.start : s.end].split()) for s in spans) == "".join(text.split())


@given(st.text())
def test_parse_text_keeps_every_offset(text: str) -> None:
    assert len(parse_text(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“It’s ‘so’,” he said", "\"It's 'so',\" he said", id="curly marks"),
        pytest.param("It\ufffds \ufffdso\ufffd", 'It\'s "so"', id="lost marks"),
        pytest.param("two thirds - 65% - left", "two thirds – 65% – left", id="hyphen for a dash"),
        pytest.param("WE HAVE LOST EVERY BOAT WE HAD", "we have lost every boat we had", id="shouted"),
        pytest.param("ADA OKE runs it", "Ada Oke runs it", id="capitals that open a story"),
        pytest.param("NATO said so", "NATO said so", id="an acronym is not shouting"),
        pytest.param("£412m, €9.8bn, 2bn people", "£4120, €9.800, 200 people", id="letters of scale"),
    ],
)
def test_parse_text_is_plain_for_the_parser(text: str, expected: str) -> None:
    assert parse_text(text) == expected
