"""The pages of web archives (WARC): every successful response that is HTML or text, read by fastwarc."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final, cast

from fastwarc.warc import ArchiveIterator, WarcRecordType

from flows.archives import read_at_most
from flows.bounded import Counted, ExpandsError, require_modest
from flows.items import Item, Limits, refused, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES: Final = ("text/html", "application/xhtml+xml", "text/plain")
OK: Final = 200
PANIC: Final = "PanicException"


def read_web_archive(file: IO[bytes], name: str, limits: Limits) -> Iterator[Item]:
    """Yield the pages of the web archive in `file`, packed or not, each named by its address."""
    packed = Counted(file)
    unpacked = 0
    try:
        for record in ArchiveIterator(cast("IO[bytes]", packed), record_types=WarcRecordType.response, parse_http=True):
            unpacked += record.content_length
            require_modest(unpacked, max(1, packed.n_read))
            if record.http_headers is None or record.http_headers.status_code != OK:
                continue
            if (record.http_content_type or "").lower() not in PAGES:
                continue
            full = f"{name}!{record.headers.get('WARC-Target-URI') or record.record_id}"
            data = read_at_most(record.reader, limits.max_bytes + 1)
            if len(data) > limits.max_bytes:
                yield too_large(full, f"more than {limits.max_bytes:,}", limits.max_bytes)
            else:
                yield Item(full, data)
    except ExpandsError as error:
        yield refused(name, "read.expands", str(error))
    except BaseException as error:  # the panics of a library in Rust are none of Exception
        if not isinstance(error, Exception) and type(error).__name__ != PANIC:
            raise
        reason = f"the web archive is damaged or cut short ({error}); what stood before was read"
        yield refused(name, "read.broken_archive", reason)
