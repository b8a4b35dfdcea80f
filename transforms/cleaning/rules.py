"""The reviewed rules for single lines (`seeds/line_rules.csv`), compiled into one expression a place.

A rule is a regular expression for a whole line shape. Placeholders in braces stand for `line_parts`, so that a rule
reads as what it means: `(?i)updated:? {date}`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from transforms.cleaning.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from transforms.lexicon import Row as SeedRow
    from transforms.records import Role

MAX_RULE_CHARS: Final = 320
"""Longer shapes are not matched: the longest furniture that one line can prove is a two-sentence appeal."""

PLACEHOLDER: Final = re.compile(r"\{([a-z]+)\}")


class RuleError(ValueError):
    """A line rule cannot be compiled: says which and why."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says about a line."""

    role: Role
    rule_id: str

    @property
    def group(self) -> str:
        """The class of the rule: what stands before the point of its id."""
        return self.rule_id.partition(".")[0]


def expand(pattern: str) -> str:
    """Return `pattern` with placeholders filled and a leading `(?i)` made local. Raises KeyError for an unknown one."""
    filled = PLACEHOLDER.sub(lambda m: f"(?:{PARTS[m.group(1)]})", pattern)
    return f"(?i:{filled[4:]})" if filled.startswith("(?i)") else f"(?:{filled})"


class RuleBook:
    """The rules of one place. Those without a marker form one expression, and its first branch that matches decides.

    A rule with markers is looked at only when one of them stands in the line: expressions that may begin with any text
    would otherwise be tried from every character of every paragraph. Those come after the single expression.
    """

    def __init__(self, rows: Iterable[SeedRow]) -> None:
        """Compile `rows`. Raises RuleError for a rule that has an unknown placeholder or a capturing group."""
        self._verdicts: list[Verdict] = []
        self._marked: list[tuple[re.Pattern[str], Verdict]] = []
        self._markers: dict[str, list[int]] = {}
        patterns: list[str] = []
        for row in rows:
            pattern, verdict = _compiled(row), Verdict(cast("Role", row["role"]), row["rule_id"])
            if row["marker"]:
                for marker in row["marker"].split("|"):
                    self._markers.setdefault(marker, []).append(len(self._marked))
                self._marked.append((re.compile(pattern), verdict))
            else:
                patterns.append(f"{pattern}()")
                self._verdicts.append(verdict)
        self._fullmatch = re.compile("|".join(patterns) or r"(?!)").fullmatch

    def match(self, shape: str) -> Verdict | None:
        """Return what the first matching rule says about a line of this shape, or None."""
        if not shape or len(shape) > MAX_RULE_CHARS:
            return None
        found = self._fullmatch(shape)
        if found:
            return self._verdicts[(found.lastindex or 1) - 1]
        folded = shape.casefold()
        candidates: set[int] = set()
        for marker, rules in self._markers.items():
            if marker in folded:
                candidates.update(rules)
        for i in sorted(candidates):
            pattern, verdict = self._marked[i]
            if pattern.fullmatch(shape):
                return verdict
        return None


def _compiled(row: SeedRow) -> str:
    try:
        pattern = expand(row["pattern"])
        groups = re.compile(pattern).groups
    except (KeyError, re.error) as error:
        raise RuleError(f"line rule {row['rule_id']}: {error} in {row['pattern']!r}") from error
    if groups:
        raise RuleError(f"line rule {row['rule_id']} captures: write (?:...) for (...)")
    return pattern
