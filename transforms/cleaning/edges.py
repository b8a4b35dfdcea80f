"""The two ends of an article: the headline block above the story, and the block of furniture below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.cleaning.appeals import is_appeal, is_notice
from transforms.cleaning.parts import PARTS
from transforms.cleaning.rules import Verdict

if TYPE_CHECKING:
    from transforms.cleaning.blocks import Verdicts
    from transforms.cleaning.shapes import Row

HEAD_ROWS: Final = 15
"""The block above a story is never longer: headline, standfirst, authors, date, picture."""

TAIL_ROWS: Final = 10
TAIL_SHARE: Final = 3
"""The foot of a text is its last ten lines or its last third, whichever is more."""

TITLE_CHARS: Final = 160
SHORT_CHARS: Final = 90
FOOTER_GROUPS: Final = frozenset(
    {"donation", "newsletter", "contact", "copyright", "comments", "social", "related", "ads"}
)
CLOSING_GROUPS: Final = frozenset({"donation", "newsletter", "contact", "copyright", "comments"})
"""Only these open a footer that may swallow lines no rule knows; share buttons also stand between paragraphs."""

COMMENT_HEADINGS: Final = frozenset({"comments.heading", "comments.leave"})
COMMENTS_FROM: Final = 0.6
"""Share of the text that must lie above a heading of comments before what follows it counts as readers' words."""

APPEAL: Final = re.compile(
    r"\b(?:support|donat|subscri|member|contribut|newsletter|reader|journalis|patron|funding|independent|appeal|sign up"
    r"|help us|assist us|join us|reach|your|inbox|campaign)",
    re.IGNORECASE,
)
SPEECH: Final = re.compile(r"[\"“]|\b(?:said|says|told|added|according)\b")
NAME_LINE: Final = re.compile(PARTS["names"])


def head_end(rows: list[Row], verdicts: Verdicts) -> int:
    """Return the index of the first paragraph of the story: rows before it form the head."""
    for i, row in enumerate(rows[:HEAD_ROWS]):
        if verdicts[i] is None and row.is_story:
            return i
    return min(len(rows), HEAD_ROWS) if len(rows) > HEAD_ROWS else 0


def tail_start(rows: list[Row]) -> int:
    """Return the index from which rows belong to the foot of the text; the first row never does."""
    return max(1, len(rows) - max(TAIL_ROWS, len(rows) // TAIL_SHARE))


def author_names(rows: list[Row], verdicts: Verdicts) -> None:
    """Mark a bare name that stands next to a byline above the story."""
    end = head_end(rows, verdicts)
    for i in range(end):
        if verdicts[i] is None and rows[i].length <= 80 and NAME_LINE.fullmatch(rows[i].shape) and i > 0:
            around = [verdicts[j] for j in (i - 1, i + 1) if 0 <= j < len(rows)]
            if any(v is not None and v.role == "byline" for v in around):
                verdicts[i] = Verdict("byline", "byline.name_beside_byline")


def titles(rows: list[Row], verdicts: Verdicts) -> None:
    """Mark the headline and the standfirsts: lines without a stop above the first paragraph, set apart from it."""
    end = head_end(rows, verdicts)
    open_ended = any(row.gap_after for row in rows[:end])
    seen = False
    for i in range(end):
        verdict, row = verdicts[i], rows[i]
        if verdict is not None:
            seen = seen or verdict.role == "title"
            continue
        if not _is_title(row, after_title=seen) or (
            open_ended and not row.gap_after and not _glued_head(rows, verdicts, i)
        ):
            return
        verdicts[i] = Verdict("title", "title.standfirst" if seen else "title.headline")
        seen = True


def _is_title(row: Row, *, after_title: bool) -> bool:
    if not row.shape or row.length > TITLE_CHARS or row.n_words < 2:
        return False
    if row.shape.endswith((".", ":", ";", ",")) and not row.shape.endswith("..."):
        return False
    first = row.shape.lstrip("\"'([# ")[:1]
    return after_title or first.isupper() or first.isdigit() or first in "$£€"


def _glued_head(rows: list[Row], verdicts: Verdicts, i: int) -> bool:
    """Tell whether row `i` is glued to another line of the head, as a byline under its headline is."""
    following = verdicts[i + 1] if i + 1 < len(rows) else None
    return following is not None or (i + 1 < len(rows) and not rows[i + 1].is_story)


def appeals(rows: list[Row], verdicts: Verdicts) -> None:
    """Mark the paragraphs at the foot of the text that ask the reader for support or state the publisher's rights."""
    for i in range(tail_start(rows), len(rows)):
        if verdicts[i] is not None:
            continue
        if is_appeal(rows[i].raw.strip(), in_furniture=_below_furniture(verdicts, i)):
            verdicts[i] = Verdict("boilerplate", "donation.prose")
        elif is_notice(rows[i].raw.strip()):
            verdicts[i] = Verdict("boilerplate", "copyright.prose")


def footer(rows: list[Row], verdicts: Verdicts) -> None:
    """Mark what no rule knows inside the furniture that closes a page: slogans, names of sections, appeals in prose."""
    start = tail_start(rows)
    first = len(rows)
    for i in range(len(rows) - 1, start - 1, -1):
        verdict = verdicts[i]
        if verdict is None and not _may_close(rows, verdicts, i):
            break
        if verdict is not None and verdict.role == "boilerplate" and verdict.group in CLOSING_GROUPS:
            first = i
    for i in range(first, len(rows)):
        if verdicts[i] is None:
            verdicts[i] = Verdict("boilerplate", "footer.block")


def _may_close(rows: list[Row], verdicts: Verdicts, i: int) -> bool:
    """Tell whether an unknown row could be furniture: short and no sentence, or an appeal followed by furniture."""
    row = rows[i]
    if row.length <= SHORT_CHARS and (not row.ends_sentence or row.shape.endswith((":", "!"))):
        return True
    following = verdicts[i + 1] if i + 1 < len(rows) else None
    if following is None or following.group not in FOOTER_GROUPS or SPEECH.search(row.raw):
        return False
    return len(APPEAL.findall(row.raw[:1000])) >= (1 if _below_furniture(verdicts, i) else 2)


def _below_furniture(verdicts: Verdicts, i: int) -> bool:
    return any(v is not None and v.group in CLOSING_GROUPS for v in verdicts[max(0, i - 3) : i])


def reader_comments(rows: list[Row], verdicts: Verdicts) -> None:
    """Mark everything below a heading of readers' comments, when it stands near the end of the text."""
    if not rows:
        return
    for i, verdict in enumerate(verdicts):
        if verdict is None or verdict.rule_id not in COMMENT_HEADINGS or rows[i].start < COMMENTS_FROM * rows[-1].end:
            continue
        for j in range(i + 1, len(rows)):
            verdicts[j] = verdicts[j] or Verdict("boilerplate", "comments.below_heading")
        return
