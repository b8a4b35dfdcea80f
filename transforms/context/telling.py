"""Who says a figure, and as what: speaker and status need each other, for a target without speech is its maker's."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from transforms.context.syntax import SUBJECTS, Site

if TYPE_CHECKING:
    from decimal import Decimal

    from transforms.context.counted import Reading
    from transforms.context.discourse import Discourse
    from transforms.context.legacy import RelatedFigure as Figure
    from transforms.context.memory import Earlier
    from transforms.context.owners import OwnerNamer
    from transforms.context.parse import Token
    from transforms.context.settled import Settled
    from transforms.context.sources import SourceCarrier
    from transforms.context.speakers import SpeakerReader
    from transforms.context.status import StatusReader
    from transforms.context.verdicts import Verdict

_OWN_WORDS: Final = re.compile(r"\b(?:we|I|he|she|they|it)(?:’ll|'ll| will)\b")
_TO_COME: Final = frozenset({"target", "proposed", "forecast", "denied"})
"""Statuses that somebody gives a figure, if only by aiming at it."""

_PRESENT: Final = frozenset({"VBZ", "VBP", "VB"})


class TellingReader:
    """Reads speakers and statuses in one document, in order: a target stays one where it comes back."""

    def __init__(
        self,
        discourse: Discourse,
        speakers: SpeakerReader,
        status: StatusReader,
        owners: OwnerNamer,
        carrier: SourceCarrier,
    ) -> None:
        self._discourse = discourse
        self._speakers = speakers
        self._status = status
        self._owners = owners
        self._carrier = carrier
        self._targets: set[tuple[str, Decimal | None, str]] = set()

    def read(self, at: Site, before: Earlier | None, reading: Reading | None, settled: Settled) -> Verdict:
        """Settle the speaker, and return the status with the rule and cue that decided it.

        `reading` is what the figure measures, `before` the figure before it in the sentence.
        """
        verdict = self._known_target(at, self._spoken(at, before, settled), settled)
        if before is not None and reading is not None and reading.rule == "measure.shared":
            if verdict.cue is None:
                verdict = replace(verdict, status=before.figure.status, rule="status.shared")
            settled.take("speaker", _speaker(before, "speaker.shared"))
        if before is not None and settled.rules.get("subject") == "subject.polled":
            settled.take("speaker", _speaker(before, "speaker.shared"))
        settled.rules["status"] = verdict.rule
        return verdict

    def _spoken(self, at: Site, before: Earlier | None, settled: Settled) -> Verdict:
        """Return the verdict of the sentence, and settle who says the figure, or whose target or demand it is."""
        figure = at.figure
        quoted = self._is_quoted(figure)
        attributed = None if self._points_back(figure) else self._speakers.read(at)
        own = attributed is not None and bool(_OWN_WORDS.search(figure.sentence))
        verdict = self._status.read(at, own_words=own)
        if not (_sets_out(verdict, before) and not quoted):
            settled.take("speaker", attributed)
        demander, demanded = self._discourse.leads.demands_of(figure.line_n)
        if demanded and verdict.status in {"reported", "target"}:
            verdict = replace(verdict, status="proposed", rule="status.demand_list", doer=None)
            settled.take("speaker", (demander, "speaker.demand_list") if demander else None)
        bound = verdict.doer is not None and verdict.status in _TO_COME and self._is_somebody(at, verdict.doer)
        if bound and verdict.doer is not None and "speaker" not in settled.values:
            doer = self._speakers.namer.named(at, verdict.doer)
            settled.take("speaker", (doer, "speaker.doer") if doer else None)
        if "speaker" not in settled.values and not quoted:
            settled.take("speaker", self._carrier.carried(figure))
        return verdict

    def _known_target(self, at: Site, verdict: Verdict, settled: Settled) -> Verdict:
        """Return the verdict, `target` where a known target is only spoken of: "2.5% is too little"."""
        word = settled.values.get("measure", "").casefold().split(" ")[-1]
        aim = (at.figure.kind, at.figure.value, word)
        if verdict.status == "target":
            self._targets.add(aim)
        spoken_of = verdict.rule == "status.plain" and at.head.dep_ in SUBJECTS and at.head.head.tag_ in _PRESENT
        known = spoken_of and at.figure.value is not None and aim in self._targets
        return replace(verdict, status="target", rule="status.known_target") if known else verdict

    def _is_somebody(self, at: Site, doer: Token) -> bool:
        """Tell whether a doer can bind itself or demand: a thing said to aim at something speaks for nobody."""
        return self._owners.is_somebody(doer) or self._speakers.namer.mention(at, doer) is not None

    def _points_back(self, figure: Figure) -> bool:
        """Tell whether the count only points to two already named, which is the outlet's own wording outside quotes."""
        front = figure.sentence[: figure.char_start - figure.sentence_start].casefold()
        pair = figure.surface.casefold() == "two" and front.endswith(("the ", "these ", "those "))
        return pair and not self._is_quoted(figure)

    def _is_quoted(self, figure: Figure) -> bool:
        return self._discourse.scene.quote_at(figure.char_start, figure.char_end) is not None


def _sets_out(verdict: Verdict, before: Earlier | None) -> bool:
    """Tell whether a figure only says from where a plan in the sentence sets out, which the outlet adds to it.

    "He would lift it to 4%, up from the current 3%": outside quotes the 3% is nobody's claim.
    """
    return verdict.rule == "status.current" and before is not None and before.figure.status in _TO_COME


def _speaker(before: Earlier, rule: str) -> tuple[str, str] | None:
    return (before.figure.speaker, rule) if before.figure.speaker else None
