"""The gate: checks a run's candidates against every rule and decides what lands, what is held back, what stops the run.

Importing this module imports Great Expectations (seconds), so only a flow that is about to check rows should.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from expectations.catalogue import all_rules, rules_of
from expectations.confidence import Average, averages, shifted
from expectations.data_docs import publish
from expectations.enrich import counted_facts, enrich, run_facts
from expectations.findings import Breach, Finding
from expectations.history import NOTHING_KNOWN, changes, newest_by_outlet, seen_by_outlet
from expectations.outcome import Verdict, added_up, quality_frame, structural_failures
from expectations.quarantine import Separation, broken_rows, nothing_quarantined, separate
from expectations.run import MIN_ROWS_FOR_SHARE
from expectations.tables import DECLARED, shape_failures
from expectations.validation import Validation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    import pandas as pd

    from expectations.history import History
    from expectations.tables import Frames, RowTable, StructuralFailure

QUARANTINE_LIMIT: Final = 0.2
"""Default limit: when a fifth of a table breaks critical rules, the program that read it is broken, not the news."""

MOST_PAGES: Final = 10
"""Parts of a run whose pages are written; what was found in the others is in the counts and in the quarantine."""

RUN_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
"""Run ids name folders of pages: no separators, no leading dot."""


class Gate:
    """Checks the candidates of one run, some documents at a time, and decides on the whole at the end."""

    def __init__(
        self,
        *,
        run_id: str,
        docs_folder: Path | None,
        quarantine_limit: float = QUARANTINE_LIMIT,
        today: date | None = None,
        history: History = NOTHING_KNOWN,
    ) -> None:
        """Begin a run. `docs_folder` receives its Data Docs beside those of earlier runs (None: no pages).

        `quarantine_limit` is the share, 0 to 1, of a table's rows that may break critical rules. `today` (default: now,
        in UTC) judges dates; `history` is what the outlets of the run were like before. Raises ValueError for a run id
        that cannot name a folder or a limit that is no share.
        """
        _check_arguments(run_id, quarantine_limit)
        self._run_id, self._folder, self._limit = run_id, docs_folder, quarantine_limit
        self._today = today or datetime.now(UTC).date()
        self._history = history
        self._counted: Counter[str] = Counter()
        self._outlets: dict[str, Counter[str]] = {}
        self._newest: dict[str, str] = {}
        self._confidence: dict[str, Average] = {}
        self._quality: list[pd.DataFrame] = []
        self._structural: list[StructuralFailure] = []
        self._last: Validation | None = None
        self._parts = 0

    @property
    def stopped(self) -> bool:
        """Whether what was seen so far stops the run: nothing that follows can land."""
        return bool(self._structural)

    def check(self, frames: Frames) -> Separation:
        """Return the accepted and the quarantined rows of some documents, with all their lines and figures.

        Bad data never raises: rows go to quarantine; what makes the run untrustworthy stops it.
        """
        frames = frames.renumbered()
        shapes = [_shape_finding(table, misshapen := shape_failures(frames)) for table in DECLARED]
        if misshapen:
            self._structural.extend(misshapen)
            self._quality.append(quality_frame(shapes))
            return Separation(frames.none_of(), nothing_quarantined())
        self._build_pages()
        self._last = Validation(self._run_id, self._folder)
        enriched = enrich(frames, self._today, self._history.deaths)
        findings = list(shapes)
        for table, frame in enriched.tables().items():
            findings.extend(self._last.findings(table, rules_of(table), frame))
        broken = {table: len(broken_rows(findings, table)) for table in DECLARED}
        self._counted.update(counted_facts(enriched, broken))
        self._remember(frames, broken_rows(findings, "figures"))
        separation = separate(frames, findings)
        self._structural.extend(structural_failures(findings))
        self._quality.append(quality_frame([*findings, *separation.consequences]))
        self._parts += 1
        return separation

    def decide(self) -> Verdict:
        """Return the verdict on everything that was checked. Without any document checked the run is stopped."""
        if self._parts:
            self._judge_run()
        quality = added_up(self._quality)
        index = None
        if self._folder is not None and self._parts:
            self._build_pages()
            index = publish(self._folder, self._run_id, quality, self._structural)
        return Verdict(quality, tuple(self._structural), index)

    def _judge_run(self) -> None:
        """Judge the rules of the run, on the page of the last documents."""
        facts = run_facts(self._counted, self._limit, MIN_ROWS_FOR_SHARE).assign(
            **changes(self._outlets, self._newest, self._history),
            confidence_shifted=shifted(self._confidence, self._history.confidence),
        )
        validation = self._last or Validation(self._run_id, self._folder)
        findings = validation.findings("run", rules_of("run"), facts)
        self._structural.extend(structural_failures(findings))
        self._quality.append(quality_frame(findings))

    def _remember(self, frames: Frames, refused: Iterable[int]) -> None:
        for outlet, counts in seen_by_outlet(frames, refused).items():
            self._outlets.setdefault(outlet, Counter()).update(counts)
        for outlet, day in newest_by_outlet(frames).items():
            self._newest[outlet] = max(day, self._newest.get(outlet, day))
        for field, average in averages(frames.figures).items():
            self._confidence[field] = average.plus(self._confidence.get(field, Average(0, 0.0)))

    def _build_pages(self) -> None:
        """Write the pages of the last documents, while there are few: a page a thousand documents is not read."""
        if self._last is not None and self._folder is not None and self._parts <= MOST_PAGES:
            self._last.build_pages()


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
