"""Kill it anywhere: nothing lost, nothing doubled, no manual step; readers and a second run are never in the way.

The trials are those of `faults`, in a process of their own: they fork, and this one may hold Prefect's threads.
"""

from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.faults import CONTENT, SETTLE, STAGES, content, settings_in, write_articles
from tests.flows.light import light_run
from warehouse.connect import open_reader, open_writer
from warehouse.health import running

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
CHAINS, KILLS = 2, 99
WHOLE_KILLS = 2
MIB = 1024 * 1024

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="forks and mounts as Linux does"),
]


def begin(*arguments: str) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "tests.flows.faults", *arguments]
    return subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told(process: subprocess.Popen[str]) -> dict[str, Any]:
    output, errors = process.communicate(timeout=1740)
    assert process.returncode == 0, errors[-4000:]
    found: dict[str, Any] = json.loads(output)
    return found


@pytest.mark.timeout(1800)
def test_runs_that_are_killed_at_any_moment_leave_what_undisturbed_ones_leave() -> None:
    chains = [begin("--kills", str(KILLS), "--seed", str(seed)) for seed in range(CHAINS)]
    killed = [told(chain)["killed"] for chain in chains]
    assert [sum(chain.values()) for chain in killed] == [KILLS] * CHAINS
    stages = {stage for chain in killed for stage in chain}
    all_stages = {*STAGES, SETTLE}
    assert all_stages - {"lock"} <= stages <= all_stages | {"start", "end"}  # the lock is taken in a millisecond


def test_a_reader_in_a_loop_sees_only_whole_snapshots_and_two_runs_at_once_end_as_one_after_the_other() -> None:
    found = told(begin("--read", "20", "--together"))
    assert found["snapshots"] > 20


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tallywire-test", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here: that takes root")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_ends_a_run_and_spoils_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64 * MIB):
        ended = told(begin("--fill", str(tmp_path / "disk")))["ended"]
    assert ended["well"] == 1
    assert ended["failed"] >= 3


def run_command(folder: Path) -> subprocess.Popen[bytes]:
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    line = [sys.executable, "-m", "flows.cli", "run", "--no-context", "articles"]
    return subprocess.Popen(line, cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def flow_runs(folder: Path) -> list[str]:
    """Return how each flow run stands in Prefect's own database, oldest first."""
    path = folder / ".tallywire" / "prefect" / "prefect.db"
    if not path.exists():
        return []
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute("SELECT state_type FROM flow_run ORDER BY created").fetchall()
    except sqlite3.OperationalError:  # it is making its tables
        return []
    finally:
        connection.close()
    return [state for (state,) in rows]


def held_by(folder: Path) -> bool:
    """Tell whether a run shows that it lives."""
    return any(not dead(path) for path in folder.glob(".tallywire/working/*.alive/*"))


def dead(path: Path) -> bool:
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def left_running(folder: Path, copy: Path) -> set[str]:
    """Return the runs that the working database takes for running, asked of a copy: the next run finds it as it is."""
    for file in folder.glob(".tallywire/working/*.duckdb*"):
        shutil.copy(file, copy / file.name)
    for database in copy.glob("*.duckdb"):
        with open_writer(database) as connection:
            if connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'runs'").fetchone():
                return set(running(connection))
    return set()


@pytest.mark.timeout(600)
def test_whole_runs_that_are_killed_are_closed_by_the_next_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance, left, ended = random.Random(7), [set[str]()], 0
    write_articles(tmp_path / "articles", range(16))
    for n in range(WHOLE_KILLS):
        process = run_command(tmp_path)
        while process.poll() is None and not held_by(tmp_path):
            time.sleep(0.05)
        time.sleep(chance.uniform(0.0, 2.0))
        process.kill()
        process.communicate()
        ended += process.returncode == 0
        (tmp_path / f"copy-{n}").mkdir()
        left.append(left_running(tmp_path, tmp_path / f"copy-{n}"))
    last = run_command(tmp_path)
    output, _ = last.communicate(timeout=200)
    assert last.returncode == 0
    recovered = {line.split()[2] for line in output.decode().splitlines() if line.startswith("  recovered")}
    assert recovered == left[-1]
    with open_reader(tmp_path / "warehouse" / "tallywire.duckdb") as connection:
        runs = dict(connection.execute("SELECT run_id, status FROM runs").fetchall())
    assert {run_id for run_id, status in runs.items() if status == "crashed"} == set.union(*left)
    assert set(runs.values()) <= {"crashed", "succeeded"}
    states = flow_runs(tmp_path)
    assert (len(states), states.count("COMPLETED")) == (WHOLE_KILLS + 1, ended + 1)
    assert (states.count("CRASHED"), states[-1]) == (WHOLE_KILLS - ended, "COMPLETED")
    light = settings_in(tmp_path / "light")
    monkeypatch.chdir(tmp_path)  # sources are named alike
    light_run(light, ["articles"])
    ours, theirs = content(tmp_path / "warehouse" / "tallywire.duckdb"), content(light.warehouse)
    assert list(ours) == list(CONTENT)
    assert ours == theirs
