"""Decides what becomes of each source of a run: new, unchanged, a duplicate, or rejected; exactly one of them.

Sources are read one after the other as the documents are asked for: of a hundred thousand articles a run holds those
that it is reading, and of the others what became of them.
"""

from __future__ import annotations

import time
from itertools import chain
from typing import TYPE_CHECKING, Final

from flows.items import Item, to_document
from flows.opening import read_items
from transforms.records import Document, Rejection

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from flows.items import Limits
    from flows.sources import Source, Sources
    from warehouse.runs import Outcome

Named = tuple[str, Document | Rejection]
"""The name of a source, and what was read from it."""

CHUNK_DOCUMENTS: Final = 2_000
CHUNK_CHARS: Final = 4_000_000
"""What is read, checked and staged at a time: some two minutes of reading, and some 100 MB of frames."""

WAITS: Final = (1.0, 2.0, 4.0)
"""Seconds before another try to read a source whose reading failed."""


class Intake:
    """What a run reads: its new documents, and, of those that went by, every source's outcome and the refusals.

    No dataclass on purpose: Prefect walks through those, object by object, whenever a task is given one.
    """

    __slots__ = ("_documents", "contents", "empty", "ignored", "outcomes", "rejections")

    def __init__(
        self,
        items: Iterable[Named],
        known: Collection[str] = (),
        ignored: tuple[str, ...] = (),
        empty: tuple[str, ...] = (),
    ) -> None:
        """Sort `items` as they are asked for; `known` are the ids of documents that need no second reading."""
        self._documents = self._sorted(items, known)
        self.outcomes: dict[str, tuple[str | None, Outcome]] = {}
        self.rejections: list[Rejection] = []
        self.contents: set[str] = set()
        self.ignored = ignored
        self.empty = empty

    def chunk(self, documents: int = CHUNK_DOCUMENTS, chars: int = CHUNK_CHARS) -> list[Document]:
        """Return the next new documents, none when all sources went by."""
        found: list[Document] = []
        for document in self._documents:
            found.append(document)
            chars -= document.n_chars
            if len(found) >= documents or chars <= 0:
                break
        return found

    def count(self, outcome: Outcome) -> int:
        """Return how many sources ended so."""
        return sum(1 for _, found in self.outcomes.values() if found == outcome)

    def reject(self, rejection: Rejection) -> None:
        """Record a refused source."""
        self.outcomes[rejection.source] = (rejection.doc_id, "rejected")
        self.rejections.append(rejection)

    def _sorted(self, items: Iterable[Named], known: Collection[str]) -> Iterator[Document]:
        """Yield the new documents. The first source of a content counts, later ones of the run are its duplicates."""
        for name, item in items:
            if isinstance(item, Rejection):
                self.reject(item)
                continue
            outcome: Outcome = (
                "duplicate" if item.doc_id in self.contents else "unchanged" if item.doc_id in known else "new"
            )
            self.outcomes[name] = (item.doc_id, outcome)
            self.contents.add(item.doc_id)
            if outcome == "new":
                yield item


def read_all(sources: Sources, limits: Limits, watched: Iterable[Source] | None = None) -> Iterator[Named]:
    """Yield every article of every source with what was read; `watched` are the sources, seen by a progress bar."""
    refused = ((rejection.source, rejection) for rejection in sources.rejected)
    found = sources.found if watched is None else watched
    return chain(
        refused, ((i.name, to_document(i, limits)) for source in found for i in read_patiently(source, limits))
    )


def read_patiently(source: Source, limits: Limits) -> Iterator[Item]:
    """Yield what lies in a source; one that fails in a way another try may cure is tried again before it is refused."""
    failure = ""
    for wait in (0.0, *WAITS):
        time.sleep(wait)
        items = read_items(source, limits)
        try:
            first = next(items, None)
        except OSError as error:
            failure = error.strerror or str(error)
            continue
        yield from chain(() if first is None else (first,), items)
        return
    reason = f"reading it failed ({failure}), also repeated"
    yield Item(source.name, Rejection("read", source.name, "read.io_error", reason))
