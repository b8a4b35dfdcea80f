"""Splits candidates into accepted and quarantined rows, so that both together are exactly the candidates.

A document that goes takes its lines and figures with it, a line its figures, a figure its choices of context, and one
of these its figure: no accepted row points at a refused one, and no figure shows what was refused.
Knows nothing of Great Expectations; it reads findings.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from expectations.catalogue import all_rules
from expectations.findings import Breach, Finding
from expectations.tables import KEYS, Frames
from transforms.frames import frame as to_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from expectations.rules import Rule
    from expectations.tables import RowTable

QUARANTINE: Final[Mapping[str, str]] = {
    "stage": "str",
    "table_name": "str",
    "doc_id": "str",
    "key": "str",
    "rule_ids": "object",
    "reason": "str",
    "row_json": "str",
}
"""Columns of quarantined rows: `key` is the row's own key in words, `rule_ids` a list, `row_json` the whole row."""

Broken = dict[int, list[tuple["Rule", str]]]
"""For each row position: the rules it breaks, each with what was observed."""


@dataclass(frozen=True, slots=True)
class Separation:
    """Accepted frames, quarantined rows, and what the consequence rules found."""

    accepted: Frames
    quarantined: pd.DataFrame
    consequences: tuple[Finding, ...] = field(default=())

    def held_back(self, table: RowTable) -> int:
        """Return how many rows of `table` were quarantined."""
        return int((self.quarantined["table_name"] == table).sum())


def nothing_quarantined() -> pd.DataFrame:
    """Return the quarantine's frame without a row."""
    return to_frame((), QUARANTINE)


def broken_rows(findings: Iterable[Finding], table: RowTable) -> Broken:
    """Return the rows of `table` that break a critical rule, with all such rules."""
    broken: Broken = {}
    for finding in findings:
        if finding.rule.table == table and finding.rule.severity == "critical":
            for breach in finding.breaches:
                broken.setdefault(breach.row, []).append((finding.rule, breach.observed))
    return broken


def separate(frames: Frames, findings: Iterable[Finding]) -> Separation:
    """Return `frames` split by `findings`; for every table, accepted rows and quarantined rows are the candidates."""
    findings = tuple(findings)
    broken = {table: broken_rows(findings, table) for table in frames.tables()}
    gone_documents = _keys(frames.documents, broken["documents"], "doc_id")
    consequences = [
        _follow(frames.lines, broken["lines"], "lines.document_quarantined", ("doc_id",), gone_documents),
        _follow(frames.figures, broken["figures"], "figures.document_quarantined", ("doc_id",), gone_documents),
    ]
    gone_lines = _keys(frames.lines, broken["lines"], "doc_id", "n") - _keys_of_documents(gone_documents, frames.lines)
    consequences.append(
        _follow(frames.figures, broken["figures"], "figures.line_quarantined", ("doc_id", "line_n"), gone_lines)
    )
    gone_choices = _keys(frames.figure_context, broken["figure_context"], "figure_id")
    consequences.append(
        _follow(frames.figures, broken["figures"], "figures.context_quarantined", ("figure_id",), gone_choices)
    )
    gone_figures = _keys(frames.figures, broken["figures"], "figure_id")
    consequences.append(
        _follow(
            frames.figure_context,
            broken["figure_context"],
            "figure_context.figure_quarantined",
            ("figure_id",),
            gone_figures,
        )
    )
    refused = [_refused(table, frame, broken[table]) for table, frame in frames.tables().items()]
    accepted = {table: _without(frame, broken[table]) for table, frame in frames.tables().items()}
    return Separation(
        Frames(**accepted),
        pd.concat(refused, ignore_index=True),
        tuple(consequences),
    )


def _keys(frame: pd.DataFrame, rows: Iterable[int], *columns: str) -> set[tuple[Any, ...]]:
    # A null key is no reference: rows without one have a rule of their own.
    chosen = frame.iloc[sorted(rows)].dropna(subset=list(columns))
    return set(zip(*(chosen[column] for column in columns), strict=True))


def _keys_of_documents(documents: set[tuple[Any, ...]], lines: pd.DataFrame) -> set[tuple[Any, ...]]:
    """Return the keys of the lines of `documents`: their figures go with the document, one reason is enough."""
    gone = {doc_id for (doc_id,) in documents}
    return {key for key in zip(lines["doc_id"], lines["n"], strict=True) if key[0] in gone}


def _follow(
    frame: pd.DataFrame, broken: Broken, rule_id: str, columns: tuple[str, ...], gone: set[tuple[Any, ...]]
) -> Finding:
    """Add to `broken` the rows of `frame` that hang on what is `gone`; return that as the finding of `rule_id`."""
    rule = all_rules()[rule_id]
    breaches = []
    for row, key in enumerate(zip(*(frame[column] for column in columns), strict=True)):
        if key in gone:
            observed = ", ".join(f"{column} = {cell!r}" for column, cell in zip(columns, key, strict=True))
            broken.setdefault(row, []).append((rule, observed))
            breaches.append(Breach(row, observed))
    return Finding(rule, len(frame), tuple(breaches))


def _without(frame: pd.DataFrame, broken: Broken) -> pd.DataFrame:
    return frame.iloc[[row for row in range(len(frame)) if row not in broken]]


def _refused(table: RowTable, frame: pd.DataFrame, broken: Broken) -> pd.DataFrame:
    rows = sorted(broken)
    records = frame.iloc[rows].to_dict("records")
    made = [
        {
            "stage": "validate",
            "table_name": table,
            "doc_id": _plain(record["doc_id"]),
            "key": "/".join(str(_plain(record[column])) for column in KEYS[table]),
            "rule_ids": [rule.rule_id for rule, _ in broken[row]],
            "reason": reason(broken[row]),
            "row_json": row_json({str(name): cell for name, cell in record.items()}),
        }
        for row, record in zip(rows, records, strict=True)
    ]
    return to_frame(made, QUARANTINE)


def reason(broken: Iterable[tuple[Rule, str]]) -> str:
    """Return why a row is refused, in the words of its rules.

    `Does not hold: The kind is one of percent, money (kind = 'colour').`
    """
    parts = [rule.sentence.removesuffix(".") + (f" ({seen})" if seen else "") for rule, seen in broken]
    return "Does not hold: " + "; ".join(parts) + "."


def row_json(record: Mapping[str, Any]) -> str:
    """Return a row as one JSON object to replay it from: nulls as null, infinities, which JSON lacks, as text."""
    return json.dumps({name: _plain(cell) for name, cell in record.items()}, ensure_ascii=False, allow_nan=False)


def _plain(cell: Any) -> Any:
    item: Callable[[], Any] | None = getattr(cell, "item", None)
    value = item() if callable(item) else cell
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else str(value)
    return value
