"""A run of the main job: what it is made with, its accounting, and how its stages' results become one landing.

Pure functions and records; what touches Prefect, files and the database is in `tasks`.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from secrets import choice
from typing import TYPE_CHECKING, Any, Final

from flows.model import model_version
from flows.reading import to_reading
from flows.versions import code_version, reader_version, rules_version
from transforms.frames import DOCUMENTS, FIGURE_CONTEXT, FIGURES, LINES, frame
from warehouse.landing import Landing, QualityResult, Refusal, SeenDocument
from warehouse.runs import OUTCOMES, RunCounts, RunStart

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from expectations.gate import Gate
    from expectations.outcome import Verdict
    from expectations.quarantine import Separation
    from flows.intake import Intake
    from flows.reading import Reading
    from flows.settings import Settings
    from transforms.records import Rejection
    from warehouse.landing import QualityStatus
    from warehouse.staging import Staging

STATUS: Final[Mapping[str, QualityStatus]] = {"passed": "pass", "vacuous": "pass", "failed": "fail", "error": "error"}
"""The gate's verdicts as the warehouse stores them; a rule that had no row to judge has `checked` 0."""


LETTERS: Final = "bcdfghjklmnpqrstvwxz"
"""What tells two runs of one second apart. Letters that form no word: Great Expectations reads any run name it can as
a time, and fails on the pages of one that ends like an impossible time zone (`-9913`)."""


FOLLOWS: Final = "figure_context.figure_quarantined"
"""Choices that go only because their figure went are no refusals of their own: its row tells what they said."""


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
    crashed: tuple[str, ...] = ()
    """Earlier runs that were found dead and closed."""
    resolved: int = 0
    """Refusals that waited and are settled by this run."""
    empty: tuple[str, ...] = ()
    """Of each source at which nothing was, what that means."""
    holding: int = 0
    """Documents that the rules, which have changed since, need not read again."""
    uncorrected: tuple[str, ...] = ()
    """Documents that corrections name and the database does not have."""


def new_run(settings: Settings, now: datetime | None = None) -> Run:
    """Return a run that begins now. Raises ModelMissingError and SeedError before anything is recorded."""
    now = now or datetime.now(UTC)
    model, version = model_version(settings.model)
    run_id = f"{now:%Y%m%dT%H%M%SZ}-{''.join(choice(LETTERS) for _ in range(4))}"
    rules = rules_version(settings.measures)
    return Run(settings, RunStart(run_id, now, code_version(), rules, model, version, reader_version()))


class Work:
    """What a run has done so far: what came in, what is staged, what was counted. No dataclass: see `intake.Intake`."""

    __slots__ = ("figures", "gate", "holding", "intake", "reading", "seconds", "staging", "verdict")

    def __init__(self, intake: Intake, staging: Staging, holding: Collection[str] = ()) -> None:
        self.intake = intake
        self.holding = holding
        self.staging = staging
        self.reading = to_reading(())
        self.gate: Gate | None = None
        self.verdict: Verdict | None = None
        self.figures: Counter[str] = Counter()
        self.seconds: dict[str, float] = {}

    @contextmanager
    def clocked(self, stage: str) -> Iterator[None]:
        """Add the time of the block, in seconds of wall time, to those of the stage."""
        started = time.perf_counter()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - started

    def stage(self, separation: Separation | None) -> None:
        """Put the accepted rows and the refusals of what was read aside until the run lands, count and forget them."""
        reading, self.reading = self.reading, to_reading(())
        accepted = separation.accepted if separation else reading.frames.none_of()
        refused = len(reading.rejections)
        held_back = separation.held_back("figures") if separation else 0
        self.figures.update(
            candidates=len(reading.frames.figures) + refused,
            accepted=len(accepted.figures),
            quarantined=held_back + refused,
            not_figures=int(reading.frames.documents["n_not_figures"].sum()),
        )
        with self.clocked("stage"):
            rows = {str(name): rows for name, rows in accepted.tables().items()}
            self.staging.add(rows, list(refusals(reading, separation)))

    def stage_sources(self) -> None:
        """Put the refusals of whole sources aside, and let go of the staging file, so that it can be attached."""
        self.staging.add({}, list(source_refusals(self.intake.rejections)))
        self.staging.close()

    def counts(self) -> RunCounts:
        """Return the accounting; figures that the transforms refused are candidates that were quarantined."""
        intake = self.intake
        outcomes = {outcome: intake.count(outcome) for outcome in OUTCOMES}
        figures = {name: self.figures[name] for name in ("candidates", "accepted", "quarantined", "not_figures")}
        return RunCounts(read=len(intake.outcomes), **outcomes, **figures)


def landing(
    run: Run, work: Work, seeds: Mapping[str, Sequence[Mapping[str, str]]], thresholds: Mapping[str, float]
) -> Landing:
    """Return everything the run lands; the rows of its documents are staged."""
    return Landing(
        run.run_id,
        datetime.now(UTC),
        work.counts(),
        frame((), DOCUMENTS),
        frame((), LINES),
        frame((), FIGURES),
        frame((), FIGURE_CONTEXT),
        seen=[SeenDocument(source, doc_id, outcome) for source, (doc_id, outcome) in work.intake.outcomes.items()],
        quality=quality(work.verdict),
        seeds=seeds,
        seconds={name: round(value, 3) for name, value in work.seconds.items()},
        holding=work.holding,
        thresholds=thresholds,
        staged=True,
    )


def source_refusals(rejections: Iterable[Rejection]) -> Iterator[Refusal]:
    """Yield the refusals of whole sources."""
    for rejection in rejections:
        row = {name: value for name, value in asdict(rejection).items() if value is not None}
        yield Refusal(rejection.stage, rejection.source, rejection.doc_id, (rejection.rule_id,), rejection.reason, row)


def refusals(reading: Reading, separation: Separation | None) -> Iterator[Refusal]:
    """Yield the refusals of some documents: figures the transforms refused, rows the gate held back."""
    for row in records(reading.rejections):
        yield Refusal(row["stage"], row["source"], row["doc_id"], (row["rule_id"],), row["reason"], row)
    if separation is None:
        return
    documents = reading.frames.documents
    sources = dict(zip(documents["doc_id"], documents["source"], strict=True))
    for row in records(separation.quarantined):
        if row["rule_ids"] == [FOLLOWS]:
            continue
        source = sources.get(row["doc_id"], row["doc_id"])
        refused = {"table": row["table_name"], **json.loads(row["row_json"])}
        yield Refusal("validate", source, row["doc_id"], tuple(row["rule_ids"]), row["reason"], refused)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of `frame` as plain values, every kind of null as None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def quality(verdict: Verdict | None) -> tuple[QualityResult, ...]:
    """Return what every rule found, as the warehouse stores it."""
    if verdict is None:
        return ()
    return tuple(QualityResult(**row | {"status": STATUS[row["status"]]}) for row in records(verdict.quality))
