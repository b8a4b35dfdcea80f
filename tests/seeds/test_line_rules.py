"""Runs both examples of every line rule: the one it is for, and the story line it must leave alone."""

from __future__ import annotations

import re

import pytest

from seeds.load import load_lexicon
from transforms.cleaning.clean import Cleaner
from transforms.cleaning.rules import RuleBook
from transforms.cleaning.shapes import shape_of, without_markup

LEXICON = load_lexicon()
RULES = LEXICON.table("line_rules")
CLEANER = Cleaner(LEXICON)
EACH = pytest.mark.parametrize("rule", [pytest.param(rule, id=rule["rule_id"]) for rule in RULES])

PARAGRAPH = "The harbour council met again on Tuesday to settle the tolls that ferries pay, and the gallery was full."


@EACH
def test_a_rule_matches_its_example(rule: dict[str, str]) -> None:
    verdict = RuleBook([rule]).match(shape_of(rule["example"]))
    assert verdict is not None
    assert (verdict.rule_id, verdict.role) == (rule["rule_id"], rule["role"])


@EACH
@pytest.mark.parametrize("place", ["top", "middle", "foot"])
def test_a_rule_leaves_its_counter_example_to_the_story(rule: dict[str, str], place: str) -> None:
    story = [PARAGRAPH] * 12
    story.insert({"top": 0, "middle": 6, "foot": 12}[place], rule["counter_example"])
    line = CLEANER.lines("\n\n".join(story))[story.index(rule["counter_example"])]
    assert line.rule_id != rule["rule_id"]
    assert line.role not in {"boilerplate", "byline", "caption"}


def test_every_marker_is_lower_case_and_stands_in_the_example_of_its_rule() -> None:
    for rule in RULES:
        markers = [marker for marker in rule["marker"].split("|") if marker]
        assert [m for m in markers if m != m.casefold()] == [], rule["rule_id"]
        shape = shape_of(rule["example"]).casefold()
        assert not markers or any(marker in shape for marker in markers), rule["rule_id"]


def test_no_rule_is_a_bare_keyword() -> None:
    words = ("support", "email", "comment", "share", "sign up", "subscribe", "follow", "copyright", "donate", "photo")
    sentences = [f"The council will {word} its plan for the ferries before the spring." for word in words]
    assert [line.role for line in CLEANER.lines("\n\n".join([PARAGRAPH, *sentences, PARAGRAPH]))] == ["body"] * 12


def test_examples_with_markup_read_as_their_words() -> None:
    assert without_markup("## **Related:** [Tolls](https://example.org/1)") == "Related: Tolls"


def test_rule_ids_name_their_class_and_patterns_stay_readable() -> None:
    assert [r["rule_id"] for r in RULES if not re.fullmatch(r"[a-z]+\.[a-z_]+", r["rule_id"])] == []
    assert [r["rule_id"] for r in RULES if len(r["pattern"]) > 700] == []
