from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.warehouse.newsroom import FLOOD, SEEDS, TABLES, article, run
from warehouse.connect import open_writer
from warehouse.errors import QueryError
from warehouse.migrate import load_views
from warehouse.query import CannedQuery, DatabaseObject, Parameter, QueryResult, canned, list_objects, run_query

if TYPE_CHECKING:
    import duckdb

ROOT = Path(__file__).parents[2]
DEFENCE = [
    "2.1%/reported/Vale Post",
    "2.6%/target/Ottoline Vance",
    "4%/proposed/Piet Roos",
]
EVERYTHING = [
    *DEFENCE,
    "$30 million/reported/Vale Post",
    "at least 1,200/reported/Delta Wire",
    "between $5 and $7 billion/forecast/Delta Wire",
    "900/reported/the article itself",
    "about 40/reported/Ines Quill",
]
TELLING = "stated || '/' || status || '/' || said_by"

PUBLISHED = date(2025, 2, 27)
COUNTED = {"kind": "count", "unit": "boat", "measure": "toll"}
UNIT_KNOWN = ("The unit is known.", '{"surface": "3 zorks"}')

VIEWS = {
    "v_figure_changes": ("surface", []),  # no document was read twice here; see test_land
    "v_documents": (
        "(source, superseded)",
        [(f"desk/{name}.txt", False) for name in ("budget", "flood", "rival")],
    ),
    "v_figures": (TELLING, EVERYTHING),
    "v_who_said_what": (TELLING, EVERYTHING),
    "v_percents": (TELLING, DEFENCE),
    "v_money": (
        "(stated, currency, amount, low, high)",
        [("$30 million", "USD", 3e7, None, None), ("between $5 and $7 billion", "USD", None, 5e9, 7e9)],
    ),
    "v_casualties": (
        "(subject, harm, stated)",
        [("Ruritania", "killed", "at least 1,200"), ("Ruritania", "killed", "900"), (None, "wounded", "about 40")],
    ),
    "v_targets_and_facts": (
        "(measure, subject, base, facts, targets, demands, forecasts, n_documents)",
        [
            ("defence", "Ruritania", "GDP", ["2.1% (Vale Post)"], ["2.6% (Ottoline Vance)"], ["4% (Piet Roos)"], [], 1),
            ("rebuilding", None, None, [], [], [], ["between $5 and $7 billion (Delta Wire)"], 1),
        ],
    ),
    "v_disagreements": (
        "(measure, subject, stated, said_by, against, n_against, n_documents_against)",
        [
            ("people killed", "Ruritania", "at least 1,200", "Delta Wire", ["900 (the article itself)"], 1, 1),
            ("people killed", "Ruritania", "900", "the article itself", ["at least 1,200 (Delta Wire)"], 1, 1),
        ],
    ),
    "v_corroboration": ("(stated, n_sources)", []),
    "v_trajectory": (
        "(measure, subject, day, stated, status, said_by)",
        [
            ("defence", "Ruritania", PUBLISHED, "2.1%", "reported", "Vale Post"),
            ("defence", "Ruritania", PUBLISHED, "2.6%", "target", "Ottoline Vance"),
            ("defence", "Ruritania", PUBLISHED, "4%", "proposed", "Piet Roos"),
            ("people killed", "Ruritania", None, "at least 1,200", "reported", "Delta Wire"),
            ("people killed", "Ruritania", None, "900", "reported", "the article itself"),
        ],
    ),
    "v_unsure": ("outlet", []),  # nothing is unsure without thresholds; see test_unsure
    "v_lines_removed": (
        "(outlet, rule_id, n_removed, n_documents, share_of_lines, example)",
        [
            ("Vale Post", "boilerplate.rule", 1, 1, 1 / 6, "Hide Ad"),
            ("Delta Wire", "boilerplate.rule", 2, 1, 0.5, "Hide Ad"),
        ],
    ),
    "v_quality_latest": (
        "(rule_id, severity, status, checked, failed, share_failed, run_id)",
        [
            ("figures.unit_known", "critical", "fail", 9, 1, 1 / 9, "run-2"),
            ("lines.role_known", "critical", "pass", 12, 0, 0.0, "run-2"),
            ("run.boilerplate_share", "warning", "error", 1, 0, 0.0, "run-2"),
        ],
    ),
    "v_run_summary": (
        "(run_id, status, duration_seconds, read, accepted, boilerplate_share, critical_rules_broken, warnings)",
        [("run-1", "succeeded", 60.0, 1, 4, 1 / 6, 1, 1), ("run-2", "succeeded", 60.0, 4, 4, 1 / 3, 1, 1)],
    ),
    "v_quarantine_open": (
        "(stage, source, outlet, rule_ids, reason, row)",
        [
            ("validate", "desk/flood.txt", "Delta Wire", ["figures.unit_known"], *UNIT_KNOWN),
            ("read", "desk/blob.bin", None, ["read.binary"], "It is a binary file.", '{"n_bytes": 12}'),
        ],
    ),
}  # fmt: skip

