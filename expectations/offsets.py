"""Column facts about spans: the text a span covers, and whether spans of one document share a character."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def row_numbers(frame: pd.DataFrame) -> list[int]:
    """Return 0, 1, 2...: the only key of a row that is never null and never doubled, whatever is wrong with the row."""
    return list(range(len(frame)))


def texts(values: Iterable[str | None]) -> pd.api.extensions.ExtensionArray:
    """Return `values` as a text column, also when all of them are null or there are none."""
    return pd.array(list(values), dtype="str")


def text_by_document(documents: pd.DataFrame) -> dict[str, str]:
    """Return the text of each document by id; where an id is doubled, the first one's."""
    filled = documents.dropna(subset=["doc_id", "text"]).drop_duplicates("doc_id")
    return dict(zip(filled["doc_id"], filled["text"], strict=True))


def slice_or_none(text: str | None, start: int, end: int) -> str | None:
    """Return `text[start:end]`, or None where those are not offsets into `text` (Python would wrap or cut silently)."""
    return text[start:end] if text is not None and 0 <= start <= end <= len(text) else None


def slices(held: Sequence[str | None], starts: Iterable[int], ends: Iterable[int]) -> Iterator[str | None]:
    """Yield what each span covers of the text beside it."""
    return (slice_or_none(text, start, end) for text, start, end in zip(held, starts, ends, strict=True))


def overlapping(spans: pd.DataFrame) -> pd.Series[bool]:
    """Return, for each row, whether its span shares a character with another one of the same `doc_id`."""
    ordered = spans[["doc_id", "char_start", "char_end"]].reset_index(drop=True)
    ordered = ordered.sort_values(["doc_id", "char_start", "char_end"])
    by_document = ordered.groupby("doc_id", dropna=False)
    reached = by_document["char_end"].cummax().groupby(ordered["doc_id"], dropna=False).shift()
    following = by_document["char_start"].shift(-1)
    hit = (ordered["char_start"] < reached) | (following < ordered["char_end"])
    return hit.sort_index().set_axis(spans.index)
