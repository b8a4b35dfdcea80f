"""Prefect for tests: its files in a folder of this session, one server for all flow tests, nothing sent anywhere."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest

from flows.server import START_SECONDS, environment

if TYPE_CHECKING:
    from collections.abc import Iterator

# Prefect reads these when it is imported, which test modules do while they are collected.
os.environ.update(environment(Path(mkdtemp(prefix="tallywire-prefect-"))))
os.environ.pop("PREFECT_API_URL", None)


@pytest.fixture(scope="session")
def prefect_backend() -> Iterator[None]:
    """Run flows against a server and database of this session."""
    from prefect.testing.utilities import prefect_test_harness  # noqa: PLC0415 - two seconds

    with prefect_test_harness(server_startup_timeout=START_SECONDS):
        yield


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str | int | float]:
    """Return settings that keep everything in a folder of the test."""
    paths = {"warehouse": "public/test.duckdb", "reports": "reports", "home": "home"}
    return {name: str(tmp_path / path) for name, path in paths.items()}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Return a folder of three small articles: plain text, cp1252 with CRLF, a web page."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "mill.txt").write_text(
        "Paper mill to close in spring\n\nThe mill at Sandvik employs 412 people, its owner said on Monday.\n\n"
        "Hide Ad\n\n“We lost €31 million last year,” said Berit Holm, who runs the plant.\n",
        encoding="utf-8",
    )
    (folder / "bridge.txt").write_bytes(
        "Toll bridge opens\r\n\r\nThe council’s share of the cost is 40%, or £12m.\r\n".encode("cp1252")
    )
    (folder / "page.html").write_text(
        "<!doctype html><html><head><title>Herring quota cut again</title></head><body><nav>Home News Sport</nav>"
        "<article><h1>Herring quota cut again</h1><p>The herring quota will fall by 15% next season, the fisheries "
        "board has decided after months of talks with the fleet.</p><p>Skippers had asked for a cut of no more than 5%,"
        " saying that boats could not pay their crews otherwise.</p></article></body></html>",
        encoding="utf-8",
    )
    return folder
