"""The noun phrases, verb phrases and adjectives of a parsed sentence, each in the extents that news refers to it by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.context.parse import Parse, Token
    from transforms.context.propose.candidates import CandidateKind

Extent = tuple["CandidateKind", int, int, int]
"""Kind, first token, last token, governing token."""

_NOMINAL: Final = frozenset({"NOUN", "PROPN"})
_LEFT: Final = frozenset({"amod", "compound", "nmod", "nummod", "quantmod", "advmod", "det", "poss", "case", "predet"})
_OUTSIDE: Final = frozenset({"det", "poss", "case", "predet"})
"""Left dependents that belong to the phrase but not to its name: "its *net profit*"."""

_STOP: Final = frozenset({"relcl", "acl", "appos", "advcl", "punct", "cc", "conj", "ccomp", "parataxis"})
_TAKEN: Final = frozenset({"prt", "dobj", "attr", "acomp", "prep", "oprd", "xcomp", "agent", "advmod", "dative"})
_WHEN: Final = frozenset({"when", "since", "after", "before", "while", "until"})
_LONGEST: Final = 9
"""Tokens of the longest phrase proposed; labels are shorter than this in 99 of 100 cases."""


def noun_phrases(parse: Parse, taken: frozenset[int]) -> Iterator[Extent]:
    """Yield the noun phrases of a sentence; `taken` are the tokens of its figures, which are part of none.

    Each comes without its determiner (`noun`), with its first complement (`noun_of`), with all of them
    (`noun_full`), and with its determiner or owner (`noun_wide`).
    """
    for token in parse:
        if token.pos_ not in _NOMINAL or token.i in taken or token.dep_ == "compound":
            continue
        wide, core = _left(token, taken)
        yield "noun", core, token.i, token.i
        ends = _right(token, taken)
        if ends:
            yield "noun_of", core, ends[0], token.i
        if len(ends) > 1 and ends[-1] - core < _LONGEST:
            yield "noun_full", core, ends[-1], token.i
        if wide < core:
            yield "noun_wide", wide, token.i, token.i


def _left(noun: Token, taken: frozenset[int]) -> tuple[int, int]:
    """Return where the phrase of `noun` begins with its determiner and owner, and where without."""
    parse = noun.doc
    core = wide = noun.i
    seen = False
    while wide > 0:
        before = parse[wide - 1]
        if before.i in taken or before.is_space or not _within(before, noun, wide):
            break
        foreign = before.dep_ not in {*_LEFT, "punct"} and before.text not in {"-", "/"}
        if foreign and before.head.i == noun.i:
            break
        seen = seen or before.dep_ in _OUTSIDE or before.text in {"'s", "'"} or before.tag_ in {"PRP$", "WP$"}
        wide -= 1
        if not seen:
            core = wide
    while core < noun.i and _merely_leads(parse[core]):
        core += 1
    return wide, core


def _merely_leads(token: Token) -> bool:
    """Tell whether a token in front of a phrase is no part of its name: degrees, adverbs, stops."""
    return token.is_punct or token.pos_ in {"ADV", "DET"} or token.tag_ in {"JJS", "RBS"}


def _within(token: Token, noun: Token, first: int) -> bool:
    """Tell whether a token hangs on the part of the phrase that is known, from `first` to its noun."""
    for _ in range(6):
        if token.head is token:
            return False
        token = token.head
        if first <= token.i <= noun.i:
            return True
    return False


def _right(noun: Token, taken: frozenset[int]) -> list[int]:
    """Return the last tokens of the phrase with one, two ... of its complements; none reaches over a figure."""
    ends: list[int] = []
    last = noun.i
    for part in noun.children:
        if part.i < noun.i:
            continue
        if part.dep_ not in {"prep", "acl", "amod"} or part.dep_ in _STOP:
            break
        stop = _end(part)
        if stop - noun.i > _LONGEST or any(i in taken for i in range(last + 1, stop + 1)):
            break
        ends.append(stop)
        last = stop
    return ends


def _end(part: Token) -> int:
    """Return the last token of a complement, without the clauses and lists that hang on it."""
    last = part.i
    for child in part.children:
        if child.i > part.i and child.dep_ not in _STOP:
            last = max(last, _end(child))
    return last


def predicates(parse: Parse, taken: frozenset[int]) -> Iterator[Extent]:
    """Yield the verbs of a sentence: alone, with their adverb, and with what follows up to a figure or clause."""
    for token in parse:
        if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ == "ROOT"):
            if token.i in taken:
                continue
            first = token.i
            before = parse[first - 1] if first else None
            if before is not None and before.dep_ == "advmod" and before.head is token and before.lower_.endswith("ly"):
                first -= 1
            yield "predicate", first, token.i, token.i
            for stop in _complements(token, taken):
                yield "predicate", first, stop, token.i
        elif (
            token.pos_ == "ADJ"
            and token.i not in taken
            and token.dep_ in {"acomp", "amod", "ROOT", "npadvmod", "attr", "conj", "advmod", "oprd"}
        ):
            yield "adjective", token.i, token.i, token.i
            ends = _complements(token, taken)
            if ends:
                yield "adjective", token.i, ends[0], token.i


def prepositional(parse: Parse, taken: frozenset[int]) -> Iterator[Extent]:
    """Yield the prepositional phrases of a sentence that hold no figure: "during the primaries"."""
    for token in parse:
        if token.dep_ == "prep" and token.i not in taken and token.children:
            stop = _end(token)
            if token.i < stop <= token.i + _LONGEST and not any(i in taken for i in range(token.i, stop + 1)):
                yield "prep", token.i, stop, token.children[0].i


def clauses(parse: Parse, taken: frozenset[int]) -> Iterator[Extent]:
    """Yield the clauses that say when: "when the company collapsed"."""
    for token in parse:
        if token.dep_ in {"mark", "advmod"} and token.lower_ in _WHEN and token.head.i > token.i:
            stop = min(_end(token.head), token.i + _LONGEST)
            if not any(i in taken for i in range(token.i, stop + 1)):
                yield "clause", token.i, stop, token.head.i


def amounts(parse: Parse, taken: frozenset[int]) -> Iterator[Extent]:
    """Yield the noun phrases that hold a figure, whole: "the 84 Grammys" is what another figure is out of."""
    for token in parse:
        if token.pos_ not in _NOMINAL or token.dep_ == "compound":
            continue
        first = min((t.i for t in token.subtree if t.i <= token.i), default=token.i)
        if any(i in taken for i in range(first, token.i + 1)) and token.i - first < _LONGEST:
            yield "amount", first, token.i, token.i
            ends = _right(token, taken)
            if ends:
                yield "amount", first, ends[0], token.i


def _complements(verb: Token, taken: frozenset[int]) -> list[int]:
    ends: list[int] = []
    last = verb.i
    for part in verb.children:
        if part.i < verb.i:
            continue
        if part.dep_ not in _TAKEN:
            break
        stop = _end(part)
        if stop - verb.i > _LONGEST or any(i in taken for i in range(last + 1, stop + 1)):
            break
        ends.append(stop)
        last = stop
    return ends[:3]
