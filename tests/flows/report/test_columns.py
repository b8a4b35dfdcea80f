"""Figures packed for a browser: nothing of them is lost, and each is found where its line says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.report.columns import LONGEST_LINE, Place, coded, placed, utf16_length


def test_words_are_kept_once_in_the_order_they_come() -> None:
    assert coded(["b", None, "a", "b"]) == {"words": ["b", "a"], "codes": [0, -1, 1, 0]}


@given(st.lists(st.none() | st.text(max_size=3)))
def test_codes_stand_for_their_words(words: list[str | None]) -> None:
    packed = coded(words)
    assert [None if code == -1 else packed["words"][code] for code in packed["codes"]] == words  # type: ignore[index]


def test_a_figure_stands_in_its_line_with_its_sentence() -> None:
    line = "Prices rose. The tariff rose 5% and then 5% again. It is high."
    sentence = "The tariff rose 5% and then 5% again."
    assert placed(line, 41, "5%", sentence) == Place(line, 41, 43, 13, 50)
    assert placed(line, 29, "5%", sentence) == Place(line, 29, 31, 13, 50)


def test_of_two_equal_sentences_the_one_around_the_figure_is_meant() -> None:
    assert placed("It is 5%. It is 5%.", 16, "5%", "It is 5%.") == Place("It is 5%. It is 5%.", 16, 18, 10, 19)


def test_a_sentence_over_several_lines_is_shown_itself_with_the_right_number_marked() -> None:
    sentence = "It rose 5% in May and then 5% in June."
    assert placed("and then 5% in", 9, "5%", sentence) == Place(sentence, 27, 29, 0, 38)
    assert placed("of 7%", 3, "7%", "Nothing here.") == Place("7% Nothing here.", 0, 2, 0, 16)


def test_of_a_text_without_breaks_only_the_surroundings_are_kept() -> None:
    sentence = "The tariff rose 5%."
    line = "x" * LONGEST_LINE + f" {sentence} " + "y" * LONGEST_LINE
    place = placed(line, LONGEST_LINE + 17, "5%", sentence)
    assert len(place.text) == 300 + len(sentence) + 300
    assert place.text[place.figure_start : place.figure_end] == "5%"
    assert place.text[place.sentence_start : place.sentence_end] == sentence


@pytest.mark.parametrize(("text", "at"), [("rise 5%", 5), ("\U0001f6a8 5%", 2), ("é\u2028 5%", 3)])
def test_offsets_are_those_that_scripts_count(text: str, at: int) -> None:
    assert utf16_length(text, at) == len(text[:at].encode("utf-16-le")) // 2
