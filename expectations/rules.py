"""What a rule is: a stable id, a sentence that must hold, how grave a breach is, and a row that breaks it.

Rules are declared without importing Great Expectations, so that the catalogue and the quarantine can read them in
milliseconds; `expectations.suites` turns them into expectations. Sets and ranges pass over nulls, therefore every
column that must be filled has its own `..._present` rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from expectations.tables import Table

Severity = Literal["critical", "warning"]
"""critical: the row goes to quarantine (a rule of the table `run`: the run stops); warning: it lands and is counted."""


class Same:
    """Stands in a failing example for "the cell of the first row of the same table": how a duplicate is written."""

    def __repr__(self) -> str:
        return "<as in the first row>"


SAME: Final = Same()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `expectation` is the name of a Great Expectations class and `arguments` its own arguments.

    `where` limits the rule to rows whose column has a value. `failing` are cells that turn a sound row into one which
    this rule refuses. An empty `expectation` marks a consequence: rows that go because what they hang on went.
    """

    rule_id: str
    table: Table
    severity: Severity
    sentence: str
    expectation: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    failing: Mapping[str, Any] = field(default_factory=dict)
    where: tuple[str, object] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns whose cells a breach of this rule is about, in the order the rule names them."""
        named = [self.arguments[key] for key in ("column", "column_A", "column_B") if key in self.arguments]
        return (*named, *self.arguments.get("column_list", ()))


def present(table: Table, column: str) -> Rule:
    """Return the rule that `column` is filled in every row."""
    sentence = f"The column {column} is filled."
    arguments = {"column": column}
    return Rule(
        f"{table}.{column}_present",
        table,
        "critical",
        sentence,
        "ExpectColumnValuesToNotBeNull",
        arguments,
        failing={column: None},
    )


def one_of(column: str, *values: object) -> tuple[str, dict[str, Any]]:
    """Return expectation and arguments for: `column` holds one of `values`."""
    return "ExpectColumnValuesToBeInSet", {"column": column, "value_set": list(values)}


def between(column: str, low: float | None, high: float | None = None) -> tuple[str, dict[str, Any]]:
    """Return expectation and arguments for: `column` lies between `low` and `high`, bounds included, None for open."""
    return "ExpectColumnValuesToBeBetween", {"column": column, "min_value": low, "max_value": high}


def matching(column: str, regex: str) -> tuple[str, dict[str, Any]]:
    """Return expectation and arguments for: `regex` is found in `column`."""
    return "ExpectColumnValuesToMatchRegex", {"column": column, "regex": regex}


def equal(column: str, other: str) -> tuple[str, dict[str, Any]]:
    """Return expectation and arguments for: two columns agree; a null on one side alone is a difference."""
    return "ExpectColumnPairValuesToBeEqual", {"column_A": column, "column_B": other}


def above(column: str, other: str, *, or_equal: bool = False) -> tuple[str, dict[str, Any]]:
    """Return expectation and arguments for: `column` is above `other` where both are filled."""
    arguments = {"column_A": column, "column_B": other, "or_equal": or_equal}
    return "ExpectColumnPairValuesAToBeGreaterThanB", arguments | {"ignore_row_if": "either_value_is_missing"}
