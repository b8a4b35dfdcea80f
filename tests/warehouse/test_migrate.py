from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.warehouse.newsroom import BUDGET, LINEAGE, SEEDS, TABLES, run
from transforms import frames, records
from warehouse.connect import open_writer
from warehouse.dimensions import quoted
from warehouse.errors import EditedMigrationError, MigrationError, NewerDatabaseError
from warehouse.migrate import Migration, define_views, load_migrations, load_views, migrate, prepare
from warehouse.runs import OUTCOMES

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

KNOWN = load_migrations()
NAMES = ((1, "first"), (2, "beside"), (3, "later"))


def test_an_empty_database_gets_every_migration_once(path: Path) -> None:
    numbers = tuple(migration.number for migration in KNOWN)
    with open_writer(path) as connection:
        assert (migrate(connection), migrate(connection)) == (numbers, ())
        recorded = connection.execute("SELECT number, name, digest FROM schema_migrations ORDER BY 1").fetchall()
    assert recorded == [(m.number, m.name, m.digest) for m in KNOWN]


MOMENT = datetime(2025, 3, 1, 6, 0)
RUN = {"run_id": "run-1", "rules_version": "rules-a"}
SPAN = {"doc_id": "0123456789abcdef", "char_start": 3, "char_end": 7}
ROWS: dict[str, dict[str, Any]] = {
    "runs": {**RUN, "started_at": MOMENT, "finished_at": MOMENT, "status": "failed", "error": "no space"}
    | {"code_version": "0.1.0", "model": "small", "read": 3},
    "run_documents": {"run_id": "run-1", "source": "desk/a.txt", "doc_id": SPAN["doc_id"], "outcome": "new"},
    "documents": {"doc_id": SPAN["doc_id"], "source": "desk/a.txt", "encoding": "utf-8", "reader": "text", "n_bytes": 9}
    | {"n_chars": 9, "n_lines": 1, "n_figures": 1, "n_not_figures": 0, "text": "It was 7.", "published": "2025"}
    | {"published_precision": "year", "rules_version": "rules-a", "first_run_id": "run-1", "last_run_id": "run-1"},
    "document_sketches": {"doc_id": SPAN["doc_id"], "band": 0, "hash": -7},
    "lines": {**RUN, **SPAN, "n": 1, "role": "body", "text": "It was 7."},
    "figures": {**RUN, **SPAN, "figure_id": "f1", "line_n": 1, "surface": "7", "sentence": "It was 7.", "value": 7.0}
    | {"kind": "count", "unit": "boat", "comparator": "=", "vague": False, "status": "reported", "rule_id": "r"},
    "quarantine": {"quarantine_id": "q1", "run_id": "run-1", "stage": "read", "source": "desk/b.txt", "state": "open"}
    | {"rule_ids": ["read.empty"], "reason": "It is empty.", "row": "{}", "quarantined_at": MOMENT},
    "quality_results": {"run_id": "run-1", "table_name": "figures", "rule_id": "r", "description": "It holds."}
    | {"severity": "critical", "checked": 1, "failed": 0, "status": "pass"},
    "figure_changes": {"run_id": "run-1", **SPAN, "surface": "7", "change": "came", "fields": [], "after": "{}"}
    | {"rules_after": "rules-a"},
    "figure_context": {"figure_id": "f1", **SPAN, "field": "measure", "rank": 2, "value": "boats", "confidence": 0.5}
    | {"by": "reader"},
    "thresholds": {"field": "measure", "threshold": 0.5},
}
"""A row for every table, with the columns it had when it was made: what a later migration adds may not need a value."""


