"""How far two texts are the same words, and the sketches that find them."""

from __future__ import annotations

import random

import pytest

from transforms.sketch import BANDS, FEWEST, REPEATS, bands_of, runs_of, shared

WORDS = [f"word{n}" for n in range(400)]


def text(n: int, *, of: int = 0) -> str:
    """A text of `n` words in an order of its own."""
    return " ".join(random.Random(of).choices(WORDS, k=n))


def test_runs_are_three_words_whatever_their_case_and_marks() -> None:
    assert runs_of("The ferry SAILS at noon.") == {"the ferry sails", "ferry sails at", "sails at noon"}
    assert runs_of("the ferry, sails at «noon»") == runs_of("The ferry SAILS at noon.")
    assert runs_of("Two words") == runs_of("") == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("a b c d", "a b c d", 1.0),
        ("a b c d", "a b c d e f", 1.0),
        ("a b c d", "x b c d", 0.5),
        ("a b c d", "d c b a", 0.0),
        ("a b c d", "", 0.0),
    ],
)
def test_share_is_of_the_shorter_text(one: str, other: str, share: float) -> None:
    assert shared(runs_of(one), runs_of(other)) == shared(runs_of(other), runs_of(one)) == share


def bands_in_common(one: str, other: str) -> int:
    return sum(a == b for a, b in zip(bands_of(runs_of(one)), bands_of(runs_of(other)), strict=True))


def test_texts_that_repeat_each_other_share_bands_and_others_do_not() -> None:
    agency = text(300)
    lightly_edited = " ".join("new" if n % 25 == 0 else word for n, word in enumerate(agency.split()))
    cut = " ".join(agency.split()[:160])
    topped = text(60, of=2) + " " + agency
    assert bands_in_common(agency, agency) == BANDS
    for copy in (lightly_edited, cut, topped):
        assert shared(runs_of(agency), runs_of(copy)) >= REPEATS
        assert bands_in_common(agency, copy) > 0
    assert bands_in_common(agency, text(300, of=3)) == 0


def test_text_too_short_to_compare_has_no_bands() -> None:
    assert len(bands_of(runs_of(text(FEWEST + 2)))) == BANDS
    assert bands_of(runs_of(text(FEWEST + 1))) == ()


def test_bands_stay_what_stored_ones_are() -> None:
    """A change here, of ours or of datasketch, needs a migration that empties `document_sketches`."""
    runs = runs_of(" ".join(WORDS[: FEWEST + 2]))
    assert bands_of(runs)[:2] == (7310202726203482576, -5611667842543844910)
