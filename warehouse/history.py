"""What is known of outlets from before a run: their pages and figures, their dead, how sure their context is."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


def counted_dead(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str, str, float]]:
    """Return the exact counts of the dead of named subjects: outlet, subject, unit, day (ISO 8601), number."""
    return connection.execute(files("warehouse").joinpath("deaths.sql").read_text("utf-8")).fetchall()


def mean_confidence(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int, float]]:
    """Return how sure the last runs were of each field of context: field, figures, mean confidence."""
    return connection.execute(files("warehouse").joinpath("confidence.sql").read_text("utf-8")).fetchall()


def outlet_history(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """Return what is known of each outlet: `documents`, `lines`, `boilerplate`, `figures`, `refused`, `newest`.

    Articles that repeat another and texts that were replaced are left out. `newest` is a day of ISO 8601, None when no
    article has one.
    """
    result = connection.execute(files("warehouse").joinpath("outlets.sql").read_text("utf-8"))
    names = [column[0] for column in result.description or []]
    rows: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    return {row.pop("outlet"): row for row in rows}
