"""Texts that were wrapped at some width are read as the paragraphs that they were, with offsets into the text."""

from __future__ import annotations

import textwrap

import pytest

from seeds.load import load_lexicon
from transforms.cleaning.clean import Cleaner
from transforms.sentences import sentences
from transforms.wrapping import wrapped_width

CLEANER = Cleaner(load_lexicon())
ONE = (
    "The harbour council met on Tuesday night to settle the tolls that ferries will pay from the spring. "
    "Officials have argued for months that the old rates no longer cover what it costs to dredge the channel, "
    "which took 14 weeks last year and cost a third more than Northbank had planned."
)
TWO = (
    "The vote split the room, and several members walked out before the count was read to the gallery. "
    "A final decision will be taken when the auditors have looked at the books of the port in January."
)


@pytest.mark.parametrize("between", ["\n\n", "\n"], ids=["blank lines", "no blank lines"])
@pytest.mark.parametrize("width", [60, 72, 80])
def test_the_lines_of_a_wrapped_text_have_the_role_of_their_paragraph(width: int, between: str) -> None:
    parts = [textwrap.fill(part, width) for part in (ONE, TWO)]
    text = "Ferry tolls to double\n\n" + between.join([parts[0], "Hide Ad", parts[1]])
    lines = CLEANER.lines(text)
    told = [line for line in lines if line.role == "body"]
    assert " ".join(line.text for line in told) == f"{ONE} {TWO}"
    assert [line.text for line in lines if line.role != "body"] == ["Ferry tolls to double", "Hide Ad"]
    assert all(text[line.char_start : line.char_end] == line.text for line in lines)
    read = [" ".join(text[s.start : s.end].split()) for s in sentences(text, lines)]
    first, second = ONE.split(". ")
    third, fourth = TWO.split(". ")
    assert read == ["Ferry tolls to double", f"{first}.", second, f"{third}.", fourth]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{ONE}\n{TWO}", id="paragraphs"),
        pytest.param("\n".join(f"{n} boats of the fleet\nof the port" for n in range(30)), id="a list"),
        pytest.param("", id="nothing"),
    ],
)
def test_other_texts_were_not_wrapped(text: str) -> None:
    assert wrapped_width(list(enumerate(text.split("\n")))) is None
