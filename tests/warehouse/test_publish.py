from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.warehouse.newsroom import BUDGET, FLOOD, RIVAL, article, run
from warehouse import publish as publishing
from warehouse.connect import open_reader, open_writer
from warehouse.errors import NoWarehouse, PublishError, WarehouseBusy
from warehouse.migrate import prepare
from warehouse.publish import adopt, publish

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
EAGER_READER = """
import json, sys, threading
from warehouse.connect import open_reader
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
seen = []
while not stop.is_set():
    with open_reader(sys.argv[1]) as connection:
        seen.append(connection.execute(
            "SELECT (SELECT count(*) FROM runs), (SELECT count(*) FROM runs WHERE status <> 'succeeded'), count(*), "
            "coalesce(sum((n_lines = (SELECT count(*) FROM lines AS l WHERE l.doc_id = d.doc_id))::INTEGER), 0) "
            "FROM documents AS d").fetchone())
    if len(seen) == 1:
        print("reading", flush=True)
print(json.dumps([list(map(int, row)) for row in seen]))
"""

KEEPER = """
import sys
from warehouse.connect import open_reader
with open_reader(sys.argv[1]) as connection:
    count = lambda: print(*connection.execute("SELECT count(*) FROM documents").fetchone(), flush=True)
    count()
    sys.stdin.readline()
    count()
"""


@pytest.fixture
def work(path: Path) -> Path:
    """A working database with one run in it."""
    with open_writer(path) as connection:
        prepare(connection)
        run(connection, 1, [BUDGET])
    return path


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return tmp_path / "public" / "tallywire.duckdb"


def documents(path: Path) -> list[tuple[str]]:
    with open_reader(path) as connection:
        return connection.execute("SELECT source FROM documents ORDER BY 1").fetchall()


def test_what_is_published_is_the_whole_database(work: Path, public: Path) -> None:
    told = publish(work, public)
    assert (told.path, told.run_id, told.n_bytes) == (public, "run-1", public.stat().st_size)
    assert public.read_bytes() == work.read_bytes()
    assert documents(public) == [("desk/budget.txt",)]
    assert [entry.name for entry in public.parent.iterdir()] == ["tallywire.duckdb"]


def test_an_open_reader_keeps_the_former_snapshot(work: Path, public: Path) -> None:
    publish(work, public)
    reader = subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(public)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "1\n"
    with open_writer(work) as connection:
        run(connection, 2, [FLOOD, RIVAL])
    publish(work, public)
    answer, _ = reader.communicate("again\n")
    assert answer == "1\n"
    assert len(documents(public)) == 3


