"""What one rule found in one frame, read from a raw validation result: trusted only when it accounts for every row.

Great Expectations reports a missing column, an exception in a rule and an aggregate failure all as `success = False`
without rows. Taking that for "nothing to quarantine" would let everything through, so each is a structural problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from expectations.rules import Rule

Status = Literal["passed", "failed", "vacuous", "error"]
"""vacuous: the rule held because it had no row to judge; error: it could not be judged at all."""

MAX_CELL = 80
"""Characters of a cell that are quoted in a reason; the whole row is kept beside it."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One row that breaks the rule: its position in the frame, and the cells the rule is about, in words."""

    row: int
    observed: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's verdict on a frame: rows judged, rows that break it, or the problem that kept it from judging."""

    rule: Rule
    checked: int
    breaches: tuple[Breach, ...] = ()
    problem: str | None = None

    @property
    def status(self) -> Status:
        """Return the verdict in one word."""
        if self.problem is not None:
            return "error"
        if self.breaches:
            return "failed"
        return "passed" if self.checked else "vacuous"


def read_finding(rule: Rule, n_rows: int, outcome: Mapping[str, Any]) -> Finding:
    """Return what `outcome` (its `success`, `result`, `exception_info`) says of the `n_rows` that `rule` is about."""
    result = outcome["result"]
    problem = _problem(n_rows, outcome)
    if problem is not None:
        return Finding(rule, 0, problem=problem)
    breaches = tuple(
        Breach(int(entry["row_number"]), _observed(rule, entry)) for entry in result.get("unexpected_index_list") or ()
    )
    return Finding(rule, result["element_count"] - (result.get("missing_count") or 0), breaches)


def _problem(n_rows: int, outcome: Mapping[str, Any]) -> str | None:
    result = outcome["result"]
    raised = next(_exceptions(outcome["exception_info"]), None)
    if raised is not None:
        return f"the rule could not be computed: {raised}"
    if result.get("element_count") != n_rows:
        return f"the rule saw {result.get('element_count')} rows instead of {n_rows}"
    named = len(result.get("unexpected_index_list") or ())
    if named != (result.get("unexpected_count") or 0):
        return f"the rule failed for {result.get('unexpected_count')} rows but named {named}"
    if bool(outcome["success"]) != (named == 0):
        return f"the rule says success = {outcome['success']} but named {named} rows"
    return None


def _exceptions(info: Mapping[str, Any] | None) -> Iterator[str]:
    """Yield the messages in `info`: flat for a rule that raised, one mapping a metric for a metric that did."""
    for entry in (info, *(info.values() if info else ())):
        if isinstance(entry, dict) and entry.get("raised_exception"):
            yield str(entry.get("exception_message"))


def _observed(rule: Rule, entry: Mapping[str, Any]) -> str:
    return ", ".join(f"{column} = {_quoted(entry[column])}" for column in rule.columns if column in entry)


def _quoted(cell: Any) -> str:
    if cell is None or cell != cell:  # noqa: PLR0124  # NaN, the null of text and number columns, differs from itself
        return "null"
    plain = cell.item() if hasattr(cell, "item") else cell
    shown = repr(plain)
    return shown if len(shown) <= MAX_CELL else shown[: MAX_CELL - 1] + "…"
