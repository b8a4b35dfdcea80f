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

    def __init__(self, file: str, row: int, column: str, value: str, expected: str) -> None:
        self.file, self.row, self.column, self.value, self.expected = file, row, column, value, expected
        super().__init__(f"{file}, row {row}, column {column}: {value!r} is not {expected}")


def _check_cell(file: str, n: int, column: str, value: str, rule: dict[str, Any]) -> None:
    def fail(expected: str) -> None:
        raise SeedError(file, n, column, value, expected)

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


def _check_table(file: str, rows: list[Row], header: list[str], schema: dict[str, Any]) -> None:
    columns: dict[str, dict[str, Any]] = schema["columns"]
    if header != list(columns):
        raise SeedError(file, 1, "(header)", ",".join(header), "the columns " + ",".join(columns))
    if not rows:
        raise SeedError(file, 1, "(rows)", "", "a table with at least one row")
    seen: dict[tuple[str, ...], int] = {}
    for n, row in enumerate(rows, 2):
        for column, rule in columns.items():
            _check_cell(file, n, column, row[column], rule)
        key = tuple(row[column] for column in schema["key"])
        if key in seen:
            raise SeedError(file, n, "+".join(schema["key"]), "/".join(key), f"unique (row {seen[key]} has it too)")
        seen[key] = n


def read_table(file: str, text: str, schema: dict[str, Any]) -> tuple[Row, ...]:
    """Return the rows of one table from the CSV `text` of `file`. Raises SeedError for the first breach of `schema`."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    try:
        for n, row in enumerate(reader, 2):
            if None in row or None in row.values():
                raise SeedError(file, n, "(cells)", str(len(row)), f"a row of {len(reader.fieldnames or ())} cells")
            rows.append({column: value.strip() for column, value in row.items()})
    except csv.Error as error:
        raise SeedError(
            file, len(rows) + 2, "(all)", str(error), "CSV: text with a comma in quotation marks"
        ) from error
    _check_table(file, rows, list(reader.fieldnames or ()), schema)
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
        tables[name] = read_table(f"seeds/{name}.csv", text, schema[name])
        state.update(f"{name}\0{text}\0".encode())
    return Lexicon(tables, state.hexdigest()[:VERSION_LENGTH])


def load_lexicon(measures: str = "") -> Lexicon:
    """Return the lexicon of the installed seeds, and of the file `measures` with measures of one's own, if named.

    Each is read once a process, the file again when it changes. Raises SeedError for a file that cannot be used.
    """
    if not measures:
        return _installed()
    try:
        text = Path(measures).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        expected = "a CSV file in UTF-8 with the columns of seeds/measures.csv"
        raise SeedError(measures, 1, "(file)", getattr(error, "strerror", None) or str(error), expected) from error
    return _with_measures(measures, text)


@cache
def _installed() -> Lexicon:
    return read_lexicon(files("seeds"))


@cache
def _with_measures(file: str, text: str) -> Lexicon:
    """Return the installed lexicon with the measures of `text` before its own; one of the same id is replaced."""
    known, own = _installed(), read_table(file, text, load_schema()["measures"])
    ids = {row["measure_id"] for row in own}
    measures = (*own, *(row for row in known.table("measures") if row["measure_id"] not in ids))
    version = sha256(f"{known.version}\0{text}".encode()).hexdigest()[:VERSION_LENGTH]
    return Lexicon({**known.tables, "measures": measures}, version)


def sample_folder() -> Path:
    """Return the folder of the sample articles."""
    return Path(str(files("seeds"))) / "sample"
