"""Checking frames: each table with the facts its rules need from elsewhere, row for row, in the same order.

A rule of Great Expectations sees one frame and at most a few of its columns. What a rule says across rows or tables
(the document's text at the figure's offsets, the role of its line, an overlap) is therefore computed here, purely, as a
further column; the rule then compares columns, and Data Docs show both sides.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from expectations.enrich_context import enrich_context
from expectations.enrich_figures import enrich_figures
from expectations.offsets import overlapping, row_numbers, slices, text_by_document, texts
from expectations.tables import DECLARED, Frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from expectations.casualties import Death
    from expectations.tables import RowTable

MIN_NUMBERS = 5
"""A story with fewer numbers in digits is not asked which share of them was read: one date would halve it."""

PRECISIONS = {4: "year", 7: "month", 10: "day"}
"""Length of an ISO 8601 date cut to a precision, and the precision's name."""

MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf]|â€[\u0080-\u00bf\u2018-\u201d™œ¦]")
"""UTF-8 read as Latin-1 or cp1252: a capital A with a sign above, and then a character that seldom follows one."""

DAMAGED = "utf-8-replaced"
"""Name that the reader records for UTF-8 with broken bytes; it is no codec."""


def enrich(frames: Frames, today: date, deaths: Iterable[Death] = ()) -> Frames:
    """Return the checking frames of `frames`; `row_number` is the position of the row in the frame it comes from.

    `deaths` are counts of the dead from before the run.
    """
    return Frames(
        documents=enrich_documents(frames, today),
        lines=enrich_lines(frames.documents, frames.lines),
        figures=enrich_figures(frames, deaths),
        figure_context=enrich_context(frames),
    )


def enrich_documents(frames: Frames, today: date) -> pd.DataFrame:
    """Return the documents with the counts that reached the gate, the shape of their date and the numbers seen."""
    documents = frames.documents
    read = documents["n_figures"] + documents["n_not_figures"]
    seen = _counted(documents, _numbers_seen(frames.lines))
    return documents.assign(
        row_number=row_numbers(documents),
        text_length=documents["text"].str.len(),
        has_replacement=[isinstance(text, str) and "\ufffd" in text for text in documents["text"]],
        has_mojibake=[isinstance(text, str) and bool(MOJIBAKE.search(text)) for text in documents["text"]],
        encoding_known=[_is_encoding(name) for name in documents["encoding"]],
        lines_found=_counted(documents, frames.lines.groupby("doc_id").size()),
        figures_found=_counted(documents, frames.figures.groupby("doc_id").size()),
        published_shape=texts(date_precision(value) for value in documents["published"]),
        days_ahead=pd.Series([_days_ahead(v, today) for v in documents["published"]], documents.index, "float64"),
        numbers_seen=seen,
        numbers_read=read.where(read < seen, seen),
        numbers_read_share=(read / seen.where(seen >= MIN_NUMBERS)).clip(upper=1.0),
    )


def enrich_lines(documents: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines with their document's length and text at their offsets, and whether they overlap another."""
    text_of = text_by_document(documents)
    held = [text_of.get(doc_id) for doc_id in lines["doc_id"]]
    return lines.assign(
        row_number=row_numbers(lines),
        document_found=lines["doc_id"].isin(documents["doc_id"].dropna()),
        document_length=pd.Series([None if t is None else len(t) for t in held], lines.index, "float64"),
        text_at_offsets=texts(slices(held, lines["char_start"], lines["char_end"])),
        overlaps=overlapping(lines),
    )


def counted_facts(enriched: Frames, broken: Mapping[RowTable, int]) -> Counter[str]:
    """Return what is counted of some documents, to be added up over a run.

    `broken` counts the rows a table that broke a critical rule of their own.
    """
    lines, documents = enriched.lines, enriched.documents
    facts = Counter({str(name): len(frame) for name, frame in enriched.tables().items()})
    facts.update({f"{name}_broken": number for name, number in broken.items()})
    facts.update(
        story_lines=int(lines["role"].isin(("title", "caption", "body")).sum()),
        boilerplate_lines=int((lines["role"] == "boilerplate").sum()),
        numbers_seen=int(documents["numbers_seen"].sum()),
        numbers_read=int(documents["numbers_read"].sum()),
    )
    return facts


def run_facts(counted: Mapping[str, int], quarantine_limit: float, min_rows_for_share: int) -> pd.DataFrame:
    """Return the one row of facts of the run from what was `counted` of all its documents.

    A share over fewer than `min_rows_for_share` candidates, or over nothing, is null: no rule judges it.
    """
    facts: dict[str, Any] = {name: counted[name] for name in DECLARED}
    facts |= {
        "row_number": 0,
        "story_lines": counted["story_lines"],
        "boilerplate_share": _share(counted["boilerplate_lines"], counted["lines"], min_rows_for_share),
        "numbers_seen": counted["numbers_seen"],
        "numbers_read_share": _share(counted["numbers_read"], counted["numbers_seen"], MIN_NUMBERS),
        "quarantine_limit": quarantine_limit,
    }
    for name in DECLARED:
        facts[f"{name}_quarantined_share"] = _share(counted[f"{name}_broken"], counted[name], min_rows_for_share)
    return pd.DataFrame([facts])


def date_precision(published: object) -> str | None:
    """Return the precision an ISO date is cut to, `unreadable` for text that is no existing date, None for none.

    `2024-05` is a `month`; `2024-02-31` and `last Tuesday` are unreadable.
    """
    if not isinstance(published, str):
        return None
    return PRECISIONS[len(published)] if _first_day(published) else "unreadable"


def _first_day(published: str) -> date | None:
    if len(published) not in PRECISIONS:
        return None
    try:
        return date.fromisoformat(published + "-01-01"[len(published) - 4 :])
    except ValueError:
        return None


def _days_ahead(published: object, today: date) -> int | None:
    first = _first_day(published) if isinstance(published, str) else None
    return None if first is None else (first - today).days


def _is_encoding(name: object) -> bool:
    if not isinstance(name, str):
        return False
    try:
        codecs.lookup(name.removesuffix("-replaced") if name == DAMAGED else name)
    except LookupError:
        return False
    return True


def _numbers_seen(lines: pd.DataFrame) -> pd.Series[int]:
    story = lines[lines["role"].isin(("title", "caption", "body"))]
    return story["text"].str.count(r"\d+(?:[.,:/]\d+)*").groupby(story["doc_id"]).sum()


def _counted(documents: pd.DataFrame, counts: pd.Series[int]) -> pd.Series[int]:
    return documents["doc_id"].map(counts).fillna(0).astype("int64")


def _share(part: float, whole: float, enough: float) -> float | None:
    return float(part / whole) if whole and whole >= enough else None
