"""Small questions to a dependency parse: where a figure hangs, what governs it, and which words make a phrase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from transforms.records import Figure

NOUNS: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
VERBS: Final = frozenset({"VERB", "AUX"})
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
MODIFIERS: Final = frozenset({"nummod", "compound", "amod", "nmod", "quantmod", "poss", "npadvmod", "advmod", "appos"})
_INSIDE_PHRASE: Final = frozenset({"amod", "compound", "nmod", "npadvmod", "poss", "case", "punct", "advmod", "nummod"})
_RELATIVES: Final = frozenset({"which", "that", "who", "whom"})


@dataclass(frozen=True, slots=True)
class Site:
    """A figure where it stands in the parse of its sentence: tokens `first` to `last`, hanging by `head`."""

    figure: Figure
    doc: Doc
    first: int
    last: int
    head: Token

    def holds(self, token: Token) -> bool:
        """Tell whether `token` is part of the figure."""
        return self.first <= token.i <= self.last

    def offset(self, token: Token) -> int:
        """Return where `token` begins in the document."""
        return self.figure.sentence_start + token.idx

    def text(self, first: int, last: int) -> str:
        """Return the document's own words from token `first` to token `last`, on one line."""
        end = self.doc[last].idx + len(self.doc[last])
        return " ".join(self.figure.sentence[self.doc[first].idx : end].split())


def site(figure: Figure, doc: Doc) -> Site | None:
    """Return where `figure` stands in `doc`, the parse of its sentence; None if no token covers it."""
    start = figure.char_start - figure.sentence_start
    span = doc.char_span(start, start + len(figure.surface), alignment_mode="expand")
    if span is None or not len(span):
        return None
    tokens = [t for t in span if not t.is_punct and not t.is_space] or list(span)
    outside = [t for t in tokens if t.head == t or not span.start <= t.head.i < span.end]
    return Site(figure, doc, span.start, span.end - 1, (outside or tokens)[-1])


def climb(token: Token) -> Iterator[tuple[Token, Token]]:
    """Yield each child and governor on the way from `token` to the root of its sentence."""
    while token.head != token:
        yield token, token.head
        token = token.head


def clause_verb(token: Token) -> Token | None:
    """Return the nearest verb that governs `token`, or `token` itself if it is one."""
    if token.pos_ in VERBS:
        return token
    return next((governor for _, governor in climb(token) if governor.pos_ in VERBS), None)


def child(token: Token, *relations: str) -> Token | None:
    """Return the first child of `token` in one of the `relations`."""
    return next((c for c in token.children if c.dep_ in relations), None)


def object_of(token: Token, *prepositions: str) -> Token | None:
    """Return the noun after one of the `prepositions` that hang on `token`."""
    for preposition in token.children:
        if preposition.dep_ in {"prep", "agent", "dative"} and preposition.lower_ in prepositions:
            found = child(preposition, "pobj")
            if found is not None:
                return found
    return None


def subject_of(verb: Token) -> Token | None:
    """Return the subject of `verb`, its own or the one it shares: of a conjoined, controlling or modified word."""
    seen = 0
    while seen < 8:
        own = child(verb, *SUBJECTS)
        if own is not None and own.dep_ != "expl":
            if own.lower_ in _RELATIVES and verb.dep_ == "relcl":
                return verb.head
            return own
        seen += 1
        if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            if verb.tag_ in {"VBG", "VBN"} or verb.dep_ == "relcl":
                return verb.head
            return child(verb.head, "poss") or _owner_of_phrase(verb.head)
        if verb.dep_ in {"conj", "xcomp", "advcl", "pcomp", "auxpass", "aux", "ccomp", "prep", "dep"} and verb.head != verb:
            if verb.dep_ == "xcomp" and (controlled := child(verb.head, "dobj")) is not None and verb.head.tag_ != "VBG":
                return controlled
            verb = verb.head
            continue
        if verb.dep_ in {"pobj", "prep"} or verb.pos_ not in VERBS:
            governor = clause_verb(verb.head) if verb.head != verb else None
            if governor is None or governor == verb:
                return None
            verb = governor
            continue
        return None
    return None


def _owner_of_phrase(noun: Token) -> Token | None:
    verb = clause_verb(noun)
    return subject_of(verb) if verb is not None and verb != noun else None


def phrase_start(at: Site, noun: Token) -> int:
    """Return the first token of the noun phrase of `noun`, without determiners, possessors and the figure itself."""
    first = noun.i
    while first > 0:
        before = at.doc[first - 1]
        if at.holds(before) or before.dep_ not in _INSIDE_PHRASE or not _hangs_within(before, first, noun.i):
            break
        if before.dep_ in {"poss", "case", "nummod"} or before.tag_ in {"WP$", "PRP$"} or before.text in {"'s", "'"}:
            break
        if before.is_punct and before.text != "-":
            break
        first -= 1
    while first < noun.i and (at.doc[first].is_punct or at.doc[first].pos_ in {"ADV", "DET", "ADP"}):
        first += 1
    return first


def _hangs_within(token: Token, first: int, last: int) -> bool:
    return first <= token.head.i <= last or any(first <= a.i <= last for a in token.ancestors)


def noun_phrase(at: Site, noun: Token, *, complement: bool = True) -> str:
    """Return the noun phrase of `noun` in the text's words; with its `of` complement unless that is a name."""
    last = noun.i
    of = object_of(noun, "of") if complement else None
    if of is not None and of.pos_ != "PROPN" and of.ent_type_ not in {"GPE", "PERSON", "ORG", "DATE"} and not _has_figure(at, of):
        last = of.i
    return at.text(phrase_start(at, noun), last)


def _has_figure(at: Site, token: Token) -> bool:
    return any(at.holds(t) for t in token.subtree)


def has_figure(at: Site, token: Token) -> bool:
    """Tell whether the figure stands in the subtree of `token`."""
    return _has_figure(at, token)
