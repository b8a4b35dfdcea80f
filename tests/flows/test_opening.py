"""What lies in archives, tables and web archives, and which of it is refused, within bounds of memory and time."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import tarfile
import zipfile
from typing import TYPE_CHECKING

import duckdb
import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from flows.intake import read_all
from flows.items import Limits
from flows.sources import SourceError, find_sources
from transforms.records import Document, Rejection

if TYPE_CHECKING:
    from pathlib import Path

ONE = "The mill at Northbank employs 40 people, its owner said on Tuesday."
TWO = "Its output rose by 12% last year to 300 tonnes of flour."
LIMIT = 10_000


def read(path: Path | str, mapping: dict[str, str] | None = None, limit: int = LIMIT) -> dict[str, str]:
    """Return for every name within the source its text, or the rule that refused it."""
    found = read_all(find_sources([str(path)]), Limits(limit, mapping or {}))
    return {
        name.removeprefix(str(path)): item.text if isinstance(item, Document) else item.rule_id for name, item in found
    }


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


MEMBERS = {"a.txt": ONE.encode(), "deep/b.txt": TWO.encode(), "picture.png": b"\x89PNG", "deep/.hidden.txt": b"x"}


@pytest.mark.parametrize(
    ("name", "mode"),
    [("a.tar", "w"), ("a.tar.gz", "w:gz"), ("a.tgz", "w:gz"), ("a.tar.bz2", "w:bz2"), ("a.txz", "w:xz")],
)
def test_the_articles_of_a_tar(tmp_path: Path, name: str, mode: str) -> None:
    assert read(tarred(tmp_path / name, MEMBERS, mode)) == {"!a.txt": ONE, "!deep/b.txt": TWO}


def test_the_articles_of_a_zip_and_a_folder_that_holds_one(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", MEMBERS)
    assert read(path) == {"!a.txt": ONE, "!deep/b.txt": TWO}
    assert set(read(tmp_path)) == {"/a.zip!a.txt", "/a.zip!deep/b.txt"}


def test_packed_articles_and_tables(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(ONE.encode()))
    (tmp_path / "b.gz").write_bytes(gzip.compress(TWO.encode()))
    rows = "".join(json.dumps({"text": text}) + "\n" for text in (ONE, TWO))
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(rows.encode()))
    assert read(tmp_path / "a.txt.gz") == {"": ONE}
    assert read(tmp_path / "b.gz") == {"": TWO}
    assert read(tmp_path / "c.jsonl.gz") == {"#1": ONE, "#2": TWO}
    table = zipped(
        tmp_path / "d.zip", {"rows.csv": f"body\n{ONE}\n".replace(",", ";").encode(), "e.txt.gz": gzip.compress(b"x y")}
    )
    assert read(table) == {"!rows.csv#1": ONE.replace(",", ";"), "!e.txt.gz": "x y"}


@pytest.mark.parametrize("name", ["../up.txt", "/root.txt", "C:/x.txt", "a/../../b.txt", "..\\up.txt"])
def test_a_member_whose_name_leads_out_is_refused_and_the_others_are_read(tmp_path: Path, name: str) -> None:
    members = {name: b"bad", "good.txt": ONE.encode()}
    for path in (tarred(tmp_path / "a.tar", members), zipped(tmp_path / "a.zip", members)):
        found = read(path)
        assert list(found.values()) == ["read.archive_path", ONE]


def test_links_nested_archives_and_encrypted_members_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert read(path) == {"!link.txt": "read.not_a_file"}
    inner = zipped(tmp_path / "inner.zip", {"a.txt": ONE.encode()}).read_bytes()
    assert read(zipped(tmp_path / "outer.zip", {"inner.zip": inner})) == {"!inner.zip": "read.nested_archive"}
    data = bytearray(zipped(tmp_path / "locked.zip", {"a.txt": ONE.encode()}).read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(bytes(data))
    assert read(tmp_path / "locked.zip") == {"!a.txt": "read.encrypted"}


def test_broken_archives_give_what_stood_before_and_say_where_they_broke(tmp_path: Path) -> None:
    for name, mode in (("cut.tar.gz", "w:gz"), ("cut.tar", "w")):
        noise = {f"{n}.txt": bytes(str(n) * 4000, "ascii") for n in range(9)}
        path = tarred(tmp_path / name, {"a.txt": ONE.encode(), **noise}, mode)
        whole = path.read_bytes()
        path.write_bytes(whole[: int(len(whole) * 0.8)])
        found = read(path)
        assert (found["!a.txt"], found[""]) == (ONE, "read.broken_archive")
    for name in ("no.zip", "no.tar", "no.tar.gz", "no.txt.gz", "no.warc", "no.warc.gz", "no.tar.xz", "no.tar.bz2"):
        (tmp_path / name).write_bytes(b"this is no archive at all" * 50)
        assert read(tmp_path / name) == {"": "read.broken_archive"}, name
    cut = zipped(tmp_path / "cut.zip", {"a.txt": ONE.encode()})
    cut.write_bytes(cut.read_bytes()[:-30])
    assert read(cut) == {"": "read.broken_archive"}


def test_what_expands_a_thousandfold_is_refused(tmp_path: Path) -> None:
    zeros = b"0" * 60_000_000
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(zeros))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(zeros))
    assert read(tmp_path / "a.txt.gz", limit=50_000_000) == {"": "read.expands"}
    assert read(tmp_path / "a.txt.gz") == {"": "read.too_large"}
    assert read(tmp_path / "b.jsonl.gz") == {"": "read.line_too_long"}
    assert read(zipped(tmp_path / "a.zip", {"a.txt": zeros, "b.txt": ONE.encode()})) == {
        "!a.txt": "read.expands",
        "!b.txt": ONE,
    }
    assert read(tarred(tmp_path / "a.tar.bz2", {"a.txt": ONE.encode(), "b.txt": zeros, "c.txt": b"c"}, "w:bz2")) == {
        "!a.txt": ONE,
        "!b.txt": "read.too_large",
        "": "read.expands",
    }
    (tmp_path / "twice.txt.gz").write_bytes(gzip.compress(gzip.compress(bz2.compress(zeros))))
    assert read(tmp_path / "twice.txt.gz") == {"": "read.binary"}


CSV = (
    "headline,body,author,date,publisher\n"
    'Tolls,"Tolls rose, ""again"".\nBy 5%.",Ana Reyes,2024-03-05T07:00,Quay Post\nMill,Short row\n'
)


def test_the_rows_of_a_csv_with_what_its_columns_say(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(CSV, "utf-8-sig")
    (_, first), (_, second) = read_all(find_sources([str(path)]), Limits(LIMIT))
    assert isinstance(first, Document)
    assert (first.source, first.text) == (f"{path}#1", 'Tolls rose, "again".\nBy 5%.')
    assert (first.title, first.byline, first.published, first.published_precision, first.outlet, first.reader) == (
        *("Tolls", "Ana Reyes", "2024-03-05", "day", "Quay Post"),
        "text of a row",
    )
    assert isinstance(second, Rejection)
    assert (second.source, second.rule_id) == (f"{path}#2", "read.row")
    assert "2 cells, the header 5" in second.reason


@pytest.mark.parametrize(
    ("name", "content", "mapping", "expected"),
    [
        pytest.param(
            "a.csv", b"id;text\n1;one two\n2;\n", {}, {"#1": "one two", "#2": "read.no_text"}, id="semicolons"
        ),
        pytest.param("a.tsv", b"id\ttext\n1\tone two\n", {}, {"#1": "one two"}, id="tabs"),
        pytest.param("a.csv", "text\nna\u00efve one\n".encode("cp1252"), {}, {"#1": "na\u00efve one"}, id="cp1252"),
        pytest.param("a.csv", b"x,y\none two,three\n", {"text": "y"}, {"#1": "three"}, id="mapped"),
        pytest.param("a.csv", b"x,y\none,two\n", {}, {"": "read.columns"}, id="no column of text"),
        pytest.param("a.csv", b"text\none two\n", {"text": "z"}, {"": "read.columns"}, id="a column that is not there"),
        pytest.param("a.csv", b"", {}, {"": "read.empty"}, id="empty"),
        pytest.param("a.csv", b"text\n\x00\x01binary", {}, {"": "read.binary"}, id="binary"),
        pytest.param("a.csv", b'text\n"' + b"x\n" * 9000, {}, {"": "read.broken_table"}, id="a quote never closed"),
        pytest.param("a.csv", b"text\n" + b"x" * 200_000, {}, {"": "read.line_too_long"}, id="an endless line"),
        pytest.param(
            "a.jsonl",
            b'{"text": "one two"}\n\nno\n[1]\n',
            {},
            {"#1": "one two", "#3": "read.row", "#4": "read.row"},
            id="lines",
        ),
        pytest.param("a.jsonl", b"[" * 9000, {}, {"#1": "read.row"}, id="nested without end"),
        pytest.param("a.jsonl", b'{"x": 1}\n', {}, {"": "read.columns"}, id="no text in lines"),
        pytest.param("a.jsonl", b'{"story": {"p": 1}}', {"text": "story"}, {"#1": "{'p': 1}"}, id="an object as text"),
        pytest.param("a.parquet", b"PAR1 not really", {}, {"": "read.broken_table"}, id="no parquet"),
    ],
)
def test_tables(tmp_path: Path, name: str, content: bytes, mapping: dict[str, str], expected: dict[str, str]) -> None:
    (tmp_path / name).write_bytes(content)
    assert read(tmp_path / name, mapping) == expected


def test_the_rows_of_a_parquet_file(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    row = """SELECT range AS "the id", 'Text of row ' || range AS "the ""story""\" FROM range(450)"""
    duckdb.sql(f"COPY ({row}) TO '{path}'")
    found = read(path, {"text": 'the "story"'})
    assert (len(found), found["#1"], found["#450"]) == (450, "Text of row 0", "Text of row 449")


