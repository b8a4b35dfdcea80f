"""How far two stories are the same words: runs of three words, and a MinHash of them by datasketch to find pairs with.

An agency text runs under many names, cut, topped and lightly edited. Of 2,211 clean articles of one outlet, pairs that
share half of the runs of the shorter are edited versions of each other, and pairs of different stories share below a
tenth.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

RUN: Final = 3
"""Words in a run: with more, every small edit costs too many of them."""

REPEATS: Final = 0.5
"""Share of the runs of the shorter text from which on one repeats the other."""

FEWEST: Final = 40
"""Runs a text must have to be compared at all: of a few sentences, half are soon the same."""

BANDS: Final = 42
ROWS: Final = 3
"""Bands of the MinHash and hashes in each: of pairs whose runs are 0.4 the same (Jaccard) 94% share a band, of those
at 0.5 99.6%, at 0.05 half a percent. A text cut to a third of another may stay unseen."""

SEED: Final = 1
SCHEME: Final = "affine32"
"""Of datasketch's permutations; both are part of what is stored, and never change without a migration."""

_WORD: Final = re.compile(r"\w+")


def runs_of(text: str) -> frozenset[str]:
    """Return the runs of three words of `text`, case and punctuation aside."""
    words = _WORD.findall(text.casefold())
    return frozenset(" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def shared(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """Return which share of the runs of the smaller set the other has too."""
    fewest = min(len(one), len(other))
    return len(one & other) / fewest if fewest else 0.0


def bands_of(runs: AbstractSet[str]) -> tuple[int, ...]:
    """Return a number for each band of the MinHash of `runs`, in order; none for a text too short to compare."""
    from datasketch import MinHash  # noqa: PLC0415 - it loads SciPy, which a run with nothing new does not need

    if len(runs) < FEWEST:
        return ()
    sketch = MinHash(num_perm=BANDS * ROWS, seed=SEED, scheme=SCHEME)
    sketch.update_batch([run.encode("utf-8", "replace") for run in runs])
    hashes = sketch.hashvalues.reshape(BANDS, ROWS).astype(">u8")
    return tuple(int.from_bytes(blake2b(row.tobytes(), digest_size=8).digest(), signed=True) for row in hashes)
