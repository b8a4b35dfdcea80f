"""What makes documents be read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.versions import rules_version, sources_of
from seeds.load import VERSION_LENGTH

if TYPE_CHECKING:
    from pathlib import Path


def version(folder: Path) -> list[bytes]:
    return list(sources_of(folder))


def test_any_change_of_a_module_at_any_depth_is_a_new_version(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.py").write_text("A = 1\n")
    (tmp_path / "deep" / "b.py").write_text("B = 1\n")
    before = version(tmp_path)
    assert version(tmp_path) == before
    (tmp_path / "deep" / "b.py").write_text("B = 2\n")
    changed = version(tmp_path)
    assert changed != before
    (tmp_path / "deep" / "b.py").rename(tmp_path / "deep" / "c.py")
    assert version(tmp_path) not in (before, changed)


def test_what_is_no_code_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("A = 1\n")
    before = version(tmp_path)
    (tmp_path / "notes.txt").write_text("not code")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.cpython-311.pyc").write_bytes(b"compiled")
    assert version(tmp_path) == before


def test_the_version_is_short_and_the_same_within_a_process() -> None:
    assert (len(rules_version()), rules_version()) == (VERSION_LENGTH, rules_version())


def test_measures_of_ones_own_are_part_of_the_version(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    columns = "measure_id,kinds,wording,base,scope,description,example\n"
    own.write_text(columns + "candle_power,count,candles?,,any,Light,The lamp has 4 candles.\n")
    first = rules_version(str(own))
    own.write_text(columns + "candle_power,count,candles?,,any,Brightness,The lamp has 4 candles.\n")
    assert len({rules_version(), first, rules_version(str(own))}) == 3
