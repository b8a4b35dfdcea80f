"""Rules that one line alone cannot prove: doubled captions, fragments in brackets, players, embedded links.

Each function looks at the rows and at the verdicts so far, and adds verdicts where there are none. A verdict once given
stands: the order in which `clean` calls these functions is the order of their strength.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.cleaning.rules import Verdict

if TYPE_CHECKING:
    from transforms.cleaning.shapes import Row

Verdicts = list[Verdict | None]

MIN_HALF: Final = 15
"""Characters of a half below which a doubled line is more likely an exclamation than a caption."""

CREDIT: Final = re.compile(r"\s*\|\s*[^|\n]{1,60}\Z")
RUNNING_TIME: Final = re.compile(r"(?<![:.,\d-])(?P<before>\S+) \(?(?:\d{1,2}:)?[0-5]?\d:[0-5]\d\)?\Z")
TIME_ENDS: Final = frozenset("0123456789)")
CLOCK_WORDS: Final = frozenset(
    "at by until till from around about to since before after of in is was time kick-off kickoff score day tomorrow "
    "today tonight and or v vs beat for on the".split()
)
"""A number pair after one of these is a clock time, a score or a verse, not the length of a video."""

MEDIA_GROUPS: Final = frozenset({"video", "social.embed_bar"})
LINK_WORDS: Final = 7
"""Words from which an unpunctuated line glued to the next paragraph is a linked headline: crossheads are shorter."""

LINK_WORDS_NEAR_FURNITURE: Final = 4
"""The same where the page is known to hold players or link lines between its paragraphs."""

BULLETS: Final = frozenset("-–—*•▪◦")
MIN_PARAGRAPHS: Final = 4
SEPARATED_SHARE: Final = 0.75
"""Share of paragraphs followed by a blank line from which a text counts as set in separated paragraphs."""


def is_doubled(text: str) -> bool:
    """Tell whether `text` is one caption glued twice, also with a credit behind a bar: "A boat.A boat. | AP"."""
    if len(text) < 2 * MIN_HALF:
        return False
    if text[-80:].count("|") == 1:
        text = CREDIT.sub("", text)
    half = len(text) // 2
    return half >= MIN_HALF and text[:half].rstrip() == text[-half:].lstrip() and " " in text[:half].strip()


def doubled_captions(rows: list[Row], verdicts: Verdicts) -> None:
    """Mark captions that stand twice: glued on one line, or on two lines of which the second may add a credit."""
    for i, row in enumerate(rows):
        if verdicts[i] is None and is_doubled(row.raw.strip()):
            verdicts[i] = Verdict("caption", "caption.doubled")
    for i in range(len(rows) - 1):
        first, second = rows[i], rows[i + 1]
        if verdicts[i] is None and _repeats(first, second):
            verdicts[i] = Verdict("caption", "caption.repeated")
            verdicts[i + 1] = verdicts[i + 1] or Verdict("caption", "caption.repeated")


def _repeats(first: Row, second: Row) -> bool:
    """Tell whether `second` is the caption `first` again, with or without a short credit; both stand glued."""
    one, two = first.shape, second.shape
    if first.gap_after or len(one) < 2 * MIN_HALF or not two.startswith(one):
        return False
    return len(two) - len(one) <= 80


def bracket_fragments(rows: list[Row], verdicts: Verdicts) -> None:
    """Mark a credit whose opening bracket was left alone on the line before: "(" then "Agency via Getty Images)"."""
    for i in range(1, len(rows)):
        row = rows[i]
        if rows[i - 1].shape in {"(", "["} and row.shape[-1:] in {")", "]"} and row.length <= 120:
            verdicts[i - 1] = Verdict("boilerplate", "markup.rule")
            current = verdicts[i]
            if current is None or current.role != "caption":
                verdicts[i] = Verdict("caption", "caption.bracket_fragment")


def running_times(rows: list[Row], verdicts: Verdicts) -> None:
    """Mark titles of videos: no stop, a running time at the end, and the layout of an insert."""
    for i, row in enumerate(rows):
        if verdicts[i] is None and _is_video_title(row) and (_is_insert(row) or _near_media(i, verdicts)):
            verdicts[i] = Verdict("boilerplate", "video.running_time")


def _is_video_title(row: Row) -> bool:
    if row.length > 200 or row.shape[-1:] not in TIME_ENDS or not 3 <= row.n_words <= 30:
        return False
    found = RUNNING_TIME.search(row.shape)
    return found is not None and found["before"].casefold() not in CLOCK_WORDS


def _is_insert(row: Row) -> bool:
    """Tell whether a row is indented, or hangs on its neighbour without a blank line, as inserts of a page do."""
    return row.raw[:1].isspace() or not row.gap_after or not row.gap_before


def _near_media(i: int, verdicts: Verdicts) -> bool:
    around = verdicts[max(0, i - 1) : i] + verdicts[i + 1 : i + 2]
    return any(v is not None and _is_media(v) for v in around)


def _is_media(verdict: Verdict) -> bool:
    return verdict.group in MEDIA_GROUPS or verdict.rule_id in MEDIA_GROUPS


def media_titles(rows: list[Row], verdicts: Verdicts) -> None:
    """Mark titles that hang on a player: glued to its line, short, without a stop."""
    for i, verdict in enumerate(list(verdicts)):
        if verdict is None or not _is_media(verdict):
            continue
        for j, glued in ((i - 1, not rows[i].gap_before), (i + 1, not rows[i].gap_after)):
            if glued and 0 <= j < len(rows) and verdicts[j] is None and _is_link_title(rows[j]):
                verdicts[j] = Verdict("boilerplate", "video.title")


def _is_link_title(row: Row) -> bool:
    if row.is_headline:
        return True
    quoted = row.shape.endswith('"') and not row.shape.endswith(('."', '?"', '!"', ',"'))
    return quoted and 3 <= row.n_words <= 25 and row.shape[:1].isupper()


def are_separated(rows: list[Row], verdicts: Verdicts) -> bool:
    """Tell whether blank lines part the paragraphs of this text, so that a line without one is an insert."""
    story = [row for row, verdict in zip(rows, verdicts, strict=True) if verdict is None and row.is_story]
    if len(story) < MIN_PARAGRAPHS:
        return False
    return sum(row.gap_after for row in story) >= SEPARATED_SHARE * len(story)


def glued_links(rows: list[Row], verdicts: Verdicts) -> None:
    """Mark headlines of other stories that a page put before a paragraph, in a text of separated paragraphs."""
    if not are_separated(rows, verdicts):
        return
    furnished = any(v is not None and v.group in {"video", "related"} for v in verdicts)
    least = LINK_WORDS_NEAR_FURNITURE if furnished else LINK_WORDS
    i = 1
    while i < len(rows):
        run = _glued_run(rows, verdicts, i, least) if rows[i].gap_before else 0
        for j in range(i, i + run):
            verdicts[j] = verdicts[j] or Verdict("boilerplate", "related.glued_headline")
        i += run or 1


def _glued_run(rows: list[Row], verdicts: Verdicts, start: int, least: int) -> int:
    """Count the headlines from `start` on that are glued to each other and then to a paragraph."""
    i = start
    while i < len(rows) and verdicts[i] is None and not rows[i].gap_after and _is_link(rows[i], least):
        i += 1
    ends_in_story = i < len(rows) and verdicts[i] is None and rows[i].is_story and not rows[i].gap_before
    return i - start if ends_in_story else 0


def _is_link(row: Row, least: int) -> bool:
    listed = row.raw.lstrip()[:1] in BULLETS
    return row.is_headline and not listed and row.n_words >= least and row.length <= 140 and not row.shape.isupper()
