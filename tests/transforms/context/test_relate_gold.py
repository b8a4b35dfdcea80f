"""Floors for the context fields on the labelled articles: what was reached once is not lost again."""

from __future__ import annotations

import importlib.util
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.transforms.stories import relate
from transforms.records import Document, Figure, Line, digest
from transforms.sentences import parse_text, sentences

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

FIELDS = ("measure", "subject", "base", "period", "speaker", "status")
FLOORS = {
    "seeds": {"measure": 95, "subject": 89, "base": 95, "period": 95, "speaker": 97, "status": 97, "full_record": 89},
    "dev": {"measure": 77, "subject": 77, "base": 74, "period": 85, "speaker": 92, "status": 94, "full_record": 71},
}
"""Per cent: a few points under the figures measured when the rules were last changed, for other model builds."""


def _shared(root: Path) -> Path:
    folder = root.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("no labelled articles beside the repository (../shared/gold)")
    return folder


def _number(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _read(shared: Path, part: str, gold: dict[str, Any]) -> tuple[Document, tuple[Line, ...], tuple[Figure, ...]]:
    raw = (shared / "corpus" / part / f"{gold['doc']}.txt").read_bytes()
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    roles = {line["n"]: line["role"] for line in gold["lines"]}
    lines, at = [], 0
    for n, line in enumerate(text.split("\n"), 1):
        if line.strip():
            plain = line.rstrip("\r")
            lines.append(Line(n, at, at + len(plain), roles[n], None, plain))
        at += len(line) + 1
    spans = sentences(text, tuple(lines))
    figures = []
    for f in gold["figures"]:
        span = next(s for s in spans if s.start <= f["start"] and f["end"] <= s.end)
        n = next(x.n for x in lines if x.char_start <= f["start"] < x.char_end)
        surface, sentence = text[f["start"] : f["end"]], text[span.start : span.end]
        numbers = [_number(f[k]) for k in ("value", "low", "high")]
        figures.append(
            Figure(
                n, f["start"], f["end"], surface, sentence, span.start, f["kind"], f["unit"], "gold", *numbers,
                comparator=f["comparator"], vague=f["vague"], change=f["change"],
            )
        )  # fmt: skip
    return Document(digest(raw), "gold", text, "utf-8", "text", len(raw)), tuple(lines), tuple(figures)


@pytest.mark.parametrize("part", ["seeds", "dev"])
def test_context_on_labelled_articles_stays_above_its_floors(part: str, root: Path, nlp: Language) -> None:
    shared = _shared(root)
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    labelled = score.load_gold(shared / "gold" / part)
    predicted = {}
    for key, gold in labelled.items():
        document, lines, figures = _read(shared, part, gold)
        sentence_of = {f.sentence_start: f.sentence for f in figures}
        parsed = dict(zip(sentence_of, nlp.pipe(map(parse_text, sentence_of.values())), strict=True))
        made = relate(document, lines, figures, parsed)
        rows = [f | {name: getattr(m, name) for name in FIELDS} for f, m in zip(gold["figures"], made, strict=True)]
        predicted[key] = gold | {"figures": rows}
    result = json.loads(json.dumps(score.score(labelled, predicted)))
    reached = {name: result["text_fields"][name]["f1_nonnull"] for name in FIELDS if name != "status"}
    reached |= {"status": result["fields"]["status"], "full_record": result["full_record"]}
    assert {name: value for name, value in reached.items() if value < FLOORS[part][name]} == {}
