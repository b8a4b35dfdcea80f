from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest

from flows.training.labels import LabelsError, read_labels, texts_of, together
from transforms.records import KINDS, ROLES, STATUSES

TEXT = "Tarn Mills opens\n\nOke Mills sold 40 boats last year, it said.\n"
LABELS = {
    "doc": "tarn-1",
    "sha256": sha256(TEXT.encode()).hexdigest(),
    "lines": {"title": [1]},
    "figures": [
        {"surface": "40", "start": 33, "end": 35, "kind": "count", "value": 40, "unit": "boat", "measure": "boats"}
    ],
}


def test_labels_find_their_text_by_its_digest_and_say_what_they_leave_out(tmp_path: Path) -> None:
    (tmp_path / "labels.jsonl").write_text(json.dumps(LABELS) + "\n", "utf-8")
    (tmp_path / "any name.txt").write_text(TEXT, "utf-8")
    (labels,) = read_labels([tmp_path / "labels.jsonl"])
    article = together(labels, texts_of([tmp_path])[labels["sha256"]].read_bytes())
    (figure,), (label,) = article.figures, article.labels
    assert (figure.surface, figure.sentence) == ("40", "Oke Mills sold 40 boats last year, it said.")
    assert (label["measure"], label["subject"], label["status"], label["vague"]) == ("boats", None, "reported", False)
    assert [line.role for line in article.lines] == ["title", "body"]


def test_labels_that_do_not_fit_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text("{", "utf-8")
    with pytest.raises(LabelsError, match=r"broken\.json, line 1: no JSON"):
        list(read_labels([tmp_path]))
    (tmp_path / "broken.json").write_text('{"doc": "a"}', "utf-8")
    with pytest.raises(LabelsError, match="figures, lines, sha256"):
        list(read_labels([tmp_path]))
    wrong = {**LABELS, "figures": [{**LABELS["figures"][0], "end": 40}]}  # type: ignore[index, dict-item]
    (tmp_path / "broken.json").write_text(json.dumps(wrong), "utf-8")
    with pytest.raises(LabelsError, match="'40' is not as long as 33:40"):
        together(next(read_labels([tmp_path / "broken.json"])), TEXT.encode())
    with pytest.raises(LabelsError, match="empty"):
        together(LABELS, b"")


def test_labels_of_the_package_are_whole_and_hold_no_text() -> None:
    folder = Path(str(files("seeds"))) / "labels"
    seen = set()
    for labels in read_labels([folder / "news.jsonl"]):
        assert labels["doc"] not in seen
        seen.add(labels["doc"])
        assert set(labels["lines"]) <= set(ROLES)
        for figure in labels["figures"]:
            assert figure["kind"] in KINDS
            assert figure["status"] in STATUSES
            assert len(figure["surface"]) == figure["end"] - figure["start"] <= 60
            assert figure["measure"] != "TODO"
    assert len(seen) > 300
