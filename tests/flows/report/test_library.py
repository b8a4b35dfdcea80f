"""The library of the charts: made once, kept whole or made again."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
import vl_convert

from flows.report import library as kept_library

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_kept_is_the_script_of_the_package(home: Path) -> None:
    packed = kept_library.library(home)
    (file,) = (home / "charts").iterdir()
    assert file.read_bytes() == packed
    assert gzip.decompress(packed).decode() == vl_convert.javascript_bundle(kept_library.EXPOSED)


def test_a_kept_one_is_not_made_again(home: Path, tmp_path: Path) -> None:
    kept_library.library(home)
    (file,) = (home / "charts").iterdir()
    (tmp_path / "charts").mkdir()
    (tmp_path / "charts" / file.name).write_bytes(gzip.compress(b"kept"))
    assert gzip.decompress(kept_library.library(tmp_path)) == b"kept"


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "no gzip"])
def test_a_damaged_one_is_replaced(home: Path, tmp_path: Path, damage: str) -> None:
    whole = kept_library.library(home)
    (file,) = (home / "charts").iterdir()
    damaged = tmp_path / "charts" / file.name
    damaged.parent.mkdir()
    damaged.write_bytes(
        {
            "cut": whole[:-1000],
            "changed": whole[:150_000] + bytes([whole[150_000] ^ 1]) + whole[150_001:],
            "empty": b"",
            "no gzip": b"window.vegaEmbed = null;",
        }[damage]
    )
    assert gzip.decompress(kept_library.library(tmp_path)) == gzip.decompress(whole)
    assert [other.name for other in damaged.parent.iterdir()] == [file.name]
    assert gzip.decompress(damaged.read_bytes()) == gzip.decompress(whole)


def test_where_nothing_can_be_kept_the_page_is_whole_all_the_same(home: Path, tmp_path: Path) -> None:
    (tmp_path / "charts").write_text("a file in the place of the folder")
    assert gzip.decompress(kept_library.library(tmp_path)) == gzip.decompress(kept_library.library(home))
