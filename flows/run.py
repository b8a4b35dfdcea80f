"""A run of the main job: what it is made with, its accounting, and how its stages' results become one landing.

Pure functions and records; what touches Prefect, files and the database is in `tasks`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from secrets import choice
from typing import TYPE_CHECKING, Any, Final

from flows.model import model_version
from flows.versions import code_version, rules_version
from warehouse.landing import Landing, QualityResult, Refusal, SeenDocument
from warehouse.runs import OUTCOMES, RunCounts, RunStart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from expectations.outcome import GateOutcome
    from flows.intake import Intake
    from flows.reading import Reading
    from flows.settings import Settings
    from warehouse.landing import QualityStatus

STATUS: Final[Mapping[str, QualityStatus]] = {"passed": "pass", "vacuous": "pass", "failed": "fail", "error": "error"}
"""The gate's verdicts as the warehouse stores them; a rule that had no row to judge has `checked` 0."""


LETTERS: Final = "bcdfghjklmnpqrstvwxz"
"""What tells two runs of one second apart. Letters that form no word: Great Expectations reads any run name it can as
a time, and fails on the pages of one that ends like an impossible time zone (`-9913`)."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its settings, and what the warehouse records when it begins."""

    settings: Settings
    start: RunStart

    @property
    def run_id(self) -> str:
        """Return the id of the run; ids sort by the time they began."""
        return self.start.run_id


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, for people and for whoever called the flow."""

    run_id: str
    counts: RunCounts
    documents_replaced: int
    quality: tuple[QualityResult, ...]
    rejections: tuple[tuple[str, str, str], ...]
    """Source, rule and reason of every source that was refused."""
    ignored: tuple[str, ...]
    seconds: Mapping[str, float]
    warehouse: Path
    report: Path | None = None
    docs: Path | None = None


def new_run(settings: Settings, now: datetime | None = None) -> Run:
    """Return a run that begins now. Raises ModelMissingError before anything is recorded."""
    now = now or datetime.now(UTC)
    model, version = model_version(settings.model)
    run_id = f"{now:%Y%m%dT%H%M%SZ}-{''.join(choice(LETTERS) for _ in range(4))}"
    return Run(settings, RunStart(run_id, now, code_version(), rules_version(), model, version))


def count(intake: Intake, reading: Reading, gate: GateOutcome | None) -> RunCounts:
    """Return the accounting; figures that the transforms themselves refused are candidates that were quarantined."""
    refused = len(reading.rejections)
    held_back = gate.quarantined_by_table()["figures"] if gate else 0
    return RunCounts(
        read=len(intake.outcomes),
        **{outcome: intake.count(outcome) for outcome in OUTCOMES},
        candidates=len(reading.frames.figures) + refused,
        accepted=len(gate.accepted.figures) if gate else 0,
        quarantined=held_back + refused,
        not_figures=int(reading.frames.documents["n_not_figures"].sum()),
    )


class Results:
    """What the stages of a run gave so far; `gate` is None when nothing was new. No dataclass: see `intake.Intake`."""

    __slots__ = ("gate", "intake", "reading", "seconds")

    def __init__(
        self, intake: Intake, reading: Reading, gate: GateOutcome | None, seconds: Mapping[str, float]
    ) -> None:
        self.intake = intake
        self.reading = reading
        self.gate = gate
        self.seconds = seconds


def landing(run: Run, results: Results, seeds: Mapping[str, Sequence[Mapping[str, str]]]) -> Landing:
    """Return everything the run lands; without new documents its frames are empty."""
    frames = results.gate.accepted if results.gate else results.reading.frames
    return Landing(
        run.run_id,
        datetime.now(UTC),
        count(results.intake, results.reading, results.gate),
        frames.documents,
        frames.lines,
        frames.figures,
        seen=[SeenDocument(source, doc_id, outcome) for source, (doc_id, outcome) in results.intake.outcomes.items()],
        refusals=list(refusals(results.intake, results.reading, results.gate)),
        quality=quality(results.gate),
        seeds=seeds,
        seconds={name: round(value, 3) for name, value in results.seconds.items()},
    )


def refusals(intake: Intake, reading: Reading, gate: GateOutcome | None) -> Iterator[Refusal]:
    """Yield every refusal of the run: whole sources, figures the transforms refused, rows the gate held back."""
    for rejection in intake.rejections:
        row = {name: value for name, value in asdict(rejection).items() if value is not None}
        yield Refusal(rejection.stage, rejection.source, rejection.doc_id, (rejection.rule_id,), rejection.reason, row)
    for row in records(reading.rejections):
        yield Refusal(row["stage"], row["source"], row["doc_id"], (row["rule_id"],), row["reason"], row)
    if gate is None:
        return
    documents = reading.frames.documents
    sources = dict(zip(documents["doc_id"], documents["source"], strict=True))
    for row in records(gate.quarantined):
        source = sources.get(row["doc_id"], row["doc_id"])
        refused = {"table": row["table_name"], **json.loads(row["row_json"])}
        yield Refusal("validate", source, row["doc_id"], tuple(row["rule_ids"]), row["reason"], refused)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of `frame` as plain values, every kind of null as None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def quality(gate: GateOutcome | None) -> tuple[QualityResult, ...]:
    """Return what every rule found, as the warehouse stores it."""
    if gate is None:
        return ()
    return tuple(QualityResult(**row | {"status": STATUS[row["status"]]}) for row in records(gate.quality))
