"""Scores whole records against labels: what share is right, how true the confidence is, how sure that score is.

A record is right when its figure was found with the right value, kind, unit, comparator and status, and its measure,
subject and speaker share a word with the label or are null as it is. Vague figures count neither way.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from tests.golden.scoring import match, same, token_f1

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Row = dict[str, Any]

TEXTS: Final = ("measure", "subject", "base", "period", "speaker")
FIELDS: Final = (*TEXTS, "status")
OF_RECORD: Final = ("measure", "subject", "speaker", "status", "comparator")
SAMPLES: Final = 1000
"""Draws of the bootstrap over articles."""


@dataclass(slots=True)
class Score:
    """Right and all records of each article, right fields with their confidence, token F1 where there is a label."""

    records: list[tuple[int, int]] = field(default_factory=list)
    fields: dict[str, list[tuple[float | None, bool]]] = field(default_factory=lambda: defaultdict(list))
    f1: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    @property
    def full_record(self) -> float:
        """Share of right records, in percent."""
        return _percent(self.records)

    def interval(self, seed: int = 1) -> tuple[float, float]:
        """Return where 90 of 100 such scores would lie if other articles of the same kind had been drawn."""
        rng = random.Random(seed)
        drawn = sorted(_percent(rng.choices(self.records, k=len(self.records))) for _ in range(SAMPLES))
        return drawn[SAMPLES // 20], drawn[-SAMPLES // 20]

    def right(self, name: str) -> float:
        """Share of figures whose field `name` is right, in percent."""
        rows = self.fields[name]
        return 100 * sum(ok for _, ok in rows) / max(1, len(rows))

    def off_by(self, name: str) -> float | None:
        """Mean distance between the confidence and the share found right in ten equal parts, in points."""
        rows = sorted((p, ok) for p, ok in self.fields[name] if p is not None)
        if not rows:
            return None
        size = max(1, len(rows) // 10)
        parts = [rows[i : i + size] for i in range(0, len(rows), size)]
        return 100 * sum(abs(sum(p for p, _ in part) - sum(ok for _, ok in part)) for part in parts) / len(rows)

    def kept(self, name: str, wanted: float = 0.8) -> float:
        """Share of fields one may keep, the surest first, so that `wanted` of them are right, in percent."""
        rows = sorted(((p or 0, ok) for p, ok in self.fields[name]), reverse=True)
        right = best = 0
        for n, (_, ok) in enumerate(rows, 1):
            right += ok
            best = n if right >= wanted * n else best
        return 100 * best / max(1, len(rows))


def _percent(records: Sequence[tuple[int, int]]) -> float:
    return 100 * sum(right for right, _ in records) / max(1, sum(n for _, n in records))


def score(labelled: Mapping[str, Sequence[Row]], read: Mapping[str, Sequence[Row]]) -> Score:
    """Return the score of the figures read in some articles, in the form of `explain --json`, by their labels."""
    out = Score()
    for doc, labels in labelled.items():
        found = read.get(doc, ())
        pairs = dict(match(labels, found))
        right = 0
        for i, label in enumerate(labels):
            if i in pairs and not label["vague"]:
                right += _record(out, label, found[pairs[i]])
        out.records.append((right, sum(not label["vague"] for label in labels)))
    return out


def _record(out: Score, label: Row, reading: Row) -> bool:
    """Count the fields of one figure; return whether the whole record is right."""
    sure = reading.get("confidence") or {}
    ok = {name: _agrees(name, label, reading) for name in (*FIELDS, "comparator")}
    for name in FIELDS:
        out.fields[name].append((sure.get(name), ok[name]))
    for name in TEXTS:
        if label[name] is not None:
            out.f1[name].append(token_f1(label[name], reading[name]) if reading[name] is not None else 0.0)
    core = all(same(label[name], reading[name]) for name in ("kind", "value", "low", "high"))
    unit = label["unit"] == reading["unit"] or str(label["unit"]).split()[-1:] == str(reading["unit"]).split()[-1:]
    return core and unit and all(ok[name] for name in OF_RECORD)


def _agrees(name: str, label: Row, reading: Row) -> bool:
    if name not in TEXTS:
        return bool(label[name] == reading[name])
    if label[name] is None or reading[name] is None:
        return label[name] is None and reading[name] is None
    return token_f1(label[name], reading[name]) > 0
