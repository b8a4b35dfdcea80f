"""Figures packed for a browser: columns of numbers and of codes for words, and each figure's place in its line.

A hundred thousand rows repeat few words: a column of codes and the words they stand for is a tenth of the rows as
objects, and a search looks at each word once. Pure functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_LINE: Final = 2_000
"""Characters of a line that is shown whole; of a longer one (a text without breaks) the sentence and what is near."""

SURROUNDINGS: Final = 300


@dataclass(frozen=True, slots=True)
class Place:
    """A figure in the text around it: offsets in code points, ends behind the last character."""

    text: str
    figure_start: int
    figure_end: int
    sentence_start: int
    sentence_end: int


def coded(words: Iterable[str | None]) -> dict[str, list[str] | list[int]]:
    """Return the distinct words in the order they first come, and each row's number of its word, -1 for None."""
    numbers: dict[str, int] = {}
    codes = [-1 if word is None else numbers.setdefault(word, len(numbers)) for word in words]
    return {"words": list(numbers), "codes": codes}


def placed(line: str, start: int, surface: str, sentence: str) -> Place:
    """Return where a figure stands: in its line, or in its sentence where that runs over several lines."""
    end = start + len(surface)
    sentence_start = line.find(sentence, max(0, end - len(sentence)), start + len(sentence))
    if sentence_start < 0:
        return _in_sentence(line, start, surface, sentence)
    sentence_end = sentence_start + len(sentence)
    if len(line) <= LONGEST_LINE:
        return Place(line, start, end, sentence_start, sentence_end)
    cut = max(0, sentence_start - SURROUNDINGS)
    text = line[cut : sentence_end + SURROUNDINGS]
    return Place(text, start - cut, end - cut, sentence_start - cut, sentence_end - cut)


def _in_sentence(line: str, start: int, surface: str, sentence: str) -> Place:
    """Find the figure in its sentence by as many characters before it as both texts share."""
    for before in range(min(start, 40), -1, -1):
        found = sentence.find(line[start - before : start] + surface)
        if found >= 0:
            return Place(sentence, found + before, found + before + len(surface), 0, len(sentence))
    return Place(f"{surface} {sentence}", 0, len(surface), 0, len(surface) + 1 + len(sentence))


def utf16_length(text: str, at: int) -> int:
    """Return the offset `at`, in code points, in the units that scripts of a browser count."""
    return at if text.isascii() else at + sum(character > "\uffff" for character in text[:at])
