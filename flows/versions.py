"""What a run was made with: the version of the code, and of the rules that decide how a document is read."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from flows.weights import weights_version
from seeds.load import VERSION_LENGTH, load_lexicon
from transforms.records import digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable


DECIDING: Final = ("embedding.py", "model.py", "ruler.py", "weights.py")
"""Modules of `flows` that replace parts of the language model or load weights: with them readings change."""


def code_version() -> str:
    """Return the version of the installed distribution."""
    return version("tallywire")


def rules_version(measures: str = "", weights: str = "") -> str:
    """Return the digest of the seeds, those of the file `measures` too, of the code and of the weights that read.

    Documents are read again when it changes.
    """
    return digest(load_lexicon(measures).version, weights_version(weights), *_code())[:VERSION_LENGTH]


def reader_version(weights: str = "") -> str:
    """Return the digest of the code and the weights that read, without the seeds."""
    return digest(weights_version(weights), *_code())[:VERSION_LENGTH]


@cache
def _code() -> tuple[bytes, ...]:
    edges = (name.encode() + b"\0" + files("flows").joinpath(name).read_bytes() for name in DECIDING)
    return (*sources_of(files("transforms")), *edges)


def sources_of(folder: Traversable, prefix: str = "") -> Iterator[bytes]:
    """Yield path and text of every module in `folder` and below, in order; compiled code and data do not count."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from sources_of(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".py"):
            yield f"{prefix}{entry.name}".encode()
            yield entry.read_bytes()
