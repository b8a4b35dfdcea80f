"""Turns the words of a period into dates: "by the 2030s", "last year", "in the third quarter of 2005".

Libraries for dates give points, not spans: dateparser takes "the 2030s" for a clock time and knows no quarters, no
decades, no "in the year to March" (it gets 21 of the 53 periods of the tests right, parsedatetime 22). So the calendar
is dateutil's, and the spans are read here. What the words alone do not fix stays null: elections, financial years,
seasons (which depend on the hemisphere), and what is relative to another time of the text ("a year earlier").
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from transforms.context.calendar_units import Dates, unit_of
from transforms.context.named_times import TimeReader

if TYPE_CHECKING:
    from transforms.context.legacy import RelatedFigure as Figure

CACHED: Final = 4096
"""Periods remembered: articles of one day share most of theirs."""

AHEAD: Final = frozenset({"target", "proposed", "forecast"})
"""What is said so lies ahead: "in March" is then the next one."""

_FRAME: Final = re.compile(
    r"(?:(?P<frame>by|until|before|since|from|after|as of|as (?:late|early|recently) as|in|on|at|for|of|over|during"
    r"|within|throughout|through) )?(?:(?:the|its|his|her|their) )?"
    r"(?:(?P<edge>end|start|beginning|middle) of )?(?P<rest>.+)"
)
_PAIR: Final = re.compile(r"(?:between|from) (?P<one>.+?) (?:and|to|until) (?P<other>.+)")
_RUNNING: Final = re.compile(
    r"(?:over|in|during|within|for|throughout) the (?P<which>last|past|next|coming) (?P<unit>week|month|year|decade)"
)
"""With an article the unit is a length, counted from now: "over the last year" is no calendar year."""

_NOW: Final = frozenset({"now", "currently", "current", "today", "at present", "so far", "to date"})


@lru_cache(maxsize=CACHED)
def dates_of(period: str, published: str | None, *, ahead: bool) -> Dates | None:
    """Return the dates of a period in the text's words, or None where they do not say.

    `published` is the article's date, ISO 8601 cut to what is known of it; without it only absolute times are read.
    `ahead` tells that the figure is of the future: "in March" is then the next one.

    >>> dates_of("by the 2030s", None, ahead=True)
    Dates(start=None, end=datetime.date(2039, 12, 31), precision='decade')
    """
    text = " ".join(period.casefold().split())
    try:
        return _framed(TimeReader(_anchor(published), "future" if ahead else "past"), text)
    except (ValueError, OverflowError):  # a time that no calendar has: "900 decades ago"
        return None


def dated(figures: tuple[Figure, ...], published: str | None) -> tuple[Figure, ...]:
    """Return the figures of an article with the first and last day of their periods, where those are told."""
    return tuple(_with_dates(figure, published) if figure.period else figure for figure in figures)


def _with_dates(figure: Figure, published: str | None) -> Figure:
    dates = dates_of(figure.period or "", published, ahead=figure.status in AHEAD)
    if dates is None:
        return figure
    return replace(figure, period_start=dates.start, period_end=dates.end, period_precision=dates.precision)


def _anchor(published: str | None) -> Dates | None:
    if published is None:
        return None
    parts = [int(part) for part in published.split("-")]
    unit = ("year", "month", "day")[len(parts) - 1]
    return unit_of(date(*[*parts, 1, 1][:3]), unit)


def _framed(reader: TimeReader, text: str) -> Dates | None:
    """Return the dates of a whole period, its preposition counted: "by 2027" is open before, "since May" behind."""
    pair = _PAIR.fullmatch(text)
    if pair is not None:
        return _between(reader, pair["one"], pair["other"])
    if text in _NOW:
        return reader.shifted("day", 0)
    length = _RUNNING.fullmatch(text)
    if length is not None:
        return reader.running({**length.groupdict(), "count": "a"})
    found = _FRAME.fullmatch(text)
    if found is None:
        return None
    frame, edge = found["frame"], found["edge"]
    if frame == "since":
        reader.toward = "past"
    time = reader.named(found["rest"], inside=edge is not None)
    if time is None or time.start is None or time.end is None:
        return time
    if edge in {"end", "start", "beginning"}:
        day = time.end if edge == "end" else time.start
        time = Dates(day, day, time.precision)
    return _bounded(frame, time, reader.anchor)


def _bounded(frame: str | None, time: Dates, anchor: Dates | None) -> Dates:
    match frame:
        case "by" | "until":
            return Dates(None, time.end, time.precision)
        case "before" if time.start is not None:
            return Dates(None, time.start - timedelta(1), time.precision)
        case "since":
            known = anchor is not None and anchor.precision == "day"
            return Dates(time.start, anchor.end if known and anchor else None, time.precision)
        case "from":
            return Dates(time.start, None, time.precision)
        case "after" if time.end is not None:
            return Dates(time.end + timedelta(1), None, time.precision)
    return time


def _between(reader: TimeReader, one: str, other: str) -> Dates | None:
    last = reader.named(other)
    if last is None or last.start is None:
        return None
    first = TimeReader(Dates(last.start, last.start, "day"), "past").named(one)
    return Dates(first.start, last.end, last.precision) if first is not None else None
