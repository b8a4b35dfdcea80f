"""What a run hands over to the warehouse, and how it is made fit for DuckDB before a transaction begins."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from transforms.frames import DOCUMENTS, FIGURE_CONTEXT, FIGURES, LINES, QUALITY, frame
from transforms.records import Stage, digest
from warehouse.errors import AccountingError, LandingError
from warehouse.runs import OUTCOMES, Outcome, RunCounts, check_accounting

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    import pandas as pd

Severity = Literal["critical", "warning", "info"]
QualityStatus = Literal["pass", "fail", "error"]

RUN_DOCUMENTS: Final[Mapping[str, str]] = {"source": "str", "doc_id": "str", "outcome": "str"}
QUARANTINE: Final[Mapping[str, str]] = {
    "quarantine_id": "str",
    "stage": "str",
    "source": "str",
    "doc_id": "str",
    "rule_ids": "str",
    "reason": "str",
    "row": "str",
}


@dataclass(frozen=True, slots=True)
class SeenDocument:
    """One source that a run looked at, and what became of it."""

    source: str
    doc_id: str | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row that was refused: by `rule_ids`, for a `reason` in words; `row` is what is needed to look at it again."""

    stage: Stage
    source: str
    doc_id: str | None
    rule_ids: tuple[str, ...]
    reason: str
    row: Mapping[str, Any]

    @property
    def row_json(self) -> str:
        """The row as JSON with sorted keys; what JSON does not know becomes text."""
        return json.dumps(dict(self.row), ensure_ascii=False, sort_keys=True, default=str)

    @property
    def quarantine_id(self) -> str:
        """The same row refused by the same rules is the same refusal, whichever run it was."""
        return digest(self.stage, self.doc_id or self.source, "|".join(sorted(self.rule_ids)), self.row_json)


@dataclass(frozen=True, slots=True)
class QualityResult:
    """What one quality rule found in one table of a run."""

    table_name: str
    rule_id: str
    description: str
    severity: Severity
    checked: int
    failed: int
    status: QualityStatus


@dataclass(frozen=True, slots=True)
class Landing:
    """Everything that one run lands: only documents that were read in it, with all their rows.

    Rows come as frames, or, for a run of any size, `staged` says that they lie in the staging file which is attached to
    the connection as `staged`; frames and refusals are empty then. `seeds` are the seed tables by name, their rows in
    file order; a warehouse keeps exactly these. `holding` are the ids of documents that the rules of this run need not
    read again, because these differ from theirs in nothing that concerns them. `thresholds` say how sure each field of
    context must be for the views to show it; the warehouse keeps those it has where there are none.
    """

    run_id: str
    finished_at: datetime
    counts: RunCounts
    documents: pd.DataFrame
    lines: pd.DataFrame
    figures: pd.DataFrame
    figure_context: pd.DataFrame
    seen: Sequence[SeenDocument] = ()
    refusals: Sequence[Refusal] = ()
    quality: Sequence[QualityResult] = ()
    seeds: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    holding: Collection[str] = ()
    thresholds: Mapping[str, float] = field(default_factory=dict)
    staged: bool = False


def check_landing(landing: Landing) -> None:
    """Raise AccountingError where the counts do not close or do not say what is in the landing."""
    check_accounting(landing.counts)
    seen = Counter(document.outcome for document in landing.seen)
    for outcome in OUTCOMES:
        counted = getattr(landing.counts, outcome)
        if counted != seen[outcome]:
            raise AccountingError(outcome, counted, {f"sources seen as {outcome}": seen[outcome]})


def check_figures(landing: Landing, n_figures: int) -> None:
    """Raise AccountingError unless the run accepted exactly the `n_figures` that it hands over."""
    if landing.counts.accepted != n_figures:
        raise AccountingError("accepted", landing.counts.accepted, {"rows of figures": n_figures})


def incoming_frames(landing: Landing) -> dict[str, pd.DataFrame]:
    """Return the frames of `landing` by table name, with exactly the declared columns and only storable text.

    Rows that are staged have none. Raises LandingError for a frame that lacks a column.
    """
    rows = {
        "documents": _declared(landing, "documents", landing.documents, DOCUMENTS),
        "lines": _declared(landing, "lines", landing.lines, LINES),
        "figures": _declared(landing, "figures", landing.figures, FIGURES),
        "figure_context": _declared(landing, "figure_context", landing.figure_context, FIGURE_CONTEXT),
        "quarantine": refusals_frame(landing.refusals),
    }
    records = {
        "run_documents": frame(
            ({name: getattr(s, name) for name in RUN_DOCUMENTS} for s in landing.seen), RUN_DOCUMENTS
        ),
        "quality_results": frame(
            ({name: getattr(result, name) for name in QUALITY} for result in landing.quality), QUALITY
        ),
        "holding": frame(({"doc_id": doc_id} for doc_id in landing.holding), {"doc_id": "str"}),
        "thresholds": frame(
            ({"field": name, "threshold": least} for name, least in landing.thresholds.items()),
            {"field": "str", "threshold": "float64"},
        ),
    }
    return {name: storable(made) for name, made in (records if landing.staged else rows | records).items()}


def _declared(landing: Landing, name: str, given: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    missing = [column for column in columns if column not in given.columns]
    if missing:
        raise LandingError(
            landing.run_id, f"the frame {name} lacks {', '.join(missing)}; build it with transforms.frames"
        )
    return given[list(columns)]


def refusals_frame(refusals: Sequence[Refusal]) -> pd.DataFrame:
    """Return one row a refusal; the same refusal twice is one row."""
    rows = {
        refusal.quarantine_id: {
            "quarantine_id": refusal.quarantine_id,
            "stage": refusal.stage,
            "source": refusal.source,
            "doc_id": refusal.doc_id,
            "rule_ids": json.dumps(refusal.rule_ids),
            "reason": refusal.reason,
            "row": refusal.row_json,
        }
        for refusal in refusals
    }
    return frame(rows.values(), QUARANTINE)


def storable(given: pd.DataFrame) -> pd.DataFrame:
    """Return `given` with text that DuckDB can hold: a lone surrogate makes DuckDB give up the whole database.

    In names of sources it is spelled out, so that two of them stay two; elsewhere it becomes U+FFFD, which keeps every
    offset. Frames without any, nearly all, are returned as they are.
    """
    mended = {
        column: given[column].map(lambda cell, column=column: _mended(cell, column), na_action="ignore").astype("str")
        for column in given.columns
        if str(given[column].dtype) == "str" and not _encodes("".join(given[column].dropna()))
    }
    return given.assign(**mended) if mended else given


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _mended(cell: str, column: str) -> str:
    if column == "source":
        return cell.encode("utf-8", "backslashreplace").decode()
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in cell)
