"""When a figure holds: the time expression of its own clause, in the text's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from transforms.syntax import Site

_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR: Final = r"(?:(?:1[5-9]|20)\d\ds?)"
_SPAN: Final = (
    r"(?:years?|months?|weeks?|days?|decades?|quarters?|century|centuries|hours?|summer|winter|spring|autumn|season)"
)
_DATE: Final = (
    rf"(?:{_MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?)?(?:,? {_YEAR})?|\d{{1,2}} {_MONTH}(?: {_YEAR})?|{_YEAR}|{_DAY})"
)
_PART: Final = rf"(?:(?:first|second|third|fourth|last|final) (?:quarter|half|week|month|day)(?: of (?:the year|{_DATE}|last year|this year|next year))?)"
_PERIOD: Final = re.compile(
    rf"\b(?:"
    rf"(?:by|at|until|since|before|from) the (?:end|start|beginning|middle) of (?:the year|the month|the decade|{_DATE}|last year|this year|next year)|"
    rf"(?:in|for|during|by) the {_PART}(?: last year| next year)?|"
    rf"(?:in|over|during|for|within|throughout) (?:the|its|his|her|their)? ?(?:last|past|next|coming|previous|first|following) (?:[\w-]+ )?{_SPAN}|"
    rf"(?:over|through) the (?:years|decades|course of [\w ]+?)|"
    rf"(?:since|until) (?:the |its |his |her |their )?(?:inception|launch|start|beginning|war|crisis|election|invasion)(?: of (?:the )?[\w]+)?|"
    rf"(?:since|until) {_DATE}|"
    rf"(?:in|by|for|during|of|before|after|from|on) (?:the )?(?:early |late |mid-)?{_DATE}(?: (?:last|this|next) year)?|"
    rf"(?:earlier|later) this (?:year|month|week)|"
    rf"(?:the )?(?:last|next|this|previous|same|current) (?:year|month|week|quarter|decade|century|summer|winter|spring|autumn|season|financial year)|"
    rf"year-on-year|year on year|month-on-month|(?:each|every) (?:year|month|week)|"
    rf"currently|current|annually|annual|monthly|today|yesterday|now|at present|at the time|so far|to date"
    rf")\b(?! old)",
    re.IGNORECASE,
)
_BREAK: Final = re.compile(
    r"[;:]|\b(?:while|whereas|although|though|but|which|after|because|as|when|if|since|and)\b|[–—]| - ", re.IGNORECASE
)
_CLAUSE_COST: Final = 25
"""Characters a clause boundary counts for: a period in the figure's clause wins over a nearer one beyond it."""

_REACH: Final = 90
"""Characters, clause boundaries included: a time expression farther away belongs to something else."""

_SINCE: Final = re.compile(r"\bsince [^,;.]{4,90}", re.IGNORECASE)


def period_of(at: Site, neighbours: tuple[tuple[int, int], ...]) -> tuple[str, str] | None:
    """Return the time expression that goes with the figure and its rule; `neighbours` are the sentence's other figures.

    A duration is itself a time, so only a period that stands apart from it counts.
    """
    sentence = at.figure.sentence
    start = at.figure.char_start - at.figure.sentence_start
    end = at.figure.char_end - at.figure.sentence_start
    best: tuple[float, str] | None = None
    for match in _PERIOD.finditer(sentence):
        if match.start() < end and start < match.end():
            continue
        cost = _cost(sentence, (start, end), match.span(), neighbours)
        if cost <= _REACH and (best is None or cost < best[0]):
            best = (cost, " ".join(match.group().split()))
    if best is None:
        return None
    return best[1], "period.nearest"


def _cost(
    sentence: str, figure: tuple[int, int], period: tuple[int, int], neighbours: tuple[tuple[int, int], ...]
) -> float:
    """Return how far a period is from a figure: characters between, more across clauses and other figures."""
    after = period[0] >= figure[1]
    between = sentence[figure[1] : period[0]] if after else sentence[period[1] : figure[0]]
    breaks = len(_BREAK.findall(between))
    crossed = sum(1 for a, b in neighbours if min(figure[1], period[1]) <= a and b <= max(figure[0], period[0]))
    return len(between) * (0.6 if after else 1.0) + breaks * _CLAUSE_COST + crossed * 2 * _CLAUSE_COST
