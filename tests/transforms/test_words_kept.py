"""A reader keeps the first words it meets, and lets later ones go with the batch they stood in."""

from __future__ import annotations

import pytest
import spacy

from flows.model import UNUSED, choose_model
from seeds.load import load_lexicon
from transforms.article import ArticleReader
from transforms.reading.documents import read_document
from transforms.records import Document


def document(word: str) -> Document:
    read = read_document(f"{word} said 40 {word.lower()}ish crates were lost at {word} Quay.\n".encode(), word)
    assert isinstance(read, Document)
    return read


def test_the_vocabulary_grows_to_its_bound_and_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = spacy.load(choose_model(), exclude=UNUSED)
    monkeypatch.setattr("transforms.article.KEPT_WORDS", 8)
    before = len(nlp.vocab.strings)
    reader = ArticleReader(load_lexicon(), nlp)
    reader.read(document("Zorbville"))
    first = len(nlp.vocab.strings)
    for word in ("Quxton", "Plumfordham", "Wexcaster", "Brindlemouth"):
        reader.read(document(word))
    assert before < before + 8 <= first
    assert len(nlp.vocab.strings) == first
