"""What Prefect's page shows of every run, under keys that stay the same, so that it keeps their history.

A table of what the run did, a table of what each rule found, a text with the refused sources, and a link to the report.
The texts are made in `flows.summary`, which escapes what comes from outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact

from flows.summary import failure_markdown, link_address, quality_rows, summary_markdown, summary_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from flows.run import Summary
    from warehouse.landing import QualityResult

SUMMARY_KEY: Final = "run-summary"
QUALITY_KEY: Final = "quality-summary"
REPORT_KEY: Final = "run-report"
PAGE_KEY: Final = "report-page"


def show_quality(quality: Sequence[QualityResult]) -> None:
    """Show what each rule found; a run that read nothing new says so."""
    create_table_artifact(
        quality_rows(quality), key=QUALITY_KEY, description="Every rule and its result, the broken first"
    )


def show_run(summary: Summary) -> None:
    """Show what a run did, and where its report is."""
    create_table_artifact(summary_rows(summary), key=SUMMARY_KEY, description="What the run did, in numbers")
    create_markdown_artifact(summary_markdown(summary), key=REPORT_KEY, description="What the run did")
    if not summary.quality:
        show_quality(())
    if summary.report is not None:
        show_page(summary.report)


def show_failure(run_id: str, error: BaseException, page: Path) -> None:
    """Show why nothing of a run landed, and where the report that says so is."""
    create_table_artifact([{"what": "landed", "number": 0}], key=SUMMARY_KEY, description="The run failed")
    create_markdown_artifact(failure_markdown(run_id, str(error)), key=REPORT_KEY, description="Why the run failed")
    show_page(page)


def show_page(page: Path) -> None:
    """Show where the report is."""
    create_link_artifact(
        link_address(page),
        "The report: every figure in its sentence",
        key=PAGE_KEY,
        description="Opens on this machine",
    )
