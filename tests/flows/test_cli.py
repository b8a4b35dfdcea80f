"""The command line as people meet it: help, errors, exit status, and nothing left running."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flows.cli import COMMANDS, tallywire

SPARE = {"prefect", "great_expectations", "spacy", "pandas", "duckdb", "sqlalchemy", "trafilatura"}


def invoke(*arguments: str, **options: Any) -> Result:
    return CliRunner().invoke(tallywire, list(arguments), **options)


def command(*arguments: str, folder: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the real command in a process of its own, in `folder`, with no settings from outside."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    line = [sys.executable, "-m", "flows.cli", *arguments]
    return subprocess.run(
        line, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=200, **options
    )


def processes_naming(text: str) -> list[str]:
    """Return the command lines of all processes in whose command line or environment `text` stands."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            known = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if text.encode() in known:
            found.append(known.split(b"\0\0")[0].decode(errors="replace"))
    return found


def test_help_lists_every_command_and_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom flows.cli import tallywire\n"
        "tallywire(['--help'], standalone_mode=False)\nprint(sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *help_text, modules = done.stdout.splitlines()
    for name, about in COMMANDS.items():
        assert f"  {name:<{max(map(len, COMMANDS))}}  {about}" in [line.rstrip() for line in help_text]
    assert SPARE & set(eval(modules)) == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_shows_an_example(name: str) -> None:
    result = invoke(name, "--help")
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert f"  tallywire {name}" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["run", "nowhere"], "nowhere: no such file or folder"),
        (["run", "--processes", "many", "-"], "--processes"),
        (["run", "--model", "no_such_model", "-"], "language model 'no_such_model': it is not installed"),
        (["explain", "nowhere"], "nowhere: no such file or folder"),
        (["explain"], "Missing argument"),
        (["sql", "--warehouse", "nowhere.duckdb"], "there is no warehouse at"),
        (["sql", "--param", "topic", "who_said", "--warehouse", "nowhere.duckdb"], "nowhere.duckdb"),
        (["report", "--warehouse", "nowhere.duckdb"], "there is no warehouse at"),
        (["export", "--to", "f.xls"], ".xls is no format that is written. Use .parquet, .csv, .jsonl"),
        (["serve", "nowhere"], "nowhere: no such file or folder"),
        (["bogus"], "No such command 'bogus'"),
    ],
    ids=lambda value: "-".join(value[:3]) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_said_on_stderr_with_exit_status_2(
    arguments: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = invoke(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says.removeprefix("--") in result.stderr


def test_an_unknown_key_in_the_project_file_is_an_error_of_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.tallywire]\nwharehouse = "w"\n')
    monkeypatch.chdir(tmp_path)
    result = invoke("sql")
    assert result.exit_code == 2
    assert "wharehouse = 'w' is not a setting" in result.stderr


@pytest.mark.slow
def test_a_run_from_the_command_line_reports_answers_and_leaves_nothing_running(articles: Path) -> None:
    folder = articles.parent
    (articles / "empty.txt").write_bytes(b"")
    done = command("run", "articles", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "4 read = 3 new + 0 unchanged + 0 duplicate + 1 rejected" in done.stdout
    assert "articles/empty.txt: " in done.stdout
    assert (folder / ".tallywire" / "prefect" / "prefect.db").is_file()
    assert processes_naming(str(folder / ".tallywire")) == []
    question = "SELECT surface, value FROM figures WHERE unit = 'GBP'"
    asked = command("sql", "--format", "json", question, folder=folder)
    assert json.loads(asked.stdout) == [{"surface": "£12m", "value": 12_000_000}]
    listed = command("sql", folder=folder).stdout
    assert [name for name in ("figures", "v_figures", "who_said") if f" {name} " not in listed] == []
    canned = command("sql", "figures_of", "--param", "source=mill", "-f", "csv", folder=folder).stdout
    assert [line.split(",")[2] for line in canned.splitlines()[1:]] == ["412", "€31 million"]
    assert command("sql", "DROP TABLE figures", folder=folder).returncode == 2


@pytest.mark.slow
def test_a_run_in_which_nothing_could_be_read_ends_with_status_2(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = command("run", "empty.txt", folder=tmp_path)
    assert (done.returncode, "1 read = 0 new + 0 unchanged + 0 duplicate + 1 rejected" in done.stdout) == (2, True)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and only Linux ends the children of a killed process")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda number: number.name)
def test_an_interrupted_run_leaves_nothing_running(number: signal.Signals, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    # A shell starts what it puts into the background deaf to SIGINT, which children inherit.
    line = ["env", "--default-signal=INT", sys.executable, "-m", "flows.cli", "run", "-"]
    with subprocess.Popen(
        line, cwd=tmp_path, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        home = str(tmp_path / ".tallywire")
        wait_until(lambda: any("server" in each for each in processes_naming(home)))
        wait_until(lambda: list(Path(home).glob("working/*.duckdb")) != [])  # the flow waits for standard input now
        process.send_signal(number)
        # DuckDB tells neither signal from the other when one reaches it in the middle of a statement.
        assert process.wait(120) in {signal.SIGTERM: (143, 130), signal.SIGINT: (130,), signal.SIGKILL: (-9,)}[number]
    wait_until(lambda: processes_naming(home) == [])


def wait_until(holds: Any, seconds: float = 120) -> None:
    give_up = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.1)
