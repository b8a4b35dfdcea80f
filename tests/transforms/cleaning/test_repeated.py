"""What an outlet repeats is set aside where furniture stands, and nowhere else."""

from __future__ import annotations

from transforms.cleaning.repeated import without_repeated
from transforms.records import Line

REPEATED = frozenset({"the tide tables of northbank"})
TEXT = "The Tide  Tables of Northbank"


def lines(*given: tuple[str, str]) -> tuple[Line, ...]:
    return tuple(
        Line(n, 10 * n, 10 * n + len(text), role, None if role == "body" else "ads.label", text)  # type: ignore[arg-type]
        for n, (role, text) in enumerate(given, 1)
    )


def removed(*given: tuple[str, str]) -> list[int]:
    return [line.n for line in without_repeated(lines(*given), REPEATED) if line.rule_id == "repeated.outlet"]


STORY = ("body", "A paragraph of the story.")


def test_a_repeated_line_goes_at_the_edges_and_beside_furniture() -> None:
    assert removed(("body", TEXT), *[STORY] * 20) == removed(("title", TEXT), *[STORY] * 20) == [1]
    assert removed(*[STORY] * 20, ("body", TEXT), STORY) == [21]
    assert removed(*[STORY] * 6, ("boilerplate", "Hide Ad"), ("body", TEXT), *[STORY] * 14) == [8]


def test_in_the_middle_of_a_story_and_in_other_roles_it_stays() -> None:
    assert removed(*[STORY] * 6, ("body", TEXT), *[STORY] * 14) == []
    assert removed(("byline", TEXT), *[STORY] * 20) == []
    assert without_repeated(lines(("body", TEXT)), frozenset()) == lines(("body", TEXT))
