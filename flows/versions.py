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
    from importlib.resources.abc import Traversable


def code_version() -> str:
    """Return the version of the installed distribution."""
    return version("tallywire")


def rules_version(measures: str = "") -> str:
    """Return the digest of the seeds, those of the file `measures` too, and of the code that reads by them.

    Documents are read again when it changes.
    """
    return digest(load_lexicon(measures).version, *_code())[:VERSION_LENGTH]


def reader_version() -> str:
    """Return the digest of the code that reads, without the seeds."""
    return digest(*_code())[:VERSION_LENGTH]


@cache
def _code() -> tuple[bytes, ...]:
    return tuple(sources_of(files("transforms")))


def sources_of(folder: Traversable, prefix: str = "") -> Iterator[bytes]:
    """Yield path and text of every module in `folder` and below, in order; compiled code and data do not count."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from sources_of(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".py"):
            yield f"{prefix}{entry.name}".encode()
            yield entry.read_bytes()
