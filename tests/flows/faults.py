"""Kills runs at random moments and compares what they leave with runs that nobody disturbed.

What is killed are light runs (`light`), in processes forked from one that has done it all once, on a disk in memory
where there is one: hundreds in a minute or two. `make faults` kills thousands, and prints what was killed where.
"""

from __future__ import annotations

import argparse
import gc
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
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from flows.commands.quarantine import set_aside
from flows.settings import Settings, load_settings
from tests.flows.light import light_run
from warehouse.connect import open_reader
from warehouse.quarantine import waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

STAGES: Final = ("lock", "begin", "sources", "read", "stage", "land", "publish")
SETTLE: Final = "settle"
"""Setting a refusal aside, which writes and publishes too."""

ATTEMPTS: Final = 10
"""Kills in a row before a run is left alone, so that it also meets what several killed ones left."""

SHARED_MEMORY: Final = Path("/dev/shm")

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


def settle(settings: Settings, at: Callable[[str], object] = lambda _: None) -> None:
    """Set aside what the first run refused."""
    at(SETTLE)
    with open_reader(settings.warehouse) as connection:
        ids = [row[0] for row in waiting(connection, state=None, source="articles-0").rows]
    set_aside(settings, ids, "an empty page")
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


Step = "Callable[[Callable[[str], object]], object]"
"""What a child does, telling whoever is given of its stages."""


def in_child(settings: Settings, sources: Sequence[str]) -> Child:
    """Begin a light run in a process of its own."""
    return Child(lambda at: light_run(settings, sources, at))


def ends_well(step: Step) -> None:
    """Do a step in a process of its own, undisturbed."""
    assert Child(step).wait() == 0, "what nobody disturbed failed"


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
def scene(root: Path, name: str) -> Iterator[tuple[Settings, list[Step]]]:
    """Yield settings of a fresh warehouse and what is done there: a run, a refusal set aside, two runs more.

    The second run reads more articles, the last one an edited edition.
    """
    settings = settings_in(root / name)
    for n, (names, edition) in enumerate(((range(8), 1), (range(16), 1), (range(4, 20), 2))):
        write_articles(root / f"articles-{n}", names, edition)
    few, more, edited = (partial(light_run, settings, [str(root / f"articles-{n}")]) for n in range(3))
    yield settings, [few, partial(settle, settings), more, edited]


def undisturbed(root: Path) -> tuple[dict[str, list[Any]], dict[str, float]]:
    """Return the content after all steps that nobody disturbed, and how long each stage took at most, in seconds."""
    longest: dict[str, float] = {}
    with scene(root, "undisturbed") as (settings, steps):
        for step in steps:
            begun: list[tuple[str, float]] = []
            step(lambda stage, begun=begun: begun.append((stage, time.monotonic())))  # type: ignore[misc]
            for (stage, start), (_, end) in pairwise(begun):
                longest[stage] = max(end - start, longest.get(stage, 0.0))
        return content(settings.warehouse), longest


def kill_runs(root: Path, kills: int, seed: int) -> Counter[str]:
    """Kill so many light runs at random moments, in rounds; return how many were killed in which stage.

    Each round goes through all steps; each of them is killed several times and then left to end, but the first run
    after the second one's refusal was set aside among its ruins. Before the last step the working copy is lost. Raises
    AssertionError when a snapshot between is not whole or the end of a round differs from an undisturbed one.
    """
    chance, killed = random.Random(seed), Counter[str]()
    expected, longest = undisturbed(root)
    rounds, checked = 0, (0, 0)
    gc.freeze()  # what all children share is not touched by their collections

    def disturb(step: Step) -> None:
        nonlocal checked
        stages = [SETTLE] if settles(step) else [*STAGES]
        for _ in range(min(ATTEMPTS, kills - killed.total())):
            child = Child(step)
            stage = chance.choice(stages)
            if child.until(stage, chance.randint(1, 2) if stage in {"read", "stage"} else 1):
                time.sleep(chance.uniform(0.0, longest[stage]))
            elif stage == "stage":
                stages.remove(stage)  # a killed run had landed: nothing new is read before this step is over
            stage = child.kill()
            if child.wait() == -signal.SIGKILL:
                killed[stage] += 1
            found = stamp(settings.warehouse)
            if found != checked:
                check_snapshot(settings.warehouse)
                checked = found

    while killed.total() < kills:
        rounds += 1
        with scene(root, f"round-{rounds}") as (settings, (few, aside, more, edited)):
            disturb(few)
            ends_well(few)
            disturb(more)
            disturb(aside)
            ends_well(aside)
            check_snapshot(settings.warehouse)
            ends_well(more)
            settings.working.unlink()
            disturb(edited)
            ends_well(edited)
            assert content(settings.warehouse) == expected, f"round {rounds} of seed {seed} ended otherwise"
            assert content(settings.working) == expected
            left = [path.name for path in settings.warehouse.parent.iterdir() if path != settings.warehouse]
            left += [path.name for path in settings.staging.parent.glob("*.staging*")]
            assert left == [], f"round {rounds} left {left}"
    return killed


def stamp(path: Path) -> tuple[int, int]:
    """Return what tells one published file from the next, noughts where there is none."""
    return (path.stat().st_ino, path.stat().st_mtime_ns) if path.exists() else (0, 0)


def settles(step: Step) -> bool:
    """Tell whether a step is no run but sets refusals aside."""
    return isinstance(step, partial) and step.func is settle


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
    with tempfile.TemporaryDirectory(dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None) as name:
        root = Path(name)
        if chosen.kills:
            started = time.monotonic()
            told["killed"] = kill_runs(root, chosen.kills, chosen.seed)
            told["seconds"] = round(time.monotonic() - started, 1)
        else:
            write_articles(root / "first", range(8))
            light_run(settings_in(root / "warm"), [str(root / "first")])  # what children inherit, they need not do
        if chosen.read:
            told["snapshots"] = read_meanwhile(root, chosen.read)
        if chosen.together:
            run_together(root)
        if chosen.fill:
            told["ended"] = fill_disk(root, chosen.fill, 12)
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
