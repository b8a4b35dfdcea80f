"""What a figure is said of, as NewsQuant writes it: the content words of one or two noun phrases.

Tallywire tells measure from subject and keeps both short; NewsQuant has one list of words for them. The noun is the one
our measure hangs on, or where that is a verb or the counted noun itself, the one our subject hangs on; where neither
names a noun, the subject of the figure's clause. The parse only lends the rest of the phrase around that noun.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.context.nouns import TIMES
from transforms.context.syntax import child, clause_verb, has_figure, object_of, site, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.context.syntax import Site

    from transforms.context.parse import Parse, Token
    from transforms.records import Figure

CONTENT: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X", "SYM"})
NOUNS: Final = frozenset({"NOUN", "PROPN", "ADJ", "X", "SYM"})
"""Parts of speech a name may get: the parser takes unknown names for adjectives or symbols."""

BEFORE: Final = frozenset({"compound", "amod", "nmod", "poss", "nummod", "punct", "advmod", "npadvmod", "dep"})
LINKS: Final = frozenset({"of", "in", "for", "from", "at", "to", "against"})
"""Prepositions whose nouns belong to the concept; `on` and `with` begin something else."""

WHEN: Final = re.compile(
    rf"(?:{TIMES.pattern}|(?:january|february|march|april|may|june|july|august|september|october|november|december)$|\\d{{4}}$)"
)

EMPTY: Final = frozenset("more less last other such total own side one additional estimated".split())
"""Adjectives that NewsQuant leaves out."""

CARRIED: Final = frozenset({"measure.dimension", "measure.pronoun", "measure.earlier"})
"""Rules whose measure stands elsewhere, or is an adjective: what the figure is said of is its subject alone."""

MODIFIERS: Final = frozenset({"nummod", "compound", "amod", "quantmod", "nmod", "advmod", "npadvmod"})
DONE: Final = frozenset({"dobj", "attr", "dep", "npadvmod", "oprd"})
COUNTS: Final = frozenset({"count", "ratio", "rank"})


def concept_words(figure: Figure, doc: Parse, figures: tuple[Figure, ...]) -> list[str]:
    """Return the words of the concept of `figure`, in order; none where nothing names it.

    `doc` is the parse of the text that `figures` were read from, at offset 0.
    """
    at = site(figure, doc)
    if at is None:
        return []
    sites = [place for f in figures if (place := site(f, doc)) is not None]
    taken = {t.i for place in sites for t in doc[place.first : place.last + 1]}
    own = set(range(at.first, at.last + 1))
    found: list[str] = []
    for noun in _nouns(at):
        places = {t.i for t in _phrase(noun, taken) if t.lower_ not in EMPTY}
        found += [word for word in _words(figure.sentence, doc, places, taken, own) if word not in found]
    return found


def network_words(doc: Parse, start: int) -> list[str]:
    """Return the noun that a generation of networks at `start` stands before: "5G data", "3G and 4G networks"."""
    noun = doc.covering(start, start + 1)[0]
    while noun.head is not noun and noun.dep_ in {*MODIFIERS, "conj"}:
        noun = noun.head
    return [noun.text] if noun.i > doc.covering(start, start + 1)[0].i and noun.pos_ in NOUNS else []


def _nouns(at: Site) -> Iterator[Token]:
    """Yield the noun a figure is said of, and the subject of its clause where the figure belongs to another noun."""
    first = _measured(at)
    doer = _doer(at)
    if first is not None:
        yield first
        if doer is not None and _has(at, first, doer):
            yield doer
        return
    owner = _head(at, at.figure.subject) if at.figure.subject is not None else None
    while owner is not None and owner.dep_ in {"compound", "nmod"} and owner.head.pos_ in NOUNS:
        owner = owner.head
    found = owner or doer or _done_for(at)
    if found is not None and not _opens(at, found):
        yield found


def _measured(at: Site) -> Token | None:
    """Return the noun our measure hangs on; of a count, the noun that what it counts is a complement of."""
    if at.figure.kind in COUNTS and at.figure.rule_id != "ratio.multiple":
        noun = _counted(at)
        prepared = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ in {"NOUN", "PROPN"}
        return noun.head.head if prepared else None
    whole = object_of(at.head, "of") if at.figure.kind == "percent" else None
    if whole is not None and whole.pos_ in {"NOUN", "PROPN"}:
        return whole
    rules = dict(at.figure.context_rules)
    carried = rules.get("measure") in CARRIED and rules.get("subject") not in {None, "subject.shared"}
    if at.figure.measure in {None, "age"} or carried:
        return None
    found = _head(at, at.figure.measure)
    return found if found is not None and found.pos_ in {"NOUN", "PROPN"} else None


def _doer(at: Site) -> Token | None:
    """Return the subject of the figure's clause, of a count only where it is had, done or reached."""
    noun = _counted(at)
    if at.figure.kind in COUNTS and noun.dep_ not in DONE and not (noun.dep_ == "pobj" and noun.head.lower_ == "to"):
        return None
    verb = clause_verb(noun)
    subject = subject_of(verb) if verb is not None else None
    if subject is not None and subject.pos_ == "PRON":
        subject = object_of(subject, "of")
    if subject is None or verb is None or subject.pos_ not in NOUNS:
        return None
    return subject if _tells_of(verb, subject) or not has_figure(at, subject) else None


