"""Decides what becomes of each source of a run: new, unchanged, a duplicate, or rejected; exactly one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.sources import read_bytes
from transforms.reading.documents import read_document
from transforms.records import Document, Rejection

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from flows.sources import Source, Sources
    from warehouse.runs import Outcome


class Intake:
    """What was read: the new documents in order, every source's outcome, and why some were refused.

    No dataclass on purpose: Prefect walks through those, object by object, whenever a task is given one.
    """

    __slots__ = ("contents", "documents", "ignored", "outcomes", "rejections")

    def __init__(self, ignored: tuple[str, ...] = ()) -> None:
        self.documents: list[Document] = []
        self.outcomes: dict[str, tuple[str | None, Outcome]] = {}
        self.rejections: list[Rejection] = []
        self.contents: set[str] = set()
        self.ignored = ignored

    def count(self, outcome: Outcome) -> int:
        """Return how many sources ended so."""
        return sum(1 for _, found in self.outcomes.values() if found == outcome)

    def reject(self, rejection: Rejection) -> None:
        """Record a refused source."""
        self.outcomes[rejection.source] = (rejection.doc_id, "rejected")
        self.rejections.append(rejection)


def take_in(
    sources: Sources,
    max_bytes: int,
    known: Collection[str] = (),
    *,
    last_try: bool = True,
    watch: Callable[[Iterable[Source]], Iterable[Source]] = iter,
) -> Intake:
    """Read every source and sort it: `known` are the ids that need no second reading.

    The first source of a content counts, later ones of the same run are its duplicates. `watch` may see the sources go
    by (a progress bar). A read that fails in a way another try may cure raises OSError, on the `last_try` it rejects.
    """
    intake = Intake(sources.ignored)
    for rejection in sources.rejected:
        intake.reject(rejection)
    for source in watch(sources.found):
        try:
            item = _read(source, max_bytes)
        except OSError as error:
            if not last_try:
                raise
            item = Rejection(
                "read", source.name, "read.io_error", f"reading it failed ({error.strerror}), also repeated"
            )
        _sort(intake, source, item, known)
    return intake


def _read(source: Source, max_bytes: int) -> Document | Rejection:
    raw = read_bytes(source, max_bytes)
    return read_document(raw, source.name, max_bytes=max_bytes) if isinstance(raw, bytes) else raw


def _sort(intake: Intake, source: Source, item: Document | Rejection, known: Collection[str]) -> None:
    if isinstance(item, Rejection):
        intake.reject(item)
    elif item.doc_id in intake.contents:
        intake.outcomes[source.name] = (item.doc_id, "duplicate")
    elif item.doc_id in known:
        intake.outcomes[source.name] = (item.doc_id, "unchanged")
    else:
        intake.outcomes[source.name] = (item.doc_id, "new")
        intake.documents.append(item)
    if isinstance(item, Document):
        intake.contents.add(item.doc_id)
