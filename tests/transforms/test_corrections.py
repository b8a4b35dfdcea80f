"""Corrections of known source errors: they change what they expect to find, and refuse the document otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from transforms.corrections import Correction, corrected, problem_of
from transforms.records import Article, Choice, Context, Document, Figure, Rejection

TEXT = "It cost 5 crowns. Later it cost 5 crowns."
DOCUMENT = Document("00112233aabbccdd", "desk/toll.txt", TEXT, "utf-8", "text", len(TEXT), outlet="Vale Post")


def figure(start: int) -> Figure:
    return Figure(1, start, start + 8, "5 crowns", TEXT, 0, "money", "CZK", "money.unit", Decimal(5))


ARTICLE = Article(DOCUMENT, (), (figure(8), figure(32)))


def by_a_person(value: str | None) -> Choice:
    return Choice(value, None, None, 1.0, "correction")


def correction(**changes: Any) -> Correction:
    return replace(Correction(DOCUMENT.doc_id, "5 crowns", 2, "value", "5", "5000000", "the paper said so"), **changes)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (correction(), {"value": Decimal(5_000_000)}),
        (correction(expects="5.0"), {"value": Decimal(5_000_000)}),
        (correction(field="unit", expects="CZK", becomes="SEK"), {"unit": "SEK"}),
        (
            correction(field="subject", expects="", becomes="Ruritania"),
            {"context": Context({"subject": (by_a_person("Ruritania"),)})},
        ),
        (
            correction(field="base", expects="", becomes=""),
            {"context": Context({"base": (by_a_person(None),)})},
        ),
        (correction(field="value", expects="5", becomes=""), {"value": None}),
    ],
    ids=["value", "equal number", "unit", "nothing before", "nothing, surely", "nothing after"],
)
def test_a_correction_changes_its_field_of_its_figure(made: Correction, expected: dict[str, Any]) -> None:
    assert corrected(ARTICLE, [made]) == replace(ARTICLE, figures=(figure(8), replace(figure(32), **expected)))


@pytest.mark.parametrize(
    ("field", "follows"),
    [
        ("period", {"period_start", "period_end", "period_precision"}),
        ("measure", {"measure_id"}),
        ("base", {"measure_id"}),
        ("subject", {"subject_id"}),
        ("speaker", set()),
    ],
)
def test_ids_and_dates_of_the_words_that_were_there_do_not_outlive_them(field: str, follows: set[str]) -> None:
    told: dict[str, Any] = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31),
            "period_precision": "year", "measure_id": "toll", "subject_id": "NOR"}  # fmt: skip
    read = {"status": (Choice("reported", None, None, 0.7, "test"),), field: (Choice(None, None, None, 0.4, "test"),)}
    article = replace(ARTICLE, figures=(replace(figure(8), context=Context(read, **told)),))  # type: ignore[arg-type]
    made = corrected(article, [correction(nth=1, field=field, expects="", becomes="other words")])
    expected = {name: None if name in follows else value for name, value in told.items()}
    assert isinstance(made, Article)
    choices = read | {field: (by_a_person("other words"),)}
    assert made.figures == (replace(figure(8), context=Context(choices, **expected)),)  # type: ignore[arg-type]
    assert made.figures[0].context is not None
    assert made.figures[0].context.sure(field) == 1.0  # type: ignore[arg-type]


def test_corrections_build_on_each_other_and_may_be_of_the_article() -> None:
    of_article = Correction(DOCUMENT.doc_id, "", 1, "outlet", "Vale Post", "Vale Mail", "it was renamed")
    further = correction(expects="5000000", becomes="6")
    assert corrected(ARTICLE, [correction(), of_article, further]) == replace(
        ARTICLE,
        document=replace(DOCUMENT, outlet="Vale Mail"),
        figures=(figure(8), replace(figure(32), value=Decimal(6))),
    )


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (correction(expects="4"), "the value of '5 crowns' is 5, not 4"),
        (correction(expects=""), "the value of '5 crowns' is 5, not nothing"),
        (correction(nth=3), "figure 3 of the surface '5 crowns' is not there"),
        (correction(field="base", expects="GDP"), "the base of '5 crowns' is nothing, not GDP"),
        (Correction(DOCUMENT.doc_id, "", 1, "title", "Toll", "Tolls", "misprint"), "the title is nothing, not Toll"),
    ],
    ids=["other value", "no value", "no such figure", "no base", "no title"],
)
def test_a_correction_that_finds_something_else_refuses_the_document(made: Correction, says: str) -> None:
    refused = corrected(ARTICLE, [made])
    assert isinstance(refused, Rejection)
    assert (refused.stage, refused.rule_id, refused.doc_id) == ("relate", "correction.gone", DOCUMENT.doc_id)
    assert says in refused.reason


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (correction(field="surface"), "with a surface, one of base, change"),
        (correction(surface="", field="value"), "without a surface, one of byline, outlet, title"),
        (correction(field="kind", becomes="colour"), "one of percent"),
        (correction(field="status", becomes=""), "every figure has a status"),
        (correction(becomes="five"), "'five': a number"),
    ],
    ids=["no field", "of the article", "closed set", "required", "number"],
)
def test_what_can_never_be_a_correction_is_said_before_anything_is_read(made: Correction, says: str) -> None:
    assert says in (problem_of(made) or "")
    assert problem_of(correction()) is None
