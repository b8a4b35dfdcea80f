"""Noun phrases as NewsQuant writes them for units: adjectives in the positive, the head in the singular.

The extractor keeps the head alone (`eligible pensioners` count pensioners); NewsQuant keeps the modifiers, turns
superlatives and comparatives into positives, and counts `one of the largest lakes in Chad` as one `large lake Chad`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.figures.nouns import NounFinder
from transforms.figures.tokens import tokenize
from transforms.figures.vocabulary import compile_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.lexicon import Lexicon
    from transforms.records import Figure

_MUTE_E: Final = frozenset(
    "larg wis strang saf clos lat fin nic wid simpl rar brav nobl fierc sever scarc dens".split()
)
_DROPPED: Final = frozenset("most more least less other additional very his her their its our my the a an of".split())
_GERUND_NOUNS: Final = frozenset("shipping housing training parking building trading voting banking mining".split())
"""Words in -ing that are nouns; participles (`charging stations`) are left out of a unit."""

_ONE_OF: Final = re.compile(
    r"(?i:one) of (?:(?i:the|his|her|their|our|my|its)|(?P<owner>[\w.]+)['’]s) (?P<rest>(?:[\w'’-]+ ?){1,9})"
)
_ONE_NOUN: Final = re.compile(r"(?i:one)[ -](?P<noun>[a-z]+)")
_SUPERLATIVE: Final = re.compile(r"most|\w+(?<!for)(?<!inter)est")
_LINK: Final = re.compile(r"(?:(?:in|of) (?:(?:the|his|her|its|their|a) )?|(?:ever )?to (?:ever )?)(?=[\w])")


def positive(word: str) -> str:
    """Return the positive of a superlative or comparative: earliest -> early, bigger -> big."""
    stem = re.sub(r"(?:est|er)$", "", word)
    if len(stem) < 3 or stem == word:
        return word
    if stem in _MUTE_E:
        return stem + "e"
    if stem.endswith("i"):
        return stem[:-1] + "y"
    return stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "sl" else stem


class NounPhrases:
    """Writes the nouns that figures count in NewsQuant's way."""

    def __init__(self, lexicon: Lexicon) -> None:
        vocabulary = compile_vocabulary(lexicon)
        self._nouns = NounFinder(vocabulary)
        self._attributive = vocabulary.words["attributive_singulars"]
        self._function_words = vocabulary.words["function_words"]

    def counted(self, figure: Figure, text: str) -> str | None:
        """Return the counted noun with its modifiers, or None where it does not follow the figure."""
        phrase = re.match(r"[\s-]*((?:[\w’'.-]+\s+){0,5}[\w’'.-]+)", text[figure.char_end :])
        words = phrase.group(1).split() if phrase else []
        head = figure.unit.split()[-1].lower()
        for n, word in enumerate(words):
            if n == 0 and word.lower() == head in self._attributive and text[figure.char_end] != "-":
                return " ".join(self._modified(word, words[1:]))
            if word.lower()[: max(2, len(head) - 2)] == head[: max(2, len(head) - 2)]:
                if " " in figure.unit:
                    return " ".join(words[: n + 1])
                return " ".join([*self._modifiers(words[:n]), figure.unit])
        return None

    def _modified(self, word: str, following: list[str]) -> Iterator[str]:
        """Yield a singular that modifies the words after it, and those: `member trade agreement`."""
        yield word
        for later in following:
            if later.lower() in self._function_words:
                return
            yield later.strip(".,")
            if later[-1] in ".,":
                return

    def _modifiers(self, words: list[str]) -> Iterator[str]:
        for word in words:
            lower = word.lower()
            participle = lower.endswith("ing") and lower not in _GERUND_NOUNS
            if lower in _DROPPED or participle or re.match(r"\d+[a-z]", lower):
                continue
            superlative = lower.endswith("est") or lower in ("smaller", "larger", "bigger")
            yield positive(word) if superlative else word

    def after_of(self, figure: Figure, text: str) -> str:
        """Return what a share is a share of, or `-`: a third of the Kenyan population."""
        found = re.match(r" of (?:the |its |their )?((?:[\w'-]+ ?){1,4})", text[figure.char_end :])
        kept: list[str] = []
        for word in found.group(1).split() if found else []:
            if word.lower() in self._function_words or word.endswith("s"):
                break
            kept.append(word)
        return " ".join(kept) or "-"

    def of_one(self, text: str) -> str | None:
        """Return the noun of the `one` that `text` begins with, or None: one proposal, one of the oldest parks."""
        several = _ONE_OF.match(text)
        if several is not None:
            return self._one_of_several(several["owner"], several["rest"])
        single = _ONE_NOUN.match(text)
        if single is None or single["noun"].lower() in {*self._function_words, "of", "can"}:
            return None
        return single["noun"].lower()

    def _one_of_several(self, owner: str | None, rest: str) -> str | None:
        if not _SUPERLATIVE.match(rest):
            return None
        tokens = tokenize(rest, 0, len(rest))
        words = [t.text for t in tokens if t.kind == "word"]
        head = next((n for n, word in enumerate(words) if self._nouns.is_plural(word)), None)
        if head is None:
            return None
        kept = [positive(w) for w in words[:head] if w.lower() not in {*_DROPPED, "and"}]
        return " ".join(
            [*([owner] if owner else []), *kept, self._nouns.singular(words[head]), *self._tail(rest, words[head])]
        )

    def _tail(self, rest: str, head: str) -> Iterator[str]:
        """Yield the words of the phrase after the head that says among which: `in Chad`, `to ever sail`."""
        after = rest.partition(head)[2].strip()
        link = _LINK.match(after)
        for word in after[link.end() :].split() if link else []:
            if word.lower() in self._function_words:
                if word.lower() in ("a", "the"):
                    continue
                return
            yield word
