"""The words about a run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from flows.run import Summary
from flows.summary import (
    failure_markdown,
    link_address,
    quality_rows,
    summary_lines,
    summary_markdown,
    summary_rows,
)
from warehouse.landing import QualityResult
from warehouse.runs import RunCounts

HOLDS = QualityResult("lines", "lines.role_known", "The role is known.", "critical", 9, 0, "pass")
WARNS = QualityResult("figures", "figures.year", "A count is no year.", "warning", 4, 1, "fail")
BREAKS = QualityResult("figures", "figures.offsets", "Offsets match.", "critical", 4, 2, "fail")
SUMMARY = Summary(
    run_id="r1",
    counts=RunCounts(5, 2, 1, 1, 1, 7, 6, 1, 3),
    documents_replaced=0,
    quality=(HOLDS, WARNS),
    rejections=(("<b>*x*\x1b.txt", "read.empty", "nothing in it"),),
    ignored=("a.png", "b.png"),
    seconds={"read": 0.04, "understand": 1.26},
    warehouse=Path("w.duckdb"),
    report=Path("report.html"),
)


def test_the_terminal_shows_both_sums_the_rules_and_what_was_refused() -> None:
    assert list(summary_lines(SUMMARY)) == [
        "Run r1",
        "  sources   5 read = 2 new + 1 unchanged + 1 duplicate + 1 rejected",
        "  figures   7 candidates = 6 accepted + 1 quarantined; 3 other numbers",
        "  quality   1 of 2 rules hold; broken: figures.year (1)",
        "  rejected  <b>*x*\ufffd.txt: nothing in it [read.empty]",
        "  ignored   2 that are hidden or have no article's suffix: a.png, b.png",
        "  seconds   read 0.0, understand 1.3",
        "  database  w.duckdb",
        "  report    report.html",
    ]


def test_a_run_with_nothing_new_says_so() -> None:
    lines = list(summary_lines(replace(SUMMARY, quality=(), rejections=(), ignored=())))
    assert "  quality   nothing new to check" in lines
    assert not [line for line in lines if line.startswith(("  rejected", "  ignored"))]


def test_corrections_of_documents_that_are_not_there_are_named() -> None:
    lines = list(summary_lines(replace(SUMMARY, uncorrected=("f" * 16, "e" * 16))))
    told = "  missing   2 documents that corrections name are not in the database: ffffffffffffffff, eeeeeeeeeeeeeeee"
    assert told in lines
    assert f"- corrections name a document that is not there: {'f' * 16}" in summary_markdown(
        replace(SUMMARY, uncorrected=("f" * 16,))
    )


def test_a_long_list_of_refusals_is_cut_and_counted() -> None:
    many = replace(SUMMARY, rejections=SUMMARY.rejections * 25)
    refused = [line for line in summary_lines(many) if line.startswith("  rejected")]
    assert (len(refused), refused[-1]) == (21, "  rejected  ... and 5 more: see the table quarantine")


def test_markdown_shows_names_of_files_as_they_are() -> None:
    text = summary_markdown(SUMMARY)
    assert r"- \<b\>\*x\*�\.txt: nothing in it (read\.empty)" in text
    assert "5 read = 2 new + 1 unchanged + 1 duplicate + 1 rejected" in text


def test_the_words_of_an_error_cannot_become_markup() -> None:
    assert failure_markdown("r1", "bad\n# <script>") == (
        "# Run r1 failed\n\nbad \\# \\<script\\>\n\nNothing of it landed.\n"
    )


def test_the_table_of_rules_begins_with_what_is_broken_gravest_first() -> None:
    rows = quality_rows((HOLDS, WARNS, BREAKS))
    assert [row["rule"] for row in rows] == ["figures.offsets", "figures.year", "lines.role_known"]
    assert rows[0] == {
        "rule": "figures.offsets",
        "severity": "critical",
        "checked": 4,
        "failed": 2,
        "status": "fail",
        "means": "Offsets match.",
    }


def test_without_anything_new_the_table_of_rules_says_so() -> None:
    assert quality_rows(()) == [{"rule": "none", "status": "nothing new to check"}]


def test_the_table_of_a_run_has_both_sums_and_the_rules() -> None:
    assert [tuple(row.values()) for row in summary_rows(replace(SUMMARY, resolved=4))] == [
        ("sources looked at", 5),
        ("of them new", 2),
        ("known already", 1),
        ("the same as another", 1),
        ("refused", 1),
        ("numbers that may be figures", 7),
        ("of them landed", 6),
        ("kept out", 1),
        ("numbers that are none", 3),
        ("rules checked", 2),
        ("rules broken", 1),
        ("earlier refusals settled", 4),
    ]


def test_the_link_to_the_report_cannot_be_ended_by_its_path() -> None:
    page = Path("/tmp/a) [b](c d/report.html")
    assert link_address(page) == "file:///tmp/a%29%20%5Bb%5D%28c%20d/report.html"
