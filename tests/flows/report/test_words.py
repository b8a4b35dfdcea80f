"""The verdict at the top of the report, in plain words."""

from __future__ import annotations

from typing import Any

from flows.report.words import Trust, some, trust

TOTALS = {"documents": 3, "figures": 7, "refused": 0}
LAST: dict[str, Any] = {"status": "succeeded", "error": None, "read": 4, "new": 1, "unchanged": 2, "duplicate": 0}
LAST |= {"rejected": 1, "candidates": 8, "accepted": 7, "quarantined": 1, "not_figures": 1204}
READ = "The last run looked at 4 sources: 1 new, 2 known already, 1 unreadable."
FOUND = (
    "In the new ones stood 1,212 numbers: 7 figures, 1,204 that are none (dates, times, names), and 1 kept out, "
    "because they were not understood or broke a rule."
)
PLACED = "Each figure was found again, character by character, at the place in its article that it names."
CAUTION = (
    "No check can tell whether a figure was understood as its writer meant it: whose it is, and of what. "
    "Open its row and read the sentence before you quote it."
)


def rule(status: str, severity: str = "warning", failed: int = 0, table: str = "figures") -> dict[str, Any]:
    return {
        "table_name": table,
        "status": status,
        "severity": severity,
        "checked": 7,
        "failed": failed,
        "description": "It holds.",
    }


def test_numbers_have_their_nouns() -> None:
    assert [some(1, "row"), some(1204, "row"), some(2, "refusal waits", "refusals wait")] == [
        "1 row", "1,204 rows", "2 refusals wait"
    ]  # fmt: skip


def test_all_rules_hold() -> None:
    told = trust(TOTALS, LAST, [rule("pass"), rule("pass")])
    assert told == Trust("good", "All 2 checks found nothing wrong.", (READ, FOUND, PLACED, CAUTION))


def test_rows_of_earlier_runs_that_broke_a_rule_are_not_forgotten() -> None:
    told = trust(TOTALS, LAST, [rule("pass"), rule("pass")], [{"description": "It held.", "failed": 63}])
    assert told == Trust(
        "look",
        "All 2 checks of the last run found nothing wrong; in earlier runs 1 check did.",
        (READ, FOUND, PLACED, "“It held.” 63 rows of earlier runs broke this rule when they were read.", CAUTION),
    )


def test_a_broken_rule_is_told_with_its_rows_and_their_fate() -> None:
    told = trust(TOTALS | {"refused": 2}, LAST, [rule("fail", failed=2), rule("fail", "critical", 1), rule("pass")])
    assert told == Trust(
        "look",
        "1 of 3 checks found nothing wrong; 2 did.",
        (
            READ,
            FOUND,
            PLACED,
            "“It holds.” This rule is broken by 2 of 7 rows, which are shown all the same.",
            "“It holds.” This rule is broken by 1 of 7 rows, which are kept out.",
            "2 things that were kept out wait for somebody to look at, with the reason.",
            CAUTION,
        ),
    )


def test_a_rule_of_the_run_is_broken_by_the_run() -> None:
    told = trust(TOTALS, LAST, [rule("fail", failed=1, table="run")])
    assert told.points[3] == "“It holds.” The last run breaks this rule."


def test_a_rule_that_could_not_be_checked_is_no_rule_that_holds() -> None:
    told = trust(TOTALS, LAST | {"candidates": 0}, [rule("error"), rule("pass")])
    assert told.headline == "Some checks could not be made."
    assert told.level == "bad"
    assert told.points == (READ, "“It holds.” This could not be checked.", CAUTION)


def test_a_run_that_failed_is_said_first() -> None:
    told = trust(TOTALS, LAST | {"status": "failed", "error": "the gate stopped the run"}, [])
    assert told == Trust(
        "bad",
        "The last run failed: nothing of it is on this page.",
        ("the gate stopped the run", "What is shown is what earlier runs left."),
    )


def test_before_any_run_there_is_nothing_to_trust() -> None:
    assert trust(TOTALS, None, []) == Trust("look", "Nothing was read yet.", ())
    assert trust(TOTALS, LAST, []).headline == "Nothing was checked yet."
