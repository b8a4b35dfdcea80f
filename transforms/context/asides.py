"""Measures said without a verb that takes the figure: ages, dimensions ("42 metres tall"), and "up 4%" in passing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.context.counted import Reading

if TYPE_CHECKING:
    from transforms.context.syntax import Site

_TIED: Final = frozenset({"advmod", "npadvmod", "nmod", "quantmod", "det", "predet", "amod", "nummod"})
_MOVED: Final = re.compile(
    r"(?:^|[,;(–—-]\s*)(?:up|down)(?: (?:by|from|to|about|around|almost|nearly|some|just|over))*\s*$", re.IGNORECASE
)
_HEADLINE: Final = re.compile(r"^\W*((?:[\w'’&-]+ ){1,4}?)(?:up|down)(?: by)?\s*$")


def aside(at: Site, before: Reading | None) -> Reading | None:
    """Return the measure of a figure that no verb takes; `before` is what the figure before it measured."""
    if _is_bare_age(at):
        return Reading("", "measure.age", next((t for t in reversed(at.doc[: at.first]) if t.pos_ == "PROPN"), None))
    return _dimension(at) or _moved(at, before)


def _is_bare_age(at: Site) -> bool:
    """Tell whether the figure is an age in apposition ("Ada Oke, 61, a baker"): its measure goes without saying."""
    sentence, start = at.figure.sentence, at.figure.char_start - at.figure.sentence_start
    before = re.search(r"[A-Z][\w'’-]+, (?:aged )?$", sentence[:start]) is not None
    after = sentence[start + len(at.figure.surface) :].lstrip()[:1]
    return at.figure.kind == "duration" and before and after in {",", ".", ""} and at.figure.surface.isdigit()


def _dimension(at: Site) -> Reading | None:
    """Return the adjective the figure measures: "42 metres tall", "80 per cent full", "twice as bright"."""
    token = at.head
    while token.dep_ in _TIED and token.head != token:
        token = token.head
        if token.pos_ == "ADJ" and token.tag_ == "JJ" and token.i > at.last and token.dep_ not in _TIED:
            return Reading(token.text, "measure.dimension", token)
        if token.lower_ == "worth":
            return Reading("worth", "measure.dimension", token)
    return None


def _moved(at: Site, before: Reading | None) -> Reading | None:
    """Return what "up 4%" after a comma or in a headline is about: the measure before it, or the words in front."""
    front = at.figure.sentence[: at.figure.char_start - at.figure.sentence_start]
    headline = _HEADLINE.match(front)
    if headline:
        return Reading(headline[1].strip(), "measure.headline", at.doc[0])
    if before is not None and _MOVED.search(front):
        return Reading(before.text, "measure.pronoun", before.anchor)
    return None