QUERIES: dict[str, tuple[dict[str, Any], str, list[Any]]] = {
    "boilerplate_by_source": (
        {},
        "source n_lines n_removed rules",
        [
            ("desk/flood.txt", 4, 2, ["boilerplate.rule"]),
            ("desk/budget.txt", 6, 1, ["boilerplate.rule"]),
            ("desk/rival.txt", 2, 0, []),
        ],
    ),
    "casualties": (
        {"subject": "rurit"},
        "subject harm stated said_by",
        [
            ("Ruritania", "killed", "at least 1,200", "Delta Wire"),
            ("Ruritania", "killed", "900", "the article itself"),
        ],
    ),
    "changed_since_previous_run": (
        {},
        "change source n_figures figures",
        [
            ("new", "desk/flood.txt", 2, ["1,200", "between $5 and $7 billion"]),
            ("new", "desk/rival.txt", 2, ["900", "40"]),
        ],
    ),
    "disagreements": (
        {"measure": "killed"},
        "stated said_by against",
        [
            ("900", "the article itself", ["at least 1,200 (Delta Wire)"]),
            ("at least 1,200", "Delta Wire", ["900 (the article itself)"]),
        ],
    ),
    "figure_changes": ({}, "surface", []),  # no document was read twice here; see test_land
    "corroboration": ({}, "stated n_sources", []),
    "figures_of": ({"source": "SPENDING ROW", "most": "2"}, "stated", [("2.1%",), ("2.6%",)]),
    "gdp_promises": (
        {},
        "said_by stated status base period",
        [("Ottoline Vance", "2.6%", "target", "GDP", "by 2031"), ("Piet Roos", "4%", "proposed", None, None)],
    ),
    "money_by_measure": (
        {"currency": "usd"},
        "measure smallest largest sums",
        [
            ("rebuilding", 5e9, 7e9, ["between $5 and $7 billion"]),
            ("barracks", 3e7, 3e7, ["$30 million"]),
        ],
    ),
    "quality_history": (
        {"runs": 1},
        "rule_id failed status run_id",
        [("figures.unit_known", 1, "fail", "run-2"), ("run.boilerplate_share", 0, "error", "run-2")],
    ),
    "refused": (
        {},
        "stage rule_id reason source",
        [
            ("read", "read.binary", "It is a binary file.", "desk/blob.bin"),
            ("validate", "figures.unit_known", "The unit is known.", "desk/flood.txt"),
        ],
    ),
    "targets_and_facts": ({"measure": "defence"}, "facts targets", [(["2.1% (Vale Post)"], ["2.6% (Ottoline Vance)"])]),
    "trajectory": (
        {"measure": "DEFENCE", "subject": "rurit"},
        "stated status day",
        [("2.1%", "reported", PUBLISHED), ("2.6%", "target", PUBLISHED), ("4%", "proposed", PUBLISHED)],
    ),
    "who_said": ({"speaker": "quill", "measure": "hurt"}, "said_by stated", [("Ines Quill", "about 40")]),
}
NOTHING = [
    ("casualties", {"subject": "Atlantis"}),
    ("disagreements", {"measure": "rainfall"}),
    ("gdp_promises", {"topic": "culture"}),
    ("money_by_measure", {"currency": "EUR"}),
    ("refused", {"state": "dropped"}),
    ("boilerplate_by_source", {"outlet": "Nowhere"}),
    ("trajectory", {"measure": "rainfall"}),
    ("trajectory", {"subject": "Atlantis"}),
    ("who_said", {"measure": "rainfall"}),
]


@pytest.mark.parametrize("view", VIEWS)
def test_view_answers_from_real_rows(reader: duckdb.DuckDBPyConnection, view: str) -> None:
    columns, expected = VIEWS[view]
    rows = [row for (row,) in run_query(reader, f"SELECT {columns} FROM {view}").rows]
    assert sorted(rows, key=repr) == sorted(expected, key=repr)


