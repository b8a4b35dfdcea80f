"""Labelled articles and attributions as lessons: windows of examples with their targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from flows.training.attributions import read_attributions, speakers
from flows.training.targets import Target, targets
from transforms.context.relate import Stories, Told
from transforms.context.score.examples import Example, examples
from transforms.figures.extract import Extractor
from transforms.sentences import parse_text, sentences

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from spacy.language import Language

    from flows.training.labels import Labelled
    from transforms.cleaning.clean import Cleaner
    from transforms.context.score.view import View
    from transforms.context.score.windows import Tokenizer
    from transforms.lexicon import Lexicon

PARSE_BATCH: Final = 128


@dataclass(frozen=True, slots=True)
class Lesson:
    """One article: the view of it, the labels of its figures, and its windows with their targets."""

    doc: str
    view: View
    labels: tuple[Mapping[str, Any], ...]
    taught: tuple[tuple[Example, list[Target]], ...]


class Teacher:
    """Makes lessons of articles, by the code that a run reads them with."""

    def __init__(self, lexicon: Lexicon, nlp: Language, tokenizer: Tokenizer) -> None:
        self.stories = Stories(lexicon)
        self._extractor = Extractor(lexicon)
        self._nlp = nlp
        self._tokenizer = tokenizer

    def lesson(self, article: Labelled) -> Lesson:
        """Return the lesson of a labelled article."""
        view = self._view(Told(article.text, article.lines, article.spans, article.figures))
        return self._taught(article.doc, view, article.labels)

    def attributed(self, doc: str, text: str, annotation: str, cleaner: Cleaner) -> Lesson:
        """Return the lesson that attributions in brat's format give of the figures of `text`: their speakers."""
        lines = cleaner.lines(text)
        spans = sentences(text, lines)
        figures = self._extractor.extract(text, spans, doc, doc).figures
        view = self._view(Told(text, lines, spans, figures))
        return self._taught(doc, view, tuple(speakers(view, read_attributions(annotation))))

    def _view(self, told: Told) -> View:
        texts = (parse_text(told.text[s.start : s.end]) for s in told.parsed)
        docs = self._nlp.pipe(texts, batch_size=PARSE_BATCH)
        return self.stories.view(told, {s.start: d for s, d in zip(told.parsed, docs, strict=True)})

    def _taught(self, doc: str, view: View, labels: tuple[Mapping[str, Any], ...]) -> Lesson:
        found = examples(view, self.stories.verbs, self._tokenizer) if view.figures else []
        return Lesson(doc, view, labels, tuple((e, targets(e, view, labels)) for e in found))


def fold_of(doc: str, folds: int) -> int:
    """Return the fold of cross-validation that an article belongs to, by its name alone."""
    from zlib import crc32  # noqa: PLC0415

    return crc32(doc.encode()) % folds


def brat_files(folder: Path) -> list[tuple[str, Path, Path]]:
    """Return name, text and annotation of each annotated text under `folder`, however its folders are laid."""
    texts = {p.stem: p for p in sorted(folder.rglob("*.txt"))}
    return [(p.stem, texts[p.stem], p) for p in sorted(folder.rglob("*.ann")) if p.stem in texts]
