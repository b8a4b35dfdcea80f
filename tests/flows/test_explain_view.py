"""The JSON contract of a reading and the view for people."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from flows.explain import article_object, article_text, number, rejection_object
from transforms.records import Article, Choice, Context, Document, Figure, Line, NotAFigure, Rejection

TEXT = "Rates\nThe bank cut its rate to 4.5% in 2024.\n\x1b[31mRed"
ARTICLE = Article(
    Document("00ff", "bank.txt", TEXT, "utf-8", "text", 50, title="Rates"),
    (
        Line(1, 0, 5, "title", "title.headline", "Rates"),
        Line(2, 6, 43, "body", None, "The bank cut its rate to 4.5% in 2024."),
        Line(3, 44, 52, "boilerplate", "ads.label", "\x1b[31mRed"),
    ),
    (
        Figure(
            line_n=2,
            char_start=31,
            char_end=35,
            surface="4.5%",
            sentence="The bank cut its rate to 4.5% in 2024.",
            sentence_start=6,
            kind="percent",
            unit="%",
            rule_id="percent.unit",
            value=Decimal("4.5"),
            change="down",
            context=Context(
                {
                    "measure": (Choice("rate", 23, 27, 0.91, "test.noun"), Choice("bank", 10, 14, 0.05, "test.noun")),
                    "subject": (Choice(None, None, None, 0.6, "test.none"), Choice("bank", 10, 14, 0.4, "test.noun")),
                    "period": (Choice("2024", 39, 43, 0.8, "test.time"),),
                    "status": (Choice("reported", None, None, 0.99, "test.status"),),
                }
            ),
        ),
    ),
    (NotAFigure(2, 39, 43, "2024", "year.plain"),),
    (Rejection("extract", "bank.txt", "number.unreadable", "two readings", "00ff", 2, 10, 14, "bank"),),
)


def test_the_json_object_is_exactly_the_contract() -> None:
    assert article_object(ARTICLE, "bank") == {
        "doc": "bank",
        "source": "bank.txt",
        "lines": [
            {"n": 1, "role": "title", "rule": "title.headline", "text": "Rates"},
            {"n": 2, "role": "body", "rule": None, "text": "The bank cut its rate to 4.5% in 2024."},
            {"n": 3, "role": "boilerplate", "rule": "ads.label", "text": "\x1b[31mRed"},
        ],
        "figures": [
            {
                "surface": "4.5%",
                "start": 31,
                "end": 35,
                "kind": "percent",
                "value": 4.5,
                "low": None,
                "high": None,
                "unit": "%",
                "comparator": "=",
                "change": "down",
                "vague": False,
                "measure": "rate",
                "subject": None,
                "base": None,
                "period": "2024",
                "speaker": None,
                "status": "reported",
                "rule": "percent.unit",
                "confidence": {"measure": 0.91, "subject": 0.6, "period": 0.8, "status": 0.99},
                "spans": {"measure": [23, 27], "period": [39, 43]},
            }
        ],
    }


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, None), (Decimal("400E6"), 400_000_000), (Decimal("2.50"), 2.5), (Decimal("3.00"), 3), (Decimal(-4), -4)],
    ids=["missing", "exponent", "fraction", "whole-with-zeros", "negative"],
)
def test_numbers_are_json_numbers_and_whole_ones_integers(value: Decimal | None, shown: float | None) -> None:
    made = number(value)
    assert (made, type(made)) == (shown, type(shown))


def test_a_refused_source_keeps_its_rule_and_reason() -> None:
    rejection = Rejection("read", "a/empty.txt", "read.empty", "nothing in it")
    assert rejection_object(rejection, "empty") == {
        "doc": "empty",
        "source": "a/empty.txt",
        "rejected": {"rule": "read.empty", "reason": "nothing in it"},
    }


def test_people_see_each_line_with_its_role_and_rule_and_each_number_below_its_line() -> None:
    lines = [" ".join(line.split()) for line in article_text(ARTICLE)]
    assert lines == [
        "bank.txt (utf-8, 50 bytes, 00ff)",
        "title: Rates",
        "3 lines, 1 figures, 1 numbers that are none, 1 refused",
        "1 title title.headline Rates",
        "2 body - The bank cut its rate to 4.5% in 2024.",
        "? bank -> refused: two readings [number.unreadable]",
        "= 4.5% -> percent | 4.5 % | down [percent.unit]",
        "The bank cut its rate to >>4.5%<< in 2024.",
        "measure: rate 0.91 [test.noun] | bank 0.05 [test.noun]",
        "subject: - 0.60 [test.none] | bank 0.40 [test.noun]",
        "period: 2024 0.80 [test.time]",
        "status: reported 0.99 [test.status]",
        "2024 -> no figure [year.plain]",
        "3- boilerplate ads.label \ufffd[31mRed",
    ]


def test_of_a_figure_without_context_nothing_is_told() -> None:
    article = replace(ARTICLE, figures=(replace(ARTICLE.figures[0], context=None),))
    lines = [line.strip() for line in article_text(article)]
    assert lines[lines.index("The bank cut its rate to >>4.5%<< in 2024.") + 1] == "2024  ->  no figure  [year.plain]"
    (told,) = article_object(article, "bank")["figures"]
    assert (told["status"], told["confidence"], told["spans"]) == (None, {}, {})


def test_a_sentence_over_two_lines_is_marked_on_one() -> None:
    broken = replace(ARTICLE.figures[0], sentence="The bank cut its rate to 4.5%\nin 2024.")
    lines = [line.strip() for line in article_text(replace(ARTICLE, figures=(broken,)))]
    assert "The bank cut its rate to >>4.5%<< in 2024." in lines


def test_removed_lines_and_tails_are_marked_and_struck_out_on_a_terminal() -> None:
    text = "Hide Ad\nThe quay has 3 boats. Advertisement"
    lines = (
        Line(1, 0, 7, "boilerplate", "ads.label", "Hide Ad"),
        Line(2, 8, 29, "body", "ads.label_end", "The quay has 3 boats."),
    )
    article = Article(Document("00ff", "a.txt", text, "utf-8", "text", len(text)), lines)
    removed = "   1- boilerplate  ads.label                 "
    tail = "    -              ads.label_end             "
    kept = "   2  body         ads.label_end             The quay has 3 boats."
    assert list(article_text(article))[-3:] == [f"{removed}Hide Ad", kept, f"{tail}Advertisement"]
    assert list(article_text(article, styled=True))[-3:] == [
        f"{removed}\x1b[9mHide Ad\x1b[29m",
        kept,
        f"{tail}\x1b[9mAdvertisement\x1b[29m",
    ]
