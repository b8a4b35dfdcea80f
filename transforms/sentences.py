"""Where the sentences of a story begin and end, by rules cheap enough to run over every line.

Only sentences that hold a figure are ever parsed, so this split comes before any language model. Lines are the unit:
a sentence never runs over a line break, except where a page layout broke a body line in the middle of one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from transforms.wrapping import goes_on, wrapped_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.records import Line

READ_ROLES: Final = ("title", "caption", "body")
"""The roles of lines that tell the story; the others hold no sentences of it."""

MAX_SENTENCE: Final = 2000
"""Characters: longer "sentences" are tables or lost punctuation, and are cut at a space before the parser sees them."""

_OPENERS: Final = "\"'“‘«(\\["
_CLOSERS: Final = "\"'”’»)\\]"
_END: Final = re.compile(
    rf"(?P<mark>[.!?…]+)[{_CLOSERS}\ufffd]*(?:\s+(?=[{_OPENERS}\ufffd]*[A-Z0-9À-ÞĀ-Ž$£€])|(?=[A-Z][a-z]+[ ,]))"
)
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(\"'“‘])(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Sens|Rep|Reps|Gov|Lt|Col|Gen|Capt|Sgt|Maj|Hon|Rev|Jr|Sr|Messrs|Mt|No|Nos|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Ave|approx|vs|v|cf|ca|e\.g|i\.e|Fig|Art|Ch|Vol|[A-Z])$"
)
_INITIALISM: Final = re.compile(r"(?:\b[A-Za-z]\.)+[A-Za-z]$|\b(?:Inc|Corp|Co|Ltd|Bros|Jr|Sr|etc|a\.m|p\.m)$")
_RESUMES: Final = re.compile(
    rf"[{_OPENERS}\ufffd]*(?:The|This|That|These|Those|It|Its|He|She|They|We|I|You|His|Her|Their|Our|In|On|At|By|For|From|"
    r"But|And|Yet|So|If|When|While|As|After|Before|Since|However|Meanwhile|There|A|An|What|How|Why|Some|Many|Most)\b"
)
_CONTINUES: Final = re.compile(r"[a-z]")
_UNFINISHED: Final = re.compile(
    r"(?:,|\b(?:a|an|the|of|to|in|on|at|by|for|from|with|and|or|but|that|which|who|as|his|her|its|their|is|was|are|were|be|"
    r"has|have|had|will|would|not|than|into|between))\s*$"
)


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    """One sentence: its offsets in the document and the number of the line it begins on.

    `broken` marks the pieces of one too long to be read whole: who says what in it cannot be told.
    """

    start: int
    end: int
    line_n: int
    broken: bool = False


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a mark followed by a capital ends the sentence that began at `start`.

    It does not after a list number, an abbreviation, or an initialism that no clear sentence opener follows.
    """
    if match["mark"] != ".":
        return True
    before = text[max(start, match.start() - 24) : match.start()]
    if match.start() - start <= 3 and before.isdigit():
        return False
    if match.end() == match.end("mark") and not before[-3:].islower():
        return False
    if _ABBREVIATION.search(before):
        return False
    return not _INITIALISM.search(before) or bool(_RESUMES.match(text, match.end()))


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of `text[start:end]`, without the white space between them."""
    begin = start
    for match in _END.finditer(text, start, end):
        if match.start() >= begin and _is_end(text, begin, match):
            yield begin, match.start() + len(match.group().rstrip())
            begin = match.end()
    if begin < end:
        yield begin, end


def _limited(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield `start, end` in pieces of at most MAX_SENTENCE characters, cut at spaces where there are any."""
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        cut = cut if cut > 0 else start + MAX_SENTENCE
        yield start, cut
        start = cut
    yield start, end


def _paragraphs(lines: tuple[Line, ...]) -> Iterator[tuple[int, int, tuple[Line, ...]]]:
    """Yield each line that tells the story, joined with the body lines that a layout cut off from it."""
    group: list[Line] = []
    width = wrapped_width([(line.n, line.text) for line in lines if line.text.strip()])
    for line in lines:
        if line.role not in READ_ROLES:
            continue
        if group and not _goes_on(group[-1], line, width):
            yield group[0].char_start, group[-1].char_end, tuple(group)
            group = []
        group.append(line)
    if group:
        yield group[0].char_start, group[-1].char_end, tuple(group)


def _goes_on(line: Line, following: Line, width: int | None) -> bool:
    """Tell whether `following` is the rest of a sentence that `line` breaks off, or of its paragraph."""
    if line.role != "body" or following.role != "body":
        return False
    if width is not None:
        return goes_on((line.n, line.text), (following.n, following.text), width)
    text = line.text.rstrip()
    if not text or text[-1] in '.!?:;…"”’':
        return False
    return bool(_UNFINISHED.search(text)) or (len(text) > 40 and bool(_CONTINUES.match(following.text.lstrip())))


