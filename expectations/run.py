"""The rules of a whole run, checked on one row of facts: they ring where no single row is wrong.

A critical one stops the run before anything lands. None of them asks for figures: articles without a number are news.
"""

from __future__ import annotations

from functools import cache

from expectations.confidence import SHIFTED
from expectations.documents import MIN_READ_SHARE
from expectations.history import DAYS_OLDER
from expectations.rules import Rule, above, between
from expectations.tables import DECLARED

MIN_ROWS_FOR_SHARE = 20
"""Below so many candidates of a table a share says little: one bad row of three is not a broken parser."""

MAX_BOILERPLATE_SHARE = 0.9
"""Above this share of removed lines the cleaner, not the page, is the likelier fault."""


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of the run: something came, it was read, and most of it was sound."""
    return (*_came(), *_read(), *_as_before(), *(_share(table) for table in DECLARED))


def _came() -> tuple[Rule, ...]:
    return (
        Rule(
            "run.has_documents",
            "run",
            "critical",
            "The run has at least one document.",
            *between("documents", 1),
            failing={"documents": 0},
        ),
        Rule(
            "run.has_lines",
            "run",
            "critical",
            "The run has at least one line.",
            *between("lines", 1),
            failing={"lines": 0},
        ),
    )


def _read() -> tuple[Rule, ...]:
    return (
        Rule(
            "run.has_story_lines",
            "run",
            "warning",
            "At least one line of the run was taken for story (title, caption or body).",
            *between("story_lines", 1),
            failing={"story_lines": 0},
        ),
        Rule(
            "run.boilerplate_share",
            "run",
            "warning",
            f"At most {MAX_BOILERPLATE_SHARE:.0%} of the lines were removed as boilerplate.",
            *between("boilerplate_share", None, MAX_BOILERPLATE_SHARE),
            failing={"boilerplate_share": 0.97},
        ),
        Rule(
            "run.numbers_read",
            "run",
            "warning",
            "At least half of the numbers written in digits in all stories became a figure or a named non-figure.",
            *between("numbers_read_share", MIN_READ_SHARE),
            failing={"numbers_read_share": 0.0},
        ),
    )


def _as_before() -> tuple[Rule, ...]:
    """Return the rules about the outlets' own history: what they compare and from when on is in `history`."""
    told = {
        "boilerplate": "The share of lines removed as boilerplate is, for each outlet, about what it was before.",
        "figures": "The number of figures an article is, for each outlet, about what it was before.",
        "refusals": "The share of figures refused is, for each outlet, about what it was before.",
    }
    return (
        *(
            Rule(
                f"run.{name}_as_before",
                "run",
                "warning",
                sentence,
                "ExpectColumnValuesToBeNull",
                {"column": f"outlets_other_{name}"},
                failing={f"outlets_other_{name}": "Quill Courier: 71%, before 12%"},
            )
            for name, sentence in told.items()
        ),
        Rule(
            "run.articles_fresh",
            "run",
            "warning",
            f"The newest article of each outlet is at most {DAYS_OLDER} days older than the newest one known before.",
            "ExpectColumnValuesToBeNull",
            {"column": "outlets_stale"},
            failing={"outlets_stale": "Quill Courier: 2024-05-03, before 2024-08-01"},
        ),
        Rule(
            "run.confidence_shifted",
            "run",
            "warning",
            f"The mean confidence of each field of context is within {SHIFTED} of what it was in the last runs.",
            "ExpectColumnValuesToBeNull",
            {"column": "confidence_shifted"},
            failing={"confidence_shifted": "subject: 0.44, before 0.71"},
        ),
    )


def _share(table: str) -> Rule:
    return Rule(
        f"run.{table}_quarantined_share",
        "run",
        "critical",
        f"The share of {table} that broke a critical rule of their own is within the run's limit.",
        *above("quarantine_limit", f"{table}_quarantined_share", or_equal=True),
        failing={f"{table}_quarantined_share": 0.6},
    )
