from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.warehouse.newsroom import BUDGET, FLOOD, REFUSAL, RIVAL, UNREADABLE, run
from warehouse.connect import open_reader, open_writer
from warehouse.migrate import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "work.duckdb"


@pytest.fixture(scope="session")
def empty_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse without a run, made once: making one takes a hundred statements."""
    made = tmp_path_factory.mktemp("empty") / "empty.duckdb"
    with open_writer(made) as connection:
        prepare(connection)
        connection.execute("CHECKPOINT")
    return made


@pytest.fixture
def writer(path: Path, empty_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    path.parent.mkdir()
    shutil.copy(empty_path, path)
    with open_writer(path) as connection:
        yield connection


@pytest.fixture(scope="session")
def newsroom_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse after two runs: the budget first, then the two accounts of the flood."""
    made = tmp_path_factory.mktemp("newsroom") / "news.duckdb"
    with open_writer(made) as connection:
        prepare(connection)
        run(connection, 1, [BUDGET])
        run(connection, 2, [FLOOD, RIVAL], [REFUSAL, UNREADABLE], unchanged=[BUDGET])
        connection.execute("CHECKPOINT")
    return made


@pytest.fixture
def reader(newsroom_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_reader(newsroom_path) as connection:
        yield connection
