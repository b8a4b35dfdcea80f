"""A run against what is known of its outlets: a page that changed its template, or a broken rule, shows there first.

Only outlets with enough articles on both sides are compared, and only great differences ring: a quiet week is no fault.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from expectations.casualties import Death
    from expectations.confidence import Average
    from expectations.tables import Frames

FEWEST_NOW: Final = 5
FEWEST_BEFORE: Final = 10
"""Articles of an outlet, in the run and before it, from which its shares mean something."""

SHARE_CHANGED: Final = 0.25
"""A share of lines or figures that moved by a quarter: a judgement, to be held against outlets once they are known."""

TIMES_CHANGED: Final = 3.0
"""Figures an article that grew or shrank to a third."""

DAYS_OLDER: Final = 30
"""An outlet whose newest article is a month older than the newest one known of it is read from an old copy."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was counted of an outlet: articles, their lines, those that are boilerplate, figures, those refused.

    `newest` is the newest day of publication, ISO 8601.
    """

    documents: int
    lines: int
    boilerplate: int
    figures: int
    refused: int = 0
    newest: str | None = None

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Seen:
        """Return what `seen_by_outlet` counted of one outlet."""
        return cls(
            documents=counts["documents"],
            lines=counts["lines"],
            boilerplate=counts["boilerplate"],
            figures=counts["figures"],
            refused=counts["refused"],
        )

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
    """What is known from before a run: its outlets, the dead they counted, how sure the last runs were of context."""

    outlets: Mapping[str, Seen]
    deaths: tuple[Death, ...] = ()
    confidence: Mapping[str, Average] = field(default_factory=dict)


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


def newest_by_outlet(frames: Frames) -> dict[str, str]:
    """Return the newest day of publication of each outlet that has one, ISO 8601."""
    columns = (frames.documents[name] for name in ("outlet", "published"))
    found: dict[str, str] = {}
    for outlet, day in zip(*columns, strict=True):
        if isinstance(outlet, str) and isinstance(day, str) and is_day(day):
            found[outlet] = max(day, found.get(outlet, day))
    return found


def changes(now: Mapping[str, Counter[str]], newest: Mapping[str, str], history: History) -> dict[str, str | None]:
    """Return for each comparison the outlets that changed, in words, None where none did."""
    pairs = [
        (outlet, Seen.of(counts), before)
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
        "outlets_stale": "; ".join(_stale((outlet, newest.get(outlet), before) for outlet, _, before in pairs)) or None,
    }


def _stale(outlets: Iterable[tuple[str, str | None, Seen]]) -> Iterator[str]:
    for outlet, day, before in outlets:
        if day and before.newest and (date.fromisoformat(before.newest) - date.fromisoformat(day)).days > DAYS_OLDER:
            yield f"{outlet}: {day}, before {before.newest}"


def _shares_differ(one: float, other: float) -> bool:
    return abs(one - other) > SHARE_CHANGED


def _times_differ(one: float, other: float) -> bool:
    return max(one, other) > TIMES_CHANGED * max(min(one, other), 1 / TIMES_CHANGED)


def is_day(text: str) -> bool:
    """Return whether `text` is a day of ISO 8601 that exists."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
