"""What country a story is about: that of its headline or first paragraphs, or the one it names all through."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from transforms.context.countries import Countries
    from transforms.context.discourse import Discourse
    from transforms.context.scene import Scene

_LEAD_SENTENCES: Final = 6
"""Sentences: the country a story is about is named in its headline or first paragraphs, or all through it."""
_COMPANY_LEAD: Final = 3
_TWICE: Final = 2
"""Sentences among which the company of a business story is first named, and how often it is named at least."""

_OFTEN: Final = 3
_MOSTLY: Final = 0.6
"""A country named this often, and in this share of all mentions of countries, is what an economic story is about."""


def topic_country(discourse: Discourse, countries: Countries) -> str | None:
    """Return the country the story is about: the only one its first sentences name, or by far the most named."""
    spans = discourse.scene.spans
    end = spans[min(_LEAD_SENTENCES, len(spans)) - 1].end
    lead = _countries_in(discourse, countries, spans[0].start, end, adjectives=False)
    if len(lead) == 1:
        return commonest_names(discourse, countries)[next(iter(lead))]
    whole = _countries_in(discourse, countries, spans[0].start, spans[-1].end)
    total = sum(len(names) for names in whole.values())
    most = max(whole.values(), key=len, default=[])
    return _commonest(most) if len(most) >= _OFTEN and len(most) >= _MOSTLY * total else None


def commonest_names(discourse: Discourse, countries: Countries) -> dict[str, str]:
    """Return, by code, the name the story calls each country by most often: `UK`, or `Britain`."""
    spans = discourse.scene.spans
    found = _countries_in(discourse, countries, spans[0].start, spans[-1].end)
    return {code: _commonest(names) for code, names in found.items()}


def _commonest(names: list[str]) -> str:
    return Counter(names).most_common(1)[0][0]


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


def _countries_in(
    discourse: Discourse, countries: Countries, start: int, end: int, *, adjectives: bool = True
) -> dict[str, list[str]]:
    """Return every name of a country in `start:end`, in order, by the country's code.

    Without `adjectives`, "an American envoy" names no country: whose envoy speaks is not what the story is about.
    """
    found: dict[str, list[str]] = {}
    for mention in discourse.names.within(start, end):
        code = countries.alpha3(mention.text)
        if code is not None and (adjectives or countries.of_adjective(mention.text) is None):
            found.setdefault(code, []).append(countries.of_adjective(mention.text) or mention.text)
    return found
