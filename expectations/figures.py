"""The rules of the table `figures`: each figure stands where it says, and says something that can be true."""

from __future__ import annotations

from functools import cache

from expectations.documents import ID_PATTERN
from expectations.figure_values import value_rules
from expectations.rules import SAME, Rule, above, between, equal, matching, one_of, present
from transforms.records import ID_LENGTH, PERIOD_PRECISIONS

STORY_ROLES = ("title", "caption", "body")
"""Roles of the lines that tell the story; a figure in a byline or in boilerplate is no statement of the article."""


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of the table: identity, place, values and units, context."""
    return (*_identity(), *_references(), *_offsets(), *_line(), *value_rules(), *_context(), *CONSEQUENCES)


CONSEQUENCES = (
    Rule(
        "figures.document_quarantined",
        "figures",
        "critical",
        "The document of the figure was itself accepted.",
        expectation="",
    ),
    Rule(
        "figures.line_quarantined",
        "figures",
        "critical",
        "The line of the figure was itself accepted.",
        expectation="",
    ),
    Rule(
        "figures.context_quarantined",
        "figures",
        "critical",
        "Every choice for the context of the figure was itself accepted.",
        expectation="",
    ),
)


def _identity() -> tuple[Rule, ...]:
    return (
        present("figures", "figure_id"),
        Rule(
            "figures.figure_id_unique",
            "figures",
            "critical",
            "No other figure of the run has the same id.",
            "ExpectColumnValuesToBeUnique",
            {"column": "figure_id"},
            failing={"figure_id": SAME},
        ),
        Rule(
            "figures.figure_id_format",
            "figures",
            "critical",
            f"The id is {ID_LENGTH} lower-case hex digits.",
            *matching("figure_id", ID_PATTERN),
            failing={"figure_id": "2.5%"},
        ),
        Rule(
            "figures.figure_id_stable",
            "figures",
            "critical",
            "The id is the one that document, kind and span make.",
            *equal("figure_id", "expected_figure_id"),
            failing={"figure_id": "0123456789abcdef"},
        ),
        present("figures", "rule_id"),
    )


def _references() -> tuple[Rule, ...]:
    return (
        present("figures", "doc_id"),
        Rule(
            "figures.document_known",
            "figures",
            "critical",
            "The document of the figure is in the run.",
            *one_of("document_found", True),
            failing={"doc_id": "00000000000000aa"},
        ),
        Rule(
            "figures.line_known",
            "figures",
            "critical",
            "The line of the figure is in the run.",
            *one_of("line_found", True),
            failing={"line_n": 4711},
        ),
    )


def _offsets() -> tuple[Rule, ...]:
    return (
        present("figures", "surface"),
        present("figures", "sentence"),
        Rule(
            "figures.start_not_negative",
            "figures",
            "critical",
            "The figure starts at offset 0 or later.",
            *between("char_start", 0),
            failing={"char_start": -4},
        ),
        Rule(
            "figures.end_after_start",
            "figures",
            "critical",
            "The figure ends after it starts.",
            *above("char_end", "char_start"),
            failing={"char_end": 0},
        ),
        Rule(
            "figures.end_in_document",
            "figures",
            "critical",
            "The figure ends inside its document.",
            *above("document_length", "char_end", or_equal=True),
            failing={"char_end": 1_000_000},
        ),
        Rule(
            "figures.offsets_match",
            "figures",
            "critical",
            "The raw text of the document at the figure's offsets is its surface.",
            "ExpectSurfaceAtOffsets",
            {"column_A": "surface", "column_B": "text_at_offsets"},
            failing={"surface": "25 per cent"},
        ),
        Rule(
            "figures.line_offsets_match",
            "figures",
            "critical",
            "The text of the figure's line at the same place is its surface.",
            "ExpectSurfaceAtOffsets",
            {"column_A": "surface", "column_B": "line_text_at_offsets"},
            failing={"line_n": 1},
        ),
        Rule(
            "figures.no_overlap",
            "figures",
            "critical",
            "No two figures of a document share a character.",
            *one_of("overlaps", False),
            failing={"char_start": SAME, "char_end": SAME},
        ),
    )


def _line() -> tuple[Rule, ...]:
    return (
        Rule(
            "figures.starts_in_line",
            "figures",
            "critical",
            "The figure starts inside its line.",
            *above("char_start", "line_start", or_equal=True),
            failing={"char_start": 0},
        ),
        Rule(
            "figures.ends_in_line",
            "figures",
            "critical",
            "The figure ends inside its line.",
            *above("line_end", "char_end", or_equal=True),
            failing={"line_n": 1},
        ),
        Rule(
            "figures.line_is_story",
            "figures",
            "critical",
            f"The figure stands in a line of the story ({', '.join(STORY_ROLES)}).",
            *one_of("line_role", *STORY_ROLES),
            failing={"line_n": 2},
        ),
        Rule(
            "figures.sentence_has_surface",
            "figures",
            "critical",
            "The sentence of the figure contains its surface.",
            *one_of("sentence_has_surface", True),
            failing={"sentence": "Nothing was counted that night."},
        ),
    )


def _context() -> tuple[Rule, ...]:
    return (
        Rule(
            "figures.context_as_chosen",
            "figures",
            "critical",
            "Each field of context and its confidence are those of its first choice in figure_context.",
            "ExpectColumnValuesToBeNull",
            {"column": "context_not_chosen"},
            failing={"speaker": "The Moon Ministry"},
        ),
        *(
            Rule(
                f"figures.{column}_format",
                "figures",
                "critical",
                f"The {name} day of the period, where known, is a date of ISO 8601 that exists.",
                *one_of(f"{column}_exists", True),
                failing={column: "next week"},
            )
            for column, name in (("period_start", "first"), ("period_end", "last"))
        ),
        Rule(
            "figures.period_ordered",
            "figures",
            "critical",
            "The period does not end before it begins.",
            *one_of("period_reversed", False),
            failing={"period_start": "2024-05-03", "period_end": "2023-12-31"},
        ),
        Rule(
            "figures.period_precision_known",
            "figures",
            "critical",
            f"The unit of a dated period is one of: {', '.join(PERIOD_PRECISIONS)}.",
            *one_of("period_precision", *PERIOD_PRECISIONS),
            failing={"period_precision": "fortnight"},
        ),
        Rule(
            "figures.period_dates_from_words",
            "figures",
            "critical",
            "A period has dates only where the text names one, and then their unit is known.",
            *one_of("period_dated_whole", True),
            failing={"period_end": "2024-12-31"},
        ),
    )
