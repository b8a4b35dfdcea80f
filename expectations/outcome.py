"""What the gate decided: what may land, what is held back and why, how each rule fared, and what stops the run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from expectations.tables import StructuralFailure
from transforms.frames import QUALITY, frame

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

    from expectations.findings import Finding
    from expectations.tables import Frames


class GateError(RuntimeError):
    """The run may not land: `failures` says which rules rang and what was seen."""

    def __init__(self, failures: tuple[StructuralFailure, ...]) -> None:
        self.failures = failures
        listed = "\n".join(f"- {failure.rule_id}: {failure.problem}" for failure in failures)
        super().__init__(f"the gate stopped the run, nothing may land:\n{listed}")


@dataclass(frozen=True, slots=True)
class GateOutcome:
    """The gate's decision on one run.

    Without structural failures, accepted and quarantined rows together are the candidates. With one, `accepted` is
    empty, and `quarantined` still shows what the row rules found. `docs_index` is the page that lists all runs.
    """

    accepted: Frames
    quarantined: pd.DataFrame
    quality: pd.DataFrame
    structural: tuple[StructuralFailure, ...] = ()
    docs_index: Path | None = None

    @property
    def passed(self) -> bool:
        """Whether the accepted rows may land."""
        return not self.structural

    def require_passed(self) -> None:
        """Raise GateError when the run may not land."""
        if self.structural:
            raise GateError(self.structural)

    def quarantined_by_table(self) -> dict[str, int]:
        """Return how many rows of each table were held back, for the accounting of the run."""
        counts = self.quarantined["table_name"].value_counts()
        return {table: int(counts.get(table, 0)) for table in self.accepted.tables()}


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
