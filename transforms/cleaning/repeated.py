"""Lines that an outlet repeats in its articles, told by a list that was learned from those it published before.

A line of the list is furniture only where furniture stands: at an edge of the article or beside a line that a rule
removed. In the middle of a story the same words are the story's. A headline that several articles share is no headline.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from transforms.records import Line

MOST_CHARS: Final = 90
"""Longer lines are never learned: what two articles share at length is a quotation or the same news."""

FIRST: Final = 3
LAST: Final = 10
"""Lines from the top and from the foot of an article that count as its edges."""

RULE: Final = "repeated.outlet"


def without_repeated(lines: Sequence[Line], repeated: Set[str]) -> tuple[Line, ...]:
    """Return the lines, those that the outlet repeats set aside where they stand at an edge or beside furniture."""
    if not repeated:
        return tuple(lines)
    kept = list(lines)
    for i, line in enumerate(lines):
        if line.role not in {"body", "title"} or len(line.text) > 2 * MOST_CHARS or _folded(line.text) not in repeated:
            continue
        beside = [lines[j].role for j in (i - 1, i + 1) if 0 <= j < len(lines)]
        if i < FIRST or i >= len(lines) - LAST or "boilerplate" in beside:
            kept[i] = replace(line, role="boilerplate", rule_id=RULE)
    return tuple(kept)


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
