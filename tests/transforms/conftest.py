"""What the tests of the transforms share: the language model, loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.model import load_model

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Return the language model the package depends on."""
    return load_model()  # type: ignore[return-value]  # no model only where none was asked for
