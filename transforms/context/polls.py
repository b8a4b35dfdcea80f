"""Shares that a poll gives to parties and people: "put the Greens on 12%, the Liberals on 14%".

Such sentences name no quantity and list their names without verbs, so they are read by their words, not by the parse.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from transforms.context.discourse import Discourse
    from transforms.records import Figure

SUPPORT: Final = "support"
"""What a poll measures where its sentence does not say: the word news uses for it."""

POLL: Final = re.compile(r"\b(?:polls?|pollsters?|polling|surveys?|voting intentions?)\b", re.IGNORECASE)
_GIVEN: Final = re.compile(
    r"\s+(?:(?:is|are|was|were|stands?|stood|polled|polling|unchanged|steady|down|up)\s+)?(?:(?:on|at|with|to)\s+)?"
    r"(?:(?:just|only|about|around|almost|nearly|some)\s+)*"
)
_GIVING: Final = re.compile(r"\b(?:g[ia]ve[sn]?|giving|and|,)\s+(?:the\s+)?$", re.IGNORECASE)
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
