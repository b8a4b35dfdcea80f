"""Scores what was read from articles against hand labels.

Figures are matched one to one by the overlap of their spans, the best overlap first. Every score is a share in 0..1:

- `detection`: F1 over figures, whatever was read from them;
- `surface`: share of matched figures whose span is exactly the labelled one;
- `end_to_end`: share of labelled figures found with kind, value (or low and high) and unit right;
- `comparator`, `change`, `vague`, `status`: share of matched figures where the field is equal;
- `measure`, `subject`, `base`, `period`, `speaker`: mean token F1 over the matched figures where the label or the
  reading has the field, since agreeing on nothing is easy;
- `boilerplate`: F1 over lines whose role is boilerplate; `roles`: share of labelled lines with the right role.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Row = dict[str, Any]

EQUAL_FIELDS: Final = ("comparator", "change", "vague", "status")
TEXT_FIELDS: Final = ("measure", "subject", "base", "period", "speaker")
CORE_FIELDS: Final = ("kind", "unit", "value", "low", "high")
TOLERANCE: Final = 1e-6
"""Relative: thirds are written with more digits than that on both sides."""
DETERMINERS: Final = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "this", "that"})


@dataclass(slots=True)
class Tally:
    """Counts over any number of documents, from which the scores are made."""

    counts: Counter[str] = field(default_factory=Counter)
    sums: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def scores(self) -> dict[str, float]:
        """Return every score; one that nothing was counted for is 1."""

        def share(part: float, whole: float) -> float:
            return part / whole if whole else 1.0

        counts, sums = self.counts, self.sums
        out = {
            "detection": share(2 * counts["matched"], counts["labelled"] + counts["read"]),
            "surface": share(counts["surface"], counts["matched"]),
            "end_to_end": share(counts["end_to_end"], counts["labelled"]),
            "boilerplate": share(2 * counts["cut_both"], counts["cut_labelled"] + counts["cut_read"]),
            "roles": share(counts["roles"], counts["lines"]),
        }
        out |= {name: share(counts[name], counts["matched"]) for name in EQUAL_FIELDS}
        return out | {name: share(sums[name], counts[name]) for name in TEXT_FIELDS}


def overlap(a: Row, b: Row) -> float:
    """Return the intersection of two spans over their union."""
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    if shared <= 0:
        return 0.0
    return float(shared / (max(a["end"], b["end"]) - min(a["start"], b["start"])))


def match(labelled: Sequence[Row], read: Sequence[Row]) -> list[tuple[int, int]]:
    """Return index pairs (label, reading): no index twice, the best overlaps first, then in text order."""
    pairs = sorted(
        (-score, i, j) for i, a in enumerate(labelled) for j, b in enumerate(read) if (score := overlap(a, b)) > 0
    )
    left: set[int] = set()
    right: set[int] = set()
    chosen = []
    for _, i, j in pairs:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            chosen.append((i, j))
    return sorted(chosen)


def same(a: object, b: object) -> bool:
    """Return whether two field values are equal: numbers nearly, words without regard to case."""
    if isinstance(a, int | float) and isinstance(b, int | float):
        return math.isclose(a, b, rel_tol=TOLERANCE)
    if isinstance(a, str) and isinstance(b, str):
        return a.casefold() == b.casefold()
    return a == b


def token_f1(a: str | None, b: str | None) -> float:
    """Return the F1 of the words of two phrases, determiners and possessive endings left out."""
    x, y = _words(a), _words(b)
    if not x and not y:
        return 1.0
    return 2 * (x & y).total() / (x.total() + y.total())


def _words(phrase: str | None) -> Counter[str]:
    found = re.findall(r"\w+", re.sub(r"['’]s\b", "", (phrase or "").casefold()))
    return Counter([word for word in found if word not in DETERMINERS] or found)


def core(row: Row) -> str:
    """Return the fields that end_to_end compares, for a message."""
    number = row["value"] if row["value"] is not None else f"{row['low']}..{row['high']}"
    return f"{row['kind']} {number} {row['unit']}"


def _count_pair(tally: Tally, name: str, label: Row, reading: Row) -> None:
    tally.counts["matched"] += 1
    tally.counts["surface"] += label["surface"] == reading["surface"]
    if all(same(label[key], reading[key]) for key in CORE_FIELDS):
        tally.counts["end_to_end"] += 1
    else:
        tally.errors.append(f"{name}: {label['surface']!r}: {core(label)}, got {reading['surface']!r}: {core(reading)}")
    for key in EQUAL_FIELDS:
        tally.counts[key] += same(label[key], reading[key])
    for key in TEXT_FIELDS:
        if label[key] or reading[key]:
            tally.counts[key] += 1
            tally.sums[key] += token_f1(label[key], reading[key])


def count_figures(tally: Tally, name: str, labelled: Sequence[Row], read: Sequence[Row]) -> None:
    """Add the figures of one document to the tally."""
    pairs = match(labelled, read)
    tally.counts["labelled"] += len(labelled)
    tally.counts["read"] += len(read)
    for i, j in pairs:
        _count_pair(tally, name, labelled[i], read[j])
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    tally.errors.extend(
        f"{name}: {row['surface']!r}: {core(row)}, missing" for i, row in enumerate(labelled) if i not in found
    )
    tally.errors.extend(
        f"{name}: {row['surface']!r}: spurious {core(row)}" for j, row in enumerate(read) if j not in used
    )


def count_lines(tally: Tally, name: str, labelled: Sequence[Row], read: Sequence[Row]) -> None:
    """Add the lines of one document to the tally. A line that only one side has is wrong there."""
    roles = {row["n"]: row["role"] for row in read}
    expected = {row["n"]: row["role"] for row in labelled}
    tally.counts["lines"] += len(expected)
    tally.counts["cut_labelled"] += sum(role == "boilerplate" for role in expected.values())
    tally.counts["cut_read"] += sum(role == "boilerplate" for role in roles.values())
    for n in sorted(expected.keys() | roles.keys()):
        role, got = expected.get(n), roles.get(n)
        tally.counts["cut_both"] += role == got == "boilerplate"
        tally.counts["roles"] += role == got
        if role != got:
            tally.errors.append(f"{name}: line {n}: {role}, got {got}")


def context_errors(name: str, labelled: Sequence[Row], read: Sequence[Row]) -> Iterator[str]:
    """Yield one message for each context field that differs, over matched figures."""
    for i, j in match(labelled, read):
        for key in (*EQUAL_FIELDS, *TEXT_FIELDS):
            wanted, got = labelled[i][key], read[j][key]
            if (token_f1(wanted, got) < 1) if key in TEXT_FIELDS else not same(wanted, got):
                yield f"{name}: {labelled[i]['surface']!r} {key}: {wanted!r}, got {got!r}"
