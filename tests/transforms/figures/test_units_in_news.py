"""Units, currencies, names and changes as news and forms write them, each by a sentence of our own."""

from __future__ import annotations

import pytest

from tests.transforms.figures.test_extract import read, short

READINGS = [
    ("The tank holds 20 [kg] or 5 {kg} of it.", [("20 [kg]", "measure", "20", "kilogram"),
        ("5 {kg}", "measure", "5", "kilogram")]),
    ("The stand grew to hold 80, 000 spectators.", [("80, 000", "count", "80000", "spectator")]),
    ("It cost one dollar and five cents there.", [("one dollar and five cents", "money", "1.05", "USD")]),
    ("Ayr spent 120 MEUR on quays.", [("120 MEUR", "money", "120000000", "EUR")]),
    ("It cost C $ 300 there.", [("C $ 300", "money", "300", "CAD")]),
    ("It is a $ 1 billion pier.", [("$ 1 billion", "money", "1000000000", "USD")]),
    ("The bonus was PS6m; he owns a PS5 too.", [("PS6m", "money", "6000000", "GBP")]),
    ("It cost mxn$ 15 there.", [("mxn$ 15", "money", "15", "MXN")]),
    ("They paid 50 dollar, she said.", [("50 dollar", "money", "50", "USD")]),
    ("The lamp draws 5 W and the lock froze at 12 C.", [("5 W", "measure", "5", "watt"),
        ("12 C", "measure", "12", "degree celsius")]),
    ("The plank is 12 ft 2 in long.", [("12 ft", "measure", "12", "foot"), ("2 in", "measure", "2", "inch")]),
    ("The cup holds 1/16 of a US pint.", [("1/16 of a US pint", "measure", "0.0625", "pint")]),
    ("It costs three quarters of a mile and three quarters billion dollars.", [
        ("three quarters", "ratio", "0.75", "fraction"),
        ("three quarters billion dollars", "money", "750000000", "USD")]),
    ("The newborn porpoise, a healthy baby, is over two pounds.", [("two pounds", "measure", "2", "pound")]),
    ("She has raised 280 million of the 1.5 billion shekels.", [("280 million", "money", "280000000", "ILS"),
        ("1.5 billion shekels", "money", "1500000000", "ILS")]),
    ("It lists at 2,435,000 yen ($22,480) by sea and 2,380,000 ($21,972) by land.", [
        ("2,435,000 yen", "money", "2435000", "JPY"), ("$22,480", "money", "22480", "USD"),
        ("2,380,000", "money", "2380000", "JPY"), ("$21,972", "money", "21972", "USD")]),
    ("The high is 84.75 cents, the low is 74.07.", [("84.75 cents", "money", "0.8475", "USD"),
        ("74.07", "money", "0.7407", "USD")]),
    ("The market fell 0.4 per cent to 13176.", [("0.4 per cent", "percent", "0.4", "%"),
        ("13176", "measure", "13176", "point")]),
    ("Life expectancy among keepers is around 73.", [("73", "duration", "73", "year")]),
    ("He will be 35 by winter.", [("35", "duration", "35", "year")]),
    ("Of keepers aged between 18 and 34 few stayed.", [("between 18 and 34", "duration", "18..34", "year")]),
    ("They built two and a half million boats, 2½ million nets.", [
        ("two and a half million", "count", "2500000", "boat"), ("2½ million", "count", "2500000", "net")]),
    ("It rose by two point five per cent.", [("two point five per cent", "percent", "2.5", "%")]),
    ("It cost 10 bln euros.", [("10 bln euros", "money", "10000000000", "EUR")]),
    ("They built 63,000 Model 3 sedans.", [("63,000", "count", "63000", "sedan")]),
    ("They sank two new 737 Max jets.", [("two", "count", "2", "jet")]),
    ("They fill eight million 250ml bottles.", [("eight million", "count", "8000000", "bottle"),
        ("250ml", "measure", "250", "millilitre")]),
    ("They sent 40 British and French divers.", [("40", "count", "40", "diver")]),
    ("The 11 member pact held.", [("11", "count", "11", "member")]),
    ("Her leap of 6.43m was a personal best; he cleared 5.45m.", [("6.43m", "measure", "6.43", "metre"),
        ("5.45m", "measure", "5.45", "metre")]),
    ("She runs the men's 200m as well.", [("200m", "measure", "200", "metre")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), READINGS, ids=[s for s, _ in READINGS])
def test_sentence_is_read(sentence: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert [short(f) for f in read(sentence).figures] == expected


@pytest.mark.parametrize(
    ("sentence", "rule_id"),
    [
        ("Shrek 2 took the prize.", "name.numbered"),
        ("Support for OS/2 ends.", "id.glued"),
        ("It has a V10 under the hood.", "id.glued"),
        ("They lined up 4-4-2 there.", "id.formation"),
        ("The best of the 90s came back.", "year.decade"),
        ("It was a top 30 hit.", "name.index"),
        ("He asked 1) for coal; and 2) for crates.", "id.list_inline"),
        ("They live at 358 Old Brig Way in Ayr.", "name.address"),
    ],
)
def test_number_of_a_name_is_no_figure(sentence: str, rule_id: str) -> None:
    extraction = read(sentence)
    assert extraction.figures == ()
    assert rule_id in {n.rule_id for n in extraction.not_figures}


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        ("They raised 40 euros for it.", [None]),
        ("They raised their fare to 40 euros.", ["up"]),
        ("The wreck stretched for some seven miles.", [None]),
        ("The rocket crashed to Earth in the 50mph winds.", [None]),
        ("Deep cuts would be needed to hold the warming of seas to 2%.", [None]),
        ("Flats are priced from $120 to $300.", [None, None]),
        ("It boils down to 40 euros.", [None]),
    ],
)
def test_what_does_not_change_has_no_direction(sentence: str, changes: list[str | None]) -> None:
    assert [f.change for f in read(sentence).figures] == changes


@pytest.mark.parametrize(
    ("sentence", "comparator"),
    [("Ayr fell to about minus 38 degrees.", "~"), ("No child under the age of 5 years sailed.", "<")],
)
def test_comparator_is_read_over_what_stands_between(sentence: str, comparator: str) -> None:
    assert [f.comparator for f in read(sentence).figures] == [comparator]
