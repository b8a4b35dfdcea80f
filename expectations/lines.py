"""The rules of the table `lines`: each line stands where it says, has one role, and a reason for it."""

from __future__ import annotations

from functools import cache

from expectations.rules import SAME, Rule, above, between, equal, one_of, present
from transforms.records import ROLES


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of the table, references first."""
    return (*_references(), *_offsets(), *_roles(), CONSEQUENCE)


CONSEQUENCE = Rule(
    "lines.document_quarantined",
    "lines",
    "critical",
    "The document of the line was itself accepted.",
    expectation="",
)


def _references() -> tuple[Rule, ...]:
    return (
        present("lines", "doc_id"),
        present("lines", "text"),
        Rule(
            "lines.document_known",
            "lines",
            "critical",
            "The document of the line is in the run.",
            *one_of("document_found", True),
            failing={"doc_id": "00000000000000aa"},
        ),
        Rule(
            "lines.number_unique",
            "lines",
            "critical",
            "No other line of the document has the same number.",
            "ExpectCompoundColumnsToBeUnique",
            {"column_list": ["doc_id", "n"]},
            failing={"n": SAME},
        ),
        Rule(
            "lines.number_positive",
            "lines",
            "critical",
            "Lines are numbered from 1.",
            *between("n", 1),
            failing={"n": 0},
        ),
    )


def _offsets() -> tuple[Rule, ...]:
    return (
        Rule(
            "lines.start_not_negative",
            "lines",
            "critical",
            "The line starts at offset 0 or later.",
            *between("char_start", 0),
            failing={"char_start": -1},
        ),
        Rule(
            "lines.end_after_start",
            "lines",
            "critical",
            "The line ends after it starts: blank lines are no rows.",
            *above("char_end", "char_start"),
            failing={"char_start": 5, "char_end": 5},
        ),
        Rule(
            "lines.end_in_document",
            "lines",
            "critical",
            "The line ends inside its document.",
            *above("document_length", "char_end", or_equal=True),
            failing={"char_end": 1_000_000},
        ),
        Rule(
            "lines.offsets_match",
            "lines",
            "critical",
            "The document's text at the offsets of the line is the text of the line.",
            *equal("text", "text_at_offsets"),
            failing={"text": "A line nobody wrote."},
        ),
        Rule(
            "lines.no_overlap",
            "lines",
            "critical",
            "No two lines of a document share a character.",
            *one_of("overlaps", False),
            failing={"char_start": SAME},
        ),
    )


def _roles() -> tuple[Rule, ...]:
    return (
        present("lines", "role"),
        Rule(
            "lines.role_known",
            "lines",
            "critical",
            f"The role is one of {', '.join(ROLES)}.",
            *one_of("role", *ROLES),
            failing={"role": "advert"},
        ),
        *(
            Rule(
                f"lines.{role}_explained",
                "lines",
                "critical",
                f"A line with the role {role} names the rule that gave it the role.",
                "ExpectColumnValuesToNotBeNull",
                {"column": "rule_id"},
                failing={"role": role, "rule_id": None},
                where=("role", role),
            )
            for role in ROLES
            if role != "body"
        ),
    )
