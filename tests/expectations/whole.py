"""The gate on documents that are all there at once: what most tests of rules ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from expectations.gate import Gate

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from expectations.outcome import Verdict
    from expectations.tables import Frames, StructuralFailure


@dataclass(frozen=True)
class GateOutcome:
    """What of the candidates is accepted and what is not, and the verdict on the run."""

    accepted: Frames
    quarantined: pd.DataFrame
    verdict: Verdict

    @property
    def quality(self) -> pd.DataFrame:
        return self.verdict.quality

    @property
    def structural(self) -> tuple[StructuralFailure, ...]:
        return self.verdict.structural

    @property
    def docs_index(self) -> Path | None:
        return self.verdict.docs_index

    @property
    def passed(self) -> bool:
        return not self.verdict.structural

    def quarantined_by_table(self) -> dict[str, int]:
        counts = self.quarantined["table_name"].value_counts()
        return {table: int(counts.get(table, 0)) for table in self.accepted.tables()}


def check(frames: Frames, **about: Any) -> GateOutcome:
    """Return the gate's decision on `frames`; nothing is accepted of a run that is stopped."""
    gate = Gate(**about)
    separation = gate.check(frames)
    verdict = gate.decide()
    assert gate.stopped == bool(verdict.structural)
    accepted = separation.accepted.none_of() if verdict.structural else separation.accepted
    return GateOutcome(accepted, separation.quarantined, verdict)
