"""A writer that is killed at any moment leaves a consistent database, and the next one says so."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.warehouse.newsroom import BUDGET, DAWN, article, landing_of, run, start, whole
from warehouse.connect import open_writer
from warehouse.land import land
from warehouse.migrate import prepare
from warehouse.runs import begin_run, close_stale_runs

if TYPE_CHECKING:
    import duckdb

ROOT = Path(__file__).parents[2]
WRITER = """
import itertools, sys
from tests.warehouse.test_kill import batch
from tests.warehouse.newsroom import run
from warehouse.connect import open_writer
with open_writer(sys.argv[1]) as connection:
    for n in itertools.count(2):
        print(n, flush=True)
        run(connection, n, batch(n))
"""
STUCK = """
import sys, time
from tests.warehouse.test_kill import batch
from tests.warehouse.newsroom import landing_of, start
from warehouse import land as landing
from warehouse.connect import open_writer
from warehouse.runs import begin_run

def stay(*_):
    print("almost", flush=True)
    time.sleep(600)

landing.replace_seeds = stay  # the last step but one: every article is written, nothing is committed
with open_writer(sys.argv[1]) as connection:
    begin_run(connection, start(2))
    landing.land(connection, landing_of(2, batch(2)))
"""
LOGGED = """
import os, sys, duckdb
from tests.warehouse.newsroom import BUDGET, run
from warehouse.migrate import prepare
connection = duckdb.connect(sys.argv[1])  # no setting of ours: every change of schema and rows stays in the log
prepare(connection)
run(connection, 1, [BUDGET])
os._exit(9)
"""
UNLOGGED = """
import os, sys
from tests.warehouse.newsroom import BUDGET, run
from warehouse.connect import open_writer
from warehouse.migrate import prepare
with open_writer(sys.argv[1]) as connection:
    prepare(connection)
    run(connection, 1, [BUDGET])
    os._exit(9)
"""
WHOLE = """
SELECT d.doc_id FROM documents AS d
WHERE d.n_lines <> (SELECT count(*) FROM lines AS l WHERE l.doc_id = d.doc_id AND l.run_id = d.last_run_id)
    OR d.n_figures <> (SELECT count(*) FROM figures AS f WHERE f.doc_id = d.doc_id AND f.run_id = d.last_run_id)
"""


def batch(n: int) -> list[tuple]:
    """Two hundred articles of which half are new in run `n` and half were changed by it."""
    figure = {"surface": "7", "kind": "count", "unit": "letter", "value": float(n)}
    names = [f"{n}-{k}" for k in range(100)] + [f"always-{k}" for k in range(100)]
    return [
        article(name, [("body", f"Desk {name} wrote"), ("body", "and sent 7 letters.")], [figure]) for name in names
    ]


def killed(code: str, path: Path, after: str, delay: float = 0.0) -> None:
    """Run `code` in a process of its own and kill it `delay` seconds after it said `after`."""
    process = subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == after:
            break
    try:
        process.wait(delay)
    except subprocess.TimeoutExpired:
        process.kill()
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL


@pytest.fixture
def landed(path: Path) -> Path:
    with open_writer(path) as connection:
        prepare(connection)
        run(connection, 1, [BUDGET])
    return path


def test_a_kill_before_the_commit_leaves_the_database_as_it_was(landed: Path) -> None:
    with open_writer(landed) as connection:
        before = whole(connection)
    killed(STUCK, landed, "almost", 0.01)
    noticed = DAWN + timedelta(hours=5)
    with open_writer(landed) as connection:
        assert close_stale_runs(connection, noticed) == ("run-2",)
        after = whole(connection)
        runs = after.pop("runs")
        assert (before.pop("runs"), after) == (runs[:1], before)
        assert [(row[0], row[3]) for row in runs] == [("run-1", "succeeded"), ("run-2", "crashed")]
        begin_run(connection, start(3))
        assert land(connection, landing_of(3, batch(3))).documents_added == 200


@pytest.mark.parametrize("seed", range(2))
def test_a_kill_at_a_random_moment_loses_and_halves_nothing(landed: Path, seed: int) -> None:
    killed(WRITER, landed, "4", random.Random(seed).uniform(0.01, 0.8))
    with open_writer(landed) as connection:
        stale = close_stale_runs(connection, DAWN + timedelta(days=9))
        runs = connection.execute("SELECT run_id, status FROM runs ORDER BY started_at").fetchall()
        succeeded = [run_id for run_id, status in runs if status == "succeeded"]
        assert runs == [*((run_id, "succeeded") for run_id in succeeded), *((run_id, "crashed") for run_id in stale)]
        assert succeeded[:3] == ["run-1", "run-2", "run-3"]
        assert len(stale) <= 1
        _check_whole(connection, succeeded)


def _check_whole(connection: duckdb.DuckDBPyConnection, succeeded: list[str]) -> None:
    assert connection.execute(WHOLE).fetchall() == []
    documents = connection.execute("SELECT count(*) FROM documents").fetchone()
    assert documents == (1 + 100 + 100 * (len(succeeded) - 1),)
    values = connection.execute("SELECT DISTINCT value, run_id FROM figures WHERE unit = 'letter'").fetchall()
    assert sorted(f"run-{value:.0f}" for value, _ in values) == sorted(run_id for _, run_id in values)
    last = connection.execute(
        "SELECT DISTINCT last_run_id FROM documents WHERE starts_with(source, 'desk/always')"
    ).fetchall()
    assert last == [(succeeded[-1],)]


@pytest.mark.parametrize("code", [LOGGED, UNLOGGED], ids=["by another DuckDB", "by us"])
def test_a_first_run_that_is_killed_before_it_closes_can_be_opened(path: Path, code: str) -> None:
    path.parent.mkdir()
    path = path.with_name("it's new.duckdb")
    assert subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=False).returncode == 9
    log = path.with_name(path.name + ".wal")
    assert log.exists() == (code is LOGGED)
    with open_writer(path) as connection:
        assert prepare(connection) == ()
        assert {
            name: len(rows) for name, rows in whole(connection, "documents", "lines", "figures", "runs").items()
        } == {
            "documents": 1,
            "lines": 6,
            "figures": 4,
            "runs": 1,
        }
    assert not log.exists()
