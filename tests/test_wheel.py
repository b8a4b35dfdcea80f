"""The wheel holds all it needs: installed alone in a fresh folder, its command works from there."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
DATA = {".csv", ".toml", ".sql", ".txt", ".html", ".j2", ".css", ".js", ".typed"}
"""Suffixes of the files that are read at run time."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of the working tree, with what is installed, without a network."""
    root = pytest.importorskip("flows").__path__[0] + "/.."
    folder = tmp_path_factory.mktemp("wheel")
    offline = ("--no-index", "--no-deps", "--no-build-isolation")
    subprocess.run([*PIP, "wheel", *offline, "--wheel-dir", str(folder), root], check=True, timeout=200)
    (built,) = folder.glob("tallywire-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel, nothing else, into a fresh folder."""
    target = tmp_path_factory.mktemp("installed")
    subprocess.run(
        [*PIP, "install", "--no-index", "--no-deps", "--target", str(target), str(wheel)], check=True, timeout=200
    )
    return target


def from_wheel(installed: Path, *arguments: str, stdin: str | None = None) -> str:
    """Run the command with the packages of `installed`, away from the working tree."""
    program = (
        "import sys\n"
        f"sys.path.insert(0, {str(installed)!r})\n"
        "import flows, flows.cli\n"
        f"assert flows.__path__[0].startswith({str(installed)!r}), flows.__path__\n"
        "flows.cli.main()"
    )
    environment = os.environ | {"PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=installed,
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_every_data_file_and_no_test(wheel: Path, root: Path) -> None:
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    packages = ("flows", "transforms", "expectations", "seeds", "warehouse")
    listed = subprocess.run(["git", "ls-files", *packages], cwd=root, capture_output=True, text=True, check=True).stdout
    assert {name for name in listed.splitlines() if not name.endswith(".gitignore")} <= held
    assert {name.split("/")[0] for name in held} == set(packages)
    assert not [name for name in held if name.endswith((".duckdb", ".pyc"))]
    assert {suffix for suffix in DATA if any(name.endswith(suffix) for name in held)} >= {
        ".csv",
        ".toml",
        ".sql",
        ".j2",
    }


def test_help_works_from_the_wheel(installed: Path) -> None:
    assert "explain" in from_wheel(installed, "--help")


def test_explain_reads_with_the_seeds_of_the_wheel(installed: Path) -> None:
    text = from_wheel(installed, "explain", "--each-line", "-", stdin="The dam cost £31m.\n")
    assert "31,000,000 GBP" in text
