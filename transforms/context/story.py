"""The figures of one document while they are related: later ones share what earlier ones settled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from transforms.context.bases import base_of
from transforms.context.counted import Reading
from transforms.context.exchange import exchange_rate
from transforms.context.holders import OF_TOPIC, POINTERS, SHARED_MEASURES, Case, Holders
from transforms.context.lists import ListReader
from transforms.context.memory import Earlier, Memory
from transforms.context.owners import OwnerNamer
from transforms.context.periods import period_of
from transforms.context.polls import POLL, SUPPORT, judged, polled
from transforms.context.restated import SHARES, named_before, restated, restates, twin_of, unnumbered
from transforms.context.settled import Settled
from transforms.context.sources import SourceCarrier
from transforms.context.speakers import SpeakerReader
from transforms.context.subjects import SubjectReader, mover
from transforms.context.syntax import SUBJECTS, Site, site
from transforms.context.telling import TellingReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transforms.context.canonical import MeasureCatalogue, Measured
    from transforms.context.countries import Countries
    from transforms.context.discourse import Discourse
    from transforms.context.legacy import RelatedFigure as Figure
    from transforms.context.measures import MeasureReader
    from transforms.context.parse import Parse
    from transforms.context.status import StatusReader
    from transforms.context.verdicts import Verdict

_BY_NOUN: Final = frozenset({"measure.noun", "measure.subject", "measure.headline"})


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
        self._memory = Memory(figures)
        relays = frozenset(form for form, takes in readers.verbs.items() if takes != "clause")
        self._owners = OwnerNamer(discourse, readers.countries, readers.groups, relays)
        subjects = SubjectReader(discourse, readers.countries, self._owners, relays, readers.measures)
        self._holders = Holders(readers, discourse, subjects)
        speakers = SpeakerReader(discourse, readers.verbs, readers.measures.estimating)
        carrier = SourceCarrier(discourse, figures)
        self._telling = TellingReader(discourse, speakers, readers.status, self._owners, carrier)
        self._lists = ListReader(discourse)

    def relate_all(self, parsed: Mapping[int, Parse]) -> tuple[Figure, ...]:
        """Return the figures with their context; in an economic story, those of nobody else are its country's."""
        related = tuple(self.relate(figure, parsed.get(figure.sentence_start)) for figure in self._figures)
        return self._holders.at_last(related)

    def relate(self, figure: Figure, doc: Parse | None) -> Figure:
        """Return `figure` with its context, or as it is where its sentence was not parsed."""
        twin = twin_of(figure, self._memory.row(figure), self._discourse.text)
        at = site(figure, doc, twin) if doc is not None else None
        if at is None:
            return figure
        before = self._memory.before(figure)
        if before is None:
            self._owners.remember(at)
        elif restates(before.figure, figure, self._discourse.text):
            self._memory.last = Earlier(restated(figure, before.figure), before.reading)
            return self._memory.last.figure
        settled = Settled({}, {})
        reading = self._read_measure(at, before, settled)
        verdict = self._telling.read(at, before, reading, settled)
        self._read_base(at, reading, before, settled)
        measured = self._readers.catalogue.match(settled.values.get("measure"), settled.values.get("base"), figure)
        last = self._memory.last.figure if self._memory.last is not None else None
        earlier = before.figure if before is not None else None
        self._holders.settle(Case(at, reading, measured, earlier, last, self._memory.surfaces(figure)), settled)
        settled.take("period", period_of(at, self._memory.neighbours(figure)))
        related = self._filled(figure, settled, verdict, measured)
        self._memory.keep(related, reading)
        return related

    def _read_measure(self, at: Site, before: Earlier | None, settled: Settled) -> Reading | None:
        """Settle what the figure measures, and whose it is where a list, poll, rate or name says both; return it."""
        figure, memory = at.figure, self._memory
        reading = memory.compared(at) or self._readers.measures.read(at, memory.measured_before(figure))
        line = self._discourse.scene.line_start(figure.line_n)
        reading = named_before(figure, memory.outside(at, reading), self._discourse.text, line)
        self._read_list(figure, settled)
        reading = self._read_rate(figure, self._read_poll(figure, reading, settled), settled)
        reading = self._unnamed(at, reading, before, settled) or memory.of_unit(figure)
        if reading is not None and (plain := unnumbered(reading.text, memory.surfaces(figure))) != reading.text:
            reading = replace(reading, text=plain)
        settled.take("measure", (reading.text, reading.rule) if reading and reading.text else None)
        return reading

    def _read_list(self, figure: Figure, settled: Settled) -> None:
        item = self._lists.read(figure)
        if item is not None:
            settled.take("subject", (item.label, "subject.label"))
            settled.take("measure", (item.heading, "measure.heading") if item.heading else None)

    def _unnamed(self, at: Site, reading: Reading | None, before: Earlier | None, settled: Settled) -> Reading | None:
        """Return the reading unless it is a name: a body or person is whose the figure is, and no measure."""
        figure = at.figure
        if reading is None or figure.kind not in OF_TOPIC or reading.rule not in _BY_NOUN:
            return reading
        full = self._discourse.names.full(reading.text)
        if not self._discourse.names.is_body(full):
            return reading
        moved = mover(at, self._discourse) or (self._mover_before(figure, before) if before is not None else None)
        settled.take("subject", (moved, "subject.mover") if moved else (full, "subject.named_first"))
        earlier = before.reading if before is not None else self._memory.last_reading(figure)
        return Reading(earlier.text, "measure.pronoun", earlier.anchor) if earlier is not None else None

    def _mover_before(self, figure: Figure, before: Earlier) -> str | None:
        """Return whose the size of a move was that this figure is the level of: "Lund, down 2p at 40p"."""
        moved = dict(before.figure.context_rules).get("subject") == "subject.mover"
        gap = self._discourse.text[before.figure.char_end : figure.char_start]
        return before.figure.subject if moved and gap in {" at ", " to "} else None

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

    def _read_base(self, at: Site, reading: Reading | None, before: Earlier | None, settled: Settled) -> None:
        """Settle out of what the figure is, by its own words or those of the figure before it."""
        settled.take("base", base_of(at))
        if before is None:
            return
        last = before.figure
        if settled.values.get("base") in POINTERS:
            settled.values["base"] = last.base or last.measure or settled.values["base"]
            settled.take("subject", (last.subject, "subject.of_them") if last.subject else None)
        if at.figure.kind in SHARES and _asks_on(at, last):
            settled.take("base", (last.base, "base.shared") if last.base else None)
            settled.take("subject", (last.subject, "subject.shared") if last.subject else None)
        if last.base is None or not at.figure.kind == last.kind == "percent":
            return
        same = (
            reading is None
            or reading.rule in SHARED_MEASURES
            or reading.text.split()[-1:] == (last.measure or "").split()[-1:]
        )
        if same:
            settled.take("base", (last.base, "base.shared"))

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


def _asks_on(at: Site, before: Figure) -> bool:
    """Tell whether a share without a base of its own goes on with the group of the one before: ", and 28% left"."""
    rules = dict(before.context_rules)
    return at.head.dep_ in SUBJECTS and rules.get("subject") in {"subject.group_asked", "subject.shared"}
