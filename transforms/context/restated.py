"""Figures that lean on what is said before: a share or sum said twice, a count whose noun the paragraph has named."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from transforms.context.counted import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transforms.context.legacy import RelatedFigure as Figure

SHARES: Final = frozenset({"percent", "percentage_point", "ratio"})
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
