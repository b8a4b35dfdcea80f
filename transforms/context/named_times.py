"""The times that news names, as dates seen from a day: "March", "last Friday", "the third quarter of 2005"."""

from __future__ import annotations

import re
from calendar import day_name, month_abbr, month_name
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

from dateutil.easter import easter

from transforms.context.calendar_units import FINENESS, STEPS, UNITS, Dates, day_of, part_of, parts_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable

Toward = Literal["past", "future", "last", "next", "this"]
"""Where from the anchor a recurring time is looked for."""

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

_VAGUE_PART: Final = re.compile(
    r"^(?:(?:early|small) hours of |(?:dawn|midday|noon|nightfall|midnight) on |(?:early|late|mid)(?: in| on)?[- ]"
    r"|the )+"
)
_DAY_PART: Final = re.compile(r" (?:morning|afternoon|evening|night)$")


class TimeReader:
    """Reads times as seen from an anchor: the first and last day that the date of publication may be."""

    def __init__(self, anchor: Dates | None, toward: Toward) -> None:
        self.anchor = anchor
        self.toward = toward

    def named(self, text: str, *, inside: bool = False) -> Dates | None:
        """Return the time that `text` names; `inside` a larger expression "year" alone is the present one."""
        text = _DAY_PART.sub("", _VAGUE_PART.sub("", text))
        if inside and text in STEPS:
            return self.shifted(text, 0)
        for pattern, read in _READINGS:
            found = pattern.fullmatch(text)
            if found is not None:
                return read(self, found.groupdict())
        return None

    def _sees(self, unit: str) -> Dates | None:
        """Return the anchor if it is known to the `unit`: what was published "in 2004" has no "last week"."""
        fine = self.anchor is not None and FINENESS.index(self.anchor.precision) <= FINENESS.index(unit)
        return self.anchor if fine else None

    def shifted(self, unit: str, steps: int) -> Dates | None:
        """Return the `unit` that lies so many of them after the anchor's."""
        anchor = self._sees(unit)
        if anchor is None or anchor.start is None:
            return None
        return unit_of(anchor.start + steps * STEPS[unit], unit)

    def _nearest(self, unit: str, times: Callable[[int], list[Dates]], toward: Toward | None = None) -> Dates | None:
        """Return which of the recurring `times` (those of a year) is meant, as seen from the anchor."""
        anchor, toward = self._sees(unit), toward or self.toward
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
        which = _TOWARD[found["which"]] if found["which"] else self.toward
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
        return self.shifted(found["unit"], steps)

    def ago(self, found: dict[str, str]) -> Dates | None:
        """`three years ago`: the year that was then."""
        return self.shifted(found["unit"], -_number(found["count"]))

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
            return self.shifted(unit, -1)
        toward: Toward = "last" if self.toward == "past" else self.toward
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
        anchor, whole = self._sees("day"), self.shifted(found["unit"], 0)
        if anchor is None or whole is None:
            return None
        if found["side"] == "earlier":
            return Dates(whole.start, anchor.end, whole.precision)
        return Dates(anchor.start, whole.end, whole.precision)

    def beside(self, found: dict[str, str]) -> Dates | None:
        """`yesterday`, `today`, `tomorrow`, `tonight`, `last night`."""
        steps = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(found["day"], 0)
        return self.shifted("day", steps)

    def feast(self, found: dict[str, str]) -> Dates | None:
        """`Christmas`, `Easter`: the day itself."""
        christmas = found["feast"] == "christmas"
        toward = _TOWARD[found["which"]] if found["which"] else None
        return self._nearest(
            "day", lambda year: [unit_of(date(year, 12, 25) if christmas else easter(year), "day")], toward
        )


_READINGS: Final[tuple[tuple[re.Pattern[str], Callable[[TimeReader, dict[str, str]], Dates | None]], ...]] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(?P<year>{_YEAR})", TimeReader.year),
        (r"(?P<year>(?:1[5-9]|20)\d0)s", TimeReader.decade),
        (
            rf"(?:(?P<which>{_WHICH}) )?(?P<month>{_MONTH})(?:,? (?:in )?(?P<of>{_YEAR}|(?:last|this|next) year))?",
            TimeReader.month,
        ),
        (rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?", TimeReader.day),
        (rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>{_YEAR}))?", TimeReader.day),
        (rf"(?:(?P<which>{_WHICH}) )?(?P<day>{_DAY})", TimeReader.weekday),
        (rf"(?:(?P<which>{_WHICH}) )?weekend", TimeReader.weekend),
        (r"(?P<day>yesterday|today|tomorrow|tonight|last night)", TimeReader.beside),
        (rf"(?P<which>{_WHICH}) (?P<unit>{_UNIT})", TimeReader.unit),
        (rf"(?P<count>{_COUNT}) (?P<unit>{_UNIT})s? ago", TimeReader.ago),
        (rf"(?P<which>last|past|next|coming|following) (?P<count>{_COUNT}) (?P<unit>{_UNIT})s?", TimeReader.running),
        (rf"(?P<which>{'|'.join(_ORDINALS)}) (?P<unit>{_UNIT})(?: of (?P<of>.+))?", TimeReader.part),
        (
            rf"(?:(?P<count>{_COUNT}) )?(?P<unit>{_UNIT})s? {_UP_TO} (?:the end of )?(?P<of>.+)",
            TimeReader.ending,
        ),
        (rf"(?P<side>earlier|later) this (?P<unit>{_UNIT})", TimeReader.within),
        (rf"(?:(?P<which>{_WHICH}) )?(?P<feast>christmas|easter)", TimeReader.feast),
    )
)
"""What a time may look like, and the method that reads it; the first that fits the whole of the words."""


def _number(word: str) -> int:
    return _NUMBERS.get(word) or int(word)
