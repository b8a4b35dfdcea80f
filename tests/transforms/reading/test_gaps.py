"""Paragraphs that the reader of a page left out come back in their place, and nothing else does."""

from __future__ import annotations

import pytest

from transforms.reading.gaps import with_gaps_filled

P = [
    f"Paragraph number {n} of the story says what the harbour council settled about the tolls for ferries that week."
    for n in range(8)
]
SHORT = "A short line of the page"


@pytest.mark.parametrize(
    ("text", "page", "expected"),
    [
        pytest.param(
            [P[0], P[3]], [SHORT, P[0], P[1], SHORT, P[2], P[3]], [P[0], P[1], P[2], P[3]], id="in the middle"
        ),
        pytest.param([P[0]], [P[0], SHORT, P[1], P[2], P[3]], P[:4], id="three below"),
        pytest.param([P[0]], [P[0], SHORT, P[1], P[2]], [P[0]], id="two below are a note"),
        pytest.param([P[0]], [P[0], *[SHORT] * 4, P[1], P[2], P[3]], [P[0]], id="far below"),
        pytest.param([P[1]], [P[0], P[1]], [P[1]], id="above"),
        pytest.param([P[0], P[1]], [P[0], P[2], P[2], P[1]], [P[0], P[1]], id="printed twice"),
        pytest.param([P[0], P[1]], [P[0], SHORT, P[1]], [P[0], P[1]], id="short lines"),
        pytest.param([P[0]], [P[1], P[2]], [P[0]], id="nothing in common"),
        pytest.param([f"{P[0]} {P[1]}", P[3]], [P[0], P[1], P[2], P[3]], [f"{P[0]} {P[1]}", P[2], P[3]], id="joined"),
    ],
)
def test_gaps(text: list[str], page: list[str], expected: list[str]) -> None:
    assert with_gaps_filled("\n".join(text), "\n\n".join(page)).split("\n") == expected


def test_an_empty_page_adds_nothing() -> None:
    assert with_gaps_filled("", "") == ""
