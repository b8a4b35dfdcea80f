"""Finds, while a run lands, which of its stories repeat another one almost word for word.

Only stories that changed are compared, each with at most CANDIDATES earlier ones that share a band of its sketch; the
verdict is exact, by the words of both. Earlier is what landed in an earlier run, then what was published earlier. The
first of a family is its original, and the others name it: later ones are compared with originals only, so that a chain
of small edits does not join different stories, and no row of an earlier run changes.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from transforms.frames import frame
from transforms.sketch import REPEATS, bands_of, runs_of, shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import duckdb

CANDIDATES: Final = 8
"""Earlier stories one is compared with, those with most bands in common: what an article costs has a bound."""

SLICE: Final = 500
"""Stories whose words are held at a time: some 20 MB."""

_SKETCHES: Final = {"doc_id": "str", "band": "int64", "hash": "int64"}

_STORIES: Final = """
SELECT doc_id, string_agg(text, chr(10) ORDER BY n) FROM lines SEMI JOIN wanted_stories USING (doc_id)
WHERE role = 'body'
GROUP BY doc_id
"""

_MARK: Final = """
UPDATE documents SET duplicate_of = found.original FROM found_originals AS found WHERE documents.doc_id = found.doc_id
"""

_PAIRS: Final = """
WITH placed AS (
    SELECT d.doc_id, d.duplicate_of, row_number() OVER (
        ORDER BY r.started_at, r.run_id, d.published NULLS LAST, d.source, d.doc_id
    ) AS place
    FROM documents AS d
    LEFT JOIN runs AS r ON d.first_run_id = r.run_id
),
-- materialised, or every two documents would be joined by their places first, before a band tells the few to compare
sketched AS MATERIALIZED (
    SELECT s.doc_id, s.band, s.hash, placed.place, placed.duplicate_of
    FROM document_sketches AS s JOIN placed USING (doc_id)
),
alike AS (
    SELECT this.doc_id, this.place, earlier.doc_id AS other, earlier.place AS other_place, count(*) AS bands
    FROM (FROM sketched SEMI JOIN landing_changed USING (doc_id)) AS this
    JOIN sketched AS earlier
        ON this.band = earlier.band AND this.hash = earlier.hash AND earlier.place < this.place
    WHERE earlier.duplicate_of IS NULL
    GROUP BY ALL
)
SELECT doc_id, other FROM alike
QUALIFY row_number() OVER (PARTITION BY doc_id ORDER BY bands DESC, other_place) <= $candidates
ORDER BY place, bands DESC, other_place
"""


def mark_duplicates(connection: duckdb.DuckDBPyConnection) -> int:
    """Set `duplicate_of` of the documents in `landing_changed` and return how many repeat another.

    To be called within the transaction that landed them.
    """
    changed = [doc_id for (doc_id,) in connection.execute("FROM landing_changed ORDER BY doc_id").fetchall()]
    if not changed:
        return 0
    connection.execute("DELETE FROM document_sketches WHERE doc_id IN (FROM landing_changed)")
    for part in _slices(changed):
        _store(connection, _stories(connection, part))
    connection.execute("UPDATE documents SET duplicate_of = NULL WHERE doc_id IN (FROM landing_changed)")
    found = _originals(connection, connection.execute(_PAIRS, {"candidates": CANDIDATES}).fetchall())
    rows = ({"doc_id": doc_id, "original": original} for doc_id, original in found.items())
    with _registered(connection, "found_originals", rows, {"doc_id": "str", "original": "str"}):
        connection.execute(_MARK)
    return len(found)


def _slices(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + SLICE] for start in range(0, len(ids), SLICE))


@contextmanager
def _registered(
    connection: duckdb.DuckDBPyConnection, name: str, rows: Iterable[Mapping[str, object]], columns: Mapping[str, str]
) -> Iterator[None]:
    """Let SQL see `rows` as the view `name`."""
    connection.register(name, frame(rows, columns))
    try:
        yield
    finally:
        connection.unregister(name)


def _stories(connection: duckdb.DuckDBPyConnection, doc_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    with _registered(connection, "wanted_stories", ({"doc_id": doc_id} for doc_id in doc_ids), {"doc_id": "str"}):
        return {doc_id: runs_of(text) for doc_id, text in connection.execute(_STORIES).fetchall()}


def _store(connection: duckdb.DuckDBPyConnection, stories: Mapping[str, frozenset[str]]) -> None:
    rows = (
        {"doc_id": doc_id, "band": band, "hash": value}
        for doc_id, runs in stories.items()
        for band, value in enumerate(bands_of(runs))
    )
    with _registered(connection, "incoming_sketches", rows, _SKETCHES):
        connection.execute("INSERT INTO document_sketches BY NAME FROM incoming_sketches")


def _originals(connection: duckdb.DuckDBPyConnection, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the original that each repeating document repeats: of several, the one it shares most words with."""
    found: dict[str, str] = {}
    candidates: dict[str, list[str]] = {}
    for doc_id, candidate in pairs:
        candidates.setdefault(doc_id, []).append(candidate)
    for part in _slices(list(candidates)):
        # the original of a candidate is a candidate itself, or was found with an earlier slice
        compared = {*part, *(other for doc_id in part for other in candidates[doc_id])}
        stories = _stories(connection, compared.union(found[each] for each in compared if each in found))
        for doc_id in part:
            best = 0.0
            for candidate in candidates[doc_id]:
                original = found.get(candidate, candidate)
                share = shared(stories[doc_id], stories[original])
                if share >= REPEATS and share > best:
                    found[doc_id], best = original, share
    return found
