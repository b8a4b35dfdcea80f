"""Finds the noun a number counts, and its singular, from the words alone: no tagger, so that any text can be read.

English marks what is counted by its plural: the first plural within a few words, past adjectives and modifiers, is the
head. Function words end the search.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from transforms.figures.tokens import DASHES, adjacent, word_at

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from transforms.figures.quantities import Quantity
    from transforms.figures.tokens import Token
    from transforms.figures.vocabulary import Vocabulary

TOTAL_REACH: Final = 20
"""Words between a total and its number: `the number of patients in England waiting for a first scan rose to`."""

PLURAL_REACH: Final = 60
"""Words between a plural and the elliptical number it explains: a long sentence, and no table."""

_INSIDE: Final = frozenset("'’-&\"“”‘")
"""Marks that may stand within a noun phrase: `eight "critical" gaps`, `35 R&D centres`."""

_DEFINITE: Final = frozenset({"the", "all", "these", "those", "both", "his", "her", "their", "its"})
"""Words before a number that tell that it counts owners: `all four members' names`, but `two critics' guilds`."""

REACH: Final = 6
"""Words between a number and its noun: `two of the state's most experienced younger surgeons` is about the limit."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun: tokens `first:stop` are the noun with its modifiers, `unit` is the head in the singular."""

    first: int
    stop: int
    unit: str


_PARTICLES: Final = frozenset({"ups", "ins", "offs", "outs", "downs", "overs", "backs", "bys"})


