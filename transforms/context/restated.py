"""Figures that lean on what is said before: a share or sum said twice, a count whose noun the paragraph has named."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from transforms.context.counted import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from transforms.context.countries import Countries
    from transforms.records import Figure

SHARES: Final = frozenset({"percent", "percentage_point", "ratio"})
_GOVERNMENTS: Final = frozenset({"government", "state", "treasury", "administration", "ministers", "country", "nation"})
_NAMESAKES: Final = frozenset({"count", "money", "percent"})
_RESTATES: Final = re.compile(r"[\s–—(-]+")
_CONVERTED: Final = re.compile(r"\s*[(;,]\s*(?:or |about )?")
_COUNTED: Final = frozenset(
    {"measure.counted", "measure.counted_of", "measure.shared", "measure.subject", "measure.noun"}
)
_SETTLED: Final = frozenset({"measure.shared", "measure.compared", "measure.counted_of", "measure.reached"})
_IN_FRONT: Final = "(?:of|the|all|an|estimated|some|other|about|around|nearly)"
"""What may stand before a number that opens a phrase: "an estimated 40 boats"."""

_DANGLING: Final = re.compile(
    r"^(?:(?:of|for|from|by|with|at|than|to|against|compared|per) )+|"
    r"(?: (?:of|for|from|by|with|at|than|to|against|about|in|on|compared|and))+$"
)
_FRAGMENT: Final = re.compile(r"(?: and| or| but)?(?: only| just| about| some)? [$£€]?\d[\d.,]*$")
_FUNCTION_WORDS: Final = frozenset(
    "a an the these those some many more of in to from with and or for its their his her our all no any million "
    "billion thousand hundred dozen".split()
)


def twin_of(figure: Figure, figures: Sequence[Figure], text: str) -> Figure | None:
    """Return the share beside this one that only a dash or bracket parts from it: the same share said again.

    `figures` are those of the sentence, in order.
    """
    if figure.kind not in SHARES:
        return None
    i = next(n for n, other in enumerate(figures) if other is figure)
    for first, second in ((i - 1, i), (i, i + 1)):
        if first < 0 or second == len(figures) or not {figures[first].kind, figures[second].kind} <= SHARES:
            continue
        if _RESTATES.fullmatch(text, figures[first].char_end, figures[second].char_start):
            return figures[first if second == i else second]
    return None


def restates(before: Figure, figure: Figure, text: str) -> bool:
    """Tell whether a sum says the sum before it in another currency: "9m kronor (£1m; $2m)"."""
    gap = text[before.char_end : figure.char_start]
    converted = before.kind == figure.kind == "money" and before.unit != figure.unit
    return converted and _CONVERTED.fullmatch(gap) is not None


def restated(figure: Figure, before: Figure) -> Figure:
    """Return `figure` with the whole context of the sum it says again."""
    return replace(
        figure,
        measure=before.measure,
        subject=before.subject,
        base=before.base,
        period=before.period,
        speaker=before.speaker,
        status=before.status,
        measure_id=before.measure_id,
        subject_id=before.subject_id,
        context_rules=tuple((field, f"{field}.restated") for field, _ in before.context_rules),
    )


def named_before(figure: Figure, reading: Reading | None, text: str, line: int) -> Reading | None:
    """Return the noun that an elliptical count leaves out ("three of them"), where the paragraph says it before.

    Where nothing else is measured, the rest of the sentence may: "the tag said 306, so there should be 306 cards".

    `line` is where the paragraph begins in `text`.
    """
    unit = figure.unit.split()[-1]
    counted = reading is not None and reading.rule in _COUNTED and unit[:4].casefold() in reading.text.casefold()
    if figure.kind != "count" or counted or (reading is not None and reading.rule in _SETTLED):
        return reading
    if len(unit) < 4 or unit in {"person", "time", "them"}:
        return reading
    stem = re.escape(unit.removesuffix("y"))
    named = re.compile(rf"(?:\b[\w-]+ )?\b{stem}\w{{0,3}}\b", re.IGNORECASE)
    found = named.findall(text[line : figure.char_start])
    if not found and reading is None:
        found = named.findall(figure.sentence, figure.char_end - figure.sentence_start)[:1]
    if not found:
        return reading
    words = found[-1].split()
    kept = (
        words
        if len(words) < 2 or (words[0].casefold() not in _FUNCTION_WORDS and not words[0][0].isdigit())
        else words[1:]
    )
    return Reading(" ".join(kept), "measure.named_before", reading.anchor if reading else None)


def unnumbered(phrase: str, surfaces: Iterable[str]) -> str:
    """Return `phrase` without the figures it runs into, nor the preposition that is left at its start or end.

    >>> unnumbered("32 members", ["32"]), unnumbered("revenue of $9bn", ["$9bn", "$8bn"])
    ('members', 'revenue')
    """
    for surface in surfaces:
        phrase = _without_unit(phrase, surface)
        if surface in phrase:
            phrase = re.sub(
                rf"^(?:{_IN_FRONT} )*{re.escape(surface)}(?: |$)",
                "",
                phrase,
            )
            phrase = re.split(rf" {re.escape(surface)}(?![\w])", phrase)[0]
    return _DANGLING.sub("", _FRAGMENT.sub("", phrase))


def _without_unit(phrase: str, surface: str) -> str:
    """Return `phrase` without the unit of a figure right before it: "cent levy" after "5 per cent"."""
    unit = surface.split(" ", 1)[-1] if surface[:1].isdigit() and " " in surface else ""
    for words in (unit, unit.split(" ")[-1]):
        if words and phrase.startswith(words + " "):
            return phrase[len(words) + 1 :]
    return phrase


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
