"""The rules against what careful readers labelled in real articles: a rule that refuses a true figure is wrong."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.expectations.model import frames_of
from tests.expectations.whole import check
from transforms.records import CONTEXT_FIELDS, Article, Choice, Context, Document, Figure, Line, digest

SHARED = Path("../shared")
LABELS = sorted([*SHARED.glob("gold/dev/*.json"), *SHARED.glob("gold/seeds/*.json")])
FIELDS = ("kind", "unit", "comparator", "vague", "change")


def labelled(path: Path) -> Article:
    gold = json.loads(path.read_text("utf-8"))
    raw = next(SHARED.glob(f"corpus/*/{gold['doc']}.txt")).read_bytes()
    text = raw.decode("utf-8", "replace")
    rows = text.split("\n")
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row) + 1)
    lines = tuple(_line(one["n"], starts, rows, one["role"]) for one in gold["lines"])
    figures = tuple(_figure(text, one, bisect_right(starts, one["start"]), rows, starts) for one in gold["figures"])
    return Article(Document(digest(raw), gold["source"], text, "utf-8", "text", len(raw)), lines, figures)


def _line(n: int, starts: list[int], rows: list[str], role: Any) -> Line:
    text = rows[n - 1].rstrip("\r")
    rule_id = None if role == "body" else "gold.role"
    return Line(n, starts[n - 1], starts[n - 1] + len(text), role, rule_id, text)


def _figure(text: str, gold: dict[str, Any], n: int, rows: list[str], starts: list[int]) -> Figure:
    amounts = {key: None if gold[key] is None else Decimal(str(gold[key])) for key in ("value", "low", "high")}
    return Figure(
        line_n=n,
        char_start=gold["start"],
        char_end=gold["end"],
        surface=gold["surface"],
        sentence=rows[n - 1],
        sentence_start=starts[n - 1],
        rule_id="gold.label",
        context=Context({field: (_choice(text, field, gold[field]),) for field in CONTEXT_FIELDS}),
        **{key: gold[key] for key in FIELDS},
        **amounts,
    )


def _choice(text: str, field: str, value: str | None) -> Choice:
    """Return what a reader labelled, with a place of its words: labels may leave out words between them."""
    place = None
    if value is not None and field != "status":
        words = map(re.escape, value.split())
        place = re.search(r"\b.{0,200}?\b".join(words), text, re.IGNORECASE | re.DOTALL)
    if place is None:
        return Choice(value if field == "status" else None, None, None, 1.0, "gold")
    return Choice(" ".join(place[0].split()), *place.span(), 1.0, "gold")


@pytest.mark.skipif(not LABELS, reason="the labelled articles of ../shared are not on this machine")
def test_no_labelled_figure_is_refused():
    outcome = check(frames_of(*map(labelled, LABELS)), run_id="gold", docs_folder=None)
    assert outcome.structural == ()
    assert outcome.quarantined[["rule_ids", "row_json"]].to_dict("records") == []
    assert len(outcome.accepted.figures) > 250
