"""Out of what: the denominator of a share, or the unit something is counted per. Only the figure's own sentence tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.syntax import Site, child, object_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_PER: Final = re.compile(
    r"\s*(?:[\w-]+\s+){0,2}?((?:a|an|per|each|every) (?:day|night|week|month|year|hour|person|head|capita|household))\b"
)
_FRONTED: Final = re.compile(r"\W*Of ((?:these|those|them|the [^,;]{3,60})),", re.IGNORECASE)
_SHARES: Final = frozenset({"percent", "ratio"})
_SHARE_NOUNS: Final = frozenset({"share", "stake", "ownership", "proportion", "portion", "slice", "cut"})


def base_of(at: Site) -> tuple[str, str] | None:
    """Return the base of the figure in the text's words and the rule that found it, or None."""
    after = at.figure.char_end - at.figure.sentence_start
    per = _PER.match(at.figure.sentence, after)
    if per and at.figure.kind in {"count", "duration", "money", "measure"}:
        return per[1], "base.per"
    fronted = _FRONTED.match(at.figure.sentence)
    if at.figure.kind in _SHARES:
        noun = _share_of(at)
        if noun is not None:
            return full_phrase(at, noun), "base.of"
        if fronted and fronted.end() <= at.figure.char_start - at.figure.sentence_start:
            return fronted[1], "base.fronted"
    if at.figure.kind == "count":
        noun = object_of(at.head, "of")
        if noun is not None and at.holds(at.head) and _is_group(noun):
            return full_phrase(at, noun), "base.part_of"
    return None


def _share_of(at: Site) -> Token | None:
    """Return the noun after `of`, on the figure itself or on the share noun that it modifies."""
    if at.figure.kind == "ratio" and at.figure.unit == "x":
        return None
    own = object_of(at.head, "of")
    if own is not None:
        return own
    for token in at.doc[at.first : at.last + 1]:
        if (found := object_of(token, "of")) is not None and not at.holds(found):
            return found
    governor = at.head.head
    if governor.lower_ in _SHARE_NOUNS and at.head.dep_ in {"nummod", "compound", "amod", "nmod"}:
        return object_of(governor, "of")
    return None


def _is_group(noun: Token) -> bool:
    """Tell whether the noun after a count's `of` is a larger group, not just what is counted."""
    return any(c.dep_ == "nummod" for c in noun.children) or noun.pos_ == "NUM" or child(noun, "poss") is not None


def full_phrase(at: Site, noun: Token) -> str:
    """Return the noun phrase of `noun` with its determiner and possessor, up to the noun and a participle after it."""
    first = min((t.i for t in noun.subtree if t.i <= noun.i and not at.holds(t)), default=noun.i)
    while first < noun.i and any(at.holds(t) for t in at.doc[first : noun.i]):
        first += 1
    last = noun.i
    participle = next((c for c in noun.rights if c.dep_ == "acl" and c.i == noun.i + 1 and c.tag_ == "VBN"), None)
    if participle is not None:
        last = participle.i
    return at.text(first, last)
