"""Turns the words of a period into dates: "by the 2030s", "last year", "in the third quarter of 2005".

Libraries for dates give points, not spans: dateparser takes "the 2030s" for a clock time and knows no quarters, no
decades, no "in the year to March" (it gets 21 of the 53 periods of the tests right, parsedatetime 22). So the calendar
is dateutil's, and the spans are read here. What the words alone do not fix stays null: elections, financial years,
seasons (which depend on the hemisphere), and what is relative to another time of the text ("a year earlier").
"""

from __future__ import annotations

import re
from calendar import day_name, month_abbr, month_name
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from dateutil.easter import easter

from transforms.context.calendar_units import FINENESS, STEPS, UNITS, Dates, day_of, part_of, parts_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from transforms.records import Figure

Toward = Literal["past", "future", "last", "next", "this"]

CACHED: Final = 4096
"""Periods remembered: articles of one day share most of theirs."""

AHEAD: Final = frozenset({"target", "proposed", "forecast"})
"""What is said so lies ahead: "in March" is then the next one."""

_WORDS: Final = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBERS: Final = {"a": 1, "an": 1} | {word: n for n, word in enumerate(_WORDS, 1)}
_ORDINALS: Final = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "final": -1}
_MONTHS: Final = {name.casefold()[:3]: n for n, name in enumerate(month_abbr) if name}
_DAYS: Final = {name.casefold(): n for n, name in enumerate(day_name)}

_SHORT_MONTHS: Final = r"(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec)\b\.?"
_MONTH: Final = "|".join([*(name.casefold() for name in month_name if name), _SHORT_MONTHS])
_DAY: Final = "|".join(_DAYS)
_COUNT: Final = "|".join([r"\d{1,3}", *_NUMBERS])
_YEAR: Final = r"(?:1[5-9]|20)\d\d"
_WHICH: Final = "last|this|next|current|coming"
_UP_TO: Final = "(?:up )?(?:to|ending(?: in| on)?|until)"
_UNIT: Final = "day|week|month|quarter|half|year|decade"

_TOWARD: Final[dict[str, Toward]] = {
    "last": "last",
    "next": "next",
    "coming": "next",
    "this": "this",
    "current": "this",
}

_FRAME: Final = re.compile(
    r"(?:(?P<frame>by|until|before|since|from|after|as of|as (?:late|early|recently) as|in|on|at|for|of|over|during"
    r"|within|throughout|through) )?(?:(?:the|its|his|her|their) )?"
    r"(?:(?P<edge>end|start|beginning|middle) of )?(?P<rest>.+)"
)
_PAIR: Final = re.compile(r"(?:between|from) (?P<one>.+?) (?:and|to|until) (?P<other>.+)")
_VAGUE_PART: Final = re.compile(
    r"^(?:(?:early|small) hours of |(?:dawn|midday|noon|nightfall|midnight) on |(?:early|late|mid)(?: in| on)?[- ]"
    r"|the )+"
)
_RUNNING: Final = re.compile(
    r"(?:over|in|during|within|for|throughout) the (?P<which>last|past|next|coming) (?P<unit>week|month|year|decade)"
)
"""With an article the unit is a length, counted from now: "over the last year" is no calendar year."""

_DAY_PART: Final = re.compile(r" (?:morning|afternoon|evening|night)$")
_NOW: Final = frozenset({"now", "currently", "current", "today", "at present", "so far", "to date"})


