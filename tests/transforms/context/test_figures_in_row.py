"""Figures that lean on the one before, and nouns that only seem to be measured: what business stories are full of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.transforms.stories import only, related

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "It rests on forecasts of cod growth of [1%|percent] in Norway next year and [2%|percent] in Denmark.",
            [("cod growth", "Norway"), ("cod growth", "Denmark")],
            id="and for another place",
        ),
        pytest.param(
            "The deficit of Norway fell to [2%|percent], while Denmark's fell to [3%|percent].",
            [("deficit", "Norway"), ("deficit", "Denmark")],
            id="a possessor without a noun",
        ),
        pytest.param(
            "The study predicted growth of [3%|percent] in 2004, slipping to [2%|percent] next year.",
            [("growth", None), ("growth", None)],
            id="a forecast goes on",
        ),
        pytest.param("Herring sales totalled [4 million|count|unit] units.", [("Herring sales", None)], id="sales"),
        pytest.param("Storms hit the yard, with sales down [3%|percent].", [("sales", None)], id="down without a verb"),
        pytest.param("Shares in Lund were up [4%|percent] at noon.", [("Shares", "Lund")], id="a verb is no headline"),
        pytest.param("Oke gave the club a sum of [$4m|money].", [("gave the club", "Oke")], id="a sum says nothing"),
        pytest.param(
            "The largest gift was a bequest from Ada Oke of [$4m|money]. Ada Oke died.",
            [("bequest", "Ada Oke")],
            id="whose bequest",
        ),
        pytest.param("Lund Air controls [45%|percent] of the Danish market.", [("market", "Lund Air")], id="who holds"),
        pytest.param(
            "The firm runs [142|count|quarry] quarries in the UK.", [("quarries", "firm")], id="not the place"
        ),
        pytest.param("[40|count|pick] of Oke's picks left.", [("picks", "Oke")], id="owners are no measure"),
        pytest.param(
            "Ada Oke left. In his [40|duration] minute speech Mr Lund spoke.", [("minute speech", "Lund")], id="his"
        ),
        pytest.param("Some [4%|percent] of skippers are women.", [("women", "skippers")], id="what a share is"),
        pytest.param("The firm, whose arm runs [13|count|farm] farms, left.", [("farms", "arm")], id="whose"),
        pytest.param("The firm has a market share of [13%|percent].", [("market share", "firm")], id="market share"),
        pytest.param(
            "The Greens came with gifts totalling [$4m|money] in all.", [("gifts", "Greens")], id="who has what totals"
        ),
    ],
)
def test_measure_and_subject(text: str, expected: list[tuple[str, str | None]], nlp: Language) -> None:
    assert [(figure.measure, figure.subject) for figure in related(text, nlp)] == expected


@pytest.mark.parametrize(
    ("text", "speaker", "status"),
    [
        pytest.param("The pound added [4%|percent] to trade higher.", None, "reported", id="what adds says nothing"),
        pytest.param(
            "Plans to close [40|count|yard] yards have been unveiled by the Greens.",
            "Greens",
            "target",
            id="whose plans",
        ),
        pytest.param(
            "They fall in [24|count|kind] kinds according to voting intention.", None, "reported", id="no one's word"
        ),
        pytest.param(
            "Skippers polled by the Harbour Trust expect [4%|percent] more cod.",
            "Harbour Trust",
            "forecast",
            id="polls",
        ),
        pytest.param("The Tern Bank is to cut [40|count|job] jobs.", "Tern Bank", "target", id="what is to be done"),
        pytest.param(
            "It defended the Tern Bank's planned [$4m|money] offer.", "Tern Bank", "target", id="what is planned"
        ),
        pytest.param(
            "Oke said public borrowing would continue to fall for [five years|duration].",
            "Oke",
            "forecast",
            id="what continues says nothing",
        ),
        pytest.param("Reports say the bank owns [4%|percent] of it.", None, "reported", id="reports of nobody"),
        pytest.param("Oke had to pay [$4m|money].", None, "reported", id="what had to be done was done"),
        pytest.param(
            "Skippers were [4%|percent] more likely to be stopped.", None, "reported", id="more likely is no forecast"
        ),
        pytest.param(
            "The Harbour Trust counts boats. By its count [40|count|boat] boats sank.",
            "Harbour Trust",
            "reported",
            id="its own count",
        ),
    ],
)
def test_speaker_and_status(text: str, speaker: str | None, status: str, nlp: Language) -> None:
    figure = only(text, nlp)
    assert (figure.speaker, figure.status) == (speaker, status)
