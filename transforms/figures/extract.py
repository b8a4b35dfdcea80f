"""From sentences to figures: scans each one from left to right, reads every number, and names what is not read.

No language model is needed here; what a model can add (of what, whose, who said so) is `transforms.context.relate`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from transforms.figures.amounts import POINTS, AmountReader
from transforms.figures.changes import ChangeReader, carries_change
from transforms.figures.comparators import ComparatorReader, carries_on
from transforms.figures.ellipsis import INDEX_LEVEL, UnitFinder
from transforms.figures.forms import FormReader
from transforms.figures.not_figures import YEAR, NotFigureRules
from transforms.figures.nouns import NounFinder
from transforms.figures.numerals import MAX_DIGITS, Malformed
from transforms.figures.quantities import Quantity
from transforms.figures.ranges import RangeReader
from transforms.figures.tokens import DASHES, VULGAR, Token, Tokens, adjacent, tokenize, word_at
from transforms.figures.vocabulary import compile_vocabulary
from transforms.lexicon import one_of
from transforms.records import Figure, NotAFigure, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transforms.figures.ellipsis import Memory, UnitReading
    from transforms.figures.not_figures import Mask
    from transforms.lexicon import Lexicon
    from transforms.sentences import SentenceSpan


_AT: Final = frozenset({"at", "on", "this", "that", "the", "from", "make", "makes", "made"})
_ARTICLES: Final = frozenset({"a", "an"})
_ORDINAL_TAILS: Final = frozenset({"st", "nd", "rd", "th"})


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read in a document: figures, numbers that are none, and numbers that were seen but not understood."""

    figures: tuple[Figure, ...]
    not_figures: tuple[NotAFigure, ...]
    rejections: tuple[Rejection, ...]


@dataclass(slots=True)
class _Scan:
    """The working state of one sentence."""

    text: str
    span: SentenceSpan
    tokens: Tokens
    masks: Sequence[Mask]
    masks_passed: int = 0
    quantities: list[Quantity] = field(default_factory=list)
    not_figures: list[NotAFigure] = field(default_factory=list)
    refused: list[tuple[int, int, str]] = field(default_factory=list)

    def skip(self, first: int, stop: int, rule_id: str) -> int:
        """Record tokens `first:stop` as no figure and return the token to go on from."""
        start, end = self.tokens[first].start, self.tokens[stop - 1].end
        self.not_figures.append(NotAFigure(self.span.line_n, start, end, self.text[start:end], rule_id))
        return stop


