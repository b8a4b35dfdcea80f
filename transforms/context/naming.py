"""What to call a speaker: the full name behind a noun, the maker of a report, an unnamed office in the text's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.context.syntax import Site, child, object_of

if TYPE_CHECKING:
    from transforms.context.discourse import Discourse
    from transforms.context.parse import Token

SOURCES: Final = frozenset(
    "survey poll data figures figure report study analysis research estimate estimates statistics census "
    "statement model models forecast forecasts index review inquiry findings numbers projection "
    "projections newspaper reckoning count tally message documents document calculations records "
    "suggestion claim assertion".split()
)
"""Nouns for what is written or counted, whose maker speaks."""

STUDIES: Final = frozenset({"survey", "poll", "study", "report", "analysis"})
_BARE: Final = frozenset(
    "officials people analysts experts critics observers economists sources some many others everyone "
    "those most one i we you they who which that reports researchers scientists data figures "
    "someone".split()
)
_BODIES: Final = frozenset({"police", "prosecutors", "coastguard"})
"""What names a body without an article: "police said"."""

_NAME_REACH: Final = 60
"""Characters after the word that heads a name within which the name may go on: "Centre for Fiscal Studies"."""

_VOICES: Final = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_NAMING: Final = frozenset({"amod", "compound", "nmod"})
_WHEN: Final = frozenset({"latest", "earlier", "later", "previous", "recent", "new", "initial", "past"})
"""Adjectives that say when somebody spoke, not who."""

_GENERAL_DETERMINERS: Final = frozenset({"some", "many", "several", "other", "most", "more", "few"})


class SpeakerNamer:
    """Names speakers in one document; remembers what its reports and surveys are by."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._sources: dict[str, str] = {}

    def named(self, at: Site, noun: Token) -> str | None:
        """Return the full name behind a noun: the name it heads, the maker of a report, whom a pronoun points to."""
        offset = at.offset(noun)
        if noun.pos_ == "PRON":
            return self._discourse.antecedents.resolve(noun.text, offset)
        if noun.lower_ in SOURCES or noun.lower_ == "reports":
            return self.maker(at, noun)
        spoken_for = object_of(noun, "for") if noun.lower_ in _VOICES else None
        if spoken_for is not None:
            return self.named(at, spoken_for)
        mention = self.mention(at, noun)
        if mention is not None:
            return mention
        return self._described(at, noun)

    def mention(self, at: Site, noun: Token) -> str | None:
        """Return the full name that stands at a noun or beside it in apposition, or None."""
        start = at.figure.sentence_start
        for token in (noun, *(c for c in noun.children if c.dep_ == "appos")):
            left = (
                min(t.i for t in token.subtree)
                if token.dep_ == "appos"
                else min([t.i for t in noun.lefts], default=noun.i)
            )
            while left > 0 and not at.doc[left - 1].whitespace_:
                left -= 1
            span = (start + at.doc[left].idx, start + token.idx + len(token) + _NAME_REACH)
            found = [m for m in self._discourse.names.within(*span) if m.start <= start + token.idx < m.end]
            if found and found[0].kind != "place":
                return self._discourse.antecedents.of_mention(found[0])
        if noun.pos_ == "PROPN":
            words = at.text(min([t.i for t in noun.lefts if t.dep_ == "compound"], default=noun.i), noun.i)
            place = next(
                (m for m in self._discourse.names.within(start, at.offset(noun) + len(noun)) if m.text in words), None
            )
            return self._discourse.names.full(place.text if place is not None and words.endswith(place.text) else words)
        return None

    def maker(self, at: Site, noun: Token) -> str | None:
        """Return whose report, poll or data it is, from the words around it or from an earlier mention of it."""
        owner = child(noun, "poss")
        if owner is None:
            owner = next(
                (
                    g
                    for g in (self._after(noun, p) for p in ("by", "from", "of", "at"))
                    if g is not None and _nameable(g)
                ),
                None,
            )
        said = self.named(at, owner) if owner is not None and owner.pos_ != "PRON" else None
        if said is None and owner is not None:
            said = self._discourse.antecedents.resolve(owner.text, at.offset(owner))
        if said is None:
            compounds = [
                c for left in noun.lefts for c in left.subtree if c.dep_ in {"compound", "nmod"} and c.pos_ == "PROPN"
            ]
            if compounds:
                first = min(min(t.i for t in c.subtree) for c in compounds)
                last = noun.i if noun.lower_ == "poll" else compounds[-1].i
                said = self._discourse.names.full(at.text(first, last))
        if said is None:
            said = self._beside(at, noun)
        key = noun.lower_
        if said is not None:
            self._sources[key] = said
            return said
        return self._sources.get(key) if any(c.lower_ in {"the", "this", "that"} for c in noun.lefts) else None

    def _beside(self, at: Site, noun: Token) -> str | None:
        """Return the name right before a poll, whatever the parser takes it for ("a Meridian survey")."""
        offset = at.offset(noun)
        near = [m for m in self._discourse.names.within(at.figure.sentence_start, offset) if m.end == offset - 1]
        named = near[-1] if near and noun.lower_ in STUDIES and near[-1].kind != "place" else None
        return self._discourse.antecedents.of_mention(named) if named is not None else None

    def _after(self, noun: Token, preposition: str) -> Token | None:
        """Return the noun after the first such preposition in the phrase of `noun`, also on a participle."""
        late = (
            t
            for t in noun.subtree
            if t.lower_ == preposition == "by"
            and t.head.pos_ == "NOUN"
            and noun.lower_ in STUDIES
            and child(t, "pobj") is not None
        )
        given = (noun.head,) if noun.dep_ == "nsubj" and noun.head.tag_ == "VBN" else ()
        for token in (noun, *(c for c in noun.rights if c.dep_ == "acl"), *given, *(t.head for t in late)):
            found = next((c for c in token.rights if c.lower_ == preposition and c.dep_ in {"prep", "agent"}), None)
            if found is not None:
                return child(found, "pobj")
        return None

    def _described(self, at: Site, noun: Token) -> str | None:
        """Return an unnamed speaker in the text's words ("the central bank"), if the words single one out."""
        words = [t for t in noun.lefts if t.dep_ in _NAMING and t.tag_ not in {"JJS", "JJR"} and t.lower_ not in _WHEN]
        if noun.lower_ in _BODIES and not words:
            return noun.lower_
        determiners = {t.lower_ for t in noun.lefts if t.dep_ in {"det", "amod"}}
        if noun.lower_ in _BARE and not words and not [c for c in noun.rights if c.dep_ == "prep"]:
            return None
        if determiners & _GENERAL_DETERMINERS or noun.pos_ not in {"NOUN", "PROPN"}:
            return None
        if not words and not any(t.lower_ == "the" or t.dep_ == "poss" for t in noun.lefts):
            preposition = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ in {"at", "of", "from"}), None)
            place = child(preposition, "pobj") if preposition is not None else None
            if place is None or place.pos_ != "PROPN":
                return None
            return at.text(noun.i, max(t.i for t in place.subtree if t.dep_ in {"compound", "pobj", "flat", "nmod"}))
        holder = self._discourse.antecedents.resolve(
            at.text(min([t.i for t in noun.lefts], default=noun.i), noun.i), at.offset(noun)
        )
        if holder:
            return holder
        first = min((t.i for word in words for t in word.subtree if t.dep_ in _NAMING), default=noun.i)
        return re.sub(r"^(?:a|an|the|new)\s+", "", at.text(first, noun.i), flags=re.IGNORECASE)


def _nameable(noun: Token) -> bool:
    return (
        noun.pos_ == "PROPN"
        or any(t.pos_ == "PROPN" for t in noun.subtree)
        or any(c.dep_ in {"compound", "amod"} for c in noun.lefts)
    )
