"""Stories that repeat each other: found as they land, the first one being the original of all later copies."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.newsroom import Article, article, landing_of, run, whole
from warehouse.land import land
from warehouse.migrate import prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = [f"word{n}" for n in range(300)]


def words(n: int, of: int) -> list[str]:
    """A story of `n` words in an order of its own."""
    return random.Random(of).choices(WORDS, k=n)


AGENCY = words(240, of=1)
"""The story that others carry."""


def story(name: str, told: Sequence[str], **about: Any) -> Article:
    """An article whose body are the words `told`, two lines of boilerplate around it."""
    body = [("body", " ".join(told[n : n + 30])) for n in range(0, len(told), 30)]
    if "published" in about:
        about["published_precision"] = "day"
    return article(name, [("boilerplate", "Sign up"), *body, ("boilerplate", f"Copyright {name}")], **about)


ORIGINAL = story("original", AGENCY, published="2025-03-02")
CUT = story("cut", AGENCY[:130], published="2025-03-03")
EDITED = story("edited", ["edit" if n % 25 == 0 else word for n, word in enumerate(AGENCY)], published="2025-03-04")
TOPPED = story("topped", [*words(60, of=2), *AGENCY], published="2025-03-05")
OTHER = story("other", words(240, of=3), published="2025-03-01")
QUOTING = story("quoting", [*words(200, of=4), *AGENCY[:40]], published="2025-03-06")
SHORT = story("short", AGENCY[:20])


def named(connection: duckdb.DuckDBPyConnection) -> dict[str, str | None]:
    """The name of every article's original, by the article's name."""
    rows = connection.execute(
        "SELECT d.source, o.source FROM documents AS d LEFT JOIN documents AS o ON d.duplicate_of = o.doc_id"
    ).fetchall()
    return {source[5:-4]: original and original[5:-4] for source, original in rows}


def test_copies_name_what_was_published_first_and_other_stories_nothing(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [TOPPED, EDITED, QUOTING, OTHER, CUT, ORIGINAL, SHORT])
    assert named(writer) == {
        "original": None, "cut": "original", "edited": "original", "topped": "original", "other": None,
        "quoting": None, "short": None,
    }  # fmt: skip


def test_what_landed_first_is_the_original_of_what_lands_later(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [EDITED, OTHER])
    run(writer, 2, [ORIGINAL])
    run(writer, 3, [CUT, TOPPED])
    assert named(writer) == {
        "edited": None, "other": None, "original": "edited", "cut": "edited", "topped": "edited"
    }  # fmt: skip


def test_a_run_that_finds_nothing_new_leaves_the_verdicts_and_sketches_alone(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [ORIGINAL, CUT, OTHER])
    before = whole(writer, "documents", "document_sketches")
    run(writer, 2, [ORIGINAL, CUT, OTHER])
    assert whole(writer, "documents", "document_sketches") == before
    assert [row[1] for row in before["document_sketches"]].count(0) == 3


def test_a_copy_that_is_read_anew_keeps_its_original(writer: duckdb.DuckDBPyConnection) -> None:
    run(writer, 1, [ORIGINAL, CUT])
    document, lines, figures = CUT
    run(writer, 2, [(document, [line | {"role": "body", "rule_id": None} for line in lines], figures)])
    assert named(writer) == {"original": None, "cut": "original"}


def test_many_copies_of_one_story_name_one_original(writer: duckdb.DuckDBPyConnection) -> None:
    """More copies than one story is compared with, and each of them nearer to the others than to the original."""
    copies = [story(f"copy{n}", [*AGENCY[20:], *words(4, of=n)], published=f"2025-04-{n:02}") for n in range(10, 30)]
    run(writer, 1, [ORIGINAL])
    run(writer, 2, copies)
    assert named(writer) == {"original": None} | {f"copy{n}": "original" for n in range(10, 30)}


def test_small_edits_do_not_chain_different_stories(writer: duckdb.DuckDBPyConnection) -> None:
    """Each text keeps two thirds of the one before it; what is far from the original is a story of its own."""
    rest = words(480, of=5)
    steps = [
        story(f"step{n}", [*AGENCY, *rest][80 * n : 80 * n + 240], published=f"2025-03-0{n + 1}") for n in range(4)
    ]
    run(writer, 1, steps)
    assert named(writer) == {"step0": None, "step1": "step0", "step2": None, "step3": "step2"}


FAMILY = [ORIGINAL, CUT, EDITED, TOPPED, OTHER]


@settings(max_examples=6, deadline=None)
@given(runs=st.lists(st.lists(st.sampled_from(range(5)), max_size=3, unique=True), max_size=4))
def test_whatever_the_order_every_family_has_one_original_that_landed_first(runs: list[list[int]]) -> None:
    with duckdb.connect() as connection:
        prepare(connection)
        for n, picks in enumerate(runs, 1):
            run(connection, n, [FAMILY[pick] for pick in picks])
            land(connection, landing_of(n, [FAMILY[pick] for pick in picks]))
        found = named(connection)
    family = [(n, FAMILY[pick][0]["published"], FAMILY[pick][0]["source"][5:-4])
              for n, picks in enumerate(runs) for pick in picks if FAMILY[pick] is not OTHER]  # fmt: skip
    first = min(family)[2] if family else None
    assert found == {name: None if name in {first, "other"} else first for name in found}
