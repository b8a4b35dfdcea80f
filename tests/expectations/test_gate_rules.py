"""Each rule through real Great Expectations: it refuses its failing example and accepts the sound story."""

from __future__ import annotations

import pandas as pd
import pytest

from expectations.catalogue import all_rules, rules_of
from expectations.run import MIN_ROWS_FOR_SHARE
from expectations.validation import Validation
from tests.expectations.conftest import breakable
from tests.expectations.model import PER_STORY, broken_row

SOUND_RUN = {
    "row_number": 0,
    "documents": 30,
    "lines": 300,
    "figures": 0,
    "story_lines": 200,
    "boilerplate_share": 0.2,
    "numbers_seen": 0,
    "numbers_read_share": None,
    "quarantine_limit": 0.2,
    "documents_quarantined_share": 0.2,
    "lines_quarantined_share": 0.0,
    "figures_quarantined_share": None,
    "figure_context": 0,
    "figure_context_quarantined_share": None,
    "confidence_shifted": None,
    "outlets_other_boilerplate": None,
    "outlets_other_figures": None,
    "outlets_other_refusals": None,
    "outlets_stale": None,
}
"""Facts of a run of articles without a number: nothing to ring about."""

SHAPED_BY_DUPLICATE = {"documents.doc_id_unique"}
"""Rules whose example makes the first story its partner: a doubled key breaks both rows that have it."""


@pytest.mark.parametrize("rule_id", breakable())
def test_rule_refuses_its_failing_example(findings, rule_id):
    number = breakable().index(rule_id) + 1
    _, row = broken_row(all_rules()[rule_id], number)
    assert row in [breach.row for breach in findings[rule_id].breaches]


@pytest.mark.parametrize("rule_id", breakable())
def test_rule_accepts_the_sound_story(findings, rule_id):
    sound = range(PER_STORY[all_rules()[rule_id].table])
    accused = [breach.row for breach in findings[rule_id].breaches if breach.row in sound]
    assert accused == ([0] if rule_id in SHAPED_BY_DUPLICATE else [])


@pytest.mark.parametrize("rule_id", breakable())
def test_rule_judges_at_least_one_sound_row(findings, rule_id):
    finding = findings[rule_id]
    assert finding.problem is None
    assert finding.checked > len(finding.breaches)


def test_breach_quotes_the_cells_the_rule_is_about(findings):
    finding = findings["figures.offsets_match"]
    number = breakable().index("figures.offsets_match") + 1
    _, row = broken_row(finding.rule, number)
    observed = next(breach.observed for breach in finding.breaches if breach.row == row)
    assert observed == "surface = '25 per cent', text_at_offsets = '2.5 per cent'"


@pytest.fixture(scope="module")
def run_statuses():
    """The status of each rule of the run, on the sound facts and on the facts its example breaks."""
    validation, statuses = Validation("facts", None), {}
    cases = {"": {}} | {rule.rule_id: rule.failing for rule in rules_of("run")}
    broken = pd.DataFrame([SOUND_RUN | dict(cells) for cells in cases.values()])
    broken["row_number"] = range(len(broken))
    for finding in validation.findings("run", rules_of("run"), broken):
        rows = [breach.row for breach in finding.breaches]
        statuses[finding.rule.rule_id] = [list(cases)[row] for row in rows]
    return statuses


@pytest.mark.parametrize("rule_id", [rule.rule_id for rule in rules_of("run")])
def test_run_rule_refuses_only_its_failing_example(run_statuses, rule_id):
    assert run_statuses[rule_id] == [rule_id]


def test_shares_are_judged_only_over_enough_rows():
    assert MIN_ROWS_FOR_SHARE == 20
