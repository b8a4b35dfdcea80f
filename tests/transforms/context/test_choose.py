from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.context.choose import KEPT, alike, ranked
from transforms.context.propose.candidates import Candidate


def candidates(*values: str) -> list[Candidate]:
    return [Candidate(10 * n, 10 * n + 5, "noun", value, 0, -1) for n, value in enumerate(values)]


def test_mentions_of_one_name_add_up() -> None:
    pool = candidates("Oke Mills", "harbour board", "Oke Mills")
    best = ranked(pool, [0, 1, 2], np.log(np.array([0.3, 0.4, 0.3], dtype=np.float32)), -9.0)[0]
    assert (best.value, best.candidate) == ("Oke Mills", 0)
    assert best.likely == pytest.approx(0.6, abs=0.01)


def test_two_wordings_of_one_thing_do_not_lose_to_a_third() -> None:
    pool = candidates("net profit", "profit", "turnover")
    scores = np.log(np.array([0.3, 0.3, 0.4], dtype=np.float32))
    best, *others = ranked(pool, [0, 1, 2], scores, -9.0)
    assert best.value in {"net profit", "profit"}
    assert [r.value for r in others] == ["turnover"]


def test_null_is_an_answer_like_any_other() -> None:
    best, second = ranked(candidates("the council"), [0], np.array([0.0], dtype=np.float32), 1.0)
    assert (best.value, best.candidate, second.value) == (None, None, "the council")
    assert best.likely == pytest.approx(1 / (1 + np.exp(-1)), abs=1e-6)


def test_no_candidates_leave_null() -> None:
    (only,) = ranked([], [], np.zeros(0, dtype=np.float32), 0.3)
    assert (only.value, only.likely) == (None, 1.0)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the Tarn board", "Tarn board", 1.0),
        ("board", "Tarn board", 2 / 3),
        ("Tarn's board", "tarn board", 1.0),
        ("boats", "board", 0.0),
        (None, None, 1.0),
        (None, "board", 0.0),
        ("the", "the", 1.0),
    ],
)
def test_alike_is_the_f1_of_the_words(one: str | None, other: str | None, expected: float) -> None:
    assert alike(one, other) == pytest.approx(expected)
    assert alike(other, one) == pytest.approx(expected)


@given(
    st.lists(st.tuples(st.text("ab c", min_size=1, max_size=4), st.floats(-20, 20, width=32)), max_size=12),
    st.floats(-20, 20, width=32),
)
def test_answers_are_few_sure_between_none_and_all_and_in_order(rows: list[tuple[str, float]], null: float) -> None:
    pool = candidates(*(value for value, _ in rows))
    found = ranked(pool, list(range(len(pool))), np.array([s for _, s in rows], dtype=np.float32), null)
    assert 1 <= len(found) <= KEPT
    assert all(0 <= r.likely <= 1 for r in found)
    assert len({r.value for r in found}) == len(found)
    assert all(r.candidate is None or pool[r.candidate].value == r.value for r in found)
