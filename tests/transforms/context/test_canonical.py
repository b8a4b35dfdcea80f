"""Canonical ids that only the rest of the document tells: shares without their base, shortened measures, parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seeds.load import load_lexicon
from transforms.article import ArticleReader
from transforms.context.countries import Countries
from transforms.records import Document, digest

if TYPE_CHECKING:
    from spacy.language import Language


def measure_ids(text: str, nlp: Language) -> list[str | None]:
    """The ids of the figures of a story, each line a paragraph."""
    text = f"Lake news\n\n{text}".replace("\n", "\n\n")
    document = Document(digest(text), "test", text, "utf-8", "text", len(text))
    return [figure.measure_id for figure in ArticleReader(load_lexicon(), nlp).read(document).figures]


STATED = "Norway spends 2.1% of GDP on defence."


@pytest.mark.parametrize(
    ("text", "measure_id"),
    [
        pytest.param("Oke wants to raise defence spending to 4%.", "defence_spending_share", id="to a level"),
        pytest.param("Oke promised defence spending of 4%.", "defence_spending_share", id="no change"),
        pytest.param("Defence spending rose 4% last year.", "defence_spending_growth", id="size of a rise"),
        pytest.param("Inflation rose to 4%.", "inflation", id="another measure"),
    ],
)
def test_share_whose_base_is_stated_once_is_meant_again(text: str, measure_id: str, nlp: Language) -> None:
    assert measure_ids(f"{STATED}\n{text}", nlp) == ["defence_spending_share", measure_id]
    assert measure_ids(text, nlp) != ["defence_spending_share"]


@pytest.mark.parametrize(
    ("before", "text", "measure_id"),
    [
        pytest.param(
            "Defence spending is 2% of GDP.", "Oke wants spending of 4%.", "defence_spending_share",
            id="last noun",
        ),
        pytest.param("Interest rates stood at 2%.", "Rates will be 4%.", "interest_rate", id="rates"),
        pytest.param("Defence spending is 2% of GDP.", "Spending rose 4%.", None, id="a rise"),
        pytest.param("Interest rates stood at 2%.", "Rates cost $4.", None, id="another kind"),
        pytest.param("The house rose 2%.", "Prices rose 4%.", None, id="nothing known before"),
    ],
)  # fmt: skip
def test_bare_noun_is_the_last_known_measure_that_ends_in_it(
    before: str, text: str, measure_id: str | None, nlp: Language
) -> None:
    assert measure_ids(f"{before}\n{text}", nlp)[1] == measure_id


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Britain", "GBR"), ("the UK", "GBR"), ("British", "GBR"), ("Britons", "GBR"), ("Scotland", "GB-SCT"),
        ("England", "GB-ENG"), ("Norway", "NOR"), ("Norwegians", "NOR"), ("Ada Oke", None), ("Europe", None),
    ],
)  # fmt: skip
def test_subject_has_the_iso_3166_code_of_its_country(name: str, code: str | None) -> None:
    assert Countries(load_lexicon()).code(name) == code
