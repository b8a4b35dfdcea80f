"""The rules of the table `figure_context`: each choice stands where it says, and says how sure it is."""

from __future__ import annotations

from functools import cache

from expectations.rules import SAME, Rule, between, matching, one_of, present
from transforms.records import CONTEXT_FIELDS, STATUSES


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of the table: references, order, values and their places."""
    return (*_references(), *_order(), *_values(), *_places(), CONSEQUENCE)


CONSEQUENCE = Rule(
    "figure_context.figure_quarantined",
    "figure_context",
    "critical",
    "The figure of the choice was itself accepted.",
    expectation="",
)


def _references() -> tuple[Rule, ...]:
    return (
        present("figure_context", "figure_id"),
        present("figure_context", "doc_id"),
        Rule(
            "figure_context.figure_known",
            "figure_context",
            "critical",
            "The figure of the choice is in the run, in the same document.",
            *one_of("figure_found", True),
            failing={"figure_id": "00000000000000aa"},
        ),
        present("figure_context", "field"),
        Rule(
            "figure_context.field_known",
            "figure_context",
            "critical",
            f"The field is one of {', '.join(CONTEXT_FIELDS)}.",
            *one_of("field", *CONTEXT_FIELDS),
            failing={"field": "mood"},
        ),
    )


def _order() -> tuple[Rule, ...]:
    return (
        Rule(
            "figure_context.rank_from_one",
            "figure_context",
            "critical",
            "Choices are ranked from 1.",
            *between("rank", 1),
            failing={"rank": 0},
        ),
        Rule(
            "figure_context.rank_unique",
            "figure_context",
            "critical",
            "No other choice for the field of the figure has the same rank.",
            "ExpectCompoundColumnsToBeUnique",
            {"column_list": ["figure_id", "field", "rank"]},
            failing={"field": SAME, "rank": SAME},
        ),
        present("figure_context", "confidence"),
        Rule(
            "figure_context.confidence_share",
            "figure_context",
            "critical",
            "The confidence is a share from 0 to 1.",
            *between("confidence", 0, 1),
            failing={"confidence": 1.2},
        ),
        present("figure_context", "by"),
    )


def _values() -> tuple[Rule, ...]:
    return (
        Rule(
            "figure_context.value_not_blank",
            "figure_context",
            "critical",
            "A value, where there is one, has at least one visible character.",
            *matching("value", r"\S"),
            failing={"value": " "},
        ),
        Rule(
            "figure_context.status_known",
            "figure_context",
            "critical",
            f"The value of a status is one of {', '.join(STATUSES)}.",
            *one_of("status_value", *STATUSES),
            failing={"field": "status", "value": "rumoured", "char_start": None, "char_end": None},
            where=("field", "status"),
        ),
    )


def _places() -> tuple[Rule, ...]:
    return (
        Rule(
            "figure_context.span_whole",
            "figure_context",
            "critical",
            "A span has a start and an end, or there is none.",
            *one_of("span_whole", True),
            failing={"char_start": 0, "char_end": None},
        ),
        Rule(
            "figure_context.span_in_document",
            "figure_context",
            "critical",
            "A span starts at offset 0 or later, ends after it starts, and inside the document.",
            *one_of("span_inside", True),
            failing={"char_start": 4, "char_end": 1_000_000},
        ),
        Rule(
            "figure_context.words_in_document",
            "figure_context",
            "critical",
            "A value is what stands at its span, or a fuller name from elsewhere in the document; without a span there "
            "is no value, unless it is a status or a correction.",
            "ExpectColumnValuesToBeNull",
            {"column": "not_told"},
            failing={"field": "speaker", "value": "The Moon Ministry"},
        ),
    )
