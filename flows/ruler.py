"""spaCy's attribute ruler and lemmatizer, which remember what they said: a fifth of the parsing time, the same words.

The ruler gives every token its part of speech by patterns that ask for its tag, its dependency and, of some listed
words, the word itself; the lemmatizer looks at the word and its part of speech. What they say is a function of these,
so each combination is looked up once. Morphology is not set on what is remembered: no rule reads it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.language import Language
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.tokens import Doc

Row = tuple[int, int, int, int, bool]
"""Of a token: its text, lower-case text, tag and dependency by their hashes, and whether it is white space."""

RULER: Final = "attribute_ruler"
LEMMATIZER: Final = "lemmatizer"
REMEMBERING: Final = "remembering_ruler"

_ASKED: Final = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
"""What patterns may ask of a token; a model whose ruler asks for more keeps it as it is."""

_INFLECTED: Final = ("NOUN", "VERB", "ADJ", "ADV")
"""Parts of speech whose lemmas are looked up; others are their own, in lower case unless they are names."""

_ROOM: Final = 100_000
"""Words remembered: more than news uses, and a bound if a text has more."""


class RememberingRuler:
    """Calls ruler and lemmatizer for the first token of each kind and answers for the others.

    A sentence with a space for a token, or a word or dependency of a pattern over several tokens, is left to the ruler.
    Lemmas are remembered as text, because the store of strings forgets with each memory zone.
    """

    def __init__(
        self, nlp: Language, words: frozenset[int], witnesses: frozenset[int], after: Mapping[int, re.Pattern[str]]
    ) -> None:
        self._ruler: AttributeRuler = nlp.get_pipe(RULER)  # type: ignore[assignment]
        self._lemmatizer: Lemmatizer = nlp.get_pipe(LEMMATIZER)  # type: ignore[assignment]
        self._words = words
        self._witnesses = witnesses
        self._after = after
        strings = nlp.vocab.strings
        self._strings = strings
        self._add = strings.add
        self._inflected = frozenset(strings[name] for name in _INFLECTED)
        self._name = strings["PROPN"]
        self._known: dict[tuple[int, int, int], tuple[int, int, str]] = {}
        self._lemmas: dict[tuple[int, int, str], str] = {}
        self._met: dict[tuple[int, int, int], tuple[int, str]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with parts of speech and lemmas set, as ruler and lemmatizer would."""
        asked = list(map(tuple, doc.to_array(["ORTH", "TAG", "DEP"]).tolist()))
        met = [self._met.get(key) for key in asked]
        if None in met:
            return self._asked(doc, asked)
        add = self._add
        made = [(pos, add(lemma)) for pos, lemma in met]  # type: ignore[misc]  # none is None
        doc.from_array(["POS", "LEMMA"], np.array(made, np.uint64))  # type: ignore[arg-type]  # the stubs ask for thinc's
        return doc

    def _asked(self, doc: Doc, asked: Sequence[tuple[int, int, int]]) -> Doc:
        """Return `doc` with what the ruler says of it, and take note of that by word, tag and dependency."""
        rows: list[Row] = doc.to_array(["ORTH", "LOWER", "TAG", "DEP", "IS_SPACE"]).tolist()
        if self._may_match(rows):
            self._set(doc, rows, [(token.pos, token.lemma, str(token.morph)) for token in self._ruler(doc)])
            return doc
        words, known = self._words, self._known
        keys = [(tag, lower if lower in words else 0, dep) for _, lower, tag, dep, _ in rows]
        if not all(map(known.__contains__, keys)):
            self._learn(doc, keys)
        self._set(doc, rows, [known[key] for key in keys])
        if len(self._met) >= _ROOM:
            self._met.clear()
        for key, row, token in zip(asked, rows, doc, strict=True):
            if row[1] not in self._witnesses:
                self._met[key] = token.pos, token.lemma_
        return doc

    def _may_match(self, rows: Sequence[Row]) -> bool:
        """Tell whether a pattern of several tokens may match, or a space is among the tokens."""
        for i, (_, lower, _, dep, space) in enumerate(rows):
            if space or dep in self._witnesses:
                return True
            if lower in self._witnesses:
                before = self._after.get(lower)
                if before is None or (i > 0 and before.search(self._strings[rows[i - 1][1]])):
                    return True
        return False

    def _learn(self, doc: Doc, keys: Sequence[tuple[int, int, int]]) -> None:
        for key, token in zip(keys, self._ruler(doc), strict=True):
            self._known[key] = (token.pos, token.lemma, str(token.morph))

    def _set(self, doc: Doc, rows: Sequence[Row], kinds: Sequence[tuple[int, int, str]]) -> None:
        """Set what `kinds` says of each token: its part of speech, a lemma if it is irregular, and its morphology."""
        lemmas, made, unknown = self._lemmas, [], []
        for i, ((orth, lower, _, _, _), (pos, irregular, morph)) in enumerate(zip(rows, kinds, strict=True)):
            lemma = irregular or (orth if pos == self._name else lower)
            if not irregular and pos in self._inflected:
                known = lemmas.get((orth, pos, morph))
                lemma = self._add(known) if known is not None else 0
                if known is None:
                    unknown.append(i)
            made.append((pos, lemma))
        doc.from_array(["POS", "LEMMA"], np.array(made, np.uint64))  # type: ignore[arg-type]  # the stubs ask for thinc's
        for i in unknown:
            token = doc[i]
            token.set_morph(kinds[i][2])  # type: ignore[attr-defined]  # not in the stubs
            token.lemma_ = self._lemmatizer.lemmatize(token)[0]
            self._remember((rows[i][0], token.pos, kinds[i][2]), token.lemma_)

    def _remember(self, key: tuple[int, int, str], lemma: str) -> None:
        self._lemmatizer.cache.clear()  # it would keep every word of every text
        if len(self._lemmas) >= _ROOM:
            self._lemmas.clear()
        self._lemmas[key] = lemma


