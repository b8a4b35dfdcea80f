"""Writes what Tallywire reads in NewsQuant-shaped sentences, in NewsQuant's own vocabulary.

    python tests/benchmarks/newsquant.py GOLD.json > predictions.jsonl

GOLD is a JSON list of {"text": sentence, ...}; one line of JSON is written for each sentence. The extractor knows
nothing of the benchmark: what differs between the vocabularies stands here and in `newsquant_units.csv` beside it.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from flows.model import load_model
from flows.weights import load_weights
from seeds.load import load_lexicon
from tests.benchmarks.newsquant_nouns import NounPhrases
from transforms.context.relate import Relater, Told
from transforms.figures.comparators import ComparatorReader
from transforms.figures.extract import Extractor
from transforms.figures.numerals import Numeral, NumeralReader
from transforms.figures.quantities import Quantity
from transforms.figures.tokens import tokenize
from transforms.figures.vocabulary import compile_vocabulary
from transforms.records import Figure, Line
from transforms.sentences import SentenceSpan, parse_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from transforms.records import Rejection

TABLE: Final = Path(__file__).with_name("newsquant_units.csv")

CHANGES: Final = {">=": ">", "<=": "<"}
"""NewsQuant has no closed comparators."""

SMALL: Final = re.compile(r"(?<!per )(?<!per-)\b(?:cents?|pence|sen)$|(?<=\d) ?p$")
"""NewsQuant counts cents and pence as units of their own."""

UNCOUNTED: Final = frozenset(
    {"score.pair", "rank.superlative", "rank.number", "ratio.half", "ratio.multiple", "ratio.changed"}
)
"""Rules whose figures NewsQuant does not annotate."""

NOUN_OF_CHANGE: Final = re.compile(
    r"[- ](?:\w+[- ])?(?:drop|rise|fall|boost|increase|decrease|rebound|cut|gain|loss|lower|higher|less|hike|growth|"
    r"decline|reduction|surge|jump|dip|slump|advance|climb|improvement|uplift|downturn|upturn|slide|plunge|leap)"
)
LEVEL: Final = re.compile(r" (?:to|at)(?: just| only| a)?\s*$", re.IGNORECASE)
FROM_TO: Final = re.compile(r"[\w .:]{0,40}\bto (?:about |around )?")
AGE: Final = re.compile(r"[\s-]*(?:old\b|of age\b)")
AGED: Final = re.compile(r"\b(?:aged|age of) $", re.IGNORECASE)
GENERATION: Final = re.compile(r"[2-6]G")
"""NewsQuant counts generations of mobile networks."""

RATE: Final = re.compile(
    r"(?: times)?\s*(?:of \w+(?: \w+)? )?(?:\([^()]*\)\s*)?(?:/|(?:per|an?|each)\s)\s*"
    r"(?P<whole>[a-zA-Z]+(?:\s(?:foot|inch|mile|metre|meter))?)(?!\s(?:earlier|ago|later|before))"
)
RATE_NOUNS: Final = {
    **{
        noun: noun
        for noun in (
            "share barrel gallon day week month year hour minute second ton tonne ounce pound litre liter acre person "
            "head unit game square kilogram kilowatt megawatt millisecond"
        ).split()
    },
    "annum": "year", "ms": "millisecond", "mmbtu": "mega british thermal unit", "kg": "kilogram", "s": "second",
}  # fmt: skip
"""What NewsQuant joins to a unit as a rate, and its name for it; elsewhere `a` begins something else."""


def unit_names() -> Mapping[str, str]:
    """Return NewsQuant's name of each unit of ours that it calls otherwise."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["ours"]: row["newsquant"] for row in csv.DictReader(file)}


