"""Reads what a coverage-guided fuzzer makes up: `python -m tests.benchmarks.fuzz FOLDER [SECONDS]`, if not said 600.

Any text must be read without an exception; each figure, mask and refusal must stand where it says, and none may overlap
another. FOLDER collects the inputs that reached new code and begins with the sample articles. Needs atheris, which the
environment of the project does not have: `pip install atheris` into any environment, and run it from the repository.
"""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import Final

import atheris  # type: ignore[import-not-found] - not in the environment of the project

with atheris.instrument_imports(include=["transforms"]):
    from seeds.load import load_lexicon
    from transforms.figures.extract import Extractor
    from transforms.records import Line
    from transforms.sentences import sentences

ROOT: Final = Path(__file__).resolve().parents[2]
SECONDS: Final = "600"
LONGEST: Final = "600"
"""Bytes of an input: a paragraph."""


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a text that are not blank, each as a line of the story."""
    found = (m for m in re.finditer(r"[^\n]+", text) if m.group().strip())
    return tuple(Line(n, m.start(), m.end(), "body", None, m.group()) for n, m in enumerate(found, 1))


def main() -> None:
    """Fuzz until the time is over; the fuzzer prints what it reached, and ends with an input that breaks a rule."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for article in sorted((ROOT / "seeds" / "sample").glob("*.txt")):
        for n, paragraph in enumerate(article.read_bytes().split(b"\n\n")):
            (folder / f"{article.stem}-{n}").write_bytes(paragraph)
    extractor = Extractor(load_lexicon())

    def read(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        found = extractor.extract(text, sentences(text, lines_of(text)), "fuzz")
        spans = sorted((f.char_start, f.char_end, f.surface) for f in found.figures)
        spans += [(n.char_start, n.char_end, n.surface) for n in found.not_figures]
        for start, end, surface in spans:
            if text[start:end] != surface or not surface:
                raise AssertionError((start, end, surface))
        for (_, end, _), (start, _, _) in pairwise(sorted(spans)):
            if start < end:
                raise AssertionError(("overlap", start, end))

    seconds = sys.argv[2] if len(sys.argv) > 2 else SECONDS
    atheris.Setup([sys.argv[0], str(folder), f"-max_total_time={seconds}", f"-max_len={LONGEST}"], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
