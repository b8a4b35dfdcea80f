"""Furniture that a page's text ran on behind a paragraph: "... – READ MORE", or a picture's label glued to the stop.

The paragraph stays and ends where the story does; what was cut stands between that place and the end of its line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.cleaning.rules import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transforms.lexicon import Row as SeedRow

REACH: Final = 200
"""Characters from the end of a line that are looked at: tails are short."""

LEAST_STORY: Final = 40
"""Characters of the paragraph that must stay; a line of less is furniture as a whole, or none at all."""

STOP: Final = r"(?<=[.!?…\"”’')\]])\s{0,3}"
DASH: Final = r"\s{0,3}[–—|>»•-]{1,3}\s{0,3}"


class TailBook:
    """The rules of scope `end`, each looked for only where its marker stands."""

    def __init__(self, rows: Iterable[SeedRow]) -> None:
        """Compile `rows`. Raises RuleError for a rule that cannot be compiled or has no marker."""
        self._rules: list[tuple[str, re.Pattern[str], str]] = []
        for row in rows:
            if not row["marker"]:
                raise RuleError(f"line rule {row['rule_id']}: a rule of scope end needs a marker")
            try:
                pattern = re.compile(rf"(?:{STOP}|{DASH})(?:{row['pattern']})\s*\Z")
            except re.error as error:
                raise RuleError(f"line rule {row['rule_id']}: {error} in {row['pattern']!r}") from error
            self._rules += [(marker, pattern, row["rule_id"]) for marker in row["marker"].split("|")]

    def cut(self, text: str) -> tuple[int, str] | None:
        """Return where the story of the line `text` ends and the rule that says so, None where it has no tail."""
        tail = text[-REACH:].casefold()
        for marker, pattern, rule_id in self._rules:
            if marker in tail:
                found = pattern.search(text, max(LEAST_STORY, len(text) - REACH))
                if found and found.start() >= LEAST_STORY:
                    return found.start(), rule_id
        return None