def unit_of(figure: Figure, text: str, names: Mapping[str, str], nouns: NounPhrases) -> str:
    """Return the unit in NewsQuant's words, the empty text for its bare numbers."""
    after = text[figure.char_end : figure.char_end + 60]
    if figure.unit == "fraction":
        return f"% {nouns.after_of(figure, text)}"
    if figure.kind in ("ratio", "rank", "score") or _unsaid(figure, text):
        return "count" if figure.rule_id == "ratio.multiple" else ""
    unit = _named(figure, names)
    aged = AGE.match(after) or AGED.search(text[: figure.char_start])
    if figure.kind == "duration" and (figure.rule_id.endswith("age") or aged):
        return f"{unit} of age"
    if figure.kind == "count" and figure.rule_id.endswith("_noun"):
        unit = nouns.counted(figure, text) or unit
    rate = RATE.match(after)
    whole = rate["whole"].split() if rate else [""]
    part = RATE_NOUNS.get(whole[0].lower()) or RATE_NOUNS.get(whole[0].lower().removesuffix("s"))
    if part and (figure.kind != "count" or figure.unit == "time"):
        return f"{unit} per {' '.join([part, *whole[1:]])}"
    return unit


def _named(figure: Figure, names: Mapping[str, str]) -> str:
    surface = figure.surface.lower()
    if figure.kind == "money" and SMALL.search(surface):
        return "point" if surface.endswith("p") else {"GBP": "penny", "MYR": "sen"}.get(figure.unit, "cent")
    if figure.kind == "percentage_point" and "basis" in surface:
        return "basis point"
    if figure.unit == "INR" and "indian" not in surface and "rupee" in surface:
        return "rupee"
    return names.get(figure.unit, figure.unit.lower())


def _unsaid(figure: Figure, text: str) -> bool:
    """Tell whether the text leaves the unit out where NewsQuant then has none: an index of which no points are told."""
    return figure.rule_id == "measure.index" and "points" not in text


def value_of(figure: Figure, *, ranged: bool = True, small: bool = False) -> float | list[float]:
    """Return the value as NewsQuant counts it: cents in cents, basis points in basis points.

    `ranged`: vague powers are ranges, dozens 12 to 120; in R-Quant they are their power.
    """
    factor = 100 if small or SMALL.search(figure.surface.lower()) or "basis" in figure.surface.lower() else 1
    if figure.value is not None:
        value = float(figure.value * factor)
        return [value, 10 * value] if figure.vague and ranged else value
    return [float((figure.low or 0) * factor), float((figure.high or 0) * factor)]


def change_of(figure: Figure, text: str) -> str:
    """Return NewsQuant's change: its comparators come first, and only verbs change.

    Neither a level nor a noun does, nor what restates the amount before or goes on from it.
    """
    before, after = text[: figure.char_start], text[figure.char_end :]
    if before.endswith("("):
        return "="
    if figure.comparator != "=":
        return CHANGES.get(figure.comparator, figure.comparator)
    level = LEVEL.search(before) or before.endswith((", ", " and "))
    noun = NOUN_OF_CHANGE.match(after) or before.rstrip().lower().endswith((" cut of", " decrease of"))
    return figure.change if figure.change and not level and not noun else "="


def merged(figures: Sequence[Figure], text: str, *, ranged: bool) -> Iterator[tuple[Figure, float | list[float]]]:
    """Yield figures with their values; NewsQuant takes `from A to B` for one range."""
    waiting = list(figures)
    while waiting:
        figure = waiting.pop(0)
        following = waiting[0] if waiting else None
        if (
            following is not None
            and figure.unit == following.unit
            and None not in (figure.value, following.value)
            and re.search(r"\bfrom (?:about |around )?$", text[: figure.char_start])
            and FROM_TO.fullmatch(text[figure.char_end : following.char_start].lstrip())
        ):
            yield waiting.pop(0), [value_of(figure), value_of(following)]  # type: ignore[list-item]
        else:
            yield figure, value_of(figure, ranged=ranged)


