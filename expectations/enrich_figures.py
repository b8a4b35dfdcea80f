"""The checking frame of the figures: text slices, the figure's line, the shape and size of its amount."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from expectations.casualties import falling
from expectations.enrich_context import not_chosen
from expectations.history import is_day
from expectations.offsets import overlapping, row_numbers, slice_or_none, text_by_document, texts
from expectations.written import amount_not_written, sign_of_another_currency
from transforms.records import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from expectations.casualties import Death
    from expectations.tables import Frames

GDP: Final = re.compile(r"\bGDP\b|gross domestic product|national income|economic output", re.IGNORECASE)

LARGE_SHARES: Final = re.compile(
    r"debt|liabilit|tax|revenue|deposit|asset|export|import|trade|(public|state|government) spend", re.IGNORECASE
)
"""Measures that honestly exceed a third of GDP: stocks, whole budgets and trade."""

AMOUNTS: Final = ["value", "low", "high"]


class LineFacts(NamedTuple):
    """What a rule about figures asks of a line."""

    start: int
    end: int
    role: str | None
    text: str | None


def enrich_figures(frames: Frames, deaths: Iterable[Death] = ()) -> pd.DataFrame:
    """Return the figures with the facts of their document, of their line and of their amount.

    `deaths` are counts of the dead from before the run.
    """
    documents, lines, figures = frames.documents, frames.lines, frames.figures
    placed = _with_document(documents, figures.assign(row_number=row_numbers(figures)))
    whole = _with_written(_with_period(_with_amount(_with_line(lines, placed))))
    return whole.assign(
        overlaps=overlapping(figures),
        higher_before=texts(falling(documents, figures, deaths)),
        context_not_chosen=texts(not_chosen(frames)),
    )


def _with_period(figures: pd.DataFrame) -> pd.DataFrame:
    start, end = figures["period_start"], figures["period_end"]
    dated = start.notna() | end.notna()
    # Dates of ISO 8601 order as text.
    reversed_ = [isinstance(a, str) and isinstance(b, str) and a > b for a, b in zip(start, end, strict=True)]
    return figures.assign(
        period_reversed=reversed_,
        period_start_exists=_exists(start),
        period_end_exists=_exists(end),
        period_dated_whole=~dated | (figures["period"].notna() & figures["period_precision"].notna()),
    )


def _exists(days: pd.Series[str]) -> pd.Series[Any]:
    """Return whether each day is one of the calendar, None where there is none."""
    found = [is_day(day) if isinstance(day, str) else None for day in days]
    return pd.Series(found, days.index, dtype="object")


def _with_written(figures: pd.DataFrame) -> pd.DataFrame:
    columns = (figures[name] for name in ("surface", "kind", "unit", *AMOUNTS))
    rows = list(zip(*columns, strict=True))
    return figures.assign(
        amount_not_written=texts(
            amount_not_written(surface, kind, [amount for amount in amounts if amount == amount])  # noqa: PLR0124 - NaN
            for surface, kind, _, *amounts in rows
        ),
        sign_of_another=texts(sign_of_another_currency(surface, kind, unit) for surface, kind, unit, *_ in rows),
    )


def _with_document(documents: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    text_of = text_by_document(documents)
    held = [text_of.get(doc_id) for doc_id in figures["doc_id"]]
    spans = list(zip(held, figures["char_start"], figures["char_end"], strict=True))
    return figures.assign(
        document_found=figures["doc_id"].isin(documents["doc_id"].dropna()),
        document_length=pd.Series([None if t is None else len(t) for t in held], figures.index, "float64"),
        text_at_offsets=texts(slice_or_none(*span) for span in spans),
        expected_figure_id=texts(_expected_ids(figures)),
        sentence_has_surface=[
            isinstance(sentence, str) and isinstance(surface, str) and surface in sentence
            for sentence, surface in zip(figures["sentence"], figures["surface"], strict=True)
        ],
    )


def _expected_ids(figures: pd.DataFrame) -> Iterator[str | None]:
    columns = (figures[name] for name in ("doc_id", "kind", "char_start", "char_end"))
    for doc_id, kind, start, end in zip(*columns, strict=True):
        known = isinstance(doc_id, str) and isinstance(kind, str)
        yield digest(doc_id, kind, str(start), str(end)) if known else None


def _with_line(lines: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    facts: dict[tuple[object, int], LineFacts] = {}
    columns = (lines[name] for name in ("doc_id", "n", "char_start", "char_end", "role", "text"))
    for doc_id, n, start, end, role, text in zip(*columns, strict=True):
        facts.setdefault((doc_id, n), LineFacts(start, end, _text(role), _text(text)))
    found = [facts.get(key) for key in zip(figures["doc_id"], figures["line_n"], strict=True)]
    spans = zip(found, figures["char_start"], figures["char_end"], strict=True)
    return figures.assign(
        line_found=[line is not None for line in found],
        line_role=texts(line and line.role for line in found),
        line_start=pd.Series([line and line.start for line in found], figures.index, "float64"),
        line_end=pd.Series([line and line.end for line in found], figures.index, "float64"),
        line_text_at_offsets=texts(
            line and slice_or_none(line.text, start - line.start, end - line.start) for line, start, end in spans
        ),
    )


def _text(cell: object) -> str | None:
    return cell if isinstance(cell, str) else None


def _with_amount(figures: pd.DataFrame) -> pd.DataFrame:
    amounts = figures[AMOUNTS]
    ordered = figures["kind"] != "score"
    magnitude = amounts.abs().max(axis=1)
    return figures.assign(
        amount_form=texts(_amount_forms(amounts)),
        smallest=amounts.min(axis=1),
        magnitude=magnitude,
        whole=(amounts.isna() | (amounts == np.floor(amounts))).all(axis=1),
        range_low=figures["low"].where(ordered),
        range_high=figures["high"].where(ordered),
        gdp_share=magnitude.where(_is_gdp_share(figures)),
    )


def _amount_forms(amounts: pd.DataFrame) -> Iterator[str]:
    forms = {(True, False, False): "value", (False, True, True): "range", (False, False, False): "none"}
    for filled in zip(*(amounts[name].notna() for name in AMOUNTS), strict=True):
        yield forms.get(filled, "mixed")


def _is_gdp_share(figures: pd.DataFrame) -> pd.Series[bool]:
    columns = (figures[name] for name in ("kind", "base", "measure"))
    shares = [
        kind == "percent" and bool(GDP.search(_text(base) or "")) and not LARGE_SHARES.search(_text(measure) or "")
        for kind, base, measure in zip(*columns, strict=True)
    ]
    return pd.Series(shares, figures.index, dtype="bool")
