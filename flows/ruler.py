"""spaCy's attribute ruler, which remembers what it said: a tenth of the parsing time, and not one token different.

The ruler gives every token its part of speech by patterns that ask for its tag, its dependency and, of some listed
words, the word itself. What it says is a function of these, so each combination is looked up once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Token

Key = tuple[int, int, int]

NAME: Final = "attribute_ruler"
REMEMBERING: Final = "remembering_ruler"

_ASKED: Final = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
"""What patterns may ask of a token; a model whose ruler asks for more keeps it as it is."""


class RememberingRuler:
    """Calls a ruler for the first token of each kind and answers for the others.

    A sentence with a space for a token, or a word or dependency of a pattern over several tokens, is left to the
    ruler. What is remembered is bound by the tags, the dependencies and the listed words.
    """

    def __init__(self, ruler: AttributeRuler, words: frozenset[int], witnesses: frozenset[int]) -> None:
        self._ruler = ruler
        self._words = words
        self._witnesses = witnesses
        self._known: dict[Key, tuple[int, int, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with parts of speech, morphology and the irregular lemmas set, as the ruler would."""
        witnesses, known = self._witnesses, self._known
        if any(token.lower in witnesses or token.dep in witnesses or token.is_space for token in doc):
            return self._ruler(doc)
        keys = [self._key(token) for token in doc]
        if not all(key in known for key in keys):
            doc = self._ruler(doc)
            for key, token in zip(keys, doc, strict=True):
                known[key] = (token.pos, token.morph.key, token.lemma)  # type: ignore[attr-defined]  # not in the stubs
            return doc
        for key, token in zip(keys, doc, strict=True):
            pos, morph, lemma = known[key]
            token.pos = pos
            token.set_morph(morph)  # type: ignore[attr-defined]
            if lemma:
                token.lemma = lemma
        return doc

    def _key(self, token: Token) -> Key:
        return token.tag, token.lower if token.lower in self._words else 0, token.dep


def remember(nlp: Language) -> bool:
    """Let `nlp`'s ruler remember, where it has one whose patterns ask only for what is remembered by; tell whether."""
    if NAME not in nlp.pipe_names:
        return False
    from spacy.language import Language as SpacyLanguage  # noqa: PLC0415 - 0.6 s that `--help` must not pay

    ruler: AttributeRuler = nlp.get_pipe(NAME)  # type: ignore[assignment]
    entries: Any = ruler.patterns
    patterns: list[list[dict[str, object]]] = [pattern for entry in entries for pattern in entry["patterns"]]
    if any(set(token) - _ASKED for pattern in patterns for token in pattern):
        return False
    words = frozenset(_words(nlp, token.get("LOWER")) for pattern in patterns for token in pattern)
    witnesses = [_witness(nlp, pattern) for pattern in patterns if len(pattern) > 1]
    if not all(witnesses):
        return False
    SpacyLanguage.component(
        REMEMBERING, func=RememberingRuler(ruler, frozenset().union(*words), frozenset().union(*witnesses))
    )
    nlp.add_pipe(REMEMBERING, after=NAME)
    nlp.remove_pipe(NAME)
    return True


def _witness(nlp: Language, pattern: Sequence[Mapping[str, object]]) -> frozenset[int]:
    """Return what a text must have for a pattern of several tokens to match: one of some words, or a dependency."""
    for asked in ("LOWER", "DEP"):
        found = _words(nlp, pattern[0].get(asked))
        if found:
            return found
    return _words(nlp, pattern[1].get("LOWER"))


def _words(nlp: Language, asked: object) -> frozenset[int]:
    """Return the hashes of the words that a pattern's LOWER names: one word, or {"IN": [several]}."""
    if isinstance(asked, str):
        return frozenset({nlp.vocab.strings.add(asked)})
    several = asked.get("IN", ()) if isinstance(asked, dict) else ()
    return frozenset(nlp.vocab.strings.add(word) for word in several)
