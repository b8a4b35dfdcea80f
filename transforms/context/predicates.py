"""The words of a verb phrase that says what is counted: "written off", "gave to the fund", "happy with the harbour"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transforms.context.syntax import Site, child, has_figure, object_of

if TYPE_CHECKING:
    from transforms.context.parse import Token

_TAKEN: Final = frozenset({"prt", "dobj", "attr", "acomp", "prep", "dative", "oprd", "xcomp", "agent"})
_LOOSE: Final = frozenset(
    {
        *("since", "by", "after", "before", "during", "until", "at", "from", "per", "over", "within", "as", "like"),
        *("due", "because", "despite", "amid", "inside", "outside", "against", "throughout"),
    }
)
_JUDGING: Final = frozenset(
    "rate rates rated rating describe described class classed regard regarded label labelled".split()
)
"""Verbs whose `as` says what something is taken for, which is all they say."""

_PARTICLES: Final = frozenset({"aside", "away", "back", "together", "apart"})
_POINTERS: Final = frozenset({"according", "which", "that", "whom", "who"})
_CLAUSES: Final = frozenset({"relcl", "advcl", "appos", "acl", "parataxis", "conj", "cc"})
_SPENDING: Final = frozenset({"spend", "devote", "dedicate", "waste"})
"""Verbs of time that lead to what it is spent on, also past other words."""

_TELLING: Final = frozenset({"announce", "declare", "reveal", "confirm", "promise", "decide"})
_NO_MANNER: Final = frozenset(
    "only nearly early daily weekly monthly yearly annually recently currently previously initially finally possibly "
    "probably respectively roughly approximately mostly mainly merely partly reportedly apparently".split()
)
"""Adverbs in -ly that say when, how far or how surely, rather than how."""

_EMPTY: Final = frozenset({"are", "is", "was", "were", "be", "been"})
"""Forms that alone say nothing of what is counted."""

_MAX_WORDS: Final = 8
"""Words: a longer phrase no longer names a quantity but retells the sentence."""


def estimates(at: Site, verb: Token, forms: frozenset[str]) -> bool:
    """Tell whether `verb`, one of `forms`, says how high somebody puts something: "put the toll at 19"."""
    if verb.lower_ not in forms:
        return False
    levels = (p for p in verb.rights if p.dep_ == "prep" and p.lower_ in {"at", "on"})
    return child(verb, "dobj", "nsubjpass") is not None and any(has_figure(at, p) for p in levels)


def predicate_text(at: Site, verb: Token) -> str:
    """Return the verb with its adverb before it and its complements after it, less the figure; "" if none is left."""
    timed = at.figure.kind == "duration"
    doing = (child(verb, "xcomp", "advcl") or _time_to(at)) if timed else None
    between = at.doc[at.last + 1 : doing.i] if doing is not None and verb.lemma_ not in _SPENDING else []
    parted = any(t.text == "," for t in between)
    if doing is not None and doing.i > at.last and doing.pos_ == "VERB" and not (parted or has_figure(at, doing)):
        verb = doing
    elif doing is None and verb.lemma_ in _SPENDING and at.figure.kind == "duration":
        spent = next((t for t in at.doc[at.last + 1 :] if t.tag_ == "VBG" and t.pos_ == "VERB"), None)
        verb = spent if spent is not None and child(spent, "nsubj") is None else verb
    told = _told(verb) if at.figure.kind == "duration" else None
    verb = told or verb
    words = [] if verb.pos_ == "AUX" else _verb_words(at, verb)
    for part in verb.rights:
        compared = (
            part.dep_ == "advmod"
            and (part.tag_ == "RBR" or part.lower_ in _PARTICLES)
            and part.i == verb.i + 1
            and not at.holds(part)
        )
        if (compared or _manner(part)) and words:
            words.append(part.text)
        if part.dep_ not in _TAKEN or len(words) >= _MAX_WORDS:
            continue
        loose = part.dep_ in {"prep", "agent"} and part.lower_ in _LOOSE and verb.pos_ != "AUX"
        loose = loose and not (part.lower_ == "as" and verb.lower_ in _JUDGING)
        if loose or _is_time(part):
            continue
        words += _words(at, part)
    if len(words) == 1:
        words += _purpose(at, verb)
    text = " ".join(words[:_MAX_WORDS]).strip(" ,;")
    return "" if text in _EMPTY else text


def _time_to(at: Site) -> Token | None:
    """Return what there is a time for: "has ten days to resign"."""
    given = child(at.head, "acl", "relcl")
    return given if given is not None and given.tag_ == "VB" else None


def _told(verb: Token) -> Token | None:
    """Return the verb of what somebody announces or says, which a time counted from saying it is about."""
    told = child(verb, "ccomp") if child(verb, "dobj") is None and verb.lemma_ in _TELLING else None
    return told if told is not None and told.pos_ == "VERB" else None


def _manner(part: Token) -> bool:
    """Tell whether a word says how something is done: it belongs to the deed ("view him positively")."""
    said = part.dep_ == "advmod" and part.lower_.endswith("ly") and not part.children
    return said and part.lower_ not in _NO_MANNER


def _purpose(at: Site, verb: Token) -> list[str]:
    """Return what a bare verb is done for ("gave $4m to repair the harbour"): alone it says nothing."""
    for clause in verb.rights:
        if clause.dep_ in {"advcl", "xcomp"} and clause.tag_ == "VB" and not has_figure(at, clause):
            return [at.text(min(t.i for t in clause.subtree), max(t.i for t in clause.subtree))]
    return []


def _verb_words(at: Site, verb: Token) -> list[str]:
    adverb = next((c for c in verb.lefts if c.dep_ == "advmod" and c.lower_.endswith("ly") and c.i == verb.i - 1), None)
    return [at.text(adverb.i if adverb is not None else verb.i, verb.i)]


def _is_time(part: Token) -> bool:
    noun = child(part, "pobj") if part.dep_ == "prep" else part
    if noun is not None and noun.lower_ in {"end", "start", "beginning", "middle", "close"}:
        noun = object_of(noun, "of")
    return noun is not None and noun.ent_type_ in {"DATE", "TIME"}


def _retells(part: Token) -> bool:
    """Tell whether a prepositional phrase says another figure, a source, or a clause ("with loans making")."""
    return any(
        t.like_num or t.lower_ in _POINTERS or (t.pos_ == "VERB" and t.dep_ in {"acl", "pcomp", "relcl"})
        for t in part.subtree
    )


def _words(at: Site, part: Token) -> list[str]:
    """Return the words of one complement up to its first clause, without the figure."""
    if at.holds(part):
        return []
    if part.dep_ in {"dobj", "acomp"} and at.figure.kind == "duration" and part.i < at.first and has_figure(at, part):
        return [at.text(min(t.i for t in part.subtree), part.i)]
    if part.dep_ != "prep" and (has_figure(at, part) or part.like_num):
        return []
    if part.dep_ == "prep" and (has_figure(at, part) or _retells(part)):
        return []
    if part.lower_ == "up" and part.i + 1 < len(part.doc) and part.doc[part.i + 1].lower_ == "to":
        return []
    paired = {c for c in part.subtree if c.dep_ == "conj" and c.pos_ == c.head.pos_ in {"NOUN", "ADJ"}}
    paired |= {c for word in paired for c in word.head.children if c.dep_ == "cc"}
    skipped = {t.i for c in part.subtree if c.dep_ in _CLAUSES and c != part and c not in paired for t in c.subtree}
    kept = [t for t in part.subtree if t.i not in skipped and not at.holds(t)]
    last = next((i for i, t in enumerate(kept) if t.is_punct and t.text not in {"-", "'", '"'}), len(kept))
    return [at.text(kept[0].i, kept[last - 1].i)] if last else []
