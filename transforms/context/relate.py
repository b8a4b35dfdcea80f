"""Relates figures to their context: of what, whose, out of what, when, who says so, and as what.

Candidates are proposed from the names and the parse of the story, a chooser answers for each field, the answers are
resolved to records. Every value has its span in the document and a confidence; no reading depends on another figure's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from transforms.context.antecedents import Antecedents
from transforms.context.canonical import MeasureCatalogue
from transforms.context.countries import Countries
from transforms.context.labels import label
from transforms.context.namescan import NameScanner
from transforms.context.nearest import Nearest
from transforms.context.parse import ParseReader
from transforms.context.propose.pool import Proposer
from transforms.context.resolve import Resolver
from transforms.context.scene import Scene
from transforms.context.score.scorer import Scorer
from transforms.context.score.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

    from transforms.context.score.scorer import Answers, Weights
    from transforms.lexicon import Lexicon
    from transforms.records import Context, Figure, Line
    from transforms.sentences import SentenceSpan

LOOK_BACK: Final = 2
"""Sentences before that of a figure which are parsed too: whose it is was often said there."""


class Chooser(Protocol):
    """Answers for the figures of a story; `name` says who read it in the records."""

    def answers(self, view: View) -> dict[int, Answers]:
        """Return the ranked values of every field, by the number of the figure in `view`."""
        ...


@dataclass(frozen=True, slots=True)
class Told:
    """What a document tells: its text, its lines, its sentences and the figures they state."""

    text: str
    lines: tuple[Line, ...]
    spans: tuple[SentenceSpan, ...]
    figures: tuple[Figure, ...]

    @property
    def parsed(self) -> tuple[SentenceSpan, ...]:
        """The sentences to parse: those with a figure and the two before each, as far as they are whole."""
        held = {figure.sentence_start for figure in self.figures}
        needed = {n - back for n, s in enumerate(self.spans) if s.start in held for back in range(LOOK_BACK + 1)}
        return tuple(self.spans[n] for n in sorted(needed) if n >= 0 and not self.spans[n].broken)


class Stories:
    """Makes the view of a document on which its figures are read, with the vocabularies of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        rows = lexicon.table("reporting_verbs")
        self.verbs = {form: row["takes"] for row in rows for form in lexicon.words(row["forms"])}
        self.countries = Countries(lexicon)
        self._scanner = NameScanner(lexicon, self.countries)
        self._parses = ParseReader()

    def view(self, told: Told, parsed: Mapping[int, Doc]) -> View:
        """Return the candidates for the figures; `parsed` holds parses of `parse_text` by where a sentence begins."""
        names = self._scanner.scan(told.text, ((s.start, s.end) for s in told.spans))
        parses = {start: self._parses.read(doc) for start, doc in parsed.items()}
        for start, parse in parses.items():
            label(parse, start, names)
        scene = Scene(told.text, told.lines, told.spans, names)
        pool = Proposer(scene, parses, Antecedents(scene)).pool(told.figures)
        return View(scene, parses, pool, told.figures)


class Relater:
    """Gives figures their context, by trained `weights` or, without them, by what stands nearest."""

    def __init__(self, lexicon: Lexicon, weights: Weights | None = None) -> None:
        self.stories = Stories(lexicon)
        self._resolver = Resolver(self.stories.countries, MeasureCatalogue(lexicon))
        self._chooser: Chooser = Nearest(self.stories.verbs) if weights is None else Scorer(weights, self.stories.verbs)
        self._by = "nearest" if weights is None else "scored"

    def relate(self, told: Told, parsed: Mapping[int, Doc], published: str | None) -> tuple[Context, ...]:
        """Return the context of each figure of `told`; `published` is the article's date, ISO 8601."""
        if not told.figures:
            return ()
        view = self.stories.view(told, parsed)
        return self._resolver.contexts(view, self._chooser.answers(view), published, self._by)
