"""The folder of Data Docs: pages of every run made whole for offline reading, and an index that lists all runs.

Great Expectations remembers one run at a time here (its stores are in memory), so the list of runs is kept by us: one
small JSON file a run beside the pages.
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
TABLES: Final = ("documents", "lines", "figures", "run")

INDEX: Final = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Tallywire: quality of every run</title>
<link rel="stylesheet" href="{stylesheet}"></head>
<body><h1>Quality of every run</h1>
<p>One row a run, newest first; each table links to what its rules found. <a href="expectations/figures.html">The rules
for figures</a>, <a href="expectations/lines.html">for lines</a>,
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
    now: datetime | None = None,
) -> Path:
    """Make the freshly built pages of `run_id` in `folder` readable offline, note the run, and return the new index."""
    (folder / STYLESHEET).write_text(files("expectations").joinpath(STYLESHEET).read_text("utf-8"), "utf-8")
    # The pictures and fonts GX lays beside its pages (4 MB) belong to styles that are gone.
    shutil.rmtree(folder / "static", ignore_errors=True)
    pages = dict(_pages(folder, run_id))
    for page in (*(folder / "expectations").glob("*.html"), *pages.values()):
        _write(page, offline(page.read_text("utf-8"), os.path.relpath(folder / STYLESHEET, page.parent)))
    rang = quality[quality["status"].isin(("failed", "error"))]
    record = {
        "run_id": run_id,
        "at": (now or datetime.now(UTC)).strftime("%Y-%m-%d %H:%M:%S"),
        "structural": [f"{failure.rule_id}: {failure.problem}" for failure in structural],
        "rang": [[rule, int(n)] for rule, n in zip(rang["rule_id"], rang["failed"], strict=True)],
        "pages": {table: page.relative_to(folder).as_posix() for table, page in pages.items()},
    }
    (folder / "runs").mkdir(exist_ok=True)
    _write(folder / "runs" / f"{run_id}.json", json.dumps(record, ensure_ascii=False, indent=1))
    records = (json.loads(path.read_text("utf-8")) for path in (folder / "runs").glob("*.json"))
    index = folder / "index.html"
    _write(index, index_page(sorted(records, key=lambda one: (one["at"], one["run_id"]), reverse=True)))
    return index


def index_page(records: Iterable[dict[str, Any]]) -> str:
    """Return the index of `records`, in their order; texts are escaped, addresses are relative."""
    return INDEX.format(stylesheet=STYLESHEET, rows="\n".join(_index_row(record) for record in records))


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
