"""Text in another language than the rules are made for: its numbers are read, as far as they are safe, without context.

The grammar is English, so what would be guessed elsewhere is refused: a comma or point may be the other one's there
("1.200" is twelve hundred in German), and a number word another number ("Billion" is a thousand of ours).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.records import Rejection

if TYPE_CHECKING:
    from collections.abc import Collection

    from transforms.records import Document, Figure

ENGLISH: Final = "en"

_DIGITS: Final = re.compile(r"\d")
_SEPARATED: Final = re.compile(r"\d[.,\s]\d")
_SCALE: Final = re.compile(r"\s*(?:mi[lo]|mr?d|bi?l|tri)", re.IGNORECASE)
"""How thousands, millions and more begin in the languages of Europe: Milliarden, mil, billones, Mio., Mrd."""


def is_foreign(document: Document) -> bool:
    """Tell whether the language of the document is known, and not English."""
    return document.language is not None and document.language.partition("-")[0] != ENGLISH


def sifted(
    document: Document, figures: tuple[Figure, ...], number_words: Collection[str]
) -> tuple[tuple[Figure, ...], tuple[Rejection, ...]]:
    """Return the figures of a foreign text that mean the same in every language, and the others as refused."""
    kept, refused = [], []
    for figure in figures:
        doubt = _doubt(figure, number_words)
        if doubt is None:
            kept.append(figure)
        else:
            refused.append(_refusal(document, figure, *doubt))
    return tuple(kept), tuple(refused)


def _refusal(document: Document, figure: Figure, rule_id: str, reason: str) -> Rejection:
    return Rejection(
        "extract",
        document.source,
        rule_id,
        reason,
        doc_id=document.doc_id,
        line_n=figure.line_n,
        char_start=figure.char_start,
        char_end=figure.char_end,
        surface=figure.surface,
    )


def _doubt(figure: Figure, number_words: Collection[str]) -> tuple[str, str] | None:
    if _SEPARATED.search(figure.surface):
        return "language.separators", "points, commas and spaces in numbers mean other things in other languages"
    words = {*figure.surface.casefold().split(), figure.unit}
    after = figure.sentence[figure.char_end - figure.sentence_start :]
    scaled = any(word in number_words or word.removesuffix("s") in number_words for word in words)
    if scaled or _SCALE.match(after) or not _DIGITS.search(figure.surface):
        return "language.number_words", "number words are read in English only, and this text is in another language"
    return None
