from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from transforms.context.score.calibration import curves, fitted


def test_a_reader_that_says_too_much_is_believed_less() -> None:
    rng = random.Random(4)
    said = [rng.uniform(0.5, 1) for _ in range(4000)]
    right = [rng.random() < p - 0.2 for p in said]
    curve = curves({"subject": fitted(said, right)})["subject"]
    assert all(abs(curve(p) - (p - 0.2)) < 0.06 for p in (0.6, 0.7, 0.8, 0.9))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=80))
def test_a_curve_never_falls_and_never_leaves_nought_to_one(rows: list[tuple[float, bool]]) -> None:
    points = fitted([p for p, _ in rows], [ok for _, ok in rows])
    said, found = [p for p, _ in points], [q for _, q in points]
    assert said == sorted(said)
    assert all(b >= a - 0.35 for a, b in pairwise(found))
    assert all(0 <= q <= 1 for q in found)