def test_figures_of_a_text_that_its_source_replaced_leave_the_views(writer: duckdb.DuckDBPyConnection) -> None:
    first = article("count", [("body", "The toll is 12 boats.")], [COUNTED | {"surface": "12", "value": 12.0}])
    second = article("count", [("body", "The toll is 13 boats.")], [COUNTED | {"surface": "13", "value": 13.0}])
    run(writer, 1, [first, FLOOD])
    run(writer, 2, [second], unchanged=[FLOOD])
    shown = "SELECT surface FROM v_figures WHERE unit = 'boat'"
    assert run_query(writer, shown).rows == (("13",),)
    superseded = run_query(writer, "SELECT n_figures FROM v_documents WHERE superseded").rows
    assert (superseded, writer.execute("SELECT count(*) FROM documents").fetchone()) == (((1,),), (3,))
    run(writer, 3, [], unchanged=[first, FLOOD])
    assert run_query(writer, shown).rows == (("12",),)


def test_every_view_has_its_test() -> None:
    assert sorted(load_views()) == sorted(VIEWS)


@pytest.mark.parametrize("name", QUERIES)
def test_canned_query_answers_from_real_rows(reader: duckdb.DuckDBPyConnection, name: str) -> None:
    params, columns, expected = QUERIES[name]
    result = run_query(reader, name, params)
    places = [result.columns.index(column) for column in columns.split()]
    assert [tuple(row[place] for place in places) for row in result.rows] == expected


@pytest.mark.parametrize(("name", "params"), NOTHING, ids=[f"{name} {params}" for name, params in NOTHING])
def test_canned_query_heeds_its_parameters(
    reader: duckdb.DuckDBPyConnection, name: str, params: dict[str, str]
) -> None:
    assert run_query(reader, name).rows
    assert run_query(reader, name, params).rows == ()


def test_shares_of_something_else_are_no_promises_of_gdp(reader: duckdb.DuckDBPyConnection) -> None:
    rows = run_query(reader, "gdp_promises", {"base": "exports"}).rows
    assert [row[:2] for row in rows] == [("Piet Roos", "4%")]


def test_every_canned_query_has_its_test_and_a_question() -> None:
    assert [query.name for query in canned()] == sorted(QUERIES)
    assert [query.name for query in canned() if not query.question.endswith("?")] == []


def test_headers_say_name_type_default_and_meaning(tmp_path: Path) -> None:
    header = (
        "-- question: How many?\n"
        '-- param place: text "New Town" where it was\n'
        "-- param least: number 2.5 the smallest\n"
        "-- param most: integer null the number of rows\n"
    )
    (tmp_path / "many.sql").write_text(header + "SELECT 1;\n")
    assert canned(tmp_path) == (
        CannedQuery(
            "many",
            "How many?",
            (
                Parameter("place", "text", "New Town", "where it was"),
                Parameter("least", "number", 2.5, "the smallest"),
                Parameter("most", "integer", None, "the number of rows"),
            ),
            header + "SELECT 1;\n",
        ),
    )


@pytest.mark.parametrize(
    ("header", "message"),
    [("SELECT 1;", "must begin with"), ("-- question: Q?\n-- param x: date 2024 when", "is not `-- param")],
    ids=["no question", "unknown type"],
)
def test_a_header_out_of_form_is_refused(tmp_path: Path, header: str, message: str) -> None:
    (tmp_path / "bad.sql").write_text(header)
    with pytest.raises(ValueError, match=rf"queries/bad\.sql.*{message}"):
        canned(tmp_path)


def test_objects_are_listed_with_comment_and_rows(reader: duckdb.DuckDBPyConnection) -> None:
    found = list_objects(reader)
    assert [(o.kind, o.name) for o in found] == [
        *(("view", name) for name in sorted(VIEWS)),
        *(("table", name) for name in sorted([*TABLES, *(f"seed_{name}" for name in SEEDS)])),
    ]
    assert [o.name for o in found if not o.comment] == []
    (figures,) = [o for o in found if o.name == "figures"]
    assert figures == DatabaseObject("figures", "table", figures.comment, 8)
    assert {o.name: o.n_rows for o in found}["v_casualties"] == 3


