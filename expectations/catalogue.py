"""All rules of the gate, by table and by id, and the page that lists them for people."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Final

from expectations import documents, figure_context, figures, lines, run
from expectations.rules import Rule
from expectations.tables import DECLARED

if TYPE_CHECKING:
    from expectations.tables import Table

PREFACE = """# Rules of the gate

What must hold before a row may land. A *critical* rule sends the row to `quarantine` with its reason (a critical rule
of the table `run`, or a `columns_declared` rule, stops the run before anything lands); a *warning* lets the row land
and is counted in `quality_results`. This page is made from the declarations; a test keeps it current:
`python -m expectations.catalogue > expectations/catalogue.md`.
"""

TABLES: Final[tuple[Table, ...]] = (*DECLARED, "run")
"""Tables in the order of the pipeline, the run last."""


@cache
def rules_of(table: Table) -> tuple[Rule, ...]:
    """Return the rules of one table: the ones the gate checks by shape, by expectation and by consequence."""
    if table == "run":
        return run.rules()
    checked = {
        "documents": documents.rules,
        "lines": lines.rules,
        "figures": figures.rules,
        "figure_context": figure_context.rules,
    }[table]()
    shape = Rule(
        f"{table}.columns_declared",
        table,
        "critical",
        f"The frame has the {len(DECLARED[table])} columns declared for {table}, with their types.",
        expectation="",
    )
    return (shape, *checked)


@cache
def all_rules() -> dict[str, Rule]:
    """Return every rule by its id, tables in the order of the pipeline, the run last."""
    return {rule.rule_id: rule for table in TABLES for rule in rules_of(table)}


def markdown() -> str:
    """Return the catalogue as a Markdown page: one table of rules for each table of data."""
    parts = [PREFACE]
    for table in TABLES:
        rows = [f"| `{r.rule_id}` | {r.severity} | {_cell(r)} |" for r in all_rules().values() if r.table == table]
        parts.append("\n".join((f"## {table}\n", "| rule | severity | what must hold |", "|---|---|---|", *rows, "")))
    return "\n".join(parts)


def _cell(rule: Rule) -> str:
    where = f" (where {rule.where[0]} is {rule.where[1]})" if rule.where else ""
    return (rule.sentence.removesuffix(".") + where + ".").replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(markdown())
