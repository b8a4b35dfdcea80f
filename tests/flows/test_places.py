"""What cannot be written is said before anything is read, in one sentence and with exit status 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from flows.cli import tallywire
from flows.places import require_places
from flows.settings import Settings, SettingsError
from warehouse.errors import WarehouseUnreadableError

if TYPE_CHECKING:
    from pathlib import Path


def places(folder: Path, **changes: Path) -> Settings:
    given = {"warehouse": folder / "w.duckdb", "reports": folder / "reports", "home": folder / "home"}
    return Settings(**(given | changes))


def test_folders_are_made_where_they_are_missing(tmp_path: Path) -> None:
    require_places(places(tmp_path, warehouse=tmp_path / "deep" / "er" / "w.duckdb"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deep", "home", "reports"]
    assert list((tmp_path / "reports").iterdir()) == []


@pytest.mark.parametrize("name", ["reports", "home"])
def test_a_file_where_a_folder_is_wanted_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(SettingsError, match=rf"{name} = .*taken.*a folder that can be written"):
        require_places(places(tmp_path, **{name: tmp_path / "taken"}))


def test_a_folder_where_the_database_is_wanted_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="it is a folder"):
        require_places(places(tmp_path, warehouse=tmp_path))


def test_a_file_that_is_no_database_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "w.duckdb").write_text("hello")
    settings = places(tmp_path)
    with pytest.raises(WarehouseUnreadableError):
        require_places(settings)
    assert not settings.working.exists()


def test_the_command_says_it_in_one_line_and_with_status_2(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("")
    (tmp_path / "a.txt").write_text("Output rose by 2.5% in May.")
    given = ["run", "--reports", str(tmp_path / "reports"), "--warehouse", str(tmp_path / "w"), str(tmp_path / "a.txt")]
    result = CliRunner().invoke(tallywire, given, env={"TALLYWIRE_HOME": str(tmp_path / "home")})
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "a folder that can be written" in result.stderr


def test_a_schedule_that_is_no_cron_expression_is_an_error_of_usage(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Output rose by 2.5% in May.")
    names = {f"TALLYWIRE_{name}": str(tmp_path / name) for name in ("HOME", "REPORTS")}
    names["TALLYWIRE_WAREHOUSE"] = str(tmp_path / "w.duckdb")
    result = CliRunner().invoke(tallywire, ["serve", "--cron", "nonsense", str(tmp_path / "a.txt")], env=names)
    assert result.exit_code == 2
    assert "'nonsense' is no cron expression" in result.stderr
