"""Reading validation results without Great Expectations: what is trusted, and what is a problem."""

from __future__ import annotations

import numpy as np
import pytest

from expectations.catalogue import all_rules
from expectations.findings import Breach, Finding, read_finding

RULE = all_rules()["figures.kind_known"]
CALM = {"raised_exception": False, "exception_traceback": None, "exception_message": None}


def outcome(success=True, info=CALM, **result):
    return {"success": success, "result": result, "exception_info": info}


def test_breaches_come_from_the_index_list():
    rows = [{"kind": "colour", "row_number": np.int64(4), "figure_id": "f4"}]
    found = read_finding(
        RULE, 9, outcome(False, element_count=9, missing_count=1, unexpected_count=1, unexpected_index_list=rows)
    )
    assert found == Finding(RULE, 8, (Breach(4, "kind = 'colour'"),))
    assert found.status == "failed"


def test_long_cells_are_cut_and_nulls_are_named():
    rows = [{"kind": "k" * 200, "row_number": 0}, {"kind": float("nan"), "row_number": 1}]
    found = read_finding(RULE, 2, outcome(False, element_count=2, unexpected_count=2, unexpected_index_list=rows))
    assert [breach.observed for breach in found.breaches] == ["kind = '" + "k" * 78 + "…", "kind = null"]


def test_rule_with_no_row_to_judge_is_vacuous():
    found = read_finding(RULE, 0, outcome(element_count=0, unexpected_count=0, unexpected_index_list=[]))
    assert (found.status, found.checked) == ("vacuous", 0)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        pytest.param(
            outcome(False, {"raised_exception": True, "exception_message": "boom"}),
            "the rule could not be computed: boom",
            id="exception in the rule",
        ),
        pytest.param(
            outcome(
                False, {"metric 1": CALM, "metric 2": {"raised_exception": True, "exception_message": "no column"}}
            ),
            "the rule could not be computed: no column",
            id="exception in a metric",
        ),
        pytest.param(
            outcome(True, element_count=5, unexpected_count=0),
            "the rule saw 5 rows instead of 9",
            id="rows left out",
        ),
        pytest.param(
            outcome(False, observed_value=0.1),
            "the rule saw None rows instead of 9",
            id="aggregate without rows",
        ),
        pytest.param(
            outcome(False, element_count=9, unexpected_count=300, unexpected_index_list=[{"row_number": 1}]),
            "the rule failed for 300 rows but named 1",
            id="list cut short",
        ),
        pytest.param(
            outcome(False, element_count=9, unexpected_count=0, unexpected_index_list=[]),
            "the rule says success = False but named 0 rows",
            id="failed without a row",
        ),
    ],
)
def test_result_that_does_not_account_for_every_row_is_a_problem(raw, problem):
    found = read_finding(RULE, 9, raw)
    assert found == Finding(RULE, 0, problem=problem)
    assert found.status == "error"
