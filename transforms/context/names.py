"""The names of one document: where they stand, what each is short for, and who holds which office.

A cheap scan of capitalised words, without a language model: enough to complete a surname from an earlier full name, to
expand an acronym the document explains, and to find who `the Prime Minister` is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from transforms.context.countries import Countries

NameKind = Literal["person", "organization", "place", "role", "name"]
"""`name` is a name that nothing in the document tells more about."""

ORGANIZATION_WORDS: Final = frozenset(
    "bank foundation commission committee department ministry office agency association union institute "
    "university college council party court house senate congress parliament government group company "
    "corporation inc corp ltd plc fund organization organisation federation centre center school church "
    "army navy force forces police service services bureau authority board news times post journal daily "
    "newspaper magazine press media network channel academy alliance league club team society trust "
    "administration treasury reserve exchange industries systems international poll survey street "
    "telegraph guardian herald tribune observer mail mirror independent gazette chronicle assembly "
    "employees tower act war".split()
)
"""Last words that make a run of capitalised words something other than a person."""

_PLACE_FIRST: Final = frozenset({"Cape", "Mount", "Lake", "River", "Hurricane", "Storm", "Typhoon", "Cyclone"})
_PLACE_LAST: Final = frozenset(
    "Island Islands River Valley Street Road Bay Beach Dam Fire Mountain Mountains Creek Canyon Coast Peninsula Avenue "
    "Airport".split()
)
"""Words that make a name that of a place, a road or a disaster, none of which speaks."""

_JOINERS: Final = frozenset({"of", "for", "and", "&", "the"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in the text, without its titles; `role` is the office written before it, if any."""

    start: int
    end: int
    text: str
    kind: NameKind
    role: str | None = None