class Extractor:
    """Reads the figures of sentences with the vocabularies of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        vocabulary = compile_vocabulary(lexicon)
        self._words = vocabulary.words
        self._not_figures = NotFigureRules(lexicon, vocabulary)
        self._amounts = AmountReader(vocabulary)
        self._forms = FormReader(vocabulary, self._amounts)
        self._ranges = RangeReader(vocabulary, self._amounts)
        self._comparators = ComparatorReader(vocabulary)
        self._changes = ChangeReader(lexicon, vocabulary)
        self._nouns = NounFinder(vocabulary)
        self._units = UnitFinder(self._nouns, vocabulary)
        self._shares = frozenset(vocabulary.numbers["fraction"])
        self._tens, self._ordinals = vocabulary.numbers["ten"], vocabulary.numbers["ordinal"]
        words = vocabulary.number_words()
        numbers = vocabulary.numbers
        self._after_article = frozenset(
            {*numbers["fraction"], *numbers["scale"], *numbers["vague"], *numbers["multiple"]}
        )
        starters = words | {"no", "number", "multi"} | {p[0] for p in vocabulary.prefixes}
        self._plain_starters = frozenset(starters - _ARTICLES)
        self._article_openers = self._after_article | {p[1] for p in vocabulary.prefixes if p[0] in _ARTICLES}
        self._number_word = re.compile(rf"\b(?:{one_of(words)}|multi[a-z]*)\b")

    def may_hold_figure(self, text: str, span: SentenceSpan) -> bool:
        """Tell whether a sentence has a digit or a number word at all: one linear search for each."""
        if _NUMERAL.search(text, span.start, span.end) is not None:
            return True
        return self._number_word.search(text[span.start : span.end].lower()) is not None

    def extract(self, text: str, spans: Iterable[SentenceSpan], source: str, doc_id: str | None = None) -> Extraction:
        """Return what the sentences `spans` of `text` hold: every number is in exactly one of the three parts."""
        figures: list[Figure] = []
        not_figures: list[NotAFigure] = []
        rejections: list[Rejection] = []
        memory = self._units.memory()
        for span in spans:
            if not self.may_hold_figure(text, span):
                memory.pass_over(text, span)
                continue
            scan = self._scan(text, span)
            not_figures += scan.not_figures
            memory.begin(text, span)
            found, refused = self._figures(scan, memory)
            figures += found
            rejections += (self._rejection(scan, r, source, doc_id) for r in (*scan.refused, *refused))
        return Extraction(tuple(figures), tuple(not_figures), tuple(rejections))

    def _rejection(self, scan: _Scan, refused: tuple[int, int, str], source: str, doc_id: str | None) -> Rejection:
        start, end, rule_id = refused
        return Rejection(
            "extract", source, rule_id, REASONS[rule_id], doc_id, scan.span.line_n, start, end, scan.text[start:end]
        )

    def _scan(self, text: str, span: SentenceSpan) -> _Scan:
        tokens = tokenize(text, span.start, span.end)
        scan = _Scan(text, span, tokens, self._not_figures.find(text, tokens))
        reached = 0
        for k in self._candidates(tokens):
            if k >= reached:
                reached = self._step(scan, k, reached)
        return scan

    def _candidates(self, tokens: Tokens) -> Sequence[int]:
        """Return the tokens at which a number may begin."""
        starters = self._plain_starters & tokens.seen
        if not self._article_openers.isdisjoint(tokens.seen):
            starters |= _ARTICLES
        if not starters and not tokens.fractions and not tokens.multiplied:
            return tokens.digits
        return [
            k
            for k, (kind, _, lower, _, _, _) in enumerate(tokens)
            if kind in ("num", "frac")
            or (lower in starters and self._begins(tokens, k))
            or (tokens.multiplied and lower.startswith("multi"))
        ]

    def _begins(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether the starter at token `i` may begin a number: an article only before a word that goes on."""
        if tokens[i].lower in _ARTICLES and i + 1 < len(tokens) and tokens[i + 1].kind == "word":
            return tokens[i + 1].lower in self._after_article
        return True

    def _step(self, scan: _Scan, i: int, reached: int) -> int:
        """Read the number that may begin at token `i` and return the token to go on from.

        A mask is recorded from its first token that was not read yet: those before `reached` were.
        """
        tokens, start = scan.tokens, scan.tokens[i].start
        while scan.masks_passed < len(scan.masks) and scan.masks[scan.masks_passed].end <= start:
            scan.masks_passed += 1
        mask = scan.masks[scan.masks_passed] if scan.masks_passed < len(scan.masks) else None
        if mask is None or mask.start > start:
            return self._number(scan, i)
        first, stop = i, i + 1
        while first > reached and tokens[first - 1].start >= mask.start:
            first -= 1
        while stop < len(tokens) and tokens[stop].start < mask.end:
            stop += 1
        return scan.skip(first, stop, mask.rule_id)

    def _number(self, scan: _Scan, i: int) -> int:
        tokens = scan.tokens
        if tokens[i].kind == "num" and (stop := self._glued_to_word(tokens, i)):
            return scan.skip(i, stop, "id.glued")
        found = self._forms.read(tokens, i) or self._amounts.read(tokens, i)
        if isinstance(found, Malformed):
            scan.refused.append((tokens[found.first].start, tokens[found.stop - 1].end, found.rule_id))
            return found.stop
        if found is None:
            unread = tokens[i].lower in self._shares
            return scan.skip(i, i + 1, "share.unread") if unread else i + 1
        if (stop := self._ordinal_end(tokens, found)) > found.stop:
            return scan.skip(i, stop, "id.ordinal")
        joined = self._ranges.join(tokens, found)
        if not any(
            tokens[found.stop].start <= m.start < tokens[joined.stop - 1].end for m in scan.masks if joined is not found
        ):
            found = joined
        rule_id = self._no_figure(tokens, found)
        if rule_id is not None:
            return scan.skip(found.first, found.stop, rule_id)
        scan.quantities.append(_signed(tokens, found))
        return max(found.stop, i + 1)

    def _ordinal_end(self, tokens: Sequence[Token], found: Quantity) -> int:
        """Return the token after an ordinal in words: twenty-first; else the end of `found`."""
        if not found.bare or tokens[found.stop - 1].lower not in self._tens:
            return found.stop
        at = found.stop + (word_at(tokens, found.stop) in DASHES)
        return at + 1 if word_at(tokens, at) in self._ordinals else found.stop

    def _glued_to_word(self, tokens: Tokens, i: int) -> int:
        """Return the token after a number that is part of a name (G7, F-16, 5G, 45th), or 0."""
        stop = i + 1
        after = tokens[stop] if stop < len(tokens) and adjacent(tokens[i], tokens[stop]) else None
        if after is not None and after.lower in _ORDINAL_TAILS:
            rank = self._forms.read(tokens, i)
            return 0 if rank is not None and rank.kind == "rank" else stop + 1
        if i > 0 and adjacent(tokens[i - 1], tokens[i]):
            before = tokens[i - 1]
            prefixed = self._amounts.begins_prefix(tokens, i - 1)
            if before.kind == "word" and not prefixed:
                return stop
            if before.text == "/" and i > 1 and adjacent(tokens[i - 2], before) and tokens[i - 2].text.isupper():
                return stop
            if before.text in DASHES and i > 1 and adjacent(tokens[i - 2], before) and tokens[i - 2].kind == "word":
                return 0 if tokens[i - 2].lower in self._words["compound_prefixes"] else stop
        if after is None or after.kind != "word":
            return 0
        found = self._amounts.read(tokens, i)
        consumed = isinstance(found, Quantity) and found.stop > stop
        decade = after.lower == "s" and self._forms.read(tokens, i) is not None
        return 0 if consumed or decade else stop + 1

    def _no_figure(self, tokens: Sequence[Token], quantity: Quantity) -> str | None:
        """Return the rule by which a read number is no figure after all, or None."""
        alone = quantity.stop == quantity.first + 1
        word = tokens[quantity.first].lower
        if self._not_figures.is_name_part(tokens, quantity):
            return "name.capitalised"
        if quantity.kind not in ("count", "score"):
            return None
        if quantity.rule_id == POINTS and word == "one" and word_at(tokens, quantity.first - 1) in _AT:
            return "pronoun.one"  # at one point, on one point
        ends = (tokens[quantity.first], tokens[quantity.stop - 1])
        if not alone and all(YEAR.fullmatch(t.text) for t in ends):
            return "year.pair"
        if quantity.rule_id == "range.between" and all(
            YEAR.fullmatch(t.text) for t in (tokens[quantity.first + 1], ends[1])
        ):
            return "year.pair"
        grouped = quantity.first > 0 and tokens[quantity.first - 1].lower in self._words["group_openers"]
        owned = word_at(tokens, quantity.stop) in ("our", "their", "his", "her", "its", "my", "your")
        if grouped and quantity.bare and (owned or self._nouns.after(tokens, quantity.stop) is None):
            return "idiom.group"
        if alone and word in ("one", "zero"):
            return "pronoun.one" if word == "one" else "number.zero_word"
        if quantity.bare and self._numbered(tokens, quantity):
            return "name.numbered"
        if not quantity.bare or not self._not_figures.is_year(tokens, quantity):
            return None
        compared = self._comparators.compared(tokens, quantity) and self._nouns.after(tokens, quantity.stop) is not None
        return None if compared else "year.plain"

    def _numbered(self, tokens: Sequence[Token], quantity: Quantity) -> bool:
        """Tell whether a single digit belongs to the name before it: `Shrek 2 took`, not `Ayr 2 Troon 1`."""
        i = quantity.first
        if i < 1 or quantity.stop != i + 1 or tokens[i].kind != "num":
            return False
        if self._modelled(tokens, i):
            return True
        if len(tokens[i].text) != 1:
            return False
        before, after = tokens[i - 1], word_at(tokens, i + 1)
        capitals = before.text.istitle() or (before.text.isupper() and len(before.text) > 1)
        named = before.kind == "word" and capitals and before.lower not in self._words["function_words"]
        lowered = i + 1 < len(tokens) and tokens[i + 1].kind == "word" and tokens[i + 1].text.islower()
        spoken = after in self._words["person_verbs"] or before.lower.endswith("day")
        return named and lowered and not spoken and self._nouns.after(tokens, i + 1) is None

    def _modelled(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether digits are the number of a model: the Commodore 64, a Ferrari 360; not the Tories 197."""
        named = i > 1 and tokens[i - 1].kind == "word" and tokens[i - 1].text.istitle() and tokens[i].text.isdigit()
        led = named and tokens[i - 2].lower in ("the", "a", "an", "his", "her", "its")
        return led and len(tokens[i].text) <= 4 and not self._nouns.is_plural(tokens[i - 1].text)

    def _figures(self, scan: _Scan, memory: Memory) -> tuple[list[Figure], list[tuple[int, int, str]]]:
        """Return the figures of a scanned sentence, and the spans whose unit nothing tells."""
        quantities = self._units.share(scan.tokens, scan.quantities, scan.text[scan.span.start : scan.span.end])
        figures: list[Figure] = []
        refused: list[tuple[int, int, str]] = []
        reached, noun_stop = scan.span.start, -1
        for k, quantity in enumerate(quantities):
            reading = self._units.unit(scan.tokens, quantities, k, memory)
            start, end = scan.tokens[quantity.first].start, scan.tokens[quantity.stop - 1].end
            if reading.unit is None:
                refused.append((start, end, "unit.none"))
                continue
            figure = self._figure(scan, quantities, k, reading)
            if noun_stop == quantity.first - 1 and scan.tokens[noun_stop].lower == "over":
                figure = replace(figure, comparator="=")  # 12 schools over two sites: a place, not a comparison
            figures.append(self._carried(figure, figures, scan.text[reached:start]))
            reached, noun_stop = scan.tokens[reading.noun_stop - 1].end, reading.noun_stop
        memory.end()
        return figures, refused

    def _figure(self, scan: _Scan, quantities: Sequence[Quantity], k: int, reading: UnitReading) -> Figure:
        quantity = quantities[k]
        start, end = scan.tokens[quantity.first].start, scan.tokens[quantity.stop - 1].end
        return Figure(
            line_n=scan.span.line_n,
            char_start=start,
            char_end=end,
            surface=scan.text[start:end],
            sentence=scan.text[scan.span.start : scan.span.end],
            sentence_start=scan.span.start,
            kind="measure" if reading.rule_id == INDEX_LEVEL else quantity.kind,
            unit=reading.unit or "",
            rule_id=reading.rule_id,
            value=quantity.value,
            low=quantity.low,
            high=quantity.high,
            comparator=self._comparators.read(scan.tokens, quantity, reading.noun_stop),
            vague=quantity.vague,
            change=self._changes.read(scan.tokens, quantity, quantities),
        )

    def _carried(self, figure: Figure, earlier: Sequence[Figure], between: str) -> Figure:
        """Return the figure with what is said of the one before, where it reaches over the words in `between`.

        A comparator reaches over `for Ayr and`; comparator and change both over `, or` and an opening bracket.
        """
        if not earlier:
            return figure
        last = earlier[-1]
        restated = _RESTATED.fullmatch(between) is not None and last.kind not in ("rank", "score", "duration")
        same = (last.kind, last.unit) == (figure.kind, figure.unit)
        listed = same and carries_on(between)
        if figure.comparator == "=" and (restated or listed):
            figure = replace(figure, comparator=last.comparator)
        if figure.change is not None or last.change is None:
            return figure
        same = same and figure.kind != "count"
        goes_on = restated or carries_change(between, figure.kind, alike=same, listed=same and listed)
        return replace(figure, change=last.change) if goes_on else figure


_RESTATED: Final = re.compile(r",? or |,? ?\(|; $")
"""Between two statements of one amount: `shed 84 points, or 1.3%`; `more than 100 km (60 miles)`."""

_NUMERAL: Final = re.compile(rf"[0-9{VULGAR}]")


_SIGNED_KINDS: Final = frozenset({"percent", "percentage_point", "money", "measure", "count"})


def _signed(tokens: Sequence[Token], quantity: Quantity) -> Quantity:
    """Return the quantity below zero where `minus` or its sign stands before it; the sign is outside the span."""
    i = quantity.first - 1
    if i < 0 or quantity.value is None or quantity.kind not in _SIGNED_KINDS or word_at(tokens, i - 1) == "or":
        return quantity
    free = i == 0 or not adjacent(tokens[i - 1], tokens[i])
    signed = tokens[i].text in "-−" and adjacent(tokens[i], tokens[i + 1]) and free
    joined = tokens[i].text in DASHES and word_at(tokens, i - 1) == "minus"
    return replace(quantity, value=-quantity.value) if signed or joined or tokens[i].lower == "minus" else quantity


REASONS: Final = {
    "number.separators": "the separators in this number are not placed as in any number format that is known",
    "number.too_long": f"more than {MAX_DIGITS} digits are no quantity that news states",
    "unit.none": "a number was seen, but nothing near it says what it counts",
}
