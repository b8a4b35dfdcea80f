"""Lines of a text, and what can be told from the shape of one: its plain form, its end, whether it is a paragraph.

A shape is a line as the rules see it: one space between words, straight quotes, plain dashes, no bullet in front.
Offsets never come from a shape.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from transforms.wrapping import goes_on, wrapped_width

MAX_SHAPE_CHARS: Final = 400
"""Longer lines have no shape: page furniture is short, and the longest appeals are found by where they stand."""

STORY_CHARS: Final = 80
"""A line of this length that ends a sentence is taken for a paragraph of the story."""

BLANK: Final = "\ufeff\u200b\u200e\u200f\u2060"
"""Characters that take no room: byte order mark, zero-width and direction marks. Shapes leave them out."""

PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‛`´", "'"),
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys("–—―‒−‐‑", "-"),
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\u3000", " "),
        **dict.fromkeys(BLANK, None),
        "…": "...",
    }
)
BULLET: Final = re.compile(r"(?:[•►▶▸»›→·▪◆■●‣⁃|]++\s*+|[*-]++\s++)++(?=\S)")
ENDING: Final = re.compile(r"[.?!:;,](?:[\"')\]]|\s)*$|\"$")
SENTENCE_END: Final = re.compile(r"[.?!:](?:[\"')\]]|\s)*$|[a-z,]\"$")
LINK: Final = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,300}\)")
EMPHASIS: Final = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|`")


@dataclass(frozen=True, slots=True)
class Row:
    """One non-blank line: where it stands, its shape ("" when it is too long to have one), and the blanks around it.

    `gap_before` and `gap_after` tell whether a blank line (or the edge of the text) comes before and after it.
    """

    n: int
    start: int
    end: int
    raw: str
    shape: str
    length: int
    gap_before: bool
    gap_after: bool
    ends_sentence: bool

    @property
    def is_story(self) -> bool:
        """Tell whether the line alone looks like a paragraph of a story: long enough, and it ends a sentence."""
        return self.length >= STORY_CHARS and self.ends_sentence

    @property
    def n_words(self) -> int:
        """Words of the shape; 0 for a line too long to have one."""
        return len(self.shape.split())

    @property
    def is_headline(self) -> bool:
        """Tell whether the line could be a headline: 2 to 30 words, no stop at its end, begins like a sentence."""
        if not self.shape or self.length > 200 or ENDING.search(self.shape):
            return False
        first = self.shape.lstrip("\"'([# ")[:1]
        return 2 <= self.n_words <= 30 and (first.isupper() or first.isdigit() or first in "$£€")


def shape_of(text: str) -> str:
    """Return the shape of one line."""
    if not text.isascii():
        text = text.translate(PLAIN)
    text = " ".join(text.split())
    found = BULLET.match(text)
    return text[found.end() :] if found else text


def without_markup(shape: str) -> str:
    """Return a shape without Markdown: links become their words, emphasis and heading marks go."""
    return EMPHASIS.sub("", LINK.sub(r"\1", shape)).lstrip("# ").strip()


def rows_of(text: str) -> list[Row]:
    """Return the non-blank lines of `text` in order; line numbers and offsets are those of `text.split("\\n")`."""
    rows: list[Row] = []
    offset, gap = 0, True
    pieces = text.split("\n")
    blanks = [not piece.replace("\ufeff", "").strip() for piece in pieces]
    for i, piece in enumerate(pieces):
        if blanks[i]:
            gap = True
        else:
            after = i + 1 >= len(pieces) or blanks[i + 1]
            rows.append(_row(i + 1, offset, piece, gap_before=gap, gap_after=after))
            gap = False
        offset += len(piece) + 1
    return rows


def paragraphs_of(rows: list[Row]) -> list[list[Row]]:
    """Return the rows in groups: one a row, or, in a text wrapped at some width, one a paragraph."""
    width = wrapped_width([(row.n, row.raw) for row in rows])
    groups: list[list[Row]] = []
    for row in rows:
        last = groups[-1][-1] if groups else None
        if width is not None and last is not None and goes_on((last.n, last.raw), (row.n, row.raw), width):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def join_rows(rows: list[Row]) -> Row:
    """Return the paragraph that `rows` are the lines of, as one row."""
    first, last = rows[0], rows[-1]
    if len(rows) == 1:
        return first
    raw = " ".join(row.raw.strip() for row in rows)
    shape = shape_of(raw) if len(raw) <= MAX_SHAPE_CHARS else ""
    gaps = {"gap_before": first.gap_before, "gap_after": last.gap_after}
    return Row(first.n, first.start, last.end, raw, shape, len(raw), ends_sentence=last.ends_sentence, **gaps)


def _row(n: int, offset: int, piece: str, *, gap_before: bool, gap_after: bool) -> Row:
    kept = piece.removesuffix("\r")
    lead = 1 if offset == 0 and kept.startswith("\ufeff") else 0
    stripped = kept.strip()
    length = len(stripped)
    shape = shape_of(stripped) if length <= MAX_SHAPE_CHARS else ""
    tail = shape[-4:] if shape else shape_of(stripped[-8:])
    return Row(
        n,
        offset + lead,
        offset + len(kept),
        kept[lead:],
        shape,
        length,
        gap_before,
        gap_after,
        SENTENCE_END.search(tail) is not None,
    )
