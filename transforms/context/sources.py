"""Findings that go on: a source named in one sentence of a paragraph also vouches for the figures of the next ones.

Surveys and reports are summed up over several sentences, only the first of which names them. A person's words are never
carried over: what follows an ordinary quote is the outlet's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from transforms.context.discourse import Discourse
    from transforms.context.legacy import RelatedFigure as Figure

_SURVEY: Final = re.compile(r"\b(?:survey|poll|polled|interviewed|respondents|questionnaire)\b", re.IGNORECASE)
_RESUMES: Final = re.compile(
    r"^\W*(?:(?:that|it|this) (?:includes?|compares?|also|finds?|found|says|said|was|is)|its |"
    r"the (?:figures?|reports?|data|survey|study|findings|number|group)\b|they include|of these|of those|as for)",
    re.IGNORECASE,
)
_EXPECTS: Final = re.compile(r"\b(?:expected|forecast|predicted|projected|set|likely) to\b|\bwill\b", re.IGNORECASE)
_ASKED: Final = re.compile(r"\b(?:interviewed|asked|surveyed|questioned|polled|respondents)\b", re.IGNORECASE)
_SHARES: Final = frozenset({"percent", "percentage_point", "ratio"})


class SourceCarrier:
    """Carries sources over the sentences of a paragraph in one document."""

    def __init__(self, discourse: Discourse, figures: tuple[Figure, ...]) -> None:
        self._discourse = discourse
        self._with_figures = frozenset(f.sentence_start for f in figures)
        self._surveys: set[str] = set()
        self._carrying: set[int] = set()
        self._named: dict[int, str | None] = {}

    def carried(self, figure: Figure) -> tuple[str, str] | None:
        """Return the source that an earlier sentence of the paragraph names for this figure too, and the rule."""
        here = self._discourse.scene.sentence_before(figure.char_start)
        line_n = self._discourse.scene.spans[here].line_n
        for i in range(here - 1, -1, -1):
            span = self._discourse.scene.spans[i]
            if span.line_n != line_n:
                return None
            name = self._source(i)
            if name is None and span.start in self._with_figures and span.start not in self._carrying:
                return None
            if name is None:
                continue
            if (name in self._surveys or self._follows_survey(i)) and (
                figure.kind in _SHARES or _ASKED.search(figure.sentence)
            ):
                self._carrying.add(figure.sentence_start)
                return name, "speaker.survey_goes_on"
            if i == here - 1 and (_RESUMES.search(figure.sentence) or _EXPECTS.search(figure.sentence)):
                return name, "speaker.source_goes_on"
            return None
        return None

    def _follows_survey(self, i: int) -> bool:
        """Tell whether the sentence before names a survey that sentence `i` goes on about ("It finds ...")."""
        span = self._discourse.scene.spans[i]
        before = self._discourse.scene.spans[i - 1] if i else span
        text = self._discourse.text
        return bool(_RESUMES.search(text[span.start : span.end])) and bool(
            _SURVEY.search(text[before.start : before.end])
        )

    def _source(self, i: int) -> str | None:
        """Return the body a sentence attributes itself to; sentences that quote a person are passed over."""
        if i not in self._named:
            span = self._discourse.scene.spans[i]
            quoted = self._discourse.scene.quote_at(span.start + 1, span.start + 2)
            name = None
            if quoted is None or quoted.start > span.start + 2 or not quoted.closed:
                name = self._discourse.attributions.said_before(span.start, span.end)
            self._named[i] = None if name is None or self._discourse.names.is_person(name) else name
            if self._named[i] is not None and _SURVEY.search(self._discourse.text[span.start : span.end]):
                self._surveys.add(str(self._named[i]))
        return self._named[i]
