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
    rows = read_table("seeds/t.csv", HEADER + 'b,left, ab+ ,"x, y"\na,right,c,\n', SCHEMA)
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
        ('a,left,"b,c\n', "row 2, column (all): 'unexpected end of data' is not CSV"),
        ("", "is not a table with at least one row"),
    ],
    ids=["matches", "allowed", "regex", "empty_match", "required", "key", "short_row", "long_row", "no_csv", "no_rows"],
)
def test_broken_table_is_refused_with_the_place(body: str, where: str) -> None:
    with pytest.raises(SeedError) as error:
        read_table("seeds/t.csv", HEADER + body, SCHEMA)
    assert str(error.value).startswith("seeds/t.csv, row ")
    assert where in str(error.value)


def test_wrong_header_is_refused() -> None:
    with pytest.raises(SeedError, match="header"):
        read_table("seeds/t.csv", "id,side\na,left\n", SCHEMA)


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


MEASURES = ",".join(load_schema()["measures"]["columns"]) + "\n"
CANDLES = "candle_power,count,\\bcandles?\\b,,any,Light,The lamp has 4 candles.\n"


def test_measures_of_ones_own_stand_before_those_of_the_seeds_and_replace_them(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("\ufeff" + MEASURES + CANDLES + "troops,count,\\bsailors?\\b,,any,Sailors,700 sailors.\n")
    known, lexicon = load_lexicon().table("measures"), load_lexicon(str(own)).table("measures")
    assert [row["measure_id"] for row in lexicon[:2]] == ["candle_power", "troops"]
    assert lexicon[1]["wording"] == "\\bsailors?\\b"
    assert list(lexicon[2:]) == [row for row in known if row["measure_id"] != "troops"]


def test_version_tells_measures_of_ones_own_and_their_changes(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    versions = [load_lexicon().version]
    for body in (CANDLES, CANDLES.replace("Light", "Brightness"), CANDLES):
        own.write_text(MEASURES + body)
        versions.append(load_lexicon(str(own)).version)
    assert len(set(versions)) == 3
    assert versions[1] == versions[3]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (MEASURES + CANDLES.replace("count", "wine"), "own.csv, row 2, column kinds: 'wine' is not a match"),
        (MEASURES + CANDLES.replace("candles?", "(candles"), "row 2, column wording: "),
        (MEASURES + CANDLES + CANDLES, "row 3, column measure_id: 'candle_power' is not unique"),
        ("measure_id,wording\n", "row 1, column (header): 'measure_id,wording' is not the columns measure_id,kinds,"),
        (None, "row 1, column (file): 'No such file or directory' is not a CSV file in UTF-8"),
        (b"\xff\xfe", "is not a CSV file in UTF-8 with the columns of seeds/measures.csv"),
    ],
    ids=["kind", "pattern", "twice", "header", "no_file", "no_text"],
)
def test_measures_of_ones_own_are_checked_like_the_seeds(
    text: str | bytes | None, message: str, tmp_path: Path
) -> None:
    own = tmp_path / "own.csv"
    if text is not None:
        own.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SeedError) as error:
        load_lexicon(str(own))
    assert message in str(error.value)
