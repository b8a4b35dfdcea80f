"""What a reading of clean news taught: titles, places in a table, ages, bets, shares of a point, reaching changes."""

from __future__ import annotations

import pytest

from tests.transforms.figures.test_extract import read, short

READINGS = [
    ("Bookings doubled, and fares have since halved.", [
        ("doubled", "ratio", "2", "x"), ("halved", "ratio", "0.5", "fraction")]),
    ("He doubled up in pain beside its trebled crew.", []),
    ("Rates rose by a quarter of a point, a half-point less than feared.", [
        ("a quarter of a point", "percentage_point", "0.25", "pp"),
        ("a half-point", "percentage_point", "0.5", "pp")]),
    ("It fell a quarter of one per cent.", [("a quarter of one per cent", "percent", "0.25", "%")]),
    ("After half-an-hour it sank.", [("half-an-hour", "duration", "0.5", "hour")]),
    ("The talks ran for five consecutive days.", [("five consecutive days", "duration", "5", "day")]),
    ("They scored three second-half goals.", [("three", "count", "3", "goal")]),
    ("The hull is 6ft 4in wide.", [("6ft", "measure", "6", "foot"), ("4in", "measure", "4", "inch")]),
    ('The 17" sign has eight "grave" faults.', [('17"', "measure", "17", "inch"), ("eight", "count", "8", "fault")]),
    ("The line runs at 512Kbps into 256mb.", [("512Kbps", "measure", "512", "kilobit per second"),
        ("256mb", "measure", "256", "megabyte")]),
    ("They pump 40,000 barrels of oil a day.", [("40,000 barrels of oil a day", "measure", "40000", "barrel a day")]),
    ("It cost Can$20m and 40 Serbian dinars.", [("Can$20m", "money", "20000000", "CAD"),
        ("40 Serbian dinars", "money", "40", "RSD")]),
    ("It was a multi-million pound scheme.", [("multi-million pound", "money", "1000000", "GBP")]),
    ("It took $8m (£4m), making a sum of 20.5m (£11m).", [("$8m", "money", "8000000", "USD"),
        ("£4m", "money", "4000000", "GBP"), ("20.5m", "money", "20500000", "USD"),
        ("£11m", "money", "11000000", "GBP")]),
    ("The 7/1 favourite beat a 10-1 shot.", [("7/1", "ratio", "7", "x"), ("10-1", "ratio", "10", "x")]),
    ("Ayr 2-0 Troon", [("2-0", "score", "2..0", "score")]),
    ("He kicked 13 points and Ayr took the lead.", [("13", "count", "13", "point")]),
    ("Ayr had two wins and three away draws.", [("two", "count", "2", "win"), ("three", "count", "3", "draw")]),
    ("It has 12 US stores and 30 UK ones.", [("12", "count", "12", "store"), ("30", "count", "30", "store")]),
    ("It hired 40 IT staff for 35 R&D sites.", [("40", "count", "40", "staff"), ("35", "count", "35", "site")]),
    ("Up to five iTunes users may listen.", [("five", "count", "5", "user")]),
    ("Four Champions League sides won.", [("Four", "count", "4", "side")]),
    ("They had three top 20 singles.", [("three", "count", "3", "single")]),
    ("The 27-strong squad flew out.", [("27", "count", "27", "person")]),
    ("The mother of three was unhurt.", [("three", "count", "3", "child")]),
    ("Thousands marched in Ayr.", [("Thousands", "count", "1000", "person")]),
    ("There was a fall of 300 in the number of claims.", [("300", "count", "300", "claim")]),
    ("Unemployment fell by 12,000 to 1.42 million.", [("12,000", "count", "12000", "person"),
        ("1.42 million", "count", "1420000", "person")]),
    ("I was 18 when it sank.", [("18", "duration", "18", "year")]),
    ("The Ayr star, 30, is hurt.", [("30", "duration", "30", "year")]),
    ("Lily, 16, and Tom, 14, were pleased.", [("16", "duration", "16", "year"), ("14", "duration", "14", "year")]),
    ("Where payers are over 65 they get more.", [("65", "duration", "65", "year")]),
    ("The women's 1500m titles went to Ayr.", [("1500m", "measure", "1500", "metre")]),
    ("It is thirty times cheaper.", [("thirty times", "ratio", "30", "x")]),
    ("After three quarters of contraction came 47 lean years.", [
        ("three quarters", "duration", "3", "quarter"), ("47 lean years", "duration", "47", "year")]),
    ("It took five-and-a-half years.", [("five-and-a-half years", "duration", "5.5", "year")]),
    ("The voting age is 18, so candidates must be 21.", [("18", "duration", "18", "year"),
        ("21", "duration", "21", "year")]),
    ("I am 25 and she's 30.", [("25", "duration", "25", "year"), ("30", "duration", "30", "year")]),
    ("All four members' names and two cosmetics brands are known.", [("four", "count", "4", "member"),
        ("two", "count", "2", "brand")]),
    ("The 25 member states paid 300m yuan.", [("25", "count", "25", "state"),
        ("300m yuan", "money", "300000000", "CNY")]),
    ("It pays 70 euro cents a share.", [("70 euro cents", "money", "0.7", "EUR")]),
    ("A crowd of some 3,000 sang.", [("3,000", "count", "3000", "person")]),
    ("Net users number 100m there.", [("100m", "count", "100000000", "user")]),
    ("The 6/4 favourite won.", [("6/4", "ratio", "1.5", "x")]),
    ("Rates fell by three-quarters of a percentage point.", [
        ("three-quarters of a percentage point", "percentage_point", "0.75", "pp")]),
    ("A hundredth of the sum, nz $ 3, was spent.", [("A hundredth", "ratio", "0.01", "fraction"),
        ("nz $ 3", "money", "3", "NZD")]),
    ("The fee fell from 1988's $ 4.1 million.", [("$ 4.1 million", "money", "4100000", "USD")]),
    ("She won 6-4 3-6 6-7 (8-10) 6-3 there.", [("6-4", "score", "6..4", "score"), ("3-6", "score", "3..6", "score"),
        ("6-7", "score", "6..7", "score"), ("8-10", "score", "8..10", "score"), ("6-3", "score", "6..3", "score")]),
    ("It made £507, 596 from six second hand boats.", [("£507, 596", "money", "507596", "GBP"),
        ("six", "count", "6", "boat")]),
    ("They joined two US critics' guilds.", [("two", "count", "2", "guild")]),
    ("It peaked at 11.9m and 49.2% of the audience.", [("49.2%", "percent", "49.2", "%")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), READINGS, ids=[s for s, _ in READINGS])
def test_sentence_is_read(sentence: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert [short(f) for f in read(sentence).figures] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "She stars in Million Dollar Porter.",
        "The sequel to 28 Days Early is due.",
        "Three Degrees star Ada Quill is out.",
        "Fans of Harbour's Twelve queued.",
        "He told Five Live so.",
        "The ferries of the 1980s and 90s are gone, with 70s music.",
        "They settle for second best.",
        "Ada slid in a third, her best yet.",
        "It is worth a six-figure sum.",
        "See page 14 and parts one and two of it.",
        "A 1999 track was sung.",
        "A quick one-two split the defence.",
        "The wreck of the 5G era began in 1999.",
        "The Commodore 64 stirs memories in its twenty-first year.",
        "The 30-share index fell at 15-love.",
        "At one point a 2-for-1 split was mooted in game five of it.",
    ],
)
def test_titles_and_set_phrases_hold_no_figure(sentence: str) -> None:
    extraction = read(sentence)
    assert (extraction.figures, extraction.rejections) == ((), ())


