"""Bytes to text: which encoding a source is in, and which bytes are no text at all.

Order of trial: a byte order mark, strict UTF-8, UTF-8 with some broken bytes, cp1252. News archives are UTF-8 or
Windows text, and a guess that changes with the amount of text would move offsets; only bytes that can be neither, or
would be mostly accented letters, are left to the statistics of charset-normalizer. Every input gets an answer,
`Decoded` or `Refusal`; nothing here raises on any bytes.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

WIDE_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks and the codecs that take them away; UTF-32 first, its little-endian mark begins with UTF-16's."""

REPLACED: Final = "utf-8-replaced"
"""Name recorded for UTF-8 whose broken bytes became U+FFFD. Not a codec: it says that the bytes are damaged."""

MAGIC: Final = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
    b"7z\xbc\xaf\x27\x1c",
    b"BZh9",
    b"\xfd7zXZ",
    b"RIFF",
    b"ID3",
    b"SQLite format 3",
)
"""First bytes of the files people mistake for articles (PDF, Office, archives, pictures, sound), from their formats."""

CONTROLS: Final = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""Control bytes that no text editor writes; tab, line breaks, form feed and escape are left out."""

CONTROL_SHARE: Final = 0.02
"""Above this share of control bytes the source is not text; stray ones from old typesetting stay well below."""


WESTERN_SHARE: Final = 0.25
"""Bytes above 0x7F that a text in cp1252 may have: French has one in 25, Russian in a code of its own three in four."""

GUESS_THRESHOLD: Final = 0.1
"""Share of mess that charset-normalizer may leave; half its default, as its answer is taken for the truth."""

GUESS_BYTES: Final = 64
"""Shorter texts tell a library nothing."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the name of its encoding, and how many broken sequences became U+FFFD."""

    text: str
    encoding: str
    n_replaced: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why bytes are not read: a rule id of the stage `read`, and a reason that says what to do."""

    rule_id: str
    reason: str


def decode(raw: bytes) -> Decoded | Refusal:
    """Return the text of `raw`, or why it has none.

    A UTF-8 mark stays in the text as U+FEFF, so that offsets are those of `raw.decode("utf-8")`; UTF-16 and UTF-32 are
    decoded without theirs, as every reader of those encodings does.
    """
    if not raw:
        return Refusal("read.empty", "the file is empty: nothing to read")
    for mark, encoding in WIDE_MARKS:
        if raw.startswith(mark):
            return _wide(raw, encoding)
    return _binary(raw) or _narrow(raw)


def _wide(raw: bytes, encoding: str) -> Decoded | Refusal:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        return Refusal("read.undecodable", f"marked as {encoding}, but byte {error.start} breaks it: {error.reason}")
    if "\0" in text:
        return Refusal("read.binary", f"marked as {encoding}, but holds NUL characters: not a text")
    return Decoded(text, encoding)


def _binary(raw: bytes) -> Refusal | None:
    if raw.startswith(MAGIC):
        return Refusal("read.binary", f"starts with {raw[:8]!r}, a binary format: give the article as text or HTML")
    nul = raw.find(b"\0")
    if nul >= 0:
        return Refusal("read.binary", f"holds a NUL byte at {nul}: not a text, or UTF-16 without its mark")
    n_controls = len(raw) - len(CONTROLS.sub(b"", raw))
    if n_controls > CONTROL_SHARE * len(raw):
        return Refusal("read.binary", f"{n_controls} of {len(raw)} bytes are control characters: not a text")
    return None


def _narrow(raw: bytes) -> Decoded | Refusal:
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        damaged = _damaged_utf8(raw)
    if damaged is not None:
        return damaged
    try:
        western = Decoded(raw.decode("cp1252"), "cp1252")
    except UnicodeDecodeError as error:
        return _guessed(raw) or Refusal(
            "read.undecodable",
            f"neither UTF-8 nor cp1252: byte 0x{raw[error.start]:02x} at {error.start} is in neither: convert to UTF-8",
        )
    foreign = len(raw) - _n_ascii(raw) > WESTERN_SHARE * len(raw)
    return (_guessed(raw) if foreign else None) or western


def _guessed(raw: bytes) -> Decoded | None:
    """Return `raw` as the library reads it, None when it finds no encoding that makes text of it."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - few sources need it

    found = from_bytes(raw, threshold=GUESS_THRESHOLD).best()
    return Decoded(str(found), found.encoding) if found is not None and len(raw) >= GUESS_BYTES else None


def _damaged_utf8(raw: bytes) -> Decoded | None:
    """Return `raw` as UTF-8 with holes, when its whole multibyte characters outnumber the broken ones.

    In cp1252 text two bytes above 0x7F that happen to form a UTF-8 sequence are rare, so a majority settles it.
    """
    text = raw.decode("utf-8", "replace")
    n_replaced = text.count("\ufffd") - raw.count("\ufffd".encode())
    n_whole = len(text) - _n_ascii(raw) - n_replaced
    return Decoded(text, REPLACED, n_replaced) if n_whole > n_replaced else None


def _n_ascii(raw: bytes) -> int:
    return len(raw.translate(None, bytes(range(0x80, 0x100))))
