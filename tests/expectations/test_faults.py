"""Good rows that go bad in fifty ways: what share of them the rules notice, and that they leave the good ones alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest

from expectations.catalogue import rules_of
from expectations.enrich import enrich
from expectations.tables import DECLARED
from expectations.validation import Validation
from flows.article_reader import article_reader
from seeds.load import sample_folder
from tests.expectations.faults import FAULTS, joined, stories
from tests.expectations.model import frames_of
from transforms.reading.documents import read_document
from transforms.records import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from expectations.tables import Frames
    from tests.expectations.faults import Story

TODAY = date(2026, 1, 1)
"""Behind the day of every sample."""

TIMES = 3
"""Articles that each fault befalls."""

NOT_NOTICED = {"a promise taken for a fact"}
"""Nothing in a row tells what its sentence means: that is what the golden labels are for."""

MAY_BE_NULL = {
    "documents": {"outlet", "title", "byline", "language"},
    "lines": set(),
    "figures": {
        "change", "measure_id", "subject_id", "period_start", "period_end",
    },
}  # fmt: skip
"""Columns of which a cell may be null: what an article need not tell."""


@pytest.fixture(scope="module")
def read() -> Frames:
    """Return the sample articles as the product reads them."""
    reader = article_reader()
    documents = [read_document(path.read_bytes(), path.name) for path in sorted(sample_folder().iterdir())]
    return frames_of(*(reader.read(document) for document in documents if isinstance(document, Document)))


def noticed(told: Sequence[Story]) -> list[Counter[str]]:
    """Return for each story how often each rule was broken by its rows."""
    frames, owners = joined(told)
    found: list[Counter[str]] = [Counter() for _ in told]
    for table, enriched in enrich(frames, TODAY).tables().items():
        rules = [rule for rule in rules_of(table) if rule.expectation]
        for finding in Validation("faults", None).findings(table, rules, enriched):
            assert finding.problem is None
            for breach in finding.breaches:
                found[owners[table][breach.row]][finding.rule.rule_id] += 1
    return found


@pytest.fixture(scope="module")
def caught(read: Frames) -> dict[str, list[set[str]]]:
    """Return for each fault the rules that noticed it, once for each article that it befell."""
    good, rng = stories(read), Random(7)
    usual = dict(zip([story.document["source"] for story in good], noticed(good), strict=True))
    befallen, names = [], []
    for fault in FAULTS:
        able = 0
        for story in rng.sample(good, len(good)):
            copy = story.copy(fault.name, str(able))
            if able < TIMES and fault.befall(copy, rng):
                befallen.append(copy)
                names.append(fault.name)
                able += 1
        assert able, f"no article can have the fault {fault.name!r}"
    found: dict[str, list[set[str]]] = defaultdict(list)
    for name, story, rules in zip(names, befallen, noticed(befallen), strict=True):
        found[name].append(set(rules - usual[story.document["source"]]))
    return found


def test_there_are_fifty_faults() -> None:
    assert len({fault.name for fault in FAULTS}) == 50


def test_the_rules_notice_what_goes_bad(caught: dict[str, list[set[str]]]) -> None:
    missed = {name for name, times in caught.items() if not all(times)}
    assert sum(map(all, caught.values())) >= 48
    assert missed == NOT_NOTICED


def test_good_rows_are_left_alone(read: Frames) -> None:
    broken: Counter[str] = sum(noticed(stories(read)), Counter())
    assert broken == {}


def test_a_null_is_noticed_in_every_column_that_must_be_filled(read: Frames) -> None:
    good = stories(read)
    befallen, columns = [], []
    for table, kind in (("documents", "document"), ("lines", "line"), ("figures", "figure")):
        for column in [name for name, dtype in DECLARED[table].items() if dtype in ("str", "float64")]:
            story, row = next(
                (copy, row)
                for copy in (one.copy(table, column) for one in good)
                for row in copy.rows(kind)
                if row[column] is not None
            )
            row[column] = None
            befallen.append(story)
            columns.append((table, column))
    silent: dict[str, set[str]] = defaultdict(set)
    for (table, column), rules in zip(columns, noticed(befallen), strict=True):
        if not rules:
            silent[table].add(column)
    assert silent == {table: names for table, names in MAY_BE_NULL.items() if names}
