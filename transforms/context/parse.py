"""The dependency parse of a sentence as plain records, which the rules ask many small questions.

spaCy makes a token anew, and reads its strings from a table, each time it is asked; a rule asks dozens of times. The
names of the attributes are spaCy's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.strings import StringStore
    from spacy.tokens import Doc

_ASKED: Final = ("ORTH", "IDX", "POS", "TAG", "DEP", "LEMMA", "HEAD", "SPACY", "IS_PUNCT", "IS_SPACE", "LIKE_NUM")
_NEGATIVE: Final = 2**63
"""Heads are signed distances in unsigned words."""

KEPT_STRINGS: Final = 50_000
"""Words that a reader remembers, some megabytes; those it meets later are read from spaCy's table each time."""


class Token:
    """A word of a parse: its `children` hang on it, in order; it hangs on `head`, the root on itself."""

    __slots__ = (
        "_subtree",
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_punct",
        "is_space",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "tag_",
        "text",
        "whitespace_",
    )

    head: Token

    def __init__(self, doc: Parse, i: int, idx: int, word: tuple[str, str], lemma: str) -> None:
        self.doc = doc
        self.i = i
        self.idx = idx
        self.text, self.lower_ = word
        self.lemma_ = lemma
        self.pos_ = self.tag_ = self.dep_ = self.ent_type_ = ""
        self.children: list[Token] = []
        self._subtree: list[Token] | None = None
        self.whitespace_ = self.is_punct = self.is_space = self.like_num = False

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag_}/{self.dep_}"

    @property
    def lefts(self) -> list[Token]:
        """What hangs on the token and stands before it, in order."""
        return [c for c in self.children if c.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """What hangs on the token and stands after it, in order."""
        return [c for c in self.children if c.i > self.i]

    @property
    def subtree(self) -> list[Token]:
        """The token with all that hangs on it, near or far, in order."""
        if self._subtree is None:
            found, waiting = [], [self]
            while waiting:
                token = waiting.pop()
                found.append(token)
                waiting += token.children
            self._subtree = sorted(found, key=lambda t: t.i)
        return self._subtree

    @property
    def ancestors(self) -> Iterator[Token]:
        """What the token hangs on, near or far, the nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def hangs_on(self, token: Token) -> bool:
        """Tell whether the token is part of the subtree of `token`."""
        return token is self or any(above is token for above in self.ancestors)


class Parse(list[Token]):
    """The tokens of a sentence, in order."""

    def covering(self, start: int, end: int) -> list[Token]:
        """Return the tokens that share a character with `start:end` of the sentence."""
        first = max(0, bisect_right(self, start, key=_begin) - 1)
        stop = bisect_left(self, end, lo=first, key=_begin)
        return [t for t in self[first:stop] if start < t.idx + len(t.text)]


_begin: Final = attrgetter("idx")


class ParseReader:
    """Turns spaCy's parses into records; remembers the names of tags and relations, and the words it met first."""

    def __init__(self) -> None:
        self._words: dict[int, tuple[str, str]] = {}

    def read(self, doc: Doc) -> Parse:
        """Return what `doc` says of its tokens. A parse without heads has roots only."""
        words, strings, parse, heads = self._words, doc.vocab.strings, Parse(), []
        for orth, idx, pos, tag, dep, lemma, head, *flags in doc.to_array(list(_ASKED)).tolist():
            i = len(parse)
            word = words.get(orth) or self._word(orth, strings)
            token = Token(parse, i, idx, word, (words.get(lemma) or self._word(lemma, strings))[0])
            token.pos_ = (words.get(pos) or self._word(pos, strings))[0]
            token.tag_ = (words.get(tag) or self._word(tag, strings))[0]
            token.dep_ = (words.get(dep) or self._word(dep, strings))[0]
            token.whitespace_, token.is_punct, token.is_space, token.like_num = map(bool, flags)
            heads.append(i + (head if head < _NEGATIVE else head - 2 * _NEGATIVE))
            parse.append(token)
        for i, (token, at) in enumerate(zip(parse, heads, strict=True)):
            token.head = parse[at]
            if at != i:
                parse[at].children.append(token)
        return parse

    def _word(self, key: int, strings: StringStore) -> tuple[str, str]:
        """Return a string of spaCy's table and the same in lower case; a key is a hash, the same in every table."""
        text = strings[key]
        if len(self._words) < KEPT_STRINGS:
            self._words[key] = text, text.lower()
        return text, text.lower()
