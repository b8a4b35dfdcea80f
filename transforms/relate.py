"""Relates figures to their context: of what, whose, out of what, when, who says so, and as what.

Every field is text found in the document, or a canonical id for it, or None. Which rule filled each is kept in
`Figure.context_rules`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from transforms.bases import base_of
from transforms.canonical import MeasureCatalogue
from transforms.countries import Countries
from transforms.discourse import Discourse
from transforms.lists import ListReader
from transforms.measures import MeasureReader, Reading
from transforms.namescan import NameScanner
from transforms.periods import period_of
from transforms.sentences import READ_ROLES, sentences
from transforms.speakers import SpeakerReader
from transforms.status import StatusReader
from transforms.subjects import SubjectReader
from transforms.syntax import site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

    from transforms.lexicon import Lexicon
    from transforms.records import Document, Figure, Line

_LEAD_SENTENCES: Final = 6
"""Sentences: the country a story is about is named in its headline or first paragraphs, or not assumed at all."""


class Relater:
    """Fills the context fields of figures with the vocabularies of the lexicon. It keeps no state between documents."""

    def __init__(self, lexicon: Lexicon) -> None:
        rows = lexicon.table("reporting_verbs")
        self._verbs = {form: row["takes"] for row in rows for form in lexicon.words(row["forms"])}
        forms = "|".join(sorted(self._verbs, key=len, reverse=True))
        self._verb_pattern = re.compile(rf"(?<![-\w])(?:{forms})\b", re.IGNORECASE)
        self._countries = Countries(lexicon)
        self._scanner = NameScanner(lexicon, self._countries)
        self._measures = MeasureReader(lexicon)
        self._catalogue = MeasureCatalogue(lexicon)
        speech = frozenset(form for form, takes in self._verbs.items() if takes == "clause")
        self._status = StatusReader(lexicon, speech)

    def relate(
        self, document: Document, lines: tuple[Line, ...], figures: tuple[Figure, ...], parsed: Mapping[int, Doc]
    ) -> tuple[Figure, ...]:
        """Return `figures` with their context.

        `parsed` holds the parse of each figure's sentence under the sentence's offset in the document. A parse is of
        `parse_text(sentence)`, so that token offsets are offsets in the sentence. A figure without one keeps its fields.
        """
        spans = sentences(document.text, lines)
        names = self._scanner.scan(document.text, ((s.start, s.end) for s in spans))
        discourse = Discourse(document.text, lines, spans, names, self._verb_pattern)
        topic = self._topic(discourse)
        story = _Story(self, discourse, topic, tuple(line for line in lines if line.role in READ_ROLES))
        return tuple(story.relate(figure, figures, parsed.get(figure.sentence_start)) for figure in figures)

    def _topic(self, discourse: Discourse) -> str | None:
        """Return the one country that the first sentences name; none if they name several or none."""
        lead = discourse.spans[:_LEAD_SENTENCES]
        if not lead:
            return None
        found: dict[str, str] = {}
        for mention in discourse.names.within(lead[0].start, lead[-1].end):
            code = self._countries.alpha3(mention.text)
            if code:
                found.setdefault(code, self._countries.of_adjective(mention.text) or mention.text)
        return next(iter(found.values())) if len(found) == 1 else None


class _Story:
    """The figures of one document while they are related: later figures share what earlier ones settled."""

    def __init__(self, relater: Relater, discourse: Discourse, topic: str | None, lines: tuple[Line, ...]) -> None:
        self._relater = relater
        self._discourse = discourse
        self._speakers = SpeakerReader(discourse, relater._verbs)
        self._subjects = SubjectReader(discourse, relater._countries, topic)
        self._lists = ListReader(discourse, lines)
        self._last: tuple[Figure, Reading | None] | None = None

    def relate(self, figure: Figure, others: tuple[Figure, ...], doc: Doc | None) -> Figure:
        at = site(figure, doc) if doc is not None else None
        if at is None:
            return figure
        rules: dict[str, str] = {}

        def note(field: str, found: tuple[str, str] | None) -> str | None:
            if found is not None:
                rules[field] = found[1]
            return found[0] if found is not None else None

        item = self._lists.read(figure)
        before = self._last[1] if self._last and self._last[0].sentence_start == figure.sentence_start else None
        reading = self._relater._measures.read(at, before)
        attributed = self._speakers.read(at)
        speaker = note("speaker", attributed)
        own = attributed is not None and self._own_words(figure)
        verdict = self._relater._status.read(at, own_words=own)
        rules["status"] = verdict.rule
        if speaker is None and verdict.doer is not None and verdict.status in {"target", "proposed"}:
            named = self._speakers.named(at, verdict.doer)
            speaker = note("speaker", (named, "speaker.doer") if named else None)
        measure = note("measure", (reading.text, reading.rule) if reading else None)
        base = note("base", base_of(at))
        if item is not None:
            measure = note("measure", (item.heading, "measure.heading") if item.heading else None) or measure
        measured = self._relater._catalogue.match(measure, base, figure)
        subject = note(
            "subject",
            (item.label, "subject.label") if item is not None
            else self._subjects.read(at, reading, base=base, scoped=measured.country, speaker=speaker),
        )
        neighbours = tuple(
            (f.char_start - f.sentence_start, f.char_end - f.sentence_start)
            for f in others if f.sentence_start == figure.sentence_start and f is not figure
        )
        period = note("period", period_of(at, neighbours))
        self._last = (figure, reading)
        code = self._relater._countries.alpha3(subject) if subject else None
        return replace(
            figure, measure=measure, subject=subject, base=base, period=period, speaker=speaker, status=verdict.status,
            measure_id=measured.measure_id, subject_id=code or subject, context_rules=tuple(sorted(rules.items())),
        )

    def _own_words(self, figure: Figure) -> bool:
        """Tell whether the figure stands in a first-person announcement ("we will", "said he will")."""
        return bool(re.search(r"\b(?:we|I|he|she|they|it)(?:’ll|'ll| will)\b", figure.sentence))
