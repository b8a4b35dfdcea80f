"""Small questions to a dependency parse: where a figure hangs, what governs it, and which words make a phrase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.context.legacy import RelatedFigure as Figure
    from transforms.context.parse import Parse, Token

VERBS: Final = frozenset({"VERB", "AUX"})
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_INSIDE_PHRASE: Final = frozenset({"amod", "compound", "nmod", "npadvmod", "poss", "case", "punct", "advmod", "nummod"})
NOMINALS: Final = frozenset({"NOUN", "PROPN", "PRON"})
_SHARING: Final = frozenset({"conj", "xcomp", "advcl", "pcomp", "auxpass", "aux", "ccomp", "prep", "dep"})
_SHARING_STEPS: Final = 8
"""How many clauses up a shared subject may stand: bounds the walk in a broken parse."""

_EACH: Final = frozenset({"each", "both", "all", "none", "some", "many", "most"})
"""Pronouns that stand for the things after their `of`."""

_DEGREES: Final = frozenset({"JJS", "RBS"})
"""Tags of superlatives: "the thinnest harvest in nine years" measures the harvest."""

_RELATIVES: Final = frozenset({"which", "that", "who", "whom"})


@dataclass(frozen=True, slots=True)
class Site:
    """A figure where it stands in the parse of its sentence: tokens `first` to `last`, hanging by `head`."""

    figure: Figure
    doc: Parse
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


def site(figure: Figure, doc: Parse, twin: Figure | None = None) -> Site | None:
    """Return where `figure` stands in `doc`, the parse of its sentence; None if no token covers it.

    `twin` is the figure that says the same in other words beside it ("two thirds - 65% -"): they share one place.
    """
    both = (figure, twin or figure)
    start = min(f.char_start for f in both) - figure.sentence_start
    span = doc.covering(start, max(f.char_end for f in both) - figure.sentence_start)
    if not span:
        return None
    first, last = span[0].i, span[-1].i
    tokens = [t for t in span if t.text == "%" or not (t.is_punct or t.is_space)] or span
    outside = [t for t in tokens if t.head is t or not first <= t.head.i <= last]
    ranged = figure.value is None and figure.low is not None
    return Site(figure, doc, first, last, (outside or tokens)[0 if ranged else -1])


def entity(token: Token) -> str:
    """Return the entity label of a name; "" for a common noun that opens a sentence: its capital misleads."""
    misled = token.i == 0 and token.pos_ == "NOUN" and token.ent_type_ != "PERSON"
    return "" if misled else token.ent_type_


def climb(token: Token) -> Iterator[tuple[Token, Token]]:
    """Yield each child and governor on the way from `token` to the root of its sentence."""
    while token.head != token:
        yield token, token.head
        token = token.head


def clause_verb(token: Token) -> Token | None:
    """Return the nearest verb that governs `token`, or `token` itself if it is one."""
    while token.pos_ not in VERBS:
        if token.head is token:
            return None
        token = token.head
    return token


def child(token: Token, *relations: str) -> Token | None:
    """Return the first child of `token` in one of the `relations`."""
    for found in token.children:  # asked twenty times a figure: a generator costs twice as much
        if found.dep_ in relations:
            return found
    return None


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
    for _ in range(_SHARING_STEPS):
        if child(verb, "expl") is not None:
            return None
        own = _own_subject(verb) or _subject_beside(verb)
        if own is not None:
            return own
        if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in NOMINALS:
            return _modified_by(verb)
        controlled = child(verb.head, "dobj") if verb.dep_ == "xcomp" and verb.head.lemma_ != "use" else None
        if controlled is not None:
            return controlled
        if verb.pos_ == "ADP" and (owner := child(verb.head, "poss")) is not None:
            return owner
        higher = verb.head if verb.dep_ in _SHARING else clause_verb(verb.head)
        if higher is None or verb.head == verb or (verb.pos_ in VERBS and verb.dep_ not in _SHARING):
            return None
        verb = higher
    return None


def _own_subject(verb: Token) -> Token | None:
    own = child(verb, *SUBJECTS)
    if own is None or own.dep_ == "expl":
        return None
    if own.lower_ in _RELATIVES and verb.dep_ == "relcl" and verb.head.pos_ in NOMINALS:
        return _described_by(own, verb.head)
    if own.lower_ == "who" and (noun := _noun_before(own)) is not None:
        return noun
    return (object_of(own, "of") or own) if own.lower_ in _EACH else own


def _noun_before(relative: Token) -> Token | None:
    """Return the noun right before a `who`, at most a comma between: the parser may hang the clause elsewhere."""
    near = relative.doc[max(0, relative.i - 2) : relative.i]
    return next((t for t in reversed(near) if t.pos_ in {"NOUN", "PROPN"}), None)


def _described_by(relative: Token, noun: Token) -> Token:
    """Return whom a relative clause is about: after a comma `who` is the person named before an apposition.

    "Ada Oke, skipper of the Tern, who worked there": the parser takes the ship for her.
    """
    office = noun.head.head if noun.dep_ == "pobj" else noun
    apart = relative.i > 0 and relative.doc[relative.i - 1].text == ","
    if relative.lower_ == "who" and apart and office.dep_ == "appos" and office.head.pos_ == "PROPN":
        return office.head
    return noun


def _modified_by(verb: Token) -> Token | None:
    """Return the subject of a clause that modifies a noun: that noun, or whoever has it ("their plan to buy")."""
    if verb.tag_ in {"VBG", "VBN"} or verb.dep_ == "relcl":
        return verb.head
    owner = child(verb.head, "poss")
    if owner is None and object_of(verb.head, "from", "by") is not None:
        return None
    governor = clause_verb(verb.head)
    return owner or (subject_of(governor) if governor is not None and governor != verb else None)


def listed_subject(verb: Token) -> Token | None:
    """Return the noun before an infinitive that goes on a list of clauses: "expects fares to rise and wages to fall".

    The parser tends to hang both on the clause before; an object of its own makes the infinitive a purpose instead.
    """
    first = min((c.i for c in verb.lefts if c.dep_ == "aux"), default=0)
    if verb.tag_ != "VB" or not first or verb.doc[first].lower_ != "to" or child(verb, "dobj") is not None:
        return None
    before = verb.doc[first - 1]
    parted = verb.dep_ in {"advcl", "conj", "ccomp", "acl"} and verb.head != before
    return before if parted and before.dep_ == "conj" and before.pos_ in NOMINALS else None


def _subject_beside(verb: Token) -> Token | None:
    """Return a name right before a conjoined finite verb, or a noun before an infinitive ("and prices to rise").

    The parser tends to hang those on the clause before.
    """
    first = min((c.i for c in verb.lefts if c.dep_ in {"aux", "auxpass", "neg"}), default=verb.i)
    listed = listed_subject(verb)
    if listed is not None:
        return listed
    if verb.dep_ != "conj" or first == 0 or verb.tag_ in {"VBG", "VB"}:
        return None
    before = verb.doc[first - 1]
    return before if before.pos_ == "PROPN" and before.dep_ == "conj" else None


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
    while (first > 1 and not at.doc[first - 1].whitespace_ and at.doc[first - 1].text in {"-", "/"}) or (
        first > 1 and at.doc[first].text in {"-", "/"}
    ):
        first -= 1
    while first < noun.i and _leads(at, at.doc[first]):
        first += 1
    return first


def _leads(at: Site, word: Token) -> bool:
    """Tell whether a word in front of a noun phrase is no part of what is measured: degrees, and places it is of."""
    if word.is_punct or word.pos_ in {"ADV", "DET", "ADP"}:
        return True
    if word.tag_ in _DEGREES or word.lower_ == "own":
        return True
    if word.i == at.last + 2 and at.doc[word.i - 1].lower_ in {"a", "an", "per"} and word.ent_type_ == "DATE":
        return True
    beside = at.figure.kind == "count" and word.i > at.last
    return not beside and word.ent_type_ == "GPE" and at.doc[word.i + 1].text not in {"-", "/"}


def _hangs_within(token: Token, first: int, last: int) -> bool:
    return first <= token.head.i <= last or any(first <= a.i <= last for a in token.ancestors)


def noun_phrase(at: Site, noun: Token, *, complement: bool = True) -> str:
    """Return the noun phrase of `noun` in the text's words; with its `of` complement unless that is a name."""
    last = noun.i
    of = object_of(noun, "of") if complement else None
    if (
        of is not None
        and of.pos_ != "PROPN"
        and of.ent_type_ not in {"GPE", "PERSON", "ORG", "DATE"}
        and not _has_figure(at, of)
        and not any(t.like_num for t in of.subtree)
    ):
        last = of.i
    return at.text(phrase_start(at, noun), last)


def _has_figure(at: Site, token: Token) -> bool:
    return any(t.hangs_on(token) for t in at.doc[at.first : at.last + 1])


def holds_as_subject(at: Site, subject: Token, verb: Token) -> bool:
    """Tell whether the figure is part of the subject itself, not of a clause that hangs on it ("X, which ...")."""
    return _has_figure(at, subject) and not any(a == subject for a in verb.ancestors)


def has_figure(at: Site, token: Token) -> bool:
    """Tell whether the figure stands in the subtree of `token`."""
    return _has_figure(at, token)
