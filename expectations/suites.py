"""The rules as Great Expectations suites, one factory a table. Importing this module imports Great Expectations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import great_expectations.expectations as gxe
from great_expectations import ExpectationSuite
from great_expectations.expectations.row_conditions import Column

from expectations import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from expectations.rules import Rule
    from expectations.tables import Table


class ExpectSurfaceAtOffsets(gxe.ExpectColumnPairValuesToBeEqual):  # type: ignore[misc]  # GX is not typed for mypy
    """The surface of a figure is what its offsets cut out of the raw text: the promise everything else rests on.

    Null on both sides is a breach too: offsets that point nowhere must not pass because the surface is missing.
    """

    ignore_row_if: str = "neither"


OWN = {"ExpectSurfaceAtOffsets": ExpectSurfaceAtOffsets}


def documents() -> ExpectationSuite:
    """Return the suite of the table `documents`."""
    return suite("documents", catalogue.rules_of("documents"))


def lines() -> ExpectationSuite:
    """Return the suite of the table `lines`."""
    return suite("lines", catalogue.rules_of("lines"))


def figures() -> ExpectationSuite:
    """Return the suite of the table `figures`."""
    return suite("figures", catalogue.rules_of("figures"))


def figure_context() -> ExpectationSuite:
    """Return the suite of the table `figure_context`."""
    return suite("figure_context", catalogue.rules_of("figure_context"))


def run() -> ExpectationSuite:
    """Return the suite of the one row of facts about a run."""
    return suite("run", catalogue.rules_of("run"))


def suite(table: Table, rules: Iterable[Rule]) -> ExpectationSuite:
    """Return the suite of the `rules` that Great Expectations checks; consequences are left to the quarantine."""
    return ExpectationSuite(name=table, expectations=[expectation(rule) for rule in rules if rule.expectation])


def expectation(rule: Rule) -> gxe.Expectation:
    """Return `rule` as an expectation with its id, sentence and severity. An unknown class raises AttributeError."""
    made = OWN[rule.expectation] if rule.expectation in OWN else getattr(gxe, rule.expectation)
    further: dict[str, Any] = {}
    if rule.where:
        column, value = rule.where
        further["row_condition"] = Column(column) == value
    return made(
        **rule.arguments,
        **further,
        severity=rule.severity,
        description=rule.sentence,
        meta={"rule_id": rule.rule_id},
    )
