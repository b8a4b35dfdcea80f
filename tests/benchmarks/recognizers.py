"""How far Tallywire's values agree with the English specifications of Recognizers-Text, and where they do not, why.

    python -m tests.benchmarks.recognizers FOLDER [--list]

FOLDER holds the specifications, one JSON file a model. A result agrees when a figure, or a number that was refused for
want of a unit, overlaps it and has its value. `--list` also prints every disagreement. Most of the rest is a difference
of purpose: those are recognizers of numbers, this is a reader of figures, to which dates, names and pronouns are none.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.table import text_table
from seeds.load import load_lexicon
from transforms.figures.extract import Extraction, Extractor
from transforms.figures.numerals import Numeral, NumeralReader
from transforms.figures.tokens import tokenize
from transforms.figures.vocabulary import compile_vocabulary
from transforms.sentences import SentenceSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

CLOSE = Decimal("0.00001")
"""Relative difference below which two values are one."""

AGREES = "agrees"


def number(text: str | None) -> Decimal | None:
    """Return the value of a resolution such as `95%`, `1,000` or `1.5E+09`, or None where it is none."""
    try:
        return Decimal((text or "").strip().rstrip("%").replace(",", ""))
    except InvalidOperation:
        return None


def ends(resolution: dict[str, Any]) -> tuple[Decimal, ...]:
    """Return the value of a result, or the ends of a range: `[5,10)`."""
    text = str(resolution.get("value") or "")
    found = re.findall(r"-?[\d.]+(?:E[+-]?\d+)?", text) if text[:1] in "[(" and text else [text]
    return tuple(value for each in found if (value := number(each)) is not None)


def close(left: Decimal, right: Decimal) -> bool:
    """Tell whether two values are one."""
    return abs(left - right) <= CLOSE * max(abs(left), abs(right))


class Comparison:
    """Reads the inputs of specifications and sorts their results by what became of them."""

    def __init__(self) -> None:
        lexicon = load_lexicon()
        self._extractor = Extractor(lexicon)
        self._numerals = NumeralReader(compile_vocabulary(lexicon))

    def verdicts(self, item: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield the text of each result of a specification's item, and `agrees` or the reason why it does not."""
        text = item["Input"]
        extraction = self._extractor.extract(text, [SentenceSpan(0, len(text), 1)], "specification")
        for result in item["Results"]:
            values = ends(result.get("Resolution") or {})
            yield result["Text"], self._verdict(extraction, result["Start"], result["End"] + 1, values)

    def _verdict(self, extraction: Extraction, start: int, end: int, values: tuple[Decimal, ...]) -> str:
        if not values:
            return "their result has no value"
        figures = [f for f in extraction.figures if f.char_start < end and start < f.char_end]
        ours = [v for f in figures for v in (f.value, f.low, f.high) if v is not None]
        refused = [r for r in extraction.rejections if (r.char_start or 0) < end and start < (r.char_end or 0)]
        ours += [v for r in refused if (v := self._value(r.surface or "")) is not None]
        if all(any(close(value, one) for one in ours) for value in values):
            return AGREES
        if ours:
            return "another value: " + (figures[0].rule_id if figures else "number refused")
        other = [n for n in extraction.not_figures if n.char_start < end and start < n.char_end]
        return f"no figure here: {other[0].rule_id}" if other else "refused" if refused else "not seen"

    def _value(self, surface: str) -> Decimal | None:
        tokens = tokenize(surface, 0, len(surface))
        numeral = self._numerals.read(tokens, 0) if tokens else None
        return numeral.value if isinstance(numeral, Numeral) else None


def main() -> None:
    """Compare every specification of a folder and print the shares and the reasons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder of the specifications")
    parser.add_argument("--list", action="store_true", help="print every disagreement")
    options = parser.parse_args()
    comparison, rows, reasons = Comparison(), [], Counter[str]()
    for path in sorted(options.folder.glob("*.json")):
        verdicts: list[tuple[str, str, str]] = [
            (item["Input"], text, verdict)
            for item in json.loads(path.read_text("utf-8-sig"))
            for text, verdict in comparison.verdicts(item)
        ]
        agreed = sum(verdict == AGREES for _, _, verdict in verdicts)
        rows.append((path.name.split(".")[0], len(verdicts), agreed, round(100 * agreed / max(1, len(verdicts)), 1)))
        reasons.update(verdict for _, _, verdict in verdicts if verdict != AGREES)
        if options.list:
            for given, text, verdict in verdicts:
                if verdict != AGREES:
                    print(f"{path.name}: {verdict}: {text!r} in {given!r}")  # noqa: T201 - the output of this program
    print(text_table(("specification", "results", "agree", "%"), rows))  # noqa: T201 - as above
    print(text_table(("why not", "results"), reasons.most_common(25)))  # noqa: T201 - as above


if __name__ == "__main__":
    main()
