"""Rows as text: a table for people, CSV and JSON for programs. Pure functions.

A null is never blank in a table: an empty text and a missing one mean different things here.
"""

from __future__ import annotations

import csv
import io
import json
import textwrap
from decimal import Decimal
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Final

from flows.explain import CONTROL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

NULL: Final = "NULL"
GAP: Final = "  "
CRAMPED: Final = 11
"""Characters a column needs to be read; where there are too many columns for that, rows become blocks."""

NARROWEST: Final = 8
WIDTH_OF_A_FILE: Final = 160
"""Characters of a table that goes to a file or a pipe, where no terminal says how wide it is."""


def text_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], width: int | None = None) -> str:
    """Return the table in `width` characters (default: the terminal's); wide cells are wrapped, never cut."""
    width = get_terminal_size((WIDTH_OF_A_FILE, 24)).columns if width is None else width
    cells = [[_cell(value) for value in row] for row in rows]
    if rows and len(columns) * (CRAMPED + len(GAP)) > width:
        return _records(columns, cells, width)
    natural = [max([len(name), *(len(row[n]) for row in cells)]) for n, name in enumerate(columns)]
    widths = _fitted(natural, [min(len(name), NARROWEST) for name in columns], width - len(GAP) * (len(columns) - 1))
    right = [
        all(isinstance(row[n], int | float | Decimal) or row[n] is None for row in rows) for n in range(len(columns))
    ]
    lines = [*_wrapped(list(columns), widths, right), GAP.join("-" * size for size in widths)]
    for row in cells:
        lines += _wrapped(row, widths, right)
    count = f"({len(rows)} row{'' if len(rows) == 1 else 's'})"
    return "\n".join([*(line.rstrip() for line in lines), count]) + "\n"


def _records(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> str:
    """Return each row as a block with a line a column: for more columns than fit side by side."""
    name_width = max(map(len, columns))
    lines = []
    for n, row in enumerate(cells, 1):
        lines.append(f"-- {n} ".ljust(min(width, 60), "-"))
        for name, cell in zip(columns, row, strict=True):
            first, *more = textwrap.wrap(cell, max(width - name_width - len(GAP), 2 * CRAMPED)) or [""]
            lines += [
                f"{name.ljust(name_width)}{GAP}{first}".rstrip(),
                *(" " * (name_width + len(GAP)) + m for m in more),
            ]
    return "\n".join([*lines, f"({len(cells)} row{'' if len(cells) == 1 else 's'})"]) + "\n"


def _cell(value: Any) -> str:
    if value is None:
        return NULL
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, list | tuple):
        return ", ".join(_cell(each) for each in value)
    return " ".join(str(value).split()).translate(CONTROL)


def _fitted(natural: list[int], least: list[int], room: int) -> list[int]:
    """Return widths that fit into `room` where that can be: the widest columns give way first."""
    widths = list(natural)
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda n: widths[n] if widths[n] > least[n] else 0)
        if widths[widest] <= max(least[widest], NARROWEST):
            break
        widths[widest] -= 1
    return widths


def _wrapped(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> list[str]:
    """Return the text lines of one row."""
    blocks = [textwrap.wrap(cell, size) or [""] for cell, size in zip(cells, widths, strict=True)]
    lines = []
    for n in range(max(map(len, blocks), default=0)):
        parts = [block[n] if n < len(block) else "" for block in blocks]
        padded = zip(parts, widths, right, strict=True)
        lines.append(GAP.join(part.rjust(size) if to_right else part.ljust(size) for part, size, to_right in padded))
    return lines


def csv_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return the rows as CSV with a header; a null is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def json_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return the rows as a JSON array with one object a line; what JSON does not know becomes text."""
    objects = (json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=str) for row in rows)
    return "[\n" + ",\n".join(objects) + "\n]\n"


FORMATS: Final[Mapping[str, Callable[[Sequence[str], Sequence[Sequence[Any]]], str]]] = {
    "table": text_table,
    "csv": csv_table,
    "json": json_table,
}
