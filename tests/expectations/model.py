"""A sound run of invented stories, and how one row of it is broken: the material of every test of the gate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from expectations.rules import SAME
from expectations.tables import DECLARED, Frames
from transforms.frames import documents_frame, figure_context_frame, figures_frame, lines_frame
from transforms.records import CONTEXT_FIELDS, Article, Choice, Context, Document, Figure, Line, NotAFigure, digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from expectations.rules import Rule
    from transforms.records import Role

STORY: tuple[tuple[Role, str | None, str], ...] = (
    ("title", "title.first_line", "Ferrymen of Lower Quill ask for 14 new boats"),
    ("byline", "byline.by_name", "By Odile Marrow, 3 May 2024"),
    ("caption", "caption.credit", "The old quay, 90 metres long (Picture: O. Marrow)"),
    (
        "body",
        None,
        "Lower Quill spends 2.5 per cent of GDP on ferries, the mayor said, up 0.4 percentage points.",
    ),
    ("body", None, "The boats cost £3.2 million each; dozens of crews sail for 12 to 15 hours."),
    (
        "body",
        None,
        "Traffic has grown threefold this year, the second highest rate, the league ended 4-2, and 9 sailors died.",
    ),
    ("boilerplate", "boilerplate.sign_up", "Sign up for 5 harbour letters a week"),
)

THIS_YEAR: dict[str, Any] = {
    "period_start": date(2024, 1, 1),
    "period_end": date(2024, 12, 31),
    "period_precision": "year",
}
FOUND: tuple[tuple[int, str, dict[str, Any]], ...] = (
    (1, "14", {"kind": "count", "unit": "boat", "value": 14, "measure": "new boats"}),
    (
        4,
        "2.5 per cent",
        {"kind": "percent", "unit": "%", "value": Decimal("2.5"), "base": "GDP", "speaker": "the mayor"},
    ),
    (4, "0.4 percentage points", {"kind": "percentage_point", "unit": "pp", "value": Decimal("0.4"), "change": "up"}),
    (3, "90 metres", {"kind": "measure", "unit": "metre", "value": 90}),
    (5, "£3.2 million", {"kind": "money", "unit": "GBP", "value": 3_200_000}),
    (5, "dozens", {"kind": "count", "unit": "crew", "value": 12, "vague": True}),
    (5, "12 to 15 hours", {"kind": "duration", "unit": "hour", "low": 12, "high": 15}),
    (6, "threefold", {"kind": "ratio", "unit": "x", "value": 3, "period": "this year", **THIS_YEAR}),
    (6, "second", {"kind": "rank", "unit": "rank", "value": 2}),
    (6, "4-2", {"kind": "score", "unit": "score", "low": 4, "high": 2}),
    (6, "9", {"kind": "count", "unit": "sailor", "value": 9, "measure": "died", "subject": "sailors"}),
)
"""A figure of every kind, one range, one vague: so that no rule can hold only for want of a row."""

DATES = ((2, "3"), (2, "2024"))


def article(number: int) -> Article:
    """Return the model story as the transforms would hand it over, its id made from `number`."""
    doc_id = digest("model", str(number))
    texts = [text for _, _, text in STORY]
    text = "\n".join(texts)
    starts = [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))]
    lines = tuple(
        Line(n, start, start + len(t), role, rule_id, t)
        for n, (start, (role, rule_id, t)) in enumerate(zip(starts, STORY, strict=True), 1)
    )
    figures = tuple(_figure(text, lines[n - 1], surface, fields) for n, surface, fields in FOUND)
    dates = tuple(NotAFigure(n, 0, 1, surface, "date.day") for n, surface in DATES)
    document = Document(
        doc_id,
        f"quay-{number}.txt",
        text,
        "utf-8",
        "text",
        len(text.encode()),
        outlet="Quill Courier",
        title=texts[0],
        byline="Odile Marrow",
        published="2024-05-03",
        published_precision="day",
        language="en",
    )
    return Article(document, lines, figures, dates)


SURE = 0.9
"""How sure every choice of the model is; the subject has a second one, so that ranks can be wrong."""


def _context(text: str, fields: Mapping[str, Any]) -> Context:
    choices: dict[Any, tuple[Choice, ...]] = {}
    for field in CONTEXT_FIELDS:
        value = fields.get(field)
        start = None if value is None else text.index(value)
        choices[field] = (Choice(value, start, None if start is None else start + len(value), SURE, "test.model"),)
    choices["status"] = (Choice("reported", None, None, SURE, "test.model"),)
    choices["subject"] += (Choice("mayor", text.index("mayor"), text.index("mayor") + 5, 0.1, "test.model"),)
    return Context(choices, **{name: fields[name] for name in THIS_YEAR if name in fields})


def _figure(text: str, line: Line, surface: str, fields: Mapping[str, Any]) -> Figure:
    start = line.char_start + line.text.index(surface)
    amounts = {name: Decimal(fields[name]) for name in ("value", "low", "high") if name in fields}
    return Figure(
        line_n=line.n,
        char_start=start,
        char_end=start + len(surface),
        surface=surface,
        sentence=line.text,
        sentence_start=line.char_start,
        rule_id="test.model",
        context=_context(text, fields),
        **{name: cell for name, cell in fields.items() if name not in {*CONTEXT_FIELDS, *THIS_YEAR}} | amounts,
    )


def frames_of(*articles: Article) -> Frames:
    """Return the frames of `articles`."""
    return Frames(
        documents_frame(articles), lines_frame(articles), figures_frame(articles), figure_context_frame(articles)
    )


PER_STORY = {
    "documents": 1,
    "lines": len(STORY),
    "figures": len(FOUND),
    "figure_context": len(FOUND) * (len(CONTEXT_FIELDS) + 1),
}
"""Rows of each table that a story has."""


def model(*numbers: int) -> Frames:
    """Return the frames of one model story for each of `numbers`."""
    return frames_of(*(article(number) for number in numbers))


def broken_row(rule: Rule, number: int) -> tuple[int, int]:
    """Return in a frame of stories 0, 1, 2... the first row of the story `number`, and the one an example breaks."""
    per_story = PER_STORY[rule.table]
    first = number * per_story
    return (0, first) if rule.table == "documents" else (first, first + 1)


def break_row(frames: Frames, rule: Rule, number: int) -> Frames:
    """Return `frames` with the failing example of `rule` written over a row of the story `number`.

    `SAME` takes the cell of the story's first row (a document has one row: of story 0).
    """
    tables = frames.tables()
    frame = tables[rule.table].copy()
    first, row = broken_row(rule, number)
    for column, cell in rule.failing.items():
        at = frame.columns.get_loc(column)
        frame.iloc[row, at] = frame.iloc[first, at] if cell is SAME else cell
    tables[rule.table] = frame.astype(dict(DECLARED[rule.table]))
    return Frames(**tables)
