"""The figures of one document while they are related: later ones share what earlier ones settled."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from transforms.context.bases import base_of
from transforms.context.counted import Reading
from transforms.context.exchange import exchange_rate
from transforms.context.holders import OF_TOPIC, POINTERS, SHARED_MEASURES, Case, Holders
from transforms.context.lists import ListReader
from transforms.context.owners import OwnerNamer
from transforms.context.periods import period_of
from transforms.context.polls import POLL, SUPPORT, judged, polled
from transforms.context.restated import SHARES, named_before, restated, restates, twin_of, unnumbered
from transforms.context.settled import Settled
from transforms.context.sources import SourceCarrier
from transforms.context.speakers import SpeakerReader
from transforms.context.subjects import SubjectReader
from transforms.context.syntax import SUBJECTS, Site, site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transforms.context.canonical import MeasureCatalogue, Measured
    from transforms.context.countries import Countries
    from transforms.context.discourse import Discourse
    from transforms.context.measures import MeasureReader
    from transforms.context.parse import Parse, Token
    from transforms.context.status import StatusReader
    from transforms.context.verdicts import Verdict
    from transforms.records import Figure


_OWN_WORDS: Final = re.compile(r"\b(?:we|I|he|she|they|it)(?:’ll|'ll| will)\b")

_SUMS_UP: Final = re.compile(
    r"\W*(?:That|This|It) (?:is|was|would be|will be|represents|amounts to|means) (?:an? |the )(?:[\w-]+ )?"
    r"(?:rise|fall|drop|increase|decrease|jump|cut|decline|gain|loss|change|difference|improvement|reduction)\b",
    re.IGNORECASE,
)
"""A sentence that says the figure before it in another way: "That is a drop of a fifth"."""

_FROM: Final = re.compile(r"\bfrom (?:(?:about|around|just|a|the) )*$")

_JOINED: Final = re.compile(r"(?:,| and| or| but)(?: (?:only|just|about|around|some|nearly|almost|over|by|up|down))* $")
_ELSEWHERE: Final = re.compile(r" (?:in|for|among|at|across) (?:the )?[A-Z]")
"""A place or name of its own after a figure that goes on with the measure of the one before: "and 2% in Norway"."""

_BY_NOUN: Final = frozenset({"measure.noun", "measure.subject", "measure.headline"})


_WITH_DOER: Final = frozenset({"target", "proposed", "forecast", "denied"})


@dataclass(frozen=True, slots=True)
class Readers:
    """What the rules of a lexicon were compiled to, shared by all documents."""

    verbs: Mapping[str, str]
    groups: frozenset[str]
    countries: Countries
    measures: MeasureReader
    catalogue: MeasureCatalogue
    status: StatusReader


class Story:
    """Relates the figures of one document, in order."""

    def __init__(self, readers: Readers, discourse: Discourse, figures: tuple[Figure, ...]) -> None:
        self._readers = readers
        self._discourse = discourse
        self._figures = figures
        self._by_sentence: dict[int, list[Figure]] = {}
        for figure in figures:
            self._by_sentence.setdefault(figure.sentence_start, []).append(figure)
        self._speakers = SpeakerReader(discourse, readers.verbs, readers.measures.estimating)
        relays = frozenset(form for form, takes in readers.verbs.items() if takes != "clause")
        self._owners = OwnerNamer(discourse, readers.countries, readers.groups, relays)
        subjects = SubjectReader(discourse, readers.countries, self._owners, relays, readers.measures)
        self._holders = Holders(readers, discourse, subjects)
        self._carrier = SourceCarrier(discourse, figures)
        self._lists = ListReader(discourse)
        self._last: tuple[Figure, Reading | None] | None = None
        self._here: list[tuple[Figure, Reading]] = []
        self._of_unit: dict[tuple[str, str], str] = {}

    def relate_all(self, parsed: Mapping[int, Parse]) -> tuple[Figure, ...]:
        """Return the figures with their context; in an economic story, those of nobody else are its country's."""
        related = tuple(self.relate(figure, parsed.get(figure.sentence_start)) for figure in self._figures)
        return self._holders.at_last(related)

    def relate(self, figure: Figure, doc: Parse | None) -> Figure:
        """Return `figure` with its context, or as it is where its sentence was not parsed."""
        twin = twin_of(figure, self._by_sentence[figure.sentence_start], self._discourse.text)
        at = site(figure, doc, twin) if doc is not None else None
        if at is None:
            return figure
        settled = Settled({}, {})
        if self._last is None or self._last[0].sentence_start != figure.sentence_start:
            self._owners.remember(at)
            self._here.clear()
        before = self._before(figure)
        if before is not None and restates(before[0], figure, self._discourse.text):
            related = restated(figure, before[0])
            self._last = (related, before[1])
            return related
        reading = self._readers.measures.read(at, self._measured_before(figure, before))
        alike = self._alike(figure) if before is not None else None
        if alike is not None and (_starts_change(figure) or _paired(at)):
            reading = Reading(alike.text, "measure.compared", alike.anchor)
        line = self._discourse.scene.line_start(figure.line_n)
        reading = named_before(figure, self._outside(at, reading, before), self._discourse.text, line)
        self._read_list(figure, settled)
        reading = self._read_rate(figure, self._read_poll(figure, reading, settled), settled)
        reading = self._unnamed(figure, reading, before, settled)
        if reading is None and (figure.kind, figure.unit) in self._of_unit:
            reading = Reading(self._of_unit[figure.kind, figure.unit], "measure.same_unit", None)
        if reading is not None:
            reading = replace(reading, text=unnumbered(reading.text, self._inside(at.figure)))
            if reading.text and figure.kind == "count":
                self._of_unit[figure.kind, figure.unit] = reading.text
        settled.take("measure", (reading.text, reading.rule) if reading and reading.text else None)
        verdict = self._read_speech(at, settled)
        if before is not None and reading is not None and reading.rule == "measure.shared":
            if verdict.cue is None:
                verdict = replace(verdict, status=before[0].status, rule="status.shared")
                settled.rules["status"] = verdict.rule
            settled.take("speaker", (before[0].speaker, "speaker.shared") if before[0].speaker else None)
        if before is not None and before[0].speaker and settled.rules.get("subject") == "subject.polled":
            settled.take("speaker", (before[0].speaker, "speaker.shared"))
        self._read_base(at, reading, before, settled)
        measured = self._readers.catalogue.match(settled.values.get("measure"), settled.values.get("base"), figure)
        last = self._last[0] if self._last is not None else None
        earlier = before[0] if before is not None else None
        self._holders.settle(Case(at, reading, measured, earlier, last, self._inside(figure)), settled)
        settled.take("period", period_of(at, self._neighbours(figure)))
        related = self._filled(figure, settled, verdict, measured)
        self._last = (related, reading)
        if reading is not None:
            self._here.append((related, reading))
        return related

    def _outside(
        self, at: Site, reading: Reading | None, before: tuple[Figure, Reading | None] | None
    ) -> Reading | None:
        """Return the reading unless its word is part of another figure ("against 6m kronor"): then the one before."""
        anchor = reading.anchor if reading is not None else None
        if anchor is None or anchor.doc is not at.doc:
            return reading
        inside = any(start <= anchor.idx < end for start, end in self._neighbours(at.figure))
        if not inside:
            return reading
        earlier = before[1] if before is not None else None
        return Reading(earlier.text, "measure.pronoun", earlier.anchor) if earlier is not None else None

    def _before(self, figure: Figure) -> tuple[Figure, Reading | None] | None:
        """Return the figure before this one, if it stands in the same sentence."""
        if self._last is None or self._last[0].sentence_start != figure.sentence_start:
            return None
        return self._last

    def _alike(self, figure: Figure) -> Reading | None:
        """Return what the last figure of the same kind and unit in the sentence measured."""
        return next((r for f, r in reversed(self._here) if (f.kind, f.unit) == (figure.kind, figure.unit)), None)

    def _last_reading(self, figure: Figure) -> Reading | None:
        """Return the words of the last measure of the same kind, without its place in another sentence's parse."""
        if self._last is None or self._last[1] is None:
            return None
        if self._last[0].kind != figure.kind and not _SUMS_UP.match(figure.sentence):
            return None
        return Reading(self._last[1].text, "measure.earlier", None)

    def _measured_before(self, figure: Figure, before: tuple[Figure, Reading | None] | None) -> Reading | None:
        """Return what the figure before this one measured, if this one can measure the same."""
        if before is None:
            return self._last_reading(figure)
        if before[0].kind == "duration" and figure.kind != "duration":
            return self._alike(figure)
        return before[1] if before[0].kind == figure.kind else self._alike(figure) or before[1]

    def _read_list(self, figure: Figure, settled: Settled) -> None:
        item = self._lists.read(figure)
        if item is not None:
            settled.take("subject", (item.label, "subject.label"))
            settled.take("measure", (item.heading, "measure.heading") if item.heading else None)

    def _unnamed(
        self, figure: Figure, reading: Reading | None, before: tuple[Figure, Reading | None] | None, settled: Settled
    ) -> Reading | None:
        """Return the reading unless it is a name: a body or person is whose the figure is, and no measure."""
        if reading is None or figure.kind not in OF_TOPIC or reading.rule not in _BY_NOUN:
            return reading
        full = self._discourse.names.full(reading.text)
        if not self._discourse.names.is_body(full):
            return reading
        settled.take("subject", (full, "subject.named_first"))
        earlier = before[1] if before is not None else self._last_reading(figure)
        return Reading(earlier.text, "measure.pronoun", earlier.anchor) if earlier is not None else None

    def _read_rate(self, figure: Figure, reading: Reading | None, settled: Settled) -> Reading | None:
        """Settle whose rate of exchange a figure is, if it is one, and return that currency as its measure."""
        line = self._discourse.scene.line_start(figure.line_n)
        rate = exchange_rate(figure, self._discourse.text[line : figure.sentence_start])
        if rate is None:
            return reading
        settled.take("subject", (rate.currency, "subject.currency"))
        settled.take("base", (rate.base, "base.currency") if rate.base else None)
        return Reading(rate.currency, "measure.exchange_rate", None)

    def _read_poll(self, figure: Figure, reading: Reading | None, settled: Settled) -> Reading | None:
        """Settle whom a poll gives a share to, and return its measure: what the sentence names, or support."""
        verb = judged(figure)
        if verb is not None and (reading is None or reading.rule in _BY_NOUN):
            return Reading(verb, "measure.judged", None)
        name = polled(figure, self._discourse)
        if name is None:
            return reading
        settled.take("subject", (name, "subject.polled"))
        known = reading is not None and self._readers.catalogue.match(reading.text, None, figure).measure_id is not None
        named = known and reading is not None and not POLL.search(reading.text)
        return reading if named else Reading(SUPPORT, "measure.polled", None)

    def _read_speech(self, at: Site, settled: Settled) -> Verdict:
        """Settle speaker and status, which need each other: a target without speech is its maker's."""
        figure = at.figure
        attributed = None if self._points_back(figure) else self._speakers.read(at)
        settled.take("speaker", attributed)
        own = attributed is not None and bool(_OWN_WORDS.search(figure.sentence))
        verdict = self._readers.status.read(at, own_words=own)
        demander, demanded = self._discourse.leads.demands_of(figure.line_n)
        if demanded and verdict.status in {"reported", "target"}:
            verdict = replace(verdict, status="proposed", rule="status.demand_list", doer=None)
            settled.take("speaker", (demander, "speaker.demand_list") if demander else None)
        settled.rules["status"] = verdict.rule
        bound = verdict.doer is not None and verdict.status in _WITH_DOER and self._is_somebody(at, verdict.doer)
        if bound and verdict.doer is not None and "speaker" not in settled.values:
            doer = self._speakers.namer.named(at, verdict.doer)
            settled.take("speaker", (doer, "speaker.doer") if doer else None)
        if (
            "speaker" not in settled.values
            and self._discourse.scene.quote_at(figure.char_start, figure.char_end) is None
        ):
            settled.take("speaker", self._carrier.carried(figure))
        return verdict

    def _is_somebody(self, at: Site, doer: Token) -> bool:
        """Tell whether a doer can bind itself or demand: a thing said to aim at something speaks for nobody."""
        return self._owners.is_somebody(doer) or self._speakers.namer.mention(at, doer) is not None

    def _points_back(self, figure: Figure) -> bool:
        """Tell whether the count only points to two already named, which is the outlet's own wording outside quotes."""
        front = figure.sentence[: figure.char_start - figure.sentence_start].casefold()
        pair = figure.surface.casefold() == "two" and front.endswith(("the ", "these ", "those "))
        return pair and self._discourse.scene.quote_at(figure.char_start, figure.char_end) is None

    def _read_base(
        self, at: Site, reading: Reading | None, before: tuple[Figure, Reading | None] | None, settled: Settled
    ) -> None:
        settled.take("base", base_of(at))
        if settled.values.get("base") in POINTERS and before is not None:
            settled.values["base"] = before[0].base or before[0].measure or settled.values["base"]
            settled.take("subject", (before[0].subject, "subject.of_them") if before[0].subject else None)
        if before is not None and at.figure.kind in SHARES and self._asks_on(at, before[0]):
            settled.take("base", (before[0].base, "base.shared") if before[0].base else None)
            settled.take("subject", (before[0].subject, "subject.shared") if before[0].subject else None)
        if before is None or before[0].base is None or before[0].kind != at.figure.kind or at.figure.kind != "percent":
            return
        same = (
            reading is None
            or reading.rule in SHARED_MEASURES
            or reading.text.split()[-1:] == (before[0].measure or "").split()[-1:]
        )
        if same:
            settled.take("base", (before[0].base, "base.shared"))

    def _asks_on(self, at: Site, before: Figure) -> bool:
        """Tell whether a share without a base of its own goes on with the group of the one before: ", and 28% left"."""
        rules = dict(before.context_rules)
        return at.head.dep_ in SUBJECTS and rules.get("subject") in {"subject.group_asked", "subject.shared"}

    def _neighbours(self, figure: Figure) -> tuple[tuple[int, int], ...]:
        start = figure.sentence_start
        return tuple(
            (f.char_start - start, f.char_end - start)
            for f in self._by_sentence[start]
            if f.char_start != figure.char_start
        )

    def _inside(self, figure: Figure) -> tuple[str, ...]:
        """Return the surfaces of all figures of the sentence: none of them is part of a name or measure."""
        return tuple(f.surface for f in self._by_sentence[figure.sentence_start])

    def _filled(self, figure: Figure, settled: Settled, verdict: Verdict, measured: Measured) -> Figure:
        values = settled.values
        subject = values.get("subject")
        code = self._readers.countries.code(subject) if subject else None
        return replace(
            figure,
            measure=values.get("measure"),
            subject=subject,
            base=values.get("base"),
            period=values.get("period"),
            speaker=values.get("speaker"),
            status=verdict.status,
            measure_id=measured.measure_id,
            subject_id=code or (subject if subject and self._discourse.names.knows(subject) else None),
            context_rules=tuple(sorted(settled.rules.items())),
        )


def _starts_change(figure: Figure) -> bool:
    """Tell whether a figure is where a change began: "from $4m to $5m"."""
    return _FROM.search(figure.sentence[: figure.char_start - figure.sentence_start]) is not None


def _paired(at: Site) -> bool:
    """Tell whether a figure only repeats the one before for somebody else: "4% in Norway and 2% in Denmark"."""
    sentence, start = at.figure.sentence, at.figure.char_start - at.figure.sentence_start
    joined = at.head.dep_ == "conj" and _JOINED.search(sentence[:start]) is not None
    return joined and _ELSEWHERE.match(sentence, start + len(at.figure.surface)) is not None