def warc(*pages: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    for address, content in pages:
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = address
        record.is_http = True
        record.set_bytes_content(content)
        record.write(out)
    return out.getvalue()


PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><article><p>" + (
    f"{ONE} {TWO}</p><p>{TWO} {ONE}</p></article></body></html>".encode()
)


def test_the_pages_of_a_web_archive(tmp_path: Path) -> None:
    pages = warc(
        ("https://example.org/a", PAGE),
        ("https://example.org/gone", PAGE.replace(b"200 OK", b"404 Not Found")),
        ("https://example.org/b.png", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
        ("https://example.org/long", PAGE + b"x" * LIMIT),
    )
    (tmp_path / "a.warc").write_bytes(pages)
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(pages))
    for path in (tmp_path / "a.warc", tmp_path / "b.warc.gz"):
        found = read(path)
        assert list(found) == ["!https://example.org/a", "!https://example.org/long"]
        assert found["!https://example.org/a"].startswith(ONE)
        assert found["!https://example.org/long"] == "read.too_large"


def test_addresses_are_opened_by_their_protocol(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ONE)
    zipped(tmp_path / "b.zip", {"c.txt": TWO.encode()})
    assert read(f"file://{tmp_path}/a.txt") == {"": ONE}
    assert read(f"file://{tmp_path}/b.zip") == {"!c.txt": TWO}
    assert set(read(f"file://{tmp_path}")) == {"/a.txt", "/b.zip!c.txt"}


@pytest.mark.parametrize("address", ["nosuch://bucket/a.txt", "file:///nowhere/at/all/"])
def test_an_address_that_nobody_can_open_says_so(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.intake.WAITS", ())
    try:
        assert read(address) == {"": "read.gone"}
    except SourceError as error:
        assert address in str(error)  # noqa: PT017 - either is said in words
