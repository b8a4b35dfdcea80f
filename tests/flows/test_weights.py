from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from flows.article_reader import article_reader
from flows.versions import reader_version, rules_version
from flows.weights import NEAREST, WeightsError, load_weights, weights_folder, weights_version
from seeds.load import sample_folder
from transforms.reading.documents import read_document
from transforms.records import Document

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = next(p for p in sorted(sample_folder().iterdir()) if p.suffix == ".txt")


def document() -> Document:
    found = read_document(SAMPLE.read_bytes(), SAMPLE.name)
    assert isinstance(found, Document)
    return found


def test_readings_do_not_depend_on_what_was_read_before() -> None:
    reader, other = article_reader(), article_reader()
    assert reader.read(document()) == reader.read(document()) == other.read(document())


def test_every_choice_is_calibrated_and_placed() -> None:
    text = document().text
    for figure in article_reader().read(document()).figures:
        assert figure.context is not None
        for field, choices in figure.context.choices.items():
            assert [c.confidence for c in choices] != []
            assert all(0 <= c.confidence < 1 for c in choices)
            for c in choices:
                placed = c.start is not None and c.end is not None and text[c.start : c.end].strip()
                assert placed or c.value is None or field == "status"


def test_the_baseline_is_another_reader_of_another_version() -> None:
    assert load_weights(NEAREST) is None
    assert (
        len({rules_version(), rules_version(weights=NEAREST)}) == len({reader_version(), reader_version(NEAREST)}) == 2
    )
    reading = article_reader(weights=NEAREST).read(document())
    made = {c.by.split(".")[0] for f in reading.figures if f.context for c in f.context.choices["measure"]}
    assert made == {NEAREST}


def test_other_weights_are_another_version(tmp_path: Path) -> None:
    shutil.copytree(weights_folder(), tmp_path / "mine")
    (tmp_path / "mine" / "curves.json").write_text('{"curves": {}}', "utf-8")
    assert weights_version(str(tmp_path / "mine")) != weights_version()


@pytest.mark.parametrize("broken", ["encoder.onnx", "heads.npz", "tokenizer.json", "curves.json"])
def test_weights_that_cannot_be_used_are_named(tmp_path: Path, broken: str) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(weights_folder(), mine)
    (mine / broken).write_bytes(b"no weights")
    with pytest.raises(WeightsError, match=r"mine: they do not load .*tallywire train"):
        load_weights(str(mine))
    lacking = tmp_path / "lacking"
    shutil.copytree(weights_folder(), lacking)
    (lacking / broken).unlink()
    with pytest.raises(WeightsError, match=f"{broken} cannot be read"):
        weights_version(str(lacking))
