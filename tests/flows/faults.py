"""Kills runs at random moments and compares what they leave with runs that nobody disturbed.

A light run is the real one without Prefect's server, the language model and Great Expectations: the same functions
find, read, stage, land and publish, in a process forked from one that has imported everything, so that hundreds can be
killed in a minute. `make faults` kills thousands, and prints what was killed where.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from expectations.quarantine import Separation, nothing_quarantined
from flows.lock import only_run
from flows.reading import Readers
from flows.run import Work, new_run
from flows.settings import Settings, load_settings
from flows.tasks import begin, land_all, open_sources, publish_all, record_failure
from warehouse.connect import open_reader
from warehouse.staging import staging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

STAGES: Final = ("lock", "begin", "sources", "read", "stage", "land", "publish")
CHUNK: Final = 5
ATTEMPTS: Final = 11
"""Kills in a row before a run is left alone, so that it also meets what several killed ones left."""

CONTENT: Final = {
    "documents": "SELECT * EXCLUDE (first_run_id, last_run_id) FROM documents",
    "lines": "SELECT * EXCLUDE (run_id) FROM lines",
    "figures": "SELECT * EXCLUDE (run_id) FROM figures",
    "quarantine": "SELECT * EXCLUDE (run_id, quarantined_at, settled_at, settled_by) FROM quarantine",
    "figure_changes": "SELECT * EXCLUDE (run_id) FROM figure_changes",
    "seed_units": "FROM seed_units",
}
"""The tables without what names a run or a moment: all that must be equal, row by row."""

WHOLE: Final = """
SELECT
    (SELECT count(*) FROM runs WHERE status = 'running'),
    (SELECT count(*) FROM documents) - (SELECT coalesce(sum(new), 0) FROM runs),
    (SELECT count(*) FROM documents AS d
        WHERE d.n_lines <> (SELECT count(*) FROM lines AS l WHERE l.doc_id = d.doc_id)
            OR d.n_figures <> (SELECT count(*) FROM figures AS f WHERE f.doc_id = d.doc_id))
"""
"""Three noughts for a snapshot that is whole: no half run, no document that no run counts, none with rows missing."""


def write_articles(folder: Path, names: range, edition: int = 1) -> None:
    """Write small articles of our own; another edition of one has other numbers. Every seventh cannot be read."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in names:
        text = f"Harbour {n} reports\n\nThe quay of harbour {n} took {n + 3 * edition} ships, {n + edition}% more.\n\n"
        text += f"Hide Ad\n\nRepairs cost £{n + 2}.{edition}m, and the ledger of pier {n} says {400 + n}.\n"
        (folder / f"{n:03}.txt").write_text("" if n % 7 == 6 else text)


def settings_in(folder: Path) -> Settings:
    """Return the settings of a warehouse of its own in `folder`."""
    places = {name: str(folder / name) for name in ("reports", "home")}
    given = places | {"warehouse": str(folder / "public" / "w.duckdb"), "corrections": str(folder / "none.csv")}
    return load_settings(given | {"model": "none", "processes": 1})


@cache
def readers() -> Readers:
    """Return the readers that all forked processes inherit."""
    made = Readers("none", 1)
    made.read([])
    return made


def light_run(settings: Settings, sources: Sequence[str], at: Callable[[str], object] = lambda _: None) -> None:
    """Run all stages but the gate; `at` hears of each as it begins."""
    at("lock")
    run = new_run(settings)
    with only_run(settings):
        at("begin")
        crashed = begin.fn(run)
        try:
            with staging(settings.staging) as staged:
                at("sources")
                work = Work(open_sources.fn(run, sources), staged)
                at("read")
                while documents := work.intake.chunk(CHUNK):
                    work.reading = readers().read(documents)
                    at("stage")
                    work.stage(Separation(work.reading.frames, nothing_quarantined()))
                    at("read")
                work.stage_sources()
                at("land")
                land_all.fn(run, work, crashed)
        except BaseException as error:
            record_failure(run, error)
            raise
        at("publish")
        publish_all.fn(run)
    at("end")


