"""What a run was made with: the version of the code, and of the rules that decide how a document is read."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from seeds.load import VERSION_LENGTH, load_lexicon
from transforms.records import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE_FOLDERS = ("transforms",)
"""The packages whose code decides what is read in a document."""


def code_version() -> str:
    """Return the version of the installed distribution."""
    return version("tallywire")


@cache
def rules_version() -> str:
    """Return the digest of the seeds and of the code that reads by them: documents are read again when it changes."""
    return digest(load_lexicon().version, *_sources())[:VERSION_LENGTH]


def _sources() -> Iterator[bytes]:
    waiting = [files(folder) for folder in CODE_FOLDERS]
    while waiting:
        for entry in sorted(waiting.pop().iterdir(), key=lambda entry: entry.name):
            if entry.is_dir():
                waiting.append(entry)
            elif entry.name.endswith(".py"):
                yield entry.name.encode()
                yield entry.read_bytes()
