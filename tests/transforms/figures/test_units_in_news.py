"""Units, currencies, names and changes as news and forms write them, each by a sentence of our own."""

from __future__ import annotations

import pytest

from tests.transforms.figures.test_extract import read, short

READINGS = [
    ("The tank holds 20 [kg] or 5 {kg} of it.", [("20 [kg]", "measure", "20", "kilogram"),
        ("5 {kg}", "measure", "5", "kilogram")]),
    ("After 600,000 sign-ups came 12 take-offs.", [("600,000", "count", "600000", "sign-up"),
        ("12", "count", "12", "take-off")]),
    ("The council lost 40 homes. Police said 12 were arrested and 9 have been hurt.", [
        ("40", "count", "40", "home"), ("12", "count", "12", "person"), ("9", "count", "9", "person")]),
    ("They sent 2between 5 and 10 per cent of it.", [
        ("5", "percent", "5", "%"), ("10 per cent", "percent", "10", "%")]),
    ("She ran the 100m outdoors.", [("100m", "measure", "100", "metre")]),
    ("The stand grew to hold 70, 000 visitors.", [("70, 000", "count", "70000", "visitor")]),
    ("It cost one dollar and five cents there.", [("one dollar and five cents", "money", "1.05", "USD")]),
    ("Ayr spent 85 MEUR on quays.", [("85 MEUR", "money", "85000000", "EUR")]),
    ("It cost C $ 300 there.", [("C $ 300", "money", "300", "CAD")]),
    ("It is a $ 1 billion pier.", [("$ 1 billion", "money", "1000000000", "USD")]),
    ("The bonus was PS4m; he owns a PS5 too.", [("PS4m", "money", "4000000", "GBP")]),
    ("It cost mxn$ 15 there.", [("mxn$ 15", "money", "15", "MXN")]),
    ("They paid 50 dollar, she said.", [("50 dollar", "money", "50", "USD")]),
    ("The lamp draws 5 W and the lock froze at 12 C.", [("5 W", "measure", "5", "watt"),
        ("12 C", "measure", "12", "degree celsius")]),
    ("The plank is 11 ft 4 in long.", [("11 ft", "measure", "11", "foot"), ("4 in", "measure", "4", "inch")]),
    ("The can holds 1/8 of a US gallon.", [("1/8 of a US gallon", "measure", "0.125", "gallon")]),
    ("It costs three quarters of a mile and three quarters billion dollars.", [
        ("three quarters", "ratio", "0.75", "fraction"),
        ("three quarters billion dollars", "money", "750000000", "USD")]),
    ("The newborn porpoise, a healthy baby, is over two pounds.", [("two pounds", "measure", "2", "pound")]),
    ("She has raised 340 million of the 1.8 billion euros.", [("340 million", "money", "340000000", "EUR"),
        ("1.8 billion euros", "money", "1800000000", "EUR")]),
    ("It sells at 3,150,000 yen ($20,900) by sea and 2,980,000 ($19,770) by land.", [
        ("3,150,000 yen", "money", "3150000", "JPY"), ("$20,900", "money", "20900", "USD"),
        ("2,980,000", "money", "2980000", "JPY"), ("$19,770", "money", "19770", "USD")]),
    ("The high is 91.25 cents, the low is 88.05.", [("91.25 cents", "money", "0.9125", "USD"),
        ("88.05", "money", "0.8805", "USD")]),
    ("The market slid 0.7 per cent to 15240.", [("0.7 per cent", "percent", "0.7", "%"),
        ("15240", "measure", "15240", "point")]),
    ("Life expectancy among keepers is around 73.", [("73", "duration", "73", "year")]),
    ("He will be 35 by winter.", [("35", "duration", "35", "year")]),
    ("Of keepers aged between 18 and 34 few stayed.", [("between 18 and 34", "duration", "18..34", "year")]),
    ("They built two and a half million boats, 2½ million nets.", [
        ("two and a half million", "count", "2500000", "boat"), ("2½ million", "count", "2500000", "net")]),
    ("It rose by two point five per cent.", [("two point five per cent", "percent", "2.5", "%")]),
    ("It cost 10 bln euros.", [("10 bln euros", "money", "10000000000", "EUR")]),
    ("They built 41,000 Model 5 vans.", [("41,000", "count", "41000", "van")]),
    ("They parked four older 737 Max jets.", [("four", "count", "4", "jet")]),
    ("They rinse six million 330ml bottles.", [("six million", "count", "6000000", "bottle"),
        ("330ml", "measure", "330", "millilitre")]),
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
        ("The kite crashed into the reeds in the 60mph gusts.", [None]),
        ("Deep cuts would be needed to hold the warming of seas to 2%.", [None]),
        ("Flats are priced from $120 to $300.", [None, None]),
        ("It boils down to 40 euros.", [None]),
    ],
)
def test_what_does_not_change_has_no_direction(sentence: str, changes: list[str | None]) -> None:
    assert [f.change for f in read(sentence).figures] == changes


@pytest.mark.parametrize(
    ("sentence", "comparator"),
    [("Ayr fell to about minus 38 degrees.", "~"), ("Nobody under the age of 7 years sailed.", "<")],
)
def test_comparator_is_read_over_what_stands_between(sentence: str, comparator: str) -> None:
    assert [f.comparator for f in read(sentence).figures] == [comparator]
