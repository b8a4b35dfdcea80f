from __future__ import annotations

import numpy as np

from tests.transforms.context.test_proposals import view
from transforms.context.score.features import FIGURE, PAIR, SINGLE, Features

TEXT = """Oke Mills sells its docks

Oke Mills made $4m last year, the board said. Mrs Ada Oke said: "We sold 14 boats."
"""


def features() -> Features:
    return Features(view(TEXT), {"said": "clause"})


def named(value: str, kind: str) -> int:
    return next(i for i, c in enumerate(view(TEXT).pool.candidates) if (c.value, c.kind) == (value, kind))


def test_features_of_a_candidate_are_what_their_names_say() -> None:
    row = dict(zip(SINGLE, features().single[named("Ada Oke", "person")].tolist(), strict=True))
    assert row["kind_person"] == row["speaks"] == row["first_mention"] == row["capital"] == 1
    assert row["in_title"] == row["quoted"] == row["owns"] == 0


def test_features_beside_a_figure_are_what_their_names_say() -> None:
    seen = view(TEXT)
    boats = next(f for f in seen.figures if f.unit == "boat")
    pair, _, facts, _ = features().beside(boats)
    col = dict(zip(PAIR, pair.T, strict=True))
    boat, ada = named("boats", "noun"), named("Ada Oke", "person")
    assert col["is_unit"][boat] == col["touches_right"][boat] == col["same_quote"][boat] == 1
    assert col["same_sentence"][ada] == col["before"][ada] == 1
    assert col["figure_quoted"][ada] == 1
    assert col["quote_source"][ada] > col["quote_source"][boat]
    assert facts[FIGURE.index("figure_count")] == 1


def test_no_feature_is_endless() -> None:
    seen, made = view(TEXT), features()
    assert all(np.isfinite(made.beside(f)[0]).all() for f in seen.figures)
    assert np.isfinite(made.single).all()
