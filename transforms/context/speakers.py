"""To whom the text attributes a figure: the innermost of quote, reported clause, source, and lead-in; else nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.context.naming import SOURCES, STUDIES, SpeakerNamer
from transforms.context.predicates import estimates
from transforms.context.syntax import SUBJECTS, VERBS, Site, child, has_figure, object_of, subject_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transforms.context.discourse import Discourse
    from transforms.context.parse import Token

Attribution = tuple[str, str]
"""A full name, and the rule that found it."""

_GAUGES: Final = frozenset({"index", "survey", "poll", "barometer", "gauge", "indicator"})
_SOURCE_WORD: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(SOURCES | _GAUGES | {'polled', 'surveyed', 'interviewed'}))})\b", re.IGNORECASE
)
_FRONT: Final = 3
"""Tokens from the start of a sentence within which a source stands in front of it."""

_CONTENT: Final = frozenset({"ccomp", "parataxis", "xcomp", "advcl", "dep", "conj"})
_NOUN_CONTENT: Final = _CONTENT | {"dobj", "nsubjpass", "oprd", "attr", "npadvmod"}
_BY_OWN: Final = re.compile(
    r"\W*(?:By|On|In|According to) (its|his|her) (?:own )?(?:[\w-]+ )?"
    r"(?:reckoning|count|estimates?|figures|calculations?|tally|data|report)\b"
)
"""A source in front of a sentence that only a pronoun names."""

_ABSTRACT: Final = re.compile(
    r"(?<!organisa)(?<!organiza)(?<!associa)(?<!administra)(?<!federa)(?<!founda)tion$|ness$|ity$"
)
"""Endings of what something goes by ("according to intention"), but nobody says."""

_CLAIMS: Final = frozenset({"claim", "assertion", "suggestion", "statement", "warning", "admission", "allegation"})
"""Nouns for what somebody says, before what they say: "Oke's claim that 40 boats sank"."""

_CLOSES: Final = re.compile(r"\W*(?:(?:in|on|at|via|to|during|last|this|earlier|yesterday|today|\w+day)\b.{0,50})?$")
_INSERTED: Final = re.compile(r"(?<=, )([^,.;:\"“”]{6,70})(?=,)")
_CLAUSAL: Final = re.compile(
    r"(?:who|which|that|and|but|as|when|while|where|he|she|it|they|having|what)\b", re.IGNORECASE
)


class SpeakerReader:
    """Finds the speaker of each figure of one document; `namer` says what to call them."""

    def __init__(self, discourse: Discourse, verbs: Mapping[str, str], estimating: frozenset[str]) -> None:
        self._discourse = discourse
        self._verbs = verbs
        self._estimating = estimating
        self.namer = SpeakerNamer(discourse)

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
        stated = self._stated_of(at) if floor is None else None
        if stated is not None:
            return stated
        token = at.head
        while token.head != token:
            below, token = token, token.head
            claimed = token.lower_ in _CLAIMS and below.dep_ in {"acl", "relcl", "ccomp"} and floor is None
            maker = self.namer.maker(at, token) if claimed else None
            if maker is not None:
                return maker, "speaker.claim"
            subject = self._reporter(token) if self._reports(at, token, below) else None
            if subject is None or has_figure(at, subject) or (subject.lower_ == "it" and subject.head != token):
                continue
            if floor is not None and (at.offset(subject) < floor or self.namer.mention(at, subject) is None):
                continue
            source = self._verbs.get(token.lower_) == "source"
            if source and subject.lower_ not in SOURCES and not self._is_body(at, subject):
                continue
            said = self.namer.named(at, subject)
            if said is not None:
                return said, "speaker.reported"
        return None

    def _reports(self, at: Site, verb: Token, below: Token) -> bool:
        """Tell whether a verb says what hangs on it by `below`; one with an amount of its own ("added 4%") does not."""
        if below.dep_ == "prep" and estimates(at, verb, self._estimating):
            return verb.pos_ in VERBS
        takes = self._verbs.get(verb.lower_)
        goes_on = verb.lemma_ == "continue" and below.dep_ == "xcomp"
        if takes is None or verb.pos_ not in VERBS or goes_on:
            return False
        if below.dep_ not in (_CONTENT if takes == "clause" else _NOUN_CONTENT):
            return False
        return takes != "clause" or not any(t.like_num for o in verb.rights if o.dep_ == "dobj" for t in o.subtree)

    def _stated_of(self, at: Site) -> Attribution | None:
        """Return who puts the figure so in a clause about it: "the 4% that the bank forecast"."""
        stated = next((c for c in at.head.rights if c.dep_ == "relcl" and self._verbs.get(c.lower_) == "any"), None)
        subject = child(stated, "nsubj") if stated is not None else None
        if subject is None or subject.lower_ in {"that", "which"}:
            return None
        said = self.namer.named(at, subject)
        return (said, "speaker.stated_of") if said is not None else None

    def _is_body(self, at: Site, noun: Token) -> bool:
        """Tell whether a noun names a person or an organization: only those, and reports, show and find figures."""
        mention = self.namer.mention(at, noun)
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
        if "ccording" not in at.figure.sentence and "CCORDING" not in at.figure.sentence:
            return None
        for token in at.doc:
            if token.lower_ == "according":
                to = next((c for c in token.subtree if c.lower_ == "to"), None)
                noun = child(to, "pobj") if to is not None else None
                if noun is not None and noun.pos_ == "NOUN" and _ABSTRACT.search(noun.lower_):
                    continue
                said = self.namer.named(at, noun) if noun is not None else None
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
        token = next(iter(at.doc.covering(verb, verb + 1)), None)
        if token is None or (verb > start and token.idx + len(token) < end):
            return None
        subject = child(token, "nsubj")
        if subject is not None and start <= subject.idx < end:
            return self.namer.named(at, subject)
        begin = at.figure.sentence_start
        return (
            self._discourse.attributions.inverted(begin + token.idx + len(token), begin + end)
            if verb == start
            else None
        )

    def _pollster(self, at: Site) -> str | None:
        """Return who asked those that a sentence is about: "Economists polled by Oke expect growth of 4%"."""
        asked = next((t for t in at.doc if t.lower_ in {"polled", "surveyed", "interviewed"}), None)
        by = object_of(asked, "by") if asked is not None else None
        return self.namer.named(at, by) if by is not None else None

    def _owned_source(self, at: Site) -> Attribution | None:
        """Read a source in front of the sentence: "By the board's estimate", "In the union's survey"."""
        if _SOURCE_WORD.search(at.figure.sentence) is None:
            return None
        own = _BY_OWN.match(at.figure.sentence)
        maker = self._discourse.antecedents.resolve(own[1], at.figure.sentence_start) if own else self._pollster(at)
        if maker is not None:
            return maker, "speaker.source"
        for token in at.doc:
            if (
                token.lower_ in SOURCES
                and token.dep_ == "pobj"
                and token.head.lower_ in {"by", "in", "on"}
                and (token.head.i < _FRONT or (token.lower_ in STUDIES and token.head.head.lower_ in self._verbs))
            ):
                owner = child(token, "poss")
                said = self.namer.named(at, owner) if owner is not None else self.namer.maker(at, token)
                if said:
                    return said, "speaker.source"
            available = child(token.head, "acomp") if token.lower_ in SOURCES and token.dep_ == "nsubj" else None
            giver = object_of(available, "from") if available is not None and available.lower_ == "available" else None
            if giver is not None and (said := self.namer.named(at, giver)):
                return said, "speaker.source"
            if token.lower_ in _GAUGES and token.dep_ == "nsubj" and token.i < at.first and not has_figure(at, token):
                said = self.namer.maker(at, token)
                named = any(c.dep_ in {"compound", "nmod"} and c.pos_ == "PROPN" for c in token.lefts)
                if said and (named or self._discourse.names.knows(said)):
                    return said, "speaker.gauge"
        return None
