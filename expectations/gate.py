"""The gate: checks a run's candidates against every rule and decides what lands, what is held back, what stops the run.

Importing this module imports Great Expectations (seconds), so only a flow that is about to check rows should.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from expectations.catalogue import all_rules, rules_of
from expectations.data_docs import publish
from expectations.enrich import enrich, run_facts
from expectations.findings import Breach, Finding
from expectations.outcome import GateOutcome, quality_frame, structural_failures
from expectations.quarantine import broken_rows, nothing_quarantined, separate
from expectations.run import MIN_ROWS_FOR_SHARE
from expectations.tables import DECLARED, Frames, StructuralFailure, shape_failures
from expectations.validation import Validation

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from expectations.tables import RowTable

QUARANTINE_LIMIT: Final = 0.2
"""Default limit: when a fifth of a table breaks critical rules, the program that read it is broken, not the news."""

RUN_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
"""Run ids name folders of pages: no separators, no leading dot."""


def check(
    frames: Frames,
    *,
    run_id: str,
    docs_folder: Path | None,
    quarantine_limit: float = QUARANTINE_LIMIT,
    today: date | None = None,
) -> GateOutcome:
    """Return the gate's decision on the candidates of a run.

    `docs_folder` receives the Data Docs of the run beside those of earlier runs (None: no pages). `quarantine_limit` is
    the share, 0 to 1, of a table's rows that may break critical rules. `today` (default: now, in UTC) judges dates.

    Raises ValueError for a run id that cannot name a folder or a limit that is no share. Bad data never raises: rows go
    to quarantine, what makes the whole run untrustworthy is listed in `structural` (see `GateOutcome.require_passed`).
    A run that read nothing new should not come here: no documents at all is a structural failure.
    """
    _check_arguments(run_id, quarantine_limit)
    frames = frames.renumbered()
    misshapen = shape_failures(frames)
    if misshapen:
        return _stopped(frames, [_shape_finding(table, misshapen) for table in DECLARED], misshapen)
    validation = Validation(run_id, docs_folder)
    findings = [_shape_finding(table, ()) for table in DECLARED]
    enriched = enrich(frames, today or datetime.now(UTC).date())
    for table, frame in enriched.tables().items():
        findings.extend(validation.findings(table, rules_of(table), frame))
    broken = {table: len(broken_rows(findings, table)) for table in DECLARED}
    facts = run_facts(enriched, broken, quarantine_limit, MIN_ROWS_FOR_SHARE)
    findings.extend(validation.findings("run", rules_of("run"), facts))
    return _decided(frames, findings, validation)


def _decided(frames: Frames, findings: list[Finding], validation: Validation) -> GateOutcome:
    separation = separate(frames, findings)
    structural = structural_failures(findings)
    quality = quality_frame([*findings, *separation.consequences])
    index = None
    if validation.docs_folder is not None:
        validation.build_pages()
        index = publish(validation.docs_folder, validation.run_id, quality, structural)
    accepted = frames.none_of() if structural else separation.accepted
    return GateOutcome(accepted, separation.quarantined, quality, structural, index)


def _stopped(frames: Frames, findings: list[Finding], failures: tuple[StructuralFailure, ...]) -> GateOutcome:
    return GateOutcome(frames.none_of(), nothing_quarantined(), quality_frame(findings), failures)


def _shape_finding(table: RowTable, failures: tuple[StructuralFailure, ...]) -> Finding:
    """Return the shape rule's finding: one breach a wrong column, counted over the declared columns."""
    rule = all_rules()[f"{table}.columns_declared"]
    own = [failure for failure in failures if failure.table == table]
    return Finding(rule, len(DECLARED[table]), tuple(Breach(n, f.problem) for n, f in enumerate(own)))


def _check_arguments(run_id: str, quarantine_limit: float) -> None:
    if not RUN_ID.fullmatch(run_id):
        raise ValueError(f"run id {run_id!r} cannot name a folder: use letters, digits, '_', '-' and single dots")
    if not 0 <= quarantine_limit <= 1:
        raise ValueError(f"quarantine limit {quarantine_limit} is no share: give a number from 0 to 1")
