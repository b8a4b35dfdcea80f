"""Relates figures to their context: of what, whose, out of what, when, who says so, and as what.

Every field is text found in the document, or a canonical id for it, or None. Which rule filled each is kept in
`RelatedFigure.context_rules`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.context.canonical import MeasureCatalogue
from transforms.context.countries import Countries
from transforms.context.discourse import Discourse
from transforms.context.labels import label
from transforms.context.legacy import to_relate
from transforms.context.measures import MeasureReader
from transforms.context.namescan import NameScanner
from transforms.context.parse import ParseReader
from transforms.context.scene import Scene
from transforms.context.status import StatusReader
from transforms.context.story import Readers, Story
from transforms.lexicon import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

    from transforms.context.legacy import RelatedFigure
    from transforms.lexicon import Lexicon
    from transforms.records import Figure, Line
    from transforms.sentences import SentenceSpan


class Relater:
    """Fills the context fields of figures with the vocabularies of the lexicon. It keeps no state between documents."""

    def __init__(self, lexicon: Lexicon) -> None:
        rows = lexicon.table("reporting_verbs")
        verbs = {form: row["takes"] for row in rows for form in lexicon.words(row["forms"])}
        said = frozenset(form for form, takes in verbs.items() if takes == "clause")
        groups = frozenset(row["noun"] for row in lexicon.table("group_nouns"))
        countries = Countries(lexicon)
        self._verb_pattern = _verb_pattern(verbs)
        self._parses = ParseReader()
        self._scanner = NameScanner(lexicon, countries)
        self._readers = Readers(
            verbs=verbs,
            groups=groups,
            countries=countries,
            measures=MeasureReader(lexicon, frozenset(verbs), groups),
            catalogue=MeasureCatalogue(lexicon),
            status=StatusReader(lexicon, said),
        )

    def relate(
        self,
        text: str,
        lines: tuple[Line, ...],
        spans: tuple[SentenceSpan, ...],
        figures: tuple[Figure, ...],
        parsed: Mapping[int, Doc],
    ) -> tuple[RelatedFigure, ...]:
        """Return `figures` with their context.

        `spans` are all sentences of `text`. `parsed` holds the parse of each figure's sentence under the sentence's
        offset; a parse is of `parse_text(sentence)`, so that token offsets are offsets in the sentence. A figure
        without one keeps its fields.
        """
        if not figures:
            return ()
        names = self._scanner.scan(text, ((s.start, s.end) for s in spans))
        read = {start: self._parses.read(doc) for start, doc in parsed.items()}
        for start, parse in read.items():
            label(parse, start, names)
        discourse = Discourse(Scene(text, lines, spans, names, self._verb_pattern))
        related = Story(self._readers, discourse, to_relate(figures)).relate_all(read)
        return self._readers.catalogue.unified(related)


def _verb_pattern(verbs: Mapping[str, str]) -> re.Pattern[str]:
    """Return the pattern of the reporting verbs in raw text, passives left out: "is forecast" attributes nothing."""
    active, others = (one_of(v for v in verbs if v.endswith("ing") is continuous) for continuous in (True, False))
    passives = "".join(rf"(?<!\b{be} )" for be in ("is", "are", "was", "were", "be", "been"))
    return re.compile(rf"(?<![-\w])(?:{active}|{passives}{others})\b", re.IGNORECASE)