def _tells_of(verb: Token, noun: Token) -> bool:
    """Tell whether a verb heads the relative clause of a noun: "races that entail a 750 metre swim"."""
    return verb.dep_ == "relcl" and verb.head == noun


def _has(at: Site, noun: Token, doer: Token) -> bool:
    """Tell whether `noun` is what the doer has, and the figure only tells how large: "the storm had 70 mph winds"."""
    had = noun.dep_ in {"dobj", "oprd"} or (
        noun.dep_ == "pobj" and noun.head.lower_ in {"with", "at", "through", "for", "in"}
    )
    verb = clause_verb(noun)
    apart = (verb is not None and _tells_of(verb, doer)) or not any(a == doer for a in noun.ancestors)
    return had and has_figure(at, noun) and noun.i > doer.i and apart


def _done_for(at: Site) -> Token | None:
    """Return what money is paid for where nobody in particular pays it."""
    verb = clause_verb(at.head)
    return object_of(verb, "for", "on") if verb is not None and at.figure.kind == "money" else None


def _opens(at: Site, noun: Token) -> bool:
    """Tell whether a time only opens the clause: "Two years later the firm", which NewsQuant says of nothing."""
    return at.figure.kind == "duration" and at.last < noun.i


def _counted(at: Site) -> Token:
    """Return the noun that the figure stands before, or the figure's own word."""
    noun = at.head
    while noun.head != noun and noun.head.pos_ in {*NOUNS, "NUM"}:
        if not (noun.dep_ in MODIFIERS and noun.head.i > at.last) and noun.dep_ != "conj":
            break
        noun = noun.head
    return noun


def _head(at: Site, words: str) -> Token | None:
    """Return the noun at the head of `words`, at their place nearest to the figure; None for a verb's phrase."""
    pattern = re.compile(r"\s+".join(re.escape(w) for w in words.split()))
    places = [m.span() for m in pattern.finditer(at.figure.sentence)]
    if not places:
        return None
    start, end = min(places, key=lambda p: abs(p[0] - at.doc[at.first].idx))
    span = at.doc.covering(start, end)
    root = next((t for t in span if t.head is t or t.head not in span), None)
    return root if root is not None and root.pos_ in NOUNS and not at.holds(root) else None


def _phrase(noun: Token, taken: set[int]) -> Iterator[Token]:
    """Yield the content words of a noun's phrase: what stands before it, and what its prepositions lead to."""
    for word in noun.lefts:
        if word.dep_ in BEFORE:
            yield from (t for t in word.subtree if t.pos_ in CONTENT or t.tag_ in {"VBN", "VBG"})
    yield noun
    for part in noun.rights:
        if any(t.i in taken for t in part.subtree) and part.dep_ != "nummod":
            continue
        if part.dep_ == "prep" and part.lower_ in LINKS:
            inner = child(part, "pobj")
            if inner is not None and not WHEN.match(inner.lower_):
                yield from _phrase(inner, taken)
        elif part.dep_ in {"conj", "nummod"} and part.pos_ in {*NOUNS, "NUM"}:
            yield from _phrase(part, taken)


def _words(text: str, doc: Parse, places: set[int], taken: set[int], own: set[int]) -> list[str]:
    """Return the words, hyphened ones whole, that hold a token of `places` and no figure."""
    words: list[str] = []
    group: list[Token] = []
    for token in doc:
        group.append(token)
        if token.whitespace_ or token.i + 1 == len(doc):
            while group and (group[-1].is_punct or group[-1].tag_ in {"POS", "SYM"} or group[-1].text in {"s", "'"}):
                group.pop()
            while group and group[0].is_punct:
                group.pop(0)
            held = {t.i for t in group}
            compound = bool(held - taken) and any(t.text == "-" for t in group) and not held & own
            if held & places and (compound or not held & taken):
                words.append(text[group[0].idx : group[-1].idx + len(group[-1])])
            group = []
    return words
