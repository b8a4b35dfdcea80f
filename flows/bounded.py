"""Reading what was packed by strangers: never more than so many bytes, whatever the packing claims.

A file of ten kilobytes can unpack to gigabytes. Every unpacking goes through a reader that counts.
"""

from __future__ import annotations

from typing import IO, Final

MAX_RATIO: Final = 200
"""Unpacked bytes for a packed one; text packs to a third, repetitive tables to a fiftieth, bombs to a thousandth."""

FREE_BYTES: Final = 1024 * 1024
"""So much may come out before the ratio counts: short files of one repeated letter harm nobody."""

MAX_UNPACKED: Final = 4 * 1024**3
"""Bytes that one archive may unpack to, over all its members."""

MAX_MEMBERS: Final = 1_000_000


class ExpandsError(ValueError):
    """What is read expands beyond reason: says how far it came."""


class Counted:
    """A binary file that counts what is read of it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.n_read = 0

    def read(self, size: int = -1) -> bytes:
        """Return at most `size` bytes."""
        data = self._file.read(size)
        self.n_read += len(data)
        return data

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self.n_read


class Unpacked(Counted):
    """A file that comes out of a packing; raises ExpandsError when it grows beyond MAX_RATIO or MAX_UNPACKED."""

    def __init__(self, file: IO[bytes], packed: Counted) -> None:
        super().__init__(file)
        self._packed = packed

    def read(self, size: int = -1) -> bytes:
        """Return at most `size` bytes, and never more than a mebibyte at once without counting."""
        data = super().read(FREE_BYTES if size < 0 or size > FREE_BYTES else size)
        require_modest(self.n_read, self._packed.n_read)
        return data


def require_modest(unpacked: int, packed: int) -> None:
    """Raise ExpandsError when so many bytes came out of so few."""
    if unpacked > MAX_UNPACKED:
        raise ExpandsError(f"it unpacks to more than {MAX_UNPACKED:,} bytes; split it")
    if unpacked > FREE_BYTES and unpacked > MAX_RATIO * max(1, packed):
        raise ExpandsError(f"it unpacks to {MAX_RATIO} times its size and more, as no news does; unpack it yourself")
