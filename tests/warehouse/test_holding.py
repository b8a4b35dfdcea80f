"""Documents that a change of the rules does not concern count as read by the new ones, and no row of them changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.warehouse.newsroom import BUDGET, FLOOD, landing_of, run, start
from transforms.concerns import Change
from warehouse.holding import holding_documents, rules_change
from warehouse.land import land
from warehouse.runs import begin_run

if TYPE_CHECKING:
    import duckdb


def test_documents_that_other_rules_leave_as_they_are_count_as_read_by_them(writer: duckdb.DuckDBPyConnection) -> None:
    schema = {"units": {"key": ["unit"], "columns": {"unit": {"stands": "word"}, "note": {"idle": True}}}}
    seeds = {"units": ({"unit": "zloty", "note": "a coin"}, {"unit": "acre", "note": ""})}
    run(writer, 1, [BUDGET, FLOOD], seeds=seeds)
    before = {table: writer.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in ("lines", "figures")}
    asked = {"seeds": {"units": ({"unit": "premier", "note": ""}, {"unit": "acre", "note": "wide"})}, "schema": schema}
    now = start(2, rules_version="rules-b")
    begin_run(writer, now)
    assert rules_change(writer, now, seeds, schema) == ("rules-a", Change())
    changed = rules_change(writer, now, **asked)
    assert changed == ("rules-a", Change(words=frozenset({"zloty", "premier"})))
    holding = holding_documents(writer, now, *changed)
    assert holding == {FLOOD[0]["doc_id"]}
    land(writer, landing_of(2, [], holding=holding, seeds=asked["seeds"]))
    versions = dict(writer.execute("SELECT doc_id, rules_version FROM documents").fetchall())
    assert versions == {BUDGET[0]["doc_id"]: "rules-a", FLOOD[0]["doc_id"]: "rules-b"}
    assert before == {table: writer.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in before}
    for other in ({"reader_version": "code-b"}, {"reader_version": None}, {"rules_version": "rules-b"}):
        assert rules_change(writer, start(3, **({"rules_version": "rules-c"} | other)), **asked) is None
    other_model = start(4, rules_version="rules-c", model="large")
    assert holding_documents(writer, other_model, "rules-b", Change(words=frozenset({"zloty"}))) == set()
