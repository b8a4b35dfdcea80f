"""To whom the text attributes a figure: the innermost of quote, reported clause, source, and lead-in; else nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.context.predicates import estimates
from transforms.context.syntax import SUBJECTS, VERBS, Site, child, has_figure, object_of, subject_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from transforms.context.discourse import Discourse

Attribution = tuple[str, str]
"""A full name, and the rule that found it."""

_SOURCES: Final = frozenset(
    "survey poll data figures figure report study analysis research estimate estimates statistics census "
    "statement model models forecast forecasts index review inquiry findings numbers projection "
    "projections newspaper reckoning count tally message documents document calculations records "
    "suggestion claim assertion".split()
)
_GAUGES: Final = frozenset({"index", "survey", "poll", "barometer", "gauge", "indicator"})
_FRONT: Final = 3
"""Tokens from the start of a sentence within which a source stands in front of it."""

_STUDIES: Final = frozenset({"survey", "poll", "study", "report", "analysis"})
_CONTENT: Final = frozenset({"ccomp", "parataxis", "xcomp", "advcl", "dep", "conj"})
_NOUN_CONTENT: Final = _CONTENT | {"dobj", "nsubjpass", "oprd", "attr", "npadvmod"}
_CLOSES: Final = re.compile(r"\W*(?:(?:in|on|at|via|to|during|last|this|earlier|yesterday|today|\w+day)\b.{0,50})?$")
_INSERTED: Final = re.compile(r"(?<=, )([^,.;:\"“”]{6,70})(?=,)")
_CLAUSAL: Final = re.compile(r"(?:who|which|that|and|but|as|when|while|where|he|she|it|they|having|what)\b", re.IGNORECASE)
_BARE: Final = frozenset(
    "officials people analysts experts critics observers economists sources some many others everyone "
    "those most police one i we you they who which that reports researchers scientists data figures "
    "someone".split()
)
_VOICES: Final = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_WHEN: Final = frozenset({"latest", "earlier", "later", "previous", "recent", "new", "initial", "past"})
"""Adjectives that say when somebody spoke, not who."""

_GENERAL_DETERMINERS: Final = frozenset({"some", "many", "several", "other", "most", "more", "few"})


class SpeakerReader:
    """Finds the speaker of each figure of one document; remembers what its reports and surveys are by."""

    def __init__(self, discourse: Discourse, verbs: Mapping[str, str], estimating: frozenset[str]) -> None:
        self._discourse = discourse
        self._verbs = verbs
        self._estimating = estimating
        self._sources: dict[str, str] = {}

    def read(self, at: Site) -> Attribution | None:
        """Return who says the figure and the rule that found it, or None for the outlet itself."""
        figure = at.figure
        quote = self._discourse.scene.quote_at(figure.char_start, figure.char_end)
        inserted = self._inserted(at) if quote is None else None
        if inserted is not None:
            return inserted
        inner = self._reported(at, quote.start if quote else None)
        if inner is not None:
            return inner
        if quote is not None:
            said = self._discourse.speaker_of(quote)
            return (said, "speaker.quote") if said else None
        return self._according(at) or self._trailing(at) or self._owned_source(at) or self._lead_in(at)

    def _lead_in(self, at: Site) -> Attribution | None:
        said = self._discourse.leads.of_line(at.figure.line_n)
        return (said, "speaker.lead_in") if said else None

    def _reported(self, at: Site, floor: int | None) -> Attribution | None:
        """Return the subject of the nearest reporting verb above the figure; inside a quote, of one in that quote."""
        token = at.head
        while token.head != token:
            below, token = token, token.head
            takes = self._verbs.get(token.lower_)
            if below.dep_ == "prep" and estimates(at, token, self._estimating):
                takes = "level"
            if takes is None or token.pos_ not in VERBS:
                continue
            if takes != "level" and below.dep_ not in (_CONTENT if takes == "clause" else _NOUN_CONTENT):
                continue
            subject = self._reporter(token)
            if subject is None or has_figure(at, subject) or (subject.lower_ == "it" and subject.head != token):
                continue
            if floor is not None and (at.offset(subject) < floor or self._mention(at, subject) is None):
                continue
            if takes == "source" and subject.lower_ not in _SOURCES and not self._is_body(at, subject):
                continue
            said = self.named(at, subject)
            if said is not None:
                return said, "speaker.reported"
        return None

    def _is_body(self, at: Site, noun: Token) -> bool:
        """Tell whether a noun names a person or an organization: only those, and reports, show and find figures."""
        mention = self._mention(at, noun)
        return mention is not None and not self._discourse.names.countries.is_place(mention)

    def _reporter(self, verb: Token) -> Token | None:
        """Return who does the reporting: the agent of a passive, or the subject of an active verb."""
        if child(verb, "auxpass") is not None:
            agent = child(verb, "agent")
            return child(agent, "pobj") if agent is not None else None
        if verb.dep_ in {"acl", "relcl"} or child(verb, *SUBJECTS) is None:
            return subject_of(verb)
        given = child(verb, "csubj")
        if given is not None and given.tag_ == "VBN":
            return child(given, "nsubj")
        return child(verb, "nsubj")

    def _according(self, at: Site) -> Attribution | None:
        for token in at.doc:
            if token.lower_ == "according":
                to = next((c for c in token.subtree if c.lower_ == "to"), None)
                noun = child(to, "pobj") if to is not None else None
                said = self.named(at, noun) if noun is not None else None
                if said:
                    return said, "speaker.according_to"
        return None

    def _trailing(self, at: Site) -> Attribution | None:
        """Read an attribution set off at the end of the sentence: "..., the board said."."""
        sentence = at.figure.sentence
        figure_end = at.figure.char_end - at.figure.sentence_start
        comma = sentence.rfind(",", figure_end)
        if comma < 0 or len(sentence) - comma > 80 or re.search(r"[\"”'’]\s*$", sentence[:comma]):
            return None
        if re.search(r",[\"”]", sentence[figure_end:]):
            return None
        start = at.figure.sentence_start + comma
        end = at.figure.sentence_start + len(sentence)
        verb = self._discourse.scene.verbs.search(self._discourse.text, start, end)
        if verb is None or not _CLOSES.match(self._discourse.text, verb.end(), end):
            inverted = verb is not None and not self._discourse.text[start + 1 : verb.start()].strip()
            if not inverted:
                return None
        said = self._discourse.attributions.said_after(start, end)
        return (said, "speaker.trailing") if said else None

    def _inserted(self, at: Site) -> Attribution | None:
        """Read an attribution between two commas: "40 homes, the board said, were lost", ", said Ada Oke, "."""
        begin = at.figure.sentence_start
        for match in _INSERTED.finditer(at.figure.sentence):
            inside = begin + match.start(1) <= at.figure.char_start < begin + match.end(1)
            verb = self._discourse.scene.verbs.search(match[1])
            if verb is None or inside or _CLAUSAL.match(match[1]):
                continue
            said = self._inserted_subject(at, match.start(1), match.start(1) + verb.start(), match.end(1))
            if said:
                return said, "speaker.inserted"
        return None

    def _inserted_subject(self, at: Site, start: int, verb: int, end: int) -> str | None:
        """Return the subject of the reporting verb at `verb`, which begins or ends `start:end` of the sentence."""
        span = at.doc.char_span(verb, verb + 1, alignment_mode="expand")
        token = span[0] if span is not None and len(span) else None
        if token is None or (verb > start and token.idx + len(token) < end):
            return None
        subject = child(token, "nsubj")
        if subject is not None and start <= subject.idx < end:
            return self.named(at, subject)
        begin = at.figure.sentence_start
        return self._discourse.attributions.inverted(begin + token.idx + len(token), begin + end) if verb == start else None

    def _owned_source(self, at: Site) -> Attribution | None:
        """Read a source in front of the sentence: "By the board's estimate", "In the union's survey"."""
        for token in at.doc:
            if (
                token.lower_ in _SOURCES
                and token.dep_ == "pobj"
                and token.head.lower_ in {"by", "in", "on"}
                and (token.head.i < _FRONT or (token.lower_ in _STUDIES and token.head.head.lower_ in self._verbs))
            ):
                owner = child(token, "poss")
                said = self.named(at, owner) if owner is not None else self._maker(at, token)
                if said:
                    return said, "speaker.source"
            if token.lower_ in _GAUGES and token.dep_ == "nsubj" and token.i < at.first and not has_figure(at, token):
                said = self._maker(at, token)
                named = any(c.dep_ in {"compound", "nmod"} and c.pos_ == "PROPN" for c in token.lefts)
                if said and (named or self._discourse.names.knows(said)):
                    return said, "speaker.gauge"
        return None

    def named(self, at: Site, noun: Token) -> str | None:
        """Return the full name behind a noun: the name it heads, the maker of a report, whom a pronoun points to."""
        offset = at.offset(noun)
        if noun.pos_ == "PRON":
            return self._discourse.antecedents.resolve(noun.text, offset)
        if noun.lower_ in _SOURCES:
            return self._maker(at, noun)
        spoken_for = object_of(noun, "for") if noun.lower_ in _VOICES else None
        if spoken_for is not None:
            return self.named(at, spoken_for)
        mention = self._mention(at, noun)
        if mention is not None:
            return mention
        return self._described(at, noun)

    def _mention(self, at: Site, noun: Token) -> str | None:
        start = at.figure.sentence_start
        for token in (noun, *(c for c in noun.children if c.dep_ == "appos")):
            left = (
                min(t.i for t in token.subtree)
                if token.dep_ == "appos"
                else min([t.i for t in noun.lefts], default=noun.i)
            )
            span = (start + at.doc[left].idx, start + token.idx + len(token) + 12)
            found = [m for m in self._discourse.names.within(*span) if m.start <= start + token.idx < m.end]
            if found and found[0].kind != "place":
                return self._discourse.antecedents.of_mention(found[0])
        if noun.pos_ == "PROPN":
            words = at.text(min([t.i for t in noun.lefts if t.dep_ == "compound"], default=noun.i), noun.i)
            place = next((m for m in self._discourse.names.within(start, at.offset(noun) + len(noun)) if m.text in words), None)
            return self._discourse.names.full(place.text if place is not None and words.endswith(place.text) else words)
        return None

    def _maker(self, at: Site, noun: Token) -> str | None:
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
        key = noun.lower_
        if said is not None:
            self._sources[key] = said
            return said
        return self._sources.get(key) if any(c.lower_ in {"the", "this", "that"} for c in noun.lefts) else None

    def _after(self, noun: Token, preposition: str) -> Token | None:
        """Return the noun after the first such preposition in the phrase of `noun`, also on a participle."""
        late = (
            t
            for t in noun.subtree
            if t.lower_ == preposition == "by"
            and t.head.pos_ == "NOUN"
            and noun.lower_ in _STUDIES
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
        words = [
            t
            for t in noun.lefts
            if t.dep_ in {"amod", "compound", "nmod"} and t.tag_ not in {"JJS", "JJR"} and t.lower_ not in _WHEN
        ]
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
        first = min((t.i for t in words), default=noun.i)
        return re.sub(r"^(?:a|an|the|new)\s+", "", at.text(first, noun.i), flags=re.IGNORECASE)


def _nameable(noun: Token) -> bool:
    return (
        noun.pos_ == "PROPN"
        or any(t.pos_ == "PROPN" for t in noun.subtree)
        or any(c.dep_ in {"compound", "amod"} for c in noun.lefts)
    )
