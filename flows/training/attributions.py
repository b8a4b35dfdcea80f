"""Attributions in brat's stand-off format (source, cue, content): lessons in who says a figure, and in nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.context.score.view import View
    from transforms.records import Figure

_ARGUMENT = re.compile(r"(\w+?)\d*:(T\d+)")
_SLACK = 2
"""Characters that a source may be marked wider than the name in it."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: the spans of the content and those of the source, and the words of the source."""

    content: tuple[tuple[int, int], ...]
    source: tuple[tuple[int, int], ...]
    words: str

    @property
    def length(self) -> int:
        """Characters of the content: of two around a figure the shorter is the inner one."""
        return sum(end - start for start, end in self.content)


def read_attributions(annotation: str) -> list[Attribution]:
    """Return the attributions of a brat file that have a source."""
    marks: dict[str, tuple[tuple[tuple[int, int], ...], str]] = {}
    found = []
    events = []
    for line in annotation.splitlines():
        parts = line.split("\t")
        if line.startswith("T") and len(parts) > 1:
            _, spans = parts[1].split(" ", 1)
            pairs = tuple((int(a), int(b)) for a, b in (s.split() for s in spans.split(";")))
            marks[parts[0]] = pairs, parts[2] if len(parts) > 2 else ""
        elif line.startswith("E") and len(parts) > 1:
            events.append(_ARGUMENT.findall(parts[1]))
    for event in events:
        content = tuple(s for role, key in event if role == "Content" and key in marks for s in marks[key][0])
        sources = [marks[key] for role, key in event if role == "Source" and key in marks]
        places = tuple(place for pairs, _ in sources for place in pairs)
        found.append(Attribution(content, places, " ".join(words for _, words in sources)))
    return found


def speakers(view: View, attributions: list[Attribution]) -> Iterator[dict[str, str | None]]:
    """Yield a label for each figure of `view`: whom its innermost attribution names, null outside all of them.

    A figure whose source is nobody's name and no candidate gets an empty label, which teaches nothing.
    """
    for figure in view.figures:
        around = [a for a in attributions if _holds(a, figure)]
        inner = min(around, key=lambda a: a.length, default=None)
        if inner is None:
            yield {"speaker": None}
        else:
            named = _named(view, figure, inner)
            yield {"speaker": named} if named is not None else {}


def _holds(attribution: Attribution, figure: Figure) -> bool:
    return any(start <= figure.char_start and figure.char_end <= end for start, end in attribution.content)


def _named(view: View, figure: Figure, attribution: Attribution) -> str | None:
    """Return the value of the longest candidate inside the source."""
    inside = [
        c
        for c in (view.pool.candidates[i] for i in view.candidates(figure, "speaker"))
        if any(start - _SLACK <= c.start and c.end <= end + _SLACK for start, end in attribution.source)
    ]
    return max(inside, key=lambda c: (c.end - c.start, -c.start)).value if inside else None
