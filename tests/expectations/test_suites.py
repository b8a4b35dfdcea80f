"""The suites as code: every rule becomes one expectation that carries its id, sentence and severity."""

from __future__ import annotations

import pytest

from expectations import suites
from expectations.catalogue import rules_of
from expectations.enrich import enrich
from expectations.rules import Rule, present
from expectations.validation import Validation
from tests.expectations.conftest import TODAY
from tests.expectations.model import model


@pytest.mark.parametrize("table", ["documents", "lines", "figures", "figure_context", "run"])
def test_suite_has_every_checked_rule_of_its_table(table):
    suite = getattr(suites, table)()
    made = [(e.meta["rule_id"], e.description, e.severity.value) for e in suite.expectations]
    declared = [(r.rule_id, r.sentence, r.severity) for r in rules_of(table) if r.expectation]
    assert suite.name == table
    assert sorted(made) == sorted(declared)


def test_rule_that_names_a_missing_column_is_a_problem_not_a_pass():
    rule = present("figures", "colour")
    (finding,) = Validation("r1", None).findings("figures", [rule], enrich(model(0), TODAY).figures)
    assert finding.status == "error"
    assert "colour" in finding.problem


def test_rule_that_raises_is_a_problem_not_a_pass():
    rule = Rule(
        "figures.odd",
        "figures",
        "critical",
        "Odd.",
        "ExpectColumnValuesToBeBetween",
        {"column": "surface", "min_value": 1},
    )
    (finding,) = Validation("r1", None).findings("figures", [rule], enrich(model(0), TODAY).figures)
    assert finding.status == "error"


def test_rule_that_judges_a_whole_column_at_once_is_a_problem():
    rule = Rule(
        "figures.mean",
        "figures",
        "critical",
        "Low.",
        "ExpectColumnMeanToBeBetween",
        {"column": "line_n", "max_value": 1},
    )
    (finding,) = Validation("r1", None).findings("figures", [rule], enrich(model(0), TODAY).figures)
    assert finding.problem == "the rule saw None rows instead of 11"


def test_surface_rule_refuses_null_on_both_sides():
    frame = enrich(model(0), TODAY).figures
    frame.loc[3, ["surface", "text_at_offsets"]] = None
    rules = [rule for rule in rules_of("figures") if rule.rule_id == "figures.offsets_match"]
    (finding,) = Validation("r1", None).findings("figures", rules, frame)
    assert [breach.row for breach in finding.breaches] == [3]
