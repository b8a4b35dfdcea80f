"""Reading without a language model: the same figures, no context of them, and no spaCy."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from flows.cli import tallywire
from flows.model import NO_MODEL, choose_model, load_model, model_version

if TYPE_CHECKING:
    from pathlib import Path

CONTEXT = ("measure", "subject", "base", "period", "speaker", "status")
ABOUT = (*CONTEXT, "confidence", "spans")


def figures(*arguments: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(tallywire, ["explain", "--json", *arguments])
    assert result.exit_code == 0, result.stderr
    return [figure for line in result.stdout.splitlines() for figure in json.loads(line)["figures"]]


def test_explain_without_context_reads_the_same_figures_and_nothing_about_them(articles: Path) -> None:
    with_context, without = figures(str(articles)), figures("--no-context", str(articles))
    strip = [{key: value for key, value in figure.items() if key not in ABOUT} for figure in with_context]
    assert [{key: value for key, value in figure.items() if key not in ABOUT} for figure in without] == strip
    assert {tuple(figure[key] for key in CONTEXT) for figure in without} == {(None,) * 6}
    assert all(figure["confidence"] == figure["spans"] == {} for figure in without)
    assert all(set(figure["confidence"]) == {*CONTEXT} for figure in with_context)
    assert any(figure["measure"] for figure in with_context)


def test_explain_without_context_imports_no_spacy(articles: Path) -> None:
    code = (
        "import sys\nfrom flows.cli import tallywire\n"
        "tallywire(['explain', '--no-context', sys.argv[1]], standalone_mode=False)\n"
        "print(sorted({'spacy', 'thinc'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(articles / "mill.txt")], capture_output=True, text=True, check=True
    )
    assert "412 person" in done.stdout
    assert done.stderr.splitlines()[-1] == "[]"


def test_no_model_is_recorded_as_none() -> None:
    assert (choose_model(NO_MODEL), load_model(NO_MODEL), model_version(NO_MODEL)) == (NO_MODEL, None, (None, None))
