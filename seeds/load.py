"""Reads the seed tables, checks them against `schema.toml`, and digests them into a rules version.

The only module that opens seed files. A table that breaks its schema stops the program: a rule that nobody can trust
must not read a single article.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from transforms.lexicon import Lexicon, Row

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

VERSION_LENGTH: Final = 12
"""Hex digits of a rules version: enough to tell any two states of the seeds apart by eye."""


class SeedError(ValueError):
    """A seed file breaks its schema: says the file, the row, the column, the value and what was expected."""

    def __init__(self, table: str, row: int, column: str, value: str, expected: str) -> None:
        self.table, self.row, self.column, self.value, self.expected = table, row, column, value, expected
        super().__init__(f"seeds/{table}.csv, row {row}, column {column}: {value!r} is not {expected}")


def _check_cell(table: str, n: int, column: str, value: str, rule: dict[str, Any]) -> None:
    def fail(expected: str) -> None:
        raise SeedError(table, n, column, value, expected)

    if not value:
        if not rule.get("optional", False):
            fail("filled (the column is required)")
        return
    if "allowed" in rule and value not in rule["allowed"]:
        fail("one of " + ", ".join(rule["allowed"]))
    if "matches" in rule and not re.fullmatch(rule["matches"], value):
        fail(f"a match of {rule['matches']}")
    if rule.get("regex", False):
        try:
            compiled = re.compile(value)
        except re.error as error:
            fail(f"a regular expression ({error})")
        else:
            if compiled.fullmatch(""):
                fail("a pattern that needs some text (it matches the empty line)")


def _check_table(table: str, rows: list[Row], header: list[str], schema: dict[str, Any]) -> None:
    columns: dict[str, dict[str, Any]] = schema["columns"]
    if header != list(columns):
        raise SeedError(table, 1, "(header)", ",".join(header), "the columns " + ",".join(columns))
    if not rows:
        raise SeedError(table, 1, "(rows)", "", "a table with at least one row")
    seen: dict[tuple[str, ...], int] = {}
    for n, row in enumerate(rows, 2):
        for column, rule in columns.items():
            _check_cell(table, n, column, row[column], rule)
        key = tuple(row[column] for column in schema["key"])
        if key in seen:
            raise SeedError(table, n, "+".join(schema["key"]), "/".join(key), f"unique (row {seen[key]} has it too)")
        seen[key] = n


def read_table(name: str, text: str, schema: dict[str, Any]) -> tuple[Row, ...]:
    """Return the rows of one table from its CSV `text`. Raises SeedError for the first cell that breaks `schema`."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    for n, row in enumerate(reader, 2):
        if None in row or None in row.values():
            raise SeedError(name, n, "(cells)", str(len(row)), f"a row of {len(reader.fieldnames or ())} cells")
        rows.append({column: value.strip() for column, value in row.items()})
    _check_table(name, rows, list(reader.fieldnames or ()), schema)
    return tuple(rows)


def load_schema(folder: Traversable | None = None) -> dict[str, Any]:
    """Return the parsed `schema.toml`: a table's key and, for every column, what it may hold."""
    folder = folder or files("seeds")
    return tomllib.loads(folder.joinpath("schema.toml").read_text("utf-8"))


def read_lexicon(folder: Traversable) -> Lexicon:
    """Return the lexicon of `folder`. Raises SeedError, or FileNotFoundError for a table without its file."""
    schema = load_schema(folder)
    tables, state = {}, sha256()
    for name in sorted(schema):
        text = folder.joinpath(f"{name}.csv").read_text("utf-8")
        tables[name] = read_table(name, text, schema[name])
        state.update(f"{name}\0{text}\0".encode())
    return Lexicon(tables, state.hexdigest()[:VERSION_LENGTH])


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon of the installed seeds, read once a process."""
    return read_lexicon(files("seeds"))


def sample_folder() -> Path:
    """Return the folder of the sample articles."""
    return Path(str(files("seeds"))) / "sample"
