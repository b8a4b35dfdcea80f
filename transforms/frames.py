"""Records to tidy frames: one declared column order and type a table, shared by the gate and the warehouse.

This is the only module of `transforms` that knows pandas, so that reading one article does not have to import it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from transforms.records import CONTEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from transforms.records import Article, Rejection

DOCUMENTS: Final[Mapping[str, str]] = {
    "doc_id": "str",
    "source": "str",
    "outlet": "str",
    "title": "str",
    "byline": "str",
    "published": "str",
    "published_precision": "str",
    "language": "str",
    "encoding": "str",
    "reader": "str",
    "n_bytes": "int64",
    "n_chars": "int64",
    "n_lines": "int64",
    "n_figures": "int64",
    "n_not_figures": "int64",
    "text": "str",
}
LINES: Final[Mapping[str, str]] = {
    "doc_id": "str",
    "n": "int64",
    "char_start": "int64",
    "char_end": "int64",
    "role": "str",
    "rule_id": "str",
    "text": "str",
}
FIGURES: Final[Mapping[str, str]] = {
    "figure_id": "str",
    "doc_id": "str",
    "line_n": "int64",
    "char_start": "int64",
    "char_end": "int64",
    "surface": "str",
    "sentence": "str",
    "kind": "str",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "unit": "str",
    "comparator": "str",
    "vague": "bool",
    "change": "str",
    "measure": "str",
    "subject": "str",
    "base": "str",
    "period": "str",
    "period_start": "str",
    "period_end": "str",
    "period_precision": "str",
    "measure_id": "str",
    "subject_id": "str",
    "speaker": "str",
    "status": "str",
    "measure_sure": "float64",
    "subject_sure": "float64",
    "base_sure": "float64",
    "period_sure": "float64",
    "speaker_sure": "float64",
    "status_sure": "float64",
    "rule_id": "str",
}
FIGURE_CONTEXT: Final[Mapping[str, str]] = {
    "figure_id": "str",
    "doc_id": "str",
    "field": "str",
    "rank": "int64",
    "value": "str",
    "char_start": "Int64",
    "char_end": "Int64",
    "confidence": "float64",
    "by": "str",
}
"""One row a choice: rank 1 is what the figure's own row shows, further ranks are what came close."""

REJECTIONS: Final[Mapping[str, str]] = {
    "stage": "str",
    "source": "str",
    "doc_id": "str",
    "rule_id": "str",
    "reason": "str",
    "line_n": "Int64",
    "char_start": "Int64",
    "char_end": "Int64",
    "surface": "str",
}
QUALITY: Final[Mapping[str, str]] = {
    "table_name": "str",
    "rule_id": "str",
    "description": "str",
    "severity": "str",
    "checked": "int64",
    "failed": "int64",
    "status": "str",
}
"""Columns of the quality results. The gate's `status` is passed, failed, vacuous (no row to judge) or error (not
judged); the warehouse stores pass, fail or error."""


def frame(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> pd.DataFrame:
    """Return `rows` as a frame with exactly `columns`, in order and of the declared types, also when there are none."""
    made = pd.DataFrame(list(rows), columns=list(columns))
    return made.astype(dict(columns))


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def documents_frame(articles: Iterable[Article]) -> pd.DataFrame:
    """Return one row a document."""
    return frame(
        (
            {name: getattr(a.document, name, None) for name in DOCUMENTS}
            | {"n_lines": len(a.lines), "n_figures": len(a.figures), "n_not_figures": len(a.not_figures)}
            for a in articles
        ),
        DOCUMENTS,
    )


def lines_frame(articles: Iterable[Article]) -> pd.DataFrame:
    """Return one row a non-blank line."""
    return frame(
        (
            {name: getattr(line, name, None) for name in LINES} | {"doc_id": a.document.doc_id}
            for a in articles
            for line in a.lines
        ),
        LINES,
    )


def figures_frame(articles: Iterable[Article]) -> pd.DataFrame:
    """Return one row a figure; exact decimals become doubles here and nowhere earlier, dates ISO 8601."""
    return frame(
        (
            {name: getattr(f, name, None) for name in FIGURES}
            | {
                "figure_id": f.figure_id(a.document.doc_id),
                "doc_id": a.document.doc_id,
                "value": _number(f.value),
                "low": _number(f.low),
                "high": _number(f.high),
                "period_start": _day(f.period_start),
                "period_end": _day(f.period_end),
            }
            | {f"{field}_sure": None if f.context is None else f.context.sure(field) for field in CONTEXT_FIELDS}
            for a in articles
            for f in a.figures
        ),
        FIGURES,
    )


def figure_context_frame(articles: Iterable[Article]) -> pd.DataFrame:
    """Return one row a choice for a field of a figure, null being a choice too; none where no context was read."""
    return frame(
        (
            {
                "figure_id": f.figure_id(a.document.doc_id),
                "doc_id": a.document.doc_id,
                "field": field,
                "rank": rank,
                "value": choice.value,
                "char_start": choice.start,
                "char_end": choice.end,
                "confidence": choice.confidence,
                "by": choice.by,
            }
            for a in articles
            for f in a.figures
            if f.context is not None
            for field, choices in f.context.choices.items()
            for rank, choice in enumerate(choices, 1)
        ),
        FIGURE_CONTEXT,
    )


def rejections_frame(rejections: Iterable[Rejection]) -> pd.DataFrame:
    """Return one row a refusal."""
    return frame(({name: getattr(r, name) for name in REJECTIONS} for r in rejections), REJECTIONS)
