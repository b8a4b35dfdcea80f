"""The scorer of the golden tests: each kind of mistake lowers the number that names it, and no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.golden.scoring import EQUAL_FIELDS, TEXT_FIELDS, Tally, count_figures, count_lines, match, same, token_f1

Row = dict[str, object]


def figure(start: int = 10, **fields: object) -> Row:
    row: Row = {
        "surface": "2.5%", "start": start, "end": start + 4, "kind": "percent", "value": 2.5, "low": None, "high": None,
        "unit": "%", "comparator": "=", "change": None, "vague": False, "measure": "military budget",
        "subject": "Norway", "base": "GDP", "period": "by 2030", "speaker": "Astrid Hallberg", "status": "target",
    }  # fmt: skip
    return row | fields


def scores(labelled: list[Row], read: list[Row]) -> dict[str, float]:
    tally = Tally()
    count_figures(tally, "doc", labelled, read)
    return tally.scores()


def lowered(labelled: list[Row], read: list[Row]) -> set[str]:
    return {name for name, score in scores(labelled, read).items() if score < 1}


def test_a_reading_equal_to_its_labels_scores_one_everywhere() -> None:
    assert set(scores([figure(10), figure(40)], [figure(10), figure(40)]).values()) == {1.0}


def test_a_missing_figure_lowers_detection_and_end_to_end_only() -> None:
    assert lowered([figure(10), figure(40)], [figure(10)]) == {"detection", "end_to_end"}
    assert scores([figure(10), figure(40)], [figure(10)])["end_to_end"] == 0.5


def test_a_spurious_figure_lowers_detection_only() -> None:
    assert lowered([figure(10)], [figure(10), figure(40)]) == {"detection"}
    assert scores([figure(10)], [figure(10), figure(40)])["detection"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    "wrong",
    [{"value": 2.6}, {"value": None, "low": 2, "high": 3}, {"kind": "percentage_point"}, {"unit": "pp"}],
    ids=["value", "range for a value", "kind", "unit"],
)
def test_a_wrong_reading_lowers_end_to_end_only(wrong: Row) -> None:
    assert lowered([figure()], [figure(**wrong)]) == {"end_to_end"}


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("comparator", ">="), ("change", "up"), ("vague", True), ("status", "reported"), ("measure", "army"),
     ("subject", None), ("base", None), ("period", "last year"), ("speaker", None)],
)  # fmt: skip
def test_a_wrong_context_field_lowers_its_own_score_only(field: str, wrong: object) -> None:
    assert lowered([figure()], [figure(**{field: wrong})]) == {field}


def test_the_parametrized_fields_are_all_there_are() -> None:
    assert {*EQUAL_FIELDS, *TEXT_FIELDS} == set(scores([], [])) - {
        "detection", "surface", "end_to_end", "boilerplate", "roles"
    }  # fmt: skip


def test_a_longer_span_lowers_surface_only() -> None:
    assert lowered([figure()], [figure(surface="2.5% of", end=17)]) == {"surface"}


def test_fields_that_both_sides_leave_empty_are_not_counted() -> None:
    bare = dict.fromkeys(TEXT_FIELDS)
    halves = scores([figure(10, **bare), figure(40)], [figure(10, **bare), figure(40, speaker=None)])
    assert halves["speaker"] == 0


def test_one_reading_over_two_labels_is_matched_once_to_the_better() -> None:
    labelled = [figure(10), figure(14, end=24)]
    assert match(labelled, [figure(12, end=24)]) == [(1, 0)]


def test_two_readings_of_one_figure_leave_one_spurious() -> None:
    assert lowered([figure(10)], [figure(10), figure(11)]) == {"detection"}


def test_errors_name_the_document_the_surface_and_both_readings() -> None:
    tally = Tally()
    count_figures(tally, "doc", [figure(10), figure(40)], [figure(10, unit="pp"), figure(60)])
    assert tally.errors == [
        "doc: '2.5%': percent 2.5 %, got '2.5%': percent 2.5 pp",
        "doc: '2.5%': percent 2.5 %, missing",
        "doc: '2.5%': spurious percent 2.5 %",
    ]


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (["title", "body", "boilerplate"], {"boilerplate": 1.0, "roles": 1.0}),
        (["title", "body", "body"], {"boilerplate": 0.0, "roles": 2 / 3}),
        (["title", "boilerplate", "boilerplate"], {"boilerplate": 2 / 3, "roles": 2 / 3}),
        (["body", "body", "boilerplate"], {"boilerplate": 1.0, "roles": 2 / 3}),
        (["title", "body"], {"boilerplate": 0.0, "roles": 2 / 3}),
    ],
    ids=["all right", "boilerplate kept", "story lost", "title taken for story", "line not read"],
)
def test_line_scores(read: list[str], expected: dict[str, float]) -> None:
    tally = Tally()
    labelled = [{"n": n, "role": role} for n, role in enumerate(["title", "body", "boilerplate"], 1)]
    count_lines(tally, "doc", labelled, [{"n": n, "role": role} for n, role in enumerate(read, 1)])
    assert {name: tally.scores()[name] for name in expected} == pytest.approx(expected)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("the Pell Institute", "Pell Institute", 1.0),
        ("Norway’s army", "Norway army", 1.0),
        ("defence spending", "spending", 2 / 3),
        (None, None, 1.0),
        (None, "Norway", 0.0),
        ("army", "navy", 0.0),
        ("the", "the", 1.0),
    ],
)
def test_token_f1(a: str | None, b: str | None, expected: float) -> None:
    assert token_f1(a, b) == pytest.approx(expected)


def test_thirds_are_the_same_however_many_digits_they_have() -> None:
    assert same(2 / 3, 0.6666666667)
    assert not same(0.67, 2 / 3)
    assert not same(None, 0)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=8))
def test_matching_is_one_to_one_and_scores_stay_in_bounds(spans: list[tuple[int, int]]) -> None:
    labelled = [figure(start, end=start + size) for start, size in spans]
    read = [figure(start + size // 2, end=start + size + 1) for start, size in spans[::2]]
    pairs = match(labelled, read)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(0 <= score <= 1 for score in scores(labelled, read).values())
