"""Paragraphs that the reader of a page left out, although they stand between or right below those it took.

Readers of pages judge blocks by their markup, and a block with a slot of advertising or an embedded post in it may fall
out of the middle of a story, or all that follows one. The plain text of the page's main part shows what stood there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NEAR: Final = 3
"""Rows of the page that may lie between a paragraph of the story and one below it that also belongs to it."""

LEAST_BELOW: Final = 3
"""Paragraphs that must stand below the last one taken before they are added: fewer are notes on the author."""

PARAGRAPH: Final = re.compile(r".{80,}[.?!:][\"'”’»)\]\s]*", re.DOTALL)
"""A block that is long enough for a paragraph and ends a sentence."""

NOT_WORD: Final = re.compile(r"\W+")


def with_gaps_filled(text: str, page: str) -> str:
    """Return the story `text` with the paragraphs of `page` added that belong to it, each in its place.

    `page` is the plain text of the page's main part, a block a line. Paragraphs that it prints more than once are
    captions of galleries, and stay out.
    """
    lines, blocks = text.split("\n"), [block for line in page.split("\n") if (block := line.strip())]
    printed = Counter(blocks)
    paragraphs = {i: block for i, block in enumerate(blocks) if printed[block] == 1 and PARAGRAPH.fullmatch(block)}
    places = _places(lines, paragraphs)
    if not places:
        return text
    first, last = min(places), max(places)
    added: dict[int, list[str]] = {}
    place = places[first]
    for i, paragraph in paragraphs.items():
        if i in places:
            place = max(place, places[i])
        elif first < i < last:
            added.setdefault(place, []).append(paragraph)
    below = _below(paragraphs, last)
    if len(below) >= LEAST_BELOW:
        added.setdefault(places[last], []).extend(below)
    return "\n".join(part for i, line in enumerate(lines) for part in (line, *added.get(i, ())))


def _below(paragraphs: Mapping[int, str], last: int) -> list[str]:
    found = []
    for i, paragraph in paragraphs.items():
        if last < i <= last + NEAR:
            found.append(paragraph)
            last = i
    return found


def _places(lines: Sequence[str], paragraphs: Mapping[int, str]) -> dict[int, int]:
    """Return for every paragraph that the lines hold the index of the line in which it begins."""
    folded = [_folded(line) for line in lines]
    starts = [0, *accumulate(len(line) + 1 for line in folded)]
    whole = "\n".join(folded)
    found = {i: whole.find(_folded(paragraph)) for i, paragraph in paragraphs.items()}
    return {i: bisect_right(starts, place) - 1 for i, place in found.items() if place >= 0}


def _folded(text: str) -> str:
    return NOT_WORD.sub("", text.casefold())
