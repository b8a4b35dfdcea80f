"""Runs the gate: `python -m tests.gate`, or `make gate`. Exit 1 when a whole record is right less often than before.

It scores the reader, and beside it the baseline that takes the nearest noun and name, on the articles of this folder,
written and labelled by somebody who had not read the reader's code, and on the samples (`tests/golden`), none of which
it learned from; and, where the labelled sets of CONTRIBUTING.md lie beside the project, on packed articles that nobody
looks at. `--raise` writes what was measured into floors.json after an improvement.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from flows.article_reader import article_reader
from flows.explain import article_object
from flows.weights import NEAREST
from tests.gate.records import FIELDS, TEXTS, Score, score
from tests.golden.labels import label_files, place, read_labels, sample_of
from transforms.reading.documents import read_document
from transforms.records import Document

if TYPE_CHECKING:
    from transforms.article import ArticleReader

HERE: Final = Path(__file__).parent
FLOORS: Final = HERE / "floors.json"
SHARED: Final = HERE.parents[2] / "shared" / "gold"
NOISE: Final = 4.0
"""Points of full record that another draw of articles may change either way (bootstrap over articles)."""


Labelled = dict[str, tuple[Path, list[dict[str, Any]]]]
"""Articles by name: the file, and the labels of its figures."""


def own() -> Labelled:
    """Return the articles of this folder."""
    files = sorted((HERE / "labels").glob("*.json"))
    return {p.stem: (HERE / "articles" / f"{p.stem}.txt", json.loads(p.read_text("utf-8"))["figures"]) for p in files}


def samples() -> Labelled:
    """Return the samples, those of pages without offsets."""
    return {labels["doc"]: (sample_of(labels), labels["figures"]) for labels in map(read_labels, label_files())}


def scored(reader: ArticleReader, articles: Labelled) -> Score:
    """Return the score of a reader on labelled articles."""
    labelled, read = {}, {}
    for name, (path, labels) in articles.items():
        document = read_document(path.read_bytes(), path.name)
        assert isinstance(document, Document), document
        labelled[name] = place(labels, document.text)
        read[name] = article_object(reader.read(document), name)["figures"]
    return score(labelled, read)


def table(ours: Score, baseline: Score) -> str:
    """Return the scores side by side, in words."""
    low, high = ours.interval()
    lines = [
        f"full record {ours.full_record:5.1f} ({low:.1f} to {high:.1f}); nearest {baseline.full_record:5.1f}",
        "field      right  nearest  F1 where labelled  off by  kept at 80%",
    ]
    for name in FIELDS:
        f1 = f"{100 * sum(ours.f1[name]) / max(1, len(ours.f1[name])):17.1f}" if name in TEXTS else " " * 17
        off = ours.off_by(name)
        shown = "     -" if off is None else f"{off:6.1f}"
        lines.append(
            f"{name:<9} {ours.right(name):6.1f} {baseline.right(name):8.1f} {f1}  {shown} {ours.kept(name):12.1f}"
        )
    return "\n".join(lines)


def blind() -> dict[str, Any] | None:
    """Return the totals of the packed articles, printed as they come, or None where they are not there."""
    script = SHARED / "blind.py"
    if not script.exists():
        print(f"NOT SCORED on the packed articles: {script.name} is not beside the project.")  # noqa: T201
        return None
    out = HERE / "blind.json"
    command = Path(sys.executable).with_name("tallywire")
    try:
        subprocess.run([sys.executable, str(script), str(command), "--json", str(out)], check=True)
        totals: dict[str, Any] = json.loads(out.read_text("utf-8"))
    finally:
        out.unlink(missing_ok=True)
    return totals


def main() -> int:
    """Score, compare with the floors, and say what fell."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])  # type: ignore[union-attr]
    parser.add_argument("--raise", dest="raised", action="store_true", help="write the scores as the new floors")
    asked = parser.parse_args()
    measured = {}
    for name, articles in (("own", own()), ("samples", samples())):
        ours, baseline = scored(article_reader(), articles), scored(article_reader(weights=NEAREST), articles)
        print(f"{name}, {len(articles)} articles:\n{table(ours, baseline)}\n")  # noqa: T201
        measured[name] = round(ours.full_record, 1)
    totals = blind()
    if totals is not None:
        measured["blind"] = round(totals["full_record"], 1)
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8"))
    if asked.raised:
        FLOORS.write_text(json.dumps({**floors, **measured}, indent=1) + "\n", encoding="utf-8")
        return 0
    fallen = {name: value for name, value in measured.items() if value < floors.get(name, 0) - NOISE}
    for name, value in fallen.items():
        print(f"FELL: full record on {name} is {value}, was {floors[name]}: more than the noise of {NOISE} points")  # noqa: T201
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