def sentences(text: str, lines: tuple[Line, ...]) -> tuple[SentenceSpan, ...]:
    """Return the sentences of the title, caption and body lines, in order and without overlap.

    >>> from transforms.records import Line
    >>> line = Line(1, 0, 38, "body", None, "Mr. Oke paid 2.5 pounds. She paid two.")
    >>> [line.text[s.start:s.end] for s in sentences(line.text, (line,))]
    ['Mr. Oke paid 2.5 pounds.', 'She paid two.']
    """
    found: list[SentenceSpan] = []
    for start, end, group in _paragraphs(lines):
        for a, b in _cuts(text, start, end):
            for left, right in _limited(text, a, b):
                piece = text[left:right]
                trimmed = left + len(piece) - len(piece.lstrip())
                if piece.strip():
                    n = max((line.n for line in group if line.char_start <= trimmed), default=group[0].n)
                    found.append(SentenceSpan(trimmed, left + len(piece.rstrip()), n, (left, right) != (a, b)))
    return tuple(found)


DATELINE: Final = re.compile(
    r"[A-Z][A-Z .’'-]{2,}(?:, [A-Z][\w. ]{1,20})?(?: \([A-Z][^()]{1,40}\))? ?[–—-]{1,2} "
    r"|[A-Z][\w .’'-]{2,24}(?:, [A-Z][\w. ]{1,20})? \([A-Z][^()]{1,40}\) ?[–—-]{1,2} "
)
"""Where and by whom a story was filed, at the start of its first sentence: "OSLO (News Agency) - "."""

_CAPITAL: Final = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_SMALL: Final = re.compile(r"[a-zß-öø-ÿ]+")


def capitals(text: str) -> float:
    """Return the share of the letters of `text` that are capitals.

    >>> capitals("SOS 1, he")
    0.6
    """
    large, small = len(_CAPITAL.findall(text)), sum(map(len, _SMALL.findall(text)))
    return large / (large + small) if large else 0.0


_PLAIN: Final = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\t": " ", "\r": " ", "\n": " "})
_DASH: Final = re.compile(r"(?<=\s)-(?=\s)")
_OPENING_DASH: Final = re.compile(r"(?<=\s)-(?=[A-Za-z])")
_SCALED: Final = re.compile(r"(?<=\d)(?:bn|trn|tn|mn)\b|(?<=[£$€¥₹]\d)(?:[\d.,]*\d)?(m|k|b)\b", re.IGNORECASE)
_WORD_BREAK: Final = re.compile(r"(?<=\w)\ufffd(?=\w)")


_OPENED: Final = re.compile(r"(\W*)([A-Z]{3,}(?:[ -][A-Z]{3,}){1,4})(?= [a-z])")
"""Several words in capitals that open a sentence, as newspapers set the beginning of a story."""

_SHORT: Final = 25
"""Characters: a shorter text in capitals may well be a name."""

_SHOUTED: Final = 0.7


def _unscaled(amount: re.Match[str]) -> str:
    """Return a scaled amount as a longer number ("412m" as "4120"): the parser takes a lone `m` for a verb."""
    letters = len(amount[1] or amount[0])
    return amount[0][: len(amount[0]) - letters] + "0" * letters


def parse_text(sentence: str) -> str:
    """Return what the parser should read for `sentence`: equally long, with plain quotes, and not shouted.

    Letters of scale become digits, a hyphen between spaces the dash it stands for, one that
    opens an aside ("the mayor -who was there") a comma, lost characters the apostrophe or
    quote they mostly were. A sentence in capitals is parsed in lower case, because the model takes every capitalised
    word for a name; a few that open it, as a name. A dateline is blanked out: its town would pass for the subject.
    """
    plain = _WORD_BREAK.sub("'", _DASH.sub("–", sentence.translate(_PLAIN))).replace("\ufffd", '"')
    plain = _SCALED.sub(_unscaled, _OPENING_DASH.sub(",", plain))
    dateline = DATELINE.match(plain)
    if dateline:
        plain = " " * dateline.end() + plain[dateline.end() :]
    opened = _OPENED.match(plain)
    if opened:
        plain = opened[1] + opened[2].title() + plain[opened.end() :]
    if len(plain) > _SHORT and capitals(plain) > _SHOUTED:
        lowered = plain.lower()
        return lowered if len(lowered) == len(plain) else plain
    return plain
