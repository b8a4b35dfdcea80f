"""What is known of outlets before a run, counted from what earlier runs landed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.warehouse.newsroom import BUDGET, FLOOD, RIVAL, Article, article, run
from warehouse.history import counted_dead, outlet_history
from warehouse.landing import Refusal

if TYPE_CHECKING:
    import duckdb

REFUSED = {"table": "figures", "surface": "3 zorks"}


def test_an_empty_database_knows_nothing(writer: duckdb.DuckDBPyConnection) -> None:
    assert outlet_history(writer) == {}


def test_each_outlet_is_counted_without_what_was_replaced(writer: duckdb.DuckDBPyConnection) -> None:
    broken = Refusal("validate", "desk/flood.txt", FLOOD[0]["doc_id"], ("figures.unit_known",), "No.", REFUSED)
    other = article(
        "budget", [("body", "Nothing is spent.")], outlet="Vale Post", published="2025-03", published_precision="month"
    )
    run(writer, 1, [BUDGET, FLOOD, RIVAL], refusals=[broken])
    assert outlet_history(writer) == {
        "Delta Wire": {"documents": 1, "lines": 4, "boilerplate": 2, "figures": 2, "refused": 1, "newest": None},
        "Vale Post": {"documents": 1, "lines": 6, "boilerplate": 1, "figures": 4, "refused": 0, "newest": "2025-02-27"},
    }
    run(writer, 2, [other])
    assert outlet_history(writer) == {
        "Delta Wire": {"documents": 1, "lines": 4, "boilerplate": 2, "figures": 2, "refused": 1, "newest": None},
        "Vale Post": {"documents": 1, "lines": 1, "boilerplate": 0, "figures": 0, "refused": 0, "newest": None},
    }


def test_only_exact_counts_of_the_dead_of_somebody_are_remembered(writer: duckdb.DuckDBPyConnection) -> None:
    def note(name: str, **changes: object) -> Article:
        toll = {"surface": "31", "kind": "count", "value": 31.0, "unit": "person", "measure": "people Killed"}
        figure = toll | {"subject": "Norrby"} | changes
        return article(name, [("body", f"In {name} 31.")], [figure], outlet="Delta Wire", published="2025-02-20",
                       published_precision="day")  # fmt: skip

    sunday = {"period": "Sunday", "period_start": "2025-02-23", "period_end": "2025-02-23", "period_precision": "day"}
    year = {"period": "in 2024", "period_start": "2024-01-01", "period_end": "2024-12-31", "period_precision": "year"}
    notes = [note("a"), note("b", **sunday), note("c", **year), note("d", subject=None), note("e", comparator=">=")]
    notes += [note("f", status="denied"), note("g", measure="boats lost", unit="boat"), note("h", measure="skilled")]
    run(writer, 1, notes)
    assert counted_dead(writer) == [
        ("Delta Wire", "Norrby", "person", "2025-02-20", 31.0),
        ("Delta Wire", "Norrby", "person", "2025-02-23", 31.0),
    ]
