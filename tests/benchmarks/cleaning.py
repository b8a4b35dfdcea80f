"""How well lines are told apart, beside nobody: the measures of the shared folder, run on what the command prints.

    python -m tests.benchmarks.cleaning

Labelled lines, clean articles (every line removed from one is a loss), pages as HTML and as plain text. The scorers are
the shared folder's own; where it is absent nothing is measured, and that is said.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from resiliparse.extract.html2text import extract_plain_text

from flows.table import text_table
from seeds.load import load_lexicon
from tests.benchmarks.peers import SHARED
from transforms.cleaning.clean import Cleaner
from transforms.reading.decode import Decoded, decode
from transforms.reading.page import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES: Final = SHARED / "benchmarks" / "boilerplate"
SCORER: Final = PAGES / "score.py"
LINE_SCORES: Final = ("f1", "precision", "recall", "role_accuracy", "body_lost", "body_lines")


def cleaning() -> Iterator[tuple[str, float]]:
    """Yield every measure with its name; nothing, and a message, where the shared folder is absent."""
    if not SCORER.is_file():
        print(f"the measures of cleaning are SKIPPED: no {SCORER}", file=sys.stderr)  # noqa: T201 - a program's output
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _lines(folder)
        yield from _clean_articles(folder)
        yield from _pages(folder)


def _explain(out: Path, *arguments: str) -> list[dict[str, Any]]:
    """Write and return what the command says of the lines of its sources."""
    command = [sys.executable, "-m", "flows.cli", "explain", "--json", "--no-context", *arguments]
    with out.open("w") as file:
        subprocess.run(command, stdout=file, stderr=subprocess.PIPE, check=True)
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def _score(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(SCORER), *arguments, "--json"], check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout))


def _lines(folder: Path) -> Iterator[tuple[str, float]]:
    for part in ("seeds", "dev"):
        out = folder / f"{part}.jsonl"
        _explain(out, str(SHARED / "corpus" / part))
        scores = _score("lines", "--gold", str(SHARED / "gold" / part), "--pred", str(out))
        for name in LINE_SCORES:
            yield f"labelled lines of {part}, {name}", scores[name]


def _clean_articles(folder: Path) -> Iterator[tuple[str, float]]:
    with tarfile.open(SHARED / "corpus" / "bbc.tar.gz") as archive:
        archive.extractall(folder / "clean", filter="data")
    cleaner = Cleaner(load_lexicon())
    texts = [decode(path.read_bytes()) for path in sorted((folder / "clean").rglob("*.txt"))]
    read = [text.text for text in texts if isinstance(text, Decoded)]
    started = time.process_time()
    roles = [line.role for text in read for line in cleaner.lines(text)]
    seconds = time.process_time() - started
    yield "clean articles", len(read)
    yield "clean articles, lines", len(roles)
    yield "clean articles, lines removed", roles.count("boilerplate")
    yield "clean articles, MB of text a CPU second", sum(len(text.encode()) for text in read) / seconds / 1e6


def _pages(folder: Path) -> Iterator[tuple[str, float]]:
    with tarfile.open(PAGES / "article-pages.dev.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    (folder / "text").mkdir()
    pages = {path: path.read_bytes().decode("utf-8", "replace") for path in sorted((folder / "html").glob("*.html"))}
    for path, html in pages.items():
        text = extract_plain_text(html, main_content=False, alt_texts=False)
        (folder / "text" / f"{path.stem}.txt").write_text(text, "utf-8")
    for name, arguments in {
        "pages as HTML": [str(folder / "html")],
        "pages as plain text": ["--as-page", str(folder / "text")],
        "pages as plain text, unasked": [str(folder / "text")],
    }.items():
        read = _explain(folder / "pages.jsonl", *arguments)
        body = {one["doc"]: "\n".join(x["text"] for x in one["lines"] if x["role"] == "body") for one in read}
        predicted = folder / "predicted.json"
        predicted.write_text(json.dumps({path.stem: {"articleBody": body.get(path.stem, "")} for path in pages}))
        scores = _score("extract", "--truth", str(PAGES / "ground-truth.dev.json"), "--pred", str(predicted))
        for measure in ("f1", "precision", "recall"):
            yield f"{name}, {measure}", scores["predicted"][measure]
    yield "reading pages, CPU time over that of trafilatura alone", _beside_trafilatura(list(pages.values()))


def _beside_trafilatura(pages: list[str]) -> float:
    """Return our CPU time over trafilatura's for text and metadata, page by page in turn, the least of three tries."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - slow to import

    def alone(html: str) -> None:
        bare_extraction(html, include_comments=False, with_metadata=True)

    def seconds(call: Any, html: str) -> float:
        started = time.process_time()
        call(html)
        return time.process_time() - started

    tries = [[(seconds(read_page, html), seconds(alone, html)) for html in pages] for _ in range(3)]
    ours, theirs = (sum(min(run[i][k] for run in tries) for i in range(len(pages))) for k in (0, 1))
    return ours / theirs


def main() -> None:
    """Measure and print."""
    print(text_table(("what", "number"), [(name, round(number, 4)) for name, number in cleaning()]))  # noqa: T201 - as above


if __name__ == "__main__":
    main()
