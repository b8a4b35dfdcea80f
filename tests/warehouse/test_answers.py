"""The views that set what is said side by side: disagreement, corroboration, and a measure over time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.warehouse.newsroom import Article, article, run
from tests.warehouse.test_duplicates import AGENCY, words
from warehouse.query import run_query

if TYPE_CHECKING:
    import duckdb

TOLL = {"kind": "count", "unit": "person", "measure": "killed", "measure_id": "killed", "subject_id": "NOR"}
SHARE = {
    "kind": "percent", "unit": "%", "measure": "defence", "measure_id": "defence_share", "subject": "Norway",
    "subject_id": "NOR",
}  # fmt: skip


def says(name: str, surface: str, value: float | None = None, **about: Any) -> Article:
    """An article of one figure; `published` and `body` are the article's, the rest is the figure's."""
    published = about.pop("published", None)
    told = about.pop("body", [])
    figure = TOLL | {"surface": surface, "value": value, "subject": "Norway"} | about
    precision = None if published is None else "day"
    lines = [("body", f"In the {name} story it is {surface} in all."), *(("body", " ".join(told)) for _ in told[:1])]
    return article(name, lines, [figure], published=published, published_precision=precision, outlet=f"The {name}")


def against(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """What stands against each figure, by what it states."""
    return dict(connection.execute("SELECT stated, against FROM v_disagreements").fetchall())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"value": 14.0}, {"value": 19.0}, id="two values"),
        pytest.param({"value": 14.0}, {"value": 19.0, "comparator": ">="}, id="below at least"),
        pytest.param({"value": 14.0, "comparator": "<="}, {"value": 19.0, "comparator": ">"}, id="open apart"),
        pytest.param({"value": 14.0}, {"low": 15.0, "high": 19.0}, id="outside the range"),
        pytest.param({"value": 14.0, "comparator": "~"}, {"value": 15.0}, id="seven percent from about"),
        pytest.param({"value": 2.0, "change": "up"}, {"value": 2.0, "change": "down"}, id="up and down"),
        pytest.param({"value": 14.0, "base": "men"}, {"value": 19.0, "base": "Men"}, id="one base"),
        pytest.param({"value": 14.0}, {"value": 19.0, "base": "the economy"}, id="base that the measure implies"),
        pytest.param(
            {"value": 14.0, "published": "2025-03-01"}, {"value": 19.0, "published": "2025-03-20"}, id="the same month"
        ),
        pytest.param(
            {"value": 1.0, "period": "in 2024", "period_start": "2024-01-01", "period_end": "2024-12-31",
             "period_precision": "year"},
            {"value": 2.0, "period": "last year", "period_start": "2024-01-01", "period_end": "2024-12-31",
             "period_precision": "year"},
            id="one year in other words",
        ),
        pytest.param(
            {"value": 1.0, "period": "before the flood"}, {"value": 2.0, "period": "Before the flood"}, id="same words"
        ),
        pytest.param({"value": 1.0, "period": "currently"}, {"value": 2.0}, id="now is when it is said"),
    ],
)  # fmt: skip
def test_values_that_cannot_all_be_right_stand_against_each_other(
    writer: duckdb.DuckDBPyConnection, one: dict[str, Any], other: dict[str, Any]
) -> None:
    run(writer, 1, [says("one", "12,345", **one), says("other", "67,890", **other)])
    found = against(writer)
    assert len(found) == 2
    assert [len(others) for others in found.values()] == [1, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"value": 370.0, "comparator": ">="}, {"value": 400.0}, id="at least and more"),
        pytest.param({"value": 370.0, "comparator": ">="}, {"value": 400.0, "comparator": ">"}, id="both open"),
        pytest.param({"value": 14.0, "comparator": "~"}, {"value": 14.5}, id="about"),
        pytest.param({"low": 10.0, "high": 20.0}, {"value": 14.0}, id="inside the range"),
        pytest.param({"low": 10.0, "high": 20.0}, {"low": 20.0, "high": 30.0}, id="ranges that touch"),
        pytest.param({"value": 14.0}, {"value": 19.0, "subject": "Sweden", "subject_id": "SWE"}, id="subject"),
        pytest.param({"value": 14.0}, {"value": 19.0, "measure": "hurt", "measure_id": "wounded"}, id="measure"),
        pytest.param({"value": 14.0}, {"value": 19.0, "status": "forecast"}, id="fact and forecast"),
        pytest.param({"value": 14.0}, {"value": 19.0, "unit": "child"}, id="unit"),
        pytest.param({"value": 14.0, "base": "men"}, {"value": 19.0, "base": "women"}, id="base"),
        pytest.param({"value": 14.0}, {"value": 19.0, "vague": True}, id="vague"),
        pytest.param({"value": 14.0, "change": "up"}, {"value": 19.0}, id="a rise and a level"),
        pytest.param({"value": 14.0, "status": "denied"}, {"value": 19.0, "status": "denied"}, id="what is ruled out"),
        pytest.param(
            {"value": 14.0, "published": "2025-03-01"}, {"value": 19.0, "published": "2025-04-20"}, id="months apart"
        ),
        pytest.param(
            {"value": 1.0, "period": "by 2027", "period_end": "2027-12-31", "period_precision": "year"},
            {"value": 2.0, "period": "by 2030", "period_end": "2030-12-31", "period_precision": "year"},
            id="other years",
        ),
        pytest.param({"value": 1.0, "period": "before the flood"}, {"value": 2.0}, id="another time"),
    ],
)
def test_values_that_can_both_be_right_do_not(
    writer: duckdb.DuckDBPyConnection, one: dict[str, Any], other: dict[str, Any]
) -> None:
    run(writer, 1, [says("one", "12,345", **one), says("other", "67,890", **other)])
    assert against(writer) == {}


def test_speakers_of_one_article_can_disagree_but_one_speaker_does_not_with_himself(
    writer: duckdb.DuckDBPyConnection,
) -> None:
    rows = [("2%", 2.0, "Ada Oke"), ("3%", 3.0, "Ada Oke"), ("9%", 9.0, "Per Lind")]
    figures = [SHARE | {"surface": s, "value": v, "speaker": by, "status": "proposed"} for s, v, by in rows]
    run(writer, 1, [article("debate", [("body", "Oke asked for 2% and then 3%, Lind for 9%.")], figures)])
    assert against(writer) == {
        "2%": ["9% (Per Lind)"], "3%": ["9% (Per Lind)"], "9%": ["2% (Ada Oke)", "3% (Ada Oke)"]
    }  # fmt: skip


def test_copies_of_a_story_are_one_source_of_its_figure(writer: duckdb.DuckDBPyConnection) -> None:
    copies = [says(name, "31", 31.0, body=AGENCY) for name in ("morning", "evening", "weekly")]
    alone = says("rival", "31", 31.0, body=words(200, of=9), speaker="Ada Oke")
    run(writer, 1, copies)
    query = "SELECT stated, n_documents, n_sources, speakers FROM v_corroboration"
    papers = ["The evening", "The morning", "The weekly"]
    assert run_query(writer, query).rows == (("31", 3, 1, papers),)
    run(writer, 2, [alone])
    assert run_query(writer, query).rows == (("31", 4, 2, ["Ada Oke", *papers]),)
    assert run_query(writer, "corroboration", {"sources": "2"}).rows[0][:6] == (
        "31", 4, 2, "killed", "Norway", "reported"
    )  # fmt: skip
    assert run_query(writer, "corroboration", {"sources": "3"}).rows == ()


def test_one_sentence_is_one_source_whoever_prints_it(writer: duckdb.DuckDBPyConnection) -> None:
    def printing(name: str, sentence: str, of: int) -> Article:
        lines = [("body", sentence), ("body", " ".join(words(120, of=of)))]
        return article(name, lines, [TOLL | {"surface": "31", "value": 31.0}])

    run(writer, 1, [printing("one", "Police count 31 dead.", 7), printing("other", "police count 31 dead", 8)])
    assert run_query(writer, "SELECT n_documents, n_sources FROM v_corroboration").rows == ((2, 1),)


@pytest.mark.parametrize(
    "other",
    [
        {"value": 32.0}, {"value": 31.0, "comparator": "~"}, {"value": 31.0, "status": "forecast"},
        {"value": 31.0, "subject": "Sweden", "subject_id": "SWE"}, {"value": 31.0, "vague": True},
        {"value": 31.0, "period_start": "2024-01-01", "period_end": "2024-12-31", "period_precision": "year",
         "period": "in 2024"},
    ],
    ids=["value", "comparator", "status", "subject", "vague", "period"],
)  # fmt: skip
def test_another_figure_corroborates_nothing(writer: duckdb.DuckDBPyConnection, other: dict[str, Any]) -> None:
    run(writer, 1, [says("one", "31", 31.0), says("other", "31", **other)])
    assert run_query(writer, "FROM v_corroboration").rows == ()


def test_trajectory_follows_the_period_else_the_publication_and_counts_a_copied_point_once(
    writer: duckdb.DuckDBPyConnection,
) -> None:
    year = {"period_start": "2024-01-01", "period_end": "2024-12-31", "period_precision": "year", "period": "in 2024"}
    goal = {"period_end": "2030-12-31", "period_precision": "year", "period": "by 2030", "status": "target"}
    run(
        writer,
        1,
        [
            says("goal", "3%", 3.0, **SHARE, **goal, published="2025-02-01"),
            says("now", "2.4%", 2.4, **SHARE, published="2025-02-01", body=AGENCY),
            says("copy", "2.4%", 2.4, **SHARE, published="2025-02-03", body=AGENCY, speaker=None, outlet=None),
            says("past", "2%", 2.0, **SHARE, **year, published="2025-02-02"),
            says("undated", "2.2%", 2.2, **SHARE),
            says("toll", "31", 31.0),
        ],
    )
    rows = run_query(writer, "trajectory", {"subject": "nor"}).rows
    assert [(row[1], row[2], row[3]) for row in rows] == [
        ("defence", date(2024, 12, 31), "2%"),
        ("defence", date(2025, 2, 1), "2.4%"),
        ("defence", date(2030, 12, 31), "3%"),
        ("defence", None, "2.2%"),
        ("killed", None, "31"),
    ]
