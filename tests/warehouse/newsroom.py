"""A small newsroom: hand-made articles as landings, for the tests of the warehouse."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from transforms.frames import DOCUMENTS, FIGURE_CONTEXT, FIGURES, LINES, frame
from transforms.records import CONTEXT_FIELDS, digest
from warehouse.land import land
from warehouse.landing import Landing, QualityResult, Refusal, SeenDocument
from warehouse.runs import RunCounts, RunStart, begin_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from warehouse.land import LandedCounts

DAWN = datetime(2025, 3, 1, 6, 0, tzinfo=UTC)
SEEDS = {
    "units": (
        {"unit": "mile", "note": "", "example": "ten miles"},
        {"unit": "tonne", "note": "1000 kg", "example": ""},
    ),
    'odd "name"': ({"it's": "a", "select": "b"},),
}

Article = tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]


def article(
    name: str, lines: Sequence[tuple[str, str]], figures: Sequence[dict[str, Any]] = (), **about: Any
) -> Article:
    """An article of `lines` (role, text); each figure names its `surface`, which stands once in the text."""
    text = "\n".join(line for _, line in lines)
    doc_id = digest(text)
    line_rows, start = [], 0
    for n, (role, line) in enumerate(lines, 1):
        rule_id = None if role == "body" else f"{role}.rule"
        line_rows.append(
            {
                "doc_id": doc_id,
                "n": n,
                "char_start": start,
                "char_end": start + len(line),
                "role": role,
                "rule_id": rule_id,
                "text": line,
            }
        )
        start += len(line) + 1
    document = {
        "doc_id": doc_id,
        "source": f"desk/{name}.txt",
        "encoding": "utf-8",
        "reader": "text",
        "n_bytes": len(text.encode("utf-8", "replace")),
        "n_chars": len(text),
        "n_lines": len(lines),
        "n_figures": len(figures),
        "n_not_figures": 0,
        "text": text,
    }
    return document | about, line_rows, [_figure(doc_id, text, line_rows, given) for given in figures]


def _figure(doc_id: str, text: str, line_rows: list[dict[str, Any]], given: dict[str, Any]) -> dict[str, Any]:
    start = text.index(given["surface"])
    line = next(row for row in line_rows if row["char_start"] <= start < row["char_end"])
    row = {
        "figure_id": digest(doc_id, given["kind"], str(start)),
        "doc_id": doc_id,
        "line_n": line["n"],
        "char_start": start,
        "char_end": start + len(given["surface"]),
        "sentence": line["text"],
        "comparator": "=",
        "vague": False,
        "status": "reported",
        "rule_id": "number.digits",
    }
    return row | given


def context_of(figures: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The choices of figures: one for each field that they say how sure they are of."""
    return [
        {
            "figure_id": figure["figure_id"],
            "doc_id": figure["doc_id"],
            "field": field,
            "rank": 1,
            "value": figure.get(field),
            "confidence": figure[f"{field}_sure"],
            "by": "test.reader",
        }
        for figure in figures
        for field in CONTEXT_FIELDS
        if figure.get(f"{field}_sure") is not None
    ]


BUDGET = article(
    "budget",
    [
        ("title", "Spending row widens"),
        ("boilerplate", "Hide Ad"),
        ("body", "Ruritania spends 2.1% of GDP on defence."),
        ("body", "Premier Ottoline Vance vowed to reach 2.6% of GDP on defence by 2031."),
        ("body", "General Piet Roos asked for 4% for defence."),
        ("body", "A new barracks cost $30 million."),
    ],
    [
        {
            "surface": "2.1%",
            "kind": "percent",
            "value": 2.1,
            "unit": "%",
            "measure": "defence",
            "subject": "Ruritania",
            "base": "GDP",
            "measure_sure": 0.9,
            "subject_sure": 0.75,
            "base_sure": 0.8,
            "period_sure": 1.0,
            "speaker_sure": 0.5,
            "status_sure": 0.99,
        },
        {
            "surface": "2.6%",
            "kind": "percent",
            "value": 2.6,
            "unit": "%",
            "measure": "defence",
            "subject": "Ruritania",
            "base": "GDP",
            "period": "by 2031",
            "speaker": "Ottoline Vance",
            "status": "target",
        },
        {
            "surface": "4%",
            "kind": "percent",
            "value": 4.0,
            "unit": "%",
            "measure": "defence",
            "subject": "Ruritania",
            "speaker": "Piet Roos",
            "status": "proposed",
        },
        {"surface": "$30 million", "kind": "money", "value": 3e7, "unit": "USD", "measure": "barracks"},
    ],
    outlet="Vale Post",
    title="Spending row widens",
    published="2025-02-27",
    published_precision="day",
)
FLOOD = article(
    "flood",
    [
        ("body", "At least 1,200 people were killed in Ruritania."),
        ("body", "The rebuilding may cost between $5 and $7 billion."),
        ("boilerplate", "Share this story"),
        ("boilerplate", "Hide Ad"),
    ],
    [
        {
            "surface": "1,200",
            "kind": "count",
            "value": 1200.0,
            "unit": "person",
            "comparator": ">=",
            "measure": "people killed",
            "subject": "Ruritania",
        },
        {
            "surface": "between $5 and $7 billion",
            "kind": "money",
            "low": 5e9,
            "high": 7e9,
            "unit": "USD",
            "measure": "rebuilding",
            "status": "forecast",
        },
    ],
    outlet="Delta Wire",
)
RIVAL = article(
    "rival",
    [("body", "Officials put the toll at 900 people."), ("body", "Some 40 were hurt, said Dr Ines Quill.")],
    [
        {
            "surface": "900",
            "kind": "count",
            "value": 900.0,
            "unit": "person",
            "measure": "people killed",
            "subject": "Ruritania",
        },
        {
            "surface": "40",
            "kind": "count",
            "value": 40.0,
            "unit": "person",
            "comparator": "~",
            "measure": "people hurt",
            "speaker": "Ines Quill",
        },
    ],
)
REFUSAL = Refusal(
    "validate",
    "desk/flood.txt",
    FLOOD[0]["doc_id"],
    ("figures.unit_known",),
    "The unit is known.",
    {"surface": "3 zorks"},
)
UNREADABLE = Refusal("read", "desk/blob.bin", None, ("read.binary",), "It is a binary file.", {"n_bytes": 12})
QUALITY = (
    QualityResult("figures", "figures.unit_known", "The unit is known.", "critical", 9, 1, "fail"),
    QualityResult("lines", "lines.role_known", "The role is one of five.", "critical", 12, 0, "pass"),
    QualityResult("run", "run.boilerplate_share", "Not all is boilerplate.", "warning", 1, 0, "error"),
)


