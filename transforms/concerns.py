"""Which documents a change of the seed tables can concern: those in which a row that differs finds something.

A row acts only where its words stand, or its expression matches; `stands` in `seeds/schema.toml` says in which column
they are and how. Words are looked for anywhere in the text, whatever their case, their hyphens and the spaces between
them: a document too many is read again, never one too few. A test reads articles by none but the rows that concern
them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from transforms.cleaning.rules import RuleBook
from transforms.cleaning.shapes import join_rows, paragraphs_of, rows_of, without_markup
from transforms.cleaning.tails import TailBook
from transforms.figures.not_figures import compiled
from transforms.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from transforms.lexicon import Row
    from transforms.records import Line

    Tables = Mapping[str, Sequence[Row]]
    Called = Mapping[str, set[str]]

SHORT: Final = 3
"""Letters up to which a word must not stand inside another: `m` and `UK` are parts of too many."""

BEGINS: Final = "*"
"""At the end of a stem: what begins so is meant."""

CALLED: Final = {"plural_nouns": ("singular", "plural"), "country_names": ("country", "name")}
"""Tables by which a word of a text leads to a row of another word: the columns of that one and of the word itself."""

_DROPPED: Final = re.compile(r"[.\u00ad\u200b-\u200d\ufeff]")
_BETWEEN: Final = re.compile(r"[\s'’‘`\"“”\-‐-―−_]+")


@dataclass(frozen=True)
class Said:
    """What a document says, and what was read in it: its lines, and of each figure what is measured and counted."""

    text: str
    lines: tuple[Line, ...] = ()
    measured: tuple[str, ...] = ()
    about: str = ""
    """Title, author and outlet where they stand outside the text."""

    @cached_property
    def words(self) -> str:
        """The text in the form that `plain` gives to words."""
        return plain(f"{self.text}\n{self.about}")

    @cached_property
    def folded(self) -> str:
        """The text in one case, for signs that are no words."""
        return f"{self.text}\n{self.about}".casefold()

    @cached_property
    def shapes(self) -> tuple[tuple[str, str], ...]:
        """The shape of each line or paragraph, with markup and without, beside the line itself."""
        rows = [join_rows(block) for block in paragraphs_of(rows_of(self.text))]
        return tuple((shape, row.raw) for row in rows for shape in {row.shape, without_markup(row.shape)})

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where its sentences begin and end."""
        return tuple((span.start, span.end) for span in sentences(self.text, self.lines))


@dataclass(frozen=True)
class Change:
    """What differs between two states of the seed tables. `everywhere` says why it may concern any document."""

    words: frozenset[str] = frozenset()
    line_rules: tuple[Row, ...] = ()
    not_figures: tuple[Row, ...] = ()
    measures: tuple[Row, ...] = ()
    everywhere: str | None = None

    def __bool__(self) -> bool:
        """Tell whether any document can be concerned at all."""
        return bool(self.everywhere or self.words or self.line_rules or self.not_figures or self.measures)

    @cached_property
    def _needles(self) -> tuple[tuple[str, ...], tuple[str, ...], re.Pattern[str] | None]:
        """Signs, long words, and an expression of the short ones."""
        signs = {word.casefold() for word in self.words if not any(map(str.isalnum, word))}
        words = {plain(word) for word in self.words} - {""}
        begins = {word.removesuffix(BEGINS): word.endswith(BEGINS) for word in sorted(words)}
        whole = r"(?![^\W\d_])"
        short = [re.escape(word) + ("" if more else whole) for word, more in begins.items() if len(word) <= SHORT]
        pattern = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(short)})") if short else None
        return tuple(sorted(signs)), tuple(word for word in begins if len(word) > SHORT), pattern

    @cached_property
    def _books(self) -> tuple[RuleBook, TailBook]:
        whole = [row for row in self.line_rules if row["scope"] != "end"]
        return RuleBook(whole), TailBook([row for row in self.line_rules if row["scope"] == "end"])

    @cached_property
    def _masks(self) -> tuple[re.Pattern[str], ...]:
        return tuple(compiled(row) for row in self.not_figures)

    @cached_property
    def _wordings(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(row["wording"]) for row in self.measures)

    def concerns(self, said: Said) -> bool:
        """Tell whether any row that differs finds something in a document."""
        signs, words, short = self._needles
        return (
            self.everywhere is not None
            or any(sign in said.folded for sign in signs)
            or any(word in said.words for word in words)
            or (short is not None and short.search(said.words) is not None)
            or (bool(self.measures) and any(p.search(words) for p in self._wordings for words in said.measured))
            or (bool(self.line_rules) and self._in_lines(said))
            or any(mask.search(said.text, *span) for mask in self._masks for span in said.spans)
        )

    def _in_lines(self, said: Said) -> bool:
        whole, ends = self._books
        return any(whole.match(shape) or ends.cut(raw) for shape, raw in said.shapes)


