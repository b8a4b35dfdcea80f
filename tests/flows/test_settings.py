"""Which telling of a setting wins, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.settings import Settings, SettingsError, load_settings
from flows.thresholds import thresholds
from seeds.load import load_lexicon
from transforms.records import CONTEXT_FIELDS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[tool.tallywire]\nwarehouse = "data/w.duckdb"\nprocesses = 3\n')
    (tmp_path / "deep" / "er").mkdir(parents=True)
    return tmp_path


def test_defaults_lie_in_the_working_directory(tmp_path: Path) -> None:
    assert load_settings(environment={}, folder=tmp_path) == Settings(
        warehouse=tmp_path / "warehouse" / "tallywire.duckdb",
        reports=tmp_path / "reports",
        home=tmp_path / ".tallywire",
        model="",
        processes=0,
        max_bytes=10 * 1024 * 1024,
        corrections=tmp_path / "corrections.csv",
    )


def test_the_nearest_pyproject_is_found_from_below_and_its_paths_count_from_it(project: Path) -> None:
    settings = load_settings(environment={}, folder=project / "deep" / "er")
    assert (settings.warehouse, settings.processes) == (project / "data" / "w.duckdb", 3)


def test_a_pyproject_without_our_table_hides_those_above(project: Path) -> None:
    (project / "deep" / "pyproject.toml").write_text('[project]\nname = "other"\n')
    assert load_settings(environment={}, folder=project / "deep" / "er").processes == 0


def test_option_beats_variable_beats_file_beats_default(project: Path) -> None:
    variables = {"TALLYWIRE_PROCESSES": "4", "TALLYWIRE_MODEL": "other_model"}
    assert load_settings({}, environment={}, folder=project).processes == 3
    assert load_settings({}, environment=variables, folder=project).processes == 4
    assert load_settings({"processes": "5"}, environment=variables, folder=project).processes == 5
    assert load_settings({"processes": None}, environment=variables, folder=project).processes == 4
    assert load_settings({}, environment=variables, folder=project).model == "other_model"


def test_path_of_measures_counts_from_where_it_is_written_and_may_be_empty(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.tallywire]\nmeasures = "own.csv"\n')
    assert load_settings(environment={}, folder=project / "deep").measures == str(project / "own.csv")
    assert load_settings({"measures": "my.csv"}, environment={}, folder=project).measures == str(project / "my.csv")
    assert load_settings({"measures": ""}, environment={}, folder=project).measures == ""


def test_an_empty_variable_counts_as_not_given(project: Path) -> None:
    assert load_settings(environment={"TALLYWIRE_PROCESSES": ""}, folder=project).processes == 3


@pytest.mark.parametrize(
    ("given", "name", "expected"),
    [
        pytest.param({"wharehouse": "x"}, "wharehouse", "a setting; there are: warehouse, reports", id="unknown-name"),
        pytest.param({"processes": "many"}, "processes", "a whole number from 0", id="words-for-a-number"),
        pytest.param({"processes": -1}, "processes", "a whole number from 0", id="negative"),
        pytest.param({"max_bytes": "0"}, "max_bytes", "a whole number from 1", id="nothing-allowed"),
        pytest.param({"processes": True}, "processes", "a whole number from 0", id="a-truth-value"),
        pytest.param({"warehouse": " "}, "warehouse", "a path", id="blank-path"),
        pytest.param({"thresholds": "subject"}, "thresholds", "a list such as measure=0.5", id="no-share"),
        pytest.param({"thresholds": "mood=0.5"}, "thresholds", "a list such as measure=0.5", id="no-field"),
        pytest.param({"thresholds": "base=1.5"}, "thresholds", "a list such as measure=0.5", id="more-than-all"),
        pytest.param({"thresholds": "base=nan"}, "thresholds", "a list such as measure=0.5", id="not-a-number"),
        pytest.param({"model": 3}, "model", "a name in quotes", id="a-number-for-a-name"),
    ],
)
def test_what_cannot_be_used_is_named_with_where_it_stood(
    given: dict[str, object], name: str, expected: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(given, environment={}, folder=tmp_path)
    assert (caught.value.where, caught.value.name) == ("option", name)
    assert caught.value.expected.startswith(expected)


def test_an_unknown_key_in_the_file_is_refused_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text('[tool.tallywire]\nreport = "r"\n')
    with pytest.raises(SettingsError, match="report = 'r' is not a setting") as caught:
        load_settings(environment={}, folder=tmp_path)
    assert caught.value.where == f"{file} [tool.tallywire]"


def test_a_broken_file_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.tallywire\n")
    with pytest.raises(SettingsError, match="a TOML file that can be read"):
        load_settings(environment={}, folder=tmp_path)


def test_two_warehouses_of_one_home_have_their_own_working_database_and_lock(tmp_path: Path) -> None:
    one, other = (load_settings({"warehouse": name}, environment={}, folder=tmp_path) for name in ("a/w", "b/w"))
    assert one.home == other.home
    assert {one.working, one.lock}.isdisjoint({other.working, other.lock})


def test_a_setting_of_the_file_may_be_spelled_as_its_option(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.tallywire]\nmax-bytes = 30\n")
    assert load_settings(environment={}, folder=tmp_path).max_bytes == 30


def test_settings_that_are_no_table_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool]\ntallywire = 3\n")
    with pytest.raises(SettingsError, match="a table"):
        load_settings(environment={}, folder=tmp_path)


def test_thresholds_of_the_setting_stand_before_those_of_the_seeds() -> None:
    known = {row["field"]: float(row["threshold"]) for row in load_lexicon().table("thresholds")}
    assert set(known) == set(CONTEXT_FIELDS)
    assert thresholds(load_lexicon(), "") == known
    assert thresholds(load_lexicon(), " measure=0.25, subject = 1 ") == known | {"measure": 0.25, "subject": 1.0}
