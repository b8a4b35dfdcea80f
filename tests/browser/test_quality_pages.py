"""The pages of the rules, as Great Expectations makes them and we mend them: each opens whole with the network cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.expectations.conftest import TODAY
from tests.expectations.model import model
from tests.expectations.whole import check

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Opened


@pytest.fixture(scope="module")
def site(browser: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of pages of a run with a broken figure that holds markup."""
    folder = tmp_path_factory.mktemp("docs") / "quality"
    frames = model(0, 1)
    frames.figures.loc[1, ["surface", "unit"]] = ["<img src=x onerror='window.hacked = 1'>", "quid"]
    check(frames, run_id="20240504T080000-b", docs_folder=folder, today=TODAY)
    return folder


def test_every_page_opens_whole_and_runs_nothing(site: Path, opened: Callable[..., Opened]) -> None:
    style = (site / "tallywire.css").as_uri()
    pages = sorted(site.rglob("*.html"))
    assert len(pages) == 5 + 5 + 1
    for page in pages:
        shown = opened(page, beside=(style,))
        assert (page.name, shown.asked, shown.complaints) == (page.name, [], [])
        assert shown.page.evaluate("document.styleSheets.length") >= 1
        assert shown.page.evaluate("window.hacked") is None
        assert shown.page.locator("h1, h2, h3, h4").count() > 0


def test_the_index_leads_to_the_broken_row(site: Path, opened: Callable[..., Opened]) -> None:
    beside = tuple(path.as_uri() for path in site.rglob("*.*"))
    page = opened(site / "index.html", beside=beside).page
    page.locator("tbody").get_by_role("link", name="figures").click()
    page.get_by_text("quid").first.wait_for(state="attached")
    assert page.get_by_text("<img src=x onerror='window.hacked = 1'>").count() > 0
