"""The one recipe for the reader that `run`, `explain` and the gate share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.model import load_model
from flows.weights import load_weights
from seeds.load import load_lexicon
from transforms.article import ArticleReader

if TYPE_CHECKING:
    from collections.abc import Mapping


def article_reader(
    model: str = "", measures: str = "", repeated: Mapping[str, frozenset[str]] | None = None, weights: str = ""
) -> ArticleReader:
    """Return a reader; without a language model there is no context to weigh.

    `repeated` are the lines that outlets repeat, by outlet. Raises ModelMissingError, WeightsError, SeedError.
    """
    nlp = load_model(model)
    return ArticleReader(load_lexicon(measures), nlp, repeated, load_weights(weights) if nlp is not None else None)
