"""The folder of Data Docs: pages of every run made whole for offline reading, and an index that lists all runs.

Great Expectations remembers one run at a time here (its stores are in memory), so the list of runs is kept by us: one
small JSON file a run beside the pages. Pages are kept of the last runs only; what the rules found in the others is in
`quality_results`, which forgets nothing.
"""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from expectations.offline import offline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import pandas as pd

    from expectations.tables import StructuralFailure

STYLESHEET: Final = "tallywire.css"
KEPT: Final = 30
"""Runs whose pages are kept: a month of daily runs. The pages of one run are a few hundred kilobytes."""

TABLES: Final = ("documents", "lines", "figures", "figure_context", "run")

INDEX: Final = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Tallywire: quality of every run</title>
<link rel="stylesheet" href="{stylesheet}"></head>
<body><h1>Quality of every run</h1>
<p>One row a run, newest first, the last {keep} at most; each table links to what its rules found.
<a href="expectations/figures.html">The rules for figures</a>,
<a href="expectations/figure_context.html">for their context</a>, <a href="expectations/lines.html">for lines</a>,
<a href="expectations/documents.html">for documents</a>, <a href="expectations/run.html">for the run</a>.</p>
<table class="table"><thead><tr><th>run</th><th>checked at (UTC)</th><th>verdict</th><th>pages</th>
<th>rules that rang (rows)</th></tr></thead>
<tbody>
{rows}
</tbody></table></body>
</html>
"""


def publish(
    folder: Path,
    run_id: str,
    quality: pd.DataFrame,
    structural: Sequence[StructuralFailure],
    keep: int = KEPT,
) -> Path:
    """Make the freshly built pages of `run_id` in `folder` readable offline, note the run, and return the new index.

    Pages of all but the `keep` newest runs are removed.
    """
    (folder / STYLESHEET).write_text(files("expectations").joinpath(STYLESHEET).read_text("utf-8"), "utf-8")
    # The pictures and fonts GX lays beside its pages (4 MB) belong to styles that are gone.
    shutil.rmtree(folder / "static", ignore_errors=True)
    pages = dict(_pages(folder, run_id))
    for page in (*(folder / "expectations").glob("*.html"), *pages.values()):
        _write(page, offline(page.read_text("utf-8"), os.path.relpath(folder / STYLESHEET, page.parent)))
    rang = quality[quality["status"].isin(("failed", "error"))]
    record = {
        "run_id": run_id,
        "at": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S"),
        "structural": [f"{failure.rule_id}: {failure.problem}" for failure in structural],
        "rang": [[rule, int(n)] for rule, n in zip(rang["rule_id"], rang["failed"], strict=True)],
        "pages": {table: page.relative_to(folder).as_posix() for table, page in pages.items()},
    }
    (folder / "runs").mkdir(exist_ok=True)
    _write(folder / "runs" / f"{run_id}.json", json.dumps(record, ensure_ascii=False, indent=1))
    index = folder / "index.html"
    _write(index, index_page(_kept(folder, keep)))
    return index


def _kept(folder: Path, keep: int) -> list[dict[str, Any]]:
    """Return the records of the `keep` newest runs, newest first, and remove the pages of the others."""
    records = [json.loads(path.read_text("utf-8")) for path in (folder / "runs").glob("*.json")]
    records.sort(key=lambda one: (one["at"], one["run_id"]), reverse=True)
    for record in records[keep:]:
        for table in TABLES:
            shutil.rmtree(folder / "validations" / table / record["run_id"], ignore_errors=True)
        # Last, so that what a kill left is found again.
        (folder / "runs" / f"{record['run_id']}.json").unlink()
    return records[:keep]


def index_page(records: Iterable[dict[str, Any]]) -> str:
    """Return the index of `records`, in their order; texts are escaped, addresses are relative."""
    return INDEX.format(stylesheet=STYLESHEET, keep=KEPT, rows="\n".join(_index_row(record) for record in records))


def _index_row(record: dict[str, Any]) -> str:
    verdict = "stopped: " + "; ".join(record["structural"]) if record["structural"] else "passed"
    links = ", ".join(f'<a href="{escape(page)}">{escape(table)}</a>' for table, page in record["pages"].items())
    rang = ", ".join(f"{rule} ({n})" for rule, n in record["rang"]) or "none"
    cells = (escape(record["run_id"]), escape(record["at"]), escape(verdict), links, escape(rang))
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _pages(folder: Path, run_id: str) -> Iterator[tuple[str, Path]]:
    """Yield the pages of a run by name: `lines`, and `lines 2` and so on where it was checked in parts."""
    for table in TABLES:
        # The folders between are named by time.
        found = sorted((folder / "validations" / table / run_id).rglob("*.html"))
        yield from ((table if n == 1 else f"{table} {n}", page) for n, page in enumerate(found, 1))


def _write(path: Path, text: str) -> None:
    """Write `text` so that a reader sees the old file or the new one, never half of it."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, "utf-8")
    part.replace(path)
