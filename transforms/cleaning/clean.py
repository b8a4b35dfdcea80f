"""What each line of an article is: title, byline, caption, body, or furniture of the page.

First the reviewed rules for single lines (`line_rules`), then what only the neighbours can tell (`line_blocks`), then
the two ends of the article (`line_edges`). A line that nothing speaks for is body: the story is the default, and a
keyword alone never removes it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.cleaning.blocks import (
    Verdicts,
    bracket_fragments,
    doubled_captions,
    glued_links,
    media_titles,
    running_times,
)
from transforms.cleaning.edges import appeals, author_names, footer, head_end, reader_comments, tail_start, titles
from transforms.cleaning.page_lines import (
    HEADING,
    headline_clusters,
    known_title,
    page_tail,
    repeated_rows,
    shouted_links,
)
from transforms.cleaning.rules import RuleBook, Verdict
from transforms.cleaning.shapes import MAX_SHAPE_CHARS, join_rows, paragraphs_of, rows_of, without_markup
from transforms.cleaning.tails import TailBook
from transforms.cleaning.whole_page import OUTSIDE, is_whole_page, story_rows
from transforms.records import Line

if TYPE_CHECKING:
    from transforms.cleaning.shapes import Row
    from transforms.lexicon import Lexicon


SPEECH: Final = re.compile(r"\b(?:said|told|asked|added|wrote|argued|warned|urged|shouted|replied|insisted|claimed)\b")
"""A whole sentence that reports speech is the story's own, whatever invitation it seems to begin with."""


class Cleaner:
    """Gives every non-blank line of a text its role and the rule that decided it. Compiled once, used often."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the rules of `line_rules`. Raises RuleError for one that cannot be compiled."""
        rows = lexicon.table("line_rules")
        self._first = RuleBook(row for row in rows if row["scope"] == "anywhere")
        self._anywhere = RuleBook(row for row in rows if row["scope"] in {"anywhere", "below"})
        self._head = RuleBook(row for row in rows if row["scope"] in {"head", "edges"})
        self._tail = RuleBook(row for row in rows if row["scope"] in {"tail", "edges"})
        self._ends = TailBook(row for row in rows if row["scope"] == "end")

    def lines(self, text: str, *, as_page: bool = False, title: str | None = None) -> tuple[Line, ...]:
        """Return one line for every non-blank line of `text`, in order. Never raises; time is linear in the text.

        `as_page` says that the text is that of a whole page, menus and all; a text that clearly is one needs no saying.
        `title` is what the reader of an HTML page took for its title ("" for none): no other line is then a headline.
        """
        rows = rows_of(text)
        blocks = paragraphs_of(rows)
        joined = rows if len(blocks) == len(rows) else [join_rows(block) for block in blocks]
        verdicts = self._verdicts(joined, title)
        if as_page or (title is None and is_whole_page(joined, verdicts)):
            verdicts = self._reduced(joined, verdicts)
        return tuple(self._line(row, v) for block, v in zip(blocks, verdicts, strict=True) for row in block)

    def _line(self, row: Row, verdict: Verdict | None) -> Line:
        """Return the line of a row; a paragraph with furniture at its end stops before that."""
        if verdict is not None:
            return Line(row.n, row.start, row.end, verdict.role, verdict.rule_id, row.raw)
        end, rule_id = self._ends.cut(row.raw) or (len(row.raw), None)
        return Line(row.n, row.start, row.start + end, "body", rule_id, row.raw[:end])

    def _verdicts(self, rows: list[Row], title: str | None = None) -> Verdicts:
        verdicts: Verdicts = [
            _match(self._anywhere if i else self._first, row) or _stray(row) for i, row in enumerate(rows)
        ]
        self._match_ends(rows, verdicts)
        bracket_fragments(rows, verdicts)
        running_times(rows, verdicts)
        media_titles(rows, verdicts)
        doubled_captions(rows, verdicts)
        author_names(rows, verdicts)
        if title is None:
            titles(rows, verdicts)
        else:
            known_title(rows, verdicts, title)
            shouted_links(rows, verdicts)
            page_tail(rows, verdicts)
        glued_links(rows, verdicts)
        reader_comments(rows, verdicts)
        appeals(rows, verdicts)
        footer(rows, verdicts)
        return verdicts

    def _reduced(self, rows: list[Row], verdicts: Verdicts) -> Verdicts:
        """Return the verdicts on a whole page: its story cleaned as an article of its own, the rest set aside."""
        verdicts = [verdict or self._byline(row) for row, verdict in zip(rows, verdicts, strict=True)]
        repeated_rows(rows, verdicts)
        head, start, stop = story_rows(rows, verdicts)
        if start == stop:
            return verdicts
        inner = self._verdicts(rows[head:stop])
        inner = [verdict or given for verdict, given in zip(inner, verdicts[head:stop], strict=True)]
        for i in range(start - head):
            inner[i] = HEADING if i == 0 else inner[i] or OUTSIDE
        headline_clusters(rows[head:stop], inner)
        above, below = verdicts[:head], verdicts[stop:]
        return [*map(_set_aside, above), *inner, *map(_set_aside, below)]

    def _byline(self, row: Row) -> Verdict | None:
        """Return what the rules for the head of an article say of a row anywhere in a page, if that is a byline."""
        verdict = _match(self._head, row)
        return verdict if verdict is not None and verdict.role == "byline" else None

    def _match_ends(self, rows: list[Row], verdicts: Verdicts) -> None:
        """Match the rules that hold only above the story or at its foot, where no general rule has spoken."""
        for i in range(head_end(rows, verdicts)):
            verdicts[i] = verdicts[i] or _match(self._head, rows[i])
        for i in range(tail_start(rows), len(rows)):
            verdicts[i] = verdicts[i] or _match(self._tail, rows[i])


def _match(book: RuleBook, row: Row) -> Verdict | None:
    verdict = book.match(row.shape)
    if verdict is None and _has_markup(row.shape):
        verdict = book.match(without_markup(row.shape))
    if verdict is not None and verdict.role == "boilerplate" and row.ends_sentence and SPEECH.search(row.shape):
        return None
    return verdict


def _has_markup(shape: str) -> bool:
    return "](" in shape or "**" in shape or "__" in shape or "`" in shape


def _set_aside(verdict: Verdict | None) -> Verdict:
    return verdict if verdict is not None and verdict.role == "boilerplate" else OUTSIDE


def _stray(row: Row) -> Verdict | None:
    """Return the verdict on a line of nothing but characters without width."""
    return Verdict("boilerplate", "markup.no_words") if not row.shape and row.length <= MAX_SHAPE_CHARS else None
