"""Names of a document: found, completed, told apart; countries behind names and adjectives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from seeds.load import load_lexicon
from tests.transforms.test_sentences import lines_of
from transforms.context.countries import Countries
from transforms.context.namescan import NameScanner
from transforms.sentences import sentences

if TYPE_CHECKING:
    from transforms.context.names import NameIndex

COUNTRIES = Countries(load_lexicon())
SCANNER = NameScanner(load_lexicon(), COUNTRIES)


def index(text: str) -> NameIndex:
    return SCANNER.scan(text, ((s.start, s.end) for s in sentences(text, lines_of(text))))


def found(text: str) -> list[tuple[str, str, str | None]]:
    return [(m.text, m.kind, m.role) for m in index(text).mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Then Mr. Ben Ray left.", [("Ben Ray", "person", None)], id="honorific"),
        pytest.param(
            "Health Secretary Ada Oke left.", [("Ada Oke", "person", "Health Secretary")], id="office in capitals"
        ),
        pytest.param(
            "The bank governor Ada Oke left.",
            [("Ada Oke", "person", "The bank governor")],
            id="office in small letters",
        ),
        pytest.param("It was the Prime Minister.", [("Prime Minister", "role", None)], id="office alone"),
        pytest.param("Now the Bank of Zorb spoke.", [("Bank of Zorb", "organization", None)], id="name with of"),
        pytest.param(
            "The Ministry of Ports and Fishing spoke.",
            [("Ministry of Ports and Fishing", "organization", None)],
            id="office of two fields",
        ),
        pytest.param("We saw Norway.", [("Norway", "place", None)], id="country"),
        pytest.param("We saw Northern Virginia.", [("Northern Virginia", "place", None)], id="quarter of a state"),
        pytest.param(
            "Men left Zorbville. They met in Zorbville.",
            [("Zorbville", "place", None), ("Zorbville", "place", None)],
            id="a name that things happen in",
        ),
        pytest.param("Zorbia’s ships sank.", [("Zorbia", "name", None)], id="an owner that opens a sentence"),
        pytest.param("However, boats sank. Boats sink.", [], id="sentence openers"),
        pytest.param("THE BOATS SANK WITH ALL HANDS.", [], id="shouting"),
        pytest.param(
            "Yesterday Oke left. Later Ray came.", [("Oke", "name", None), ("Ray", "name", None)], id="after an adverb"
        ),
    ],
)
def test_names_are_found_without_their_titles(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        pytest.param("Ada Oke came. Oke left.", "Oke", "Ada Oke", id="surname"),
        pytest.param("The Harbour Trust Council (HTC) met.", "HTC", "Harbour Trust Council", id="acronym in brackets"),
        pytest.param("The Harbour Trust Council met. HTC voted.", "HTC", "Harbour Trust Council", id="initials"),
        pytest.param("It is the Federal Harbour. The Fed voted.", "Fed", "Federal Harbour", id="first letters"),
        pytest.param(
            "The Ada Oke Foundation paid. The Oke Foundation paid.",
            "Oke Foundation",
            "Ada Oke Foundation",
            id="last words",
        ),
        pytest.param("The US sent aid. The United States did.", "US", "US", id="countries keep their form"),
        pytest.param("Ben Ray came.", "Oke", "Oke", id="unknown"),
    ],
)
def test_short_names_are_completed_from_the_document(text: str, short: str, full: str) -> None:
    assert index(text).full(short) == full


@pytest.mark.parametrize(
    ("text", "role", "holder"),
    [
        pytest.param("Prime Minister Ada Oke came.", "the Prime Minister", "Ada Oke", id="named once"),
        pytest.param("Prime Minister Ada Oke came.", "The PM", "Ada Oke", id="short form"),
        pytest.param(
            "Shadow Health Secretary Ada Oke came.", "the Health Secretary", None, id="a shadow holds no office"
        ),
        pytest.param("Ada Oke came.", "the president", None, id="nobody named"),
    ],
)
def test_office_leads_to_its_holder(text: str, role: str, holder: str | None) -> None:
    assert index(text).holder(role, len(text)) == holder


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Norway", "NOR"),
        ("the UK", "GBR"),
        ("German", "DEU"),
        ("Americans", "USA"),
        ("South Korea", "KOR"),
        ("Zorb", None),
    ],
)
def test_country_code(name: str, code: str | None) -> None:
    assert COUNTRIES.alpha3(name) == code


@pytest.mark.parametrize(
    ("word", "country"), [("German", "Germany"), ("European", "Europe"), ("Norway", None), ("wooden", None)]
)
def test_country_of_an_adjective(word: str, country: str | None) -> None:
    assert COUNTRIES.of_adjective(word) == country