def remember(nlp: Language) -> bool:
    """Let `nlp`'s ruler and lemmatizer remember, where their patterns ask only for what is remembered by.

    Returns whether they do: not where one is missing, or the lemmatizer looks at more than the word.
    """
    if nlp.pipe_names[-2:] != [RULER, LEMMATIZER] or getattr(nlp.get_pipe(LEMMATIZER), "mode", "") != "rule":
        return False
    from spacy.language import Language as SpacyLanguage  # noqa: PLC0415 - 0.6 s that `--help` must not pay

    ruler: AttributeRuler = nlp.get_pipe(RULER)  # type: ignore[assignment]
    entries: Any = ruler.patterns
    patterns: list[list[dict[str, object]]] = [pattern for entry in entries for pattern in entry["patterns"]]
    if any(set(token) - _ASKED for pattern in patterns for token in pattern):
        return False
    words = frozenset(_words(nlp, token.get("LOWER")) for pattern in patterns for token in pattern)
    several = [pattern for pattern in patterns if len(pattern) > 1]
    witnesses = [_witness(nlp, pattern) for pattern in several]
    if not all(witnesses):
        return False
    after = _after(nlp, several, witnesses)
    remembering = RememberingRuler(nlp, frozenset().union(*words), frozenset().union(*witnesses), after)
    SpacyLanguage.component(REMEMBERING, func=remembering)
    nlp.add_pipe(REMEMBERING)
    nlp.remove_pipe(RULER)
    nlp.remove_pipe(LEMMATIZER)
    return True


def _witness(nlp: Language, pattern: Sequence[Mapping[str, object]]) -> frozenset[int]:
    """Return what a text must have for a pattern of several tokens to match: one of some words, or a dependency."""
    for asked in ("LOWER", "DEP"):
        found = _words(nlp, pattern[0].get(asked))
        if found:
            return found
    return _words(nlp, pattern[1].get("LOWER"))


def _after(
    nlp: Language, patterns: Sequence[Sequence[Mapping[str, object]]], witnesses: Sequence[frozenset[int]]
) -> dict[int, re.Pattern[str]]:
    """Return what the word before a witness must look like, where its one pattern says so: y' before all."""
    told: dict[int, re.Pattern[str]] = {}
    for pattern, found in zip(patterns, witnesses, strict=True):
        first = pattern[0].get("LOWER")
        expression = first.get("REGEX") if isinstance(first, dict) else None
        if expression and found == _words(nlp, pattern[1].get("LOWER")):
            told |= {word: re.compile(expression) for word in found if sum(word in w for w in witnesses) == 1}
    return told


def _words(nlp: Language, asked: object) -> frozenset[int]:
    """Return the hashes of the words that a pattern's LOWER names: one word, or {"IN": [several]}."""
    if isinstance(asked, str):
        return frozenset({nlp.vocab.strings.add(asked)})
    several = asked.get("IN", ()) if isinstance(asked, dict) else ()
    return frozenset(nlp.vocab.strings.add(word) for word in several)
