"""Labelled articles: what a careful reader wrote down of a text, brought together with the text itself."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from transforms.reading.decode import Refusal, decode
from transforms.records import Figure, Line
from transforms.sentences import SentenceSpan, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TEXTS: Final = (".txt", ".md")

UNSAID: Final[dict[str, Any]] = {
    "value": None, "low": None, "high": None, "comparator": "=", "change": None, "vague": False, "measure": None,
    "subject": None, "base": None, "period": None, "speaker": None, "status": "reported",
}  # fmt: skip
"""What a field of a labelled figure is where the label leaves it out."""


class LabelsError(ValueError):
    """Labels that cannot be used: names the file and says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with its lines, sentences and figures; `labels[i]` is what was written of `figures[i]`."""

    doc: str
    text: str
    lines: tuple[Line, ...]
    spans: tuple[SentenceSpan, ...]
    figures: tuple[Figure, ...]
    labels: tuple[dict[str, Any], ...]


def read_labels(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield the labelled articles of folders of JSON files, of JSON files, and of JSON Lines files.

    Raises LabelsError for a file that holds no labels.
    """
    for path in paths:
        files = sorted(path.glob("*.json*")) if path.is_dir() else [path]
        for file in files:
            rows = file.read_text("utf-8").splitlines() if file.suffix == ".jsonl" else [file.read_text("utf-8")]
            for n, row in enumerate(rows, 1):
                try:
                    found = json.loads(row)
                    missing = {"doc", "sha256", "lines", "figures"} - set(found)
                except (ValueError, TypeError) as error:
                    raise LabelsError(f"{file}, line {n}: no JSON object ({error})") from error
                if missing:
                    raise LabelsError(f"{file}, line {n}: these are missing: {', '.join(sorted(missing))}")
                yield {**found, "figures": [{**UNSAID, **figure} for figure in found["figures"]]}


def texts_of(folders: Iterable[Path]) -> dict[str, Path]:
    """Return the text files under `folders` by the SHA-256 of their bytes."""
    files = (p for folder in folders for p in sorted(folder.rglob("*")) if p.suffix in TEXTS)
    return {sha256(p.read_bytes()).hexdigest(): p for p in files}


def together(labels: dict[str, Any], raw: bytes) -> Labelled:
    """Return an article with its labels. Raises LabelsError where a figure does not stand where the labels say."""
    decoded = decode(raw)
    if isinstance(decoded, Refusal):
        raise LabelsError(f"{labels['doc']}: {decoded.reason}")
    text = decoded.text
    roles = _roles(labels["lines"])
    lines = tuple(_lines(text, roles))
    spans = sentences(text, lines)
    starts = [s.start for s in spans]
    figures, kept = [], []
    for label in labels["figures"]:
        i = bisect_right(starts, label["start"]) - 1
        if len(label["surface"]) != label["end"] - label["start"]:
            raise LabelsError(
                f"{labels['doc']}: {label['surface']!r} is not as long as {label['start']}:{label['end']}"
            )
        if i >= 0 and label["end"] <= spans[i].end:
            figures.append(_figure(label, text, spans[i]))
            kept.append(label)
    return Labelled(labels["doc"], text, lines, spans, tuple(figures), tuple(kept))


def _roles(lines: Any) -> dict[int, Any]:
    """Return the roles of lines by number: labels list lines, or, shorter, the numbers of each role's lines."""
    if isinstance(lines, dict):
        return {n: role for role, numbers in lines.items() for n in numbers}
    return {line["n"]: line["role"] for line in lines}


def _lines(text: str, roles: dict[int, Any]) -> Iterator[Line]:
    at = 0
    for n, line in enumerate(text.split("\n"), 1):
        if line.strip():
            end = at + len(line.rstrip("\r"))
            yield Line(n, at, end, roles.get(n, "body"), None, text[at:end])
        at += len(line) + 1


def _figure(label: dict[str, Any], text: str, span: SentenceSpan) -> Figure:
    value = label["value"]
    return Figure(
        line_n=span.line_n,
        char_start=label["start"],
        char_end=label["end"],
        surface=text[label["start"] : label["end"]],
        sentence=text[span.start : span.end],
        sentence_start=span.start,
        kind=label["kind"],
        unit=label["unit"] or "",
        rule_id="label",
        value=None if value is None else Decimal(str(value)),
        comparator=label["comparator"],
        vague=bool(label["vague"]),
        change=label["change"],
    )
