"""Reads documents from text to figures with their context: clean, split, extract, parse, relate.

The module to read first. Only sentences that hold a figure, and the two before each, meet
the language model, those of many documents at a time.
"""

from __future__ import annotations

from bisect import bisect_right
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from transforms.cleaning.clean import Cleaner
from transforms.cleaning.metadata import harvest
from transforms.cleaning.repeated import without_repeated
from transforms.context.relate import Relater, Told
from transforms.figures.extract import Extraction, Extractor
from transforms.foreign import is_foreign, sifted
from transforms.records import PAGE_TEXT_READER, ROW_READER, TEXT_READER, Article, Document, Figure, Line
from transforms.sentences import SentenceSpan, parse_text, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from transforms.context.score.scorer import Weights
    from transforms.lexicon import Lexicon

BATCH: Final = 64
"""Documents whose sentences are parsed together: enough to fill the model's batches, few enough to stay small."""

KEPT_WORDS: Final = 20_000
"""Strings that the model's vocabulary may gain for good, some 10 MB: a tenth of the parsing time is new words."""

PARSE_BATCH: Final = 128
"""Sentences in one batch of the model; beyond it nothing was faster on two cores."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A document read as far as it goes without the language model."""

    document: Document
    lines: tuple[Line, ...]
    extraction: Extraction
    spans: tuple[SentenceSpan, ...]

    @property
    def told(self) -> Told:
        """What the document tells: what its figures are related in."""
        return Told(self.document.text, self.lines, self.spans, self.extraction.figures)


class ArticleReader:
    """Reads documents with the rules of a lexicon and a spaCy pipeline.

    Without a pipeline (`nlp` None) figures have no context. With one, trained `weights` read it, or, without them, the
    baseline that takes what stands nearest.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        nlp: Language | None,
        repeated: Mapping[str, frozenset[str]] | None = None,
        weights: Weights | None = None,
    ) -> None:
        """Make a reader; `repeated` are the lines that outlets repeat in their articles, in lower case."""
        self._repeated = repeated or {}
        self._cleaner = Cleaner(lexicon)
        self._extractor = Extractor(lexicon)
        self._relater = Relater(lexicon, weights)
        self._number_words = frozenset(row["word"] for row in lexicon.table("number_words"))
        self._nlp = nlp
        self._kept = len(nlp.vocab.strings) + KEPT_WORDS if nlp is not None else 0

    def read(self, document: Document) -> Article:
        """Return everything found in one document."""
        return next(iter(self.read_many([document])))

    def read_many(self, documents: Iterable[Document]) -> Iterator[Article]:
        """Yield the article of each document, in order."""
        waiting = iter(documents)
        while batch := [self._draft(document) for document in islice(waiting, BATCH)]:
            yield from self._finish(batch)

    def read_line(self, document: Document) -> Article:
        """Read a document whose whole text is one sentence of a story, whatever a cleaner would say of it."""
        text = document.text
        lines = (Line(1, 0, len(text), "body", None, text),) if text.strip() else ()
        return next(iter(self._finish([self._extracted(document, lines)])))

    def _draft(self, document: Document) -> _Draft:
        as_page = document.reader == PAGE_TEXT_READER
        title = None if as_page or document.reader in {TEXT_READER, ROW_READER} else document.title or ""
        lines = self._cleaner.lines(document.text, as_page=as_page, title=title)
        harvested = harvest(document, lines)
        repeated = self._repeated.get(harvested.outlet or "")
        if repeated:
            lines = without_repeated(lines, repeated)
            harvested = harvest(document, lines)
        return self._extracted(harvested, lines)

    def _extracted(self, document: Document, lines: tuple[Line, ...]) -> _Draft:
        spans = sentences(document.text, lines)
        extraction = self._extractor.extract(document.text, spans, document.source, document.doc_id)
        figures = _on_their_lines(extraction.figures, lines)
        if is_foreign(document):
            kept, refused = sifted(document, figures, self._number_words)
            told = replace(extraction, figures=kept, rejections=(*extraction.rejections, *refused))
            return _Draft(document, lines, told, ())
        return _Draft(document, lines, replace(extraction, figures=figures), spans)

    def _finish(self, drafts: Sequence[_Draft]) -> Iterator[Article]:
        with self._zone():
            parsed = self._parse(drafts)
            for draft in drafts:
                figures = draft.extraction.figures
                if self._nlp is not None and figures and draft.spans:
                    docs = {span.start: next(parsed) for span in draft.told.parsed}
                    contexts = self._relater.relate(draft.told, docs, draft.document.published)
                    figures = tuple(replace(f, context=c) for f, c in zip(figures, contexts, strict=True))
                yield Article(
                    draft.document, draft.lines, figures, draft.extraction.not_figures, draft.extraction.rejections
                )

    def _zone(self) -> AbstractContextManager[object]:
        """Return where to parse: the first words met are kept, as most come again; later ones go with their batch."""
        if self._nlp is None or len(self._nlp.vocab.strings) < self._kept:
            return nullcontext()
        return self._nlp.memory_zone()

    def _parse(self, drafts: Sequence[_Draft]) -> Iterator[Doc]:
        """Yield the parse of every sentence that the figures need, in the order of the drafts and their spans."""
        if self._nlp is None:
            return
        texts = (parse_text(d.document.text[s.start : s.end]) for d in drafts for s in d.told.parsed)
        yield from self._nlp.pipe(texts, batch_size=PARSE_BATCH)


def _on_their_lines(figures: tuple[Figure, ...], lines: tuple[Line, ...]) -> tuple[Figure, ...]:
    """Return the figures with the number of the line each stands on: a broken sentence runs over several."""
    starts = [line.char_start for line in lines]
    placed = ((f, lines[bisect_right(starts, f.char_start) - 1].n) for f in figures)
    return tuple(f if f.line_n == n else replace(f, line_n=n) for f, n in placed)
