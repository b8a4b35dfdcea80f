"""`tallywire explain` from arguments to output."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from flows.cli import tallywire

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

FIGURE_KEYS = (
    "surface start end kind value low high unit comparator change vague measure subject base period speaker status "
    "rule confidence spans"
).split()


def explain(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(tallywire, ["explain", *arguments], input=stdin)


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_json_has_one_object_a_document_with_offsets_that_point_at_the_surfaces(articles: Path) -> None:
    result = explain("--json", str(articles))
    assert result.exit_code == 0, result.stderr
    read = objects(result.stdout)
    assert [each["doc"] for each in read] == ["bridge", "mill", "page"]
    assert [each["source"] for each in read] == [
        str(articles / name) for name in ("bridge.txt", "mill.txt", "page.html")
    ]
    for each in read:
        assert list(each) == ["doc", "source", "lines", "figures"]
        assert {tuple(line) for line in each["lines"]} == {("n", "role", "rule", "text")}
        assert {tuple(figure) for figure in each["figures"]} == {tuple(FIGURE_KEYS)}
    bridge = (articles / "bridge.txt").read_bytes().decode("cp1252")
    figures = read[0]["figures"]
    assert [bridge[f["start"] : f["end"]] for f in figures] == [f["surface"] for f in figures] == ["40%", "£12m"]
    assert [(f["value"], f["unit"]) for f in figures] == [(40, "%"), (12_000_000, "GBP")]


def test_standard_input_is_called_stdin() -> None:
    (read,) = objects(explain("--json", "-", stdin="A storm\n\nIt took 7 roofs and 12% of the crop.\n").stdout)
    assert (read["doc"], read["source"]) == ("stdin", "-")
    assert [figure["surface"] for figure in read["figures"]] == ["7", "12%"]


def test_articles_in_a_container_have_short_names_of_their_own(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "week.zip", "w") as archive:
        archive.writestr("monday/mill.txt", "The mill has 40 hands.")
        archive.writestr("rows.csv", "story\nThe quay has 31 boats.\n")
    (tmp_path / "more.jsonl").write_text('{"text": "The fleet has 12 boats."}\n')
    result = explain("--json", "--no-context", "--columns", "text=story", str(tmp_path / "week.zip"))
    assert [each["doc"] for each in objects(result.stdout)] == ["mill", "rows#1"]
    (row,) = objects(explain("--json", "--no-context", str(tmp_path / "more.jsonl")).stdout)
    assert (row["doc"], row["source"]) == ("more#1", f"{tmp_path}/more.jsonl#1")
    wrong = explain("--columns", "story", str(tmp_path / "more.jsonl"))
    assert (wrong.exit_code, "text=story,title=head" in wrong.stderr) == (2, True)


def test_a_text_can_be_said_to_be_that_of_a_whole_page(articles: Path) -> None:
    story = "\n".join(f"The harbour council settled rate number {n} of its new tolls on Tuesday." for n in range(3))
    text = f"Home\nSport\nThe tolls of the harbour\n{story}\nLetters\nPuzzles\n"
    (said,) = objects(explain("--json", "--no-context", "--as-page", "-", stdin=text).stdout)
    assert [line["rule"] for line in said["lines"]] == ["page.outside"] * 3 + [None] * 3 + ["page.outside"] * 2
    (unsaid,) = objects(explain("--json", "--no-context", "-", stdin=text).stdout)
    assert [line["role"] for line in unsaid["lines"]][-2:] == ["body", "body"]
    page = str(articles / "page.html")
    assert explain("--json", "--as-page", page).stdout == explain("--json", page).stdout


def test_each_line_is_a_document_of_one_body_sentence() -> None:
    text = "Output rose by 2.5% in May.\r\n\nHide Ad\nThe fleet has 31 boats."
    result = explain("--json", "--each-line", "-", stdin=text.encode())
    read = objects(result.stdout)
    assert [(each["doc"], each["source"]) for each in read] == [
        ("stdin#1", "-:1"),
        ("stdin#3", "-:3"),
        ("stdin#4", "-:4"),
    ]
    assert [each["lines"] for each in read] == [
        [{"n": 1, "role": "body", "rule": None, "text": "Output rose by 2.5% in May."}],
        [{"n": 1, "role": "body", "rule": None, "text": "Hide Ad"}],
        [{"n": 1, "role": "body", "rule": None, "text": "The fleet has 31 boats."}],
    ]
    assert [[(f["surface"], f["start"]) for f in each["figures"]] for each in read] == [
        [("2.5%", 15)],
        [],
        [("31", 14)],
    ]


def test_refused_sources_go_to_stderr_and_the_others_are_read(articles: Path) -> None:
    (articles / "empty.txt").write_bytes(b"")
    result = explain("--json", str(articles))
    assert result.exit_code == 0
    assert [each["doc"] for each in objects(result.stdout)] == ["bridge", "mill", "page"]
    (refused,) = objects(result.stderr)
    assert (refused["doc"], refused["rejected"]["rule"]) == ("empty", "read.empty")


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "read.empty"),
        (b"\x7fELF\x00\x01\x02" * 50, "read.binary"),
        (b"x" * 3_000_000, "read.line_too_long"),
        (b"line\n" * 3_000_000, "read.too_large"),
    ],
    ids=["empty", "binary", "one-long-line", "too-large"],
)
def test_when_nothing_could_be_read_the_exit_status_says_so(content: bytes, rule: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    result = explain("--json", str(tmp_path / "a.txt"))
    (refused,) = objects(result.stderr)
    assert (result.exit_code, result.stdout, refused["rejected"]["rule"]) == (2, "", rule)
    told = explain(str(tmp_path / "a.txt"))
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith(f"{tmp_path / 'a.txt'}: ")
    assert told.stderr.endswith(f" [{rule}]\n")


def test_a_file_asked_for_by_name_that_cannot_be_read_shows_in_the_exit_status(articles: Path) -> None:
    (articles / "empty.txt").write_bytes(b"")
    result = explain(str(articles / "empty.txt"), str(articles / "mill.txt"))
    assert result.exit_code == 2
    assert "mill.txt" in result.stdout


def test_neither_prefect_nor_great_expectations_nor_pandas_nor_duckdb_is_imported(articles: Path) -> None:
    code = (
        "import sys\nfrom flows.cli import tallywire\n"
        "tallywire(['explain', sys.argv[1]], standalone_mode=False)\n"
        "heavy = {'prefect', 'great_expectations', 'pandas', 'duckdb', 'sqlalchemy'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, str(articles / "mill.txt")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "412 person" in done.stdout
    assert done.stderr.splitlines()[-1] == "[]"


def test_measures_of_ones_own_that_cannot_be_used_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("measure_id,kinds,wording,base,scope,description,example\nlight,wine,x,,any,Light,A lamp.\n")
    result = explain("--measures", str(own), "-", stdin="The lamp has 4 candles.")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Error: {own}, row 2, column kinds: 'wine' is not a match of (percent|" in result.stderr
