"""Shares that a poll gives to parties and people: "put the Greens on 12%, the Liberals on 14%".

Such sentences name no quantity and list their names without verbs, so they are read by their words, not by the parse.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from transforms.context.discourse import Discourse
    from transforms.context.legacy import RelatedFigure as Figure

SUPPORT: Final = "support"
"""What a poll measures where its sentence does not say: the word news uses for it."""

POLL: Final = re.compile(
    r"\b(?:polls?|pollsters?|polling|surveys?|voting intentions?|respondents|those (?:asked|polled|surveyed))\b",
    re.IGNORECASE,
)
_GIVEN: Final = re.compile(
    r"\s+(?:(?:is|are|was|were|stands?|stood|polled|polling|unchanged|steady|down|up)\s+)?(?:(?:on|at|with|to)\s+)?"
    r"(?:(?:just|only|about|around|almost|nearly|some)\s+)*"
)
_GIVING: Final = re.compile(r"(?:\b(?:g[ia]ve[sn]?|giving|and)|,)\s+(?:the\s+)?$", re.IGNORECASE)
_OPINION: Final = re.compile(
    r"\b(?:view(?:s|ed)?|(?:dis)?approv(?:e|es|ed|al) of|(?:dis)?satisfied(?: \w+)? with|back(?:s|ed)?|trust(?:s|ed)?|"
    r"(?:optimistic|pessimistic|happy|unhappy|confident|satisfied)(?: and \w+)? (?:about|with|in))"
    r" (?:(?:President|Mr|Mrs|Ms|Dr|the way) )?(?:(him|her)\b)?",
    re.IGNORECASE,
)
_JUDGED: Final = re.compile(
    r"(?: of (?:the )?[a-z][a-z -]{3,40}?)? ((?:dis)?approved?|support(?:ed)?|oppose[sd]?|favou?r(?:ed)?|trust(?:ed)?|"
    r"(?:dis)?agreed?)\b"
)
_OFFICE: Final = re.compile(r"the [a-z]+(?: [a-z]+)?\b")
_NEAR: Final = 40
"""Characters: how long the name of the person asked about may be."""

_PLACED: Final = re.compile(r"\b(?:on|at|with|to)\s")


def polled(figure: Figure, discourse: Discourse) -> str | None:
    """Return the party or person a poll gives the share to, or None where the figure is no such share."""
    if figure.kind != "percent" or not POLL.search(figure.sentence):
        return None
    start, at = figure.sentence_start, figure.char_start
    named = [m for m in discourse.names.within(start, at) if m.kind != "role"]
    if not named or POLL.search(named[-1].text):
        return None
    last = named[-1]
    gap, front = discourse.text[last.end : at], discourse.text[start : last.start]
    if not _GIVEN.fullmatch(gap) or not (_PLACED.search(gap) or _GIVING.search(front)):
        return None
    return None if discourse.names.countries.is_place(last.text) else discourse.antecedents.of_mention(last)


def judged(figure: Figure) -> str | None:
    """Return the verb for what a share of people think ("27% of those asked approve of"), which needs no parse."""
    found = _JUDGED.match(figure.sentence, figure.char_end - figure.sentence_start)
    return found[1] if found is not None and figure.kind == "percent" else None


def approved(figure: Figure, discourse: Discourse, *, surveyed: bool) -> str | None:
    """Return the person whom a share of those asked approve of or not; `surveyed` says that a survey is summed up.

    Such a share is about that person; the group asked is only its base.
    """
    if not (surveyed or POLL.search(figure.sentence)):
        return None
    opinion = _OPINION.search(figure.sentence)
    if opinion is None:
        return None
    start = figure.sentence_start + opinion.end()
    if opinion[1]:
        return discourse.antecedents.resolve(opinion[1], figure.sentence_start + opinion.start(1))
    named = next(iter(discourse.names.within(start, start + _NEAR)), None)
    office = _OFFICE.match(discourse.text, start)
    if office is not None:
        return discourse.names.holder(office[0], start)
    near = named is not None and named.start == start
    return discourse.antecedents.of_mention(named) if near and named is not None and named.kind == "person" else None
