"""spaCy's embedding of words, which remembers: the first vector of a word hangs on nothing around it but its space.

The embedding is a third of what a text costs the first layers of the model, and nine words of ten in the news were
read before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

TOK2VEC: Final = "tok2vec"
LAYERS: Final = 5
"""Layers of the embedding of spaCy's models: features, their list made one, hashes to vectors, mixed, parted again."""

ASKED: Final = frozenset({"NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE", "ORTH", "LOWER", "IS_ALPHA"})
"""What features may ask of a token: the word itself tells all but `NORM`, which contractions have of their own, and
`SPACY`."""

_MIXER: Final = np.uint64(0x9E3779B97F4A7C15)
"""Odd, with bits everywhere (2**64 by the golden ratio): two hashes joined by it collide no more than one."""

ROOM: Final = 50_000
"""Words whose vectors are remembered, some 20 MB; a process that met more begins anew."""


class RememberingEmbedding:
    """Embeds each word once. Shape in: parsed texts; shape out: for each an array of its tokens by the width."""

    def __init__(self, embedding: Any) -> None:
        self._features, _, self._hashes, self._mix, _ = embedding.layers
        self._places: dict[int, int] = {}
        self._vectors: Any = None

    def __call__(self, model: Any, docs: Sequence[Doc], is_train: bool) -> tuple[list[Any], Callable[[Any], Any]]:  # noqa: ARG002 - thinc calls it so
        """Return the vectors of `docs`, and what thinc asks for besides: there is no learning here."""
        keys = [self._keys(doc) for doc in docs]
        self._learn(docs, keys)
        places = self._places
        return [self._vectors[[places[key] for key in row]] for row in keys], _no_learning

    def _keys(self, doc: Doc) -> list[int]:
        """Return a number for each token of `doc`, the same for the same word, norm, and space after it."""
        rows: Any = doc.to_array(["ORTH", "NORM", "SPACY"])
        keys: list[int] = (rows[:, 0] * _MIXER + rows[:, 1] ^ rows[:, 2]).tolist()
        return keys

    def _learn(self, docs: Sequence[Doc], keys: Sequence[list[int]]) -> None:
        """Embed the words that are new, all at once."""
        new: dict[int, tuple[int, int]] = {}
        for i, row in enumerate(keys):
            for j, key in enumerate(row):
                if key not in self._places and key not in new:
                    new[key] = (i, j)
        if not new and self._vectors is not None:
            return
        if len(self._places) + len(new) > ROOM and self._places:
            self._places.clear()
            self._learn(docs, keys)
            return
        texts = sorted({i for i, _ in new.values()})
        features = dict(zip(texts, self._features.predict([docs[i] for i in texts]), strict=True))
        made = self._embed(np.asarray([features[i][j] for i, j in new.values()], dtype=np.uint64))
        known, stop = len(self._places), len(self._places) + len(new)
        if self._vectors is None or stop > len(self._vectors):
            self._vectors = np.zeros((max(ROOM, stop), made.shape[1]), dtype=made.dtype)
        self._vectors[known:stop] = made
        self._places |= {key: known + n for n, key in enumerate(new)}

    def _embed(self, features: Any) -> Any:
        from thinc.types import Ragged  # noqa: PLC0415 - only where a model is loaded

        if not len(features):
            return np.zeros((0, self._mix.get_dim("nO")), dtype=np.float32)
        lengths = self._hashes.ops.asarray1i([len(features)])
        return self._mix.predict(self._hashes.predict(Ragged(features, lengths))).dataXd


def _no_learning(_: Any) -> Any:
    raise NotImplementedError("the embedding of a loaded model remembers what it said, and does not learn")


def remember_words(nlp: Language) -> bool:
    """Let `nlp`'s embedding remember, where it is of the form that spaCy's own models have; tell whether it does."""
    from thinc.api import Model  # noqa: PLC0415 - as above

    if TOK2VEC not in nlp.pipe_names:
        return False
    layers: list[Any] = nlp.get_pipe(TOK2VEC).model.layers  # type: ignore[attr-defined]  # not in the stubs
    asked = layers[0].layers[0].attrs.get("columns", ()) if layers and layers[0].layers else ()
    if len(layers[0].layers) != LAYERS or not asked or not _names(nlp, asked) <= ASKED:
        return False
    layers[0] = Model("remembering_embedding", RememberingEmbedding(layers[0]))
    return True


def _names(nlp: Language, asked: Sequence[int | str]) -> set[str]:
    return {name if isinstance(name, str) else nlp.vocab.strings[name] for name in asked}