def test_readers_never_wait_and_never_see_half_a_run(work: Path, public: Path) -> None:
    publish(work, public)
    reader = subprocess.Popen(
        [sys.executable, "-c", EAGER_READER, str(public)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "reading\n"
    for n in range(2, 14):
        batch = [article(f"{n}-{k}", [("body", f"Letter {n}-{k}"), ("body", "was sent.")]) for k in range(20)]
        with open_writer(work) as connection:
            run(connection, n, batch)
        publish(work, public)
    answer, errors = reader.communicate()
    assert (reader.returncode, errors) == (0, "")
    seen = json.loads(answer)
    snapshots = [[n, 0, 1 + 20 * (n - 1), 1 + 20 * (n - 1)] for n in range(1, 14)]
    assert [row for row in seen if row not in snapshots] == []
    assert seen == sorted(seen)
    assert len({tuple(row) for row in seen}) > 1


def test_nothing_is_published_while_a_run_writes(work: Path, public: Path) -> None:
    with open_writer(work), pytest.raises(WarehouseBusy):
        publish(work, public)
    assert not public.exists()


def test_no_duckdb_can_write_while_the_file_is_copied(
    work: Path, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = "import duckdb, sys; duckdb.connect(sys.argv[1])"
    told: list[str] = []
    copy = publishing._copy

    def copy_while_another_tries(source: int, target: Path) -> publishing.CopyMethod:
        other = subprocess.run([sys.executable, "-c", attempt, str(work)], capture_output=True, text=True, check=False)
        told.append(other.stderr)
        return copy(source, target)

    monkeypatch.setattr(publishing, "_copy", copy_while_another_tries)
    publish(work, public)
    assert len(told) == 1
    assert f"PID {os.getpid()}" in told[0]
    subprocess.run([sys.executable, "-c", attempt, str(work)], check=True)


def _shorter(copy: Path) -> None:
    os.truncate(copy, copy.stat().st_size // 3)


def _blank(copy: Path) -> None:
    copy.write_bytes(bytes(copy.stat().st_size))


def _of_another_run(copy: Path) -> None:
    size = copy.stat().st_size
    with duckdb.connect(str(copy)) as connection:
        connection.execute("UPDATE runs SET run_id = 'other'; CHECKPOINT")
    os.truncate(copy, size)


@pytest.mark.parametrize(
    ("damage", "message"),
    [(_shorter, "bytes, the original"), (_blank, "cannot be read"), (_of_another_run, "the copy ends with run")],
    ids=["cut short", "blank", "of another run"],
)
def test_a_copy_that_is_not_whole_is_not_published(
    work: Path, public: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], None], message: str
) -> None:
    copy = publishing._copy

    def faulty(source: int, target: Path) -> publishing.CopyMethod:
        method = copy(source, target)
        damage(target)
        return method

    monkeypatch.setattr(publishing, "_copy", faulty)
    public.parent.mkdir()
    public.write_bytes(b"former")
    with pytest.raises(PublishError, match=f"{message}.*readers keep the former snapshot"):
        publish(work, public)
    assert [(entry.name, entry.read_bytes()) for entry in public.parent.iterdir()] == [("tallywire.duckdb", b"former")]


def test_leftovers_of_a_killed_publisher_are_cleared(work: Path, public: Path) -> None:
    public.parent.mkdir()
    for name in (".tallywire.duckdb.4242.tmp", "tallywire.duckdb.wal", "letter.txt", ".other.duckdb.4242.tmp"):
        (public.parent / name).write_bytes(b"left")
    publish(work, public)
    assert sorted(entry.name for entry in public.parent.iterdir()) == [
        ".other.duckdb.4242.tmp",
        "letter.txt",
        "tallywire.duckdb",
    ]
    assert documents(public) == [("desk/budget.txt",)]


def test_what_a_killed_run_left_in_the_log_is_published_too(work: Path, public: Path) -> None:
    code = (
        "import os, sys, duckdb\n"
        "connection = duckdb.connect(sys.argv[1], config={'checkpoint_threshold': '1GB'})\n"
        "connection.execute(\"UPDATE documents SET title = 'from the log'\")\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(work)], check=False)
    assert work.with_name(work.name + ".wal").exists()
    publish(work, public)
    with open_reader(public) as connection:
        assert connection.execute("SELECT title FROM documents").fetchall() == [("from the log",)]


@pytest.mark.parametrize("suffix", [".wal", ".wal.checkpoint"])
def test_a_log_written_behind_our_back_is_not_left_out(
    work: Path, public: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    checkpoint = publishing._checkpoint

    def checkpoint_then_somebody_writes(work: Path, public: Path) -> tuple[str, int]:
        last_run = checkpoint(work, public)
        work.with_name(work.name + suffix).write_bytes(b"log")
        return last_run

    monkeypatch.setattr(publishing, "_checkpoint", checkpoint_then_somebody_writes)
    with pytest.raises(WarehouseBusy):
        publish(work, public)
    assert list(public.parent.iterdir()) == []


def test_there_must_be_something_to_publish(path: Path, public: Path) -> None:
    with pytest.raises(NoWarehouse):
        publish(path, public)
    with open_writer(path) as connection:
        prepare(connection)
    with pytest.raises(PublishError, match="has no run yet"):
        publish(path, public)
    with pytest.raises(PublishError, match="the working database itself"):
        publish(path, path)
    assert not public.exists()


def test_a_database_that_was_never_migrated_is_not_published(path: Path, public: Path) -> None:
    with open_writer(path) as connection:
        connection.execute("CREATE TABLE other (a INTEGER)")
    with pytest.raises(PublishError, match="runs does not exist"):
        publish(path, public)


@pytest.mark.parametrize("way", ["reflink", "copy_file_range", "read and write"])
def test_every_way_of_copying_copies_every_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: publishing.CopyMethod
) -> None:
    content = os.urandom(3_000_001)
    origin, target = tmp_path / "origin", tmp_path / "target"
    origin.write_bytes(content)
    ways = ["reflink", "copy_file_range", "read and write"]
    tried = publishing._done
    refused = iter([False] * ways.index(way))
    monkeypatch.setattr(publishing, "_done", lambda attempt: next(refused, None) is None and tried(attempt))
    source = os.open(origin, os.O_RDWR)
    try:
        method = publishing._copy(source, target)
    finally:
        os.close(source)
    assert target.read_bytes() == content
    assert ways.index(method) >= ways.index(way)


def test_a_full_disk_is_no_unsupported_way() -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        publishing._done(full)


def test_a_copy_is_a_plain_database_for_any_duckdb(work: Path, public: Path) -> None:
    publish(work, public)
    with duckdb.connect(str(public), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM v_figures").fetchone() == (4,)


def test_a_lost_working_database_is_made_from_the_published_copy(work: Path, public: Path) -> None:
    assert (adopt(public, work), work.exists()) == (False, True)
    publish(work, public)
    content = work.read_bytes()
    work.unlink()
    work.with_name(f".{work.name}.4242.tmp").write_bytes(b"half of a killed copy")
    assert (adopt(public, work), adopt(public, work)) == (True, False)
    assert [(entry.name, entry.read_bytes()) for entry in work.parent.iterdir()] == [(work.name, content)]
    with open_writer(work) as connection:
        prepare(connection)
        assert run(connection, 2, [FLOOD]).documents_added == 1


def test_without_a_published_copy_there_is_nothing_to_adopt(path: Path, public: Path) -> None:
    assert adopt(public, path) is False
    assert not path.exists()
