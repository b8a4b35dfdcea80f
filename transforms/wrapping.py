"""Texts whose paragraphs were broken into lines of one width, as mail and old archives do: which lines go on.

A line goes on when the next one's first word would not have fitted behind it. A text counts as wrapped when nearly all
of its lines that end in no stop are broken so; then its lines are read as the paragraphs that they were.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

NARROWEST: Final = 40
WIDEST: Final = 120
"""Widths that texts are wrapped at; the columns of a newspaper are narrower, but nobody files those."""

LEAST_BREAKS: Final = 4
FULL_SHARE: Final = 0.8
"""Breaks inside a sentence that a text must have, and the share of them that only the width explains."""

STOPS: Final = (".", "!", "?", ":", ";", '"', "”", "’", "'", ")", "…")

Numbered = tuple[int, str]
"""The number of a line among all lines of its text, and its words."""


def wrapped_width(lines: Sequence[Numbered]) -> int | None:
    """Return the width that the non-blank `lines` were wrapped at, None for a text that was not."""
    width = max((len(text.strip()) for _, text in lines), default=0)
    if not NARROWEST <= width <= WIDEST:
        return None
    inside = [
        _is_full(one[1], two[1], width)
        for one, two in pairwise(lines)
        if two[0] == one[0] + 1 and not one[1].rstrip().endswith(STOPS)
    ]
    return width if len(inside) >= LEAST_BREAKS and sum(inside) >= FULL_SHARE * len(inside) else None


def goes_on(one: Numbered, two: Numbered, width: int) -> bool:
    """Tell whether line `two` goes on with the paragraph of `one` in a text that was wrapped at `width`."""
    return two[0] == one[0] + 1 and _is_full(one[1], two[1], width)


def _is_full(line: str, following: str, width: int) -> bool:
    return len(line.strip()) + 1 + len(following.split(maxsplit=1)[0]) > width
