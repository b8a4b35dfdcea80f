"""Texts that are no proper story: nothing breaks, and what cannot be told stays null."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seeds.load import load_lexicon
from transforms.article import ArticleReader
from transforms.reading.documents import read_document
from transforms.records import Document

if TYPE_CHECKING:
    from spacy.language import Language

    from transforms.records import Article


@pytest.fixture(scope="module")
def reader(nlp: Language) -> ArticleReader:
    return ArticleReader(load_lexicon(), nlp)


def read(reader: ArticleReader, text: str) -> Article:
    document = read_document(text.encode(), "test.txt")
    assert isinstance(document, Document)
    return reader.read(document)


def said(article: Article) -> list[tuple[str, str | None]]:
    return [(figure.surface, figure.speaker) for figure in article.figures]


def test_a_text_without_sentences_has_figures_of_nobody(reader: ArticleReader) -> None:
    article = read(reader, "40%\n\n* * *\n\n$4m\n")
    context = [(f.measure, f.subject, f.base, f.period, f.speaker, f.status) for f in article.figures]
    assert [f.surface for f in article.figures] == ["40%", "$4m"]
    assert context == [(None, None, None, None, None, "reported")] * 2


def test_marks_alone_have_no_figures(reader: ArticleReader) -> None:
    assert read(reader, "* * *\n\n---\n\n...\n").figures == ()


def test_a_sentence_of_five_thousand_words_is_read_without_context(reader: ArticleReader) -> None:
    clause = "the council said that the boats of Marlow lay in 40 towns and"
    article = read(reader, " ".join([clause] * 400) + " Ada Oke left.")
    assert len(article.figures) == 400
    assert {(f.surface, f.unit, f.measure, f.subject, f.speaker) for f in article.figures} == {
        ("40", "town", None, None, None)
    }


def test_a_sentence_beside_an_endless_one_keeps_its_context(reader: ArticleReader) -> None:
    endless = " ".join(["and the boats lay in 40 towns"] * 100)
    article = read(reader, f"The mayor, Ada Oke, said 12 boats sank.\n\nThen {endless}.")
    assert said(article)[:2] == [("12", "Ada Oke"), ("40", None)]


@pytest.mark.parametrize("mark", ["“", '"'])
def test_a_quote_that_never_closes_gives_its_speaker_nothing_of_the_rest(reader: ArticleReader, mark: str) -> None:
    story = (
        f"Ada Oke, the harbour master, opened it.\n\n{mark}The fund has lost $4 million, and 40 boats sank.\n\n"
        "The weather office counted 12 storms last year.\n\nPrices rose 4% in Norway, Per Lund said.\n\n"
        "The yard has 90 workers.\n"
    )
    assert said(read(reader, story)) == [
        ("$4 million", None),
        ("40", None),
        ("12", None),
        ("4%", "Per Lund"),
        ("90", None),
    ]


def test_capitals_throughout_name_whom_the_text_names_and_nobody_else(reader: ArticleReader) -> None:
    story = (
        "FUND LOSES MILLIONS\n\nTHE HARBOUR FUND LOST $4 MILLION LAST YEAR, ADA OKE SAID ON MONDAY.\n\n"
        "THE YARD OUTSIDE MARLOW HAS 90 WORKERS.\n\nTHE UNION, WHICH PER LUND LEADS, HAS 12 BOATS.\n"
    )
    assert said(read(reader, story)) == [("$4 MILLION", "ADA OKE"), ("90", None), ("12", None)]