@pytest.mark.parametrize("sentence", ["A new entry at six won five prizes.", "It came in at a lowly 38."])
def test_place_in_a_table_counts_nothing(sentence: str) -> None:
    assert [r.rule_id for r in read("They won nine prizes.", sentence).rejections] == ["unit.none"]


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        ("Sales rose 3.5% in May and 4.1% in June.", ["up", "up"]),
        ("Prices rose 15% over the year, but by only 2.8% since May.", ["up", "up"]),
        ("The shares, down 3% at 118p, were sold.", ["down", "down"]),
        ("Sales were down 4% in 2004 to 789m euros.", ["down", "down"]),
        ("It cut taxes by 6bn euros ($8bn; £4bn).", ["down", "down", "down"]),
        ("The gap narrowed to $58bn in May from $61bn.", ["down", None]),
        ("A 2.4% year-on-year rise was seen.", ["up"]),
        ("A 15% fall was followed by a 3% gain.", ["down", "up"]),
        ("Wages grew at an annual rate of 4.3%.", ["up"]),
        ("Its shares shot up more than 20%.", ["up"]),
        ("The yard axed 1,200 jobs.", ["down"]),
        ("The stock lost 12p.", ["down"]),
        ("Profit was 45%, less than the 47% that was feared and down from 46%.", ["down", None, None]),
        ("The list flagged up eight holes.", [None]),
        ("It is weighed down by billions of dollars of debt.", [None]),
        ("They want more investment, an increase in its 400 brands.", [None]),
        ("It is within the reach of 40 crews.", [None]),
        ("A leap of 16.87m won it.", [None]),
        ("It rose from just over 5% in 2003 to a record 13.3%.", [None, "up"]),
        ("The index edged up in January to 102.5.", ["up"]),
        ("Visits were up by 10% and from Fife by some 9%.", ["up", "up"]),
        ("Orders rose 4% month-on-month and 11% year-on-year.", ["up", "up"]),
        ("It fell to a six-week low of 98 yen.", [None, "down"]),
        ("They cut 1,400 of their 9,000 jobs.", ["down", None]),
        ("Taxes will be cut in order to attract $15bn of money.", [None]),
        ("It drew notice from its rise as one half of a duo.", [None]),
        ("This is lower than the 11.3% they hoped for.", [None]),
    ],
)
def test_change_of_each_figure(sentence: str, changes: list[str | None]) -> None:
    assert [f.change for f in read(sentence).figures] == changes


@pytest.mark.parametrize(
    ("sentence", "comparator"),
    [
        ("The bid is £30m-plus.", ">="),
        ("The share is closer to 15%.", "~"),
        ("Just short of 4,000 votes were cast.", "<"),
        ("It will cost as little as £10.", ">="),
        ("He kicked over a 40m penalty.", "="),
        ("She is the fastest over 800m.", "="),
        ("It is a film about an 18-year-old girl.", "="),
    ],
)
def test_comparator_is_read(sentence: str, comparator: str) -> None:
    assert [f.comparator for f in read(sentence).figures] == [comparator]
