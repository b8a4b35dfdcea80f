"""Measures said without a verb that takes the figure: ages, dimensions ("42 metres tall"), and "up 4%" in passing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.context.counted import Reading
from transforms.context.syntax import child, clause_verb, noun_phrase

if TYPE_CHECKING:
    from transforms.context.syntax import Site

_DIMENSIONED: Final = frozenset({"measure", "duration", "percent", "ratio", "money"})
_MOVABLE: Final = frozenset({"percent", "percentage_point", "money", "measure"})
_FLAT: Final = frozenset({"long", "high", "wide", "deep"})
"""Adjectives that serve as adverbs too, which is how the parser tends to read them."""

_WAYS: Final = frozenset({"higher", "lower"})
_NO_DIMENSIONS: Final = frozenset({"much", "many", "more", "less", "such", "due", "worth", "likely", "old"})
_COUNTING: Final = frozenset({"nummod", "compound", "amod"})
_MOVED: Final = re.compile(
    r"(?:^|[,;(–—-]\s*)(?:up|down)(?: (?:by|from|to|about|around|almost|nearly|some|just|over))*\s*$", re.IGNORECASE
)
_LIFTED: Final = re.compile(
    r"\b(?:to|of|will|would|should|must) (?:rais[ei]\w*|increas[ei]\w*|hik[ei]\w*|lift\w*|boost\w*|cut\w*|"
    r"reduc[ei]\w*|lower\w*|slash\w*)"
    r" (?:its |their |his |her |our |the )?((?:[a-z-]+ ){0,3}?[a-z-]+) (?:to|by|from|below|above)"
    r" (?:(?:at least|at most|more than|less than|around|about|nearly|almost|up to|over|under|just|some|a|an) )*$"
)
_COMPARED: Final = re.compile(
    r"\b(?:compared|in comparison|versus|against|vs\.?|"
    r"(?:up|down|rising|falling|risen|fallen|increasing|decreasing) from|"
    r"(?:more|less|higher|lower|fewer|better|worse|faster|slower) than(?= the| a)|"
    r"(?:above|below|beating|ahead of|short of)(?= the [$£€]?$))"
    r"(?: (?:with|to))?(?: (?:just|only|about|around|some|nearly|almost|over|under|the|an?|a previous|the previous|"
    r"a normal|an average|a forecast|a target) ?(?:of)?)*\s*$",
    re.IGNORECASE,
)
"""What stands before a figure that is only there to be compared with the one before it."""

_HEADLINE: Final = re.compile(
    r"^\W*((?:(?!(?:is|are|was|were|be|been|go|went) )[\w'’&-]+ ){1,4}?)(?:up|down)(?: by)?\s*$"
)


def aside(at: Site, before: Reading | None) -> Reading | None:
    """Return the measure of a figure that no verb takes; `before` is what the figure before it measured."""
    if _is_bare_age(at):
        return Reading("", "measure.age", next((t for t in reversed(at.doc[: at.first]) if t.pos_ == "PROPN"), None))
    if at.head.head.lower_ == "worth":
        return Reading("worth", "measure.dimension", at.head.head)
    return _driven(at) or _dimension(at) or _moved(at, before) or _lifted(at)


def _is_bare_age(at: Site) -> bool:
    """Tell whether the figure is an age in apposition ("Ada Oke, 61, a baker"): its measure goes without saying."""
    sentence, start = at.figure.sentence, at.figure.char_start - at.figure.sentence_start
    before = re.search(r"[A-Z][\w'’-]+, (?:aged )?$", sentence[:start]) is not None
    after = sentence[start + len(at.figure.surface) :].lstrip()[:1]
    return at.figure.kind == "duration" and before and after in {",", ".", ""} and at.figure.surface.isdigit()


def _dimension(at: Site) -> Reading | None:
    """Return the adjective the figure measures: "42 metres tall", "80 per cent full", "twice as bright"."""
    rest = at.doc[at.last + 1 : at.last + 4]
    if at.figure.kind == "ratio" and len(rest) > 1 and rest[0].lower_ == "as":
        rest = rest[1:]
    if not rest or at.figure.kind not in _DIMENSIONED or rest[0].lower_ in _NO_DIMENSIONS:
        return None
    said = rest[0].tag_ == "JJ" or (rest[0].tag_ == "RB" and rest[0].lower_ in _FLAT)
    attributive = len(rest) > 1 and rest[1].pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}
    if said and not attributive:
        return Reading(rest[0].text, "measure.dimension", rest[0])
    return None


def _driven(at: Site) -> Reading | None:
    """Return what something moves by the figure: "pushed fares 4% higher", "sent the index 3% lower"."""
    way = at.head.head
    if at.head.dep_ != "npadvmod" or at.figure.kind not in _MOVABLE or way.lower_ not in _WAYS:
        return None
    verb = clause_verb(way)
    moved = child(verb, "dobj", "dative") if verb is not None else None
    if moved is None or moved.pos_ not in {"NOUN", "PROPN"} or moved.i > at.first:
        return None
    if any(t.text == "," for t in at.doc[moved.i : at.first]):
        return None
    return Reading(noun_phrase(at, moved), "measure.driven", moved)


def _lifted(at: Site) -> Reading | None:
    """Return what is to be raised or cut right before the figure ("to hike spending to 5%"), which needs no parse."""
    front = at.figure.sentence[: at.figure.char_start - at.figure.sentence_start]
    found = _LIFTED.search(front)
    span = at.doc.covering(*found.span(1)) if found else []
    if found is None or not span or span[-1].pos_ not in {"NOUN", "PROPN"}:
        return None
    return Reading(found[1], "measure.lifted", span[-1])


def _moved(at: Site, before: Reading | None) -> Reading | None:
    """Return what "up 4%" after a comma or in a headline is about: the measure before it, or the words in front."""
    front = at.figure.sentence[: at.figure.char_start - at.figure.sentence_start]
    headline = _HEADLINE.match(front)
    if headline:
        return Reading(headline[1].strip(), "measure.headline", at.doc[0])
    if before is not None and _COMPARED.search(front) and (at.head.dep_ not in _COUNTING or at.figure.kind == "money"):
        return Reading(before.text, "measure.compared", before.anchor)
    if before is not None and _MOVED.search(front):
        return Reading(before.text, "measure.pronoun", before.anchor)
    way = at.doc[at.first - 1] if at.first > 1 else None
    thing = at.doc[at.first - 2] if way is not None and way.lower_ in {"up", "down"} else None
    if thing is not None and thing.pos_ == "NOUN" and thing.ent_type_ != "DATE" and at.figure.kind in _MOVABLE:
        return Reading(noun_phrase(at, thing), "measure.up_or_down", thing)
    return None
