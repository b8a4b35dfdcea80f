from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from transforms.context.score.windows import AFTER, FIGURE, LENGTH, Stream, windows


def stream(n: int) -> Stream:
    """A story of `n` pieces of three characters, a space between any two."""
    starts = np.arange(n) * 4
    return Stream(np.arange(1, n + 1), starts, starts + 3)


def figures(*pieces: int) -> list[Any]:
    return [SimpleNamespace(char_start=4 * p, char_end=4 * p + 3) for p in pieces]


@given(
    st.integers(1, 1500).flatmap(
        lambda n: st.tuples(st.just(n), st.sets(st.integers(0, n - 1), min_size=1, max_size=40))
    )
)
def test_each_figure_is_read_once_and_marked(case: tuple[int, set[int]]) -> None:
    n, places = case
    order = sorted(places)
    found = windows(stream(n), figures(*order), 101, 102)
    assert sorted(i for w in found for i in w.figures) == list(range(len(order)))
    for window in found:
        assert len(window.ids) == len(window.types) <= LENGTH
        assert (window.ids[0], window.ids[-1]) == (101, 102)
        for i in window.figures:
            first, last = window.place(order[i], order[i])
            assert window.ids[first : last + 1].tolist() == [order[i] + 1]
            assert window.types[first] == FIGURE
            after = len(window.ids) - 2 - last
            assert after >= min(AFTER - 1, n - 1 - order[i])


def test_a_late_window_has_the_lead_in_front() -> None:
    (window,) = windows(stream(1000), figures(700), 101, 102)
    assert window.ids[1:4].tolist() == [1, 2, 3]
    assert window.place(2, 2) == (3, 3)
    assert window.place(300, 301) == (-1, -1)


def test_no_figures_need_no_window() -> None:
    assert windows(stream(50), [], 101, 102) == []
