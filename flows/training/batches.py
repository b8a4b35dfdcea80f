"""Several windows as tensors, their figures and candidates numbered through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from transforms.context.score.view import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from transforms.context.score.examples import Example


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows filled up to one length; places count through all pieces, pairs name figure, candidate and row."""

    ids: Tensor
    types: Tensor
    mask: Tensor
    places: Tensor
    figure_places: Tensor
    single: Tensor
    hashed: Tensor
    facts: Tensor
    words: Tensor
    word_starts: Tensor
    beside: Tensor
    ways: Tensor
    pairs: Mapping[str, tuple[Tensor, Tensor, Tensor]]


def _joined(parts: Sequence[NDArray[Any]]) -> Tensor:
    joined = np.concatenate(parts)
    return torch.from_numpy(joined.astype(np.float32 if joined.dtype.kind == "f" else np.int64))


def batch_of(examples: Sequence[Example]) -> Batch:
    """Return the windows as one batch."""
    length = max(len(e.window.ids) for e in examples)
    ids, types = (np.zeros((len(examples), length), dtype=np.int64) for _ in range(2))
    mask = np.zeros((len(examples), length), dtype=bool)
    places, figure_places, word_starts, words = [], [], [], []
    pairs: dict[str, tuple[list[Any], list[Any], list[Any]]] = {field: ([], [], []) for field in TEXT_FIELDS}
    n_candidates = n_figures = n_rows = n_words = 0
    for k, e in enumerate(examples):
        n = len(e.window.ids)
        ids[k, :n], types[k, :n], mask[k, :n] = e.window.ids, e.window.types, True
        places.append(np.where(e.places >= 0, e.places + k * length, -1))
        figure_places.append(e.figure_places + k * length)
        for i, near in enumerate(e.near):
            word_starts.append(n_words)
            n_words += len(e.words[i])
            words.append(e.words[i])
            for field in TEXT_FIELDS:
                rows = e.pairs[field][i]
                figure, candidate, row = pairs[field]
                figure.append(np.full(len(rows), n_figures))
                candidate.append(rows + n_candidates)
                row.append(np.searchsorted(near, rows) + n_rows)
            n_rows += len(near)
            n_figures += 1
        n_candidates += len(e.candidates)
    return Batch(
        torch.from_numpy(ids), torch.from_numpy(types), torch.from_numpy(mask), _joined(places), _joined(figure_places),
        _joined([e.single for e in examples]), _joined([e.hashed for e in examples]),
        _joined([e.facts for e in examples]),
        _joined(words), torch.tensor(word_starts), _joined([b for e in examples for b in e.beside]),
        _joined([w for e in examples for w in e.ways]),
        {field: (_joined(f), _joined(c), _joined(r)) for field, (f, c, r) in pairs.items()},
    )  # fmt: skip
