"""A reader keeps the first words it meets, and lets later ones go with the batch they stood in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import spacy

from flows.model import UNUSED, choose_model
from seeds.load import load_lexicon
from transforms.article import ArticleReader
from transforms.reading.documents import read_document
from transforms.records import Document

if TYPE_CHECKING:
    import pytest


def document(word: str) -> Document:
    read = read_document(f"{word} said 40 {word.lower()}ish crates were lost at {word} Quay.\n".encode(), word)
    assert isinstance(read, Document)
    return read


def test_the_vocabulary_grows_to_its_bound_and_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = spacy.load(choose_model(), exclude=UNUSED)
    monkeypatch.setattr("transforms.article.KEPT_WORDS", 8)
    before = len(nlp.vocab.strings)
    reader = ArticleReader(load_lexicon(), nlp)
    known = []
    for word in ("Zorbville", "Quxton", "Plumfordham", "Wexcaster", "Brindlemouth", "Ulverhaven", "Tarnwick"):
        reader.read(document(word))
        known.append(len(nlp.vocab.strings) - before)
    assert 0 < known[0] <= known[-1]
    assert 8 <= known[-1] == known[-3]
