"""Finds the names in the sentences of a document: runs of capitalised words, less titles and sentence openers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.context.names import ORGANIZATION_WORDS, Mention, NameIndex, index_names
from transforms.sentences import DATELINE, capitals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from transforms.context.countries import Countries
    from transforms.lexicon import Lexicon

_CAP: Final = r"(?:(?:[A-Z]\.){2,4}(?![a-z])|[A-ZÀ-Þ][\wÀ-ÿ]*(?:[-/&](?=\w)[\wÀ-ÿ]+|[’'](?=[A-Z])[\wÀ-ÿ]+)*)"
_GAP: Final = (
    r"(?:(?<=\b[A-Z])\.|(?<=\b(?:Mr|Ms|Dr|St))\.|(?<=\b(?:Mrs|Sen|Rep|Gov|Gen|Col))\.)?[ ]"
    r"(?:(?:of|for)[ ](?:the[ ])?|(?:de|von|van|bin|al|el|di|da|la|du|&)[ ])?"
)
_OFFICE_OF: Final = (
    r"(?:The )?(?:Department|Ministry|Committee|Commission|Cent(?:er|re)|Office|Board|Agency|Institute|Council) "
    r"(?:of|for) (?:the )?"
    rf"{_CAP}(?: {_CAP})*,? and {_CAP}(?: {_CAP})*"
)
"""Offices whose names join two fields by `and`, which elsewhere parts two names."""

_WORD: Final = re.compile(r"\S+")
_SEQUENCE: Final = re.compile(rf"(?<![\w@#])(?:{_OFFICE_OF}|{_CAP}(?:{_GAP}{_CAP})*)")
_NOT_NAMES: Final = frozenset(
    "a an the this that these those it its he she they we i you his her our their my your who what which "
    "when where why how if in on at by for from of to with without within under over after before since "
    "until while as because although though but and or nor so yet not no yes also then there here thus "
    "however meanwhile instead despite during among amid about even only just more most much many some "
    "any all both each every few several other another one two three four five six seven eight nine ten "
    "is are was were be been do does did has have had will would can could may might must shall should "
    "asked speaking responding according last next once nearly around almost still now today yesterday "
    "tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december jan feb mar apr aug sept oct nov dec gdp gnp gmt bst tv "
    "later earlier such very perhaps maybe well let thanks like unlike former ex frankly obviously separately "
    "altogether furthermore moreover ultimately simultaneously therefore further soon neighbouring neighboring nearby "
    "fellow rival local".split()
)
_DAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_OFFICE_BEFORE: Final = re.compile(r"((?:[\w-]+ ){0,2}[\w-]+),? $")
_APPOSED: Final = re.compile(
    r", (?:the|a|an|its|his|her|their) ((?:[a-z’'-]+ ){0,3}?(?:secretary of state|[a-z-]+))"
    r"(?=[,.;]| (?:who|of|for|at|in)\b)"
)
_NEXT_WORD: Final = re.compile(r" (\w+)")
_OWNS: Final = re.compile(r"['’]s [a-z]")
_ACRONYM: Final = re.compile(r"\(([A-Z][A-Za-z]{1,9})\)")
_JOINED: Final = 3
"""Words of the shortest joined name: "Bank of Oslo"."""

_NAMED_AFTER: Final = frozenset(
    "friends bank house isle city state university museum palace port gulf bay strait sea lake mount cape church court "
    "order knights sons daughters king queen duke earl prince princess archbishop bishop ministry lord chamber game "
    "doctors institute campaign society institution royal college academy citizens parents justice women men".split()
)
"""Words that begin names with `of` or `for`, besides bodies and offices."""

_LOCATED: Final = re.compile(
    r"(?<!shares )(?<!stakes )(?<!stake )(?<!interest )(?<!trust )(?<!dealings )(?<!invest )(?<!investors )"
    r"(?<!confidence )\b(?:in|near|outside|across|throughout) $",
    re.IGNORECASE,
)
"""What stands before a place: a name that does once is one wherever it stands, unless more is known of it."""

_SHORT_OFFICE: Final = 4
"""Letters: shorter titles (`MP`, `PM`) count only as they are written, or every `dump` would end in an office."""


class NameScanner:
    """Finds the names of documents with the titles and offices of the lexicon."""

    def __init__(self, lexicon: Lexicon, countries: Countries) -> None:
        rows = lexicon.table("person_titles")
        self._countries = countries
        self._honorifics = frozenset(r["word"] for r in rows if r["kind"] == "honorific")
        self._speech = frozenset(f for r in lexicon.table("reporting_verbs") for f in lexicon.words(r["forms"]))
        self._groups = frozenset(row["noun"] for row in lexicon.table("group_nouns"))
        self._aliases = {r["word"].casefold(): r["means"] for r in rows if r["means"]}
        offices = sorted((r["word"] for r in rows if r["kind"] != "honorific"), key=len, reverse=True)
        long = "|".join(re.escape(w) for w in offices if len(w) >= _SHORT_OFFICE)
        short = "|".join(re.escape(w) for w in offices if len(w) < _SHORT_OFFICE)
        self._office = re.compile(rf"\b(?:(?i:{long})|{short or long})$")
        self._office_ends = frozenset(_last_word(office) for office in offices)

    def scan(self, text: str, spans: Iterable[tuple[int, int]]) -> NameIndex:
        """Return the names that stand in the `spans` of `text`: sentences, so that no name crosses a full stop."""
        lower = frozenset(re.findall(r"(?<![A-Za-z'’])[a-z]+", text))
        mentions: list[Mention] = []
        for start, end in spans:
            if capitals(text[start:end]) <= 0.5:
                mentions += self._in_sentence(text, start, end, lower)
        mentions = self._without_openers(text, mentions)
        acronyms = _acronyms(text, {m.text for m in mentions if " " in m.text})
        located = frozenset(m.text for m in mentions if _LOCATED.search(text, max(0, m.start - 24), m.start))
        return index_names(tuple(mentions), acronyms, self._aliases, self._countries, located)

    def _without_openers(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """Return the mentions without single words that only ever open a sentence: those are mostly no names.

        They are where they say something, have a title, are part of a longer name, or name a country.
        """
        inside = {m.text for m in mentions if not _opens_sentence(text, m.start)}
        parts = {word for m in mentions if " " in m.text for word in m.text.split()}
        sure = inside | parts
        return [
            m
            for m in mentions
            if " " in m.text or m.kind != "name" or m.text in sure or m.text.isupper() or self._is_sure(text, m)
        ]

    def _is_sure(self, text: str, mention: Mention) -> bool:
        following = _NEXT_WORD.match(text, mention.end)
        word = mention.text.casefold()
        common = word in self._groups or word.removesuffix("s") in self._groups
        speaks = following is not None and following[1] in self._speech and not common
        speaks = speaks or (_OWNS.match(text, mention.end) is not None and not common)
        return speaks or self._countries.is_place(mention.text)

    def _in_sentence(self, text: str, start: int, end: int, lower: frozenset[str]) -> Iterator[Mention]:
        dateline = DATELINE.match(text, start, end)
        start = dateline.end() if dateline else start
        opening = len(text[start:end]) - len(text[start:end].lstrip("\"'“‘([ ")) + start
        for match in _SEQUENCE.finditer(text, start, end):
            words = [(m.group(), match.start() + m.start()) for m in _WORD.finditer(match.group())]
            first = match.start() == opening or text[match.start() - 1] in "\"“‘'"
            while words and _is_no_name(words[0][0]):
                words, first = words[1:], first and len(words) > 2
            if first and words and words[0][0].casefold() in lower and _opens(words):
                words = words[1:]
            if first and self._merely_joined(words):
                words = words[3:] if words[2][0] == "the" else words[2:]
            if words:
                yield from self._mention(text, words, match.end())

    def _merely_joined(self, words: list[tuple[str, int]]) -> bool:
        """Tell whether a word that opens a sentence is no part of the name after it: "Support for the Greens"."""
        if len(words) < _JOINED or words[1][0] not in {"of", "for"} or words[2][0] in {"de", "von", "van"}:
            return False
        word = words[0][0].casefold()
        return not (
            word in ORGANIZATION_WORDS
            or word in self._groups
            or word.removesuffix("s") in self._groups
            or word.removesuffix("ies") + "y" in self._groups
            or word in _NAMED_AFTER
            or self._ends_in_office(words[0][0])
        )

    def _mention(self, text: str, words: list[tuple[str, int]], stop: int) -> Iterator[Mention]:
        """Yield the name in a run of capitalised words, with the office before it, or the office alone."""
        if len(words) > 1 and words[0][0] == "State" and text[: words[0][1]].casefold().endswith("secretary of "):
            words = words[1:]
        cut = self._title_length(text, words)
        role = text[words[0][1] : words[cut - 1][1] + len(words[cut - 1][0])].rstrip(".") if cut else None
        if cut == len(words):
            if role and role not in self._honorifics:
                yield Mention(words[0][1], stop, role, "role")
            return
        begin = words[cut][1]
        name = text[begin:stop]
        titled = role is not None or text[max(0, begin - 12) : begin].rstrip(" .").split(" ")[-1] in self._honorifics
        if role is not None and all(w.rstrip(".") in self._honorifics for w in role.split()):
            role = None
        role = role or self._office_before(text, begin) or self._office_after(text, stop)
        if len(name.strip(".")) > 1:
            yield Mention(begin, stop, name, "person" if titled or role else "name", role)

    def _title_length(self, text: str, words: list[tuple[str, int]]) -> int:
        """Return how many of the words are titles and offices before a name; none if what follows is no person."""
        cut = 0
        for i, (word, at) in enumerate(words):
            plain = word.rstrip(".")
            if (plain in self._honorifics and i == cut) or self._ends_in_office(text[words[0][1] : at] + plain):
                cut = i + 1
        rest = [w for w, _ in words[cut:]]
        if rest and (rest[0] in {"of", "for"} or rest[-1].casefold() in ORGANIZATION_WORDS):
            return 0
        return cut

    def _ends_in_office(self, words: str) -> bool:
        """Tell whether an office ends `words`; most end in a word that ends none, which costs less to see."""
        return _last_word(words) in self._office_ends and self._office.search(words) is not None

    def _office_before(self, text: str, begin: int) -> str | None:
        """Return an office in lower case just before the name at `begin` ("central bank governor Park")."""
        before = text[max(0, begin - 40) : begin]
        if not before.endswith(" ") or not self._ends_in_office(before.rstrip(", ")):
            return None
        match = _OFFICE_BEFORE.search(before)
        return match[1] if match and self._ends_in_office(match[1]) else None

    def _office_after(self, text: str, stop: int) -> str | None:
        """Return an office in apposition to the name that ends at `stop` ("Ada Oke, the former minister,")."""
        match = _APPOSED.match(text, stop, stop + 60)
        return match[1] if match and self._ends_in_office(match[1]) else None


def _last_word(words: str) -> str:
    """Return the letters and digits that end `words`, in lower case."""
    start = len(words)
    while start and words[start - 1].isalnum():
        start -= 1
    return words[start:].casefold()


def _is_no_name(word: str) -> bool:
    plain = word.casefold().rstrip(".")
    return plain in _NOT_NAMES or plain.removesuffix("s") in _DAYS


def _opens(words: list[tuple[str, int]]) -> bool:
    """Tell whether a word the text also writes small merely opens its sentence before these words."""
    return len(words) == 1 or (len(words) == 2 and words[1][0].casefold() not in ORGANIZATION_WORDS)


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].strip(" \"“‘'(")
    return not before or before[-1] in ".!?\n:"


def _acronyms(text: str, fulls: set[str]) -> dict[str, str]:
    """Return the acronyms that a name in front of their brackets explains: `Clearing Services (Apacs)`."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(text):
        before = text[: match.start()].rstrip()
        name = max((f for f in fulls if before.endswith(f)), key=len, default=None)
        if name and name[0].casefold() == match[1][0].casefold():
            found.setdefault(match[1], name)
    return found
