"""The lines of an outlet's template are learned from its articles in the database, and sentences are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.connect import open_writer
from warehouse.migrate import prepare
from warehouse.repeated import repeated_lines

if TYPE_CHECKING:
    from pathlib import Path

STORY = ["A paragraph of the story that goes on for a while and says a thing."] * 12


def learned(tmp_path: Path, articles: list[tuple[str | None, list[str], str | None]]) -> dict[str, frozenset[str]]:
    """Return what is learned from articles of an outlet, their lines, and the article that each repeats."""
    with open_writer(tmp_path / "learn.duckdb") as connection:
        prepare(connection)
        for n, (outlet, lines, duplicate_of) in enumerate(articles):
            connection.execute(
                "INSERT INTO documents (doc_id, source, outlet, duplicate_of, encoding, reader, n_bytes, n_chars,"
                " n_lines, n_figures, n_not_figures, text, rules_version, first_run_id, last_run_id)"
                " VALUES (?, ?, ?, ?, 'utf-8', 'text', 1, 1, 1, 0, 0, 'x', 'v', 'r', 'r')",
                [f"{n:016}", f"{n}.txt", outlet, duplicate_of],
            )
            for i, line in enumerate(lines):
                connection.execute(
                    "INSERT INTO lines (doc_id, n, char_start, char_end, role, text, run_id, rules_version)"
                    " VALUES (?, ?, ?, ?, 'body', ?, 'r', 'v')",
                    [f"{n:016}", i + 1, 100 * i, 100 * i + len(line), line],
                )
        return repeated_lines(connection, 90)


def test_what_an_outlet_repeats_at_the_edges_is_learned(tmp_path: Path) -> None:
    template = ["The Tide  Tables of Northbank", *STORY, "Nothing is certain.", "Write to the quay"]
    middle = [*STORY, "in the middle", *STORY]
    articles: list[tuple[str | None, list[str], str | None]] = [("Quay Post", template, None)] * 4
    articles += [("Delta Wire", template, None)] * 3 + [(None, template, None)] * 5
    articles += [("Vale News", middle, None)] * 5
    articles += [("Copy Desk", template, None), *[("Copy Desk", template, f"{17:016}")] * 6]
    assert learned(tmp_path, articles) == {
        "Quay Post": frozenset({"the tide tables of northbank", "write to the quay"})
    }
