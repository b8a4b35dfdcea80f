from __future__ import annotations

import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.newsroom import (
    BUDGET,
    DAWN,
    FLOOD,
    LINEAGE,
    QUALITY,
    REFUSAL,
    RIVAL,
    SEEDS,
    UNREADABLE,
    article,
    context_of,
    landing_of,
    run,
    start,
    whole,
)
from transforms.frames import FIGURES, LINES, frame
from warehouse.again import current_documents
from warehouse.dimensions import quoted
from warehouse.errors import AccountingError, LandingError
from warehouse.land import LandedCounts, land
from warehouse.landing import Refusal, SeenDocument
from warehouse.migrate import prepare
from warehouse.query import run_query
from warehouse.runs import (
    CRASHED,
    Reading,
    RunCounts,
    begin_run,
    check_accounting,
    close_stale_runs,
    fail_run,
)

if TYPE_CHECKING:
    from tests.warehouse.newsroom import Article

ARTICLES = ("documents", "lines", "figures", "figure_context")


def altered(of: Article, **changes: Any) -> Article:
    """The article with its first figure read otherwise."""
    document, lines, figures = copy.deepcopy(of)
    figures[0] |= changes
    return document, lines, figures


def statuses(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return connection.execute("SELECT run_id, status FROM runs ORDER BY 1").fetchall()


def test_a_landing_stores_its_rows_with_their_lineage(writer: duckdb.DuckDBPyConnection) -> None:
    assert run(writer, 1, [BUDGET]) == LandedCounts(1, 0, 6, 4, 0, 0, 2)
    document, lines, figures = BUDGET
    tables = whole(writer, *ARTICLES)
    lineage = ("rules-a", "small", "3.8.0", "run-1", "run-1")
    assert tables["documents"] == [(*_cells(writer, "documents", document), *lineage)]
    assert tables["lines"] == sorted((*_cells(writer, "lines", line), "run-1", "rules-a") for line in lines)
    assert tables["figures"] == sorted((*_cells(writer, "figures", row), "run-1", "rules-a") for row in figures)


def _cells(connection: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> list[Any]:
    columns = [column[0] for column in connection.execute(f"FROM {table} LIMIT 0").description or []]
    return [row.get(name) for name in columns if name not in LINEAGE[table]]


def test_the_row_of_the_run_says_how_it_went(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [BUDGET])
    run(writer, 2, [FLOOD], [REFUSAL, UNREADABLE], unchanged=[BUDGET])
    moments = tuple((DAWN + timedelta(hours=2, minutes=m)).replace(tzinfo=None) for m in (0, 1))
    counts, seconds = (3, 1, 1, 0, 1, 3, 2, 1, 2, 4, 2), '{"read": 0.5, "extract": 2.0}'
    assert writer.execute("FROM runs WHERE run_id = 'run-2'").fetchall() == [
        ("run-2", *moments, "succeeded", None, "0.1.0", "rules-a", "small", "3.8.0", *counts, seconds, "code-a")
    ]
    assert writer.execute("FROM run_documents WHERE run_id = 'run-2' ORDER BY source").fetchall() == [
        ("run-2", "desk/blob.bin", None, "rejected"),
        ("run-2", "desk/budget.txt", BUDGET[0]["doc_id"], "unchanged"),
        ("run-2", "desk/flood.txt", FLOOD[0]["doc_id"], "new"),
    ]
    assert writer.execute("FROM quality_results WHERE run_id = 'run-2' ORDER BY rule_id").fetchall() == [
        ("run-2", *(getattr(result, name) for name in result.__slots__)) for result in QUALITY
    ]


def test_landing_twice_equals_landing_once(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [BUDGET])
    run(writer, 2, [FLOOD, RIVAL], [REFUSAL, UNREADABLE], unchanged=[BUDGET])
    once = whole(writer)
    again = land(writer, landing_of(2, [FLOOD, RIVAL], [REFUSAL, UNREADABLE], unchanged=[BUDGET]))
    assert again == LandedCounts(0, 0, 0, 0, 0, 0, 0)
    assert whole(writer) == once


@pytest.mark.parametrize("read_again", [False, True], ids=["skipped", "read again"])
def test_a_run_that_finds_nothing_new_changes_no_row_of_the_articles(
    writer: duckdb.DuckDBPyConnection, read_again: bool
) -> None:
    run(writer, 1, [BUDGET, FLOOD], [REFUSAL])
    before = whole(writer, *ARTICLES, "quarantine", "seed_units")
    if read_again:
        run(writer, 2, [BUDGET, FLOOD], [REFUSAL])
    else:
        run(writer, 2, [], unchanged=[BUDGET, FLOOD])
    assert whole(writer, *ARTICLES, "quarantine", "seed_units") == before
    assert statuses(writer) == [("run-1", "succeeded"), ("run-2", "succeeded")]


def test_columns_may_come_in_any_order_and_with_others_between(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [BUDGET])
    before = whole(writer, *ARTICLES)
    good = landing_of(2, [BUDGET])
    carried = {name: getattr(good, name).iloc[:, ::-1].assign(carried="along") for name in ARTICLES}
    begin_run(writer, start(2))
    assert land(writer, replace(good, **carried)).documents_replaced == 0
    assert whole(writer, *ARTICLES) == before


def test_only_the_document_that_reads_otherwise_is_replaced(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [BUDGET, FLOOD])
    flood_before = writer.execute("FROM figures WHERE doc_id = $d ORDER BY ALL", {"d": FLOOD[0]["doc_id"]}).fetchall()
    changed = altered(BUDGET, value=2.2)
    assert run(writer, 2, [changed, FLOOD]) == LandedCounts(0, 1, 6, 4, 0, 0, 0)
    assert writer.execute("SELECT source, first_run_id, last_run_id FROM documents ORDER BY 1").fetchall() == [
        ("desk/budget.txt", "run-1", "run-2"),
        ("desk/flood.txt", "run-1", "run-1"),
    ]
    assert writer.execute("SELECT value, run_id FROM figures WHERE surface = '2.1%'").fetchall() == [(2.2, "run-2")]
    assert writer.execute("SELECT DISTINCT run_id FROM lines WHERE n = 6").fetchall() == [("run-2",)]
    assert (
        writer.execute("FROM figures WHERE doc_id = $d ORDER BY ALL", {"d": FLOOD[0]["doc_id"]}).fetchall()
        == flood_before
    )


def test_what_another_reading_changes_is_recorded_figure_by_figure(writer: duckdb.DuckDBPyConnection) -> None:
    document, lines, figures = copy.deepcopy(BUDGET)
    run(writer, 1, [(document, lines, figures[1:]), FLOOD])
    assert writer.execute("FROM figure_changes").fetchall() == []
    figures[1] |= {"value": 2.7, "speaker": None}
    figures[2] |= {"kind": "percentage_point", "unit": "pp", "figure_id": "another kind"}
    begin_run(writer, start(2, rules_version="rules-b"))
    land(writer, landing_of(2, [(document, lines, figures[:3])]))
    changes = "SELECT surface, change, fields, before ->> 'value', after ->> 'value', rules_before, rules_after, run_id"
    assert writer.execute(f"{changes} FROM figure_changes ORDER BY char_start").fetchall() == [
        ("2.1%", "came", [], None, "2.1", None, "rules-b", "run-2"),
        ("2.6%", "reads otherwise", ["value", "speaker"], "2.6", "2.7", "rules-a", "rules-b", "run-2"),
        ("4%", "reads otherwise", ["kind", "unit"], "4.0", "4.0", "rules-a", "rules-b", "run-2"),
        ("$30 million", "went", [], "30000000.0", None, "rules-a", "rules-b", "run-2"),
    ]
    assert writer.execute("SELECT fields, was, becomes FROM v_figure_changes WHERE surface = '2.6%'").fetchall() == [
        (["value", "speaker"], ["2.6", "Ottoline Vance"], ["2.7", "NULL"])
    ]
    asked = [
        run_query(writer, "figure_changes", params).rows for params in ({"field": "kind"}, {"since": "2030-01-01"})
    ]
    assert [[row[1] for row in rows] for rows in asked] == [["4%"], []]


@pytest.mark.parametrize("direction", ["go", "come"])
@pytest.mark.parametrize("table", ["lines", "figures"])
def test_rows_that_are_no_longer_read_go_and_new_ones_come(
    writer: duckdb.DuckDBPyConnection, table: str, direction: str
) -> None:
    document, lines, figures = BUDGET
    fewer = (document, lines[:-1], figures) if table == "lines" else (document, lines, figures[:-1])
    first, last = (BUDGET, fewer) if direction == "go" else (fewer, BUDGET)
    run(writer, 1, [first])
    assert run(writer, 2, [last]) == LandedCounts(0, 1, len(last[1]), len(last[2]), 0, 0, 0)
    stored = {name: len(rows) for name, rows in whole(writer, *ARTICLES).items()}
    n_choices = len(context_of(last[2]))
    assert stored == {"documents": 1, "lines": len(last[1]), "figures": len(last[2]), "figure_context": n_choices}


def test_choices_are_replaced_with_their_figure_and_no_change_of_what_it_tells(
    writer: duckdb.DuckDBPyConnection,
) -> None:
    run(writer, 1, [BUDGET, FLOOD])
    assert run(writer, 2, [altered(BUDGET, subject_sure=0.3), FLOOD]) == LandedCounts(0, 1, 6, 4, 0, 0, 0)
    shown = "SELECT confidence FROM figure_context WHERE field = 'subject'"
    assert writer.execute(shown).fetchall() == [(0.3,)]
    assert writer.execute("SELECT subject_sure FROM figures WHERE surface = '2.1%'").fetchall() == [(0.3,)]
    assert writer.execute("FROM figure_changes").fetchall() == []


def test_a_further_choice_alone_replaces_its_document(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [BUDGET, FLOOD])
    good = landing_of(2, [BUDGET, FLOOD])
    second = good.figure_context.iloc[[0]].assign(rank=2, value="ships", confidence=0.05, char_start=4, char_end=9)
    begin_run(writer, start(2))
    landed = land(writer, replace(good, figure_context=pd.concat([good.figure_context, second])))
    assert (landed.documents_replaced, landed.figures) == (1, 4)
    choices = 'SELECT value, char_start, char_end, confidence, "by" FROM figure_context WHERE rank = 2'
    assert writer.execute(choices).fetchall() == [("ships", 4, 9, 0.05, "test.reader")]


def test_thresholds_are_those_of_the_last_run_that_says_them(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [BUDGET], thresholds={"subject": 0.5, "base": 0.7})
    run(writer, 2, [], unchanged=[BUDGET], thresholds={"subject": 0.6, "base": 0.7})
    run(writer, 3, [], unchanged=[BUDGET])
    assert whole(writer, "thresholds") == {"thresholds": [("base", 0.7), ("subject", 0.6)]}


def known(connection: duckdb.DuckDBPyConnection, reading: Reading) -> bool:
    return current_documents(connection, reading) == {BUDGET[0]["doc_id"]}


def test_other_rules_or_another_model_mark_the_document_as_read_with_them(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [BUDGET])
    read_with = start(1).reading
    other_rules = read_with._replace(rules_version="rules-b")
    no_model = Reading("rules-b", None, None)
    assert [known(writer, reading) for reading in (read_with, other_rules, no_model)] == [True, False, False]
    begin_run(writer, start(2, rules_version="rules-b"))
    land(writer, landing_of(2, [BUDGET]))
    assert [known(writer, reading) for reading in (read_with, other_rules, no_model)] == [False, True, False]
    assert writer.execute("SELECT DISTINCT run_id, rules_version FROM figures").fetchall() == [("run-2", "rules-b")]
    begin_run(writer, start(3, rules_version="rules-b", model=None, model_version=None))
    land(writer, landing_of(3, [BUDGET]))
    assert [known(writer, reading) for reading in (read_with, other_rules, no_model)] == [False, False, True]


FAULTS = {
    "unknown role": (lambda landing: landing.lines.assign(role="poem"), "lines", "CHECK constraint"),
    "key twice": (lambda landing: landing.lines.assign(n=1), "lines", "duplicate key"),
    "missing cell": (lambda landing: landing.documents.assign(encoding=None), "documents", "NOT NULL"),
    "rows of nowhere": (lambda landing: landing.lines.assign(doc_id="lost"), "lines", "hang on nothing"),
    "context of nothing": (
        lambda landing: landing.figure_context.assign(figure_id="lost"),
        "figure_context",
        "hang on nothing",
    ),
    "too sure": (lambda landing: landing.figure_context.assign(confidence=1.5), "figure_context", "CHECK constraint"),
    "missing column": (lambda landing: landing.figures.drop(columns="unit"), "figures", "lacks unit"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_landing_that_fails_leaves_nothing_but_a_failed_run(writer: duckdb.DuckDBPyConnection, fault: str) -> None:
    run(writer, 1, [BUDGET], [REFUSAL])
    before = whole(writer)
    begin_run(writer, start(2))
    good = landing_of(2, [FLOOD, altered(BUDGET, value=9.0)], [UNREADABLE], seeds={"units": SEEDS["units"][:1]})
    spoil, name, message = FAULTS[fault]
    with pytest.raises(LandingError, match=message):
        land(writer, replace(good, **{name: spoil(good)}))
    after = whole(writer)
    assert {name: rows for name, rows in after.items() if name != "runs"} == {
        name: rows for name, rows in before.items() if name != "runs"
    }
    assert statuses(writer) == [("run-1", "succeeded"), ("run-2", "failed")]
    (error,) = writer.execute("SELECT error FROM runs WHERE run_id = 'run-2'").fetchone() or ("",)
    assert error.startswith("LandingError: run run-2: nothing was landed: ")
    assert message in error
    assert land(writer, good).documents_replaced == 1
    assert statuses(writer) == [("run-1", "succeeded"), ("run-2", "succeeded")]


def test_a_fault_in_the_last_step_undoes_the_first(writer: duckdb.DuckDBPyConnection) -> None:
    begin_run(writer, start(1))
    with pytest.raises(TypeError):
        land(writer, landing_of(1, [BUDGET], seconds={"read": object()}))
    assert whole(writer, *ARTICLES) == {name: [] for name in ARTICLES}
    assert statuses(writer) == [("run-1", "failed")]


def test_a_run_that_was_not_begun_cannot_land(writer: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(LandingError, match="call begin_run first"):
        land(writer, landing_of(1, [BUDGET]))
    assert whole(writer, "documents", "runs") == {"documents": [], "runs": []}


COUNTS = RunCounts(
    read=6, new=3, unchanged=1, duplicate=1, rejected=1, candidates=5, accepted=4, quarantined=1, not_figures=0
)


def test_accounting_that_closes_is_silent() -> None:
    check_accounting(COUNTS)


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        (replace(COUNTS, read=7), r"read 7 is not new 3 \+ unchanged 1 \+ duplicate 1 \+ rejected 1 \(= 6\)"),
        (replace(COUNTS, accepted=5), r"candidates 5 is not accepted 5 \+ quarantined 1 \(= 6\)"),
    ],
    ids=["sources", "figures"],
)
def test_accounting_that_does_not_close_names_the_sum(counts: RunCounts, message: str) -> None:
    with pytest.raises(AccountingError, match=message):
        check_accounting(counts)


@pytest.mark.parametrize(
    "changes",
    [
        {"seen": [SeenDocument("desk/budget.txt", "d", "duplicate")]},
        {"figures": frame([], FIGURES)},
    ],
    ids=["sources seen", "figures landed"],
)
def test_counts_must_say_what_is_in_the_landing(writer: duckdb.DuckDBPyConnection, changes: dict[str, Any]) -> None:
    begin_run(writer, start(1))
    with pytest.raises(AccountingError):
        land(writer, landing_of(1, [BUDGET], **changes))
    assert statuses(writer) == [("run-1", "failed")]
    assert whole(writer, *ARTICLES) == {name: [] for name in ARTICLES}


@pytest.mark.parametrize("change", ["read = read + 1", "accepted = NULL", "finished_at = NULL", "not_figures = NULL"])
def test_the_database_itself_refuses_a_finished_run_that_does_not_add_up(
    writer: duckdb.DuckDBPyConnection, change: str
) -> None:
    run(writer, 1, [BUDGET])
    with pytest.raises(duckdb.ConstraintException):
        writer.execute(f"UPDATE runs SET {change}")


def test_stale_runs_are_closed_as_crashed_and_finished_ones_left(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [BUDGET])
    begin_run(writer, start(2))
    begin_run(writer, start(3))
    fail_run(writer, "run-3", "no space", DAWN + timedelta(hours=4))
    begin_run(writer, start(4))
    noticed = DAWN + timedelta(hours=9)
    assert close_stale_runs(writer, noticed) == ("run-2", "run-4")
    assert close_stale_runs(writer, noticed) == ()
    assert writer.execute("SELECT run_id, status, error, finished_at FROM runs ORDER BY 1").fetchall()[1:] == [
        ("run-2", "crashed", CRASHED, noticed.replace(tzinfo=None)),
        ("run-3", "failed", "no space", (DAWN + timedelta(hours=4)).replace(tzinfo=None)),
        ("run-4", "crashed", CRASHED, noticed.replace(tzinfo=None)),
    ]


def test_a_run_can_be_begun_again_until_it_succeeds(writer: duckdb.DuckDBPyConnection) -> None:
    begin_run(writer, start(1))
    begin_run(writer, start(1))
    fail_run(writer, "run-1", "no space", DAWN + timedelta(hours=2))
    begin_run(writer, start(1))
    assert statuses(writer) == [("run-1", "running")]
    land(writer, landing_of(1, [BUDGET]))
    before = whole(writer)
    with pytest.raises(LandingError, match="has succeeded already"):
        begin_run(writer, start(1))
    assert whole(writer) == before


def test_a_run_that_succeeded_cannot_fail_afterwards(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [BUDGET])
    fail_run(writer, "run-1", "too late", DAWN + timedelta(hours=2))
    assert statuses(writer) == [("run-1", "succeeded")]


def test_times_without_a_zone_are_refused_and_others_become_utc(writer: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        begin_run(writer, start(1, started_at=datetime(2025, 3, 1)))
    begin_run(writer, start(1, started_at=datetime.fromisoformat("2025-03-01T02:30:00+05:30")))
    assert writer.execute("SELECT started_at FROM runs").fetchall() == [(datetime(2025, 2, 28, 21, 0),)]
    assert datetime(2025, 2, 28, 21, 0, tzinfo=UTC) < DAWN


def quarantine(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return connection.execute("SELECT source, run_id, state FROM quarantine ORDER BY 1, 2").fetchall()


def test_a_refusal_that_recurs_is_one_row_and_ends_when_the_source_reads_well(
    writer: duckdb.DuckDBPyConnection,
) -> None:
    run(writer, 1, [FLOOD], [REFUSAL, UNREADABLE])
    run(writer, 2, [], [UNREADABLE], unchanged=[FLOOD])
    assert quarantine(writer) == [("desk/blob.bin", "run-1", "open"), ("desk/flood.txt", "run-1", "open")]
    mended = article("blob", [("body", "Nothing to count here.")], source="desk/blob.bin")
    assert run(writer, 3, [FLOOD, mended]).resolved == 2
    assert quarantine(writer) == [("desk/blob.bin", "run-1", "replayed"), ("desk/flood.txt", "run-1", "replayed")]
    assert run(writer, 4, [FLOOD], [REFUSAL]).quarantined == 1
    assert quarantine(writer) == [("desk/blob.bin", "run-1", "replayed"), ("desk/flood.txt", "run-1", "open")]


OTHER_RULE = replace(REFUSAL, rule_ids=("documents.sound",), row={"table": "documents"})


@pytest.mark.parametrize(
    ("first", "then", "states"),
    [
        (REFUSAL, OTHER_RULE, ["replayed", "open"]),
        (UNREADABLE, replace(UNREADABLE, rule_ids=("read.too_large",)), ["replayed", "open"]),
        (REFUSAL, replace(UNREADABLE, source="desk/flood.txt", doc_id=REFUSAL.doc_id), ["open", "open"]),
    ],
    ids=["document refused by another rule", "source refused by another rule", "source could not be read again"],
)
def test_a_refusal_ends_when_what_it_refused_was_judged_again(
    writer: duckdb.DuckDBPyConnection, first: Refusal, then: Refusal, states: list[str]
) -> None:
    run(writer, 1, [], [first])
    run(writer, 2, [], [then])
    rows = writer.execute("SELECT quarantine_id, state FROM quarantine").fetchall()
    assert sorted(rows) == sorted(zip([first.quarantine_id, then.quarantine_id], states, strict=True))


def test_a_refusal_is_the_same_in_whatever_order_its_rules_come() -> None:
    refusals = [replace(REFUSAL, rule_ids=rules) for rules in (("a", "b"), ("b", "a"), ("a",))]
    assert len({refusal.quarantine_id for refusal in refusals}) == 2


def test_a_clock_that_was_set_back_ends_no_run_before_its_start(writer: duckdb.DuckDBPyConnection) -> None:
    begin_run(writer, start(1))
    land(writer, landing_of(1, [BUDGET], finished_at=DAWN))
    begin_run(writer, start(2))
    fail_run(writer, "run-2", "no space", DAWN)
    begin_run(writer, start(3))
    close_stale_runs(writer, DAWN)
    assert writer.execute("SELECT DISTINCT finished_at - started_at FROM runs").fetchall() == [(timedelta(0),)]


def test_a_refusal_that_a_person_dropped_stays_dropped(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [FLOOD], [REFUSAL])
    writer.execute("UPDATE quarantine SET state = 'dropped'")
    assert run(writer, 2, [FLOOD], [REFUSAL]).quarantined == 0
    assert quarantine(writer) == [("desk/flood.txt", "run-1", "dropped")]


def test_a_refusal_keeps_its_row_and_rules(writer: duckdb.DuckDBPyConnection) -> None:
    refusal = Refusal(
        "extract",
        "desk/flood.txt",
        FLOOD[0]["doc_id"],
        ("number.a", "number.b"),
        "Why \U0001f914",
        {"z": 'q"\0', "a": DAWN},
    )
    run(writer, 1, [FLOOD], [refusal])
    assert writer.execute("SELECT rule_ids, reason, row, row ->> 'z' FROM quarantine").fetchall() == [
        (["number.a", "number.b"], "Why \U0001f914", '{"a": "2025-03-01 06:00:00+00:00", "z": "q\\"\\u0000"}', 'q"\0')
    ]


def test_text_that_no_database_can_hold_is_mended_without_moving_an_offset(
    writer: duckdb.DuckDBPyConnection,
) -> None:
    document, lines, figures = article("torn", [("body", "A \udc80 torn\0 line")], n_bytes=9)
    torn = ({**document, "source": "desk/\udc80.txt"}, lines, figures)
    refusal = Refusal("read", "desk/\udc81.txt", None, ("read.binary",), "Bad \udc81", {"text": "\udc81"})
    begin_run(writer, start(1))
    land(writer, landing_of(1, [torn], [refusal], finished_at=DAWN + timedelta(hours=2)))
    assert writer.execute("SELECT source, text, length(text) = n_chars FROM documents").fetchall() == [
        ("desk/\\udc80.txt", "A \ufffd torn\0 line", True)
    ]
    assert writer.execute("SELECT source, reason, row FROM quarantine").fetchall() == [
        ("desk/\\udc81.txt", "Bad \ufffd", '{"text": "\ufffd"}')
    ]
    begin_run(writer, start(2))
    fail_run(writer, "run-2", "bad \udc80", DAWN + timedelta(hours=3))
    assert writer.execute("SELECT error FROM runs WHERE run_id = 'run-2'").fetchall() == [("bad \\udc80",)]


def test_seed_tables_are_those_of_the_last_run(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [BUDGET])
    assert writer.execute("FROM seed_units").fetchall() == [("mile", None, "ten miles"), ("tonne", "1000 kg", None)]
    assert writer.execute('SELECT "it\'s", "select" FROM ' + quoted('seed_odd "name"')).fetchall() == [("a", "b")]
    seeds = {"units": ({"unit": "knot", "kind": "speed"},), "verbs": ({"verb": "say"},), "bare": ()}
    assert run(writer, 2, [BUDGET], seeds=seeds).seed_tables == 3
    tables = writer.execute(
        "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'seed%' ORDER BY 1"
    ).fetchall()
    assert tables == [("seed_units",), ("seed_verbs",)]
    assert writer.execute("FROM seed_units").fetchall() == [("knot", "speed")]
    assert run(writer, 3, [BUDGET], seeds=seeds).seed_tables == 0
    reordered = seeds | {"units": ({"unit": "knot", "kind": "pace"},)}
    assert run(writer, 4, [BUDGET], seeds=reordered).seed_tables == 1


def test_an_empty_run_lands(writer: duckdb.DuckDBPyConnection) -> None:
    assert run(writer, 1, []) == LandedCounts(0, 0, 0, 0, 0, 0, 2)
    assert whole(writer, *ARTICLES) == {name: [] for name in ARTICLES}
    assert frame([], LINES).empty


VARIANTS = st.lists(
    st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3)), max_size=3, unique_by=lambda pick: pick[0]), max_size=4
)


@settings(max_examples=12, deadline=None)
@given(runs=VARIANTS)
def test_after_any_runs_each_document_stands_as_it_was_last_read(runs: list[list[tuple[int, int]]]) -> None:
    """A variant of an article has its first figure read otherwise and its last lines missing."""
    latest: dict[int, tuple[Article, str]] = {}
    with duckdb.connect() as connection:
        prepare(connection)
        for n, picks in enumerate(runs, 1):
            read = {place: variant((BUDGET, FLOOD, RIVAL)[place], kept) for place, kept in picks}
            run(connection, n, list(read.values()))
            land(connection, landing_of(n, list(read.values())))
            for place, this in read.items():
                if place not in latest or latest[place][0] != this:
                    latest[place] = (this, f"run-{n}")
        stored = whole(connection, *ARTICLES)
    expected = [(article_, run_id) for article_, run_id in latest.values()]
    assert [(row[0], row[-1]) for row in stored["documents"]] == sorted((a[0]["doc_id"], r) for a, r in expected)
    assert [(row[0], row[1], row[-2]) for row in stored["lines"]] == sorted(
        (line["doc_id"], line["n"], r) for a, r in expected for line in a[1]
    )
    assert [(row[0], row[8], row[-2]) for row in stored["figures"]] == sorted(
        (figure["figure_id"], figure.get("value"), r) for a, r in expected for figure in a[2]
    )


def variant(of: Article, kept: int) -> Article:
    document, lines, figures = altered(of, value=float(kept))
    return document, lines[:kept], figures
