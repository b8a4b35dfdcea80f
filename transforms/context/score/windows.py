"""Cuts a story into windows for the encoder: each figure in one, with the text around it and the lead in front."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from transforms.context.scene import Scene
    from transforms.records import Figure

LENGTH: Final = 320
"""Word pieces in a window at most, the two marks at its ends and the lead included."""

LEAD: Final = 32
"""Word pieces of the beginning of the story in front of each window that does not hold it."""

BEFORE: Final = 110
AFTER: Final = 40
"""Word pieces before and after a figure that its window holds where the story has them."""

TEXT, FIGURE, FRONT = 0, 1, 2
"""Types of piece: of the text, of a figure, of the lead in front."""


class Encoded(Protocol):
    """What a tokenizer says of one text."""

    @property
    def ids(self) -> list[int]:
        """The numbers of its pieces."""
        ...

    @property
    def offsets(self) -> list[tuple[int, int]]:
        """Where each piece begins and ends."""
        ...


class Tokenizer(Protocol):
    """The part of a tokenizer of the `tokenizers` library that is used here."""

    def encode_batch(
        self,
        input: list[str],  # noqa: A002 - its own name
        is_pretokenized: bool = ...,
        add_special_tokens: bool = ...,
    ) -> Sequence[Encoded]:
        """Return the pieces of each text."""
        ...

    def token_to_id(self, token: str) -> int | None:
        """Return the number of a piece."""
        ...


@dataclass(frozen=True, slots=True)
class Stream:
    """The word pieces of a story: their ids, and where each begins and ends in the document."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def first(self, offset: int) -> int:
        """Return the piece that holds `offset`, or the next one."""
        return int(np.searchsorted(self.ends, offset, side="right"))

    def last(self, offset: int) -> int:
        """Return the piece that holds the character before `offset`."""
        return max(0, int(np.searchsorted(self.starts, offset, side="left")) - 1)


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of the stream for the encoder: its ids and types, and the figures that are read in it."""

    ids: NDArray[np.int64]
    types: NDArray[np.int64]
    begin: int
    end: int
    shift: int
    lead: int
    figures: tuple[int, ...]

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Return where the pieces `first` to `last` of the stream stand in the window; (-1, -1) if they do not."""
        if self.begin <= first and last < self.end:
            return first - self.begin + self.shift, last - self.begin + self.shift
        if last < self.lead:
            return first + 1, last + 1
        return -1, -1


def stream(scene: Scene, tokenizer: Tokenizer) -> Stream:
    """Return the word pieces of the story's sentences."""
    texts = [scene.text[s.start : s.end] for s in scene.spans]
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    for span, encoded in zip(scene.spans, tokenizer.encode_batch(texts, add_special_tokens=False), strict=True):
        ids += encoded.ids
        starts += [span.start + a for a, _ in encoded.offsets]
        ends += [span.start + b for _, b in encoded.offsets]
    return Stream(np.array(ids, dtype=np.int64), np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64))


def windows(pieces: Stream, figures: Sequence[Figure], begin_id: int, end_id: int) -> list[Window]:
    """Return windows over the stream so that each figure, in the order of the text, is read in exactly one."""
    spans = [(pieces.first(f.char_start), pieces.last(f.char_end)) for f in figures]
    order = sorted(range(len(figures)), key=lambda i: spans[i])
    total, made, at = len(pieces.ids), [], 0
    while at < len(order):
        begin = max(0, spans[order[at]][0] - BEFORE)
        begin = 0 if begin <= LEAD else begin
        lead = min(LEAD, begin)
        room = LENGTH - 2 - lead
        end = min(total, begin + room)
        stop = at + 1
        while stop < len(order) and (
            spans[order[stop]][1] + AFTER < end or (end == total and spans[order[stop]][1] < end)
        ):
            stop += 1
        last = spans[order[stop - 1]][1]
        end = max(min(end, last + 1 + 2 * AFTER), min(total, begin + 1))
        made.append(_window(pieces, (begin, end, lead), tuple(order[at:stop]), spans, (begin_id, end_id)))
        at = stop
    return made


def _window(
    pieces: Stream,
    place: tuple[int, int, int],
    figures: tuple[int, ...],
    spans: Sequence[tuple[int, int]],
    marks: tuple[int, int],
) -> Window:
    begin, end, lead = place
    ids = np.concatenate([[marks[0]], pieces.ids[:lead], pieces.ids[begin:end], [marks[1]]])
    types = np.zeros(len(ids), dtype=np.int64)
    types[1 : lead + 1] = FRONT
    shift = lead + 1
    for first, last in spans:
        if begin <= first and last < end:
            types[first - begin + shift : last - begin + shift + 1] = FIGURE
    return Window(ids.astype(np.int64), types, begin, end, shift, lead, figures)
