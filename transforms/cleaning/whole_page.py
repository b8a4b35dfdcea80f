"""Text of a whole page, menus and all: where in it the story stands.

A page's text is a long list of short lines with one dense run of sentences in it. Every row gets a weight: a paragraph
its words, anything else a penalty that depends on what the line rules took it for. The run of rows with the greatest
sum is the story, searched apart between headings of comments and between repetitions of the page's own title: what
follows the title is preferred, what follows the comments is not.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from transforms.cleaning.rules import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.cleaning.blocks import Verdicts
    from transforms.cleaning.shapes import Row

OUTSIDE: Final = Verdict("boilerplate", "page.outside")

SENTENCE_WORDS: Final = 6
"""Words of the shortest row that counts as prose when it ends a sentence."""

LONG_WORDS: Final = 25
"""Words from which a row counts as prose without a stop at its end, if it has one inside."""

MOST_WORDS: Final = 80
"""A paragraph weighs no more than this, or one endless row of terms of use would outweigh a story."""

LONELY: Final = 0.5
"""Weight of prose that has no other prose within two rows: teasers stand between headlines, paragraphs in company."""

CUT_OFF: Final = 0.5
"""Weight of prose that ends in dots, as teasers do."""

SHORT: Final = -8.0
FURNITURE: Final = -10.0
HEADING_OF_LINKS: Final = -20.0
INSERT: Final = -3.0
"""Weights of the other rows: some five short rows undo a paragraph; labels of slots, captions and bylines also stand
between paragraphs and cost little, headings of other stories open lists and cost most."""

BELOW_TITLE: Final = 4.0
BELOW_BYLINE: Final = 2.0
BELOW_COMMENTS: Final = 0.01
"""Factors on the sum of a run below the page's own title, below a byline, and below the heading of comments."""

ENOUGH: Final = 20.0
ENOUGH_BELOW: Final = 60.0
"""Sums from which prose between the title and the run, or below a repetition of the title, belongs to the story."""

TITLE_WORDS: Final = 3
TITLE_SHARE: Final = 0.5
HEAD_ROWS: Final = 12

SAID: Final = "comments.said"
COMMENTS: Final = frozenset({"comments.heading", "comments.leave", SAID})
LINK_HEADINGS: Final = frozenset(
    "related.label related.label_most related.label_you related.label_from newsletter.label comments.count_glued "
    "comments.heading comments.leave comments.said".split()
)

MIN_ROWS: Final = 40
MIN_FURNITURE: Final = 5
MIN_SHORT_SHARE: Final = 0.6
MIN_ABOVE: Final = 15
"""What a text must show to be taken for a whole page unasked: rows, rows that rules know, the share of short ones, and
how many of them stand above the first paragraph. Articles of archives have none of these; a scraper's dump has all."""