class Translator:
    """Reads sentences and writes their figures as NewsQuant would, or as R-Quant, which has no concepts."""

    def __init__(self, *, ranged: bool) -> None:
        lexicon = load_lexicon()
        self._extractor = Extractor(lexicon)
        self._relater = Relater(lexicon, load_weights() if ranged else None)
        self._nlp = load_model() if ranged else None
        self._names = unit_names()
        self._nouns = NounPhrases(lexicon)
        vocabulary = compile_vocabulary(lexicon)
        self._numerals = NumeralReader(vocabulary)
        self._comparators = ComparatorReader(vocabulary)
        self._ranged = ranged

    def figures(self, text: str) -> Iterator[dict[str, Any]]:
        """Yield the figures of a sentence; numbers whose unit nothing tells are bare numbers there, not refusals."""
        extraction = self._extractor.extract(text, [SentenceSpan(0, len(text), 1)], "sentence")
        bare = [found for refused in extraction.rejections if (found := self._bare(refused, text)) is not None]
        concepts = self._concepts(text, tuple(sorted((*extraction.figures, *bare), key=lambda f: f.char_start)))
        counted = [f for f in extraction.figures if f.rule_id not in UNCOUNTED or f.surface.lower().endswith("fold")]
        kept = [f for f in counted if f.surface.lower() not in ("twice", "thrice")]
        for figure, value in merged(kept, text, ranged=self._ranged):
            unit = unit_of(figure, text, self._names, self._nouns)
            concept = concepts.get(figure.char_start, [])
            yield {"value": value, "unit": unit, "change": change_of(figure, text), "concept": concept}
        for figure in bare:
            concept = concepts.get(figure.char_start, [])
            change = CHANGES.get(figure.comparator, figure.comparator)
            yield {"value": float(figure.value or 0), "unit": "", "change": change, "concept": concept}
        for other in extraction.not_figures:
            if GENERATION.fullmatch(other.surface):
                yield {"value": float(other.surface[0]), "unit": "generation wireless", "change": "=", "concept": []}
            noun = self._nouns.of_one(text[other.char_start :])
            if noun is not None and other.surface.lower().startswith("one"):
                yield {"value": 1.0, "unit": noun, "change": "=", "concept": []}

    def _bare(self, refused: Rejection, text: str) -> Figure | None:
        """Return the number that was refused because nothing tells its unit, as the figure it is to NewsQuant."""
        surface, start, end = refused.surface or "", refused.char_start, refused.char_end
        tokens = tokenize(text, 0, len(text))
        first = next((k for k, token in enumerate(tokens) if token.start == start), None)
        said = refused.rule_id == "unit.none" and surface.lower() not in ("hundred", "thousand")
        numeral = self._numerals.read(tokens, first) if said and first is not None else None
        if not isinstance(numeral, Numeral) or start is None or end is None:
            return None
        quantity = Quantity("count", numeral.first, numeral.stop, refused.rule_id, value=numeral.value)
        found = self._comparators.read(tokens, quantity, numeral.stop)
        return Figure(
            1, start, end, surface, text, 0, "measure", "point", refused.rule_id, value=numeral.value, comparator=found
        )

    def _concepts(self, text: str, figures: tuple[Figure, ...]) -> dict[int, list[str]]:
        """Return the words of what each figure measures, by where it begins: the plain map, nothing adapted."""
        if self._nlp is None or not figures:
            return {}
        line, span = Line(1, 0, len(text), "body", None, text), SentenceSpan(0, len(text), 1)
        told = Told(text, (line,), (span,), figures)
        contexts = self._relater.relate(told, {0: self._nlp(parse_text(text))}, None)
        said = ((f, c.measure) for f, c in zip(figures, contexts, strict=True))
        return {figure.char_start: measure.split() if measure else [] for figure, measure in said}


def main() -> None:
    """Read the sentences of the file named on the command line and write their predictions."""
    path = Path(sys.argv[1])
    translator = Translator(ranged=path.name.startswith("NewsQuant"))
    for item in json.loads(path.read_text("utf-8")):
        row = {"text": item["text"], "figures": list(translator.figures(item["text"]))}
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
