"""Exports: every row and type in Parquet and JSON lines, CSV that no spreadsheet runs, and nothing else reached."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from tests.warehouse.newsroom import BUDGET, article, run
from warehouse.connect import open_writer
from warehouse.errors import NoWarehouse, QueryError
from warehouse.export import export
from warehouse.migrate import prepare

if TYPE_CHECKING:
    from pathlib import Path

COUNTED = {"kind": "count", "unit": "boat", "measure": "toll"}
EVIL = ["=1+1", "+1", "-1", "@cmd", "\t=1", "\r=1", "'quoted'", 'plain, "so"', "1-2", "="]


@pytest.fixture
def warehouse(path: Path) -> Path:
    stories = [
        article(
            f"story-{n}", [("body", f"It took {n + 2} boats.")], [COUNTED | {"surface": str(n + 2), "speaker": said}]
        )
        for n, said in enumerate(EVIL)
    ]
    with open_writer(path) as connection:
        prepare(connection)
        run(connection, 1, stories)
    return path


def test_parquet_and_json_lines_hold_what_the_view_shows(warehouse: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        expected = connection.execute("FROM v_figures ORDER BY figure_id").fetchall()
    parquet, lines = tmp_path / "f.parquet", tmp_path / "f.jsonl"
    assert export(warehouse, "v_figures", parquet, "parquet") == len(EVIL)
    assert duckdb.sql(f"FROM '{parquet}' ORDER BY figure_id").fetchall() == expected
    assert export(warehouse, "FROM figures", lines, "jsonl") == len(EVIL)
    assert sorted(json.loads(line)["speaker"] for line in lines.read_text().splitlines()) == sorted(EVIL)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["f.jsonl", "f.parquet"]


def test_csv_has_no_cell_that_a_spreadsheet_would_run(warehouse: Path, tmp_path: Path) -> None:
    file = tmp_path / "f.csv"
    export(warehouse, "SELECT speaker, value, [speaker] AS parts FROM figures", file, "csv")
    with file.open(newline="") as stream:
        rows: list[dict[str, Any]] = list(csv.DictReader(stream))
    expected = {said: ("'" + said if said[0] in "=+-@\t\r" and len(said) > 1 else said) for said in EVIL}
    assert sorted(row["speaker"] for row in rows) == sorted(expected.values())
    assert [row for row in rows if any(cell[:1] in tuple("=+-@\t\r") and cell != "=" for cell in row.values())] == []
    assert all(json.loads(row["parts"])[0] in EVIL for row in rows)


def test_a_canned_query_takes_its_parameters(warehouse: Path, tmp_path: Path) -> None:
    assert export(warehouse, "who_said", tmp_path / "w.csv", "csv", {"speaker": "plain"}) == 1
    with pytest.raises(QueryError, match="has no parameter colour"):
        export(warehouse, "who_said", tmp_path / "w.csv", "csv", {"colour": "red"})


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "DROP TABLE figures",
        "SELECT 1; SELECT 2",
        "COPY figures TO '/tmp/elsewhere.csv'",
        "SELECT nothing FROM figures",
        "no_such_thing",
    ],
)
def test_what_is_no_answer_from_the_database_writes_nothing(warehouse: Path, tmp_path: Path, query: str) -> None:
    file = tmp_path / "kept.csv"
    file.write_text("kept")
    with pytest.raises(QueryError):
        export(warehouse, query, file, "csv")
    assert file.read_text() == "kept"
    assert list(tmp_path.glob(".*part")) == []


def test_a_place_that_cannot_be_written_and_a_missing_warehouse_are_said(warehouse: Path, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="cannot be written"):
        export(warehouse, "figures", tmp_path / "nowhere" / "f.csv", "csv")
    with pytest.raises(NoWarehouse):
        export(tmp_path / "none.duckdb", "figures", tmp_path / "f.csv", "csv")


def test_choices_are_exported_under_their_names(warehouse: Path, tmp_path: Path) -> None:
    with open_writer(warehouse) as connection:
        run(connection, 2, [BUDGET])
    assert export(warehouse, "figure_context", tmp_path / "choices.csv", "csv") == 6
    with (tmp_path / "choices.csv").open(newline="", encoding="utf-8") as file:
        first = next(row for row in csv.DictReader(file) if row["field"] == "subject")
    assert (first["value"], first["confidence"], first["by"], first["rank"]) == (
        "Ruritania",
        "0.75",
        "test.reader",
        "1",
    )