class Child:
    """A forked process that does `work`; the stages it came to can be waited for."""

    def __init__(self, work: Callable[[Callable[[str], object]], object]) -> None:
        self._heard, said = os.pipe()
        self.stage = "start"
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._heard)
            status = 1
            try:
                work(lambda stage: os.write(said, f"{stage}\n".encode()))
                status = 0
            except BaseException:  # noqa: BLE001 - told on stderr, and by the exit status
                traceback.print_exc()
            finally:
                sys.stderr.flush()
                os._exit(status)
        os.close(said)
        self._stream = os.fdopen(self._heard)

    def until(self, stage: str, times: int = 1) -> bool:
        """Wait until the child comes to `stage` for so many times; False when it ended before."""
        for line in self._stream:
            self.stage = line.strip()
            times -= self.stage == stage
            if times <= 0:
                return True
        return False

    def kill(self) -> str:
        """Kill it and return the stage it was in."""
        os.kill(self.pid, signal.SIGKILL)
        self.until("nothing of that name")
        return self.stage

    def wait(self) -> int:
        """Return its exit status once it ended, -9 when it was killed."""
        self.until("nothing of that name")
        self._stream.close()
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def in_child(settings: Settings, sources: Sequence[str]) -> Child:
    """Begin a light run in a process of its own."""
    return Child(lambda at: light_run(settings, sources, at))


def content(path: Path) -> dict[str, list[Any]]:
    """Return every row that must be equal, sorted."""
    with open_reader(path) as connection:
        return {name: connection.execute(f"{sql} ORDER BY ALL").fetchall() for name, sql in CONTENT.items()}


def check_snapshot(path: Path) -> None:
    """Raise AssertionError when what readers open is not whole; there may be nothing yet."""
    if path.exists():
        with open_reader(path) as connection:
            found = connection.execute(WHOLE).fetchone()
        assert found == (0, 0, 0), f"a snapshot is not whole: {found}"


@contextmanager
def scene(root: Path, name: str) -> Iterator[tuple[Settings, list[list[str]]]]:
    """Yield settings of a fresh warehouse, and the sources of three runs: few, more, and an edited edition."""
    folder = root / name
    for n, (names, edition) in enumerate(((range(8), 1), (range(16), 1), (range(4, 20), 2))):
        write_articles(root / f"articles-{n}", names, edition)
    yield settings_in(folder), [[str(root / f"articles-{n}")] for n in range(3)]


def undisturbed(root: Path) -> dict[str, list[Any]]:
    """Return the content after three runs that nobody disturbed."""
    with scene(root, "undisturbed") as (settings, steps):
        for sources in steps:
            assert in_child(settings, sources).wait() == 0
        return content(settings.warehouse)


def kill_runs(root: Path, kills: int, seed: int) -> Counter[str]:
    """Kill so many light runs at random moments, in rounds; return how many were killed in which stage.

    Each round goes through three runs; each of them is killed several times and then left to end. Raises
    AssertionError when a snapshot between is not whole or the end of a round differs from an undisturbed one.
    """
    chance, killed = random.Random(seed), Counter[str]()
    expected = undisturbed(root)
    rounds = 0
    while killed.total() < kills:
        rounds += 1
        with scene(root, f"round-{rounds}") as (settings, steps):
            for sources in steps:
                for _ in range(min(ATTEMPTS, kills - killed.total())):
                    child = in_child(settings, sources)
                    if child.until(chance.choice(STAGES), chance.randint(1, 2)):
                        time.sleep(chance.expovariate(50))
                    stage = child.kill()
                    if child.wait() == -signal.SIGKILL:
                        killed[stage] += 1
                    check_snapshot(settings.warehouse)
                child = in_child(settings, sources)
                assert child.wait() == 0, "a run after killed ones failed"
            assert content(settings.warehouse) == expected, f"round {rounds} of seed {seed} ended otherwise"
            assert content(settings.working) == expected
            left = [path.name for path in settings.warehouse.parent.iterdir() if path != settings.warehouse]
            left += [path.name for path in settings.staging.parent.glob("*.staging*")]
            assert left == [], f"round {rounds} left {left}"
    return killed


