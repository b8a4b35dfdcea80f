"""The checking frame of the choices: whether their figure is there, and whether their words stand in its document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from expectations.offsets import row_numbers, text_by_document, texts
from transforms.corrections import BY as CORRECTION
from transforms.records import AGE, CONTEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from expectations.tables import Frames

STATUS: Final = "status"
"""The field whose values are no words of the text."""


class Said(NamedTuple):
    """What a choice says, by whom, and where it was read."""

    field: object
    value: str | None
    by: object
    span: tuple[int, int] | None


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
    plain_of = {doc_id: _plain(text) for doc_id, text in text_of.items()}
    inside: list[bool | None] = []
    missing: list[str | None] = []
    for doc_id, said in _rows(context):
        text, plain = text_of.get(doc_id, ""), plain_of.get(doc_id, "")
        fits = None if said.span is None else 0 <= said.span[0] < said.span[1] <= len(text)
        inside.append(fits)
        missing.append(None if _told(text, plain, said) else said.value or "a span without a value")
    return {"span_inside": pd.Series(inside, context.index, dtype="object"), "not_told": texts(missing)}


def _rows(context: pd.DataFrame) -> Iterator[tuple[Any, Said]]:
    columns = (context[name] for name in ("doc_id", "field", "value", "by", "char_start", "char_end"))
    for doc_id, field, value, by, start, end in zip(*columns, strict=True):
        span = None if start is pd.NA or end is pd.NA else (int(start), int(end))
        yield doc_id, Said(field, value if isinstance(value, str) else None, by, span)


def _told(text: str, plain: str, said: Said) -> bool:
    if said.span is None:
        return said.value is None or said.field == STATUS or said.by == CORRECTION
    if said.value is None:
        return False
    words = _plain(said.value)
    return words == AGE or _plain(text[slice(*said.span)]) == words or _stands(plain, words)


def _stands(plain: str, words: str) -> bool:
    """Return whether a text has some words as whole ones: "uk" is none of "ukraine"."""
    return words in plain and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", plain) is not None


def _plain(text: str) -> str:
    """Return words to compare: a name in capitals is written as others are, apostrophes and white space are alike."""
    return " ".join(text.replace("\u2019", "'").casefold().split())


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
