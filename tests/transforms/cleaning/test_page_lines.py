"""What only a text that was read from a page allows to say of a line."""

from __future__ import annotations

from seeds.load import load_lexicon
from transforms.cleaning.clean import Cleaner

CLEANER = Cleaner(load_lexicon())
TITLE = "Ferry tolls to double from the spring"
ONE = "The harbour council met on Tuesday night to settle the tolls that ferries will pay from the spring."
TWO = "Officials have argued for months that the old rates no longer cover what it costs to dredge the channel."


def rules(*lines: str, title: str = TITLE) -> list[str | None]:
    return [line.rule_id for line in CLEANER.lines("\n".join(lines), title=title)]


def test_only_the_title_of_the_page_is_a_headline() -> None:
    assert rules(TITLE, "Northbank 70, Quay 44", ONE, TWO) == ["title.page_heading", None, None, None]
    assert rules("Ferry tolls: rates to double in the spring", ONE, TWO) == ["title.page_heading", None, None]
    assert rules("Ferry tolls to double", ONE, TWO, title="") == [None, None, None]


def test_headlines_in_capitals_between_paragraphs_lead_to_other_stories() -> None:
    first = "ISLAND SCHOOL WINS A SECOND BOAT FOR ITS CREWS"
    second = "LIGHTHOUSE TO BE SOLD BY THE END OF MAY"
    assert rules(ONE, first, TWO, second, ONE) == [None, "page.links", None, "page.links", None]
    assert rules(ONE, first, TWO) == [None, None, None]


def test_a_quotation_in_capitals_stays() -> None:
    quoted = "THE OLD RATES NO LONGER COVER WHAT IT COSTS TO DREDGE"
    other = "LIGHTHOUSE TO BE SOLD BY THE END OF MAY"
    assert rules(ONE, quoted, TWO, other, ONE) == [None, None, None, "page.links", None]


def test_what_stands_under_closing_furniture_and_is_no_paragraph_goes_with_it() -> None:
    listed = (
        "- Island school wins a second boat for its crews, and the pupils raised the money with a regatta of their own."
    )
    assert rules(ONE, TWO, "Sign up for our newsletter", "Sorry!", listed) == [
        None,
        None,
        "newsletter.sign_up",
        "footer.block",
        "footer.block",
    ]
    assert rules(ONE, "Sign up for our newsletter", "A crosshead", TWO) == [None, "newsletter.sign_up", None, None]


def test_bare_headlines_below_the_story_are_links() -> None:
    links = ["Island school wins a second boat", "Lighthouse to be sold by the end of May"]
    assert rules(*[ONE, TWO] * 3, *links) == [*[None] * 6, "page.links", "page.links"]
    assert rules(*[ONE, TWO] * 3, links[0]) == [None] * 7
