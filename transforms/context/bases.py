"""Out of what: the denominator of a share, or what something is counted per, by the figure's own sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.context.syntax import Site, object_of

if TYPE_CHECKING:
    from transforms.context.parse import Token

_TIMES: Final = r"(?:day|night|week|month|year|hour|minute|person|head|capita|household)"
_PER_TIME: Final = re.compile(rf"\s*(?:[\w-]+\s+){{0,2}}?((?:a|an|per|each|every) {_TIMES})\b")
_PER_THING: Final = re.compile(r"[^,.;]{0,60}?\bper (?:every |each )?((?!cent\b)[\w-]+(?: (?:of )?[\w-]+){0,4})")
_IN_EACH: Final = re.compile(r"[^,.;]{0,40}?\bin (each (?:[\w-]+ )?[\w-]+)")
_PER_WORD: Final = re.compile(r"\s*((?:a|an|per|each|every) [a-z]+|one way)\b")
_RATE: Final = re.compile(
    r"\s*(?:to|against|per) (?:the|a|one|each) (euro|dollar|pound|yen|franc|rouble|ruble|yuan|krona|peso)\b"
)
_EVERY: Final = re.compile(r"\s*(?:of|in|out of) (every (?:[\w-]+ ?){1,5}?)(?=$|[,.;]| (?:is|are|was|were|has|have)\b)")
_AGO: Final = re.compile(r" (?:ago|earlier|before|later|previously)\b")
_COMPARED: Final = re.compile(r" as (?:[\w'’-]+ ){1,8}?as ([^,.;\"”]+)")
_TIMES_WHAT: Final = re.compile(r"\s*((?:that|this|the|what|its|their|his|her)\b[^,.;\"”]*)")
_FRONTED: Final = re.compile(r"\W*(?:Of ((?:these|those|them|the [^,;]{3,60}))|Among ([^,;]{3,60})),", re.IGNORECASE)
_NEXT: Final = 3
"""Tokens from "one in five" to the plural noun it is a share of."""

_SHARES: Final = frozenset({"percent", "ratio"})
_SHARE_NOUNS: Final = frozenset({"share", "stake", "ownership", "proportion", "portion", "slice", "cut"})


def base_of(at: Site) -> tuple[str, str] | None:
    """Return the base of the figure in the text's words and the rule that found it, or None."""
    sentence, kind = at.figure.sentence, at.figure.kind
    end = at.figure.char_end - at.figure.sentence_start
    if kind in _SHARES:
        return _of_share(at, end)
    per = _PER_TIME.match(sentence, end) if kind in {"count", "duration", "money", "measure"} else None
    if per is not None and _AGO.match(sentence, per.end()):
        return None
    if per is None and kind in {"money", "measure"}:
        per = _RATE.match(sentence, end) or _EVERY.match(sentence, end)
        unit = _PER_WORD.match(sentence, end)
        if per is None and unit is not None and not _AGO.match(sentence, unit.end()):
            per = unit
    if per is None and kind == "measure":
        per = _PER_THING.match(sentence, end)
    if per is None and kind == "count":
        per = _IN_EACH.match(sentence, end)
    if per is not None:
        return per[1], "base.per"
    noun = object_of(at.head, "of") if kind == "count" and at.holds(at.head) else None
    if noun is not None and (noun.pos_ == "NUM" or any(c.dep_ == "nummod" for c in noun.children)):
        return full_phrase(at, noun), "base.part_of"
    return None


def _of_share(at: Site, end: int) -> tuple[str, str] | None:
    """Return the whole of a share: after `of`, in front of the sentence, or what a multiple is compared with."""
    if at.figure.unit == "x":
        compared = _COMPARED.match(at.figure.sentence, end) or _TIMES_WHAT.match(at.figure.sentence, end)
        return (compared[1].strip(), "base.compared") if compared else None
    noun = _whole(at)
    if noun is not None:
        return full_phrase(at, noun), "base.of"
    fronted = _FRONTED.match(at.figure.sentence)
    if fronted and fronted.end() <= at.figure.char_start - at.figure.sentence_start:
        return fronted[1] or fronted[2], "base.fronted"
    following = at.head.head
    if at.figure.kind == "ratio" and following.tag_ == "NNS" and at.last < following.i <= at.last + _NEXT:
        return full_phrase(at, following), "base.counted"
    return None


def _whole(at: Site) -> Token | None:
    """Return the noun after `of`, on the figure itself or on the share noun that it modifies."""
    for token in (at.head, *at.doc[at.first : at.last + 1]):
        found = object_of(token, "of")
        if found is not None and not at.holds(found):
            return found
    governor = at.head.head
    if governor.lower_ in _SHARE_NOUNS and at.head.dep_ in {"nummod", "compound", "amod", "nmod"}:
        return object_of(governor, "of")
    return None


def full_phrase(at: Site, noun: Token) -> str:
    """Return the noun phrase of `noun` with its determiner and possessor, up to the noun and a participle after it."""
    first = min((t.i for t in noun.subtree if t.i <= noun.i and not at.holds(t)), default=noun.i)
    while first < noun.i and any(at.holds(t) for t in at.doc[first : noun.i]):
        first += 1
    participle = next((c for c in noun.rights if c.dep_ == "acl" and c.i == noun.i + 1 and c.tag_ == "VBN"), None)
    last = participle.i if participle is not None and noun.pos_ == "NOUN" else noun.i
    while last + 2 < len(at.doc) and at.doc[last + 1].text == "-" and not at.doc[last].whitespace_:
        last += 2
    return at.text(first, last)