class _Reader:
    """Reads times as seen from an anchor: the first and last day that the date of publication may be."""

    def __init__(self, anchor: Dates | None, toward: Toward) -> None:
        self._anchor = anchor
        self._toward = toward

    def framed(self, text: str) -> Dates | None:
        """Return the dates of a whole period, its preposition counted: "by 2027" is open before, "since May" behind."""
        pair = _PAIR.fullmatch(text)
        if pair is not None:
            return self._between(pair["one"], pair["other"])
        if text in _NOW:
            return self._shifted("day", 0)
        length = _RUNNING.fullmatch(text)
        if length is not None:
            return self.running({**length.groupdict(), "count": "a"})
        found = _FRAME.fullmatch(text)
        if found is None:
            return None
        frame, edge = found["frame"], found["edge"]
        if frame == "since":
            self._toward = "past"
        time = self.named(found["rest"], inside=edge is not None)
        if time is None or time.start is None or time.end is None:
            return time
        if edge in {"end", "start", "beginning"}:
            day = time.end if edge == "end" else time.start
            time = Dates(day, day, time.precision)
        return self._bounded(frame, time)

    def _bounded(self, frame: str | None, time: Dates) -> Dates:
        match frame:
            case "by" | "until":
                return Dates(None, time.end, time.precision)
            case "before" if time.start is not None:
                return Dates(None, time.start - timedelta(1), time.precision)
            case "since":
                known = self._anchor is not None and self._anchor.precision == "day"
                return Dates(time.start, self._anchor.end if known and self._anchor else None, time.precision)
            case "from":
                return Dates(time.start, None, time.precision)
            case "after" if time.end is not None:
                return Dates(time.end + timedelta(1), None, time.precision)
        return time

    def _between(self, one: str, other: str) -> Dates | None:
        last = self.named(other)
        if last is None or last.start is None:
            return None
        first = _Reader(Dates(last.start, last.start, "day"), "past").named(one)
        return Dates(first.start, last.end, last.precision) if first is not None else None

    def named(self, text: str, *, inside: bool = False) -> Dates | None:
        """Return the time that `text` names; `inside` a larger expression "year" alone is the present one."""
        text = _DAY_PART.sub("", _VAGUE_PART.sub("", text))
        if inside and text in STEPS:
            return self._shifted(text, 0)
        for pattern, read in _READINGS:
            found = pattern.fullmatch(text)
            if found is not None:
                return read(self, found.groupdict())
        return None

    def _sees(self, unit: str) -> Dates | None:
        """Return the anchor if it is known to the `unit`: what was published "in 2004" has no "last week"."""
        fine = self._anchor is not None and FINENESS.index(self._anchor.precision) <= FINENESS.index(unit)
        return self._anchor if fine else None

    def _shifted(self, unit: str, steps: int) -> Dates | None:
        anchor = self._sees(unit)
        if anchor is None or anchor.start is None:
            return None
        return unit_of(anchor.start + steps * STEPS[unit], unit)

    def _nearest(self, unit: str, times: Callable[[int], list[Dates]], toward: Toward | None = None) -> Dates | None:
        """Return which of the recurring `times` (those of a year) is meant, as seen from the anchor."""
        anchor, toward = self._sees(unit), toward or self._toward
        if anchor is None or anchor.start is None or anchor.end is None:
            return None
        year = anchor.start.year
        if toward == "this":
            return times(year)[0]
        around = [time for y in (year - 1, year, year + 1) for time in times(y)]
        starts = [(time, time.start, time.end) for time in around if time.start and time.end]
        if toward in {"past", "last"}:
            limit = [t for t, start, end in starts if (end < anchor.start if toward == "last" else start <= anchor.end)]
            return limit[-1] if limit else None
        limit = [t for t, start, end in starts if (start > anchor.end if toward == "next" else end >= anchor.start)]
        return limit[0] if limit else None

    def year(self, found: dict[str, str]) -> Dates:
        """`2027`."""
        return unit_of(date(int(found["year"]), 1, 1), "year")

    def decade(self, found: dict[str, str]) -> Dates:
        """`2030s`."""
        return unit_of(date(int(found["year"]), 1, 1), "decade")

    def month(self, found: dict[str, str]) -> Dates | None:
        """`March`, `March 2024`, `last March`, `March this year`."""
        number, which = _MONTHS[found["month"][:3]], found["which"]
        if found["of"]:
            of = self.named(found["of"])
            return unit_of(date(of.start.year, number, 1), "month") if of is not None and of.start else None
        toward = _TOWARD[which] if which else None
        return self._nearest("month", lambda year: [unit_of(date(year, number, 1), "month")], toward)

    def day(self, found: dict[str, str]) -> Dates | None:
        """`18 June`, `June 18th, 2024`."""
        number, day = _MONTHS[found["month"][:3]], int(found["day"])
        if found["year"]:
            return day_of(int(found["year"]), number, day)
        return self._nearest("day", lambda year: [d] if (d := day_of(year, number, day)) is not None else [])

    def weekday(self, found: dict[str, str]) -> Dates | None:
        """`Tuesday`, `last Friday`; the day of publication counts for a day without "last" or "next"."""
        anchor = self._sees("day")
        if anchor is None or anchor.start is None:
            return None
        near = [anchor.start + timedelta(n) for n in range(-7, 8)]
        days = [unit_of(d, "day") for d in near if d.weekday() == _DAYS[found["day"]]]
        which = _TOWARD[found["which"]] if found["which"] else self._toward
        return self._nearest(
            "day",
            lambda year: [d for d in days if d.start and d.start.year == year],
            "future" if which == "this" else which,
        )

    def weekend(self, found: dict[str, str]) -> Dates | None:
        """`weekend`, `last weekend`."""
        saturday = self.weekday({"day": "saturday", "which": found["which"]})
        if saturday is None or saturday.start is None:
            return None
        return Dates(saturday.start, saturday.start + timedelta(1), "day")

    def unit(self, found: dict[str, str]) -> Dates | None:
        """`last year`, `this month`, `next week`."""
        steps = {"last": -1, "next": 1, "this": 0}[_TOWARD[found["which"]]]
        return self._shifted(found["unit"], steps)

    def ago(self, found: dict[str, str]) -> Dates | None:
        """`three years ago`: the year that was then."""
        return self._shifted(found["unit"], -_number(found["count"]))

    def running(self, found: dict[str, str]) -> Dates | None:
        """`last three months`, `next ten years`, `past week`: from or to the day of publication."""
        anchor = self._sees("day")
        if anchor is None or anchor.start is None:
            return None
        length = _number(found["count"]) * STEPS[found["unit"]]
        unit = UNITS[found["unit"]]
        if found["which"] in {"last", "past"}:
            return Dates(anchor.start - length, anchor.start, unit)
        return Dates(anchor.start, anchor.start + length, unit)

    def part(self, found: dict[str, str]) -> Dates | None:
        """`first quarter of 2005`, `second half`, `final day of 2006`, `last quarter`."""
        unit, which = found["unit"], _ORDINALS[found["which"]]
        if found["of"]:
            whole = self.named(found["of"], inside=True)
            return part_of(whole, unit, which) if whole is not None else None
        if unit not in {"quarter", "half"}:
            return None
        if found["which"] == "last":
            return self._shifted(unit, -1)
        toward: Toward = "last" if self._toward == "past" else self._toward
        return self._nearest(unit, lambda year: parts_of(unit_of(date(year, 1, 1), "year"), unit)[which:][:1], toward)

    def ending(self, found: dict[str, str]) -> Dates | None:
        """`year to March`, `three months to September 2004`: so long, to the end of that time."""
        last = self.named(found["of"])
        if last is None or last.end is None:
            return None
        after = last.end + timedelta(1)
        return Dates(after - _number(found["count"] or "a") * STEPS[found["unit"]], last.end, last.precision)

    def within(self, found: dict[str, str]) -> Dates | None:
        """`earlier this year`, `later this month`: that unit up to, or from, the day of publication."""
        anchor, whole = self._sees("day"), self._shifted(found["unit"], 0)
        if anchor is None or whole is None:
            return None
        if found["side"] == "earlier":
            return Dates(whole.start, anchor.end, whole.precision)
        return Dates(anchor.start, whole.end, whole.precision)

    def beside(self, found: dict[str, str]) -> Dates | None:
        """`yesterday`, `today`, `tomorrow`, `tonight`, `last night`."""
        steps = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(found["day"], 0)
        return self._shifted("day", steps)

    def feast(self, found: dict[str, str]) -> Dates | None:
        """`Christmas`, `Easter`: the day itself."""
        christmas = found["feast"] == "christmas"
        toward = _TOWARD[found["which"]] if found["which"] else None
        return self._nearest(
            "day", lambda year: [unit_of(date(year, 12, 25) if christmas else easter(year), "day")], toward
        )


