"""Runs the transforms over many documents: one after the other, or in batches by several processes, same result.

Threads would be slower than one after the other (the interpreter's lock), and every process loads the language model
anew, so processes start only where there is enough text to pay for that.
"""

from __future__ import annotations

import logging
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

import pandas as pd
from tqdm import tqdm

from expectations.tables import Frames
from flows.model import load_model
from flows.server import die_with_parent
from seeds.load import load_lexicon
from transforms.article import ArticleReader
from transforms.frames import documents_frame, figures_frame, lines_frame, rejections_frame
from transforms.records import Rejection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from transforms.records import Article, Document

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
    frames = Frames(documents_frame(articles), lines_frame(articles), figures_frame(articles))
    return Reading(frames, rejections_frame(refused for article in articles for refused in article.rejections))


def read_documents(documents: Sequence[Document], model: str, processes: int) -> Reading:
    """Return what `documents` say, in their order whatever the number of processes (0: one a core).

    Raises ModelMissingError. Progress goes to stderr where that is a terminal and the work is long.
    """
    batches = [documents[start : start + BATCH] for start in range(0, len(documents), BATCH)]
    wanted = min(processes or os.cpu_count() or 1, len(batches))
    if wanted > 1 and sum(document.n_chars for document in documents) >= ENOUGH_CHARS:
        readings = _in_processes(batches, model, wanted)
    else:
        readings = _one_by_one(batches, model)
    return joined(_with_progress(readings, len(documents)))


def joined(readings: Iterable[Reading]) -> Reading:
    """Return one reading of all, in order."""
    parts = [to_reading(()), *readings]
    frames = Frames(
        pd.concat([part.frames.documents for part in parts], ignore_index=True),
        pd.concat([part.frames.lines for part in parts], ignore_index=True),
        pd.concat([part.frames.figures for part in parts], ignore_index=True),
    )
    failed = tuple(rejection for part in parts for rejection in part.failed)
    return Reading(frames, pd.concat([part.rejections for part in parts], ignore_index=True), failed)


def _with_progress(readings: Iterable[Reading], total: int) -> Iterator[Reading]:
    with tqdm(total=total, desc="Reading", unit=" doc", bar_format=BAR, delay=1.0, disable=None) as bar:
        for reading in readings:
            yield reading
            bar.update(len(reading.frames.documents) + len(reading.failed))


def _reader(model: str) -> ArticleReader:
    return ArticleReader(load_lexicon(), load_model(model))


def _one_by_one(batches: Iterable[Sequence[Document]], model: str) -> Iterator[Reading]:
    reader = _reader(model)
    for batch in batches:
        yield read_batch(reader, batch)


def read_batch(reader: ArticleReader, documents: Sequence[Document]) -> Reading:
    """Return what `documents` say. A defect of a rule costs the document it fails on, never the others."""
    try:
        return to_reading(list(reader.read_many(documents)))
    except Exception:  # noqa: BLE001 - whatever it is, it is looked for document by document
        return joined([_read_alone(reader, document) for document in documents])


def _read_alone(reader: ArticleReader, document: Document) -> Reading:
    try:
        return to_reading([reader.read(document)])
    except Exception as error:
        LOGGER.exception("%s could not be read", document.source)
        reason = f"a defect in the rules stopped its reading ({type(error).__name__}: {error}); please report it"
        refused = Rejection("read", document.source, "read.defect", reason, document.doc_id)
        empty = to_reading(())
        return Reading(empty.frames, empty.rejections, (refused,))


def _in_processes(batches: Iterable[Sequence[Document]], model: str, processes: int) -> Iterator[Reading]:
    """Yield the batches in order. Processes are spawned: a fork would copy the locks of Prefect's threads."""
    with ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_start_process, initargs=(model,)
    ) as pool:
        try:
            yield from pool.map(_read_batch, batches)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_READERS: dict[str, ArticleReader] = {}
"""The reader of a process of the pool, by `reader`: what a process is given once instead of with every batch."""


def _start_process(model: str) -> None:
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and ends the pool in order
    _READERS["reader"] = _reader(model)


def _read_batch(documents: Sequence[Document]) -> Reading:
    return read_batch(_READERS["reader"], documents)