WIDE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""Kana and Han: scripts without spaces, of which two characters are taken for a word."""

WIDE_END: Final = re.compile(r"[。！？][」』”）]?\s*\Z")
INNER_STOP: Final = re.compile(r"\w[.!?,;][\"'”’)]*\s")
WORD: Final = re.compile(r"\w+")


def is_whole_page(rows: Sequence[Row], verdicts: Verdicts) -> bool:
    """Tell whether the rows are the text of a whole page: mostly short lines, many of them above the first prose."""
    if len(rows) < MIN_ROWS or sum(v is not None and v.role == "boilerplate" for v in verdicts) < MIN_FURNITURE:
        return False
    prose = [is_prose(row) for row in rows]
    first = next((i for i, is_prose in enumerate(prose) if is_prose and any(prose[i + 1 : i + 3])), len(rows))
    return first >= MIN_ABOVE and prose.count(False) >= MIN_SHORT_SHARE * len(rows)


def story_rows(rows: Sequence[Row], verdicts: Verdicts, title: str | None = None) -> tuple[int, int, int]:
    """Return `(head, start, stop)`: the story is `rows[start:stop]`, and its heading stands from `head` on.

    `title` is the title of the page; without one the first row is tried as it, as dumps begin with the page's title.
    An empty range says that nothing looks like a story.
    """
    weights = _weights(rows, verdicts)
    titles = titles_in(rows, title)
    factors = _factors(weights, verdicts, titles)
    cuts = [*sorted(cut for cut in factors if cut < len(rows)), len(rows)]
    runs = [_run_between(weights, first, last) for first, last in pairwise(cuts)]
    if not runs:
        return 0, 0, 0
    near = [
        factors[cut] if run[0] - cut < HEAD_ROWS else min(factors[cut], 1.0)
        for cut, run in zip(cuts, runs, strict=False)
    ]
    at = max(range(len(runs)), key=lambda i: runs[i][2] * near[i])
    start, stop, total = runs[at]
    if total <= 0:
        return 0, 0, 0
    for i in range(at + 1, len(runs)):
        if factors[cuts[i]] == BELOW_COMMENTS or runs[i][2] < ENOUGH_BELOW or runs[i][0] - stop > HEAD_ROWS:
            break
        stop = runs[i][1]
    for i in range(at - 1, -1, -1):
        if factors[cuts[i]] < factors[cuts[at]] or runs[i][2] < ENOUGH or start - runs[i][1] > HEAD_ROWS:
            break
        start = runs[i][0]
    if factors[cuts[at]] > 1:
        low = max(cut for cut in cuts if cut <= start)
        a, _, total = _run_between(weights, low, start)
        start = a if total >= ENOUGH else start
    head = max((i for i in titles if start - HEAD_ROWS <= i < start), default=start)
    return head, start, stop


def _factors(weights: Sequence[float], verdicts: Verdicts, titles: Sequence[int]) -> dict[int, float]:
    """Return the rows at which the search begins anew, and how much a run from there to the next of them counts."""
    factors = {0: 1.0} | {i + 1: BELOW_TITLE for i in titles}
    for i, verdict in enumerate(verdicts):
        if verdict is not None and verdict.role == "byline":
            above = max(cut for cut in factors if cut <= i)
            under_title = factors[above] == BELOW_TITLE and i - above < HEAD_ROWS and max(weights[above : i + 1]) <= 0
            factors.setdefault(i + 1, BELOW_TITLE if under_title else BELOW_BYLINE)
    return factors | _comment_cuts(weights, verdicts, factors)


def _comment_cuts(weights: Sequence[float], verdicts: Verdicts, factors: dict[int, float]) -> dict[int, float]:
    """Return the headings of comments that have prose above or a comment below: others stand in a bar of tools."""
    said = [i for i, v in enumerate(verdicts) if v is not None and v.rule_id == SAID]
    found = {}
    for i, verdict in enumerate(verdicts):
        if verdict is None or verdict.rule_id not in COMMENTS:
            continue
        above = max(cut for cut in factors if cut <= i)
        if any(i <= j for j in said) or _run_between(weights, above, i)[2] * factors[above] >= ENOUGH:
            found[i] = BELOW_COMMENTS
    return found


def _run_between(weights: Sequence[float], first: int, last: int) -> tuple[int, int, float]:
    a, b, total = _best_run(weights[first:last])
    return first + a, first + b, total


def _weights(rows: Sequence[Row], verdicts: Verdicts) -> list[float]:
    free = [v is None or v.role == "title" for v in verdicts]
    prose = [free[i] and is_prose(row) for i, row in enumerate(rows)]
    return [_weight(row, verdicts[i], prose, i) for i, row in enumerate(rows)]


def _weight(row: Row, verdict: Verdict | None, prose: Sequence[bool], i: int) -> float:
    if prose[i]:
        weight = float(min(n_words(row), MOST_WORDS))
        if not any(prose[max(0, i - 2) : i]) and not any(prose[i + 1 : i + 3]):
            weight *= LONELY
        return weight * CUT_OFF if row.raw.rstrip().endswith(("...", "…")) else weight
    if verdict is None or verdict.role == "title":
        return SHORT
    if verdict.role != "boilerplate" or verdict.group == "ads":
        return INSERT
    return HEADING_OF_LINKS if verdict.rule_id in LINK_HEADINGS else FURNITURE


def _best_run(weights: Sequence[float]) -> tuple[int, int, float]:
    """Return the start, stop and sum of the run with the greatest sum; an empty run when every weight is negative."""
    best, start, stop, begun, least = 0.0, 0, 0, 0, 0.0
    for i, total in enumerate(accumulate(weights)):
        if total - least > best:
            best, start, stop = total - least, begun, i + 1
        if total < least:
            least, begun = total, i + 1
    return start, stop, best


def titles_in(rows: Sequence[Row], title: str | None) -> list[int]:
    """Return the rows that repeat the page's title, or the greater part of it, or hold little more than it."""
    first = 1 if title is None else 0
    wanted = folded(title if title is not None else rows[0].raw[:500] if rows else "")
    if len(wanted.split()) <= TITLE_WORDS:
        return []
    found = []
    for i, row in enumerate(rows[first:], first):
        if row.length > 2 * len(wanted) + 40:
            continue
        said = folded(row.raw)
        within = said in wanted and len(said) >= TITLE_SHARE * len(wanted) and len(said.split()) >= TITLE_WORDS
        if within or (wanted in said and len(wanted) >= TITLE_SHARE * len(said)):
            found.append(i)
    return found


def folded(text: str) -> str:
    """Return the words of `text` in lower case with one space between, to compare wordings."""
    return " ".join(WORD.findall(text.casefold()))


def is_prose(row: Row) -> bool:
    """Tell whether a row could be a paragraph: it ends a sentence, or is long and holds the end of one."""
    words = n_words(row)
    if words < SENTENCE_WORDS:
        return False
    if row.ends_sentence or WIDE_END.search(row.raw[-8:]) is not None:
        return True
    return words >= LONG_WORDS and INNER_STOP.search(row.raw) is not None


def n_words(row: Row) -> int:
    """Return the number of words of a row, however long it is."""
    spaced = len(row.raw.split())
    return spaced if row.raw.isascii() else max(spaced, len(WIDE.findall(row.raw)) // 2)
