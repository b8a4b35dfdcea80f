"""The text of what a run did: for the terminal, and for the artifacts on Prefect's page. Pure functions.

Names of sources come from outside: they are stripped of control characters, and of markup where markup would act.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from flows.explain import CONTROL
from warehouse.runs import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from flows.run import Summary
    from warehouse.landing import QualityResult

MOST_LISTED: Final = 20
"""Refused sources that are listed; the rest is counted and stands in the table `quarantine`."""

MARKUP: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>&])")


def quality_rows(quality: Sequence[QualityResult]) -> list[dict[str, Any]]:
    """Return the rows of the table artifact, those that failed first."""
    if not quality:
        return [{"rule": "none", "status": "nothing new to check"}]
    worst_first = sorted(quality, key=lambda result: (result.status == "pass", result.severity != "critical"))
    return [
        {
            "rule": result.rule_id,
            "severity": result.severity,
            "checked": result.checked,
            "failed": result.failed,
            "status": result.status,
            "means": result.description,
        }
        for result in worst_first
    ]


def summary_rows(summary: Summary) -> list[dict[str, Any]]:
    """Return the rows of the table artifact of a run: what was counted, in words, and how many."""
    counts = summary.counts
    told = {
        "sources looked at": counts.read,
        "of them new": counts.new,
        "known already": counts.unchanged,
        "the same as another": counts.duplicate,
        "refused": counts.rejected,
        "numbers that may be figures": counts.candidates,
        "of them landed": counts.accepted,
        "kept out": counts.quarantined,
        "numbers that are none": counts.not_figures,
        "rules checked": len(summary.quality),
        "rules broken": sum(result.status != "pass" for result in summary.quality),
        "earlier refusals settled": summary.resolved,
    }
    return [{"what": what, "number": number} for what, number in told.items()]


def link_address(page: Path) -> str:
    """Return the address of a file for a link of Markdown, which a bracket in the path would end."""
    return page.resolve().as_uri().replace("(", "%28").replace(")", "%29")


def accounting(summary: Summary) -> tuple[str, str]:
    """Return the two sums of the run in words."""
    counts = summary.counts
    sources = " + ".join(f"{getattr(counts, outcome)} {outcome}" for outcome in OUTCOMES)
    return (
        f"{counts.read} read = {sources}",
        f"{counts.candidates} candidates = {counts.accepted} accepted + {counts.quarantined} quarantined",
    )


def quality_words(quality: Sequence[QualityResult]) -> str:
    """Return how the rules fared, in one sentence."""
    if not quality:
        return "nothing new to check"
    failed = [result for result in quality if result.status != "pass"]
    if not failed:
        return f"all {len(quality)} rules hold"
    named = ", ".join(f"{result.rule_id} ({result.failed})" for result in failed[:MOST_LISTED])
    return f"{len(quality) - len(failed)} of {len(quality)} rules hold; broken: {named}"


def summary_lines(summary: Summary) -> Iterator[str]:
    """Yield what the terminal shows at the end of a run."""
    sources, figures = accounting(summary)
    yield f"Run {summary.run_id}"
    yield f"  sources   {sources}"
    yield f"  figures   {figures}; {summary.counts.not_figures} other numbers"
    yield f"  quality   {quality_words(summary.quality)}"
    for message in summary.empty:
        yield f"  nothing   {message}".translate(CONTROL)
    if summary.uncorrected:
        named = ", ".join(summary.uncorrected[:3])
        yield f"  missing   {len(summary.uncorrected)} documents that corrections name are not in the database: {named}"
    for run_id in summary.crashed:
        yield f"  recovered run {run_id} was killed before it landed anything; it is closed as crashed"
    if summary.holding:
        yield f"  rules     changed; in {summary.holding} articles that are not read again nothing that they concern"
    if summary.resolved:
        yield f"  settled   {summary.resolved} refusals that waited in quarantine"
    for source, rule, reason in summary.rejections[:MOST_LISTED]:
        yield f"  rejected  {source}: {reason} [{rule}]".translate(CONTROL)
    if len(summary.rejections) > MOST_LISTED:
        yield f"  rejected  ... and {len(summary.rejections) - MOST_LISTED} more: see the table quarantine"
    if summary.ignored:
        shown = ", ".join(summary.ignored[:3])
        yield f"  ignored   {len(summary.ignored)} that are hidden or have no article's suffix: {shown}".translate(
            CONTROL
        )
    yield f"  seconds   {', '.join(f'{stage} {value:.1f}' for stage, value in summary.seconds.items())}"
    yield f"  database  {summary.warehouse}"
    yield f"  report    {summary.report}"
    if summary.docs is not None:
        yield f"  rules     {summary.docs}"


def plain_markdown(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, on one line."""
    return MARKUP.sub(r"\\\1", " ".join(text.split()).translate(CONTROL))


def summary_markdown(summary: Summary) -> str:
    """Return the markdown artifact of a run."""
    sources, figures = accounting(summary)
    parts = [f"# Run {summary.run_id}", f"- sources: {sources}", f"- figures: {figures}"]
    parts += [f"- nothing: {plain_markdown(message)}" for message in summary.empty]
    parts += [f"- corrections name a document that is not there: {doc_id}" for doc_id in summary.uncorrected]
    parts.append(f"- quality: {plain_markdown(quality_words(summary.quality))}")
    parts.append(f"- database: {plain_markdown(str(summary.warehouse))}")
    parts.append(f"- report: {plain_markdown(str(summary.report))}")
    if summary.rejections:
        parts.append(f"\n## Rejected sources ({len(summary.rejections)})\n")
        parts += [
            f"- {plain_markdown(source)}: {plain_markdown(reason)} ({plain_markdown(rule)})"
            for source, rule, reason in summary.rejections[:MOST_LISTED]
        ]
    return "\n".join(parts) + "\n"


def failure_markdown(run_id: str, error: str) -> str:
    """Return the markdown artifact of a run that failed."""
    return f"# Run {run_id} failed\n\n{plain_markdown(error)}\n\nNothing of it landed.\n"
