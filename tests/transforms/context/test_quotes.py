"""Quoted spans, whatever marks they are set in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.test_sentences import lines_of
from transforms.context.quotes import quotes


def found(text: str) -> list[tuple[str, int, bool]]:
    return [(text[q.start : q.end], q.depth, q.closed) for q in quotes(text, lines_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('It is "fine, really", he said.', [("fine, really", 0, True)], id="straight"),
        pytest.param("It is “fine, really”, he said.", [("fine, really", 0, True)], id="curly"),
        pytest.param(
            "It’s ‘fine, isn’t it’, he said.", [("fine, isn’t it", 0, True)], id="single curly with apostrophes"
        ),
        pytest.param(
            "It's 'fine, isn't it', he said.", [("fine, isn't it", 0, True)], id="single straight with apostrophes"
        ),
        pytest.param(
            "It\ufffds \ufffdfine, really\ufffd, he said.", [("fine, really", 0, True)], id="marks lost in decoding"
        ),
        pytest.param("But, ”fine, really,” he said.", [("fine, really,", 0, True)], id="closing mark used to open"),
        pytest.param(
            "“He said ‘no way’ to me.”", [("He said ‘no way’ to me.", 0, True), ("no way", 1, True)], id="nested"
        ),
        pytest.param("“It sank. We swam.", [("It sank. We swam.", 0, False)], id="never closed"),
        pytest.param('"It sank. "We swam."', [("It sank. ", 0, False), ("We swam.", 0, True)], id="opened again"),
        pytest.param("The boats’ owners swam.", [], id="plural possessive"),
        pytest.param("It was the ’80s and the '90s.", [], id="decades"),
    ],
)
def test_quotes_are_found(text: str, expected: list[tuple[str, int, bool]]) -> None:
    assert found(text) == expected


def test_quote_knows_whether_it_opens_its_line() -> None:
    text = "“We swam.”\nHe said “we swam”."
    assert [q.opens_line for q in quotes(text, lines_of(text))] == [True, False]


@given(st.text(alphabet="a .\"'“”‘’\ufffd\n"))
def test_quotes_stay_inside_their_line(text: str) -> None:
    lines = {line.n: line for line in lines_of(text)}
    for quote in quotes(text, tuple(lines.values())):
        line = lines[quote.line_n]
        assert line.char_start < quote.start <= quote.end <= line.char_end