def read_meanwhile(root: Path, runs: int) -> int:
    """Run so often, a reader beside in a loop, and return how many snapshots it opened. Raises AssertionError."""
    settings = settings_in(root / "read")
    articles = root / "growing"
    write_articles(articles, range(2))
    assert in_child(settings, [str(articles)]).wait() == 0
    done = root / "done"
    heard, said = os.pipe()

    def reads(_: object) -> None:
        opened = 0
        while not done.exists():
            check_snapshot(settings.warehouse)
            opened += 1
        os.write(said, str(opened).encode())

    reader = Child(reads)
    for n in range(runs):
        write_articles(articles, range(n + 3))
        assert in_child(settings, [str(articles)]).wait() == 0
    done.touch()
    assert reader.wait() == 0
    return int(os.read(heard, 20))


def run_together(root: Path) -> None:
    """Start two runs at the same moment; raise AssertionError unless both end well and as one after the other."""
    write_articles(root / "one", range(10))
    write_articles(root / "two", range(5, 15))
    together, alone = settings_in(root / "together"), settings_in(root / "alone")
    pair = [in_child(together, [str(root / name)]) for name in ("one", "two")]
    assert [child.wait() for child in pair] == [0, 0]
    for name in ("one", "two"):
        assert in_child(alone, [str(root / name)]).wait() == 0
    ours, theirs = content(together.warehouse), content(alone.warehouse)
    for tables in (ours, theirs):
        # whichever came first names the file that both have
        tables["documents"] = sorted(row[0] for row in tables["documents"])
        tables["quarantine"] = sorted(row[1] for row in tables["quarantine"])
    assert ours == theirs


def fill_disk(root: Path, folder: Path, steps: int) -> Counter[str]:
    """Run on a full disk at `folder`, with ever more room, until one run fits; return how each of them ended.

    Raises AssertionError when a failed one spoils what is published, or the last one differs from one with room enough.
    """
    settings, ended = settings_in(folder / "warehouse"), Counter[str]()
    write_articles(root / "first", range(8))
    write_articles(root / "second", range(60))
    assert in_child(settings, [str(root / "first")]).wait() == 0
    before = content(settings.warehouse)
    filler = folder / "filler"
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    for step in range(steps + 1):
        filler.write_bytes(b"\0" * (free * (steps - step) // steps))
        if in_child(settings, [str(root / "second")]).wait() == 0:
            ended["well"] += 1
            break
        ended["failed"] += 1
        assert content(settings.warehouse) == before
        filler.unlink()
    roomy = settings_in(root / "roomy")
    for name in ("first", "second"):
        assert in_child(roomy, [str(root / name)]).wait() == 0
    assert content(settings.warehouse) == content(roomy.warehouse)
    return ended


def main() -> None:
    """Run one of the trials and print what it saw as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--read", type=int, default=0, metavar="RUNS")
    parser.add_argument("--together", action="store_true")
    parser.add_argument("--fill", type=Path, metavar="FOLDER", help="a folder on a small disk")
    chosen = parser.parse_args()
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        readers()  # before forking: a child is in its stages from its first moment
        if chosen.kills:
            started = time.monotonic()
            told["killed"] = kill_runs(root, chosen.kills, chosen.seed)
            told["seconds"] = round(time.monotonic() - started, 1)
        if chosen.read:
            told["snapshots"] = read_meanwhile(root, chosen.read)
        if chosen.together:
            run_together(root)
        if chosen.fill:
            told["ended"] = fill_disk(root, chosen.fill, 12)
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
