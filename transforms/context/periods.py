"""When a figure holds: the time expression of its own clause, in the text's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from transforms.context.syntax import Site

Span = tuple[int, int]

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
_NEAR_YEAR: Final = r"(?:the year|the month|the decade|last year|this year|next year)"
_PART: Final = (
    r"(?:(?:first|second|third|fourth|last|final) (?:quarter|half|week|month|day|phase)"
    rf"(?: of (?:{_NEAR_YEAR}|{_DATE}))?)"
)
_THE: Final = r"(?:the |its |his |her |their )?"
_WHICH: Final = r"(?:last|past|next|coming|previous|first|following)"
_EVENT: Final = r"(?:inception|launch|start|beginning|war|crisis|election|invasion|announcement)"
_UNIT: Final = r"(?:year|month|week|quarter|decade|century|summer|winter|spring|autumn|season|financial year)"
_EXPRESSIONS: Final = (
    rf"(?:by|at|until|since|before|from) the (?:end|start|beginning|middle) of (?:{_NEAR_YEAR}|{_DATE})",
    rf"(?:in|for|during|by) the {_PART}(?: last year| next year)?",
    rf"(?:in|over|during|for|within|throughout) {_THE}{_WHICH} (?:[\w-]+ )?{_SPAN}",
    r"over the (?:years|decades)",
    rf"(?:since|until|following) {_THE}{_EVENT}(?: of (?:the )?\w+)?",
    rf"(?:since|until) {_DATE}",
    rf"(?:in|by|for|during|of|before|after|from|on) (?:the )?(?:early |late |mid-)?{_DATE}(?: {_NEAR_YEAR})?",
    r"on (?:election|polling|christmas|new year's) (?:day|eve)",
    r"(?:earlier|later) this (?:year|month|week)",
    rf"(?:the )?(?:last|next|this|previous|same|current) {_UNIT}",
    r"(?:each|every) (?:year|month|week)",
    r"currently|current|today|yesterday|now|at present|at the time|so far|to date",
)
_RATES: Final = r"year-on-year|year on year|month-on-month|month on month|annually|annual|monthly"
_PERIOD: Final = re.compile(rf"\b(?:{'|'.join(_EXPRESSIONS)}|(?P<rate>{_RATES}))\b(?! old)", re.IGNORECASE)
_CLAUSE: Final = re.compile(
    r"\b(?:since (?:I|he|she|we|they|it|the [\w-]+(?: [\w-]+)?) \w+[^,;.]{2,90}"
    r"|when (?:I|he|she|we|they|it) (?:took|came|left|entered|became|won|joined|started) [^,;.]{2,40})",
    re.IGNORECASE,
)
_BREAK: Final = re.compile(
    r"[;:]|\b(?:while|whereas|although|though|but|which|who|after|because|as|when|if|since|and)\b|[–—]| - ",
    re.IGNORECASE,
)
_BREAK_COST: Final = 25
"""Characters a clause boundary counts for: a period in the figure's clause wins over a nearer one beyond it."""

_RATE_COST: Final = 30
"""Characters `annual` and its like count for: they say how a rate is meant, a date beside them says when it held."""

_FRONT_COST: Final = 30
"""Characters between a figure and a time set off by a comma at the front of its clause: it holds for all of it."""

_REACH: Final = {"count": 60, "duration": 60}
"""Characters, by kind: things and hours have a time less often than rates and sums, so theirs must stand close."""

_FAR: Final = 90


def period_of(at: Site, neighbours: tuple[Span, ...]) -> tuple[str, str] | None:
    """Return the time expression that goes with the figure and its rule; `neighbours` are the sentence's other figures.

    A duration is itself a time, so only a period that stands apart from it counts.
    """
    sentence = at.figure.sentence
    start = at.figure.char_start - at.figure.sentence_start
    figure = (start, start + len(at.figure.surface))
    found = []
    for match in _PERIOD.finditer(sentence):
        if (match.start() < figure[1] and figure[0] < match.end()) or _is_taken(
            sentence, match.span(), figure, neighbours
        ):
            continue
        cost = _cost(sentence, figure, match.span(), neighbours) + (_RATE_COST if match["rate"] else 0)
        found.append((cost, match.start(), " ".join(match.group().split())))
    if found and min(found)[0] <= _REACH.get(at.figure.kind, _FAR):
        return min(found)[2], "period.nearest"
    clause = _CLAUSE.search(sentence) if at.figure.kind != "duration" else None
    if clause is None or clause.end() > figure[0] >= clause.start():
        return None
    return " ".join(clause.group().split()), "period.clause"


def _is_taken(sentence: str, period: Span, figure: Span, neighbours: tuple[Span, ...]) -> bool:
    """Tell whether a period stands right after another figure, and so is that one's ("from 3% last year to 2%")."""
    return any(
        other[1] <= period[0] and len(sentence[other[1] : period[0]].strip()) == 0 and figure[0] > period[0]
        for other in neighbours
    )


def _cost(sentence: str, figure: Span, period: Span, neighbours: tuple[Span, ...]) -> float:
    """Return how far a period is from a figure: characters between, more across clauses and other figures."""
    after = period[0] >= figure[1]
    between = sentence[figure[1] : period[0]] if after else sentence[period[1] : figure[0]]
    lowest, highest = min(figure[1], period[1]), max(figure[0], period[0])
    crossed = sum(1 for a, b in neighbours if lowest <= a and b <= highest)
    if not after and between.startswith(",") and re.search(r"(?:^|,|\bthat)\W*$", sentence[: period[0]]):
        return _FRONT_COST + crossed * _BREAK_COST
    breaks = len(_BREAK.findall(between))
    return len(between) * (0.6 if after else 1.0) + breaks * _BREAK_COST + crossed * 2 * _BREAK_COST
