"""Whose the figures of one document are, and what later ones take from earlier ones, their company or their country."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from transforms.context.namesakes import with_governments, with_namesakes, with_repeats
from transforms.context.polls import approved
from transforms.context.restated import SHARES, unnumbered
from transforms.context.topics import commonest_names, topic_country

if TYPE_CHECKING:
    from transforms.context.canonical import Measured
    from transforms.context.counted import Reading
    from transforms.context.discourse import Discourse
    from transforms.context.legacy import RelatedFigure as Figure
    from transforms.context.settled import Settled
    from transforms.context.story import Readers
    from transforms.context.subjects import Owner, SubjectReader
    from transforms.context.syntax import Site

_WITHIN: Final = re.compile(r"\W*(?:Within|Of|Out of) (?:this|that|it)\b", re.IGNORECASE)
"""A sentence about a part of the figure before it: it belongs to the same."""

_CHANCE: Final = re.compile(r"(?:\w+ )?(?:chances?|probability|likelihood|odds|risk)\b")
"""Measures of what may happen, which markets and experts have of everything: no country's own."""

_COUNT_BEFORE: Final = re.compile(r"^(?:the |all )*(?:[\d,.]+ )?", re.IGNORECASE)
_NOBODY: Final = re.compile(
    r"(?:more|less|fewer|most|least|last|first|next|others?|another|about|around|such|same|its|their|the|his|her)"
    r"(?: than)?",
    re.IGNORECASE,
)
"""What is left of a phrase whose number was the point."""

_GAUGED: Final = "confidence_index"
"""The measure whose maker is its speaker: "the institute's index" is not about the institute."""

_OF_NATIONS: Final = frozenset({"gdp_growth", "inflation", "unemployment", "unemployed"})
"""Measures that no company or institution has of its own, whoever reports or forecasts them."""

_OWN_PHRASE: Final = frozenset({"subject.beside", "subject.complement"})
"""Rules by which a figure that is compared with another names an owner of its own ("against 59% in Norway")."""

_WEAK_OWNERS: Final = frozenset({"subject.place"})
OF_TOPIC: Final = frozenset({"percent", "percentage_point", "money", "measure", "ratio"})
"""Kinds that an economic story's country may own; things counted and times are rarely the nation's."""

SHARED_MEASURES: Final = frozenset(
    {"measure.pronoun", "measure.compared", "measure.shared", "measure.predicate", "measure.spent_on"}
)
POINTERS: Final = frozenset({"these", "those", "them", "us"})


@dataclass(frozen=True, slots=True)
class Case:
    """What bears on whose a figure is: its measure, the figure before it in the sentence and in the story."""

    at: Site
    reading: Reading | None
    measured: Measured
    before: Figure | None
    last: Figure | None
    surfaces: tuple[str, ...]


