"""Turns answers into the records that land: values with spans, ids of countries and measures, dates of periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.context.dates import AHEAD, dates_of
from transforms.records import CONTEXT_FIELDS, Choice, Context

if TYPE_CHECKING:
    from transforms.context.canonical import MeasureCatalogue
    from transforms.context.choose import Ranked
    from transforms.context.countries import Countries
    from transforms.context.score.scorer import Answers
    from transforms.context.score.view import View
    from transforms.records import Figure


class Resolver:
    """Makes contexts with the vocabularies of a lexicon."""

    def __init__(self, countries: Countries, catalogue: MeasureCatalogue) -> None:
        self._countries = countries
        self._catalogue = catalogue

    def contexts(self, view: View, answers: dict[int, Answers], published: str | None, by: str) -> tuple[Context, ...]:
        """Return the context of each figure of `view`; `published` is the article's date, `by` names the reader."""
        made = [self._context(view, figure, answers[n], published, by) for n, figure in enumerate(view.figures)]
        return self._catalogue.unified(view.figures, tuple(made))

    def _context(self, view: View, figure: Figure, answers: Answers, published: str | None, by: str) -> Context:
        choices = {field: tuple(_choice(view, r, by) for r in answers[field]) for field in CONTEXT_FIELDS}
        first = {field: ranked[0].value for field, ranked in choices.items()}
        period, subject = first["period"], first["subject"]
        dates = dates_of(period, published, ahead=first["status"] in AHEAD) if period else None
        code = self._countries.code(subject) if subject else None
        known = subject if subject and view.scene.names.knows(subject) else None
        return Context(
            choices=choices,
            measure_id=self._catalogue.match(first["measure"], first["base"], figure).measure_id,
            subject_id=code or known,
            period_start=dates.start if dates else None,
            period_end=dates.end if dates else None,
            period_precision=dates.precision if dates else None,
        )


def _choice(view: View, ranked: Ranked, by: str) -> Choice:
    if ranked.candidate is None:
        return Choice(ranked.value, None, None, ranked.likely, f"{by}.none" if ranked.value is None else by)
    candidate = view.pool.candidates[ranked.candidate]
    return Choice(ranked.value, candidate.start, candidate.end, ranked.likely, f"{by}.{candidate.kind}")
