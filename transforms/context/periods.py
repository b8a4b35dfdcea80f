"""When a figure holds: the time expression of its own clause, in the text's words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from transforms.context.syntax import VERBS, clause_verb
from transforms.context.times import expressions

if TYPE_CHECKING:
    from transforms.context.parse import Token
    from transforms.context.syntax import Site

Span = tuple[int, int]

_CLAUSE: Final = re.compile(
    r"\b(?:since (?:I|he|she|we|they|it|the [\w-]+(?: [\w-]+)?) \w+[^,;.]{2,90}"
    r"|when (?:I|he|she|we|they|it) (?:took|came|left|entered|became|won|joined|started) [^,;.]{2,40})",
    re.IGNORECASE,
)
_FROM: Final = re.compile(r"\bfrom\s+(?:[a-z]+\s+)?$")
_COMPARES: Final = re.compile(r"\b(?:compared|comparison|versus|against|from|than|after)\b[^,;]{0,25}$", re.IGNORECASE)
_BREAK: Final = re.compile(
    r"[;:]|\b(?:while|whereas|although|though|but|which|who|after|because|as|when|if|since|and)\b|[–—]| - ",
    re.IGNORECASE,
)
_SPOKEN: Final = re.compile(
    r"\b(?:said|says|announced|warned|added|told (?:[\w’'-]+ ){1,3}|(?:said|announced) in (?:[\w’'-]+ ){1,3})\s*$",
    re.IGNORECASE,
)
_SPOKEN_WHEN: Final = re.compile(
    r"(?:late |early )?(?:on |last |this |yesterday|today|earlier|late|by )", re.IGNORECASE
)
"""A time right after a verb of saying is when it was said, not when the figure held."""

_STOP_COST: Final = 95
"""Characters a semicolon counts for: beyond it another sentence could stand."""

_BREAK_COST: Final = 25
"""Characters a clause boundary counts for: a period in the figure's clause wins over a nearer one beyond it."""

_CLAUSE_COST: Final = 25
"""Characters that count for a time which hangs on another verb in the parse, which is right more often than not."""

_ASIDE_COST: Final = 95
"""Characters that count for a time inside a clause that only describes somebody ("Oke, who left last month, has")."""

_RATE_COST: Final = 30
"""Characters `annual` and its like count for: they say how a rate is meant, a date beside them says when it held."""

_FRONT_COST: Final = 30
"""Characters between a figure and a time set off by a comma at the front of its clause: it holds for all of it."""

_FRONT: Final = re.compile(r"(?:^|,|\bthat)\W*$")
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
    for match in _times(sentence):
        if _SPOKEN.search(sentence[: match.start()]) and _SPOKEN_WHEN.match(match.group()):
            continue
        if (match.start() < figure[1] and figure[0] < match.end()) or _is_taken(
            sentence, match.span(), figure, neighbours
        ):
            continue
        cost = _cost(sentence, figure, match.span(), neighbours) + (_RATE_COST if match["rate"] else 0)
        cost += _clause_cost(at, match.start())
        found.append((cost, match.start(), " ".join(match.group().split())))
    if found and min(found)[0] <= _REACH.get(at.figure.kind, _FAR):
        return min(found)[2], "period.nearest"
    clause = _CLAUSE.search(sentence) if at.figure.kind != "duration" else None
    if clause is None or clause.end() > figure[0] >= clause.start():
        return None
    return " ".join(clause.group().split()), "period.clause"


@lru_cache(maxsize=64)
def _times(sentence: str) -> tuple[re.Match[str], ...]:
    """Return the time expressions of a sentence, kept while its figures are read one after the other."""
    return tuple(expressions(sentence))


def _clause_cost(at: Site, offset: int) -> int:
    """Return what it costs that the words at `offset` of the sentence hang on another verb than the figure."""
    word = next(iter(at.doc.covering(offset, offset + 1)), None)
    verb, period = clause_verb(at.head), clause_verb(word) if word is not None else None
    if verb is None or period is None or _whole(verb) == _whole(period):
        return 0
    aside = period.dep_ in {"relcl", "acl"} and period not in at.head.ancestors
    return _ASIDE_COST if aside else _CLAUSE_COST


def _whole(verb: Token) -> Token:
    """Return the verb whose tense `verb` shares: "expected" for "to rise" in "is expected to rise"."""
    while verb.dep_ in {"xcomp", "aux", "auxpass", "pcomp"} and verb.head.pos_ in VERBS and verb.head != verb:
        verb = verb.head
    return verb


def _is_taken(sentence: str, period: Span, figure: Span, neighbours: tuple[Span, ...]) -> bool:
    """Tell whether a period stands right after another figure, and so is that one's ("from 3% last year to 2%")."""
    if sentence[period[0] : period[1]].casefold() == "current":
        return any(period[1] <= other[0] and not sentence[period[1] : other[0]].strip() for other in neighbours)
    starts = _FROM.search(sentence[: figure[0]]) is not None
    if starts and any(figure[1] <= other[0] and other[1] <= period[0] for other in neighbours):
        return True
    compared = (
        o for o in neighbours if figure[1] <= o[0] and o[1] <= period[0] and not sentence[o[1] : period[0]].strip()
    )
    if any(_COMPARES.search(sentence[figure[1] : other[0]]) for other in compared):
        return True
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
    if not after and between.startswith(",") and _FRONT.search(sentence[: period[0]]):
        return _FRONT_COST + crossed * _BREAK_COST
    breaks = len(_BREAK.findall(between))
    stops = between.count(";") * _STOP_COST
    return len(between) * (0.6 if after else 1.0) + stops + breaks * _BREAK_COST + crossed * 2 * _BREAK_COST
