"""Rows as text for people and programs."""

from __future__ import annotations

import csv
import io
import json

import pytest

from flows.table import csv_table, json_table, text_table

COLUMNS = ("who", "amount", "note")
ROWS = (("Ada", 2.5, None), ("Bo\nLin", None, ""), ("Cy", 1200, ["a", "b"]))


def test_a_table_shows_nulls_aligns_numbers_to_the_right_and_counts_its_rows() -> None:
    assert text_table(COLUMNS, ROWS, 80) == (
        "who     amount  note\n"
        "------  ------  ----\n"
        "Ada        2.5  NULL\n"
        "Bo Lin    NULL\n"
        "Cy        1200  a, b\n"
        "(3 rows)\n"
    )


def test_a_wide_cell_is_wrapped_and_keeps_all_its_words() -> None:
    sentence = "The ferry carries ninety cars and four hundred people across the sound every day"
    table = text_table(("n", "sentence"), [(1, sentence)], 30)
    assert max(map(len, table.splitlines())) <= 30
    assert " ".join(line[3:] for line in table.splitlines()[2:-1]) == sentence


def test_control_characters_of_a_cell_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in text_table(("a",), [("\x1b[2J",)], 80)


@pytest.mark.parametrize("rows", [(), ((None, None, None),)], ids=["no-rows", "only-nulls"])
def test_empty_answers_have_a_header_and_a_count(rows: tuple[tuple[None, ...], ...]) -> None:
    lines = text_table(COLUMNS, rows, 80).splitlines()
    assert lines[0].split() == list(COLUMNS)
    assert lines[-1] == ("(0 rows)" if not rows else "(1 row)")


def test_csv_can_be_read_back() -> None:
    assert list(csv.reader(io.StringIO(csv_table(COLUMNS, ROWS[:2])))) == [
        ["who", "amount", "note"],
        ["Ada", "2.5", ""],
        ["Bo\nLin", "", ""],
    ]


def test_json_can_be_read_back_one_object_a_line() -> None:
    text = json_table(COLUMNS, ROWS)
    assert json.loads(text) == [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]
    assert len(text.splitlines()) == len(ROWS) + 2
    assert json.loads(json_table(COLUMNS, ())) == []


def test_rows_of_more_columns_than_fit_become_blocks() -> None:
    columns = [f"column_{n}" for n in range(5)]
    table = text_table(columns, [["a", None, 3.5, "word " * 12, "e"]], width=40)
    assert table.splitlines() == [
        "-- 1 -----------------------------------",
        "column_0  a",
        "column_1  NULL",
        "column_2  3.5",
        "column_3  word word word word word word",
        "          word word word word word word",
        "column_4  e",
        "(1 row)",
    ]
