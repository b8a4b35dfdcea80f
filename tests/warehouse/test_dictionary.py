"""The data dictionary says what the database says of itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse import dictionary as module
from warehouse.dictionary import dictionary

if TYPE_CHECKING:
    import duckdb

UPDATE = os.environ.get("TALLYWIRE_UPDATE_DOCS") == "1"
FILE = Path(module.__file__).with_name("dictionary.md")


def test_the_dictionary_is_that_of_the_database(writer: duckdb.DuckDBPyConnection) -> None:
    made = dictionary(writer)
    if UPDATE:
        FILE.write_text(made, "utf-8")
    assert FILE.read_text("utf-8") == made


def test_it_follows_every_change_of_the_schema(writer: duckdb.DuckDBPyConnection) -> None:
    writer.execute("CREATE TABLE ferries (toll INTEGER)")
    writer.execute("COMMENT ON TABLE ferries IS 'One row a ferry'")
    writer.execute("COMMENT ON COLUMN ferries.toll IS 'Crowns | pence'")
    added = ["", "## `ferries` (table)", "", "One row a ferry.", "", "| column | type | what it is |", "|---|---|---|"]
    added += ["| `toll` | INTEGER | Crowns \\| pence |", ""]
    assert "\n".join(added) in dictionary(writer)
