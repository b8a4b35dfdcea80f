"""The figures of one document while they are related: later ones share what earlier ones settled."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from transforms.bases import base_of
from transforms.lists import ListReader
from transforms.measures import Reading
from transforms.periods import period_of
from transforms.sources import SourceCarrier
from transforms.speakers import SpeakerReader
from transforms.subjects import SubjectReader
from transforms.syntax import SUBJECTS, Site, site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

    from transforms.canonical import MeasureCatalogue, Measured
    from transforms.countries import Countries
    from transforms.discourse import Discourse
    from transforms.measures import MeasureReader
    from transforms.records import Figure
    from transforms.status import StatusReader, Verdict

_LEAD_SENTENCES: Final = 6
"""Sentences: the country a story is about is named in its headline or first paragraphs, or all through it."""

_OWN_WORDS: Final = re.compile(r"\b(?:we|I|he|she|they|it)(?:’ll|'ll| will)\b")
_RESTATES: Final = re.compile(r"[\s–—(-]+")
_OF_TOPIC: Final = frozenset({"percent", "percentage_point", "measure", "ratio", "money"})
_SHARED_MEASURES: Final = frozenset({"measure.pronoun", "measure.shared", "measure.predicate", "measure.spent_on"})
_WITH_DOER: Final = frozenset({"target", "proposed", "forecast"})


@dataclass(frozen=True, slots=True)
class Readers:
    """What the rules of a lexicon were compiled to, shared by all documents."""

    verbs: Mapping[str, str]
    groups: frozenset[str]
    countries: Countries
    measures: MeasureReader
    catalogue: MeasureCatalogue
    status: StatusReader


@dataclass(slots=True)
class _Settled:
    """What is known of one figure so far, and which rule filled each field."""

    rules: dict[str, str]
    values: dict[str, str]

    def take(self, field: str, found: tuple[str, str] | None) -> None:
        """Fill `field` if it is empty and something was found."""
        if found is not None and field not in self.values:
            self.values[field], self.rules[field] = found


class Story:
    """Relates the figures of one document, in order."""

    def __init__(self, readers: Readers, discourse: Discourse, figures: tuple[Figure, ...]) -> None:
        self._readers = readers
        self._discourse = discourse
        self._figures = figures
        self._speakers = SpeakerReader(discourse, readers.verbs)
        self._subjects = SubjectReader(discourse, readers.countries, readers.groups, frozenset(readers.verbs))
        self._carrier = SourceCarrier(discourse, figures)
        self._lists = ListReader(discourse)
        self._topic = self._find_topic()
        self._last: tuple[Figure, Reading | None] | None = None
        self._asked: str | None = None

    def relate(self, figure: Figure, doc: Doc | None) -> Figure:
        """Return `figure` with its context, or as it is where its sentence was not parsed."""
        at = site(figure, doc) if doc is not None else None
        if at is None:
            return figure
        settled = _Settled({}, {})
        before = self._before(figure)
        reading = self._readers.measures.read(at, before[1] if before else self._last_reading())
        self._read_list(figure, settled)
        settled.take("measure", (reading.text, reading.rule) if reading else None)
        verdict = self._read_speech(at, settled)
        self._read_base(at, reading, before, settled)
        measured = self._readers.catalogue.match(settled.values.get("measure"), settled.values.get("base"), figure)
        self._read_subject(at, reading, before, measured, settled)
        settled.take("period", period_of(at, self._neighbours(figure)))
        related = self._filled(figure, settled, verdict, measured)
        self._last = (related, reading)
        return related

    def _before(self, figure: Figure) -> tuple[Figure, Reading | None] | None:
        """Return the figure before this one, if it stands in the same sentence."""
        same = self._last is not None and self._last[0].sentence_start == figure.sentence_start
        return self._last if same else None

    def _last_reading(self) -> Reading | None:
        """Return the words of the last measure, without its place in another sentence's parse."""
        if self._last is None or self._last[1] is None:
            return None
        return Reading(self._last[1].text, "measure.earlier", None)

    def _read_list(self, figure: Figure, settled: _Settled) -> None:
        item = self._lists.read(figure)
        if item is not None:
            settled.take("subject", (item.label, "subject.label"))
            settled.take("measure", (item.heading, "measure.heading") if item.heading else None)

    def _read_speech(self, at: Site, settled: _Settled) -> Verdict:
        """Settle speaker and status, which need each other: a target without speech is its maker's."""
        figure = at.figure
        attributed = self._speakers.read(at)
        settled.take("speaker", attributed)
        own = attributed is not None and bool(_OWN_WORDS.search(figure.sentence))
        verdict = self._readers.status.read(at, own_words=own)
        settled.rules["status"] = verdict.rule
        if verdict.doer is not None and verdict.status in _WITH_DOER and "speaker" not in settled.values:
            named = self._speakers.named(at, verdict.doer)
            settled.take("speaker", (named, "speaker.doer") if named else None)
        if "speaker" not in settled.values and self._discourse.quote_at(figure.char_start, figure.char_end) is None:
            settled.take("speaker", self._carrier.carried(figure))
        return verdict

    def _read_base(
        self, at: Site, reading: Reading | None, before: tuple[Figure, Reading | None] | None, settled: _Settled
    ) -> None:
        settled.take("base", base_of(at))
        if before is None or before[0].base is None or before[0].kind != at.figure.kind or at.figure.kind != "percent":
            return
        same = (
            reading is None
            or reading.rule in _SHARED_MEASURES
            or reading.text.split()[-1:] == (before[0].measure or "").split()[-1:]
        )
        if same:
            settled.take("base", (before[0].base, "base.shared"))

    def _read_subject(
        self,
        at: Site,
        reading: Reading | None,
        before: tuple[Figure, Reading | None] | None,
        measured: Measured,
        settled: _Settled,
    ) -> None:
        figure = at.figure
        base = settled.values.get("base")
        settled.take("subject", self._subjects.read(at, reading, base=base, speaker=settled.values.get("speaker")))
        if settled.rules.get("subject") == "subject.group_asked":
            self._asked = re.sub(r"^(?:the |all )?(?:[\d,.]+ )?", "", base or "")
        elif settled.rules.get("speaker") == "speaker.survey_goes_on" and self._asked and at.head.dep_ in SUBJECTS:
            settled.take("subject", (self._asked, "subject.group_asked"))
            settled.take("base", (self._asked, "base.group_asked"))
        shares = reading is not None and reading.rule in _SHARED_MEASURES
        if shares and before is not None and before[0].subject is not None:
            settled.take("subject", (before[0].subject, "subject.shared"))
        if measured.country:
            country = self._subjects.sentence_country(at)
            settled.take("subject", (country, "subject.sentence_country") if country else None)
        if self._topic is not None and (measured.country or figure.kind in _OF_TOPIC):
            settled.take("subject", (self._topic, "subject.topic"))

    def _neighbours(self, figure: Figure) -> tuple[tuple[int, int], ...]:
        start = figure.sentence_start
        return tuple(
            (f.char_start - start, f.char_end - start)
            for f in self._figures
            if f.sentence_start == start and f.char_start != figure.char_start
        )

    def _filled(self, figure: Figure, settled: _Settled, verdict: Verdict, measured: Measured) -> Figure:
        values = settled.values
        subject = values.get("subject")
        code = self._readers.countries.alpha3(subject) if subject else None
        return replace(
            figure,
            measure=values.get("measure"),
            subject=subject,
            base=values.get("base"),
            period=values.get("period"),
            speaker=values.get("speaker"),
            status=verdict.status,
            measure_id=measured.measure_id,
            subject_id=code or subject,
            context_rules=tuple(sorted(settled.rules.items())),
        )

    def _find_topic(self) -> str | None:
        """Return the country the story is about: the only one its first sentences name, or the only one of all."""
        spans = self._discourse.spans
        lead = self._countries_in(spans[0].start, spans[min(_LEAD_SENTENCES, len(spans)) - 1].end)
        if len(lead) == 1:
            return next(iter(lead.values()))
        whole = self._countries_in(spans[0].start, spans[-1].end)
        return next(iter(whole.values())) if len(whole) == 1 and not lead else None

    def _countries_in(self, start: int, end: int) -> dict[str, str]:
        """Return the countries and regions named in `start:end`, by code or name."""
        countries = self._readers.countries
        found: dict[str, str] = {}
        for mention in self._discourse.names.within(start, end):
            if countries.is_place(mention.text):
                name = countries.of_adjective(mention.text) or mention.text
                found.setdefault(countries.alpha3(mention.text) or name, name)
        return found
