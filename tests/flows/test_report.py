"""The report page: the right number is marked, nothing of an article becomes markup, nothing is fetched."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from flows.report import Marked, amount, mark, write_report
from transforms.frames import DOCUMENTS, FIGURES, LINES, frame
from warehouse.connect import open_writer
from warehouse.errors import NoWarehouse
from warehouse.land import land
from warehouse.landing import Landing, QualityResult, Refusal, SeenDocument
from warehouse.migrate import prepare
from warehouse.runs import RunCounts, RunStart, begin_run

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "<script>alert(1)</script>"
TEXT = f"Tariff\nThe tariff rose 5% and then 5% again, {HOSTILE} said."
NOW = datetime(2025, 3, 1, 6, 15, tzinfo=UTC)


def test_the_right_one_of_two_equal_numbers_is_marked() -> None:
    sentence = "The tariff rose 5% and then 5% again."
    around = f"Tariff\n{sentence}"
    assert mark(sentence, "5%", around, 7 + 28) == Marked("The tariff rose 5% and then ", "5%", " again.")
    assert mark(sentence, "5%", around, 7 + 16) == Marked("The tariff rose ", "5%", " and then 5% again.")


def test_a_sentence_that_was_mended_is_marked_where_its_surface_stands_first() -> None:
    assert mark("A rise of 5% now.", "5%", "A rise\nof 5% now.", 10) == Marked("A rise of ", "5%", " now.")
    assert mark("No number here.", "5%", "", 0) == Marked("No number here.", "", "")


@pytest.mark.parametrize(
    ("value", "low", "high", "shown"),
    [(370000.0, None, None, "370,000"), (None, 5.0, 7.5, "5 to 7.5"), (None, 5.0, None, "5"), (None, None, None, "")],
    ids=["value", "range", "open-range", "none"],
)
def test_amounts_are_written_as_people_do(
    value: float | None, low: float | None, high: float | None, shown: str
) -> None:
    assert amount(value, low, high) == shown


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """Return a database with one article, one figure said by something hostile, and one refusal."""
    path = tmp_path / "w.duckdb"
    document: dict[str, Any] = {
        "doc_id": "0" * 16,
        "source": "tariff.txt",
        "encoding": "utf-8",
        "reader": "text",
        "text": TEXT,
    }
    document |= {"n_bytes": 70, "n_chars": len(TEXT), "n_lines": 1, "n_figures": 1, "n_not_figures": 0}
    line = {"doc_id": "0" * 16, "n": 2, "char_start": 7, "char_end": len(TEXT), "role": "body", "text": TEXT[7:]}
    figure: dict[str, Any] = {
        "figure_id": "f",
        "doc_id": "0" * 16,
        "line_n": 2,
        "char_start": 35,
        "char_end": 37,
        "surface": "5%",
    }
    figure |= {"sentence": TEXT[7:], "kind": "percent", "value": 5.0, "unit": "%", "comparator": "=", "vague": False}
    figure |= {"speaker": HOSTILE, "status": "reported", "rule_id": "percent.unit"}
    landing = Landing(
        "r1",
        NOW,
        RunCounts(2, 1, 0, 0, 1, 1, 1, 0, 0),
        frame([document], DOCUMENTS),
        frame([line], LINES),
        frame([figure], FIGURES),
        seen=[SeenDocument("tariff.txt", "0" * 16, "new"), SeenDocument("b.txt", None, "rejected")],
        refusals=[Refusal("read", "b.txt", None, ("read.empty",), HOSTILE, {})],
        quality=[QualityResult("lines", "lines.role_known", "The role is known.", "critical", 1, 0, "pass")],
    )
    with open_writer(path) as connection:
        prepare(connection)
        begin_run(connection, RunStart("r1", NOW, "0.1.0", "rules"))
        land(connection, landing)
    return path


def test_the_page_shows_run_figures_rules_and_refusals(warehouse: Path, tmp_path: Path) -> None:
    path = write_report(warehouse, tmp_path / "reports")
    assert [file.name for file in (tmp_path / "reports").iterdir()] == [path.name]
    page = path.read_text("utf-8")
    text = " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())
    assert "It read 2 sources: 1 new, 0 unchanged, 0 duplicates of another, 1 rejected." in text
    assert "1 of 1 rules hold" in text
    assert "lines.role_known" in text
    assert "read.empty" in text
    assert re.search(r'The tariff rose 5% and then <mark title="[^"]*\[percent.unit\]">5%</mark> again', page)


def test_nothing_of_an_article_becomes_markup_and_nothing_is_fetched(warehouse: Path, tmp_path: Path) -> None:
    page = write_report(warehouse, tmp_path).read_text("utf-8")
    assert HOSTILE not in page
    assert page.count("<script>") == 1
    assert page.count("&lt;script&gt;") == 3
    assert re.findall(r"""(?:src|href|url|@import)\s*[=(]""", page) == []
    assert "https:" not in page
    assert "http:" not in page


def test_the_pages_of_the_rules_are_linked_where_there_are_some(warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "quality").mkdir()
    (tmp_path / "quality" / "index.html").write_text("")
    assert 'href="quality/index.html"' in write_report(warehouse, tmp_path).read_text("utf-8")


def test_without_a_database_no_page_is_written(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouse):
        write_report(tmp_path / "none.duckdb", tmp_path / "reports")
    assert list((tmp_path / "reports").iterdir()) == []
