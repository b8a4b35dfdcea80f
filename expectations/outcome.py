"""What the gate decided: what may land, what is held back and why, how each rule fared, and what stops the run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from expectations.tables import StructuralFailure
from transforms.frames import QUALITY, frame

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from expectations.findings import Finding, Status


class GateError(RuntimeError):
    """The run may not land: `failures` says which rules rang and what was seen."""

    def __init__(self, failures: tuple[StructuralFailure, ...]) -> None:
        self.failures = failures
        listed = "\n".join(f"- {failure.rule_id}: {failure.problem}" for failure in failures)
        super().__init__(f"the gate stopped the run, nothing may land:\n{listed}")


VERDICTS: Final[tuple[Status, ...]] = ("vacuous", "passed", "failed", "error")
"""What a rule can come to, from the mildest to the worst."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's decision on a whole run: how every rule fared, and what, if anything, stops it.

    `docs_index` is the page that lists all runs.
    """

    quality: pd.DataFrame
    structural: tuple[StructuralFailure, ...] = ()
    docs_index: Path | None = None

    def require_passed(self) -> None:
        """Raise GateError when the run may not land."""
        if self.structural:
            raise GateError(self.structural)


def quality_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return one row a rule, in the order of `findings`."""
    rows = [
        {
            "table_name": finding.rule.table,
            "rule_id": finding.rule.rule_id,
            "description": finding.rule.sentence,
            "severity": finding.rule.severity,
            "checked": finding.checked,
            "failed": len(finding.breaches),
            "status": finding.status,
        }
        for finding in findings
    ]
    return frame(rows, QUALITY)


def added_up(quality: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return the quality of a run from that of its parts: one row a rule, counts added, the worst verdict."""
    parts = list(quality)
    if len(parts) == 1:
        return parts[0]
    rows = pd.concat(parts, ignore_index=True)
    rows["status"] = rows["status"].map(VERDICTS.index)
    keys = ["table_name", "rule_id", "description", "severity"]
    whole = rows.groupby(keys, sort=False, as_index=False).agg({"checked": "sum", "failed": "sum", "status": "max"})
    whole["status"] = whole["status"].map(VERDICTS.__getitem__)
    return whole[list(QUALITY)].astype(dict(QUALITY))


def structural_failures(findings: Iterable[Finding]) -> tuple[StructuralFailure, ...]:
    """Return what stops the run: rules that could not judge, and critical breaches of the rules of the run."""
    return tuple(
        StructuralFailure(finding.rule.table, finding.rule.rule_id, _problem(finding))
        for finding in findings
        if finding.problem is not None
        or (finding.rule.table == "run" and finding.rule.severity == "critical" and finding.breaches)
    )


def _problem(finding: Finding) -> str:
    if finding.problem is not None:
        return finding.problem
    observed = "; ".join(breach.observed for breach in finding.breaches)
    return f"does not hold: {finding.rule.sentence.removesuffix('.')} ({observed})"
