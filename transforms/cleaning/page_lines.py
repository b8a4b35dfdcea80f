"""Lines that pages put into and around a story, told by what they share with each other and with the page's title.

These hold only where a text is known to come from a page: in an article that somebody pasted, a line in capitals or a
list without stops is more likely the author's.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from transforms.cleaning.blocks import BULLETS
from transforms.cleaning.edges import CLOSING_GROUPS
from transforms.cleaning.rules import Verdict
from transforms.cleaning.whole_page import HEAD_ROWS, TITLE_SHARE, folded, is_prose, n_words, titles_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.cleaning.blocks import Verdicts
    from transforms.cleaning.shapes import Row

HEADING: Final = Verdict("title", "title.page_heading")
LINKS: Final = Verdict("boilerplate", "page.links")

PROSE_SHARE: Final = 0.75
"""Share of words in prose from which a story is running text, so that a cluster of headlines in it is no part."""

REPEATED: Final = 3
CLUSTER_WORDS: Final = 4
LINK_WORDS: Final = 5
SHOUTED_WORDS: Final = 8
"""Words of a headline in a cluster, of one below the story, and of one in capitals: crossheads are shorter."""


def repeated_rows(rows: Sequence[Row], verdicts: Verdicts) -> None:
    """Mark rows that a page prints three times or more: menus and galleries do so, stories never."""
    keys = [row.shape or row.raw.strip() for row in rows]
    seen = Counter(keys)
    for i, key in enumerate(keys):
        if verdicts[i] is None and seen[key] >= REPEATED:
            verdicts[i] = Verdict("boilerplate", "page.repeated")


def known_title(rows: Sequence[Row], verdicts: Verdicts, title: str) -> None:
    """Mark the rows above the story that repeat the title of their page, or are a headline of mostly the same words."""
    for i in titles_in(rows[:HEAD_ROWS], title):
        verdicts[i] = verdicts[i] or HEADING
    told = set(folded(title).split())
    if rows and verdicts[0] is None and rows[0].is_headline:
        words = folded(rows[0].raw).split()
        if len(words) >= CLUSTER_WORDS and sum(word in told for word in words) >= TITLE_SHARE * len(words):
            verdicts[0] = HEADING


def headline_clusters(rows: Sequence[Row], verdicts: Verdicts) -> None:
    """Mark rows of headlines between the paragraphs of a story in running text: links that the page put there."""
    words = [n_words(row) for row in rows]
    prose = [is_prose(row) for row in rows]
    open_rows = [i for i, verdict in enumerate(verdicts) if verdict is None]
    if sum(words[i] for i in open_rows if prose[i]) < PROSE_SHARE * sum(words[i] for i in open_rows):
        return
    groups: list[list[int]] = [[]]
    listed = False
    for i in open_rows:
        if prose[i] or rows[i].raw.rstrip().endswith(":"):
            groups.append([])
            listed = rows[i].raw.rstrip().endswith(":")
        elif not listed:
            groups[-1].append(i)
    for group in groups:
        headlines = [i for i in group if words[i] >= CLUSTER_WORDS]
        if len(group) >= 2:
            for i in group if 2 * len(headlines) >= len(group) else headlines:
                verdicts[i] = LINKS


def shouted_links(rows: Sequence[Row], verdicts: Verdicts) -> None:
    """Mark headlines in capitals that stand alone between paragraphs, if the page has several: it links other stories.

    A quotation that is set in capitals repeats words of the story and stays.
    """
    shouted = [
        i
        for i, row in enumerate(rows)
        if verdicts[i] is None and row.is_headline and row.shape.isupper() and row.n_words >= SHOUTED_WORDS
    ]
    told = folded(" ".join(row.raw for i, row in enumerate(rows) if i not in shouted)) if len(shouted) > 1 else ""
    for i in shouted if told else ():
        if folded(rows[i].raw) not in told:
            verdicts[i] = LINKS


def page_tail(rows: Sequence[Row], verdicts: Verdicts) -> None:
    """Mark what a page's reader took along below the story: lists under furniture that closes it, bare headlines."""
    last = max((i for i, row in enumerate(rows) if verdicts[i] is None and _is_paragraph(row)), default=-1)
    closing = (i for i in range(last + 1, len(rows)) if _closes(verdicts[i]))
    for i in range(next(closing, len(rows)), len(rows)):
        verdicts[i] = verdicts[i] or Verdict("boilerplate", "footer.block")
    prose = sum(is_prose(row) for row in rows)
    tail = [i for i in range(last + 1, len(rows)) if verdicts[i] is None]
    if len(tail) >= 2 and prose >= PROSE_SHARE * (len(rows) - len(tail)) and all(_is_link(rows[i]) for i in tail):
        for i in tail:
            verdicts[i] = LINKS


def _is_paragraph(row: Row) -> bool:
    return row.is_story and row.raw.lstrip()[:1] not in BULLETS


def _is_link(row: Row) -> bool:
    return row.is_headline and row.n_words >= LINK_WORDS and row.raw.lstrip()[:1] not in BULLETS


def _closes(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.role == "boilerplate" and verdict.group in CLOSING_GROUPS
