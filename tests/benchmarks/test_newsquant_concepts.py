"""Concepts in NewsQuant's way, on sentences of our own."""

from __future__ import annotations

import pytest

from tests.benchmarks.newsquant import Translator


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator(ranged=True)


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("The price of tinned herring in Norway rose 4%.", ["price tinned herring Norway"]),
        ("Marit Oke has painted 12 boats.", ["Marit Oke"]),
        ("The harbour reported sales of 300 crates.", ["sales"]),
        ("The ferry had 40-metre masts.", ["masts ferry"]),
        ("Two keepers left.", [""]),
        ("The wall was 3 metres high.", ["wall"]),
        ("She paid 40 kronor.", [""]),
        ("The board found that 81% of crews and 70% of pilots had left.", ["crews", "pilots"]),
        ("He sails in races that entail a 750 metre swim.", ["swim races"]),
        ("The harbour lacks 4G networks.", ["networks"]),
        ("The winners were Lund Group, up 6%, and Oslo Air, up 2%.", ["Lund Group", "Oslo Air"]),
    ],
)
def test_a_concept_is_the_noun_our_measure_or_subject_hangs_on(
    translator: Translator, text: str, concepts: list[str]
) -> None:
    assert [" ".join(found["concept"]) for found in translator.figures(text)] == concepts


def test_r_quant_has_no_concepts() -> None:
    assert [found["concept"] for found in Translator(ranged=False).figures("The wall was 3 metres high.")] == [[]]
