"""Reads every sample as the product does and holds the scores against their floors.

A floor is what was measured when it was set, and only ever goes up: run with `TALLYWIRE_RAISE_FLOORS=1` after an
improvement, or after samples or labels have changed on purpose. Floors that a changed fixture has made unreachable are
lowered by hand, in sight of the reviewer.
"""

from __future__ import annotations

import json
import math
import os
from typing import TYPE_CHECKING, Any

import pytest

from flows.article_reader import article_reader
from tests.golden.labels import FLOORS, Row, as_rows, fixtures_digest, label_files, place, read_labels, sample_of
from tests.golden.scoring import Tally, count_figures, count_lines
from transforms.reading.documents import read_document
from transforms.records import Article, Document

if TYPE_CHECKING:
    from transforms.article import ArticleReader

RAISE = os.environ.get("TALLYWIRE_RAISE_FLOORS") == "1"
SCORES = sorted(Tally().scores())


def read_sample(reader: ArticleReader, labels: Row) -> Article:
    sample = sample_of(labels)
    document = read_document(sample.read_bytes(), str(sample))
    assert isinstance(document, Document), document
    return reader.read(document)


@pytest.fixture(scope="module")
def readings() -> list[tuple[Row, Article]]:
    reader = article_reader()
    return [(labels, read_sample(reader, labels)) for labels in map(read_labels, label_files())]


@pytest.fixture(scope="module")
def tally(readings: list[tuple[Row, Article]]) -> Tally:
    out = Tally()
    for labels, article in readings:
        rows = as_rows(article)
        if "lines" in labels:
            count_lines(out, labels["doc"], labels["lines"], rows["lines"])
        count_figures(out, labels["doc"], place(labels["figures"], article.document.text), rows["figures"])
    return out


@pytest.fixture(scope="module")
def floors(tally: Tally) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"fixtures": "", "scores": {}}
    if RAISE:
        known = {"fixtures": fixtures_digest(), "scores": raised(known["scores"], tally.scores())}
        FLOORS.write_text(json.dumps(known, indent=1) + "\n", "utf-8")
    return known


def raised(floors: dict[str, float], measured: dict[str, float]) -> dict[str, float]:
    """Return the higher of floor and measurement for every score, rounded down so that the floor can be met."""
    return {
        name: max(floors.get(name, 0.0), math.floor(score * 10_000) / 10_000)
        for name, score in sorted(measured.items())
    }


@pytest.mark.parametrize("score", SCORES)
def test_score_is_not_below_its_floor(score: str, tally: Tally, floors: dict[str, Any]) -> None:
    measured = tally.scores()[score]
    report = "\n".join(tally.errors)
    assert measured >= floors["scores"][score], f"{score} fell to {measured:.4f}; what differs now:\n{report}"


def test_floors_were_measured_on_these_samples_and_labels(floors: dict[str, Any]) -> None:
    assert floors["fixtures"] == fixtures_digest(), (
        "samples or labels changed: look at the difference in scores, then run with TALLYWIRE_RAISE_FLOORS=1"
    )


def test_floors_only_go_up() -> None:
    assert raised({"surface": 0.9, "roles": 0.5}, {"surface": 0.8, "roles": 0.61239, "status": 1.0}) == {
        "surface": 0.9, "roles": 0.6123, "status": 1.0
    }  # fmt: skip


def test_no_labelled_story_line_is_cut(readings: list[tuple[Row, Article]]) -> None:
    lost = []
    for labels, article in readings:
        roles = {line.n: line for line in article.lines}
        lost += [
            (labels["doc"], line["n"], roles[line["n"]].rule_id, roles[line["n"]].text)
            for line in labels.get("lines", ())
            if line["role"] == "body" and roles[line["n"]].role == "boilerplate"
        ]
    assert lost == []


def test_every_figure_stands_where_it_says(readings: list[tuple[Row, Article]]) -> None:
    for _, article in readings:
        text = article.document.text
        assert [text[f.char_start : f.char_end] for f in article.figures] == [f.surface for f in article.figures]
