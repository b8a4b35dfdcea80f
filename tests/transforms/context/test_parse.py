"""The records of a parse say what spaCy's tokens say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from transforms.context.parse import ParseReader

if TYPE_CHECKING:
    from spacy.language import Language

SENTENCES = (
    "The harbour board's chairman, who is 44, said that 40 crews (and two tugs) would not be cut -- not yet.",
    "It's 12.5% of what the mayor of Ayr and his  aides\thad asked for last week, wasn't it?",
    "Ayr.",
    "",
)


def told(token: Any) -> tuple[object, ...]:
    words = (token.text, token.lower_, token.lemma_, token.pos_, token.tag_, token.dep_)
    flags = (bool(token.whitespace_), token.is_punct, token.is_space, token.like_num)
    near = [[other.i for other in others] for others in (token.lefts, token.rights, token.children, token.ancestors)]
    subtree = sorted(other.i for other in token.subtree)
    return token.i, token.idx, len(token), token.head.i, words, flags, near, subtree


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_token_says_what_spacy_says(sentence: str, nlp: Language) -> None:
    doc = nlp(sentence)
    assert [told(token) for token in ParseReader().read(doc)] == [told(token) for token in doc]


def test_a_text_without_a_parse_is_all_roots(nlp: Language) -> None:
    parse = ParseReader().read(nlp.make_doc("Ayr has ferries."))
    assert [(t.text, t.head is t, t.dep_, t.subtree == [t]) for t in parse] == [
        (text, True, "", True) for text in ("Ayr", "has", "ferries", ".")
    ]


def test_tokens_covering_a_span_share_a_character_with_it(nlp: Language) -> None:
    parse = ParseReader().read(nlp("Ayr has ferries."))
    assert [[t.text for t in parse.covering(*span)] for span in ((1, 2), (2, 5), (3, 4), (15, 20))] == [
        ["Ayr"], ["Ayr", "has"], [], ["."]
    ]  # fmt: skip


def test_a_token_hangs_on_itself_and_on_what_governs_it(nlp: Language) -> None:
    parse = ParseReader().read(nlp("The mayor of Ayr left."))
    of = parse[2]
    assert [t.text for t in parse if of.hangs_on(t)] == ["mayor", "of", "left"]
