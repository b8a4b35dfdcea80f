"""Owners that a story gives once: of the same figure, of the same things elsewhere in it, of its government."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from transforms.context.restated import SHARES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from transforms.context.countries import Countries
    from transforms.context.legacy import RelatedFigure as Figure

_GOVERNMENTS: Final = frozenset({"government", "state", "treasury", "administration", "ministers", "country", "nation"})
_NAMESAKES: Final = frozenset({"count", "money", "percent"})


def with_repeats(figures: tuple[Figure, ...], nations: Mapping[str, str]) -> tuple[Figure, ...]:
    """Return the figures, those without an owner given that of the same figure elsewhere in the story.

    The same figure has the same value and measures the same: "the 2.5% commitment" after "Norway will spend 2.5%".
    `nations` are the names of countries to use, by their codes.
    """
    known: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        if figure.subject is not None and figure.measure_id is not None and figure.kind in SHARES | {"money"}:
            known.setdefault(_sameness(figure), figure)
    return tuple(
        figure if figure.subject else _owned_like(figure, known.get(_sameness(figure)), nations) for figure in figures
    )


def with_namesakes(
    figures: tuple[Figure, ...], countries: Countries, elsewhere: Callable[[Figure, str], bool]
) -> tuple[Figure, ...]:
    """Return the figures, those without an owner given the country that all else the story counts by their noun is of.

    "A cap on new mines in Norway" before "plans for 40 mines": the same things are meant, as long as no other place
    or body has some of them too. `elsewhere` tells that a figure's sentence names another place than that country.
    """
    owners: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        if figure.subject and _has_namesakes(figure):
            owners.setdefault(_noun(figure), {})[figure.subject] = figure
    related = []
    for figure in figures:
        same = owners.get(_noun(figure), {}) if _has_namesakes(figure) else {}
        owner = next(iter(same.values())) if len(same) == 1 else None
        nation = owner.subject if owner is not None and figure.subject is None else None
        meant = nation is not None and countries.alpha3(nation) is not None and not elsewhere(figure, nation)
        related.append(_owned_like(figure, owner, {}, "subject.namesake") if meant else figure)
    return tuple(related)


def with_governments(figures: tuple[Figure, ...], countries: Countries, topic: str | None) -> tuple[Figure, ...]:
    """Return the figures, a government without a country known as that of the same figure, or of the story's country.

    "The government's 2.5% target" beside "Norway will spend 2.5%" is Norway's; `topic` is the country all is about.
    """
    nations = {_sameness(f): code for f in figures if f.subject and (code := countries.alpha3(f.subject)) is not None}
    story = countries.alpha3(topic) if topic is not None else None
    return tuple(
        replace(f, subject_id=nations.get(_sameness(f), story) or f.subject_id) if _governs(f.subject) else f
        for f in figures
    )


def _governs(subject: str | None) -> bool:
    return subject is not None and subject.casefold() in _GOVERNMENTS


def _has_namesakes(figure: Figure) -> bool:
    """Tell whether a figure counts things of a kind; people are of all kinds and places."""
    return figure.measure is not None and figure.kind in _NAMESAKES and figure.unit not in {"person", "vote"}


def _noun(figure: Figure) -> str:
    return (figure.measure or "").casefold().split(" ")[-1].removesuffix("s")


def _sameness(figure: Figure) -> tuple[object, ...]:
    return figure.kind, figure.value, (figure.measure or "").casefold().split(" ")[-1]


def _owned_like(
    figure: Figure, same: Figure | None, nations: Mapping[str, str], rule: str = "subject.same_figure"
) -> Figure:
    if same is None:
        return figure
    rules = tuple(sorted({**dict(figure.context_rules), "subject": rule}.items()))
    return replace(
        figure,
        subject=nations.get(same.subject_id or "", same.subject),
        subject_id=same.subject_id,
        context_rules=rules,
    )
