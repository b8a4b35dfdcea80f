"""Reads the hand labels and pairs each with the sample it describes.

A label file is `<stem>.json`: the role of every non-blank line, and every figure with its span, its value in base terms
and its context. The labels of an HTML page have surfaces only, in reading order, because the text that offsets would
point into is made by the page reader; `place` finds them in it.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from seeds.load import sample_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transforms.records import Article, Figure

Row = dict[str, Any]

FOLDER: Final = Path(__file__).parent
FLOORS: Final = FOLDER / "floors.json"


def label_files() -> list[Path]:
    """Return the label files, sorted by name."""
    return sorted(path for path in FOLDER.glob("*.json") if path != FLOORS)


def read_labels(path: Path) -> Row:
    """Return one label file as written."""
    labels: Row = json.loads(path.read_text("utf-8"))
    return labels


def sample_of(labels: Row) -> Path:
    """Return the sample that `labels` describe."""
    return sample_folder() / Path(labels["source"]).name


def fixtures_digest() -> str:
    """Return a digest of every sample and every label: scores are comparable only while it stays the same."""
    state = sha256()
    for path in [*label_files(), *sorted(p for p in sample_folder().iterdir() if p.is_file())]:
        state.update(f"{path.name}\0{sha256(path.read_bytes()).hexdigest()}\0".encode())
    return state.hexdigest()[:16]


def place(figures: Iterable[Row], text: str) -> list[Row]:
    """Return labels with offsets: their own, or else those of the next place in `text` where the surface stands.

    A surface that the text does not hold gets an empty span at -1, which overlaps nothing and counts as missed.
    """
    placed, cursor = [], 0
    for figure in figures:
        if "start" in figure:
            placed.append(figure)
            continue
        found = re.compile(rf"(?<!\w){re.escape(figure['surface'])}(?!\w)").search(text, cursor)
        start, end = found.span() if found else (-1, -1)
        cursor = max(cursor, end)
        placed.append({**figure, "start": start, "end": end})
    return placed


def _as_row(figure: Figure) -> Row:
    def number(value: object) -> float | None:
        return None if value is None else float(str(value))

    row: Row = {field: getattr(figure, field) for field in ("surface", "kind", "unit", "comparator", "change", "vague")}
    row |= {field: getattr(figure, field) for field in ("measure", "subject", "base", "period", "speaker", "status")}
    row |= {field: number(getattr(figure, field)) for field in ("value", "low", "high")}
    return {**row, "start": figure.char_start, "end": figure.char_end}


def as_rows(article: Article) -> Row:
    """Return what was read from an article in the shape of the labels."""
    lines = [{"n": line.n, "role": line.role} for line in article.lines]
    return {"lines": lines, "figures": [_as_row(figure) for figure in article.figures]}
