"""The hand labels are what they say: every sample has one, spans hold their surfaces, fields keep to the vocabulary."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from seeds.load import sample_folder
from tests.golden.labels import Row, label_files, place, read_labels, sample_of
from transforms.reading.documents import read_document
from transforms.records import CHANGES, COMPARATORS, KINDS, ROLES, STATUSES, Document, digest

if TYPE_CHECKING:
    from pathlib import Path

LABELS = [pytest.param(path, id=path.stem) for path in label_files()]
FIELDS = ["surface", "start", "end", "kind", "value", "low", "high", "unit", "comparator", "change", "vague",
          "measure", "subject", "base", "period", "speaker", "status"]  # fmt: skip
TEXTS = [pytest.param(path, id=path.stem) for path in label_files() if "lines" in read_labels(path)]


def document_of(labels: Row) -> Document:
    sample = sample_of(labels)
    document = read_document(sample.read_bytes(), str(sample))
    assert isinstance(document, Document), document
    return document


def test_every_sample_is_labelled_and_every_label_has_its_sample() -> None:
    labelled = {sample_of(read_labels(path)).name for path in label_files()}
    assert labelled == {path.name for path in sample_folder().iterdir() if path.is_file()}


@pytest.mark.parametrize("path", LABELS)
def test_labels_are_of_the_bytes_that_are_there(path: Path) -> None:
    labels = read_labels(path)
    assert labels["doc"] == path.stem
    assert labels["sha256"] == sha256(sample_of(labels).read_bytes()).hexdigest()
    assert document_of(labels).doc_id == digest(sample_of(labels).read_bytes())


@pytest.mark.parametrize("path", TEXTS)
def test_spans_hold_their_surfaces_in_order_without_overlap(path: Path) -> None:
    labels = read_labels(path)
    text = document_of(labels).text
    spans = [(figure["start"], figure["end"]) for figure in labels["figures"]]
    assert [text[start:end] for start, end in spans] == [figure["surface"] for figure in labels["figures"]]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize("path", TEXTS)
def test_every_line_that_is_not_blank_has_one_role(path: Path) -> None:
    labels = read_labels(path)
    numbers = [n for n, line in enumerate(document_of(labels).text.split("\n"), 1) if line.strip("\ufeff \t\r")]
    assert [line["n"] for line in labels["lines"]] == numbers
    assert {line["role"] for line in labels["lines"]} <= set(ROLES)


@pytest.mark.parametrize("path", TEXTS)
def test_no_figure_stands_in_boilerplate(path: Path) -> None:
    labels = read_labels(path)
    text = document_of(labels).text
    roles = {line["n"]: line["role"] for line in labels["lines"]}
    where = [(figure["surface"], roles[text.count("\n", 0, figure["start"]) + 1]) for figure in labels["figures"]]
    assert [surface for surface, role in where if role in {"boilerplate", "byline"}] == []


@pytest.mark.parametrize("path", LABELS)
def test_fields_keep_to_the_vocabulary(path: Path) -> None:
    for figure in read_labels(path)["figures"]:
        assert [field for field in FIELDS if field in figure] == list(figure), figure
        assert figure["kind"] in KINDS
        assert figure["comparator"] in COMPARATORS
        assert figure["change"] in (None, *CHANGES)
        assert figure["status"] in STATUSES
        assert figure["unit"]
        assert (figure["value"] is None) == (figure["low"] is not None) == (figure["high"] is not None), figure
        assert (figure["kind"] == "money") == bool(re.fullmatch("[A-Z]{3}", figure["unit"])), figure


@pytest.mark.parametrize("path", LABELS)
def test_context_is_worded_as_the_document_words_it(path: Path) -> None:
    labels = read_labels(path)
    raw = sample_of(labels).read_bytes()
    page = raw.decode("utf-8").replace("&rsquo;", "’").replace("&pound;", "£") if "lines" not in labels else None
    known = words(page or document_of(labels).text)
    for figure in labels["figures"]:
        for field in ("measure", "subject", "base", "period", "speaker"):
            assert words(figure[field] or "") <= known, (figure["surface"], field, figure[field])


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def test_labels_without_offsets_are_placed_in_reading_order_on_whole_words() -> None:
    text = "A seventh of 17 boats, then seven boats and 7 more."
    labels: list[Row] = [{"surface": "seven"}, {"surface": "7"}, {"surface": "nine"}]
    assert [(row["start"], row["end"]) for row in place(labels, text)] == [(28, 33), (44, 45), (-1, -1)]
