"""What is less sure than its threshold: null in the views, named, counted, left out where it would be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.warehouse.newsroom import Article, article, run
from transforms.records import CONTEXT_FIELDS
from warehouse.history import mean_confidence
from warehouse.query import run_query

if TYPE_CHECKING:
    import duckdb

THRESHOLDS = dict.fromkeys(CONTEXT_FIELDS, 0.5)
SURE = {f"{field}_sure": 0.9 for field in CONTEXT_FIELDS}
TOLL: dict[str, Any] = {
    "surface": "31", "kind": "count", "value": 31.0, "unit": "person", "measure": "people killed",
    "measure_id": "killed", "subject": "Norrby", "subject_id": "NRB", "base": "crew", "period": "on 2 May",
    "period_start": "2024-05-02", "period_end": "2024-05-02", "period_precision": "day", "speaker": "Ada Oke",
    "status": "reported",
}  # fmt: skip
TAKEN = {
    "measure": ("measure", "measure_id", "measure_key"),
    "subject": ("subject", "subject_id", "subject_key"),
    "base": ("base", "base_key"),
    "period": ("period", "period_start", "period_end", "period_precision"),
    "speaker": ("speaker", "said_by"),
    "status": ("status",),
}
"""Columns of `v_figures` that a field which is not sure takes along."""


def note(name: str, **changes: object) -> Article:
    figure = TOLL | SURE | changes
    return article(
        name, [("body", f"In {name} {figure['surface']} people were killed.")], [figure], outlet="Delta Wire"
    )


def shown(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    found = run_query(connection, sql)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


@pytest.mark.parametrize("field", CONTEXT_FIELDS)
def test_an_unsure_field_is_null_with_all_that_hangs_on_it(writer: duckdb.DuckDBPyConnection, field: str) -> None:
    run(writer, 1, [note("a", **{f"{field}_sure": 0.49})], thresholds=THRESHOLDS)
    (row,) = shown(writer, "FROM v_figures")
    columns = [column for taken in TAKEN.values() for column in taken]
    assert {column for column in columns if row[column] is None} == {*TAKEN[field]}
    assert (row["unsure"], row[f"{field}_sure"], row["value"]) == (field, 0.49, 31.0)
    assert writer.execute(f"SELECT {field} FROM figures").fetchone() == (TOLL[field],)


@pytest.mark.parametrize("sure", [0.5, 1.0, None], ids=["at the threshold", "above", "read before there was any"])
def test_a_sure_field_is_shown(writer: duckdb.DuckDBPyConnection, sure: float | None) -> None:
    run(writer, 1, [note("a", **{f"{field}_sure": sure for field in CONTEXT_FIELDS})], thresholds=THRESHOLDS)
    (row,) = shown(writer, "FROM v_figures")
    assert (row["unsure"], row["said_by"]) == (None, "Ada Oke")
    assert [row[field] for field in CONTEXT_FIELDS] == [TOLL[field] for field in CONTEXT_FIELDS]


def test_an_unsure_null_is_named_too_and_an_unsure_speaker_is_not_the_outlet(
    writer: duckdb.DuckDBPyConnection,
) -> None:
    run(writer, 1, [note("a", speaker=None, speaker_sure=0.4, base=None, base_sure=0.2)], thresholds=THRESHOLDS)
    (row,) = shown(writer, "SELECT said_by, unsure FROM v_figures")
    assert row == {"said_by": None, "unsure": "base, speaker"}


def test_what_is_unsure_is_counted_by_outlet_and_field(writer: duckdb.DuckDBPyConnection) -> None:
    notes = [note("a"), note("b", subject_sure=0.1), note("c", subject_sure=0.2, status_sure=0.3), note("d")]
    run(writer, 1, notes, thresholds=THRESHOLDS | {"subject": 0.15})
    counted = "SELECT outlet, n_figures, n_unsure, share_unsure, threshold FROM v_unsure WHERE field = "
    assert shown(writer, f"{counted}'subject'") == [
        {"outlet": "Delta Wire", "n_figures": 4, "n_unsure": 1, "share_unsure": 0.25, "threshold": 0.15}
    ]
    assert shown(writer, f"{counted}'status'")[0]["n_unsure"] == 1
    assert shown(writer, f"{counted}'base'")[0]["share_unsure"] == 0.0


OTHER = {"surface": "44", "value": 44.0}
PLAN = {"surface": "50", "value": 50.0, "status": "target"}
NEEDS: dict[str, tuple[tuple[Article, ...], set[str]]] = {
    "v_casualties": ((), {"subject", "status"}),
    "v_disagreements": ((note("b", **OTHER),), {"measure", "subject", "base", "period", "status"}),
    "v_targets_and_facts": ((note("b", **PLAN),), {"measure", "subject", "status"}),
    "v_corroboration": ((note("b"),), {"measure", "subject", "base", "period", "status"}),
    "v_trajectory": ((), {"measure", "subject", "period", "status"}),
    "v_who_said_what": ((), {"speaker"}),
}
"""For each view that groups or compares: what else it must have, and the fields that it needs to be sure."""


@pytest.mark.parametrize("view", NEEDS)
def test_views_that_compare_leave_out_what_they_would_have_to_guess(
    writer: duckdb.DuckDBPyConnection, view: str
) -> None:
    others, needed = NEEDS[view]
    run(writer, 1, [note("a"), *others], thresholds=THRESHOLDS)
    whole = told(writer, view)
    assert "31" in whole
    lost = set()
    for n, field in enumerate(CONTEXT_FIELDS, 2):
        # The thresholds of a run hold for what earlier ones read: the note is read anew, and less surely.
        run(writer, n, [note("a", **{f"{field}_sure": 0.1})], unchanged=list(others), thresholds=THRESHOLDS)
        if "31" not in told(writer, view):
            lost.add(field)
    # That people were killed stands beside the count, whatever the measure.
    assert lost == needed


def told(connection: duckdb.DuckDBPyConnection, view: str) -> str:
    columns = "facts" if view == "v_targets_and_facts" else "stated"
    return repr(run_query(connection, f"SELECT {columns} FROM {view}").rows)


def test_how_sure_the_last_runs_were_is_known_by_field(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [note("a"), note("b", subject_sure=0.5), note("c", **dict.fromkeys(SURE))])
    known = {field: (n, mean) for field, n, mean in mean_confidence(writer)}
    assert known["subject"] == (2, pytest.approx(0.7))
    assert known["base"] == (2, pytest.approx(0.9))
    for n in range(2, 12):
        run(writer, n, [note(f"n{n}", subject_sure=0.1)])
    assert mean_confidence(writer)[-1][:2] == ("subject", 10)
    assert mean_confidence(writer)[-1][2] == pytest.approx(0.1)
