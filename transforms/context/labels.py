"""Labels the words of a parse as names or times, from what the document's names and a list of time words tell.

A trained recogniser costs more than the whole parse, and the rules only ask which of a few kinds a word is of.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from transforms.context.names import NameIndex, NameKind
    from transforms.context.parse import Parse

LABELS: Final[dict[NameKind, str]] = {
    "person": "PERSON",
    "organization": "ORG",
    "place": "GPE",
    "name": "ORG",
}
"""spaCy's label for each kind of name. A name that nothing tells more about is mostly a company's in the news."""

_TIME: Final = re.compile(
    r"(?:(?:year|month|week|day|hour|minute|decade|quarter|century|weekend|season)s?|(?:1[5-9]|20)\d\ds?|"
    r"January|February|March|April|June|July|August|September|October|November|December|(?:Jan|Feb|Sept?|Oct|Nov|Dec)\b\.?|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:[Yy]ester|[Tt]o)day|[Tt]omorrow)\b"
)
"""Words that make a phrase one of time."""


def label(doc: Parse, start: int, names: NameIndex) -> None:
    """Set the entity label of the words of `doc`, the parse of the sentence that begins at `start`."""
    begins = [token.idx for token in doc]
    for token in doc:
        if _TIME.fullmatch(token.text) or (token.text == "May" and token.tag_ == "NNP"):
            token.ent_type_ = "DATE"
    for mention in names.within(start, start + begins[-1] + len(doc[-1])) if doc else ():
        named = LABELS.get(mention.kind)
        if named is not None:
            for token in doc[bisect_left(begins, mention.start - start) : bisect_left(begins, mention.end - start)]:
                token.ent_type_ = named
