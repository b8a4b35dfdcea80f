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
    from collections.abc import Iterator, Mapping, Sequence

    from transforms.records import Figure

TABLE: Final = Path(__file__).with_name("newsquant_units.csv")

CHANGES: Final = {">=": ">", "<=": "<"}
"""NewsQuant has no closed comparators."""

SMALL: Final = re.compile(r"(?<!per )(?<!per-)\b(?:cents?|pence|sen)$|(?<=\d)p$")
"""NewsQuant counts cents and pence as units of their own."""

ONE_NOUN: Final = re.compile(
    r"(?i:one)(?: of (?:the|its|his|her|their|our|my)(?: \w+est| most \w+)?)?[ -](?P<noun>[a-z]+)"
)
"""NewsQuant counts `one proposal` and `one of the oldest parks`; our guidelines do not."""

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
    if figure.rule_id == "ratio.multiple":
        return "count"
    if figure.kind in ("ratio", "rank", "score"):
        return ""
    unit = names.get(figure.unit, figure.unit.lower())
    if figure.kind == "money" and SMALL.search(figure.surface.lower()):
        unit = {"GBP": "penny", "MYR": "sen"}.get(figure.unit, "cent")
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
        value = float(figure.value * factor)
        return [value, 10 * value] if figure.vague else value
    return [float((figure.low or 0) * factor), float((figure.high or 0) * factor)]


def change_of(figure: Figure, text: str) -> str:
    """Return NewsQuant's change: its comparators come first, and a level that was reached is no change."""
    if figure.comparator != "=":
        return CHANGES.get(figure.comparator, figure.comparator)
    before = text[: figure.char_start].split()
    level = bool(before) and before[-1].lower() in ("to", "at")
    return figure.change if figure.change and not level else "="


def merged(figures: Sequence[Figure], text: str) -> Iterator[tuple[Figure, float | list[float]]]:
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
            and re.fullmatch(
                r"[\w ]{0,24}\bto (?:about |around )?", text[figure.char_end : following.char_start].lstrip()
            )
        ):
            yield waiting.pop(0), [value_of(figure), value_of(following)]  # type: ignore[list-item]
        else:
            yield figure, value_of(figure)


def predictions(text: str, extraction: Extraction, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the figures of a sentence; numbers whose unit nothing tells are bare numbers there, not refusals."""
    counted = [f for f in extraction.figures if f.rule_id not in UNCOUNTED or f.surface.lower().endswith("fold")]
    for figure, value in merged([f for f in counted if f.surface.lower() not in ("twice", "thrice")], text):
        unit = unit_of(figure, text, names)
        yield {"value": value, "unit": unit, "change": change_of(figure, text), "concept": []}
    for refused in extraction.rejections:
        digits = (refused.surface or "").replace(",", "")
        if refused.rule_id == "unit.none" and re.fullmatch(r"\d+(?:\.\d+)?", digits):
            yield {"value": float(digits), "unit": "", "change": "=", "concept": []}
    for other in extraction.not_figures:
        noun = ONE_NOUN.match(text[other.char_start :])
        if noun is not None and other.surface.lower().startswith("one"):
            yield {"value": 1.0, "unit": noun["noun"].lower(), "change": "=", "concept": []}


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
