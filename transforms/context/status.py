"""Whether a figure is stated as fact, aimed at, demanded, expected, supposed or denied, by the words that govern it.

The cues are a seed table. They are looked for on the way from the figure up to the root of its sentence; the nearest
decides, and speech ends the way: what the reporting clause plans is not what is reported.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from transforms.context.denials import conditional, denied_above, depends, negated, reaches, unsettled, untrue, withheld
from transforms.context.syntax import VERBS, Site, child, has_figure, listed_subject, object_of, subject_of
from transforms.context.verdicts import ATTRIBUTIVE, REPORTED, Verdict, fixed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transforms.context.parse import Token
    from transforms.lexicon import Lexicon, Row
    from transforms.records import Status

_ACTORS: Final = frozenset(
    {"we", "i", "government", "council", "company", "ministry", "minister", "ministers", "board"}
)
_HAPPENINGS: Final = frozenset({"be", "take", "need", "cost", "have", "rise", "fall", "grow", "lose", "see", "miss"})
"""Verbs whose future nobody decides, also in first-person speech: "it will take four years"."""

_MEANT: Final = frozenset({"planned", "promised", "pledged"})
_IS: Final = frozenset({"is", "are", "'s", "'re"})
"""Forms before an infinitive that say what is settled: "is to close 40 yards"."""

_OBLIGED_CHILD: Final = frozenset({"xcomp", "ccomp"})
_CLAUSES: Final = frozenset({"advcl", "conj", "ccomp", "relcl", "acl", "nsubj"})
"""Relations by which a clause of its own hangs on a verb: the aim of that verb is not its aim."""

_EQUAL: Final = frozenset({"attr", "prep", "xcomp", "npadvmod", "acomp"})
_SPOKEN_FOR: Final = frozenset({"it", "they", "he", "she"})


class StatusReader:
    """Reads statuses with the cues of the lexicon."""

    def __init__(self, lexicon: Lexicon, speech: frozenset[str]) -> None:
        self._speech = speech
        self._cues: dict[str, dict[str, Row]] = {}
        for row in lexicon.table("status_cues"):
            for form in lexicon.words(row["forms"]):
                self._cues.setdefault(row["place"], {})[form] = row
        self._denials = {form: row for form, row in self._cues["verb"].items() if row["status"] == "denied"}
        self._untrue = frozenset(self._denials) | {f for f, r in self._cues["noun"].items() if r["status"] == "denied"}
        self.demands = frozenset(
            f"status.{row['cue_id']}"
            for r in self._cues.values()
            for row in r.values()
            if row["status"] == "proposed" and row["cue_id"] != "propose_verb"
        )
        after = "|".join(re.escape(f) for f in self._cues.get("after", {}))
        self._after = (
            re.compile(rf"[,\s]*(?:{after})\b(?!\s+(?:more|less|fewer|later))", re.IGNORECASE) if after else None
        )

    def read(self, at: Site, *, own_words: bool) -> Verdict:
        """Return the status of the figure; `own_words` says that its clause is first-person speech or repeats it."""
        plain = fixed(at, self._after, self._cues["noun"])
        if plain is not None:
            return plain
        if untrue(at):
            return Verdict("denied", "status.untrue")
        known_goal = at.head.dep_ in ATTRIBUTIVE and at.head.head.lower_ in self._cues["noun"]
        if not known_goal and unsettled(at, self._speech):
            return Verdict("hypothetical", "status.whether")
        verdict, token = self._nearest(at, own_words=own_words)
        denial = denied_above(at, token, self._denials, self._cues["noun"])
        if denial is not None and verdict.rule != "status.not_ruled_out":
            return self._verdict(denial, token)
        if verdict.doer is not None or verdict.cue is None:
            return verdict
        return self._with_doer(at, token, verdict, own_words=own_words)

    def _nearest(self, at: Site, *, own_words: bool) -> tuple[Verdict, Token]:
        """Return what the nearest cue on the way up says, and the word where the way ended."""
        token, below = at.head, at.head
        while True:
            verdict = self._at(at, token, below, own_words=own_words)
            if verdict is not None:
                return verdict, token
            if token.head == token or (token.pos_ in VERBS and token != at.head and self._ends_way(token)):
                return REPORTED, token
            below, token = token, token.head
            if listed_subject(below) is not None:
                below = next((a for a in below.ancestors if a.pos_ in VERBS), token)
                token = below.head

    def _ends_way(self, verb: Token) -> bool:
        """Tell whether nothing above `verb` changes what it states: speech, past or perfect tense, relative clause."""
        if verb.dep_ != "conj" and any(a.lower_ in self._untrue for a in (verb.head, verb.head.head)):
            return False
        if verb.lower_ in self._speech or verb.tag_ == "VBD":
            return True
        if verb.dep_ == "relcl" and verb.tag_ in {"VBZ", "VBP"}:
            return True
        mark = child(verb, "mark")
        if (
            verb.dep_ == "advcl"
            and verb.tag_ in {"VBZ", "VBP"}
            and mark is not None
            and mark.lower_ not in {"if", "unless"}
        ):
            return True
        return any(
            c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBD", "VBZ", "VBP"} and c.lower_ != "is" for c in verb.lefts
        )

    def _with_doer(self, at: Site, token: Token, verdict: Verdict, *, own_words: bool) -> Verdict:
        """Return the verdict with whose it is: "announced plans to limit" says it above the word that decided."""
        while token.head != token and not (token.lower_ in self._speech and token.pos_ in VERBS):
            made = object_of(token.head, "by") if token.dep_ == "nsubjpass" else None
            if made is not None and token.lower_ in self._cues["noun"]:
                return replace(verdict, doer=made)
            if token.dep_ == "dobj" and token.lower_ in self._cues["noun"] and token.head.pos_ == "VERB":
                if token.head.lower_ in self._denials:
                    return verdict
                higher = self._at(at, token.head, token, own_words=own_words)
                settled = higher if higher is not None and higher.doer is not None else verdict
                return replace(settled, doer=settled.doer or subject_of(token.head))
            below, token = token, token.head
            above = self._at(at, token, below, own_words=own_words)
            if above is not None and above.doer is not None and above.status == verdict.status:
                return replace(verdict, doer=above.doer)
        return verdict

    def _at(self, at: Site, token: Token, below: Token, *, own_words: bool) -> Verdict | None:
        """Return what the cue `token` says, reached by way of its child `below`."""
        if at.holds(token) and token.pos_ not in VERBS:
            return None
        if token.pos_ in VERBS or token.dep_ in {"ROOT", "ccomp", "xcomp", "acomp"} or token.pos_ == "ADJ":
            return self._verbal(at, token, below, own_words=own_words)
        if any(c.dep_ == "amod" and c.lower_ in _MEANT for c in token.lefts):
            return Verdict("target", "status.planned", token, child(token, "poss"))
        row = self._cues["noun"].get(token.lower_)
        return self._verdict(row, token) if row else None

    def _asks(self, at: Site, token: Token, row: Row) -> bool:
        """Tell whether a verb's cue reaches the figure: "ruled" needs its "out", "call" its "for" or "on".

        Whoever is asked is there already ("asked 40 skippers to come", "asked for the papers of 11 skippers").
        """
        if not reaches(token, row):
            return False
        asked = child(token, "dobj")
        if row["status"] != "proposed" or at.figure.kind != "count":
            return True
        return not (asked is not None and has_figure(at, asked)) and not _inside_of(at)

    def _verbal(self, at: Site, token: Token, below: Token, *, own_words: bool) -> Verdict | None:
        form = token.lower_
        passive = (
            child(token, "auxpass") is not None or token.dep_ in {"acl", "acomp", "oprd", "amod"} or _copula(token)
        )
        if (
            form in self._cues["passive"]
            and passive
            and not any(c.lower_ in {"more", "less", "as"} for c in token.lefts)
        ):
            return self._verdict(self._cues["passive"][form], token)
        verdict = self._meant(at, token, below)
        if verdict is not None:
            return verdict
        if (mark := child(token, "mark")) is not None and mark.lower_ == "if":
            return Verdict("hypothetical", "status.if_clause", token)
        equated = child(token, "nsubj") if token.lemma_ == "be" else None
        if equated is not None and (row := self._cues["noun"].get(equated.lower_)) is not None and below.dep_ in _EQUAL:
            return self._verdict(row, equated)
        return self._modal(at, token, own_words=own_words)

    def _meant(self, at: Site, token: Token, below: Token) -> Verdict | None:
        """Return what a verb means its object to be: what it plans, demands, expects, denies or aims at.

        Whoever plans or expects is there already, so this says nothing of the subject.
        """
        form = token.lower_
        acts = below.dep_ == "nsubj" and below != token
        obliged = next((c for c in token.children if c.dep_ in _OBLIGED_CHILD and c.pos_ == "VERB"), None)
        if form in self._cues["obliged"] and obliged is not None and any(c.lower_ == "to" for c in obliged.lefts):
            return (
                None
                if acts and child(obliged, "auxpass") is None
                else self._verdict(self._cues["obliged"][form], token)
            )
        if acts:
            return None
        row = self._cues["verb"].get(form)
        if row is not None and token.pos_ == "VERB" and self._asks(at, token, row):
            if row["status"] == "denied" and withheld(token):
                return Verdict("forecast", "status.not_ruled_out", token)
            return self._verdict(row, token)
        lasts = at.figure.kind == "duration" and below.lower_ == "for"
        aimed = child(token, "dobj") if below.dep_ not in _CLAUSES and not lasts else None
        row = self._cues["noun"].get(aimed.lower_) if aimed is not None else None
        if row is None or aimed is None:
            return None
        moved = row["cue_id"] == "forecast_noun" and below.lower_ in {"to", "at"}
        return self._verdict(row, aimed) if row["status"] == "target" or moved else None

    def _modal(self, at: Site, token: Token, *, own_words: bool) -> Verdict | None:
        auxiliaries = [c for c in token.lefts if c.dep_ in {"aux", "auxpass"}]
        forms = {c.lower_ for c in auxiliaries}
        row = next((self._cues["modal"][f] for f in (c.lower_ for c in auxiliaries) if f in self._cues["modal"]), None)
        subject = subject_of(token)
        settled = token.dep_ == "xcomp" and token.head.lower_ in _IS and subject is not None
        settled = settled and subject is not None and subject.lower_ not in self._cues["noun"]
        bound = token.dep_ == "ROOT" or settled
        if row is None and token.tag_ == "VB" and bound and "to" in forms and subject is not None:
            row = self._cues["modal"]["will"]
        if row is None:
            return None
        if row["cue_id"] == "conditional" and ("have" in forms or _is_deed(subject)):
            return Verdict("hypothetical", "status.would_have", token)
        if row["cue_id"] in {"conditional", "potential"} and conditional(at, token):
            return Verdict("hypothetical", "status.conditional_clause", token)
        if row["cue_id"] in {"future", "conditional"} and token.lemma_.casefold() in self._cues["deed"]:
            if negated(token) and row["cue_id"] == "future" and _is_doer(subject):
                return Verdict("denied", "status.negated", token)
            if own_words or _is_actor(subject) or self._says_of_itself(token, subject):
                return Verdict("target", "status.own_will", token, subject)
        elif row["cue_id"] == "future" and own_words and token.lemma_.casefold() not in _HAPPENINGS:
            return Verdict("target", "status.own_will", token, subject)
        if row["cue_id"] == "should" and (token.lower_ == "be" or "be" in forms):
            return Verdict("forecast", "status.should_be", token)
        return self._verdict(row, token)

    def _says_of_itself(self, verb: Token, subject: Token | None) -> bool:
        """Tell whether somebody says what they will do: "the company said it would cut", not "if asked"."""
        spoken = verb.dep_ == "ccomp" and verb.head.lower_ in self._speech
        return spoken and subject is not None and subject.lower_ in _SPOKEN_FOR and not depends(verb)

    def _verdict(self, row: Mapping[str, str], token: Token) -> Verdict:
        if row["status"] in {"target", "proposed"} and negated(token):
            return Verdict("denied", "status.negated", token)
        doer: Token | None = None
        if row["doer"] == "subject":
            doer = subject_of(token)
        elif row["doer"] == "owner":
            doer = child(token, "poss") or _source(token)
        return Verdict(cast("Status", row["status"]), f"status.{row['cue_id']}", token, doer)


def _is_deed(subject: Token | None) -> bool:
    """Tell whether a clause is about doing something not decided on: "going to 5% would cost ..."."""
    return subject is not None and subject.tag_ == "VBG" and subject.dep_ in {"csubj", "nsubj"}


def _is_doer(subject: Token | None) -> bool:
    """Tell whether a subject is more than a thing: what it will not do is ruled out, not foreseen."""
    return subject is not None and (_is_actor(subject) or subject.pos_ in {"PRON", "PROPN"})


def _is_actor(subject: Token | None) -> bool:
    """Tell whether a subject can bind itself: a government, a country, an organization, somebody speaking for one."""
    if subject is None:
        return False
    return subject.ent_type_ in {"GPE", "ORG", "NORP"} or subject.lower_ in _ACTORS


def _inside_of(at: Site) -> bool:
    """Tell whether the counted things only tell which thing is meant: "the papers of 11 skippers"."""
    noun = at.head.head if at.head.dep_ == "nummod" else at.head
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "NOUN"


def _source(noun: Token) -> Token | None:
    """Return who a call or a plan comes from: the noun after `from` or `by`."""
    for preposition in noun.children:
        if preposition.lower_ in {"from", "by"} and preposition.dep_ in {"prep", "agent"}:
            return child(preposition, "pobj")
    return None


def _copula(token: Token) -> bool:
    return token.head.lemma_ == "be" and token.dep_ in {"acomp", "attr"}