def test_a_result_names_columns_and_types(reader: duckdb.DuckDBPyConnection) -> None:
    assert run_query(reader, "SELECT $n + 1 AS next, 'a' AS letter", {"n": 2}) == QueryResult(
        ("next", "letter"), ("INTEGER", "VARCHAR"), ((3, "a"),)
    )


@pytest.mark.parametrize(
    "sql",
    [
        "FROM runs",
        "SHOW TABLES",
        "DESCRIBE figures",
        "SUMMARIZE lines",
        "VALUES (1)",
        "EXPLAIN FROM runs",
        "FROM runs;",
    ],
)
def test_every_form_of_reading_is_run(reader: duckdb.DuckDBPyConnection, sql: str) -> None:
    assert run_query(reader, sql).rows


@pytest.mark.parametrize(
    ("sql", "params", "message"),
    [
        ("", {}, "exactly one statement that reads"),
        ("-- nothing", {}, "there are 0"),
        ("SELECT 1; SELECT 2", {}, "there are 2"),
        ("DELETE FROM figures", {}, "not DELETE"),
        ("SET threads = 1", {}, "not SET"),
        ("CREATE TEMP TABLE t (a INTEGER)", {}, "not CREATE"),
        ("SELECT $a", {}, "no value for the parameter a"),
        ("SELECT 1", {"a": 1}, "has no parameter a"),
        ("casualtys", {}, r"there is no canned query casualtys; there are: boilerplate_by_source, casualties"),
        ("casualties", {"subjct": "x"}, "casualties has no parameter subjct; it has: subject"),
        ("figures_of", {"most": "many"}, "parameter most: 'many' is no integer"),
        ("SELECT error('stop here')", {}, "^stop here$"),
        ("SELECT * FROM read_csv('/etc/passwd')", {}, "disabled by configuration"),
    ],
)
def test_what_cannot_be_run_is_said(
    reader: duckdb.DuckDBPyConnection, sql: str, params: dict[str, Any], message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        run_query(reader, sql, params)


@pytest.mark.parametrize(
    ("sql", "line", "column"),
    [
        ("SELEC 1", 1, 1),
        ("SELECT 1 +", 1, 11),
        ("SELECT 'é' FROM FROM", 1, 17),
        ("SELECT 'éé', nope FROM runs", 1, 14),
        ("SELECT\n  'é',\n  nope\nFROM runs", 3, 3),
        ("SELECT 1\nFROM no_such_table", 2, 6),
    ],
)
def test_an_error_names_its_place_in_characters(
    reader: duckdb.DuckDBPyConnection, sql: str, line: int, column: int
) -> None:
    with pytest.raises(QueryError) as caught:
        run_query(reader, sql)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value) == f"line {line}, column {column}: {caught.value.message}"
    assert "{" not in caught.value.message


def test_an_error_of_a_writer_keeps_the_words_of_duckdb(path: Path) -> None:
    with open_writer(path) as connection, pytest.raises(QueryError, match="Referenced column") as caught:
        run_query(connection, "SELECT nope")
    assert caught.value.line is None


def test_asking_imports_neither_pandas_nor_numpy() -> None:
    code = "import sys, warehouse.connect, warehouse.query; print(sorted({'pandas', 'numpy'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


@pytest.mark.parametrize(
    ("line", "surface", "harm"),
    [
        ("At least 14 people were killed.", "14", "killed"),
        ("Of these, 14 were later reported dead.", "14", "killed"),
        ("14 dead as the bridge fell", "14", "killed"),
        ("Some 14 of the young hikers died.", "14", "killed"),
        ("It fell, killing at least 14 hikers.", "14", "killed"),
        ("Then 14 injured men came.", "14", "wounded"),
        ("The blast wounded 14 clerks.", "14", "wounded"),
        ("Some 14 guests, all hurt, were seen.", "14", None),
        ("Some 14 bombs killed nobody.", "14", None),
        ("Nobody died. They sold 14 cakes.", "14", None),
        ("14", "14", None),
    ],
)
def test_harm_is_read_beside_the_count(
    writer: duckdb.DuckDBPyConnection, line: str, surface: str, harm: str | None
) -> None:
    count = {"surface": surface, "kind": "count", "unit": "person", "value": 14.0, "measure": "people"}
    run(writer, 1, [article("harm", [("title", "Two killed in 1999"), ("body", line)], [count])])
    assert writer.execute("SELECT harm FROM v_casualties").fetchall() == ([(harm,)] if harm else [])
