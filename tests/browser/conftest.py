"""A real browser, and the report opened in it from the disk with the network cut."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from flows.report.page import NAME, write_report
from tests.flows.report.newsstand import stocked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

NAMES = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = (
    "THE REPORT IS NOT TESTED IN A BROWSER: there is none. Install Chromium (Debian: apt-get install chromium) and run "
    "tests/browser again"
)


@dataclass
class Opened:
    """A page with what it asked for and what it complained about."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the browser of this machine, or skip and say so.

    Not for the session: while Playwright runs, Prefect takes every call of other tests for an asynchronous one.
    """
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(NO_BROWSER)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not needed where there is no browser

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        started = playwright.chromium.launch(executable_path=found, args=arguments)
        yield started
        started.close()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the report of the small newsstand."""
    folder = tmp_path_factory.mktemp("report")
    return write_report(stocked(folder / "w.duckdb"), folder, folder)


@pytest.fixture
def opened(browser: Browser, report: Path) -> Iterator[Callable[..., Opened]]:
    """Return a function that opens the report with every request but the file itself refused and noted."""
    contexts = []

    def open_report(
        path: Path = report, width: int = 1280, scheme: str = "light", beside: tuple[str, ...] = ()
    ) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        result = Opened(context.new_page())

        def only_the_file(route: Route) -> None:
            if route.request.url in {path.as_uri(), *beside}:
                route.continue_()
            else:
                result.asked.append(route.request.url)
                route.abort()

        context.route("**/*", only_the_file)
        result.page.on("console", lambda message: result.complaints.append(f"{message.type}: {message.text}"))
        result.page.on("pageerror", lambda error: result.complaints.append(str(error)))
        result.page.goto(path.as_uri())
        if path.name == NAME:
            result.page.wait_for_selector("html[data-ready]")
        return result

    yield open_report
    for context in contexts:
        context.close()
