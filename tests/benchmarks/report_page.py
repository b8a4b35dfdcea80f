"""Measure the report page: `python -m tests.benchmarks.report_page WAREHOUSE N ...`.

The figures of WAREHOUSE are copied, a fifth of the words of each copy spelt backwards so that copies do not compress as
such, until there are N; then the page is written and opened in Chromium, cold, several times.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from flows.report.library import library
from flows.report.page import write_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OPENED = 5
SPELT_BACKWARDS = """array_to_string(list_transform(string_split({}, ' '), lambda word, n: CASE
    WHEN hash(word, n, k) % 5 = 0 AND regexp_full_match(word, '[a-z]{{4,}}') THEN reverse(word) ELSE word END),
    ' ')"""
SEARCH = """() => new Promise(done => {
    const began = performance.now(), field = document.querySelector('[name=query]');
    new MutationObserver(() => done(performance.now() - began)).observe(
        document.getElementById('count'), { childList: true });
    field.value = 'percent growth';
    field.dispatchEvent(new Event('input'));
})"""
"""The milliseconds from a word typed to the rows that hold it; an eighth of a second waits for the next letter."""

CHANGES = {
    "documents": {"doc_id": "k || doc_id", "source": "k || '/' || source", "duplicate_of": "NULL", "text": "''"},
    "lines": {"doc_id": "k || doc_id", "text": SPELT_BACKWARDS.format("text")},
    "figures": {
        "figure_id": "k || figure_id",
        "doc_id": "k || doc_id",
        "sentence": SPELT_BACKWARDS.format("sentence"),
        "subject_id": "NULL",
        "subject": "CASE WHEN hash(figure_id) % 3 = 0 THEN subject ELSE reverse(subject) || ' ' || k END",
        "speaker": "CASE WHEN hash(figure_id) % 2 = 0 THEN speaker ELSE speaker || ' ' || k END",
    },
    "run_documents": {"doc_id": "k || doc_id", "source": "k || '/' || source"},
}


def enlarged(warehouse: Path, copy: Path, n: int) -> None:
    """Write a copy of `warehouse` with exactly `n` figures."""
    shutil.copy(warehouse, copy)
    with duckdb.connect(str(copy)) as connection:
        (have,) = connection.execute("SELECT count(*) FROM figures").fetchone() or (0,)
        for table, changes in CHANGES.items():
            found = connection.execute(f"SELECT * FROM {table} LIMIT 0").description or []
            columns = ", ".join(f"{changes[name]} AS {name}" if name in changes else name for name, *_ in found)
            connection.execute(f"INSERT INTO {table} SELECT {columns} FROM {table}, range(1, {-(-n // have)}) AS t(k)")
        keep = "SELECT figure_id FROM figures ORDER BY length(figure_id), figure_id"
        connection.execute(f"DELETE FROM figures WHERE figure_id NOT IN ({keep} LIMIT {n})")


def opened(browser: Browser, page: Path) -> dict[str, float]:
    """Open the page in a fresh profile and return the milliseconds until its table, its charts, and of one search."""
    tab = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    tab.goto(page.as_uri())
    tab.wait_for_selector("html[data-ready]", timeout=120_000)
    marks: dict[str, Any] = tab.evaluate("({ ...document.documentElement.dataset })")
    first = tab.evaluate(SEARCH)
    tab.context.close()
    return {"table": float(marks["table"]), "charts": float(marks["ready"]), "search": first}


def main() -> None:
    """Print a row of the README's table for each number of figures."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only here

    warehouse, *sizes = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        library(Path(home))
        for n in map(int, sizes):
            copy = Path(name) / "copy.duckdb"
            enlarged(Path(warehouse), copy, n)
            started = time.perf_counter()
            page = write_report(copy, Path(name), Path(home))
            written = time.perf_counter() - started
            times = [opened(browser, page) for _ in range(OPENED)]
            middle = {key: statistics.median(one[key] for one in times) for key in times[0]}
            size = page.stat().st_size / 1e6
            cells = (
                f"{n:,}",
                f"{size:.1f} MB",
                *(f"{middle[key] / 1000:.1f} s" for key in ("table", "charts")),
                f"{middle['search']:.0f} ms",
            )
            print("| " + " | ".join(cells) + f" |   (written in {written:.1f} s)")  # noqa: T201 - the result
            copy.unlink()


if __name__ == "__main__":
    main()