def start(n: int = 1, **changes: Any) -> RunStart:
    """The start of run `n`, an hour after the one before."""
    known = RunStart(f"run-{n}", DAWN + timedelta(hours=n), "0.1.0", "rules-a", "small", "3.8.0", "code-a")
    return replace(known, **changes)


def landing_of(
    n: int,
    articles: Sequence[Article],
    refusals: Sequence[Refusal] = (),
    unchanged: Sequence[Article] = (),
    **changes: Any,
) -> Landing:
    """What run `n` lands when it read `articles` and skipped `unchanged`; the counts are right."""
    documents, lines, figures = ([row for part in parts for row in part] for parts in _columns(articles))
    rejected = [refusal for refusal in refusals if refusal.stage == "read"]
    quarantined = len(refusals) - len(rejected)
    counts = RunCounts(
        read=len(articles) + len(unchanged) + len(rejected),
        new=len(articles),
        unchanged=len(unchanged),
        duplicate=0,
        rejected=len(rejected),
        candidates=len(figures) + quarantined,
        accepted=len(figures),
        quarantined=quarantined,
        not_figures=2,
    )
    landing = Landing(
        run_id=f"run-{n}",
        finished_at=DAWN + timedelta(hours=n, minutes=1),
        counts=counts,
        documents=frame(documents, DOCUMENTS),
        lines=frame(lines, LINES),
        figures=frame(figures, FIGURES),
        figure_context=frame(context_of(figures), FIGURE_CONTEXT),
        seen=[
            *(SeenDocument(document["source"], document["doc_id"], "new") for document, _, _ in articles),
            *(SeenDocument(document["source"], document["doc_id"], "unchanged") for document, _, _ in unchanged),
            *(SeenDocument(refusal.source, refusal.doc_id, "rejected") for refusal in rejected),
        ],
        refusals=refusals,
        quality=QUALITY,
        seeds=SEEDS,
        seconds={"read": 0.5, "extract": 2.0},
    )
    return replace(landing, **changes)


def _columns(articles: Sequence[Article]) -> tuple[list[list[dict[str, Any]]], ...]:
    return [[document] for document, _, _ in articles], [lines for _, lines, _ in articles], [f for _, _, f in articles]


def run(
    connection: duckdb.DuckDBPyConnection, n: int, articles: Sequence[Article], *args: Any, **kwargs: Any
) -> LandedCounts:
    """Begin run `n` and land it."""
    begin_run(connection, start(n))
    return land(connection, landing_of(n, articles, *args, **kwargs))


TABLES = (
    "documents",
    "lines",
    "figures",
    "figure_context",
    "thresholds",
    "runs",
    "run_documents",
    "quarantine",
    "quality_results",
    "figure_changes",
    "schema_migrations",
    "document_sketches",
)


LINEAGE = {
    "documents": ["rules_version", "model", "model_version", "first_run_id", "last_run_id"],
    "lines": ["run_id", "rules_version"],
    "figures": ["run_id", "rules_version"],
}
"""What the warehouse adds to the columns of the frames, in this order."""


def whole(connection: duckdb.DuckDBPyConnection, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the tables (all of them when none is named), sorted; lineage stands last, whatever was added."""
    return {
        name: connection.execute(f"SELECT {_lineage_last(name)} FROM {name} ORDER BY ALL").fetchall()
        for name in tables or (*TABLES, "seed_units", '"seed_odd ""name"""')
    }


def _lineage_last(table: str) -> str:
    last = ", ".join(LINEAGE.get(table, ()))
    return f"* EXCLUDE ({last}), {last}" if last else "*"
