"""Which sources are pages, and what is taken from one."""

from __future__ import annotations

import subprocess
import sys

import pytest

from transforms.reading.page import Page, declared_charset, is_page, read_page

ARTICLE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Ferry tolls double | Quay Post</title>
<meta property="og:title" content="Ferry tolls double"><meta name="author" content="Ana Reyes">
<meta property="og:site_name" content="Quay Post">
<meta property="article:published_time" content="2024-03-05T07:00:00Z"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Ferry tolls double</h1>
<p>Tolls for ferries rise from £4 to £8 in May, the harbour council said on Tuesday evening after a long debate.</p>
<p>The council wants the money for dredging, which took 14 weeks last year and cost a third more than planned.</p>
<p>“We have put this off for nine years,” said its chair, Jo Marsh, who voted for the rise with 11 others.</p>
</article><footer><p>© 2024 Quay Post Ltd</p></footer><script>track(1)</script></body></html>"""


@pytest.mark.parametrize(
    ("raw", "source", "expected"),
    [
        pytest.param(b"<!DOCTYPE html><html>", "a.txt", True, id="by its beginning"),
        pytest.param(b"\xef\xbb\xbf\n<!-- saved -->\n<HTML>", "-", True, id="behind a mark and a comment"),
        pytest.param("\ufeff<html>".encode("utf-16-le"), "-", True, id="in utf-16"),
        pytest.param(b"Some <b>words</b>", "story.html?x=1", True, id="by its name"),
        pytest.param(b"Some words", "story.html", False, id="a name without a tag"),
        pytest.param(b"He wrote <html> on the wall", "a.txt", False, id="a tag inside a story"),
        pytest.param(b"# Title\n\n<div>", "a.md", False, id="markdown"),
    ],
)
def test_pages_are_told_from_text(raw: bytes, source: str, expected: bool) -> None:
    assert is_page(raw, source) is expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'<meta charset="ISO-8859-2">', "iso8859-2"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        (b"<meta charset=nonsense-8>", None),
        (b"<meta charset=rot13>", None),
        (b"<p>none</p>", None),
    ],
)
def test_the_charset_a_page_declares(raw: bytes, expected: str | None) -> None:
    assert declared_charset(raw) == expected


def test_a_page_gives_its_article_and_what_it_says_of_itself() -> None:
    page = read_page(ARTICLE)
    assert page is not None
    assert page == Page(page.text, "Ferry tolls double", "Ana Reyes", "2024-03-05", "Quay Post")
    assert "Tolls for ferries rise from £4 to £8" in page.text
    assert "Sport" not in page.text
    assert "track(1)" not in page.text


@pytest.mark.parametrize("html", ["<html><body></body></html>", "<html>", "<" * 500, "<div>" * 3000])
def test_a_page_without_an_article_gives_none(html: str) -> None:
    assert read_page(html) is None


def test_reading_text_does_not_import_the_reader_of_pages() -> None:
    code = (
        "import sys; from transforms.reading.documents import read_document; read_document(b'A line.', 'a.txt');"
        "sys.exit('trafilatura' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
