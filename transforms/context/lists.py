"""Figures in lists: "Oke: 306" under a line that says what is listed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from transforms.context.discourse import Discourse
    from transforms.context.legacy import RelatedFigure as Figure

_ITEM: Final = re.compile(r"^[\s•*·-]*(?P<label>[A-Z][^:.!?\d]{0,40}?)\s*[:–—-]\s*[+\-–]?\s*$")
_HEADING: Final = re.compile(r"^[^.!?]{3,80}:\s*$|^Ave\.[^.!?]{3,80}:\s*$")
_COUNTING: Final = re.compile(
    r"^(?:the\s+)?(?:total\s+)?(?:number|ave\.?|average|share|percentage|amount|total) (?:of\s+)?| totals?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """What a list item says about its figure: the label in front of it, and the heading of its list."""

    label: str
    heading: str | None


class ListReader:
    """Reads list items of one document."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._lines = discourse.scene.lines
        self._index = {line.n: i for i, line in enumerate(discourse.scene.lines)}

    def read(self, figure: Figure) -> Item | None:
        """Return the label and heading if the figure is all that follows a label on its line, else None."""
        i = self._index.get(figure.line_n)
        if i is None:
            return None
        line = self._lines[i]
        match = _ITEM.match(self._discourse.text[line.char_start : figure.char_start])
        rest = self._discourse.text[figure.char_end : line.char_end]
        if not match or len(rest.split()) > 2:
            return None
        mentions = self._discourse.names.within(line.char_start, figure.char_start)
        label = match["label"].strip()
        if mentions and " and " not in label:
            label = self._discourse.antecedents.of_mention(mentions[-1])
        return Item(label, self._heading(i))

    def _heading(self, i: int) -> str | None:
        for line in reversed(self._lines[max(0, i - 12) : i]):
            text = line.text.strip()
            if _HEADING.match(text):
                return _COUNTING.sub("", text.rstrip(": ")) or text.rstrip(": ")
            if len(text) > 60:
                return None
        return None
