"""Watching a folder: each file once, when it is written to the end, and again when it changes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from flows import watch as watching
from flows.watch import Watch, keep_watching

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_handed_on_once_it_stays_the_same_and_again_when_it_changed(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("It was there before.")
    watch = Watch([str(tmp_path)])
    new = tmp_path / "below" / "new.txt"
    assert watch.changed() == []
    new.parent.mkdir()
    new.write_text("Half of ")
    (tmp_path / "picture.png").write_bytes(b"1")
    assert watch.changed() == []
    new.write_text("Half of it came first.")
    assert watch.changed() == []
    assert watch.changed() == [str(new)]
    assert watch.changed() == []
    os.utime(tmp_path / "old.txt", ns=(1, 1))
    new.unlink()
    assert [watch.changed(), watch.changed(), watch.changed()] == [[], [str(tmp_path / "old.txt")], []]


def test_an_empty_folder_is_one_to_which_articles_may_come(tmp_path: Path) -> None:
    watch = Watch([str(tmp_path), str(tmp_path / "not yet")])
    for n in range(watching.MOST_NAMED + 1):
        (tmp_path / f"{n}.txt").write_text("7 boats")
    assert watch.changed() == []
    assert watch.changed() == [str(tmp_path), str(tmp_path / "not yet")]


def test_files_wait_until_a_run_can_be_begun(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    looks = iter([["a.txt"], ["b.txt"], []])
    begun: list[list[str]] = []

    class Scripted(Watch):
        def __init__(self) -> None:
            super().__init__([])

        def changed(self) -> list[str]:
            try:
                return next(looks)
            except StopIteration:
                raise KeyboardInterrupt from None

    def begin(files: list[str]) -> None:
        begun.append(files)
        if len(begun) == 1:
            raise ConnectionError("the server restarts")

    monkeypatch.setattr(watching.time, "sleep", lambda _: None)
    with pytest.raises(KeyboardInterrupt):
        keep_watching(Scripted(), 1.0, begin)
    assert begun == [["a.txt"], ["a.txt", "b.txt"]]
    assert "1 new files wait, a run could not be begun: the server restarts" in caplog.text
