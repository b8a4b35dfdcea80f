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

from seeds.load import load_lexicon
from transforms.figures.extract import Extraction, Extractor
from transforms.sentences import SentenceSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from transforms.records import Figure

TABLE: Final = Path(__file__).with_name("newsquant_units.csv")

CHANGES: Final = {">=": ">", "<=": "<"}
"""NewsQuant has no closed comparators."""

SMALL: Final = re.compile(r"(?<!per )(?<!per-)\b(?:cents?|pence)$|(?<=\d)p$")
"""NewsQuant counts cents and pence as units of their own."""

UNCOUNTED: Final = frozenset({"score.pair", "rank.superlative", "rank.number", "ratio.half", "ratio.multiple"})
"""Rules whose figures NewsQuant does not annotate."""

AGE: Final = re.compile(r"[\s-]*(?:old\b|of age\b)")
RATE: Final = re.compile(
    r"\s*(?:/|(?:per|an?|each)\s)\s*(?P<whole>[a-z]+(?:\s(?:foot|inch|mile|metre|meter))?)"
    r"(?!\s(?:earlier|ago|later|before))"
)
RATE_NOUNS: Final = frozenset(
    "share barrel gallon day week month year hour minute second ton tonne ounce pound litre liter acre person head "
    "unit game square kilogram kilowatt megawatt annum millisecond".split()
)
"""What NewsQuant joins to a unit as a rate; elsewhere `a` begins something else."""


def unit_names() -> Mapping[str, str]:
    """Return NewsQuant's name of each unit of ours that it calls otherwise."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["ours"]: row["newsquant"] for row in csv.DictReader(file)}


def unit_of(figure: Figure, text: str, names: Mapping[str, str]) -> str:
    """Return the unit in NewsQuant's words, the empty text for its bare numbers."""
    after = text[figure.char_end : figure.char_end + 40]
    if figure.kind in ("ratio", "rank", "score"):
        return ""
    unit = names.get(figure.unit, figure.unit.lower())
    if figure.kind == "money" and SMALL.search(figure.surface.lower()):
        unit = "penny" if figure.unit == "GBP" else "cent"
    if figure.kind == "percentage_point" and "basis" in figure.surface.lower():
        unit = "basis point"
    if figure.kind == "duration" and (figure.rule_id.endswith("age") or AGE.match(after)):
        return f"{unit} of age"
    if figure.kind == "count" and figure.rule_id.endswith("_noun"):
        unit = noun_phrase(figure, text) or unit
    rate = RATE.match(after)
    if rate and rate["whole"].split()[0] in RATE_NOUNS and figure.kind != "count":
        return f"{unit} per {rate['whole'].removesuffix('s').replace('annum', 'year')}"
    return unit


def noun_phrase(figure: Figure, text: str) -> str | None:
    """Return the counted noun with its modifiers, the head in the singular: NewsQuant keeps them, we keep the head."""
    phrase = re.match(r"[\s-]*((?:[\w’'.-]+\s+){0,4}[\w’'.-]+)", text[figure.char_end :])
    words = phrase.group(1).split() if phrase else []
    head = figure.unit.lower()
    for n, word in enumerate(words):
        if word.lower()[: max(2, len(head) - 2)] == head[: max(2, len(head) - 2)]:
            kept = [
                w for w in words[:n] if w.lower() not in ("more", "new", "of", "the", "other", "his", "her", "their")
            ]
            return " ".join([*kept, figure.unit])
    return None


def value_of(figure: Figure) -> float | list[float]:
    """Return the value as NewsQuant counts it: cents in cents, basis points in basis points."""
    factor = 100 if SMALL.search(figure.surface.lower()) or "basis" in figure.surface.lower() else 1
    if figure.value is not None:
        return float(figure.value * factor)
    return [float((figure.low or 0) * factor), float((figure.high or 0) * factor)]


def predictions(text: str, extraction: Extraction, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the figures of a sentence; numbers whose unit nothing tells are bare numbers there, not refusals."""
    for figure in extraction.figures:
        if figure.rule_id in UNCOUNTED or figure.surface.lower() in ("twice", "thrice"):
            continue
        change = figure.change or figure.comparator
        yield {
            "value": value_of(figure),
            "unit": unit_of(figure, text, names),
            "change": CHANGES.get(change, change),
            "concept": [],
        }
    for refused in extraction.rejections:
        digits = (refused.surface or "").replace(",", "")
        if refused.rule_id == "unit.none" and re.fullmatch(r"\d+(?:\.\d+)?", digits):
            yield {"value": float(digits), "unit": "", "change": "=", "concept": []}


def main() -> None:
    """Read the sentences of the file named on the command line and write their predictions."""
    extractor, names = Extractor(load_lexicon()), unit_names()
    for item in json.loads(Path(sys.argv[1]).read_text("utf-8")):
        text = item["text"]
        extraction = extractor.extract(text, [SentenceSpan(0, len(text), 1)], "sentence")
        sys.stdout.write(
            json.dumps({"text": text, "figures": list(predictions(text, extraction, names))}, ensure_ascii=False) + "\n"
        )


if __name__ == "__main__":
    main()
