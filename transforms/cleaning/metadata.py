"""What an article says about itself: title, authors, date, outlet, language, taken from the lines that say so.

What the page's reader found stands; a field that nothing states stays null. Nothing is inferred from the story's prose
but its language.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from dateutil.parser import parse

from transforms.cleaning.parts import NAME, PARTS
from transforms.cleaning.shapes import shape_of, without_markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transforms.records import Document, Line, Precision

MONTH_NAME: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
YEAR: Final = r"(?:19|20)\d\d\b"
DATES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)? (?:of )?{MONTH_NAME},? {YEAR}",
        rf"\b{MONTH_NAME} (?P<day>[0-3]?\d)(?:st|nd|rd|th)?,? {YEAR}",
        r"\b(?:19|20)\d\d-[01]\d-(?P<day>[0-3]\d)(?!\d)",
        rf"\b(?P<day>[0-3]?\d)[./-][0-3]?\d[./-]{YEAR}",
        rf"\b{MONTH_NAME},? {YEAR}",
    )
)
"""Dates as bylines write them, most precise first. A day and a month in figures are read in that order unless the
first cannot be a day; a date without its year says nothing that holds tomorrow."""

FIRST_DAY: Final = datetime(1, 1, 1)
"""What a date leaves open, filled for the library that reads it, and cut off again."""

LEAD: Final = re.compile(
    r"(?i:(?:written|words|story|text|posted|published|analysis|opinion|review|report(?:ed|ing)?|interview|column"
    r"|exclusive|article|submitted|produced) by|words:|authors?:|by)\s+(?=\S)"
)
UNNAMED: Final = re.compile(
    r"(?:our|the|[A-Z][\w.&' -]{2,40}) (?:[a-z]+ )?(?:staff|reporters|correspondents|newsroom)\b"
)
NAME_RUN: Final = re.compile(PARTS["names"])
CAPITALS_RUN: Final = re.compile(r"[A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]+){1,3}")
NOT_AUTHORS: Final = frozenset({"byline.date", "byline.updated", "byline.via", "byline.via_name", "byline.originally"})
BARE_AUTHORS: Final = frozenset({"byline.name_beside_byline", "byline.names_date", "byline.name_place"})
OWNER: Final = re.compile(
    rf"(?:©|\(c\)|copyright)[ :]*(?:copyright )?(?:(?:19|20)\d\d(?:-(?:19|20)?\d\d)?,? )?(?:by )?"
    rf"(?P<owner>{NAME}|[A-Z][\w&'-]{{1,40}})",
    re.IGNORECASE,
)
FIRST_PUBLISHED: Final = re.compile(
    r"(?i:originally|first) (?i:published|appeared|posted)(?i: here)? (?i:in|on|at|by) (?i:the )?"
    r"(?P<owner>[A-Z][\w.'&-]*(?: [A-Z][\w.'&-]*){0,4})"
)
ROLE: Final = re.compile(r",[^,]*\b(?:Editor|Correspondent|Reporter|Writer|Chief|Columnist|Staff)\b.*\Z")
TRAILING: Final = re.compile(
    r"\. .*\Z|(?i:[\s.,|]*(?:all rights reserved|cookie|terms|privacy|ltd\b|limited\b|inc\b|llc\b|plc\b).*)\Z"
)

MIN_LANGUAGE_CHARS: Final = 80
"""Shorter bodies do not tell one Latin-script language from another with any certainty."""

LANGUAGE_SAMPLE: Final = 400
"""Characters of body text that decide the language; more of them change nothing and cost time."""


def harvest(document: Document, lines: tuple[Line, ...]) -> Document:
    """Return `document` with title, byline, date, outlet and language filled as far as its lines state them."""
    date = (document.published, document.published_precision) if document.published else _published(lines)
    return replace(
        document,
        title=document.title or _title(lines),
        byline=document.byline or _byline(lines),
        published=date[0],
        published_precision=date[1],
        outlet=_outlet(lines) or document.outlet,
        language=document.language or _language(lines),
    )


def read_date(text: str) -> tuple[str, Precision] | None:
    """Return the most precise date in `text` as ISO 8601, cut to its precision; None for a date that does not exist."""
    found = next((found for pattern in DATES if (found := pattern.search(text))), None)
    if found is None:
        return None
    year_first = found.group()[:4].isdigit()
    try:
        date = parse(found.group(), dayfirst=not year_first, yearfirst=year_first, default=FIRST_DAY).date().isoformat()
    except (ValueError, OverflowError):
        return None
    return (date, "day") if found.groupdict().get("day") else (date[: len("2004-05")], "month")


def _with_role(lines: Iterable[Line], role: str) -> Iterator[Line]:
    return (line for line in lines if line.role == role)


def _title(lines: tuple[Line, ...]) -> str | None:
    for line in _with_role(lines, "title"):
        return without_markup(" ".join(line.text.split())) or None
    return None


def _published(lines: tuple[Line, ...]) -> tuple[str | None, Precision | None]:
    """Return the first day stated in a byline, else the first month: a closing month does not outweigh a dateline."""
    dates = [date for line in _with_role(lines, "byline") if (date := read_date(shape_of(line.text)))]
    dates.sort(key=lambda date: date[1] != "day")
    return dates[0] if dates else (None, None)


def _byline(lines: tuple[Line, ...]) -> str | None:
    """Return the authors as the text names them, without "By", roles and dates; a line with "By" goes before others."""
    candidates = [line for line in _with_role(lines, "byline") if line.rule_id not in NOT_AUTHORS]
    shapes = [shape_of(line.text) for line in candidates]
    led = [shape[found.end() :] for shape in shapes if (found := LEAD.search(shape))]
    bare = [shape for line, shape in zip(candidates, shapes, strict=True) if line.rule_id in BARE_AUTHORS]
    for rest in led + bare:
        found = UNNAMED.match(rest) or NAME_RUN.match(rest) or CAPITALS_RUN.match(rest)
        if found:
            return ROLE.sub("", found.group()).rstrip(",. ")
    return None


def _outlet(lines: tuple[Line, ...]) -> str | None:
    """Return the outlet that the text names as its owner or first publisher."""
    for line in lines:
        if line.role == "boilerplate" and line.rule_id is not None and line.rule_id.startswith("copyright."):
            found = OWNER.search(" ".join(line.text[:500].split()))
        elif line.rule_id in {"byline.originally", "byline.via_name"}:
            found = FIRST_PUBLISHED.search(shape_of(line.text[:500]))
        else:
            continue
        if found:
            name = TRAILING.sub("", found["owner"]).strip(" .,-")
            if name and name[0].isupper():
                return name
    return None


def _language(lines: tuple[Line, ...]) -> str | None:
    """Return the ISO 639-1 code of the body's language, or None when there is too little of it, or several mix.

    Of 2,242 English articles none is taken for foreign or mixed so; with 100 characters one is.
    """
    body, size = [], 0
    for line in _with_role(lines, "body"):
        body.append(line.text)
        size += len(line.text)
        if size >= LANGUAGE_SAMPLE:
            break
    text = " ".join(body)[:LANGUAGE_SAMPLE]
    if sum(map(str.isalpha, text)) < MIN_LANGUAGE_CHARS:
        return None
    middle = text.rfind(" ", 0, len(text) // 2) + 1 or len(text) // 2
    codes = {_classify(part) for part in (text[:middle], text[middle:])}
    return codes.pop() if len(codes) == 1 else None


def _classify(text: str) -> str:
    from py3langid import classify  # noqa: PLC0415 - loads numpy and a model, which reading alone does not need

    code, _score = classify(text)
    return str(code)
