"""The baseline that every score is set beside: the nearest noun, name and time. Nothing is learned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transforms.context.choose import Ranked
from transforms.context.propose.candidates import NAMED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from transforms.context.propose.candidates import Candidate
    from transforms.context.score.scorer import Answers
    from transforms.context.score.view import View
    from transforms.records import Figure

UNSURE: Final = 0.5
"""The confidence of everything it says: it does not know how often it is right."""


class Nearest:
    """Takes what stands nearest, in the sentence first."""

    def __init__(self, verbs: Mapping[str, str]) -> None:
        self._verbs = verbs

    def answers(self, view: View) -> dict[int, Answers]:
        """Return the answers for the figures of `view`, by their number there."""
        return {n: self._of(view, figure) for n, figure in enumerate(view.figures)}

    def _of(self, view: View, figure: Figure) -> Answers:
        here = view.sentence_of(figure)
        sentence = view.scene.text[view.scene.spans[here].start : view.scene.spans[here].end].casefold()
        quoted = view.scene.quote_at(figure.char_start, figure.char_end) is not None
        said = quoted or any(f" {verb} " in f" {sentence} " for verb in self._verbs)

        def nearest(field: str, fits: Callable[[Candidate], bool]) -> list[Ranked]:
            pool = view.pool.candidates
            found = [i for i in view.candidates(figure, field) if fits(pool[i])]
            best = min(found, key=lambda i: abs(pool[i].start - figure.char_start), default=None)
            return [Ranked(pool[best].value if best is not None else None, best, UNSURE)]

        age = figure.kind == "duration" and " old" in sentence
        return {
            "measure": nearest("measure", lambda c: c.kind == ("age" if age else "noun")),
            "subject": nearest("subject", lambda c: c.kind in NAMED),
            "base": nearest("base", lambda c: c.kind == "rate"),
            "period": nearest("period", lambda c: c.kind == "time" and c.sentence == here),
            "speaker": nearest("speaker", lambda c: said and c.kind in {"person", "organization"}),
            "status": [Ranked("reported", None, UNSURE)],
        }
