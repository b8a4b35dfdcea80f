"""Prints how many readings each change alters: `python -m tests.metamorphic [WEIGHTS] [FILE ...]`."""

from __future__ import annotations

import sys
from pathlib import Path

from flows.article_reader import article_reader
from tests.metamorphic.changes import CHANGES, changed_share


def main() -> None:
    """Read the articles of the gate and the samples, changed and not."""
    home = Path(__file__).parents[2]
    weights = sys.argv[1] if len(sys.argv) > 1 else ""
    paths = [Path(p) for p in sys.argv[2:]] or [
        *(home / "tests/gate/articles").glob("*.txt"),
        *(home / "seeds/sample").glob("*.txt"),
    ]
    texts = [p.read_text("utf-8", errors="replace") for p in sorted(paths)]
    reader = article_reader(weights=weights)
    for change in CHANGES:
        altered, asked = changed_share(reader, texts, change)
        print(f"{change.name:<24} {100 * altered / max(1, asked):5.1f}% of {asked}")  # noqa: T201


if __name__ == "__main__":
    main()
