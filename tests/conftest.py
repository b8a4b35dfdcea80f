"""What every test needs: no settings of the developer leak in, property tests are the same each time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from flows.settings import PREFIX

settings.register_profile("tallywire", deadline=None, derandomize=True, database=None)
settings.load_profile("tallywire")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the developer's own TALLYWIRE_ variables away."""
    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the repository."""
    return ROOT
