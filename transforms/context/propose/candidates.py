"""The record of a proposal: a span of the document that may fill a field, and what it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

CandidateKind = Literal[
    "person", "organization", "place", "name", "role",
    "pronoun", "noun", "noun_of", "noun_full", "noun_wide",
    "predicate", "adjective", "prep", "clause", "amount", "time", "rate", "age",
]  # fmt: skip
KINDS: Final[tuple[CandidateKind, ...]] = get_args(CandidateKind)

NAMED: Final = frozenset({"person", "organization", "place", "name", "role"})
"""Kinds that a scan of capitalised words finds, without a parse."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One span that may fill a field: `text[start:end]`.

    `value` is what is stored if it is chosen: the fullest name for a name or pointing word, the words themselves
    otherwise. `sentence` is the number of its sentence, `head` the token of its parse that governs it (-1 without
    one).
    """

    start: int
    end: int
    kind: CandidateKind
    value: str
    sentence: int
    head: int
