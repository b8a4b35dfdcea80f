"""The checking frame of the choices: whether their figure is there, and whether their words stand in its document."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from expectations.offsets import row_numbers, text_by_document, texts
from transforms.corrections import BY as CORRECTION
from transforms.records import AGE, CONTEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from expectations.tables import Frames

STATUS: Final = "status"
"""The field whose values are no words of the text."""


def enrich_context(frames: Frames) -> pd.DataFrame:
    """Return the choices with the facts of their figure and of their place."""
    context = frames.figure_context
    figures = set(zip(frames.figures["figure_id"], frames.figures["doc_id"], strict=True))
    whole = context["char_start"].notna() == context["char_end"].notna()
    return context.assign(
        row_number=row_numbers(context),
        figure_found=[key in figures for key in zip(context["figure_id"], context["doc_id"], strict=True)],
        status_value=context["value"].fillna(""),
        span_whole=whole.astype("bool"),
        **_placed(frames, context),
    )


def _placed(frames: Frames, context: pd.DataFrame) -> dict[str, Any]:
    """Return whether each span lies inside its document, None without one, and the values that are not told there."""
    text_of = text_by_document(frames.documents)
    inside: list[bool | None] = []
    missing: list[str | None] = []
    for doc_id, field, value, by, span in _rows(context):
        text = text_of.get(doc_id, "") if isinstance(doc_id, str) else ""
        fits = None if span is None else 0 <= span[0] < span[1] <= len(text)
        inside.append(fits)
        missing.append(None if _told(text, field, value, by, span) else value or "a span without a value")
    return {"span_inside": pd.Series(inside, context.index, dtype="object"), "not_told": texts(missing)}


def _rows(context: pd.DataFrame) -> Iterator[tuple[Any, Any, str | None, Any, tuple[int, int] | None]]:
    columns = (context[name] for name in ("doc_id", "field", "value", "by", "char_start", "char_end"))
    for doc_id, field, value, by, start, end in zip(*columns, strict=True):
        span = None if start is pd.NA or end is pd.NA else (int(start), int(end))
        yield doc_id, field, value if isinstance(value, str) else None, by, span


def _told(text: str, field: object, value: str | None, by: object, span: tuple[int, int] | None) -> bool:
    if span is None:
        return value is None or field == STATUS or by == CORRECTION
    if value is None:
        return False
    if value == AGE or _plain(text[slice(*span)]) == _plain(value):
        return True
    return _stands(text, _plain(value))


@lru_cache(maxsize=512)
def _stands(text: str, value: str) -> bool:
    """Return whether `text` has the words of `value`, as whole words: "UK" is none of "Ukraine"."""
    words = r"\s+".join(re.escape(word) for word in value.split())
    return bool(words) and re.search(rf"(?<!\w){words}(?!\w)", text) is not None


def _plain(text: str) -> str:
    return " ".join(text.split())


def not_chosen(frames: Frames) -> Iterator[str | None]:
    """Yield for each figure the first of its fields that is not what its first choice says, None where all are."""
    first: dict[tuple[object, object], tuple[object, object]] = {}
    context = frames.figure_context[frames.figure_context["rank"] == 1]
    columns = (context[name] for name in ("figure_id", "field", "value", "confidence"))
    for figure_id, field, value, confidence in zip(*columns, strict=True):
        first[figure_id, field] = _cell(value), _cell(confidence)
    names = [(field, f"{field}_sure") for field in CONTEXT_FIELDS]
    figures = frames.figures
    cells = (zip(figures[field], figures[sure], strict=True) for field, sure in names)
    for figure_id, *fields in zip(figures["figure_id"], *cells, strict=True):
        shown = {field: (_cell(a), _cell(b)) for field, (a, b) in zip(CONTEXT_FIELDS, fields, strict=True)}
        wrong = (field for field in CONTEXT_FIELDS if shown[field] != first.get((figure_id, field), (None, None)))
        yield next(wrong, None)


def _cell(cell: Any) -> object:
    """Return a cell to compare, every null as None."""
    return None if pd.isna(cell) else cell
