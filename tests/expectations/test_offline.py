"""Pages of the gate need no other host: the pure function, and the pages Great Expectations really makes."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from lxml import html

from expectations.data_docs import index_page, publish
from expectations.offline import ADDRESSES, REMOTE, offline
from tests.expectations.conftest import TODAY
from tests.expectations.model import model
from tests.expectations.whole import check

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!DOCTYPE html><html><head><title>T</title>
<link rel="stylesheet" href="https://cdn.example/boot.css"><script src="//cdn.example/a.js"></script>
<style>@import "https://cdn.example/x.css";
.a { background: url('https://cdn.example/l.png') } .b { color: red }</style>
</head><body onload="go()"><img src="https://cdn.example/logo.png" alt="Logo"> after the logo
<div class="card"><div>
<div class="btn-group btn-group-toggle"><label onclick="x()">Failed only</label></div></div></div>
<a href="https://elsewhere.example/news">Newsletter</a> <a href="../index.html">Home</a>
<p style="background: url(http://cdn.example/p.png)">See https://harbour.example for £4 &lt;boats&gt;</p>
<iframe src="https://cdn.example/f"></iframe><script>alert(1)</script></body></html>"""


def remote_addresses(page: str) -> list[str]:
    elements = html.document_fromstring(page).iter("*")
    found = [value for e in elements for name, value in e.attrib.items() if name in ADDRESSES and REMOTE.match(value)]
    return found + re.findall(r"(?:@import|url\()[^;)]*//[^;)]*", page)


def test_page_is_whole_without_a_network():
    page = offline(PAGE, "../tallywire.css")
    assert remote_addresses(PAGE) != []
    assert remote_addresses(page) == []
    root = html.document_fromstring(page)
    assert [link.get("href") for link in root.iter("link")] == ["../tallywire.css"]
    assert list(root.iter("script", "img", "iframe")) == []
    assert "onload" not in page
    assert page.startswith("<!DOCTYPE html>")


def test_texts_and_local_links_stay():
    root = html.document_fromstring(offline(PAGE, "a.css"))
    text = " ".join(root.find("body").text_content().split())
    assert text == "after the logo Newsletter Home See https://harbour.example for £4 <boats>"
    assert [a.get("href") for a in root.iter("a")] == [None, "../index.html"]
    assert ".b { color: red }" in root.find("head/style").text


def test_making_a_page_offline_twice_changes_nothing_more():
    once = offline(PAGE, "a.css")
    assert offline(once, "a.css") == once


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """A folder of Data Docs after two runs, the second with a broken figure that holds markup."""
    folder = tmp_path_factory.mktemp("docs") / "quality"
    check(model(0), run_id="20240504T070000-a", docs_folder=folder, today=TODAY)
    frames = model(0, 1)
    frames.figures.loc[1, ["surface", "unit"]] = ["<script>alert(1)</script>", "quid"]
    outcome = check(frames, run_id="20240504T080000-b", docs_folder=folder, today=TODAY)
    assert outcome.docs_index == folder / "index.html"
    return folder


def test_pages_of_both_runs_are_kept(site):
    pages = sorted(path.relative_to(site).parts[:3] for path in site.glob("validations/**/*.html"))
    runs = ("20240504T070000-a", "20240504T080000-b")
    tables = ("documents", "figure_context", "figures", "lines", "run")
    assert pages == [("validations", table, run) for table in tables for run in runs]


def test_no_generated_page_reaches_for_another_host(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) == 10 + 5 + 1
    for page in pages:
        text = page.read_text("utf-8")
        assert remote_addresses(text) == [], page
        assert list(html.document_fromstring(text).iter("script")) == [], page


def test_every_local_address_leads_to_a_file(site):
    for page in site.rglob("*.html"):
        for element in html.document_fromstring(page.read_text("utf-8")).iter("a", "link"):
            address = element.get("href", "#")
            assert address.startswith("#") or (page.parent / address).is_file(), (page, address)


def test_broken_row_is_shown_on_the_page(site):
    (page,) = site.glob("validations/figures/20240504T080000-b/**/*.html")
    shown = html.document_fromstring(page.read_text("utf-8")).text_content()
    assert "quid" in shown
    assert "The raw text of the document at the figure's offsets is its surface." in shown


def test_markup_in_a_cell_becomes_harmless():
    page = "<html><head></head><body><td><a href=' javascript:go()' onclick='go()'>2%</a><img src=x onerror=go()></td>"
    body = html.document_fromstring(offline(page, "a.css")).find("body")
    assert [dict(element.attrib) for element in body.iter("a", "img")] == [{}, {"src": "x"}]


def test_index_lists_runs_newest_first_with_verdict_and_pages(site):
    rows = html.fromstring((site / "index.html").read_text("utf-8")).findall(".//tbody/tr")
    assert [row[0].text for row in rows] == ["20240504T080000-b", "20240504T070000-a"]
    assert [row[2].text for row in rows] == ["passed", "passed"]
    tables = ["documents", "lines", "figures", "figure_context", "run"]
    assert [[a.text for a in row[3]] for row in rows] == [tables] * 2
    assert rows[1][4].text == "none"
    assert "figures.offsets_match (1)" in rows[0][4].text


def test_folder_holds_no_leftovers(site):
    assert sorted(path.name for path in site.iterdir()) == [
        "expectations",
        "index.html",
        "runs",
        "tallywire.css",
        "validations",
    ]
    assert list(site.rglob("*.part")) == []
    record = json.loads((site / "runs" / "20240504T070000-a.json").read_text("utf-8"))
    assert datetime.fromisoformat(record["at"]).replace(tzinfo=UTC) <= datetime.now(UTC)


def test_only_the_newest_runs_keep_their_pages(tmp_path):
    folder = tmp_path / "quality"
    runs = ["20240504T070000-a", "20240504T080000-b", "20240504T090000-c"]
    for run_id in runs:
        outcome = check(model(0), run_id=run_id, docs_folder=folder, today=TODAY)
        publish(folder, run_id, outcome.quality, (), keep=2)
    kept = {path.parts[-1] for path in folder.glob("validations/*/*")}
    assert kept == set(runs[1:])
    assert sorted(path.stem for path in (folder / "runs").iterdir()) == runs[1:]
    rows = html.fromstring((folder / "index.html").read_text("utf-8")).findall(".//tbody/tr")
    assert [row[0].text for row in rows] == [runs[2], runs[1]]


def test_index_escapes_what_it_is_given():
    record = {"run_id": "<b>", "at": "now", "structural": ["a & b"], "rang": [], "pages": {}}
    page = index_page([record])
    assert "<td>&lt;b&gt;</td>" in page
    assert "stopped: a &amp; b" in page
