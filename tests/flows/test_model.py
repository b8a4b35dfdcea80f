"""The language model is loaded with a ruler that remembers, and reads as it did before."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import spacy

from flows.embedding import RememberingEmbedding, remember_words
from flows.model import ModelMissingError, choose_model, load_model
from flows.ruler import REMEMBERING

if TYPE_CHECKING:
    from spacy.language import Language

TEXTS = (
    "The harbour board said it would not cut its 40 crews, but that there were others who might.",
    "Let's say y'all ain't gonna pay 12 pounds; she's got to, hasn't she?",
    "Ayr  has been\tbuilding two ferries that anyone can board, and so has Troon.",
    "Ayr's mayor, who is 44, thinks that something must be done once the 2 ferries are in.",
)


def read(nlp: Language) -> list[list[tuple[str, ...]]]:
    return [[(t.text, t.tag_, t.pos_, t.dep_, t.lemma_) for t in doc] for doc in nlp.pipe(TEXTS)]


def test_remembering_changes_no_token() -> None:
    fresh, remembering = spacy.load(choose_model()), load_model()
    expected = read(fresh)
    assert REMEMBERING in remembering.pipe_names
    assert [read(remembering), read(remembering)] == [expected, expected]


def test_what_is_remembered_outlives_a_memory_zone() -> None:
    nlp = load_model()
    with nlp.memory_zone():
        first = read(nlp)
    with nlp.memory_zone():
        assert read(nlp) == first


def test_words_are_embedded_once_and_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh, remembering = spacy.load(choose_model()), load_model()
    before = fresh.get_pipe("tok2vec").model.predict([fresh.make_doc(text) for text in (*TEXTS, "")])
    monkeypatch.setattr("flows.embedding.ROOM", 40)
    for _ in range(2):
        after = remembering.get_pipe("tok2vec").model.predict([remembering.make_doc(text) for text in (*TEXTS, "")])
        assert [vectors.shape for vectors in after] == [vectors.shape for vectors in before]
        assert all(np.allclose(a, b, atol=1e-5) for a, b in zip(after, before, strict=True))
    assert remember_words(fresh)
    assert not remember_words(fresh)
    assert not remember_words(spacy.blank("en"))


def test_a_word_is_looked_up_only_the_first_time() -> None:
    nlp = spacy.load(choose_model())
    layer = RememberingEmbedding(nlp.get_pipe("tok2vec").model.layers[0])
    asked: list[int] = []
    predict = layer._features.predict
    layer._features = SimpleNamespace(predict=lambda docs: asked.append(len(docs)) or predict(docs))
    for text in ("Two boats sank.", "Two boats sank.", "Two sank.", "boats sank."):
        layer(None, [nlp.make_doc(text)], False)
    assert asked == [1]


def test_missing_model_is_named_with_advice() -> None:
    with pytest.raises(ModelMissingError, match=r"no_such_model.*--model"):
        load_model("no_such_model")