class NounFinder:
    """Looks for counted nouns beside numbers."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._plurals = vocabulary.plurals
        self._words = vocabulary.words
        spoken = (word for role in ("unit", "ten", "scale") for word in vocabulary.numbers[role])
        self._ends = self._words["function_words"].union(spoken)

    def singular(self, word: str) -> str:
        """Return the singular of a noun; `word` itself when it is none of the regular or listed plurals."""
        lower = word.lower()
        listed = self._plurals.get(lower)
        if listed is not None:
            return listed
        kept = lower if word.isupper() else word
        if lower.endswith("men") and self.is_plural(word):
            return kept[:-3] + "man"
        for ending, cut, put in (
            ("ies", 3, "y"),
            ("sses", 2, ""),
            ("shes", 2, ""),
            ("ches", 2, ""),
            ("xes", 2, ""),
            ("zzes", 2, ""),
        ):
            if lower.endswith(ending) and len(lower) > len(ending) + 1:
                return kept[:-cut] + put
        return kept[:-1] if self.is_plural(word) else kept

    def is_plural(self, word: str) -> bool:
        """Tell whether a word has the look of a plural noun."""
        lower = word.lower()
        if lower in self._plurals:
            return True
        if lower.endswith("men") and len(lower) > 4:
            return lower not in self._words["not_men"]
        if lower in self._words["not_plural"] or lower in self._words["function_words"] or len(lower) < 3:
            return False
        return lower.endswith("s") and not lower.endswith(("ss", "us", "is", "ous"))

    def after(self, tokens: Sequence[Token], i: int, *, singular_too: bool = False) -> Noun | None:
        """Return the noun that the number before token `i` counts.

        `singular_too`: the number is joined to its noun by a hyphen (`12-member panel`), or is one.
        """
        if singular_too and word_at(tokens, i) == "strong":
            return Noun(i, i + 1, "person")
        if (
            singular_too
            and i < len(tokens)
            and tokens[i].kind == "word"
            and tokens[i].lower not in self._words["function_words"]
        ):
            return Noun(i, i + 1, self.singular(tokens[i].text))
        if self.attributive(tokens, i) and not self.is_plural(word_at(tokens, i + 1)):
            return Noun(i, i + 1, tokens[i].lower)
        if word_at(tokens, i) == "others":
            return None
        if word_at(tokens, i) in self._words["person_participles"]:
            return Noun(i, i, "person")
        at = i
        while word_at(tokens, at) in self._words["skipped"]:
            at += 1
        at = self._past_measure(tokens, at)
        head = self._head(tokens, at)
        if head is None:
            return None
        if tokens[head].kind == "num":
            return Noun(at, head + 2, f"{tokens[head - 1].text} {tokens[head].text}")
        return Noun(at, head + 1, self._whole(tokens, head))

    def _whole(self, tokens: Sequence[Token], head: int) -> str:
        """Return the singular of a noun; one that ends in a particle needs its verb: sign-ups, lay-offs."""
        unit = self.singular(tokens[head].text)
        joined = head > 1 and tokens[head - 1].text in DASHES and adjacent(tokens[head - 2], tokens[head - 1])
        return f"{tokens[head - 2].lower}-{unit}" if joined and tokens[head].lower in _PARTICLES else unit

    def of(self, tokens: Sequence[Token], quantity: Quantity) -> tuple[str, int] | None:
        """Return the unit that the noun after `quantity` gives it and the token after that noun, or None."""
        begin = quantity.noun_from if quantity.noun_from is not None else quantity.stop
        if word_at(tokens, begin) in ("+", "plus", "odd"):
            return self._noun(tokens, begin + 1, single=False)
        hyphen = begin > quantity.stop or (
            word_at(tokens, quantity.stop) in DASHES and word_at(tokens, quantity.stop + 1) != ""
        )
        begin += begin == quantity.stop and hyphen and tokens[begin].start == tokens[begin - 1].end
        tight = begin > quantity.stop
        single = (
            tight
            or quantity.value == 1
            or "/" in (word_at(tokens, quantity.first + 1), word_at(tokens, quantity.stop - 2))
        )
        return self._noun(tokens, begin, single=single)

    def _noun(self, tokens: Sequence[Token], begin: int, *, single: bool) -> tuple[str, int] | None:
        noun = self.after(tokens, begin, singular_too=single)
        return None if noun is None else (noun.unit, noun.stop)

    def attributive(self, tokens: Sequence[Token], i: int) -> bool:
        """Tell whether a singular stands between a number and the noun it modifies: `the 11 member pact`."""
        led = {word_at(tokens, i - 2), word_at(tokens, i - 3)} & {"a", "an", "the", "this", "its"}
        return bool(led) and word_at(tokens, i) in self._words["attributive_singulars"]

    def _past_measure(self, tokens: Sequence[Token], at: int) -> int:
        """Return the token after a size that modifies the noun: eight million 250ml bottles."""
        glued = at + 2 < len(tokens) and tokens[at].kind == "num" and tokens[at + 1].start == tokens[at].end
        return at + 2 if glued and tokens[at + 1].kind == "word" and tokens[at + 2].kind == "word" else at

    def _head(self, tokens: Sequence[Token], at: int) -> int | None:
        """Return the plural that heads the noun phrase at token `at`: past modifiers, never past a function word."""
        head = None
        of_them = word_at(tokens, at - 1) in self._words["skipped"] or word_at(tokens, at - 2) not in _DEFINITE
        for k in range(at, min(at + REACH, len(tokens))):
            token = tokens[k]
            if head is None and self._within_name(tokens, k):
                continue
            if token.kind != "word":
                if token.kind == "num" and head is None and k > at and self._named(tokens, k):
                    if word_at(tokens, k + 1) == "s" and tokens[k + 1].start == token.end:
                        return k
                    continue
                if token.text in _INSIDE or (token.text == "," and head is None and self._adjective(tokens, k - 1)):
                    continue
                return head
            if token.lower == "s" and tokens[k - 1].text in "'’":
                continue
            if (head is not None and self._closed(tokens, head, k)) or (
                token.lower in self._ends and not self._inside(tokens, k, at)
            ):
                return head
            if self.is_plural(token.text) and not self._possessive(tokens, k, plural_too=of_them):
                head = k
            elif head is not None:
                return head
        return head

    def _within_name(self, tokens: Sequence[Token], k: int) -> bool:
        """Tell whether a plural begins a name that goes on to a counted noun: four Champions League sides."""
        if not tokens[k].text.istitle() or not self.is_plural(tokens[k].text):
            return False
        name = tokens[k + 1 : k + REACH]
        if not name or name[0].kind != "word" or not name[0].text.istitle():
            return False
        for token in name:
            if token.kind != "word" or token.lower in self._words["function_words"]:
                return False
            if token.text.islower():
                return self.is_plural(token.text)
        return False

    def _closed(self, tokens: Sequence[Token], head: int, k: int) -> bool:
        """Tell whether the noun phrase ends with its plural `head`: neither a modifier nor a name before another."""
        if tokens[head].lower in self._words["attributive_plurals"]:
            return False
        named = tokens[head].text != tokens[head].lower and k == head + 1
        return not (named and (tokens[k].text[0].isupper() or self.is_plural(tokens[k].text)))

    def _inside(self, tokens: Sequence[Token], k: int, at: int) -> bool:
        """Tell whether a function word or a number belongs to a modifier.

        `gas-only`, `British and French`, `US` in capitals, `one-bedroom`.
        """
        if k + 1 >= len(tokens):
            return False
        if tokens[k].text.isupper() and len(tokens[k].text) > 1 and not tokens[k + 1].text.isupper():
            return True
        if tokens[k + 1].text in DASHES and tokens[k + 1].start == tokens[k].end:
            return True
        if k <= at:
            return False
        hyphened = tokens[k - 1].text == "-" and tokens[k - 1].end == tokens[k].start
        return hyphened or (tokens[k].lower in ("and", "or") and self._alike(tokens[k - 1], tokens[k + 1]))

    def _named(self, tokens: Sequence[Token], k: int) -> bool:
        """Tell whether a number within a noun phrase belongs to a name: `Model 3 sedans`, `737 Max jets`."""
        return any(0 <= n < len(tokens) and tokens[n].text[0].isupper() for n in (k - 1, k + 1)) or (
            tokens[k - 1].lower == "top"
        )

    def _alike(self, left: Token, right: Token) -> bool:
        """Tell whether two words are both names: what joins them joins modifiers."""
        return all(t.kind == "word" and t.text[0].isupper() for t in (left, right))

    def _adjective(self, tokens: Sequence[Token], i: int) -> bool:
        return word_at(tokens, i).endswith(("ing", "ed", "y", "al", "ive", "ous", "ic"))

    def _possessive(self, tokens: Sequence[Token], i: int, *, plural_too: bool = True) -> bool:
        """Tell whether a plural owns what is counted: 87 of the yards’ old cranes.

        Not `plural_too`: `the four yards’ names` counts yards.
        """
        if word_at(tokens, i + 1) not in ("'", "’") or tokens[i + 1].start != tokens[i].end:
            return False
        after = tokens[i + 2 : i + 3]
        return bool(after) and after[0].kind == "word" and (plural_too or after[0].lower == "s")

    def before(self, tokens: Sequence[Token], i: int) -> Noun | None:
        """Return what a total named before token `i` counts: `the casualty toll is`, `the number of new casinos to`."""
        for k in range(i - 1, max(-1, i - TOTAL_REACH - 1), -1):
            if tokens[k].lower in self._words["totals"]:
                if word_at(tokens, k + 1) == "of":
                    return self.after(tokens, k + 2)
                named = (
                    k > 0
                    and tokens[k - 1].kind == "word"
                    and len(tokens[k - 1].text) > 1
                    and tokens[k - 1].lower not in self._words["total_modifiers"]
                )
                if named and tokens[k - 1].lower not in self._words["function_words"]:
                    return Noun(k - 1, k + 1, self.singular(tokens[k - 1].text).lower())
        return None

    def nearest_plural_before(self, tokens: Sequence[Token], i: int, taken: Collection[int] = ()) -> Noun | None:
        """Return the last plural noun before token `i` that is none of the tokens `taken` by other quantities."""
        for k in range(i - 1, max(-1, i - PLURAL_REACH - 1), -1):
            if (
                k not in taken
                and tokens[k].kind == "word"
                and self.is_plural(tokens[k].text)
                and not self._possessive(tokens, k)
            ):
                return Noun(k, k + 1, self.singular(tokens[k].text))
        return None
