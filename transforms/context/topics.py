"""What company a story is about: the first it names of those it names most often."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from transforms.context.scene import Scene

_COMPANY_LEAD: Final = 3
_TWICE: Final = 2
"""Sentences among which the company of a business story is first named, and how often it is named at least."""


def topic_company(scene: Scene) -> str | None:
    """Return the organization a business story is about: the first it names of those it names about most often."""
    spans, names = scene.spans, scene.names
    if not spans:
        return None
    lead = names.within(spans[0].start, spans[min(_COMPANY_LEAD, len(spans)) - 1].end)
    bodies = [m for m in lead if m.kind in {"organization", "name"} and not names.is_person(m.text)]
    everywhere = Counter(names.full(m.text) for m in names.within(spans[0].start, spans[-1].end))
    named = {names.full(m.text): everywhere[names.full(m.text)] for m in bodies}
    often = max(_TWICE, (max(named.values(), default=0) + 1) // 2)
    return next((name for name in named if named[name] >= often), None)
