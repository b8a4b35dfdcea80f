"""The quoted spans of a story, over lines and paragraphs, whatever marks they are set in and whichever are missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transforms.records import Line

SPEECH_WORDS: Final = 4
"""Words: a shorter quote is taken for a quoted term inside somebody else's sentence ("the 'peace deal'")."""

_MARK: Final = re.compile(r"[\"“”«»‘’'\ufffd]")
_DOUBLE: Final = frozenset('"“”«»')
_BEFORE_OPENING: Final = frozenset(" \t\u00a0([{-–—/\n\r\"“‘'\ufffd")


@dataclass(frozen=True, slots=True)
class Quote:
    """One quoted span without its marks, on one line. `depth` is 1 inside another quote.

    `opens_line` says that nothing but the mark stands before it on its line; `closed` is False where the mark that
    should end it is missing: speech that goes on in the next paragraph, or a slip.
    """

    start: int
    end: int
    line_n: int
    depth: int
    opens_line: bool
    closed: bool

    def words(self, text: str) -> int:
        """Return how many words it holds."""
        return len(text[self.start : self.end].split())


def _opening(text: str, at: int, start: int, end: int) -> bool | None:
    """Tell whether the mark at `at` opens a quote (True), closes one (False), or is an apostrophe (None)."""
    mark = text[at]
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark in "“«":
        return True
    if mark in "”»":
        return before in " \t" and not after.isspace()
    if before.isalnum() and after.isalnum():
        return None
    opens = before in _BEFORE_OPENING and not after.isspace()
    if mark == "‘":
        return None if after.isdigit() or not opens else True
    if mark == "’":
        return None if opens else False
    if mark == "'" and opens and (after.isdigit() or not _closes_later(text, at, end)):
        return None
    if mark == "\ufffd" and before == "s" and after == " ":
        return None
    return opens


def _closes_later(text: str, at: int, end: int) -> bool:
    return re.compile(r"[\w.,!?]'(?!\w)").search(text, at + 1, end) is not None


def _family(mark: str) -> str:
    if mark in _DOUBLE:
        return '"'
    return "'" if mark in "‘’'" else mark


def _in_line(text: str, line: Line) -> Iterator[Quote]:
    """Yield the quotes of one line; an opening mark inside an open quote of its kind ends that one."""
    stack: list[tuple[str, int]] = []
    start, end = line.char_start, line.char_end
    first = start + len(text[start:end]) - len(text[start:end].lstrip())

    def quote(opened: int, stop: int, depth: int, closed: bool) -> Quote:
        return Quote(opened + 1, stop, line.n, depth, opened == first, closed)

    for match in _MARK.finditer(text, start, end):
        at, family = match.start(), _family(match.group())
        opening = _opening(text, at, start, end)
        if opening is None:
            continue
        level = next((i for i, (kind, _) in enumerate(stack) if kind == family), None)
        if level is not None:
            yield from (quote(opened, at, min(i, 1), not opening) for i, (_, opened) in enumerate(stack) if i >= level)
            del stack[level:]
        if opening:
            stack.append((family, at))
    yield from (quote(opened, end, min(i, 1), False) for i, (_, opened) in enumerate(stack) if _is_sure(text, opened))


def _is_sure(text: str, at: int) -> bool:
    """Tell whether an unclosed mark at `at` is a quotation mark at all, not an apostrophe that opens a word."""
    return text[at] != "'"


def quotes(text: str, lines: Iterable[Line]) -> tuple[Quote, ...]:
    """Return the quotes of the given lines, by where they start.

    >>> from transforms.records import Line
    >>> line = Line(1, 0, 29, "body", None, 'It is "fine, just fine", yes.')
    >>> [line.text[q.start:q.end] for q in quotes(line.text, (line,))]
    ['fine, just fine']
    """
    return tuple(sorted((q for line in lines for q in _in_line(text, line)), key=lambda q: (q.start, -q.end)))
