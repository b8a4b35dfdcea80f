"""What draws the charts: Vega, Vega-Lite and vega-embed as `vl-convert-python` carries them, in one script.

Making that script of its modules takes some seconds, so it is kept, compressed as pages need it.
"""

from __future__ import annotations

import gzip
import os
import zlib
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE: Final = "vl-convert-python"

EXPOSED: Final = "window.vegaEmbed = vegaEmbed;"
"""What the page calls: it takes the other two along."""


def library(home: Path) -> bytes:
    """Return the script, compressed by gzip: kept in the folder `home`, made anew where it is missing or damaged.

    Each version of the package has a file of its own. Where `home` cannot be written, nothing is kept.
    """
    kept = home / "charts" / f"{PACKAGE}-{version(PACKAGE)}.js.gz"
    try:
        packed = kept.read_bytes()
        whole = gzip.decompress(packed) != b""  # no bytes are a whole file to gzip, all others have a checksum
    except (OSError, EOFError, zlib.error):
        whole = False
    if not whole:
        packed = _made()
        _keep(packed, kept)
    return packed


@cache
def _made() -> bytes:
    import vl_convert  # noqa: PLC0415 - 84 MB, needed once a version

    return gzip.compress(vl_convert.javascript_bundle(EXPOSED).encode(), 9, mtime=0)


def _keep(packed: bytes, file: Path) -> None:
    copy = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            copy.write_bytes(packed)
            copy.replace(file)
        finally:
            copy.unlink(missing_ok=True)
