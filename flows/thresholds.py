"""How sure a field of context must be for the views to show it: by the seeds, and by what a setting says else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.records import CONTEXT_FIELDS

if TYPE_CHECKING:
    from transforms.lexicon import Lexicon


def parse_thresholds(text: str) -> dict[str, float]:
    """Return the thresholds in `text`, such as `measure=0.5,subject=0.6`. Raises ValueError with what is wrong."""
    found: dict[str, float] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        field, _, share = (word.strip() for word in part.partition("="))
        if field not in CONTEXT_FIELDS:
            raise ValueError(f"{field!r} is none of {', '.join(CONTEXT_FIELDS)}")
        try:
            least = float(share)
        except ValueError:
            least = -1.0
        if not 0 <= least <= 1:
            raise ValueError(f"{field} has {share!r}, which is no share from 0 to 1")
        found[field] = least
    return found


def thresholds(lexicon: Lexicon, setting: str) -> dict[str, float]:
    """Return the threshold of every field: that of the setting, or else that of the seeds."""
    return {row["field"]: float(row["threshold"]) for row in lexicon.table("thresholds")} | parse_thresholds(setting)