class Holders:
    """Settles subjects in one document, in order: a survey's group, and whether the story is an economic one, stay."""

    def __init__(self, readers: Readers, discourse: Discourse, subjects: SubjectReader) -> None:
        self._readers = readers
        self._discourse = discourse
        self._subjects = subjects
        self._topic = topic_country(discourse, readers.countries)
        self._company = discourse.antecedents.company
        self._asked: str | None = None
        self._economic = False

    def at_last(self, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
        """Return the figures, those that nobody owns given to the company or, in an economic story, the country."""
        related = tuple(self._of_company(figure) for figure in figures)
        related = with_repeats(related, commonest_names(self._discourse, self._readers.countries))
        related = with_namesakes(related, self._readers.countries, self._is_elsewhere)
        related = with_governments(related, self._readers.countries, self._topic)
        if self._topic is None or not self._economic:
            return related
        return tuple(self._of_topic(figure, self._topic) if figure.measure else figure for figure in related)

    def _is_elsewhere(self, figure: Figure, nation: str) -> bool:
        """Tell whether the figure's sentence names another place than `nation`."""
        start, countries = figure.sentence_start, self._readers.countries
        places = (
            m.text for m in self._discourse.names.within(start, start + len(figure.sentence)) if m.kind == "place"
        )
        return any(countries.code(countries.of_adjective(p) or p) != countries.alpha3(nation) for p in places)

    def _of_company(self, figure: Figure) -> Figure:
        """Give a business figure that nobody else owns to the company the story is about."""
        rules = dict(figure.context_rules)
        own = figure.subject is not None and rules["subject"] not in _WEAK_OWNERS
        if figure.measure_id not in self._readers.catalogue.of_companies or own or self._company is None:
            return figure
        rules["subject"] = "subject.company"
        return replace(
            figure, subject=self._company, subject_id=self._company, context_rules=tuple(sorted(rules.items()))
        )

    def _of_topic(self, figure: Figure, topic: str) -> Figure:
        rule = dict(figure.context_rules)["measure"]
        if _CHANCE.match(figure.measure or ""):
            return figure
        gauged = figure.kind == "duration" and rule in {"measure.noun", "measure.subject"}
        said = rule == "measure.predicate"
        if figure.subject is not None or said or not (gauged or figure.kind in OF_TOPIC):
            return figure
        rules = tuple(sorted((*figure.context_rules, ("subject", "subject.topic"))))
        code = self._readers.countries.alpha3(topic)
        return replace(figure, subject=topic, subject_id=code or topic, context_rules=rules)

    def settle(self, case: Case, settled: Settled) -> None:
        """Fill the subject of a figure, and the base that a survey's group is."""
        figure, measured = case.at.figure, case.measured
        if figure.kind in SHARES:
            self._from_survey(figure, settled)
        last = case.last
        if _WITHIN.match(figure.sentence) and last is not None and last.subject is not None:
            settled.take("subject", (last.subject, "subject.within_last"))
        owner = self._owner(case, settled)
        if owner is not None and not (measured.country and not self._can_be_nation(owner, measured, settled)):
            settled.take("subject", owner)
        self._remember_group(settled)
        self._share(case, settled)
        self._economic = self._economic or measured.country
        if measured.country or figure.kind in SHARES:
            country = self._subjects.sentence_country(case.at, only=not measured.country)
            settled.take("subject", (country, "subject.sentence_country") if country else None)
        demanded = settled.rules["status"] in self._readers.status.demands
        denied = figure.kind == "count" and settled.rules["status"] == "status.deny_verb"
        if settled.rules.get("speaker") == "speaker.doer" and not (measured.country or demanded or denied):
            settled.take("subject", (settled.values["speaker"], "subject.doer_of_status"))

    def _from_survey(self, figure: Figure, settled: Settled) -> None:
        """Settle whom a share of those asked judges, or the group asked, where a survey is summed up."""
        surveyed = settled.rules.get("speaker") == "speaker.survey_goes_on"
        person = approved(figure, self._discourse, surveyed=surveyed)
        settled.take("subject", (person, "subject.approved") if person else None)
        if surveyed and self._asked:
            settled.take("subject", (self._asked, "subject.group_asked"))
            settled.take("base", (self._asked, "base.group_asked"))

    def _owner(self, case: Case, settled: Settled) -> Owner | None:
        """Return the owner that the sentence names, or for a figure that is only compared that of the one before."""
        speaker = settled.values.get("speaker")
        gauge = speaker if case.measured.measure_id == _GAUGED else None
        base = settled.values.get("base")
        owner = self._subjects.read(case.at, case.reading, base=base, speaker=speaker, gauge=gauge)
        if owner is not None and owner[1] == "subject.group_asked":
            owner = (_COUNT_BEFORE.sub("", owner[0]), owner[1])
        compared = case.reading is not None and case.reading.rule == "measure.compared"
        if compared and (owner is None or owner[1] not in _OWN_PHRASE):
            return (case.before.subject, "subject.shared") if case.before is not None and case.before.subject else None
        named = unnumbered(owner[0], case.surfaces) if owner is not None else ""
        return (named, owner[1]) if owner is not None and named and not _NOBODY.fullmatch(named) else None

    def _remember_group(self, settled: Settled) -> None:
        """Keep the first group asked: "of them" means it."""
        pointed = settled.values.get("base", "") in POINTERS
        if settled.rules.get("subject") == "subject.group_asked" and self._asked is None and not pointed:
            self._asked = settled.values["subject"]
        if settled.values.get("subject", "") in POINTERS:
            del settled.values["subject"]
            settled.take("subject", (self._asked, "subject.group_asked") if self._asked else None)

    def _share(self, case: Case, settled: Settled) -> None:
        """Give a figure the owner of the one before where both measure the same."""
        before, reading = case.before, case.reading
        same = before is not None and reading is not None and reading.text == before.measure
        same = same and before is not None and before.kind != "duration"
        shares = reading is not None and (reading.rule in SHARED_MEASURES or same)
        if shares and before is not None and before.subject is not None:
            settled.take("subject", (before.subject, "subject.shared"))

    def _can_be_nation(self, owner: Owner, measured: Measured, settled: Settled) -> bool:
        """Tell whether an owner of a nation's measure is more than the economy or the prices the sentence is about."""
        names = self._discourse.names
        own_aim = settled.rules["status"] == "status.target_noun" and owner[1] == "subject.possessor"
        foreign = measured.measure_id in _OF_NATIONS and names.is_body(owner[0]) and not own_aim
        if names.is_person(owner[0]) or foreign:
            return False
        last = owner[0].split()[-1].casefold()
        grouped = {last, last.removesuffix("s"), re.sub("ies$", "y", last)} & self._readers.groups
        named = self._discourse.names.knows(owner[0]) or self._readers.countries.is_place(owner[0])
        return named or bool(grouped) or owner[1] not in {"subject.doer", "subject.possessor"}
