"""The sample articles keep the shapes of scraped news that they are there for, and state the figures they must."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from seeds.load import sample_folder

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES = sorted(path for path in sample_folder().iterdir() if path.is_file())


def raw(stem: str) -> bytes:
    (path,) = [path for path in SAMPLES if path.stem == stem]
    return path.read_bytes()


def text_of(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")


ALL_TEXT = "\n".join(text_of(path).replace("\r\n", "\n").replace("’", "'") for path in SAMPLES)


def test_there_are_enough_articles_of_the_length_of_articles() -> None:
    assert len(SAMPLES) >= 10
    lengths = {path.stem: len(text_of(path).split()) for path in SAMPLES}
    assert {stem: n for stem, n in lengths.items() if not 250 <= n <= 700} == {}


def test_one_article_is_cp1252_and_not_utf8() -> None:
    data = raw("northgate-daily-envoy-demand")
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert {"£", "€", "‘", "’", "–", "é"} <= set(data.decode("cp1252"))


def test_one_article_has_crlf_on_every_line() -> None:
    data = raw("estuary-post-rate-cut")
    assert data.count(b"\r\n") == data.count(b"\n") > 20


def test_one_article_starts_with_a_byte_order_mark() -> None:
    assert raw("plains-herald-late-monsoon").startswith(b"\xef\xbb\xbfLate monsoon")


def test_one_article_ends_without_a_line_break() -> None:
    assert not raw("tern-gazette-lighthouse-keeper").endswith(b"\n")


def test_one_sample_is_a_whole_page() -> None:
    (page,) = [text_of(path) for path in SAMPLES if path.suffix == ".html"]
    parts = ("<nav", 'class="cookie"', "<article>", "<h1>", '<meta name="author"', "<time datetime=", "<figcaption>",
             "<aside>", "<footer>", "<script>")  # fmt: skip
    assert [part for part in parts if part not in page] == []


@pytest.mark.parametrize(
    "shape",
    [
        r"^Hide Ad\nHide Ad$",
        r"^(.{30,})\1\n\1 \| AP$",
        r"^\(\n\(Image: [^)]+\)\)$",
        r"^\(\n[^()]+\)$",
        r"Cookie SettingsTerms and ConditionsPrivacy notice",
        r"^ ?0 comments$",
        r"consider making a (?:donation|contribution)",
        r"newsletter lands",
        r"^\[[^]]+\]\(mailto:",
        r"^\*\*\[.+\]\(https://.+\)\*\*$",
        r"^Read more: ",
        r"^ .+ \d:\d\d$",
        r"^ Follow\n .+ \? @\w+\n.+\n\d+:\d\d [AP]M - \d+ \w+ \d{4}\n +[\d,]+ [\d,]+ Retweets",
        r"^1\. .+\n\n2\. .+\n\n3\. ",
        r"^Votes for the government:\n.+: 306\nVotes against:\n.+: 232$",
        r"[a-z]\n\n[a-z]",
        r"^# ",
        r"“[^”]+\n\n“[^”]+”",
    ],
)
def test_shape_of_scraped_text_occurs(shape: str) -> None:
    assert re.search(shape, ALL_TEXT, re.MULTILINE), shape


@pytest.mark.parametrize(
    "surface",
    [
        "2.3 per cent", "2.3%", "2.5%", "2.5 per cent", "3%", "3 per cent", "3.5%", "3.5 per cent", "5%", "5 per cent",
        "at least 370,000", "600,000", "$60 billion", "$4.7 billion", "50%", "ninety-minute", "percentage points",
        "one in five", "two-thirds", "three times", "between 5 and 10 per cent", "£20m to £25m", "10-15 years",
        "fifth highest", "306 to 232", "52-48", "miles", "tonnes", "30mm", "up 2.1%", "no more than", "up to",
        "nearly", "around", "more than", "dozens", "Tens of thousands", "crore", "lakh", "¥7.5 billion", "€2.9bn",
        "£66bn", "C$489",
    ],
)  # fmt: skip
def test_figure_the_product_is_for_occurs(surface: str) -> None:
    assert surface in ALL_TEXT


@pytest.mark.parametrize(
    "name",
    ["G7", "No 10", "Article 5 ", "Article 50", "Boeing 737", "Boeing 757", "World War II", "the 1980s", "the 2080s",
     "47th president", "since 1843", "7 Shore Road", "0191 555 0142", "11.40pm", "DHC-2", "18 June"],
)  # fmt: skip
def test_number_that_is_no_figure_occurs(name: str) -> None:
    assert name in ALL_TEXT


def test_two_outlets_carry_one_agency_text_with_small_differences() -> None:
    ours = [set(re.split(r"(?<=[.”])\s+", text_of(path))) for path in SAMPLES if path.stem.endswith("-rate-cut")]
    shared = ours[0] & ours[1]
    assert len(ours) == 2
    assert len(shared) >= 4
    assert ours[0] - shared
    assert ours[1] - shared


def test_two_outlets_disagree_on_one_toll() -> None:
    assert "At least 14 people were killed" in raw("coastline-daily-mine-dam").decode()
    assert "kills at least 19" in raw("kestrel-times-mine-dam").decode()
