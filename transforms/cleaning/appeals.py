"""Appeals in prose: paragraphs that ask the reader for money, an address or a membership, in whatever words; and
notices that say what may be done with the text.

No single word tells them from the story: politicians ask for support, charities take donations. What tells is several
kinds of cue in one paragraph that speaks to a reader about the publication itself and reports nobody's speech.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_CHARS: Final = 1200
"""An appeal of more is a letter from the editor, and worth a reader's own look."""

PUBLICATION: Final = re.compile(
    r"\b(?:journalis\w+|newsletters?|newsroom|our (?:site|website|paper|pages?|team|coverage|reporters?|editors?|work)"
    r"|this (?:site|website|newspaper|magazine|article|essay|story|piece|post|page|column|kind of (?:work|reporting))"
    r"|these pages|for reading|our readers?|readers like|no (?:owner|advertis\w+|paywall|shareholders)"
    r"|advertis(?:ers|ing)|independent (?:media|reporting|news)|reporting|in your inbox)\b",
    re.IGNORECASE,
)
REQUEST: Final = re.compile(
    r"\b(?:donat\w+|contribution|gift|subscri\w+|patrons?|members(?:hip)?\b|become (?:a|an|one of)|supporters?"
    r"|chip in|sign up|fund(?:ed|ing)? by|pay(?:s|ing)? for|paid for|support (?:us|our|this|independent)|helps? us"
    r"|assist us|newsletters?|back us|join us)|[£$€]\d[\d.]* (?:a|per) (?:week|month|year)",
    re.IGNORECASE,
)
STEMS: Final = (
    *("donat", "contribut", "gift", "subscri", "patron", "member", "become", "support", "chip in", "sign up", "fund"),
    *("pay", "paid", "help us", "helps us", "assist us", "newsletter", "back us", "join us", "week", "month", "year"),
)
"""One of these stands in every request: looked for first, as it is far cheaper than the expressions."""

READER: Final = re.compile(r"\b(?:you|your|you've|reader|readers)\b", re.IGNORECASE)
SELF: Final = re.compile(r"\b(?:we|us|our|ours)\b", re.IGNORECASE)
ADDRESS: Final = ("you", "reader", "we", " us", "our")
"""One of these stands wherever READER or SELF finds a word; an appeal by itself needs one of the two."""

CALL: Final = re.compile(
    r"(?:^|[.!?:,;] )(?:if you can,? )?(?:please|join|sign up|click|pass it on|share|give|support|help|become|subscribe"
    r"|donate|consider|add your|enter your|visit|follow|assist|back)\b",
    re.IGNORECASE,
)
SPEECH: Final = re.compile(r"^[\"“‘']|\b(?:said|says|told|according to|added|asked (?:him|her|them))\b")
NEEDED: Final = 4
NEEDED_IN_FURNITURE: Final = 3
"""Kinds of cue out of five; the two that name the publication and a request must be among them."""


LEGAL: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bcopyright(?:ed)?\b",
        r"\b(?:all )?rights reserved\b",
        r"\b(?:personal|private|non-?commercial)\b.{0,30}\buse\b",
        r"\b(?:terms (?:of|and) (?:use|service|conditions)|(?:subscriber|user|licen[cs]e) agreement|privacy policy)\b",
        r"\b(?:may not|cannot|must not|not to) be (?:re)?(?:published|produced|printed|used|distributed|copied)\b",
        r"\b(?:prior|written|express|without) (?:\w+ ){0,2}permission\b",
        r"\b(?:reprints?|licensing|syndication|registered trademarks?|governed by)\b",
    )
)
NOTICE_STEMS: Final = ("copyright", "rights reserved", "permission", "non-commercial", "noncommercial", "terms of use")
"""One of these stands in nearly every notice, and looking for them is cheap."""

NEEDED_IN_NOTICE: Final = 3
"""Kinds of legal cue in one paragraph; reports on a dispute over a text use one or two."""


def _holds(text: str, stems: Iterable[str]) -> bool:
    for stem in stems:  # noqa: SIM110 - asked of nearly every paragraph: a generator costs twice as much
        if stem in text:
            return True
    return False


def is_notice(text: str) -> bool:
    """Tell whether the paragraph `text` states the publisher's rights in the page."""
    folded = text.casefold()
    if len(text) > MAX_CHARS or not _holds(folded, NOTICE_STEMS) or SPEECH.search(text):
        return False
    return sum(cue.search(text) is not None for cue in LEGAL) >= NEEDED_IN_NOTICE


def is_appeal(text: str, *, in_furniture: bool = False) -> bool:
    """Tell whether the paragraph `text` speaks for the publication to its reader and asks for something.

    `in_furniture` says that furniture of that kind stands just above, so that less has to be shown.
    """
    if len(text) > MAX_CHARS:
        return False
    folded = text.casefold()
    if not in_furniture and not _holds(folded, ADDRESS):
        return False
    if not _holds(folded, STEMS) or SPEECH.search(text):
        return False
    if not (REQUEST.search(text) and PUBLICATION.search(text)):
        return False
    cues = 2 + sum(cue.search(text) is not None for cue in (READER, SELF, CALL))
    return cues >= (NEEDED_IN_FURNITURE if in_furniture else NEEDED)
