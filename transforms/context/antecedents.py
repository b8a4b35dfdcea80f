"""Whom a pronoun, an office or "the group" points to: the nearest name of its kind that the story gives before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.context.topics import topic_company

if TYPE_CHECKING:
    from transforms.context.names import Mention
    from transforms.context.scene import Scene

LOOK_BACK: Final = 6
"""Sentences: how far back a pronoun looks for its person before it is left unresolved."""

BODIES: Final = (
    "organisation|organization|group|company|firm|agency|body|institute|union|charity|watchdog|regulator|association|"
    "think tank"
)
OWN_KIND: Final = (
    "bank|ministry|department|trust|council|committee|commission|party|court|airline|retailer|board|authority|office|"
    "newspaper|paper|foundation|fund|university|school|church|club|college|federation|centre|center|police|service"
)
"""Bodies that are told apart by their kind: "the bank" is the last name that ends in that word."""

_BODY: Final = re.compile(
    r"^the (?:organisation|organization|group|company|firm|body|agency|institute)$", re.IGNORECASE
)
"""Words for whatever body was named last; a union or a charity is not just any."""

_OF_KIND: Final = re.compile(rf"^(?:the|its|their|his|her|our) ({OWN_KIND}|{BODIES})$", re.IGNORECASE)
_COMPANY: Final = re.compile(
    r"^the (?:company|firm|group|business|airline|retailer|manufacturer|maker)$", re.IGNORECASE
)
_OPENER: Final = re.compile(rf"(?:The|Its|Their) ((?:[a-z-]+ ){{0,2}}?(?:{OWN_KIND}|{BODIES}))\b(?!['’])")
"""A body without a name at the start of a sentence."""

_WITHIN: Final = re.compile(r"\b(?:in|at|near|from|to|on|of)(?: the)? $", re.IGNORECASE)


class Antecedents:
    """Resolves the pointing words of one document."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.company = topic_company(scene)

    def of_mention(self, mention: Mention) -> str:
        """Return the full name of a mention; an office alone becomes its holder where the document names one."""
        if mention.kind == "role":
            return self._scene.names.holder(mention.text, mention.start) or mention.text
        return self._scene.names.full(mention.text)

    def resolve(self, words: str, offset: int) -> str | None:
        """Return who `words` at `offset` point to: a pronoun, an office, or "the group"; None when it is not known."""
        lowered = words.casefold()
        if lowered in {"he", "she", "him", "her", "his"}:
            return self._person_before(offset)
        kind = _OF_KIND.match(words)
        named = self._of_kind_before(kind[1], offset) if kind else None
        if named is not None:
            return named
        if _COMPANY.match(words) and self.company is not None:
            return self.company
        if lowered in {"it", "its"} or _BODY.match(words):
            return self._body_before(offset)
        return self._scene.names.holder(words, offset)

    def _person_before(self, offset: int) -> str | None:
        """Return the first person of the sentence at `offset` before it, else of the sentences before."""
        here = self._scene.sentence_before(offset)
        for i in range(here, max(-1, here - LOOK_BACK), -1):
            span = self._scene.spans[i]
            stop = offset if i == here else span.end
            narrated = self._scene.narrated(span.start, stop)
            people = [
                m
                for m in narrated
                if m.kind == "person" or (m.kind == "role" and self._scene.names.holder(m.text, m.start))
            ]
            owners = [m for m in people if self._scene.text[m.end : m.end + 2] in {"'s", "’s"}]
            people = [m for m in people if m not in owners]
            people = people or [m for m in narrated if m.kind == "name" and len(m.text.split()) in {2, 3}] or owners
            if people:
                return self.of_mention(people[0])
        return None

    def _body_before(self, offset: int) -> str | None:
        here = self._scene.sentence_before(offset)
        quote = self._scene.quote_at(offset, offset + 1)
        for i in range(here, max(-1, here - LOOK_BACK), -1):
            span = self._scene.spans[i]
            if i != here and self._scene.is_caption(span.line_n):
                continue
            stop = offset if i == here else span.end
            narrated = self._scene.narrated(span.start, stop)
            if quote is not None and stop > quote.start:
                narrated = list(self._scene.names.within(max(span.start, quote.start), stop))
            opener = _OPENER.match(self._scene.text, span.start, stop)
            if opener and i != here:
                company = self.company if _COMPANY.match(f"the {opener[1]}") else None
                return self._of_kind_before(opener[1].split()[-1], span.start) or company or opener[1]
            narrated = [m for m in narrated if not _WITHIN.search(self._scene.text[span.start : m.start])]
            bodies = [
                m for m in narrated if m.kind in {"organization", "name"} and not self._scene.names.is_person(m.text)
            ]
            owners = [m for m in bodies if self._scene.text[m.end : m.end + 2] in {"'s", "’s", "\ufffds"}]
            bodies = [m for m in bodies if m not in owners]
            strong = [m for m in bodies if m.kind == "organization" or len(m.text.split()) > 1]
            opening = [m for m in owners if m.start == span.start and m.kind == "organization"]
            if strong or bodies or opening:
                return self.of_mention((strong or bodies or opening)[0])
        return None

    def _of_kind_before(self, kind: str, offset: int) -> str | None:
        """Return the last name before `offset` that ends in `kind` ("Riksbank" for "the bank")."""
        for mention in reversed(self._scene.names.within(0, offset)):
            full = self.of_mention(mention)
            if full.casefold().endswith(kind.casefold()) and full.casefold() != kind.casefold():
                return full
        return None
