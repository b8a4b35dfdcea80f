"""The rows of tables of articles: JSON Lines, CSV and Parquet, a few at a time.

Which column holds what is settled by `transforms.reading.columns`. A row that is none is refused by its number and the
others go on; a table without a column of text is refused once, as a whole.
"""

from __future__ import annotations

import codecs
import csv
import json
import shutil
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Final, Protocol

from flows.items import Item, Limits, refused
from transforms.reading.columns import ColumnsError, choose_columns
from transforms.reading.decode import REPLACED, Refusal, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

CHUNK: Final = 64 * 1024
ROWS: Final = 200
MEMORY: Final = "512MB"
"""What DuckDB may take to read Parquet; pages of a column come one after the other."""

DELIMITERS: Final = ",;\t|"


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes, none at the end."""


class LongLineError(ValueError):
    """A line is longer than a row may be."""


def read_table(file: Readable, name: str, kind: str, limits: Limits) -> Iterator[Item]:
    """Yield the rows of the table in `file`. Raises what reading `file` raises."""
    readers = {".parquet": _parquet, ".csv": _csv, ".tsv": _csv}
    try:
        yield from readers.get(kind, _json_lines)(file, name, limits)
    except ColumnsError as error:
        yield refused(name, "read.columns", str(error))
    except LongLineError as error:
        yield refused(name, "read.line_too_long", str(error))
    except csv.Error as error:
        yield _broken(name, error)


def _broken(name: str, error: Exception) -> Item:
    reason = f"the table cannot be read on ({' '.join(str(error).split())[:200]}); what stood before was read"
    return refused(name, "read.broken_table", reason)


def _json_lines(file: Readable, name: str, limits: Limits) -> Iterator[Item]:
    columns = None
    for n, line in enumerate(_lines(file, 4 * limits.max_bytes), 1):
        if not line.strip():
            continue
        row_name = f"{name}#{n}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield refused(row_name, "read.row", f"the line is no JSON ({str(error)[:120]}); write one object a line")
            continue
        if not isinstance(row, dict):
            yield refused(row_name, "read.row", f"the line is a {type(row).__name__}, and no object with columns")
            continue
        columns = columns or choose_columns([str(key) for key in row], limits.mapping)
        yield Item(row_name, columns.take(row))


def _csv(file: Readable, name: str, limits: Limits) -> Iterator[Item]:
    csv.field_size_limit(limits.max_bytes)
    lines = _decoded(file, limits)
    first = next(lines, None)
    if first is None:
        yield refused(name, "read.empty", "the table is empty: nothing to read")
        return
    if isinstance(first, Refusal):
        yield refused(name, first.rule_id, first.reason)
        return
    delimiter = max(DELIMITERS, key=first.count)
    header = next(csv.reader([first], delimiter=delimiter))
    columns = choose_columns(header, limits.mapping)
    for n, cells in enumerate(csv.reader((line for line in lines if isinstance(line, str)), delimiter=delimiter), 1):
        if not cells:
            continue
        if len(cells) != len(header):
            reason = f"the row has {len(cells)} cells, the header {len(header)}; quote cells that hold {delimiter!r}"
            yield refused(f"{name}#{n}", "read.row", reason)
            continue
        yield Item(f"{name}#{n}", columns.take(dict(zip(header, cells, strict=True))))


def _decoded(file: Readable, limits: Limits) -> Iterator[str | Refusal]:
    """Yield the lines of a text with their breaks, decoded as its beginning tells, or the refusal of that."""
    head = file.read(CHUNK)
    if not head:
        return
    told = decode(head)
    if isinstance(told, Refusal):
        yield told
        return
    encoding = "utf-8" if told.encoding == REPLACED else told.encoding
    decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)("replace")
    pending, chunk = "", head
    while chunk:
        pending += decoder.decode(chunk)
        *whole, pending = pending.split("\n")
        yield from (line + "\n" for line in whole)
        if len(pending) > 4 * limits.max_bytes:
            raise LongLineError(f"a line of more than {4 * limits.max_bytes:,} characters is no row of a table")
        chunk = file.read(CHUNK)
    pending += decoder.decode(b"", final=True)
    if pending:
        yield pending


def _lines(file: Readable, limit: int) -> Iterator[bytes]:
    """Yield the lines of a file. Raises LongLineError for one of more than `limit` bytes."""
    pending: list[bytes] = []
    held = 0
    while chunk := file.read(CHUNK):
        first, *rest = chunk.split(b"\n")
        pending.append(first)
        held += len(first)
        if held > limit:
            raise LongLineError(f"a line of more than {limit:,} bytes is no row of a table")
        for part in rest:
            yield b"".join(pending)
            pending, held = [part], len(part)
    if held:
        yield b"".join(pending)


def _parquet(file: Readable, name: str, limits: Limits) -> Iterator[Item]:
    import duckdb  # noqa: PLC0415 - few sources are Parquet

    with NamedTemporaryFile(suffix=".parquet") as copy, duckdb.connect(config={"memory_limit": MEMORY}) as connection:
        shutil.copyfileobj(file, copy, CHUNK)
        copy.flush()
        try:
            yield from _parquet_rows(connection, copy.name, name, limits)
        except duckdb.Error as error:
            yield _broken(name, error)


def _parquet_rows(connection: DuckDBPyConnection, path: str, name: str, limits: Limits) -> Iterator[Item]:
    described = connection.execute("DESCRIBE FROM read_parquet($1)", [path]).fetchall()
    columns = choose_columns([str(row[0]) for row in described], limits.mapping)
    chosen = list(columns.named.values())
    quoted = ", ".join('"' + column.replace('"', '""') + '"' for column in chosen)
    rows = connection.execute(f"SELECT {quoted} FROM read_parquet($1)", [path])  # noqa: S608 - quoted above
    n = 0
    while some := rows.fetchmany(ROWS):
        for row in some:
            n += 1
            yield Item(f"{name}#{n}", columns.take(dict(zip(chosen, row, strict=True))))
