"""Whether the figures can be trusted, in plain words. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Level = Literal["good", "look", "bad"]


@dataclass(frozen=True, slots=True)
class Trust:
    """The verdict at the top of the page: how grave, in one line, and the points it rests on."""

    level: Level
    headline: str
    points: tuple[str, ...]


def some(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: `1 article`, `1,204 articles`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def trust(
    totals: Mapping[str, Any],
    last: Mapping[str, Any] | None,
    quality: Sequence[Mapping[str, Any]],
    earlier: Sequence[Mapping[str, Any]] = (),
) -> Trust:
    """Return the verdict on the database by its last run, and what the rules found in that and in earlier ones."""
    if last is None:
        return Trust("look", "Nothing was read yet.", ())
    if last["status"] in ("failed", "crashed"):
        return Trust(
            "bad",
            f"The last run {last['status']}: nothing of it is on this page.",
            (str(last["error"]), "What is shown is what earlier runs left."),
        )
    points = tuple(_points(totals, last, quality, earlier))
    rang = [rule for rule in quality if rule["status"] != "pass"]
    if any(rule["status"] == "error" for rule in rang):
        return Trust("bad", "Some checks could not be made.", points)
    if rang:
        held = len(quality) - len(rang)
        return Trust("look", f"{held} of {some(len(quality), 'check')} found nothing wrong; {len(rang)} did.", points)
    if not quality:
        return Trust("look", "Nothing was checked yet.", points)
    if earlier:
        broken = some(len(earlier), "check")
        headline = (
            f"All {some(len(quality), 'check')} of the last run found nothing wrong; in earlier runs {broken} did."
        )
        return Trust("look", headline, points)
    return Trust("good", f"All {some(len(quality), 'check')} found nothing wrong.", points)


def _points(
    totals: Mapping[str, Any],
    last: Mapping[str, Any],
    quality: Sequence[Mapping[str, Any]],
    earlier: Sequence[Mapping[str, Any]],
) -> list[str]:
    outcomes = {
        "new": "new",
        "unchanged": "known already",
        "duplicate": "the same as another",
        "rejected": "unreadable",
    }
    told = [f"{last[name]:,} {words}" for name, words in outcomes.items() if last[name]]
    points = [f"The last run looked at {some(last['read'], 'source')}: {', '.join(told) or 'nothing'}."]
    if last["candidates"]:
        points.append(
            f"In the new ones stood {some(last['candidates'] + last['not_figures'], 'number')}: "
            f"{some(last['accepted'], 'figure')}, {last['not_figures']:,} that are none (dates, times, names), and "
            f"{last['quarantined']:,} kept out, because they were not understood or broke a rule."
        )
        points.append("Each figure was found again, character by character, at the place in its article that it names.")
    for rule in quality:
        if rule["status"] == "error":
            points.append(f"“{rule['description']}” This could not be checked.")
        elif rule["status"] == "fail":
            if rule["table_name"] == "run":
                points.append(f"“{rule['description']}” The last run breaks this rule.")
                continue
            fate = "which are kept out" if rule["severity"] == "critical" else "which are shown all the same"
            points.append(
                f"“{rule['description']}” This rule is broken by {rule['failed']:,} of "
                f"{some(rule['checked'], 'row')}, {fate}."
            )
    points += [
        f"“{rule['description']}” {some(rule['failed'], 'row')} of earlier runs broke this rule when they were read."
        for rule in earlier
    ]
    if totals["refused"]:
        waiting = some(totals["refused"], "thing that was kept out waits", "things that were kept out wait")
        points.append(f"{waiting} for somebody to look at, with the reason.")
    points.append(
        "No check can tell whether a figure was understood as its writer meant it: whose it is, and of what. "
        "Open its row and read the sentence before you quote it."
    )
    return points
