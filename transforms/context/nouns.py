"""What a noun beside a figure says is measured: itself, what it is a shell, goal, gauge or forecast of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.context.counted import Reading
from transforms.context.nearby import aimed_at, changed_in
from transforms.context.predicates import predicate_text
from transforms.context.syntax import Site, child, has_figure, noun_phrase, object_of, phrase_start

if TYPE_CHECKING:
    from transforms.context.parse import Token

_PORTIONS: Final = frozenset({"share", "stake", "slice", "portion"})
_GOALS: Final = frozenset({"target", "goal", "commitment", "pledge", "promise"})
_GAUGES: Final = frozenset({"measure", "measures", "gauge", "reading"})
"""Nouns for how something is measured: "the inflation measure" measures inflation."""

_FORECASTS: Final = frozenset(
    {"forecast", "forecasts", "estimate", "prediction", "projection", "outlook", "guidance", "hope"}
)
_MERE_ADJECTIVES: Final = frozenset({"annual", "further", "extra", "additional", "total", "net", "average"})
"""Adjectives that the parser takes for nouns before a bare figure ("rose an annual 6%")."""

TIMES: Final = re.compile(r"(?:year|month|week|day|hour|minute|decade|quarter|century|time|period)s?$")
_SHARES: Final = frozenset({"percent", "percentage_point", "ratio"})


_CHANCES: Final = frozenset({"chance", "chances", "probability", "likelihood", "odds", "risk", "possibility"})
"""Nouns for how likely something is; what may happen is not what a percentage beside them measures."""


def chance_of(noun: Token) -> Token | None:
    """Return the word for a chance that `noun` is, or is of: "the chance of a strike at 60%" measures the chance."""
    whole = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    return whole if whole.lower_ in _CHANCES else None


class NounReader:
    """Reads nouns; `shells` only say how much of something else, `moving` are the verbs of change and level."""

    def __init__(self, shells: frozenset[str], moving: frozenset[str]) -> None:
        self.shells = shells
        self._moving = moving

    def read(self, at: Site, noun: Token, before: Reading | None = None) -> Reading | None:
        """Read a noun the figure is an attribute or complement of; a shell noun passes on to what it is a shell of."""
        while noun.dep_ == "compound" and noun.head.pos_ == "NOUN" and noun.head.i > noun.i:
            noun = noun.head
        chance = chance_of(noun)
        if chance is not None and chance is not noun:
            return Reading(at.text(phrase_start(at, chance), noun.i), "measure.chance_of", chance)
        aimed = aimed_at(at, noun)
        if aimed is not None:
            return Reading(noun_phrase(at, aimed), "measure.aimed_at", aimed)
        inner = object_of(noun, "in", "of", "on")
        inner = None if inner is None or has_figure(at, inner) or inner.ent_type_ == "DATE" else inner
        if inner is None and noun.lower_ in self.shells and at.first > noun.i:
            inner = changed_in(at)
        if noun.lower_ in _PORTIONS and inner is not None and (child(inner, "relcl") or child(noun, "relcl")):
            return self._shell(at, noun, inner)
        if noun.lower_ in _PORTIONS and any(c.dep_ == "compound" and c.pos_ == "NOUN" for c in noun.lefts):
            return Reading(noun_phrase(at, noun), "measure.named_share", noun)
        if noun.lower_ in _PORTIONS or noun.lower_ in {"time", "times"}:
            return None
        if noun.lower_ in self.shells:
            return self._shell(at, noun, inner)
        if noun.lower_ in _GOALS:
            return self._goal(at, noun, before)
        return _foreseen(at, noun) or Reading(noun_phrase(at, noun), "measure.noun", noun)

    def _shell(self, at: Site, noun: Token, inner: Token | None) -> Reading | None:
        """Return what a shell noun is a shell of ("a rise in fares"), what its people do, or its own compound."""
        whose = inner is not None and at.figure.kind in _SHARES
        doing = child(inner, "relcl") or child(noun, "relcl") if whose and inner is not None else None
        text = predicate_text(at, doing) if doing is not None and not has_figure(at, doing) else ""
        if text:
            return Reading(text, "measure.share_who", doing)
        if inner is not None and inner.ent_type_ not in {"DATE", "GPE"} and not TIMES.match(inner.lower_):
            return Reading(noun_phrase(at, inner), "measure.inside_shell", inner)
        named = next((c for c in noun.lefts if c.dep_ == "compound" and c.pos_ == "NOUN" and not at.holds(c)), None)
        if named is None or named.lower_ in self.shells or TIMES.match(named.lower_):
            return None
        return Reading(noun_phrase(at, noun), "measure.named_shell", noun)

    def _goal(self, at: Site, noun: Token, before: Reading | None) -> Reading | None:
        """Return what a goal is for; one that is only reached passes on to what reached it."""
        compound = next((c for c in noun.lefts if c.dep_ == "compound" and not at.holds(c)), None)
        if compound is not None:
            return Reading(at.text(phrase_start(at, compound), compound.i), "measure.goal", noun)
        purpose = object_of(noun, "to", "for", "on")
        if purpose is not None and not has_figure(at, purpose):
            return Reading(noun_phrase(at, purpose), "measure.goal", noun)
        if at.head.head == noun and self._is_reached(noun):
            return None
        if before is not None:
            return Reading(before.text, "measure.goal", noun)
        return Reading(noun_phrase(at, noun), "measure.noun", noun)

    def _is_reached(self, goal: Token) -> bool:
        """Tell whether a goal is only what something gets to ("inflation reached the 2% target"): that is measured."""
        verb = goal.head if goal.dep_ == "dobj" else goal.head.head
        return goal.dep_ in {"dobj", "pobj"} and verb.lower_ in self._moving


def _foreseen(at: Site, noun: Token) -> Reading | None:
    """Return what a forecast foresees or a gauge measures: "the forecast for growth", "the inflation measure"."""
    foreseen = object_of(noun, "for", "of", "on") if noun.lower_ in _FORECASTS else None
    following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
    if foreseen is None and noun.lower_ in _FORECASTS and following.lower_ in {"for", "of"}:
        foreseen = child(following, "pobj")
    if foreseen is not None and foreseen.i < at.first and foreseen.pos_ == "NOUN" and foreseen.ent_type_ != "DATE":
        return Reading(noun_phrase(at, foreseen), "measure.foreseen", foreseen)
    compound = next((c for c in noun.lefts if c.dep_ == "compound" and c.pos_ == "NOUN"), None)
    if noun.lower_ in _GAUGES | _FORECASTS and compound is not None and not at.holds(compound):
        return Reading(at.text(phrase_start(at, compound), compound.i), "measure.gauge_of", noun)
    return None


def is_noun(token: Token) -> bool:
    """Tell whether a word can name what is measured: a noun that is not itself part of a number."""
    if token.text in {"%", "$", "£", "€"} or token.like_num or token.lower_ == "cent":
        return False
    if token.ent_type_ == "DATE" and token.pos_ == "PROPN":
        return False
    noun = token.pos_ == "ADJ" and token.dep_ in {"dobj", "pobj"} and token.lower_ not in _MERE_ADJECTIVES
    return noun or token.pos_ in {"NOUN", "PROPN"}
