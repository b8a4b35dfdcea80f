"""What the page says: the answers of the queries in `warehouse/report`, and the figures packed for the browser."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from flows.report.columns import coded, placed, utf16_length
from flows.report.words import Trust, trust
from warehouse.connect import open_reader
from warehouse.query import run_query

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import duckdb

Row = dict[str, Any]

LIMITS: Final[Mapping[str, int]] = {"most_figures": 100_000, "most_refused": 1_000}
"""Rows on the page: as many as a browser still searches while somebody types. The rest is counted and left to SQL."""

WORDS: Final = (
    "kind",
    "unit",
    "comparator",
    "change",
    "topic",
    "measure",
    "subject",
    "base",
    "period",
    "day",
    "status",
    "said_by",
    "rule_id",
    "sure",
)
NUMBERS: Final = ("value", "low", "high", "line_n")
ABOUT: Final = ("source", "file", "title", "outlet", "byline", "published")


def answers(warehouse: Path) -> dict[str, list[Row]]:
    """Return what each query of `warehouse/report` finds. Raises what `open_reader` and `run_query` do."""
    with open_reader(warehouse) as connection:
        queries = sorted(files("warehouse").joinpath("report").iterdir(), key=lambda file: file.name)
        return {file.name.removesuffix(".sql"): _rows(connection, file.read_text("utf-8")) for file in queries}


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Row]:
    result = run_query(connection, sql, {name: most for name, most in LIMITS.items() if f"${name}" in sql})
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def packed(found: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """Return what the scripts of the page work on: figures by column, groups of them by row number, runs over time."""
    figures = found["figures"]
    documents = {row["doc_id"]: n for n, row in enumerate(found["documents"])}
    lines, places = _places(figures)
    row_of = {row["figure_id"]: n for n, row in enumerate(figures)}
    return {
        "n": len(figures),
        "words": {name: coded(row[name] for row in figures) for name in WORDS},
        "numbers": {name: [row[name] for row in figures] for name in NUMBERS},
        "by_outlet": [int(row["by_outlet"]) for row in figures],
        "known": [int(row["known"]) for row in figures],
        "unsure": [[[one["field"], one["told"], round(one["sure"], 2)] for one in row["unsure"]] for row in figures],
        "document": [documents[row["doc_id"]] for row in figures],
        "documents": [[row[name] for name in ABOUT] for row in found["documents"]],
        "lines": lines,
        "places": places,
        "disagreements": [group for row in found["disagreements"] if len(group := _known(row, row_of)) > 1],
        "corroboration": [
            [row["n_sources"], row["n_documents"], group]
            for row in found["corroboration"]
            if (group := _known(row, row_of))
        ],
        "runs": [
            [
                str(row["started_at"])[:19],
                row["status"],
                row["candidates"],
                row["quarantined"],
                row["boilerplate_share"],
            ]
            for row in reversed(found["runs"])
        ],
        "rang": [
            [row[name] for name in ("began", "rule_id", "severity", "failed", "checked")] for row in found["rang"]
        ],
    }


def _known(row: Row, row_of: Mapping[str, int]) -> list[int]:
    """Return the row numbers of a group's figures that are on the page."""
    return [row_of[figure_id] for figure_id in row["figure_ids"] if figure_id in row_of]


def _places(figures: Sequence[Row]) -> tuple[list[str], list[list[int]]]:
    """Return the texts that figures stand in, and for each figure which of them and the four offsets in it."""
    numbers: dict[str, int] = {}
    places = []
    for row in figures:
        place = placed(row["line"], row["start_in_line"], row["surface"], row["sentence"])
        offsets = (place.figure_start, place.figure_end, place.sentence_start, place.sentence_end)
        places.append([numbers.setdefault(place.text, len(numbers)), *(utf16_length(place.text, at) for at in offsets)])
    return list(numbers), places


def refusals(found: Mapping[str, Sequence[Row]]) -> list[tuple[str, tuple[str, ...], list[Row]]]:
    """Return what waits in quarantine by reason, those with most rows first: reason, rules, rows."""
    groups: dict[tuple[str, tuple[str, ...]], list[Row]] = {}
    for row in found["quarantine"]:
        groups.setdefault((row["reason"], tuple(row["rule_ids"])), []).append(row)
    return sorted(((*key, rows) for key, rows in groups.items()), key=lambda group: -len(group[2]))


def content(warehouse: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the template shows, and what the scripts work on."""
    found = answers(warehouse)
    totals = found["totals"][0]
    last = next(iter(found["runs"]), None)
    told: Trust = trust(totals, last, found["quality"], found["earlier"])
    shown = {
        "name": warehouse.name,
        "totals": totals,
        "last": last,
        "trust": told,
        "sure": found["sure"],
        "runs": found["runs"],
        "quality": found["quality"],
        "refusals": refusals(found),
        "removed": found["removed"],
        "n_shown": len(found["figures"]),
        "n_refusals_shown": len(found["quarantine"]),
    }
    return shown, packed(found)