def filled(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """Put a row into every table there is, but the ledger, and return them."""
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    rows = {name: ROWS[name] for name in sorted(tables - {"schema_migrations"})}
    for name, row in rows.items():
        cells = ", ".join(f"${column}" for column in row)
        columns = ", ".join(map(quoted, row))
        connection.execute(f"INSERT INTO {name} ({columns}) VALUES ({cells})", row)
    return rows


@pytest.mark.parametrize("number", range(len(KNOWN) + 1), ids=lambda number: f"from {number:04}")
def test_an_earlier_schema_with_data_in_it_is_brought_up_to_date(path: Path, number: int) -> None:
    with open_writer(path) as connection:
        migrate(connection, KNOWN[:number])
        rows = filled(connection)
    with open_writer(path) as connection:
        assert prepare(connection) == tuple(migration.number for migration in KNOWN[number:])
        for name, row in rows.items():
            stored = connection.execute(f"SELECT {', '.join(map(quoted, row))} FROM {name}").fetchall()
            assert stored == [tuple(row.values())], name
        assert run(connection, 2, [BUDGET]).documents_added == 1
        assert connection.execute("SELECT count(*) FROM v_figures").fetchone() == (4 + ("figures" in rows),)


@pytest.mark.parametrize(
    "edited",
    [replace(KNOWN[0], sql=KNOWN[0].sql + "-- an afterthought"), replace(KNOWN[0], name="renamed")],
    ids=["text", "name"],
)
def test_an_edited_migration_is_refused_and_nothing_is_applied(path: Path, edited: Migration) -> None:
    with open_writer(path) as connection:
        migrate(connection, KNOWN[:1])
        with pytest.raises(EditedMigrationError, match="migration 0001 was applied as runs") as caught:
            migrate(connection, [edited, *KNOWN[1:]])
        assert caught.value.number == 1
        assert connection.execute("SELECT count(*) FROM schema_migrations").fetchone() == (1,)


def test_a_newer_database_is_refused_with_a_sentence(path: Path) -> None:
    with open_writer(path) as connection:
        migrate(connection)
        connection.execute("INSERT INTO schema_migrations (number, name, digest) VALUES (99, 'future', 'ff')")
        with pytest.raises(NewerDatabaseError, match=r"has schema 99, which .* upgrade Tallywire") as caught:
            migrate(connection)
    assert (caught.value.found, caught.value.known) == (99, KNOWN[-1].number)


def test_a_migration_that_fails_leaves_nothing_of_itself(path: Path) -> None:
    broken = Migration(KNOWN[-1].number + 1, "broken", "CREATE TABLE half (a INTEGER); INSERT INTO nowhere VALUES (1);")
    with open_writer(path) as connection:
        with pytest.raises(MigrationError, match=r"_broken failed and was undone: .*nowhere"):
            migrate(connection, [*KNOWN, broken])
        tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        assert "half" not in tables
        assert migrate(connection) == ()


def test_a_migration_that_was_written_beside_a_later_one_is_caught_up(path: Path) -> None:
    first, beside, later = (Migration(n, name, f"CREATE TABLE {name} (a INTEGER)") for n, name in NAMES)
    with open_writer(path) as connection:
        assert migrate(connection, [first, later]) == (1, 3)
        assert migrate(connection, [first, beside, later]) == (2,)
        with pytest.raises(NewerDatabaseError, match="has schema 2, which"):
            migrate(connection, [first, later])


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["0001_a.sql", "0001_b.sql"], "a number of its own"),
        (["0001_a.sql", "notes.txt"], r"notes\.txt is no migration"),
    ],
    ids=["twice", "stray file"],
)
def test_a_folder_of_migrations_out_of_order_is_refused(tmp_path: Path, names: list[str], message: str) -> None:
    for name in names:
        (tmp_path / name).write_text("SELECT 1;")
    with pytest.raises(MigrationError, match=message):
        load_migrations(tmp_path)


@pytest.mark.parametrize("table", LINEAGE)
def test_tables_have_the_columns_of_the_frames_and_their_lineage(writer: duckdb.DuckDBPyConnection, table: str) -> None:
    rows = writer.execute(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = $table", {"table": table}
    ).fetchall()
    found = ["duplicate_of"] if table == "documents" else []
    assert sorted(name for (name,) in rows) == sorted([*getattr(frames, table.upper()), *LINEAGE[table], *found])


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("lines", "role", records.ROLES),
        ("figures", "kind", records.KINDS),
        ("figures", "comparator", records.COMPARATORS),
        ("figures", "change", records.CHANGES),
        ("figures", "status", records.STATUSES),
        ("documents", "published_precision", ("day", "month", "year")),
        ("quarantine", "stage", records.STAGES),
        ("run_documents", "outcome", OUTCOMES),
    ],
)
def test_closed_sets_are_those_of_the_records(
    writer: duckdb.DuckDBPyConnection, table: str, column: str, values: tuple[str, ...]
) -> None:
    checks = writer.execute(
        "SELECT constraint_text FROM duckdb_constraints() WHERE table_name = $table AND constraint_type = 'CHECK'",
        {"table": table},
    ).fetchall()
    listed = ", ".join(f"'{value}'" for value in values)
    assert f"CHECK(({column} IN ({listed})))" in [text.replace('"', "") for (text,) in checks]


def test_every_table_view_and_column_of_a_table_has_a_comment(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [BUDGET])
    silent = writer.execute(
        "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL "
        "UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL "
        "UNION ALL SELECT c.table_name || '.' || c.column_name FROM duckdb_columns() AS c "
        "SEMI JOIN duckdb_tables() AS t ON c.table_name = t.table_name WHERE c.comment IS NULL"
    ).fetchall()
    tables = writer.execute("SELECT count(*) FROM duckdb_tables()").fetchone()
    assert (silent, tables) == ([], (len(TABLES) + len(SEEDS),))


def test_views_of_an_older_code_are_dropped_and_changed_ones_defined_anew(writer: duckdb.DuckDBPyConnection) -> None:
    writer.execute("CREATE VIEW v_retired AS SELECT 1 AS a")
    writer.execute("CREATE VIEW mine AS SELECT 1 AS a")
    writer.execute("CREATE OR REPLACE VIEW v_money AS SELECT 1 AS a")
    define_views(writer)
    names = writer.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1").fetchall()
    assert names == sorted([("mine",), *((name,) for name in load_views())])
    assert "currency" in [column[0] for column in writer.execute("FROM v_money").description or []]