@dataclass(slots=True)
class NameIndex:
    """The mentions of a document in order, and the maps that complete short forms.

    `fulls` are the names of several words in order of appearance, `people` those taken for persons, `acronyms` what
    brackets in the text explain, `offices` the places where somebody is given an office.
    """

    mentions: tuple[Mention, ...]
    fulls: tuple[str, ...]
    people: frozenset[str]
    acronyms: dict[str, str]
    offices: tuple[tuple[int, str, str], ...]
    aliases: dict[str, str]
    countries: Countries
    _starts: list[int] = field(default_factory=list)
    _in_words: list[tuple[str, list[str]]] = field(default_factory=list)
    _known: dict[str, str] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)
    _bodies: frozenset[str] | None = None

    def __post_init__(self) -> None:
        self._starts = [m.start for m in self.mentions]
        people_first = sorted(self.fulls, key=lambda full: full not in self.people)
        self._in_words = [(full, _words(full)) for full in people_first]

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that lie inside `start:end`."""
        first, stop = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(mention for mention in self.mentions[first:stop] if mention.end <= end)

    def full(self, name: str) -> str:
        """Return the fullest form the document has for `name`, or `name` itself; countries keep the form they have."""
        if name not in self._known:
            self._known[name] = name if self.countries.is_place(name) else self._complete(name)
        return self._known[name]

    def knows(self, name: str) -> bool:
        """Tell whether `name` is the fullest form of a name of the document, not just a description."""
        if not self._names:
            self._names = {self.full(m.text) for m in self.mentions if m.kind != "role"}
        return name in self._names

    def is_person(self, name: str) -> bool:
        """Tell whether `name`, or what it is short for, is taken for a person."""
        return self.full(name) in self.people

    def may_be_person(self, name: str) -> bool:
        """Tell whether `name` is taken for a person, or for nothing else that would tell what it names."""
        return self.is_person(name) or any(m.kind == "name" and self.full(m.text) == name for m in self.mentions)

    def is_body(self, name: str) -> bool:
        """Tell whether `name` is the full name of a person or an organization of the document."""
        if self.countries.is_place(name):
            return False
        if self._bodies is None:
            self._bodies = frozenset(self.full(m.text) for m in self.mentions if m.kind == "organization")
        return name in self.people or name in self._bodies

    def holder(self, role: str, offset: int) -> str | None:
        """Return who holds the office `role` ("the Prime Minister") by what the document says, nearest before `offset`.

        `shadow`, `former` and `deputy` make another office, so the wording of the role has to agree at its end.
        """
        words = re.sub(r"^(?:the|a|an|his|her|its|their|our)\s+", "", role.strip(), flags=re.IGNORECASE).casefold()
        wanted = self.aliases.get(words, words)
        holders = [(at, name) for at, held, name in self.offices if _same_office(wanted, held)]
        before = [name for at, name in holders if at <= offset]
        chosen = before[-1] if before else (holders[0][1] if holders else None)
        return self.full(chosen) if chosen else None

    def _complete(self, name: str) -> str:
        if name in self.acronyms:
            return self.acronyms[name]
        if name.isupper() and " " in name and name.title() in self.fulls:
            return name.title()
        if name in self.people and " " in name:
            return name
        wanted = _words(name)
        for full, have in self._in_words:
            if len(have) > len(wanted) and _shortens(name, wanted, have, person=full in self.people):
                return full
        single = wanted[0] if len(wanted) == 1 else None
        begun = [full for full, words in self._in_words if words[0] == single and full not in self.people]
        if len(set(begun)) == 1 and begun[0].split()[-1].casefold() not in _JOINERS and name not in self.people:
            return begun[0]
        honoured = [full for full, words in self._in_words if name in self.people and single in words]
        return honoured[0] if honoured else name


def _words(name: str) -> list[str]:
    return name.casefold().replace(".", "").split()


def _same_office(wanted: str, held: str) -> bool:
    if held == wanted:
        return True
    return held.endswith(" " + wanted) and not re.search(r"\b(?:shadow|former|ex|deputy|vice|assistant|acting)\b", held)


def _shortens(original: str, short: list[str], full: list[str], *, person: bool) -> bool:
    """Tell whether the words of `short` abbreviate `full`: its last words, its initials, or the start of its first."""
    if not short:  # a name of dots alone
        return False
    if short == full[-len(short) :]:
        return True
    if person or len(short) > 1:
        return False
    word = short[0]
    initials = "".join(w[0] for w in full if w not in _JOINERS)
    fits = word == initials or (len(word) > 2 and initials.endswith(word))
    if word == full[0] and original.isupper() and full[-1] not in ORGANIZATION_WORDS:
        return True
    return len(word) > 1 and (fits or (2 < len(word) < 5 and len(full) == 2 and full[0].startswith(word)))


def index_names(
    mentions: tuple[Mention, ...],
    acronyms: dict[str, str],
    aliases: dict[str, str],
    countries: Countries,
    located: frozenset[str] = frozenset(),
) -> NameIndex:
    """Return the index of `mentions`, each with what the whole document says about its kind.

    `located` are the names that something happens in; places, where nothing else tells what they are.
    """
    fulls, people = _full_names(mentions, countries)
    offices = tuple(
        (m.start, aliases.get(m.role.casefold(), m.role.casefold()), m.text)
        for m in mentions
        if m.role and m.kind != "role"
    )
    known = {
        text: _kind(m, people, countries, located)
        for text, m in {m.text: m for m in mentions if m.kind != "role"}.items()
    }
    kinds = tuple(
        m if m.kind == "role" or m.kind == known[m.text] else replace(m, kind=known[m.text]) for m in mentions
    )
    return NameIndex(kinds, fulls, people, acronyms, offices, aliases, countries)


def _kind(mention: Mention, people: frozenset[str], countries: Countries, located: frozenset[str]) -> NameKind:
    words = mention.text.split()
    if countries.is_place(mention.text):
        return "place"
    if mention.text in people or (len(words) == 1 and any(p.split()[-1] == mention.text for p in people)):
        return "person"
    if countries.is_state(mention.text) or words[0] in _PLACE_FIRST or words[-1] in _PLACE_LAST:
        return "place"
    of = any(w in _JOINERS for w in words) and any(w.casefold() in ORGANIZATION_WORDS for w in words)
    if of or words[-1].casefold() in ORGANIZATION_WORDS or (mention.text.isupper() and len(mention.text) > 1):
        return "organization"
    return "place" if mention.text in located else "name"


def _full_names(mentions: tuple[Mention, ...], countries: Countries) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the names of several words, and which names are people.

    A person has a title somewhere, or a surname that the text also uses alone.
    """
    alone = {m.text for m in mentions if " " not in m.text and not m.text.isupper()}
    titled = {m.text for m in mentions if m.kind == "person"}
    fulls: dict[str, None] = {}
    people: set[str] = set()
    for mention in mentions:
        words = mention.text.split()
        if mention.kind == "role" or len(words) < 2 or countries.is_place(mention.text):
            continue
        fulls.setdefault(mention.text)
        other = any(w.casefold() in ORGANIZATION_WORDS or w in _JOINERS for w in words) or countries.is_place(words[-1])
        if not other and len(words) <= 4 and (mention.text in titled or words[-1] in alone):
            people.add(mention.text)
    surnames = {p.split()[-1] for p in people}
    people |= {t for t in titled if " " not in t and t not in surnames}
    return tuple(fulls), frozenset(people)
