"""The documents tell the truth: every console block of the README prints what it shows, and everything is documented.

`TALLYWIRE_UPDATE_DOCS=1 pytest tests/test_docs.py` writes the blocks anew; the difference is then reviewed like code.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flows.cli import tallywire
from seeds.load import load_schema

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n\$ (?P<command>(?:.*\\\n)*.*)\n(?P<output>(?:(?!```).*\n)*)```")
UPDATE = os.environ.get("TALLYWIRE_UPDATE_DOCS") == "1"
WIDTH = "128"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Run the main job on the samples into a fresh warehouse, and return what the README's commands need to find it."""
    folder = tmp_path_factory.mktemp("readme")
    binaries = Path(sys.executable).parent
    found = {
        **os.environ,
        "COLUMNS": WIDTH,
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
        "TALLYWIRE_WAREHOUSE": str(folder / "tallywire.duckdb"),
        "TALLYWIRE_REPORTS": str(folder / "reports"),
        "TALLYWIRE_HOME": str(folder / "home"),
    }
    done = subprocess.run(["tallywire", "run"], env=found, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return found


@pytest.mark.slow
def test_console_blocks_of_the_readme_print_what_they_show(environment: dict[str, str]) -> None:
    text = README.read_text("utf-8")
    blocks = list(BLOCK.finditer(text))
    assert len(blocks) >= 7
    written, shown, printed = text, [], []
    for block in blocks:
        command = block["command"].replace("warehouse/tallywire.duckdb", environment["TALLYWIRE_WAREHOUSE"])
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (block["command"], done.stderr)
        output = "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())
        written = written.replace(block.group(), f"```console\n$ {block['command']}\n{output}```")
        shown.append(block["output"])
        printed.append(output)
    if UPDATE:
        README.write_text(written, "utf-8")
    else:
        assert shown == printed


FLOORS = re.compile(r"(?<=<!-- floors -->\n)(?:.*\n)*?(?=<!-- /floors -->)")
SHOWN = {
    "detection": "found", "end_to_end": "value, kind, unit", "comparator": "comparator", "change": "change",
    "status": "status", "base": "base", "measure": "measure", "speaker": "speaker", "period": "period",
    "subject": "subject",
}  # fmt: skip


def test_readme_states_the_floors_that_are_held() -> None:
    floors = json.loads((ROOT / "tests" / "golden" / "floors.json").read_text("utf-8"))["scores"]
    cells = [f"{int(100 * floors[name])}%" for name in SHOWN]
    table = f"| {' | '.join(SHOWN.values())} |\n|{'---|' * len(SHOWN)}\n| {' | '.join(cells)} |\n"
    text = README.read_text("utf-8")
    if UPDATE:
        README.write_text(FLOORS.sub(lambda _: table, text), "utf-8")
    else:
        assert FLOORS.findall(text) == [table]


def test_every_command_has_help_with_an_example() -> None:
    for name in tallywire.list_commands(None):  # type: ignore[arg-type]
        command = tallywire.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert "tallywire " + name in (command.help or ""), name


def test_every_seed_table_is_in_the_guide_or_speaks_for_itself() -> None:
    named = (ROOT / "CONTRIBUTING.md").read_text("utf-8") + (ROOT / "README.md").read_text("utf-8")
    assert [table for table in load_schema() if f"{table}.csv" not in named] == []


def test_everything_at_the_top_is_on_the_map() -> None:
    text = README.read_text("utf-8")
    for folder in ("flows", "transforms", "expectations", "seeds", "warehouse", "tests"):
        assert f"{folder}/" in text