_READINGS: Final[tuple[tuple[re.Pattern[str], Callable[[_Reader, dict[str, str]], Dates | None]], ...]] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(?P<year>{_YEAR})", _Reader.year),
        (r"(?P<year>(?:1[5-9]|20)\d0)s", _Reader.decade),
        (
            rf"(?:(?P<which>{_WHICH}) )?(?P<month>{_MONTH})(?:,? (?:in )?(?P<of>{_YEAR}|(?:last|this|next) year))?",
            _Reader.month,
        ),
        (rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?", _Reader.day),
        (rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>{_YEAR}))?", _Reader.day),
        (rf"(?:(?P<which>{_WHICH}) )?(?P<day>{_DAY})", _Reader.weekday),
        (rf"(?:(?P<which>{_WHICH}) )?weekend", _Reader.weekend),
        (r"(?P<day>yesterday|today|tomorrow|tonight|last night)", _Reader.beside),
        (rf"(?P<which>{_WHICH}) (?P<unit>{_UNIT})", _Reader.unit),
        (rf"(?P<count>{_COUNT}) (?P<unit>{_UNIT})s? ago", _Reader.ago),
        (rf"(?P<which>last|past|next|coming|following) (?P<count>{_COUNT}) (?P<unit>{_UNIT})s?", _Reader.running),
        (rf"(?P<which>{'|'.join(_ORDINALS)}) (?P<unit>{_UNIT})(?: of (?P<of>.+))?", _Reader.part),
        (
            rf"(?:(?P<count>{_COUNT}) )?(?P<unit>{_UNIT})s? {_UP_TO} (?:the end of )?(?P<of>.+)",
            _Reader.ending,
        ),
        (rf"(?P<side>earlier|later) this (?P<unit>{_UNIT})", _Reader.within),
        (rf"(?:(?P<which>{_WHICH}) )?(?P<feast>christmas|easter)", _Reader.feast),
    )
)
"""What a time may look like, and the method that reads it; the first that fits the whole of the words."""


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
        return _Reader(_anchor(published), "future" if ahead else "past").framed(text)
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


def _number(word: str) -> int:
    return _NUMBERS.get(word) or int(word)
