"""The report page as a file: whole, without addresses, its data and scripts as the browser will unpack them."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64decode, b64encode
from hashlib import sha256
from html import unescape
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from lxml import html

from flows.report.content import LIMITS, answers
from flows.report.page import render, write_report
from tests.flows.report.newsstand import ATTACKS, N_CATCHES
from transforms.records import CONTEXT_FIELDS
from warehouse.errors import NoWarehouse

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def page(warehouse: Path, home: Path) -> str:
    """Return the page of the small newsstand."""
    return render(warehouse, home)


def block(page: str, name: str) -> str:
    """Unpack a compressed block of the page."""
    found = re.search(rf'<script type="text/plain" id="{name}">([^<]*)</script>', page)
    assert found
    return gzip.decompress(b64decode(found[1])).decode()


def test_the_page_shows_run_rules_and_refusals(page: str) -> None:
    text = " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())
    assert f"{N_CATCHES + 10} figures from {N_CATCHES + 4} articles" in text
    assert "The last run looked at 2 sources: 1 new, 1 unreadable." in text
    assert "1 of 3 rules hold" in text
    assert "figures.unit_known" in text
    assert "read.empty" in text


def test_the_figures_are_in_the_page_with_their_places(page: str) -> None:
    data: dict[str, Any] = json.loads(block(page, "data"))
    assert data["n"] == N_CATCHES + 10
    row = next(n for n, code in enumerate(data["words"]["measure"]["codes"])
               if data["words"]["measure"]["words"][code] == "barracks")  # fmt: skip
    shown = {name: column["words"][column["codes"][row]] if column["codes"][row] >= 0 else None
             for name, column in data["words"].items()}  # fmt: skip
    line, start, end, *sentence = data["places"][row]
    assert shown == {
        "kind": "money", "unit": "USD", "comparator": "=", "change": None, "topic": "barracks", "measure": "barracks",
        "subject": None, "base": None, "period": None, "day": "2025-02-27", "status": "reported",
        "said_by": "Vale Post", "rule_id": "number.digits", "sure": "everything",
    }  # fmt: skip
    assert {name: column[row] for name, column in data["numbers"].items()} == {
        "value": 3e7, "low": None, "high": None, "line_n": 6
    }  # fmt: skip
    assert (data["lines"][line], data["lines"][line][start:end], sentence, data["by_outlet"][row]) == (
        "A new barracks cost $30 million.", "$30 million", [0, 32], 1
    )  # fmt: skip
    assert data["documents"][data["document"][row]] == [
        "desk/budget.txt", "budget.txt", "Spending row widens", "Vale Post", None, "2025-02-27"
    ]  # fmt: skip
    assert [len(group) for group in data["disagreements"]] == [2, 2]
    assert data["runs"] == [
        ["2025-03-01 07:00:00", "succeeded", 69, 1, 3 / 72],
        ["2025-03-01 08:00:00", "succeeded", 2, 0, 0.0],
    ]


def test_what_is_not_sure_stands_apart_with_how_sure_it_is(warehouse: Path, home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "unsure.duckdb"
    copy.write_bytes(warehouse.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        connection.execute("INSERT INTO thresholds VALUES ('subject', 0.8), ('speaker', 0.6), ('base', 0.8)")
        connection.execute("UPDATE figures SET status = NULL, status_sure = NULL WHERE surface = '4%'")
    page = render(copy, home)
    data: dict[str, Any] = json.loads(block(page, "data"))
    rows = {data["lines"][line][start:end]: n for n, (line, start, end, *_) in enumerate(data["places"])}

    def word(name: str, surface: str) -> str | None:
        code = data["words"][name]["codes"][rows[surface]]
        return data["words"][name]["words"][code] if code >= 0 else None

    assert data["unsure"][rows["2.1%"]] == [["subject", "Ruritania", 0.75], ["speaker", None, 0.5]]
    assert data["unsure"][rows["2.6%"]] == []
    shown = [word(name, "2.1%") for name in ("subject", "said_by", "base", "status", "sure")]
    assert shown == [None, "not sure who", "GDP", "reported", "not everything"]
    assert data["by_outlet"][rows["2.1%"]] == 1
    assert [word(name, "4%") for name in ("status", "sure")] == ["not told", "everything"]
    cells = [[cell.text for cell in row] for row in html.document_fromstring(page).xpath("//table[@class='sure']//tr")]
    assert cells[1:] == [
        ["Of what", "1", "1", "100%", "–"],
        ["Whose", "1", "0", "0%", "0.8"],
        ["Out of", "1", "1", "100%", "0.8"],
        ["When", "1", "1", "100%", "–"],
        ["Said by", "1", "0", "0%", "0.6"],
        ["Status", "1", "1", "100%", "–"],
    ]


def test_without_any_confidence_nothing_is_said_of_it(warehouse: Path, home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "old.duckdb"
    copy.write_bytes(warehouse.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        sures = ", ".join(f"{field}_sure = NULL" for field in CONTEXT_FIELDS)
        connection.execute(f"UPDATE figures SET {sures}")
    assert "How sure" not in render(copy, home)


def test_nothing_of_an_article_becomes_markup_and_nothing_is_fetched(page: str) -> None:
    assert [attack for attack in ATTACKS.values() if "<" in attack and attack in page] == []
    assert page.count("&lt;script&gt;") > 0
    assert re.findall(r"<script[^>]*>", page) == [
        '<script type="text/plain" id="library">', '<script type="text/plain" id="data">', "<script>"
    ]  # fmt: skip
    elements = list(html.document_fromstring(page).iter("*"))
    assert {element.tag for element in elements} & {"img", "link", "iframe", "object", "embed", "base", "svg", "b"} == {
        "b"
    }
    attributes = {name for element in elements for name in element.attrib}
    assert {
        name for name in attributes if name.startswith("on") or name in ("src", "srcset", "action", "style")
    } == set()
    addresses = {element.get("href") for element in elements if "href" in element.attrib}
    assert {address for address in addresses if not address.startswith("#")} == set()


def test_the_policy_knows_exactly_the_scripts_of_the_page(page: str) -> None:
    own = re.search(r"(?s)<script>(.*?)</script>", page)
    assert own
    digests = [
        f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in (own[1], block(page, "library"))
    ]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert unescape(policy[1]) == (
        f"default-src 'none'; script-src {' '.join(digests)}; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'"
    )


def test_figures_that_do_not_fit_are_counted(warehouse: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.report.content.LIMITS", LIMITS | {"most_figures": 4, "most_refused": 1})
    page = render(warehouse, home)
    assert f"The 4 of the latest articles; <code>tallywire sql</code> has all {N_CATCHES + 10}" in page
    assert "the latest 1 are here" in page
    assert json.loads(block(page, "data"))["n"] == 4


def test_the_pages_of_the_rules_are_linked_where_there_are_some(warehouse: Path, home: Path, tmp_path: Path) -> None:
    (tmp_path / "quality").mkdir()
    (tmp_path / "quality" / "index.html").write_text("")
    path = write_report(warehouse, tmp_path, home)
    assert 'href="quality/index.html"' in path.read_text("utf-8")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["quality", "report.html"]


def test_without_a_database_no_page_is_written(home: Path, tmp_path: Path) -> None:
    with pytest.raises(NoWarehouse):
        write_report(tmp_path / "none.duckdb", tmp_path / "reports", home)
    assert list((tmp_path / "reports").iterdir()) == []


def test_what_rows_of_earlier_runs_broke_is_found_when_a_later_run_was_checked(warehouse: Path, tmp_path: Path) -> None:
    copy = tmp_path / "later.duckdb"
    copy.write_bytes(warehouse.read_bytes())
    assert answers(copy)["earlier"] == []
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            "UPDATE quality_results SET status = 'fail', severity = 'warning', failed = failed + CASE run_id "
            "WHEN 'run-1' THEN 2 ELSE 3 END WHERE rule_id = 'lines.role_known'"
        )
        later = "run_id || '-later' AS run_id"
        connection.execute(
            f"INSERT INTO runs SELECT * REPLACE ({later}, started_at + INTERVAL 1 DAY AS started_at, "
            "finished_at + INTERVAL 1 DAY AS finished_at) FROM runs"
        )
        connection.execute(
            f"INSERT INTO quality_results SELECT * REPLACE ({later}, 'pass' AS status, 0 AS failed) "
            "FROM quality_results"
        )
    assert answers(copy)["earlier"] == [
        {"rule_id": "lines.role_known", "description": "The role is one of five.", "failed": 5}
    ]