def plain(words: str) -> str:
    """Return words as they are compared: in one case, a space for hyphens, quotation marks and white space, no stops.

    >>> plain("U.S.  per-cent")
    'us per cent'
    """
    return _BETWEEN.sub(" ", _DROPPED.sub("", words.casefold())).strip()


def change_of(before: Tables, now: Tables, schema: Mapping[str, Any]) -> Change:
    """Return what differs between two states of the tables that `schema` describes."""
    words: set[str] = set()
    rows: dict[str, tuple[Row, ...]] = {"line_rules": (), "not_figures": (), "measures": ()}
    called: dict[str, set[str]] = {}
    for tables in (before, now):
        for name, (meant, word) in CALLED.items():
            for row in tables.get(name, ()):
                called.setdefault(row[meant], set()).add(row[word])
    for name, described in schema.items():
        if name not in before or name not in now:
            return Change(everywhere=f"the table {name} came or went")
        columns = described["columns"]
        if any(list(row) != list(columns) for table in (before, now) for row in table[name][:1]):
            return Change(everywhere=f"the columns of {name} are others")
        differing = list(_differing(before[name], now[name], described))
        if differing and not any("stands" in rule for rule in columns.values()):
            return Change(everywhere=f"rows of {name} may act anywhere")
        if name in rows:
            rows[name] = tuple(row for pair in differing for row in pair if row is not None)
        else:
            for pair in differing:
                words |= _words_that_differ(*pair, columns, called)
    return Change(frozenset(words), rows["line_rules"], rows["not_figures"], rows["measures"])


def _differing(
    before: Sequence[Row], now: Sequence[Row], described: Mapping[str, Any]
) -> Iterator[tuple[Row | None, Row | None]]:
    """Yield the rows that came, went, were moved among the others, or say something else where it matters."""
    key, columns = described["key"], described["columns"]
    acting = [name for name, rule in columns.items() if not rule.get("idle", False)]
    was = {tuple(row[name] for name in key): row for row in before}
    is_now = {tuple(row[name] for name in key): row for row in now}
    common = [k for k in was if k in is_now], [k for k in is_now if k in was]
    stayed = set(common[0])
    if common[0] != common[1]:
        blocks = SequenceMatcher(None, *common, autojunk=False).get_matching_blocks()
        stayed = {k for block in blocks for k in common[0][block.a : block.a + block.size]}
    for k in {**was, **is_now}:
        old, new = was.get(k), is_now.get(k)
        if old is None or new is None:
            yield old, new
        elif k not in stayed:
            yield from ((old, None), (None, new))
        elif any(old[name] != new[name] for name in acting):
            yield old, new


def _words_that_differ(old: Row | None, new: Row | None, columns: Mapping[str, Any], called: Called) -> set[str]:
    """Return the words of a row that differs; of one that only lists others now, those that came and went."""
    listed = [name for name, rule in columns.items() if rule.get("stands") in {"words", "forms"}]
    acting = [name for name, rule in columns.items() if not rule.get("idle", False) and name not in listed]
    words = [set(_words(row, columns, called)) if row else set() for row in (old, new)]
    same = old is not None and new is not None and all(old[name] == new[name] for name in acting)
    return words[0] ^ words[1] if same else words[0] | words[1]


def _words(row: Row, columns: Mapping[str, Any], called: Called) -> Iterable[str]:
    for name, rule in columns.items():
        match rule.get("stands"):
            case "word" if row[name]:
                yield row[name]
            case "words":
                yield from row[name].split()
            case "forms":
                forms = {word for part in row[name].split("|") if (word := part.strip())}
                yield from forms
            case "noun":
                yield from (_stem(row[name]), *called.get(row[name], ()))
            case "name":
                yield from (row[name], *called.get(row[name], ()))


def _stem(noun: str) -> str:
    """Return what the singular and the regular plural of a noun begin with: compan(y), chairm(an)."""
    return (noun[:-2] if len(noun) > SHORT + 2 else noun[:-1]) + BEGINS
