"""Bytes to text: the encodings, what is refused, and that every input gets an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.reading.decode import REPLACED, Decoded, Refusal, decode

RUSSIAN = "Совет порта решил во вторник вечером удвоить плату за проход паромов, сообщил его председатель."
JAPANESE = "港の委員会は火曜日の夜に会合を開き、春から料金を決めました。採決は二つに割れ、議員が席を立ちました。"
CURLY = "The mayor’s “plan” costs £4m – or more."


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(b"plain", Decoded("plain", "utf-8"), id="ascii is utf-8"),
        pytest.param(CURLY.encode(), Decoded(CURLY, "utf-8"), id="utf-8"),
        pytest.param(b"\xef\xbb\xbfplain", Decoded("\ufeffplain", "utf-8"), id="utf-8 keeps its mark, so offsets hold"),
        pytest.param(CURLY.encode("cp1252"), Decoded(CURLY, "cp1252"), id="windows text"),
        pytest.param(RUSSIAN.encode("koi8-r"), Decoded(RUSSIAN, "koi8_r"), id="mostly letters above ascii"),
        pytest.param(JAPANESE.encode("shift_jis"), Decoded(JAPANESE, "cp932"), id="bytes that cp1252 does not have"),
        pytest.param(
            RUSSIAN[:20].encode("cp1251"),
            Decoded(RUSSIAN[:20].encode("cp1251").decode("cp1252"), "cp1252"),
            id="too short to guess",
        ),
        pytest.param(b"\xff\xfe" + CURLY.encode("utf-16-le"), Decoded(CURLY, "utf-16"), id="utf-16 little end first"),
        pytest.param(b"\xfe\xff" + CURLY.encode("utf-16-be"), Decoded(CURLY, "utf-16"), id="utf-16 big end first"),
        pytest.param(CURLY.encode("utf-32"), Decoded(CURLY, "utf-32"), id="utf-32, whose mark begins like utf-16's"),
        pytest.param(
            "“One” and “two”".encode() + b" \x93three",
            Decoded("“One” and “two” \ufffdthree", REPLACED, 1),
            id="damaged utf-8",
        ),
        pytest.param(
            "a \ufffd b’s".encode(), Decoded("a \ufffd b’s", "utf-8"), id="a replacement mark of the source itself"
        ),
        pytest.param(
            b"line\r\nline\x0c\x1b", Decoded("line\r\nline\x0c\x1b", "utf-8"), id="harmless control characters"
        ),
    ],
)
def test_text_is_decoded(raw: bytes, expected: Decoded) -> None:
    assert decode(raw) == expected


@pytest.mark.parametrize(
    ("raw", "rule_id", "says"),
    [
        pytest.param(b"", "read.empty", "empty", id="nothing"),
        pytest.param(b"%PDF-1.7 text", "read.binary", "binary format", id="pdf"),
        pytest.param(b"PK\x03\x04word", "read.binary", "binary format", id="office file or archive"),
        pytest.param(b"text\0text", "read.binary", "NUL byte at 4", id="nul byte"),
        pytest.param(b"t\x00e\x00x\x00t\x00", "read.binary", "without its mark", id="utf-16 without its mark"),
        pytest.param(b"\x01\x02 data", "read.binary", "2 of 7 bytes", id="control characters"),
        pytest.param(b"\xff\xfe\x00\xd8", "read.undecodable", "utf-16", id="half a surrogate pair"),
        pytest.param(b"\xff\xfea\x00\x00\x00", "read.binary", "NUL", id="nul in utf-16"),
        pytest.param(b"caf\xe9 \x81", "read.undecodable", "0x81 at 5", id="a byte that stands in no encoding"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(raw: bytes, rule_id: str, says: str) -> None:
    refusal = decode(raw)
    assert isinstance(refusal, Refusal)
    assert refusal.rule_id == rule_id
    assert says in refusal.reason


@given(st.binary(max_size=300))
def test_every_input_gets_an_answer(raw: bytes) -> None:
    assert isinstance(decode(raw), Decoded | Refusal)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf_8_comes_back_unchanged(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "utf-8")
