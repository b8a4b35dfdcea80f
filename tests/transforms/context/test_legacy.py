"""Figures of the readers by rules as figures with a context: each value with the nearest place of its words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from transforms.context.legacy import RelatedFigure, with_contexts
from transforms.records import CONTEXT_FIELDS, Choice

TEXT = "The mayor of Lower Quill spoke.\nQuill spent 5% on ferries, and Quill asked the mayor to put 5% into ferries."
FIGURE = RelatedFigure(
    2, 44, 46, "5%", TEXT[32:], 32, "percent", "%", "test", subject_id="Quill", context_rules=(("subject", "owner"),)
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("Quill", ("Quill", 32, 37), id="nearest in the sentence"),
        pytest.param("Lower Quill", ("Lower Quill", 13, 24), id="elsewhere in the document"),
        pytest.param("put into ferries", ("into ferries", 95, 107), id="the longest part that stands together"),
        pytest.param("age", ("age", 44, 46), id="an age"),
        pytest.param("Moon", (None, None, None), id="nowhere"),
        pytest.param(None, (None, None, None), id="nothing"),
    ],
)
def test_a_value_has_the_nearest_place_of_its_words(
    value: str | None, expected: tuple[str | None, int | None, int | None]
) -> None:
    (figure,) = with_contexts(TEXT, [replace(FIGURE, subject=value)])
    assert figure.context is not None
    by = "none" if value == "Moon" else "owner"
    assert figure.context.choices["subject"] == (Choice(*expected, 1.0, by),)
    assert (figure.subject_id, figure.status) == ("Quill", "reported")
    assert [figure.context.sure(field) for field in CONTEXT_FIELDS] == [1.0] * 6
