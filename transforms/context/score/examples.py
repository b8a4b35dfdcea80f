"""A story's figures and candidates as arrays: what the scorer reads, in training and in use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from transforms.context.score.features import Features
from transforms.context.score.view import TEXT_FIELDS, View
from transforms.context.score.windows import Stream, Tokenizer, Window, stream, windows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["Example", "Stream", "examples"]


@dataclass(frozen=True, slots=True)
class Example:
    """One window with its figures.

    `figures` are their numbers in the view, `figure_places` their first and last piece, `facts` and `words` what is
    known of each. `candidates` are numbers in the pool, with their places, features and hashed words. For each field
    `pairs` holds, figure by figure, the rows of `candidates` to choose among; `beside[i]` and `ways[i]` are the
    features of figure `i` with the candidates `near[i]` (rows).
    """

    window: Window
    figures: tuple[int, ...]
    figure_places: NDArray[np.int64]
    facts: NDArray[np.float32]
    words: tuple[NDArray[np.int64], ...]
    candidates: NDArray[np.int64]
    places: NDArray[np.int64]
    single: NDArray[np.float32]
    hashed: NDArray[np.int64]
    near: tuple[NDArray[np.int64], ...]
    beside: tuple[NDArray[np.float32], ...]
    ways: tuple[NDArray[np.int64], ...]
    pairs: Mapping[str, tuple[NDArray[np.int64], ...]]


def examples(view: View, verbs: Mapping[str, str], tokenizer: Tokenizer) -> list[Example]:
    """Return the windows of a story as arrays, every figure of the view in one of them."""
    pieces = stream(view.scene, tokenizer)
    begin, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    if begin is None or end is None:
        begin, end = tokenizer.token_to_id("<s>"), tokenizer.token_to_id("</s>")
    if begin is None or end is None or not len(pieces.ids):
        return []
    features = Features(view, verbs)
    spans = np.array([(pieces.first(c.start), pieces.last(c.end)) for c in view.pool.candidates]).reshape(-1, 2)
    return [_example(w, view, features, pieces, spans) for w in windows(pieces, view.figures, begin, end)]


def _example(window: Window, view: View, features: Features, pieces: Stream, spans: NDArray[np.int64]) -> Example:
    chosen = {field: [view.candidates(view.figures[i], field) for i in window.figures] for field in TEXT_FIELDS}
    used = np.array(sorted({c for lists in chosen.values() for one in lists for c in one}), dtype=np.int64)
    row = {int(c): r for r, c in enumerate(used)}
    places = np.array([window.place(*spans[c]) for c in used], dtype=np.int64).reshape(-1, 2)
    figure_places, facts, words, near, beside, ways = [], [], [], [], [], []
    for n, i in enumerate(window.figures):
        figure = view.figures[i]
        figure_places.append(window.place(pieces.first(figure.char_start), pieces.last(figure.char_end)))
        out, hashed, fact, word = features.beside(figure)
        own = np.array(sorted({c for lists in chosen.values() for c in lists[n]}), dtype=np.int64)
        near.append(np.array([row[int(c)] for c in own], dtype=np.int64))
        beside.append(out[own])
        ways.append(hashed[own])
        facts.append(fact)
        words.append(word)
    pairs = {
        field: tuple(np.array([row[c] for c in one], dtype=np.int64) for one in lists)
        for field, lists in chosen.items()
    }
    return Example(
        window, window.figures, np.array(figure_places, dtype=np.int64).reshape(-1, 2), np.array(facts), tuple(words),
        used, places, features.single[used], features.hashed[used], tuple(near), tuple(beside), tuple(ways), pairs,
    )  # fmt: skip
