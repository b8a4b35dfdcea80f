from __future__ import annotations

from flows.training.attributions import read_attributions, speakers
from tests.transforms.context.test_proposals import view

TEXT = """Tides

Ada Oke said that 14 boats had sunk, and the harbour master told her that 40 men were safe. It took 3 hours.
"""


def at(words: str) -> str:
    start = TEXT.index(words)
    return f"{start} {start + len(words)}"


ANN = "\n".join(
    [
        f"T1\tSource {at('Ada Oke')}\tAda Oke",
        f"T2\tContent {at('that 14 boats had sunk, and the harbour master told her that 40 men were safe')}\t...",
        f"T3\tSource {at('the harbour master')}\tthe harbour master",
        f"T4\tContent {at('that 40 men were safe')}\t...",
        "E1\tAttribution:T9 Content:T2 Source:T1",
        "E2\tAttribution:T8 Content:T4 Source:T3",
    ]
)


def test_a_figure_belongs_to_the_source_of_the_inner_content() -> None:
    said = [label.get("speaker", "?") for label in speakers(view(TEXT), read_attributions(ANN))]
    assert said == ["Ada Oke", "harbour master", None]


def test_a_source_that_is_nobodys_name_teaches_nothing() -> None:
    silent = ANN.replace(f"T1\tSource {at('Ada Oke')}", f"T1\tSource {at('It took')}")
    labels = list(speakers(view(TEXT), read_attributions(silent)))
    assert labels == [{}, {"speaker": "harbour master"}, {"speaker": None}]
