"""One run of Great Expectations, with a broken row for every rule, serves all tests of rules."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from expectations.catalogue import all_rules
from expectations.enrich import enrich
from expectations.validation import Validation
from tests.expectations.model import break_row, model

if TYPE_CHECKING:
    from expectations.findings import Finding

TODAY = date(2024, 5, 4)


def breakable() -> list[str]:
    """Return the ids of the rules that judge single rows, each with its failing example."""
    return [rule.rule_id for rule in all_rules().values() if rule.expectation and rule.table != "run"]


@pytest.fixture(scope="session")
def findings() -> dict[str, Finding]:
    """Every row rule's finding on one run: story 0 is sound, story 1 + i is broken by the i-th rule's example."""
    frames = model(*range(len(breakable()) + 1))
    for number, rule_id in enumerate(breakable(), 1):
        frames = break_row(frames, all_rules()[rule_id], number)
    validation = Validation("examples", None)
    found: dict[str, Finding] = {}
    for table, frame in enrich(frames, TODAY).tables().items():
        rules = [rule for rule in all_rules().values() if rule.table == table]
        found |= {one.rule.rule_id: one for one in validation.findings(table, rules, frame)}
    return found
