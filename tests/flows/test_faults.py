"""Kill it anywhere: nothing lost, nothing doubled, no manual step; readers and a second run are never in the way.

The trials are those of `faults`, in a process of their own: they fork, and this one may hold Prefect's threads.
"""

from __future__ import annotations

import fcntl
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.flows.faults import CONTENT, STAGES, content, write_articles
from warehouse.connect import open_reader

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
CHAINS, KILLS = 2, 38
WHOLE_KILLS = 4
MIB = 1024 * 1024

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="forks and mounts as Linux does"),
]


def begin(*arguments: str) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "tests.flows.faults", *arguments]
    return subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told(process: subprocess.Popen[str]) -> dict[str, Any]:
    output, errors = process.communicate(timeout=840)
    assert process.returncode == 0, errors[-4000:]
    found: dict[str, Any] = json.loads(output)
    return found


@pytest.mark.timeout(900)
def test_runs_that_are_killed_at_any_moment_leave_what_undisturbed_ones_leave() -> None:
    chains = [begin("--kills", str(KILLS), "--seed", str(seed)) for seed in range(CHAINS)]
    killed = [told(chain)["killed"] for chain in chains]
    assert [sum(chain.values()) for chain in killed] == [KILLS] * CHAINS
    assert set(STAGES) <= {stage for chain in killed for stage in chain} <= {*STAGES, "start", "end"}


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


@pytest.mark.timeout(600)
def test_whole_runs_that_are_killed_are_closed_by_the_next_one(tmp_path: Path) -> None:
    chance = random.Random(7)
    write_articles(tmp_path / "articles", range(16))
    for _ in range(WHOLE_KILLS):
        process = run_command(tmp_path)
        while process.poll() is None and not held_by(tmp_path):
            time.sleep(0.05)
        time.sleep(chance.uniform(0.0, 3.0))
        process.kill()
        process.communicate()
        assert process.returncode in {-signal.SIGKILL, 0}
    last = run_command(tmp_path)
    output, _ = last.communicate(timeout=200)
    assert last.returncode == 0
    states = flow_runs(tmp_path)
    assert (len(states), set(states[:-1]) - {"COMPLETED"}, states[-1]) == (WHOLE_KILLS + 1, {"CRASHED"}, "COMPLETED")
    assert b"was killed before it landed" not in output or "crashed" in run_statuses(tmp_path)
    undisturbed = tmp_path / "undisturbed"
    write_articles(undisturbed / "articles", range(16))
    assert run_command(undisturbed).wait() == 0
    ours, theirs = (content(folder / "warehouse" / "tallywire.duckdb") for folder in (tmp_path, undisturbed))
    assert list(ours) == list(CONTENT)
    assert ours == theirs


def run_statuses(folder: Path) -> list[str]:
    with open_reader(folder / "warehouse" / "tallywire.duckdb") as connection:
        return [status for (status,) in connection.execute("SELECT status FROM runs ORDER BY started_at").fetchall()]
