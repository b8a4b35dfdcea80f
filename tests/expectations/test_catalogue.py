"""The catalogue: complete, well-named, current, and readable without Great Expectations."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import expectations
from expectations.catalogue import TABLES, all_rules, markdown, rules_of

RULES = list(all_rules().values())
IDS = [rule.rule_id for rule in RULES]


def test_committed_catalogue_is_current():
    committed = Path(expectations.__file__).with_name("catalogue.md").read_text("utf-8")
    assert committed == markdown(), "run: python -m expectations.catalogue > expectations/catalogue.md"


def test_ids_are_unique_over_all_tables():
    declared = [rule.rule_id for table in TABLES for rule in rules_of(table)]
    assert sorted(declared) == sorted(IDS)


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_rule_says_what_must_hold_and_shows_what_breaks_it(rule):
    assert re.fullmatch(rf"{rule.table}\.[a-z][a-z_]+", rule.rule_id)
    assert re.fullmatch(r"[A-Z].*\.", rule.sentence)
    assert rule.severity in {"critical", "warning"}
    assert bool(rule.failing) == bool(rule.expectation)


def test_page_escapes_bars_and_names_every_rule():
    page = markdown()
    assert [rule_id for rule_id in IDS if f"| `{rule_id}` |" not in page] == []
    assert {line.count("|") for line in page.splitlines() if line.startswith("|")} == {4}


@pytest.mark.slow
def test_rules_and_quarantine_are_read_without_great_expectations():
    code = "import sys, expectations.catalogue, expectations.quarantine, expectations.outcome; "
    code += "sys.exit('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
