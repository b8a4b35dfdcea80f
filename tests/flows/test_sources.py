"""Which sources an argument names, and which are refused before their bytes are looked at."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from flows.sources import Source, SourceError, find_sources, read_bytes
from transforms.records import Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534


def write(path: Path, text: str = "The mill employs 40 people.\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def refusal(source: Source, max_bytes: int = 1000) -> tuple[str, str]:
    read = read_bytes(source, max_bytes)
    assert isinstance(read, Rejection)
    assert (read.stage, read.source) == ("read", source.name)
    return read.rule_id, read.reason


def test_a_folder_gives_its_articles_sorted_and_names_what_it_passes_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "deep/c.HTML", "deep/d.htm", "picture.png", ".hidden.txt", ".git/config.txt"):
        write(tmp_path / name)
    sources = find_sources([str(tmp_path)])
    assert [source.name for source in sources.found] == [
        str(tmp_path / name) for name in ("a.md", "b.txt", "deep/c.HTML", "deep/d.htm")
    ]
    assert sorted(sources.ignored) == [str(tmp_path / name) for name in (".git", ".hidden.txt", "picture.png")]
    assert sources.rejected == ()


def test_a_file_named_by_itself_may_have_any_suffix_and_comes_once(tmp_path: Path) -> None:
    file = write(tmp_path / "story.news")
    assert find_sources([str(file), str(file)]).found == (Source(str(file), file),)


def test_a_dash_is_standard_input_and_its_short_name_is_stdin() -> None:
    (source,) = find_sources(["-", "-"]).found
    assert (source.name, source.path, source.stem) == ("-", None, "stdin")


@pytest.mark.parametrize("name", ["nowhere.txt", "x" * 300], ids=["missing", "too-long"])
def test_a_path_that_is_not_there_is_an_error_that_says_what_to_do(name: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"name an article"):
        find_sources([str(tmp_path / name)])


def test_a_folder_without_an_article_is_an_error_that_says_what_was_looked_for(tmp_path: Path) -> None:
    write(tmp_path / "picture.png")
    with pytest.raises(SourceError, match=r"no article in this folder \(looked for \.txt .* passed over 1 others\)"):
        find_sources([str(tmp_path)])


def test_who_may_wait_for_articles_is_told_what_is_not_there_and_given_the_rest(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    file = write(tmp_path / "story.txt")
    arguments = [str(tmp_path / "inbox"), str(tmp_path / "later"), str(file)]
    sources = find_sources(arguments, may_be_empty=True)
    assert sources.found == (Source(str(file), file),)
    assert [message.partition(": ")[0] for message in sources.empty] == arguments[:2]
    with pytest.raises(SourceError, match="nonsense"):
        find_sources(["nonsense://a/b"], may_be_empty=True)


def test_bytes_come_unchanged(tmp_path: Path) -> None:
    raw = b"\xff\x00\r\n odd \xe2\x80\x99"
    (tmp_path / "a.txt").write_bytes(raw)
    assert read_bytes(Source("a", tmp_path / "a.txt"), len(raw)) == raw


def test_a_file_over_the_limit_is_refused_by_its_size(tmp_path: Path) -> None:
    rule, reason = refusal(Source("a", write(tmp_path / "a.txt", "x" * 1001)))
    assert (rule, reason) == (
        "read.too_large",
        "it has 1,001 bytes, the limit is 1,000; split it, or raise the setting max_bytes",
    )


def test_standard_input_over_the_limit_is_refused_after_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = io.BytesIO(b"x" * 5000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(endless))
    assert refusal(Source("-", None))[0] == "read.too_large"
    assert endless.tell() <= 1001


def test_a_link_out_of_its_folder_is_refused_but_one_inside_is_read(tmp_path: Path) -> None:
    write(tmp_path / "secret.txt")
    inside = write(tmp_path / "folder" / "a.txt")
    (tmp_path / "folder" / "inside.txt").symlink_to(inside)
    (tmp_path / "folder" / "out.txt").symlink_to(tmp_path / "secret.txt")
    a, in_link, out_link = find_sources([str(tmp_path / "folder")]).found
    assert read_bytes(a, 1000) == read_bytes(in_link, 1000) == inside.read_bytes()
    assert refusal(out_link)[0] == "read.symlink_outside"


def test_a_link_that_is_named_by_itself_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(write(tmp_path / "a.txt", "text"))
    (source,) = find_sources([str(tmp_path / "link.txt")]).found
    assert read_bytes(source, 1000) == b"text"


@pytest.mark.parametrize("target", ["nowhere.txt", "loop.txt"])
def test_a_link_to_nothing_is_refused(target: str, tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / target)
    (source,) = find_sources([str(tmp_path / "loop.txt")]).found
    assert refusal(source)[0] == "read.gone"
    (source,) = find_sources([str(tmp_path)]).found
    assert refusal(source)[0] == "read.gone"


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (source,) = find_sources([str(tmp_path)]).found
    assert refusal(source)[0] == "read.not_a_file"


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux's /proc for a file whose reading fails")
def test_a_read_that_fails_otherwise_is_left_to_the_caller() -> None:
    with pytest.raises(OSError, match="Input/output error"):
        read_bytes(Source("mem", Path("/proc/self/mem")), 1000)


def as_nobody(code: str, folder: Path) -> str:
    """Run `code` as a user without privileges and return what it prints; root reads everything."""
    if os.geteuid() == 0:
        code = f"import os; os.setgid({NOBODY}); os.setuid({NOBODY})\n{code}"
    script = f"import sys\nfrom pathlib import Path\nimport transforms.records, flows.sources\n{code}"
    done = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """Return a folder that other users may enter, unlike `tmp_path` and the folders above it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def test_what_may_not_be_read_is_refused_and_the_rest_is_read(shared_folder: Path) -> None:
    folder = shared_folder
    write(folder / "open.txt", "open").chmod(0o644)
    write(folder / "secret.txt").chmod(0)
    write(folder / "shut" / "c.txt")
    (folder / "shut").chmod(0)
    printed = as_nobody(
        "sources = flows.sources.find_sources([sys.argv[1]])\n"
        "for r in sources.rejected: print(Path(r.source).name, r.rule_id)\n"
        "for s in sources.found:\n"
        "    read = flows.sources.read_bytes(s, 1000)\n"
        "    print(s.stem, read if isinstance(read, bytes) else read.rule_id)\n",
        folder,
    )
    (folder / "shut").chmod(0o755)
    assert printed.splitlines() == ["shut read.permission", "open b'open'", "secret read.permission"]


def test_a_name_that_is_no_utf8_is_escaped_and_the_file_is_read(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/bad\xff\xfe.txt"
    with open(path, "wb") as file:  # noqa: PTH123 - the name is bytes
        file.write(b"Sales rose 8% in May.")
    (source,) = find_sources([str(tmp_path)]).found
    assert source.name == f"{tmp_path}/bad\\xff\\xfe.txt"
    assert read_bytes(source, 100) == b"Sales rose 8% in May."


def test_a_link_to_a_folder_is_a_named_refusal(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Ten boats sank.")
    (tmp_path / "in" / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = find_sources([str(tmp_path / "in")])
    assert [source.stem for source in found.found] == ["a"]
    assert [(r.source, r.rule_id) for r in found.rejected] == [(f"{tmp_path}/in/loop", "read.symlink_folder")]
