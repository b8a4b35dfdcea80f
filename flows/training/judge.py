"""Judges a reader on articles it did not learn from: what it answers, by the code that a run uses."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from transforms.context.choose import alike
from transforms.context.score.calibration import fitted
from transforms.records import CONTEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from transforms.context.score.scorer import Answers

WHOLE: Final = ("measure", "subject", "speaker", "status")
"""Fields that must be right for a record to count as right."""

WANTED: Final = 0.8
"""Share of right answers among those shown as sure that thresholds are set for."""

Outcome = tuple[float, bool]
"""How likely an answer was said to be right, and whether it was."""


def outcomes(answered: Iterable[tuple[Answers, Mapping[str, Any]]]) -> dict[str, list[Outcome]]:
    """Return the outcomes of each field, and of `record` (likely 1), over figures and their labels."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for answers, label in answered:
        if label.get("vague"):
            continue
        right = {field: _right(field, answers, label) for field in CONTEXT_FIELDS}
        for field, one in right.items():
            found[field].append((answers[field][0].likely, one))
        found["record"].append((1.0, all(right[field] for field in WHOLE)))
    return dict(found)


def _right(field: str, answers: Answers, label: Mapping[str, Any]) -> bool:
    said = answers[field][0].value
    return said == label[field] if field == "status" else alike(label[field], said) > 0


def shares(found: Mapping[str, list[Outcome]]) -> dict[str, float]:
    """Return the share of right answers of each field, in percent."""
    return {field: round(100 * sum(right for _, right in rows) / len(rows), 1) for field, rows in found.items() if rows}


def curve_points(found: Mapping[str, list[Outcome]]) -> dict[str, list[tuple[float, float]]]:
    """Return the points of each field's curve of confidence."""
    return {
        field: fitted([likely for likely, _ in rows], [right for _, right in rows])
        for field, rows in found.items()
        if field in CONTEXT_FIELDS
    }


def threshold(rows: list[Outcome], wanted: float = WANTED) -> float:
    """Return the least confidence from which on `wanted` of the answers are right; 1 where there is none."""
    right, best = 0, 1.0
    for n, (likely, one) in enumerate(sorted(rows, reverse=True), 1):
        right += one
        if right >= wanted * n:
            best = likely
    return best
