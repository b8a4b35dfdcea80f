"""The rules of the table `documents`: identity, text and its counts, encoding, dates, language."""

from __future__ import annotations

from functools import cache

from expectations.rules import SAME, Rule, between, equal, matching, one_of, present
from transforms.records import ID_LENGTH

ID_PATTERN = rf"^[0-9a-f]{{{ID_LENGTH}}}$"

TIME_ZONE_DAYS = 1
"""A story may carry tomorrow's date: the outlet's clock can be a day ahead of ours."""

MIN_READ_SHARE = 0.5
"""Half of the numbers of a story must have been taken for something: honest articles stay near all of them."""


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of the table, identity first."""
    return (*_identity(), *_text(), *_contents(), *_dates(), *_reading())


def _identity() -> tuple[Rule, ...]:
    return (
        present("documents", "doc_id"),
        Rule(
            "documents.doc_id_unique",
            "documents",
            "critical",
            "No other document of the run has the same id.",
            "ExpectColumnValuesToBeUnique",
            {"column": "doc_id"},
            failing={"doc_id": SAME},
        ),
        Rule(
            "documents.doc_id_format",
            "documents",
            "critical",
            f"The id is {ID_LENGTH} lower-case hex digits.",
            *matching("doc_id", ID_PATTERN),
            failing={"doc_id": "Story 7"},
        ),
        present("documents", "source"),
        present("documents", "reader"),
    )


def _text() -> tuple[Rule, ...]:
    return (
        present("documents", "text"),
        present("documents", "encoding"),
        Rule(
            "documents.encoding_known",
            "documents",
            "critical",
            "The encoding is one that Python can decode, or is marked as damaged UTF-8.",
            *one_of("encoding_known", True),
            failing={"encoding": "utf-7-and-a-half"},
        ),
        Rule(
            "documents.encoding_whole",
            "documents",
            "warning",
            "Every byte of the source could be decoded.",
            *one_of("has_replacement", False),
            failing={"text": "Ferries on the r\ufffdver\nTen ferries cross it."},
        ),
        Rule(
            "documents.decoded_once",
            "documents",
            "warning",
            "The text has no traces of UTF-8 that was read as another encoding (â€™, Ã©).",
            *one_of("has_mojibake", False),
            failing={"text": "Ferries on the rÃ©veil\nTen ferries cross it."},
        ),
        Rule(
            "documents.n_bytes_positive",
            "documents",
            "critical",
            "The source has at least one byte.",
            *between("n_bytes", 1),
            failing={"n_bytes": 0},
        ),
        Rule(
            "documents.n_chars_counted",
            "documents",
            "critical",
            "The stated length is the length of the text in code points.",
            *equal("n_chars", "text_length"),
            failing={"n_chars": 3},
        ),
    )


def _contents() -> tuple[Rule, ...]:
    return (
        Rule(
            "documents.has_lines",
            "documents",
            "critical",
            "The text has at least one line that is not blank.",
            *between("n_lines", 1),
            failing={"n_lines": 0},
        ),
        Rule(
            "documents.lines_counted",
            "documents",
            "critical",
            "As many lines reached the gate as the document is said to have.",
            *equal("n_lines", "lines_found"),
            failing={"n_lines": 400},
        ),
        Rule(
            "documents.figures_counted",
            "documents",
            "critical",
            "As many figures reached the gate as the document is said to state.",
            *equal("n_figures", "figures_found"),
            failing={"n_figures": 400},
        ),
    )


def _dates() -> tuple[Rule, ...]:
    return (
        Rule(
            "documents.published_iso",
            "documents",
            "critical",
            "The publication date is an ISO 8601 day, month or year that exists, cut to its stated precision.",
            *equal("published_precision", "published_shape"),
            failing={"published": "2024-02-31", "published_precision": "day"},
        ),
        Rule(
            "documents.published_not_future",
            "documents",
            "warning",
            "The publication date is not in the future.",
            *between("days_ahead", None, TIME_ZONE_DAYS),
            failing={"published": "2999", "published_precision": "year"},
        ),
        Rule(
            "documents.language_code",
            "documents",
            "warning",
            "The language is an ISO 639 code.",
            *matching("language", r"^[a-z]{2,3}$"),
            failing={"language": "Plain English"},
        ),
    )


def _reading() -> tuple[Rule, ...]:
    return (
        Rule(
            "documents.numbers_read",
            "documents",
            "warning",
            "At least half of the numbers written in digits in the story became a figure or a named non-figure.",
            *between("numbers_read_share", MIN_READ_SHARE),
            failing={"n_figures": 0, "n_not_figures": 0},
        ),
    )
