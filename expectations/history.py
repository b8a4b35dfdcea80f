"""A run against what is known of its outlets: a page that changed its template, or a broken rule, shows there first.

Only outlets with enough articles on both sides are compared, and only great differences ring: a quiet week is no fault.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from expectations.casualties import Death
    from expectations.tables import Frames

FEWEST_NOW: Final = 5
FEWEST_BEFORE: Final = 10
"""Articles of an outlet, in the run and before it, from which its shares mean something."""

SHARE_CHANGED: Final = 0.25
"""A share of lines or figures that moved by a quarter: measured on real outlets, weeks differ by a tenth."""

TIMES_CHANGED: Final = 3.0
"""Figures an article that grew or shrank to a third."""

DAYS_OLDER: Final = 30
"""A run whose newest article is a month older than the newest one known reads an old copy of its sources."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was counted of an outlet: articles, their lines, those that are boilerplate, figures, those refused."""

    documents: int
    lines: int
    boilerplate: int
    figures: int
    refused: int = 0

    def share_of_boilerplate(self) -> float | None:
        """Return the share of lines that are boilerplate."""
        return self.boilerplate / self.lines if self.lines else None

    def share_refused(self) -> float | None:
        """Return the share of figures that were refused."""
        return self.refused / self.figures if self.figures else None

    def figures_an_article(self) -> float | None:
        """Return the mean number of figures in an article."""
        return self.figures / self.documents if self.documents else None


@dataclass(frozen=True, slots=True)
class History:
    """What is known from before a run: its outlets, the newest day of publication (ISO 8601), the dead it counted."""

    outlets: Mapping[str, Seen]
    newest: str | None = None
    deaths: tuple[Death, ...] = ()


NOTHING_KNOWN: Final = History({})


def seen_by_outlet(frames: Frames, refused: Iterable[int]) -> dict[str, Counter[str]]:
    """Return what is counted of each outlet of `frames`, to be added up; `refused` are positions in the figures."""
    documents = frames.documents[frames.documents["outlet"].notna()]
    outlet_of = dict(zip(documents["doc_id"], documents["outlet"], strict=True))
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for outlet in documents["outlet"]:
        found[outlet]["documents"] += 1
    for doc_id, role in zip(frames.lines["doc_id"], frames.lines["role"], strict=True):
        if doc_id in outlet_of:
            found[outlet_of[doc_id]].update(lines=1, boilerplate=int(role == "boilerplate"))
    broken = set(refused)
    for row, doc_id in enumerate(frames.figures["doc_id"]):
        if doc_id in outlet_of:
            found[outlet_of[doc_id]].update(figures=1, refused=int(row in broken))
    return found


def changes(now: Mapping[str, Counter[str]], history: History) -> dict[str, str | None]:
    """Return for each comparison the outlets that changed, in words, None where none did."""
    pairs = [
        (outlet, Seen(*(counts[name] for name in ("documents", "lines", "boilerplate", "figures", "refused"))), before)
        for outlet, counts in sorted(now.items())
        if (before := history.outlets.get(outlet)) and before.documents >= FEWEST_BEFORE
        and counts["documents"] >= FEWEST_NOW
    ]  # fmt: skip

    def told(measure: Callable[[Seen], float | None], differ: Callable[[float, float], bool], form: str) -> str | None:
        words = []
        for outlet, seen, before in pairs:
            one, other = measure(seen), measure(before)
            if one is not None and other is not None and differ(one, other):
                words.append(f"{outlet}: {one:{form}}, before {other:{form}}")
        return "; ".join(words) or None

    return {
        "outlets_other_boilerplate": told(Seen.share_of_boilerplate, _shares_differ, ".0%"),
        "outlets_other_refusals": told(Seen.share_refused, _shares_differ, ".0%"),
        "outlets_other_figures": told(Seen.figures_an_article, _times_differ, ".1f"),
    }


def _shares_differ(one: float, other: float) -> bool:
    return abs(one - other) > SHARE_CHANGED


def _times_differ(one: float, other: float) -> bool:
    return max(one, other) > TIMES_CHANGED * max(min(one, other), 1 / TIMES_CHANGED)


def days_between(newest: str | None, known: str | None) -> float | None:
    """Return how many days `newest` is older than `known`, None where one is not there; both ISO 8601 days."""
    if newest is None or known is None:
        return None
    return float((date.fromisoformat(known) - date.fromisoformat(newest)).days)
