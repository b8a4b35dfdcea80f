"""The dependency parse of a sentence as plain records, which the rules ask many small questions.

spaCy makes a token anew, and reads its strings from a table, each time it is asked; a rule asks dozens of times. The
names of the attributes are spaCy's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.strings import StringStore
    from spacy.tokens import Doc

_ASKED: Final = ("ORTH", "IDX", "POS", "TAG", "DEP", "LEMMA", "HEAD", "SPACY", "IS_PUNCT", "IS_SPACE", "LIKE_NUM")
_NEGATIVE: Final = 2**63
"""Heads are signed distances in unsigned words."""


class Token:
    """A word of a parse: `lefts` and `rights` hang on it, in order; it hangs on `head`, the root on itself."""

    __slots__ = (
        "_subtree",
        "dep_",
        "doc",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_punct",
        "is_space",
        "lefts",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "rights",
        "tag_",
        "text",
        "whitespace_",
    )

    head: Token

    def __init__(self, doc: Parse, idx: int, text: str) -> None:
        self.doc = doc
        self.i = len(doc)
        self.idx = idx
        self.text = text
        self.lower_ = text.lower()
        self.lemma_ = self.pos_ = self.tag_ = self.dep_ = self.ent_type_ = ""
        self.lefts: list[Token] = []
        self.rights: list[Token] = []
        self._subtree: list[Token] | None = None
        self.whitespace_ = self.is_punct = self.is_space = self.like_num = False

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag_}/{self.dep_}"

    @property
    def children(self) -> list[Token]:
        """What hangs on the token, in order."""
        return self.lefts + self.rights

    @property
    def subtree(self) -> list[Token]:
        """The token with all that hangs on it, near or far, in order."""
        if self._subtree is None:
            found, waiting = [], [self]
            while waiting:
                token = waiting.pop()
                found.append(token)
                waiting += token.lefts
                waiting += token.rights
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
        return [t for t in self if t.idx < end and start < t.idx + len(t.text)]


class ParseReader:
    """Turns spaCy's parses into records; remembers the few names that tags and relations have."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}

    def read(self, doc: Doc) -> Parse:
        """Return what `doc` says of its tokens. A parse without heads has roots only."""
        strings, parse, heads = doc.vocab.strings, Parse(), []
        for orth, idx, pos, tag, dep, lemma, head, *flags in doc.to_array(list(_ASKED)).tolist():
            token = Token(parse, idx, strings[orth])
            token.pos_, token.tag_, token.dep_ = (self._name(key, strings) for key in (pos, tag, dep))
            token.lemma_ = strings[lemma]
            token.whitespace_, token.is_punct, token.is_space, token.like_num = map(bool, flags)
            heads.append(token.i + (head if head < _NEGATIVE else head - 2 * _NEGATIVE))
            parse.append(token)
        for token, at in zip(parse, heads, strict=True):
            token.head = parse[at]
            if at != token.i:
                (parse[at].rights if token.i > at else parse[at].lefts).append(token)
        return parse

    def _name(self, key: int, strings: StringStore) -> str:
        if key not in self._names:
            self._names[key] = strings[key]
        return self._names[key]
