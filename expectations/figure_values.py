"""The rules of a figure's value: the closed sets, the unit each kind takes, and which amounts can be true.

What is impossible is critical; what is only unlikely (a third of a GDP, 1,400 per cent) is a warning, since news is
about unlikely things.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from babel.numbers import list_currencies

from expectations.rules import Rule, above, between, matching, one_of, present
from transforms.records import CHANGES, COMPARATORS, KINDS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_PERCENT = 1000
"""Percentages above it exist (hyperinflation), but a lost decimal point or a glued year is the usual cause."""

MAX_GDP_SHARE = 30
"""Per cent of GDP: above it only debts and whole budgets lie, and those the rule leaves out by their measure."""


FEWER_DEAD: Final[Mapping[str, object]] = {
    "kind": "count",
    "unit": "sailor",
    "measure": "died",
    "subject": "sailors",
    "base": None,
    "speaker": None,
    "value": 3.0,
    "period": "Sunday",
    "period_start": "2024-05-05",
    "period_end": "2024-05-05",
    "period_precision": "day",
}


def value_rules() -> tuple[Rule, ...]:
    """Return the rules about kind, unit, amount and the closed sets."""
    return (*_closed_sets(), *_units(), *_amounts(), *_possible(), *_likely())


def _closed_sets() -> tuple[Rule, ...]:
    sets = (("kind", KINDS, "colour"), ("comparator", COMPARATORS, "!="))
    return (
        *(present("figures", column) for column, _, _ in sets),
        *(
            Rule(
                f"figures.{column}_known",
                "figures",
                "critical",
                f"The {column} is one of {', '.join(values)}.",
                *one_of(column, *values),
                failing={column: wrong},
            )
            for column, values, wrong in sets
        ),
        Rule(
            "figures.status_known",
            "figures",
            "critical",
            f"The status, where context was read, is one of {', '.join(STATUSES)}.",
            *one_of("status", *STATUSES),
            failing={"status": "rumoured"},
        ),
        Rule(
            "figures.change_known",
            "figures",
            "critical",
            f"The change, where there is one, is {' or '.join(CHANGES)}.",
            *one_of("change", *CHANGES),
            failing={"change": "sideways"},
        ),
    )


def _units() -> tuple[Rule, ...]:
    fixed = {"percent": "%", "percentage_point": "pp", "rank": "rank", "score": "score"}
    return (
        present("figures", "unit"),
        Rule(
            "figures.unit_not_blank",
            "figures",
            "critical",
            "The unit has at least one visible character.",
            *matching("unit", r"\S"),
            failing={"unit": " "},
        ),
        *(
            Rule(
                f"figures.{kind}_unit",
                "figures",
                "critical",
                f"The unit of a {kind} is {unit}.",
                *one_of("unit", unit),
                failing={"kind": kind, "unit": "furlong"},
                where=("kind", kind),
            )
            for kind, unit in fixed.items()
        ),
        Rule(
            "figures.ratio_unit",
            "figures",
            "critical",
            "The unit of a ratio is x (times) or fraction.",
            *one_of("unit", "x", "fraction"),
            failing={"kind": "ratio", "unit": "%"},
            where=("kind", "ratio"),
        ),
        Rule(
            "figures.money_currency",
            "figures",
            "critical",
            "The unit of money is an ISO 4217 code.",
            *one_of("unit", *sorted(list_currencies())),
            failing={"kind": "money", "unit": "quid"},
            where=("kind", "money"),
        ),
    )


def _amounts() -> tuple[Rule, ...]:
    return (
        Rule(
            "figures.one_amount",
            "figures",
            "critical",
            "A figure has either one value, or a low and a high.",
            *one_of("amount_form", "value", "range"),
            failing={"value": 2.5, "low": 2.0, "high": 3.0},
        ),
        Rule(
            "figures.amount_finite",
            "figures",
            "critical",
            "Every amount is a finite number.",
            *between("magnitude", None, sys.float_info.max),
            failing={"value": float("inf")},
        ),
        Rule(
            "figures.range_ordered",
            "figures",
            "critical",
            "The low end of a range is not above its high end (scores keep the order of the text).",
            *above("range_high", "range_low", or_equal=True),
            failing={"value": None, "low": 5.0, "high": 2.0},
        ),
        Rule(
            "figures.score_has_two_numbers",
            "figures",
            "critical",
            "A score or vote has its two numbers in low and high.",
            *one_of("amount_form", "range"),
            failing={"kind": "score", "unit": "score", "value": 3.0},
            where=("kind", "score"),
        ),
        Rule(
            "figures.vague_has_value",
            "figures",
            "critical",
            "A vague figure carries the smallest number its words name.",
            "ExpectColumnValuesToNotBeNull",
            {"column": "value"},
            failing={"vague": True, "value": None, "low": 2.0, "high": 3.0},
            where=("vague", True),
        ),
    )


def _possible() -> tuple[Rule, ...]:
    never_negative = ("count", "ratio", "duration", "score")
    return (
        *(
            Rule(
                f"figures.{kind}_not_negative",
                "figures",
                "critical",
                f"No amount of a {kind} is below zero.",
                *between("smallest", 0),
                failing={"kind": kind, "value": -3.0},
                where=("kind", kind),
            )
            for kind in never_negative
        ),
        Rule(
            "figures.rank_from_one",
            "figures",
            "critical",
            "Ranks are counted from 1.",
            *between("smallest", 1),
            failing={"kind": "rank", "value": 0.0},
            where=("kind", "rank"),
        ),
        Rule(
            "figures.rank_whole",
            "figures",
            "critical",
            "A rank is a whole number.",
            *one_of("whole", True),
            failing={"kind": "rank", "value": 2.5},
            where=("kind", "rank"),
        ),
    )


def _likely() -> tuple[Rule, ...]:
    return (
        Rule(
            "figures.count_whole",
            "figures",
            "warning",
            "A count is a whole number.",
            *one_of("whole", True),
            failing={"kind": "count", "value": 2.5},
            where=("kind", "count"),
        ),
        Rule(
            "figures.percent_plausible",
            "figures",
            "warning",
            f"A percentage is at most {MAX_PERCENT:,} either way.",
            *between("magnitude", None, MAX_PERCENT),
            failing={"kind": "percent", "value": 2500.0},
            where=("kind", "percent"),
        ),
        Rule(
            "figures.gdp_share_plausible",
            "figures",
            "warning",
            f"A share of GDP that is no debt, tax or whole budget is at most {MAX_GDP_SHARE} per cent.",
            *between("gdp_share", None, MAX_GDP_SHARE),
            failing={"kind": "percent", "base": "GDP", "value": 250.0},
        ),
        Rule(
            "figures.amount_as_written",
            "figures",
            "warning",
            "The amount is the one that the digits of the surface and its words of magnitude make.",
            "ExpectColumnValuesToBeNull",
            {"column": "amount_not_written"},
            failing={"value": 25.0},
        ),
        Rule(
            "figures.currency_as_written",
            "figures",
            "warning",
            "A sign of currency in the surface (€, £, $) may stand for the unit.",
            "ExpectColumnValuesToBeNull",
            {"column": "sign_of_another"},
            failing={"kind": "money", "surface": "€3.2 million", "unit": "GBP"},
        ),
        Rule(
            "figures.deaths_do_not_fall",
            "figures",
            "warning",
            "The outlet has not counted clearly more dead of the same subject before, exactly and within a month.",
            "ExpectColumnValuesToBeNull",
            {"column": "higher_before"},
            failing=FEWER_DEAD,
        ),
    )
