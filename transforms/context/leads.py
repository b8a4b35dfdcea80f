"""Unquoted blocks that a line hands over to somebody: "According to the board:", "Ada Oke reports:"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from transforms.context.antecedents import Antecedents
    from transforms.context.attributions import Attributions
    from transforms.context.scene import Scene
    from transforms.records import Line

_BLOCK: Final = 8
"""Lines: how long an unquoted block after "X reports:" may run before it is the outlet's own text again."""

_LIST_ITEM: Final = re.compile(r"^(?:[^.!?]|\.(?=\d)|(?<=^Ave)\.){1,60}$")
_ITEM: Final = re.compile(r"\s*(?:\d{1,2}[.)]|[•*–-])\s+[A-Z][a-z]+\b")
_DEMANDS: Final = re.compile(
    r"\b(?:proposals?|propos(?:es|ed)|demands?|demanded|recommend\w*|call(?:s|ed|ing)? (?:for|on)|urg(?:es|ed)|"
    r"requests?|asks?|asked|wants?|should|must)\b",
    re.IGNORECASE,
)


class LeadIns:
    """Reads the lead-ins of one document."""

    def __init__(self, scene: Scene, antecedents: Antecedents, attributions: Attributions) -> None:
        self._scene = scene
        self._antecedents = antecedents
        self._attributions = attributions

    def of_line(self, line_n: int) -> str | None:
        """Return who an unquoted block was given to by a line that ends in a colon: "According to X:", "X reports:".

        The block ends at a line that names that speaker again or has a reporting verb of its own, and list items go on.
        """
        i = self._scene.index.get(line_n)
        if i is None:
            return None
        for back in range(i - 1, -1, -1):
            line = self._scene.lines[back]
            if self._reports(line):
                return self._attributions.said_before(line.char_start, line.char_end) if self._holds(back, i) else None
        return None

    def demands_of(self, line_n: int) -> tuple[str | None, bool]:
        """Return who makes the demands that line `line_n` is one of, if known, and whether it is one of any.

        A list of demands stands under a line with a word for them and a colon; each item begins with what to do.
        """
        i = self._scene.index.get(line_n)
        if i is None or not _ITEM.match(self._scene.lines[i].text):
            return None, False
        for line in reversed(self._scene.lines[max(0, i - _BLOCK) : i]):
            if _ITEM.match(line.text):
                continue
            if not (line.text.rstrip().endswith(":") and _DEMANDS.search(line.text)):
                return None, False
            named = [m for m in self._scene.names.within(line.char_start, line.char_end) if m.kind != "place"]
            return (self._antecedents.of_mention(named[0]) if named else None), True
        return None, False

    def _reports(self, line: Line) -> bool:
        """Tell whether a line hands over to somebody: "X reports:", "According to X, ...:", "In a post X says ...:"."""
        text = line.text.rstrip()
        if not text.endswith(":"):
            return False
        found = list(self._scene.verbs.finditer(text))
        sudden = bool(found) and found[-1].end() >= len(text) - 1
        return sudden or text.casefold().startswith("according to") or (bool(found) and not _LIST_ITEM.match(text))

    def _attributes(self, line: Line) -> bool:
        """Tell whether a line has a name right before a reporting verb: then it is somebody else's turn."""
        for verb in self._scene.verbs.finditer(self._scene.text, line.char_start, line.char_end):
            near = self._scene.names.within(max(line.char_start, verb.start() - 40), verb.start())
            if near and verb.start() - near[-1].end < 12:
                return True
        return False

    def _holds(self, lead: int, at: int) -> bool:
        """Tell whether the block after line `lead` still goes on at line `at`."""
        speaker = self._attributions.said_before(self._scene.lines[lead].char_start, self._scene.lines[lead].char_end)
        if not speaker:
            return False
        long_lines = 0
        for line in self._scene.lines[lead + 1 : at + 1]:
            if _LIST_ITEM.match(line.text.strip()):
                continue
            long_lines += 1
            named = {self._antecedents.of_mention(m) for m in self._scene.names.within(line.char_start, line.char_end)}
            quoted = self._scene.quote_at(line.char_start + 1, line.char_start + 2)
            if speaker in named or quoted or self._attributes(line) or long_lines > _BLOCK:
                return False
        return True
