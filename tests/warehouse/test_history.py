"""What is known of outlets before a run, counted from what earlier runs landed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.warehouse.newsroom import BUDGET, FLOOD, RIVAL, article, run
from warehouse.history import outlet_history
from warehouse.landing import Refusal

if TYPE_CHECKING:
    import duckdb

REFUSED = {"table": "figures", "surface": "3 zorks"}


def test_an_empty_database_knows_nothing(writer: duckdb.DuckDBPyConnection) -> None:
    assert outlet_history(writer) == ({}, None)


def test_each_outlet_is_counted_without_what_was_replaced(writer: duckdb.DuckDBPyConnection) -> None:
    broken = Refusal("validate", "desk/flood.txt", FLOOD[0]["doc_id"], ("figures.unit_known",), "No.", REFUSED)
    other = article(
        "budget", [("body", "Nothing is spent.")], outlet="Vale Post", published="2025-03", published_precision="month"
    )
    run(writer, 1, [BUDGET, FLOOD, RIVAL], refusals=[broken])
    assert outlet_history(writer) == (
        {
            "Delta Wire": {"documents": 1, "lines": 4, "boilerplate": 2, "figures": 2, "refused": 1},
            "Vale Post": {"documents": 1, "lines": 6, "boilerplate": 1, "figures": 4, "refused": 0},
        },
        "2025-02-27",
    )
    run(writer, 2, [other])
    assert outlet_history(writer) == (
        {
            "Delta Wire": {"documents": 1, "lines": 4, "boilerplate": 2, "figures": 2, "refused": 1},
            "Vale Post": {"documents": 1, "lines": 1, "boilerplate": 0, "figures": 0, "refused": 0},
        },
        None,
    )
