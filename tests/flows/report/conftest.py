"""The database that the tests of the report read: it is made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.report.newsstand import stocked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that keeps the library of the charts."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the database of the small newsstand."""
    return stocked(tmp_path_factory.mktemp("newsstand") / "w.duckdb")
