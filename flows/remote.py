"""Sources that are addresses (`s3://`, `https://`, `memory://` ...), opened by fsspec and whatever protocols it finds.

Nothing is fetched but what the user names. A protocol that needs a package of its own says which.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_address(argument: str) -> bool:
    """Tell whether an argument is an address and no path."""
    return ADDRESS.match(argument) is not None


def stem_of(address: str) -> str:
    """Return the short name of what an address leads to."""
    return PurePosixPath(address.split("?", 1)[0].rstrip("/")).stem or address


def list_addresses(address: str) -> Iterator[str]:
    """Yield the address, or those of the files below it when it is a folder.

    Raises ValueError for a protocol that nobody knows, ImportError for one whose package is missing, OSError for a
    folder that cannot be listed.
    """
    system, path = _system(address)
    protocol = address.split("://", 1)[0]
    if protocol.startswith("http") or not system.isdir(path):
        yield address
        return
    for found in sorted(system.find(path)):
        yield found if is_address(found) else f"{protocol}://{found.lstrip('/') if protocol != 'file' else found}"


def open_address(address: str) -> IO[bytes]:
    """Open what an address leads to. Raises OSError whatever the protocol raises, FileNotFoundError among them."""
    try:
        system, path = _system(address)
        return cast("IO[bytes]", system.open(path, "rb"))
    except OSError:
        raise
    except Exception as error:  # protocols raise what their clients raise
        raise OSError(f"{type(error).__name__}: {error}") from error


def _system(address: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs  # noqa: PLC0415 - few sources are addresses

    system, path = url_to_fs(address)
    return system, str(path)
