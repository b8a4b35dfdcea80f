"""Canonical ids: those of a measure's own words, and those that only the rest of the document tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seeds.load import load_lexicon
from transforms.context.canonical import MeasureCatalogue
from transforms.context.countries import Countries
from transforms.figures.extract import Extractor
from transforms.records import Choice, Context, ContextField, Figure, Line
from transforms.sentences import sentences

LEXICON = load_lexicon()
CATALOGUE = MeasureCatalogue(LEXICON)


def figure(sentence: str) -> Figure:
    spans = sentences(sentence, (Line(1, 0, len(sentence), "body", None, sentence),))
    (found,) = Extractor(LEXICON).extract(sentence, spans, "x", "x").figures
    return found


def context(measure: str, base: str | None = None) -> Context:
    said: dict[ContextField, str | None] = {"measure": measure, "base": base}
    return Context({field: (Choice(value, None, None, 0.9, "test"),) for field, value in said.items()})


def measure_ids(*stated: tuple[str, str, str | None]) -> list[str | None]:
    """The ids of figures in order: each a sentence, its measure and its base."""
    figures = tuple(figure(sentence) for sentence, _, _ in stated)
    contexts = (context(measure, base) for _, measure, base in stated)
    known = tuple(
        replace(c, measure_id=CATALOGUE.match(c.measure, c.base, f).measure_id)
        for f, c in zip(figures, contexts, strict=True)
    )
    return [c.measure_id for c in CATALOGUE.unified(figures, known)]


STATED = ("Norway spends 2.1% of GDP on defence.", "defence", "GDP")


@pytest.mark.parametrize(
    ("text", "measure", "measure_id"),
    [
        pytest.param("Oke wants defence spending of 4%.", "defence spending", "defence_spending_share", id="no change"),
        pytest.param(
            "Defence spending is to rise to 4%.", "defence spending", "defence_spending_share", id="to a level"
        ),
        pytest.param("Defence spending rose 4%.", "defence spending", "defence_spending_growth", id="size of a rise"),
        pytest.param("Inflation rose to 4%.", "inflation", "inflation", id="another measure"),
    ],
)
def test_share_whose_base_is_stated_once_is_meant_again(text: str, measure: str, measure_id: str) -> None:
    assert measure_ids(STATED, (text, measure, None)) == ["defence_spending_share", measure_id]
    assert measure_ids((text, measure, None)) != ["defence_spending_share"]


@pytest.mark.parametrize(
    ("before", "after", "measure_id"),
    [
        pytest.param(
            ("Defence spending is 2% of GDP.", "defence spending", "GDP"), ("Oke wants 4% of it.", "spending", None),
            "defence_spending_share", id="last noun",
        ),
        pytest.param(
            ("Interest rates stood at 2%.", "interest rates", None), ("Rates will be 4%.", "rates", None),
            "interest_rate", id="rates",
        ),
        pytest.param(
            ("Defence spending is 2% of GDP.", "defence spending", "GDP"), ("Spending rose 4%.", "spending", None),
            None, id="a rise",
        ),
        pytest.param(
            ("Interest rates stood at 2%.", "interest rates", None), ("Rates cost $4.", "rates", None),
            None, id="another kind",
        ),
    ],
)  # fmt: skip
def test_bare_noun_is_the_last_known_measure_that_ends_in_it(
    before: tuple[str, str, str | None], after: tuple[str, str, str | None], measure_id: str | None
) -> None:
    assert measure_ids(before, after)[1] == measure_id


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Britain", "GBR"), ("the UK", "GBR"), ("British", "GBR"), ("Britons", "GBR"), ("Scotland", "GB-SCT"),
        ("England", "GB-ENG"), ("Norway", "NOR"), ("Norwegians", "NOR"), ("Ada Oke", None), ("Europe", None),
    ],
)  # fmt: skip
def test_subject_has_the_iso_3166_code_of_its_country(name: str, code: str | None) -> None:
    assert Countries(LEXICON).code(name) == code
