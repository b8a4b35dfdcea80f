"""Whether memory stays flat while many documents are read, with context: `python -m tests.benchmarks.memory [N]`.

Pieces of news articles of the shared corpus, numbered so that no two are the same and made-up names in them so that no
vocabulary ever ends, are read in one process. Prints the resident memory after each tenth; judges nothing.
"""

from __future__ import annotations

import argparse
import sys
import tarfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flows.article_reader import article_reader
from transforms.reading.documents import read_document
from transforms.records import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

ARCHIVE: Final = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "bbc.tar.gz"
LENGTH: Final = 500
"""Characters of a piece: two or three paragraphs."""

SYLLABLES: Final = ("ba", "dor", "fen", "gul", "har", "kim", "lo", "mer", "nis", "ol")


def made_up(n: int) -> str:
    """Return a name that only document `n` has."""
    return "".join(SYLLABLES[int(digit)] for digit in str(n)).title()


def documents(count: int) -> Iterator[Document]:
    """Yield `count` documents, each a piece of an article with a paragraph of its own."""
    with tarfile.open(ARCHIVE) as tar:
        names = sorted(member.name for member in tar.getmembers() if member.isfile())
        files = (tar.extractfile(name) for name in names)
        texts = [file.read().decode("utf-8", "replace") for file in files if file is not None]
    pieces = [text[at : at + LENGTH] for text in texts for at in range(0, len(text), LENGTH)]
    for n in range(count):
        text = f"{pieces[n % len(pieces)]}\n\n{made_up(n)} said {n + 2:,} crates were lost at {made_up(n)} Quay."
        document = read_document(text.encode(), f"piece-{n}.txt")
        if isinstance(document, Document):
            yield document


def resident() -> float:
    """Return the resident memory of this process in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def main() -> None:
    """Read, and print resident memory as it goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    count = parser.parse_args().count
    if not ARCHIVE.is_file():
        print(f"SKIPPED: no {ARCHIVE}", file=sys.stderr)  # noqa: T201 - the output of this program
        return
    articles, figures = article_reader().read_many(documents(count)), 0
    for tenth in range(10):
        figures += sum(len(article.figures) for article in islice(articles, max(1, count // 10)))
        print(f"{(tenth + 1) * count // 10:>8,} documents  {figures:>9,} figures  {resident():8.1f} MB", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
