"""Every proposal stands in its document: span equals text, for all kinds, on all samples."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from flows.model import load_model
from seeds.load import load_lexicon, sample_folder
from transforms.cleaning.clean import Cleaner
from transforms.context.relate import Stories, Told
from transforms.context.score.view import OF_FIELD
from transforms.figures.extract import Extractor
from transforms.sentences import parse_text, sentences

if TYPE_CHECKING:
    from pathlib import Path

    from transforms.context.score.view import View

SAMPLES = sorted(p for p in sample_folder().iterdir() if p.suffix in {".txt", ".md"})


@cache
def view(text: str) -> View:
    lexicon, nlp = load_lexicon(), load_model()
    assert nlp is not None
    lines = Cleaner(lexicon).lines(text)
    spans = sentences(text, lines)
    told = Told(text, lines, spans, Extractor(lexicon).extract(text, spans, "x", "x").figures)
    docs = nlp.pipe([parse_text(text[s.start : s.end]) for s in told.parsed])
    return Stories(lexicon).view(told, {s.start: d for s, d in zip(told.parsed, docs, strict=True)})


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_every_candidate_is_text_of_its_sentence(sample: Path) -> None:
    text = sample.read_text("utf-8", errors="replace")
    seen = view(text)
    words = " ".join(text.split())
    for c in seen.pool.candidates:
        span = seen.scene.spans[c.sentence]
        assert span.start <= c.start < c.end <= span.end
        said = " ".join(text[c.start : c.end].split())
        assert c.value == said or c.kind == "age" or c.value.casefold() in words.casefold(), c


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_no_candidate_of_a_figure_overlaps_it(sample: Path) -> None:
    seen = view(sample.read_text("utf-8", errors="replace"))
    for figure in seen.figures:
        for field in OF_FIELD:
            for c in (seen.pool.candidates[i] for i in seen.candidates(figure, field)):
                apart = c.end <= figure.char_start or figure.char_end <= c.start
                assert apart or c.kind == "age", (figure, field, c)


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("measure", "harbour fees", "The board raised its harbour fees by 4% in May."),
        ("measure", "share of the catch", "Its share of the catch fell to 12%."),
        ("measure", "written off", "The loans written off came to $4m."),
        ("measure", "age", "Ada Oke, 47, keeps the light."),
        ("subject", "Oke Mills", "Oke Mills did well. The company made $4m."),
        ("subject", "Ada Oke", "Ada Oke left early. She won 61% of the vote."),
        ("base", "the vote", "She won 61% of the vote."),
        ("base", "a day", "It pumps 40 litres a day into the dock."),
        ("base", "the 84 boats", "Eleven of the 84 boats came home."),
        ("period", "in the first quarter", "Sales rose 4% in the first quarter."),
        ("period", "when the dam broke", "It lost $4m when the dam broke."),
        ("period", "during the regatta", "Takings rose 4% during the regatta."),
        ("speaker", "harbour master", "The tide took 14 boats, the harbour master said."),
    ],
)  # fmt: skip
def test_what_news_says_is_proposed(field: str, value: str, text: str) -> None:
    seen = view(text)
    proposed = {seen.pool.candidates[i].value for f in seen.figures for i in seen.candidates(f, field)}
    assert value in proposed
