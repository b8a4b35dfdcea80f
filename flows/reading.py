"""Runs the transforms over many documents: one after the other, or in batches by several processes, same result.

Threads would be slower than one after the other (the interpreter's lock), and every process loads the language model
anew, so processes start only where there is enough text to pay for that.
"""

from __future__ import annotations

import logging
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

import pandas as pd
from tqdm import tqdm

from expectations.tables import Frames
from flows.article_reader import article_reader
from flows.corrections import by_document
from flows.server import die_with_parent
from transforms.corrections import corrected
from transforms.frames import documents_frame, figure_context_frame, figures_frame, lines_frame, rejections_frame
from transforms.records import Article, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from transforms.article import ArticleReader
    from transforms.corrections import Correction
    from transforms.records import Document

LOGGER: Final = logging.getLogger(__name__)

BATCH: Final = 25
"""Documents a batch: few enough to balance two cores, many enough that passing frames between processes is nothing."""

ENOUGH_CHARS: Final = 200_000
"""Text that pays for a second process: one core reads some 17,000 characters a second, a process starts in 3 s."""

BAR: Final = "{desc}: {percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} documents, {rate_fmt}, {remaining} left"


class Reading:
    """The frames of what was read. No dataclass: Prefect would walk through it."""

    __slots__ = ("failed", "frames", "rejections")

    def __init__(self, frames: Frames, rejections: pd.DataFrame, failed: tuple[Rejection, ...] = ()) -> None:
        self.frames = frames
        self.rejections = rejections
        self.failed = failed


def to_reading(articles: Sequence[Article]) -> Reading:
    """Return the frames of `articles`."""
    frames = Frames(
        documents_frame(articles), lines_frame(articles), figures_frame(articles), figure_context_frame(articles)
    )
    return Reading(frames, rejections_frame(refused for article in articles for refused in article.rejections))


Repeated = dict[str, frozenset[str]]
"""The short lines that an outlet repeats in its articles, by outlet."""


class Readers:
    """Reads documents, some at a time, in this process or in several that stay for all of them."""

    def __init__(  # noqa: PLR0913, PLR0917 - what makes a reader, handed on to the processes as it is
        self,
        model: str,
        processes: int,
        corrections: Sequence[Correction] = (),
        measures: str = "",
        repeated: Repeated | None = None,
        weights: str = "",
    ) -> None:
        """Load nothing yet: a run that finds nothing new needs no reader.

        `processes` 0 means one a core, `measures` names a file with measures of interest of one's own, `repeated` are
        the lines of the outlets' templates, `weights` names the trained reader of context.
        """
        self._recipe = (model, tuple(corrections), measures, repeated or {}, weights)
        self._processes = processes or os.cpu_count() or 1
        self._alone: Reader | None = None
        self._pool: ProcessPoolExecutor | None = None

    def read(self, documents: Sequence[Document]) -> Reading:
        """Return what `documents` say, in their order whatever the number of processes. Raises ModelMissingError.

        Progress goes to stderr where that is a terminal and the work is long.
        """
        batches = [documents[start : start + BATCH] for start in range(0, len(documents), BATCH)]
        return joined(_with_progress(self._read(batches), len(documents)))

    def _read(self, batches: Sequence[Sequence[Document]]) -> Iterator[Reading]:
        wanted = min(self._processes, len(batches))
        chars = sum(document.n_chars for batch in batches for document in batch)
        if self._pool is None and (wanted < 2 or chars < ENOUGH_CHARS):
            self._alone = self._alone or _reader(*self._recipe)
            return map(self._alone.read, batches)
        # Processes are spawned: a fork would copy the locks of Prefect's threads.
        self._pool = self._pool or ProcessPoolExecutor(
            wanted, mp_context=get_context("spawn"), initializer=_start_process, initargs=self._recipe
        )
        return self._pool.map(_read_batch, batches)

    def close(self) -> None:
        """End the processes, without waiting for what they were asked."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


def read_documents(documents: Sequence[Document], model: str, processes: int) -> Reading:
    """Return what `documents` say, all at once."""
    with closing(Readers(model, processes)) as readers:
        return readers.read(documents)


def joined(readings: Iterable[Reading]) -> Reading:
    """Return one reading of all, in order."""
    parts = [to_reading(()), *readings]
    frames = Frames(
        pd.concat([part.frames.documents for part in parts], ignore_index=True),
        pd.concat([part.frames.lines for part in parts], ignore_index=True),
        pd.concat([part.frames.figures for part in parts], ignore_index=True),
        pd.concat([part.frames.figure_context for part in parts], ignore_index=True),
    )
    failed = tuple(rejection for part in parts for rejection in part.failed)
    return Reading(frames, pd.concat([part.rejections for part in parts], ignore_index=True), failed)


def _with_progress(readings: Iterable[Reading], total: int) -> Iterator[Reading]:
    with tqdm(total=total, desc="Reading", unit=" doc", bar_format=BAR, delay=1.0, leave=False, disable=None) as bar:
        for reading in readings:
            yield reading
            bar.update(len(reading.frames.documents) + len(reading.failed))


class Reader:
    """An article reader with the corrections that follow the reading."""

    def __init__(self, articles: ArticleReader, corrections: Sequence[Correction] = ()) -> None:
        self._articles = articles
        self._corrections = by_document(corrections)

    def read(self, documents: Sequence[Document]) -> Reading:
        """Return what `documents` say. A defect of a rule costs the document it fails on, never the others."""
        try:
            return self._reading(self._articles.read_many(documents))
        except Exception:  # noqa: BLE001 - whatever it is, it is looked for document by document
            return joined([self._read_alone(document) for document in documents])

    def _reading(self, articles: Iterable[Article]) -> Reading:
        read = [corrected(article, self._corrections.get(article.document.doc_id, ())) for article in articles]
        made = to_reading([article for article in read if isinstance(article, Article)])
        return Reading(made.frames, made.rejections, tuple(item for item in read if isinstance(item, Rejection)))

    def _read_alone(self, document: Document) -> Reading:
        try:
            return self._reading([self._articles.read(document)])
        except Exception as error:
            LOGGER.exception("%s could not be read", document.source)
            reason = f"a defect in the rules stopped its reading ({type(error).__name__}: {error}); please report it"
            refused = Rejection("read", document.source, "read.defect", reason, document.doc_id)
            empty = to_reading(())
            return Reading(empty.frames, empty.rejections, (refused,))


def _reader(
    model: str, corrections: Sequence[Correction], measures: str, repeated: Repeated, weights: str = ""
) -> Reader:
    return Reader(article_reader(model, measures, repeated, weights), corrections)


_READERS: dict[str, Reader] = {}
"""The reader of a process of the pool, by `reader`: what a process is given once instead of with every batch."""


def _start_process(
    model: str, corrections: Sequence[Correction], measures: str, repeated: Repeated, weights: str
) -> None:
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and ends the pool in order
    _READERS["reader"] = _reader(model, corrections, measures, repeated, weights)


def _read_batch(documents: Sequence[Document]) -> Reading:
    return _READERS["reader"].read(documents)
