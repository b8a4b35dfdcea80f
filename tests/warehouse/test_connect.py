from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from warehouse.connect import open_reader, open_writer, transaction
from warehouse.errors import NoWarehouse, WarehouseBusy, WarehouseUnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
LETTER = "This is a letter, not a database. " * 500
HOLDER = """
import sys
from warehouse.connect import open_writer
with open_writer(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def held_elsewhere(path: Path) -> Iterator[int]:
    """The id of another process that writes the database."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    yield holder.pid
    holder.communicate()


@pytest.mark.parametrize("opened", [open_writer, open_reader], ids=["writer", "reader"])
def test_another_process_that_writes_is_named(path: Path, held_elsewhere: int, opened: type) -> None:
    with pytest.raises(WarehouseBusy) as caught, opened(path):
        pass
    assert (caught.value.path, caught.value.pid) == (path, held_elsewhere)
    assert f"process {held_elsewhere}" in str(caught.value)


@pytest.mark.parametrize("opened", [open_writer, open_reader], ids=["writer", "reader"])
def test_a_second_connection_of_one_process_is_refused_while_it_writes(path: Path, opened: type) -> None:
    with open_writer(path):
        with pytest.raises(WarehouseBusy) as caught, opened(path):
            pass
        assert caught.value.pid == os.getpid()


def test_a_writer_can_follow_a_writer_that_failed(path: Path) -> None:
    with pytest.raises(duckdb.ParserException), open_writer(path) as connection:
        connection.execute("NO SUCH STATEMENT")
    with open_writer(path) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_missing_warehouse_says_how_to_make_one(path: Path) -> None:
    with pytest.raises(NoWarehouse, match="tallywire run") as caught, open_reader(path):
        pass
    assert caught.value.path == path
    assert not path.exists()


@pytest.mark.parametrize(
    ("opened", "content"),
    [(open_writer, LETTER), (open_reader, LETTER), (open_reader, "")],
    ids=["writer, text", "reader, text", "reader, empty"],
)
def test_a_file_that_is_no_database_is_named(tmp_path: Path, opened: type, content: str) -> None:
    path = tmp_path / "letter.duckdb"
    path.write_text(content)
    with pytest.raises(WarehouseUnreadableError, match=r"letter\.duckdb cannot be opened"), opened(path):
        pass
    assert path.read_text() == content


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/*')",
        "ATTACH '/etc/passwd'",
        "COPY documents TO '/tmp/out.csv'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "INSERT INTO seed_units VALUES ('a', 'b', 'c')",
        "CREATE TABLE mine (a INTEGER)",
        "DROP TABLE figures",
        "SELECT * FROM secret_frame",
    ],
)
def test_a_reader_reaches_nothing_but_the_tables_and_changes_nothing(
    reader: duckdb.DuckDBPyConnection, sql: str
) -> None:
    secret_frame = [1, 2, 3]
    with pytest.raises(duckdb.Error):
        reader.execute(sql)
    assert secret_frame == [1, 2, 3]


def test_readers_share(newsroom_path: Path) -> None:
    with open_reader(newsroom_path) as one, open_reader(newsroom_path) as two:
        assert one.execute("SELECT count(*) FROM documents").fetchone() == (3,)
        assert two.execute("SELECT count(*) FROM documents").fetchone() == (3,)


def test_a_writer_reads_no_files_either(writer: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.PermissionException):
        writer.execute("SELECT * FROM read_text('/etc/passwd')")


def test_a_transaction_that_fails_leaves_nothing_and_one_that_ends_stays(writer: duckdb.DuckDBPyConnection) -> None:
    with transaction(writer):
        writer.execute("CREATE TABLE notes (a INTEGER PRIMARY KEY)")
        writer.execute("INSERT INTO notes VALUES (1)")
    with pytest.raises(duckdb.ConstraintException), transaction(writer):
        writer.execute("INSERT INTO notes VALUES (2); INSERT INTO notes VALUES (1)")
    assert writer.execute("SELECT a FROM notes").fetchall() == [(1,)]


def test_the_first_error_is_the_one_that_is_told(path: Path) -> None:
    def lose_the_database(connection: duckdb.DuckDBPyConnection) -> None:
        connection.close()
        raise KeyError("first")

    with open_writer(path) as connection, pytest.raises(KeyError, match="first"), transaction(connection):
        lose_the_database(connection)
