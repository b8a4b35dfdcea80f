"""The loader refuses a seed table that breaks its schema, and says where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seeds.load import SeedError, load_lexicon, load_schema, read_lexicon, read_table

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = {
    "key": ["id"],
    "columns": {
        "id": {"matches": "[a-z.]+"},
        "side": {"allowed": ["left", "right"]},
        "pattern": {"regex": True},
        "note": {"optional": True},
    },
}
HEADER = "id,side,pattern,note\n"


def test_rows_come_in_file_order_with_trimmed_cells() -> None:
    rows = read_table("t", HEADER + 'b,left, ab+ ,"x, y"\na,right,c,\n', SCHEMA)
    assert rows == (
        {"id": "b", "side": "left", "pattern": "ab+", "note": "x, y"},
        {"id": "a", "side": "right", "pattern": "c", "note": ""},
    )


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("A1,left,a,\n", "row 2, column id: 'A1' is not a match of [a-z.]+"),
        ("a,up,a,\n", "row 2, column side: 'up' is not one of left, right"),
        ("a,left,(,\n", "row 2, column pattern: '(' is not a regular expression"),
        ("a,left,b*,\n", "column pattern: 'b*' is not a pattern that needs some text"),
        ("a,left,,\n", "column pattern: '' is not filled"),
        ("a,left,b,\na,right,c,\n", "row 3, column id: 'a' is not unique (row 2 has it too)"),
        ("a,left,b\n", "row 2, column (cells)"),
        ("a,left,b,c,d\n", "row 2, column (cells)"),
        ("", "is not a table with at least one row"),
    ],
    ids=["matches", "allowed", "regex", "empty_match", "required", "key", "short_row", "long_row", "no_rows"],
)
def test_broken_table_is_refused_with_the_place(body: str, where: str) -> None:
    with pytest.raises(SeedError) as error:
        read_table("t", HEADER + body, SCHEMA)
    assert str(error.value).startswith("seeds/t.csv, row ")
    assert where in str(error.value)


def test_wrong_header_is_refused() -> None:
    with pytest.raises(SeedError, match="header"):
        read_table("t", "id,side\na,left\n", SCHEMA)


def test_every_table_of_the_schema_is_loaded_and_has_examples() -> None:
    lexicon = load_lexicon()
    schema = load_schema()
    assert set(lexicon.tables) == set(schema)
    for name, table in schema.items():
        assert "example" in table["columns"], name
        assert all(row["example"] for row in lexicon.table(name)), name


def test_unknown_table_names_the_ones_there_are() -> None:
    with pytest.raises(KeyError, match="currencies"):
        load_lexicon().table("nothing")


def test_version_changes_with_a_row(tmp_path: Path) -> None:
    (tmp_path / "schema.toml").write_text('[t]\nkey = ["id"]\n[t.columns]\nid = {}\n')
    versions = set()
    for body in ("a\n", "b\n", "a\n"):
        (tmp_path / "t.csv").write_text("id\n" + body)
        versions.add(read_lexicon(tmp_path).version)
    assert len(versions) == 2
