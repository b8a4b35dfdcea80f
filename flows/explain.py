"""How a reading is shown: the JSON contract that scoring depends on, and the view for people.

Pure functions from records to text: nothing is read, printed or decided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from transforms.records import CONTEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from transforms.records import Article, Choice, Figure, Line, NotAFigure, Rejection

CONTROL: Final = dict.fromkeys([*range(9), *range(10, 32), *range(0x7F, 0xA0)], "\ufffd")
"""The control characters of ASCII and Latin-1 but the tab, and what is shown instead."""


def number(value: Decimal | None) -> int | float | None:
    """Return `value` as JSON writes it: whole numbers as integers, others as the nearest double."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def figure_object(figure: Figure) -> dict[str, Any]:
    """Return one figure of the JSON contract."""
    return {
        "surface": figure.surface,
        "start": figure.char_start,
        "end": figure.char_end,
        "kind": figure.kind,
        "value": number(figure.value),
        "low": number(figure.low),
        "high": number(figure.high),
        "unit": figure.unit,
        "comparator": figure.comparator,
        "change": figure.change,
        "vague": figure.vague,
        **{name: figure.said(name) for name in CONTEXT_FIELDS},
        "rule": figure.rule_id,
        "confidence": {name: choices[0].confidence for name, choices in _chosen(figure)},
        "spans": {
            name: [choices[0].start, choices[0].end]
            for name, choices in _chosen(figure)
            if choices[0].start is not None
        },
    }


def _chosen(figure: Figure) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    """Yield each field of the context that was read, and its choices, the best first."""
    if figure.context is not None:
        for name in CONTEXT_FIELDS:
            if choices := figure.context.choices.get(name):
                yield name, choices


def article_object(article: Article, doc: str) -> dict[str, Any]:
    """Return the one JSON object of a document; `doc` is the short name of its source."""
    return {
        "doc": doc,
        "source": article.document.source,
        "lines": [{"n": line.n, "role": line.role, "rule": line.rule_id, "text": line.text} for line in article.lines],
        "figures": [figure_object(figure) for figure in article.figures],
    }


def rejection_object(rejection: Rejection, doc: str) -> dict[str, Any]:
    """Return the JSON object of a source that was refused."""
    reason = {"rule": rejection.rule_id, "reason": rejection.reason}
    return {"doc": doc, "source": rejection.source, "rejected": reason}


NOTHING: Final = "-"
"""What stands for null among the choices of a field."""

REMOVED: Final = "-"
"""The mark behind the number of a line that was removed."""

STRUCK: Final = "\x1b[9m"
UNSTRUCK: Final = "\x1b[29m"
"""What terminals take for the start and the end of words that are struck out."""


def article_text(article: Article, *, styled: bool = False) -> Iterator[str]:
    """Yield the view for people: the document, then each line with its role and rule, and what its numbers are.

    Lines and ends of lines that were removed have a minus before them, and are struck out too where the output is
    `styled`. Control characters of the text are shown as U+FFFD: an article must not be able to steer the terminal.
    """
    strike = (STRUCK, UNSTRUCK) if styled else ("", "")
    for left, words in _article_lines(article):
        struck = strike if left[4:5] == REMOVED else ("", "")
        yield f"{left.translate(CONTROL)}{struck[0]}{words.translate(CONTROL)}{struck[1]}"


def _article_lines(article: Article) -> Iterator[tuple[str, str]]:
    """Yield each line in two parts: what is said of it, and its own words."""
    yield from (("", text) for text in _heading(article))
    for line in article.lines:
        mark = REMOVED if line.role == "boilerplate" else " "
        yield f"{line.n:>4}{mark} {line.role:<11}  {line.rule_id or '-':<24}  ", line.text.strip()
        if line.role == "body" and line.rule_id is not None:
            end = article.document.text.find("\n", line.char_end)
            tail = article.document.text[line.char_end : end if end >= 0 else None].strip()
            yield f"{'':>4}{REMOVED} {'':<11}  {line.rule_id:<24}  ", tail
        for _, notes in sorted(_notes(article, line)):
            yield from ((f"{'':>6}", text) for text in notes)


def _heading(article: Article) -> Iterator[str]:
    document = article.document
    yield f"{document.source}  ({document.encoding}, {document.n_bytes:,} bytes, {document.doc_id})"
    for name in ("outlet", "title", "byline", "published", "language"):
        value = getattr(document, name)
        if value is not None:
            yield f"  {name}: {value}"
    yield (
        f"  {len(article.lines)} lines, {len(article.figures)} figures, {len(article.not_figures)} numbers that are "
        f"none, {len(article.rejections)} refused"
    )


def _notes(article: Article, line: Line) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield where it starts and what is said of each number of `line`, in one or several lines of text."""
    for figure in article.figures:
        if figure.line_n == line.n:
            yield (
                figure.char_start,
                (
                    f"= {figure.surface}  ->  {_figure_words(figure)}",
                    f"    {_marked(figure)}",
                    *(f"    {name}: {_choices_words(choices)}" for name, choices in _chosen(figure)),
                ),
            )
    for other in article.not_figures:
        if other.line_n == line.n:
            yield other.char_start, (_other_words(other),)
    for refused in article.rejections:
        if refused.line_n == line.n:
            surface = refused.surface or ""
            yield refused.char_start or 0, (f"? {surface}  ->  refused: {refused.reason}  [{refused.rule_id}]",)


def _other_words(other: NotAFigure) -> str:
    return f"  {other.surface}  ->  no figure  [{other.rule_id}]"


def _figure_words(figure: Figure) -> str:
    parts = [figure.kind, _amount(figure)]
    if figure.change is not None:
        parts.append(figure.change)
    if figure.vague:
        parts.append("vague")
    return f"{' | '.join(parts)}  [{figure.rule_id}]"


def _marked(figure: Figure) -> str:
    """Return the sentence of a figure on one line, the figure marked in it."""
    start, end = (at - figure.sentence_start for at in (figure.char_start, figure.char_end))
    text = figure.sentence
    return " ".join(f"{text[:start]}>>{text[start:end]}<<{text[end:]}".split())


def _choices_words(choices: tuple[Choice, ...]) -> str:
    """Return the choices for a field, the best first, each with how sure it is and what made it."""
    return " | ".join(f"{choice.value or NOTHING} {choice.confidence:.2f} [{choice.by}]" for choice in choices)


def _amount(figure: Figure) -> str:
    amounts = [_plain(value) for value in (figure.low, figure.high) if value is not None]
    if figure.value is not None:
        amounts = [_plain(figure.value)]
    comparator = "" if figure.comparator == "=" else f"{figure.comparator} "
    return f"{comparator}{' to '.join(amounts)} {figure.unit}"


def _plain(value: Decimal) -> str:
    shown = number(value)
    return f"{shown:,}" if isinstance(shown, int) else f"{shown:,.10g}"
