"""Furniture behind a paragraph is cut off, the paragraph stays."""

from __future__ import annotations

import pytest

from seeds.load import load_lexicon
from transforms.cleaning.clean import Cleaner
from transforms.cleaning.rules import RuleError
from transforms.cleaning.tails import TailBook
from transforms.records import Line

CLEANER = Cleaner(load_lexicon())
STORY = "The harbour council met on Tuesday night to settle the tolls that ferries pay."


@pytest.mark.parametrize(
    ("tail", "rule_id"),
    [
        (" – READ MORE", "related.read_more_end"),
        ("Read more: Island school wins a second boat", "related.read_more_end"),
        ("Image copyright Getty Images", "caption.label_end"),
        (" Advertisement", "ads.label_end"),
        (" Share this article", "social.share_end"),
    ],
)
def test_a_tail_is_cut_off_and_the_line_stays(tail: str, rule_id: str) -> None:
    lines = CLEANER.lines(f"{STORY}{tail}\n{STORY}")
    assert lines == (
        Line(1, 0, len(STORY), "body", rule_id, STORY),
        Line(2, len(STORY + tail) + 1, 2 * len(STORY) + len(tail) + 1, "body", None, STORY),
    )


@pytest.mark.parametrize(
    "text",
    [
        f"{STORY} Read more than one of the papers, he told them, and you will see why.",
        f"{STORY} Image copyright was the subject of the day.",
        "Nobody who went there for the harbour would read more",
        "Out now. READ MORE",
    ],
)
def test_what_goes_on_or_leaves_no_paragraph_stays(text: str) -> None:
    (line,) = CLEANER.lines(text)
    assert line.text == text


def test_a_rule_for_tails_without_a_marker_is_refused() -> None:
    with pytest.raises(RuleError, match=r"a\.b: a rule of scope end needs a marker"):
        TailBook([{"rule_id": "a.b", "marker": "", "pattern": "x"}])
