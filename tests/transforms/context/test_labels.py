"""Words of a parse are labelled by the names of the document and by words of time."""

from __future__ import annotations

import spacy

from seeds.load import load_lexicon
from transforms.context.countries import Countries
from transforms.context.labels import label
from transforms.context.namescan import NameScanner
from transforms.context.parse import ParseReader


def test_names_and_times_are_labelled_word_by_word() -> None:
    before, sentence = "Mr Ben Ray sails. ", "Last year Ray left Norway on Monday for the Bank of Zorb, its 2nd port."
    countries = Countries(load_lexicon())
    text = before + sentence
    names = NameScanner(load_lexicon(), countries).scan(text, [(0, 17), (len(before), len(text))])
    doc = ParseReader().read(spacy.blank("en")(sentence))
    label(doc, len(before), names)
    assert [(token.text, token.ent_type_) for token in doc if token.ent_type_] == [
        ("year", "DATE"), ("Ray", "PERSON"), ("Norway", "GPE"), ("Monday", "DATE"),
        ("Bank", "ORG"), ("of", "ORG"), ("Zorb", "ORG"),
    ]  # fmt: skip
