"""Who an attribution names: the subject of the reporting verb in the words before or after what is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.context.antecedents import BODIES, OWN_KIND

if TYPE_CHECKING:
    from transforms.context.antecedents import Antecedents
    from transforms.context.names import Mention
    from transforms.context.scene import Scene

_POINTER: Final = re.compile(
    r"\b(?:he|she|it|I|(?:the|his|her|its|their) (?:[\w-]+ ){0,2}?[\w-]+)\b",
    re.IGNORECASE,
)
_UNNAMED: Final = re.compile(rf"\b(?:[Tt]he|[Ii]ts|[Tt]heir) ((?:[\w-]+ ){{0,3}}?(?:{OWN_KIND}|{BODIES}))$")
_ADVERBS: Final = re.compile(
    r"(?:\b(?:has|have|had|is|was|also|later|then|recently|earlier|once|never|further|still|again|quoted as|went on to|"
    r"\w+ly|on \w+day|this week|last week))\s*$"
)
_GOVERNED: Final = re.compile(r"\b(?:of|at|in|for|to|with|by|from|on)(?: the)? $", re.IGNORECASE)
_INVERTED: Final = re.compile(r"\s+(?:he|she|the|his|her|its|their)\b", re.IGNORECASE)
"""What may follow a verb of saying if its subject does: "said the minister", but not "said it would"."""

_LOCATED: Final = re.compile(r"\b(?:in|near|around|across|outside|over|on)(?: the)? $")
"""What stands before a place: who speaks there is somebody else."""

_MODIFIES: Final = re.compile(r" ([a-z]+) ?")
_VOICE: Final = re.compile(
    r"spokes\w+|officials?|executives?|managers?|bosses|staff|representatives?|lawyers?|data|figures|reports?|surveys?|polls?|statistics|estimates"
)
_SPEAKING: Final = re.compile(
    rf"{OWN_KIND}|{BODIES}|\w+(?:ers|ors|ists|cians|men|women)|authorities|mayor|governor|minister"
)
_STOP: Final = re.compile(r"[,:]")


class Attributions:
    """Reads attributions in the raw text of one document."""

    def __init__(self, scene: Scene, antecedents: Antecedents) -> None:
        self._scene = scene
        self._antecedents = antecedents

    def said_after(self, start: int, end: int) -> str | None:
        """Return the subject of the reporting verb in what follows a quote: ", said X" or " X told Y"."""
        verb = self._scene.verbs.search(self._scene.text, start, end)
        if not verb:
            return None
        if not self._scene.text[start : verb.start()].strip(" ,.?!\"'”’"):
            return self.inverted(verb.end(), end)
        if len(self._scene.text[start : verb.start()]) > 160 or self._scene.text[start:].lstrip(" ,\"'”’")[:4] in {
            "and ",
            "but ",
            "who ",
        }:
            return None
        return self.subject_before(start, verb.start())

    def inverted(self, start: int, end: int) -> str | None:
        """Return who follows a verb: a name, also in apposition ("said its commander, Ada Oke"), up to a comma."""
        cut = _STOP.search(self._scene.text, start, end)
        stop = cut.start() if cut else end
        named = next(iter(self._scene.names.within(stop, min(end, stop + 40))), None)
        if named is not None and not self._scene.names.within(start, stop) and named.start <= stop + 3:
            return self._antecedents.of_mention(named)
        return self._first_named(start, stop, pointers=_INVERTED)

    def said_before(self, start: int, end: int) -> str | None:
        """Return the subject of the last reporting verb in what leads up to a quote: "X said: "."""
        found = list(self._scene.verbs.finditer(self._scene.text, start, end))
        by_source = re.compile(r"according to ([^,]+)", re.IGNORECASE).search(self._scene.text, start, end)
        if by_source:
            return self._first_named(by_source.start(1), by_source.end(1))
        for verb in reversed(found):
            participle = verb.group().endswith("ing") and self._scene.text[start : verb.start()].rstrip().endswith(",")
            subject = self._first_free(start, verb.start()) if participle else self.subject_before(start, verb.start())
            if subject:
                return subject
        return None

    def subject_before(self, start: int, end: int) -> str | None:
        """Return whoever stands right before a verb at `end`, past adverbs and an apposition set off by commas."""
        stop = end
        while (trimmed := _ADVERBS.sub("", self._scene.text[start:stop]).rstrip()) and start + len(trimmed) != stop:
            stop = start + len(trimmed)
        if self._scene.text[start:stop].endswith(","):
            comma = self._scene.text.rfind(",", start, stop - 1)
            apposed = self._scene.names.within(comma, stop) if comma > start else ()
            if apposed and not self._scene.names.within(start, comma) and apposed[0].start <= comma + 2:
                return self._antecedents.of_mention(apposed[0])
            stop = comma if comma > start else stop - 1
        breaks = max((self._scene.text.rfind(mark, start, stop) for mark in ";:—–"), default=-1)
        begin = max(start, breaks + 1)
        unnamed = _UNNAMED.search(self._scene.text, begin, stop)
        if unnamed and not self._scene.names.within(unnamed.start(), unnamed.end()):
            return self._antecedents.resolve(unnamed.group(), unnamed.start()) or unnamed[1]
        return self._last_named(begin, stop)

    def _first_free(self, start: int, end: int) -> str | None:
        """Return the subject of the sentence a participle hangs on: its first name that no preposition governs."""
        mentions = [
            m for m in self._scene.names.within(start, end) if not _GOVERNED.search(self._scene.text[start : m.start])
        ]
        return self._antecedents.of_mention(mentions[0]) if mentions else self._pointed(start, end)

    def _first_named(self, start: int, end: int, pointers: re.Pattern[str] | None = None) -> str | None:
        mentions = [m for m in self._scene.names.within(start, end) if m.kind != "place"]
        people = [m for m in mentions if m.kind == "person"]
        pick = next(iter(people or [m for m in mentions if m.kind != "role"] or mentions), None)
        if pick is not None:
            return self._antecedents.of_mention(pick)
        return self._pointed(start, end) if pointers is None or pointers.match(self._scene.text, start, end) else None

    def _last_named(self, start: int, end: int) -> str | None:
        mentions = [m for m in self._scene.names.within(start, end) if m.kind != "place" or m.end == end]
        mentions = [m for m in mentions if not _LOCATED.search(self._scene.text[start : m.start])]
        free = [m for m in mentions if not _GOVERNED.search(self._scene.text[start : m.start])]
        pick = (free or mentions)[-1] if mentions else None
        pointer = self._pointed(pick.end if pick else start, end)
        if pointer:
            return pointer
        return self._as_subject(pick, end) if pick else None

    def _as_subject(self, mention: Mention, end: int) -> str | None:
        """Return who speaks at `end` where `mention` is the last name before: it, "Marlow police", or an unnamed thing.

        A name that only tells which thing is meant ("crews at the Marlow fire said") says nothing.
        """
        name = self._antecedents.of_mention(mention)
        modified = _MODIFIES.fullmatch(self._scene.text, mention.end, end)
        if modified is not None and modified[1] == "poll":
            return f"{name} poll"
        if modified is None or mention.kind == "person" or _VOICE.fullmatch(modified[1]):
            return name
        return f"{name} {modified[1]}" if _SPEAKING.fullmatch(modified[1]) else None

    def _pointed(self, start: int, end: int) -> str | None:
        for match in reversed(list(_POINTER.finditer(self._scene.text, start, end))):
            found = self._antecedents.resolve(match.group(), match.start())
            if found:
                return found
        return None
