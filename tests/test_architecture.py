"""The house keeps its shape: who may import whom, what the transforms may not touch, and how long things get."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
ARROWS: dict[str, set[str]] = {
    "flows": {"warehouse", "expectations", "transforms", "seeds"},
    "warehouse": {"transforms"},
    "expectations": {"transforms"},
    "seeds": {"transforms"},
    "transforms": set(),
}
PACKAGES = tuple(ARROWS)
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TRANSFORMS = [path for path in MODULES if path.relative_to(ROOT).parts[0] == "transforms"]

OUTSIDE = frozenset(
    "prefect great_expectations duckdb sqlalchemy os sys io pathlib shutil tempfile glob subprocess socket logging "
    "random requests httpx urllib http fsspec click tqdm jinja2 time".split()
)
"""What a pure function over text has no business with: stores, files, the environment, the network, the clock."""

WRITES = frozenset({"open", "print", "input", "eval", "exec", "__import__"})
"""Builtins that reach outside."""

TOP_LEVEL = frozenset(
    "seeds transforms expectations warehouse flows tests README.md CONTRIBUTING.md CHANGELOG.md LICENSE Makefile "
    "pyproject.toml requirements.lock prefect.yaml .ci .gitignore".split()
)
MODULE_LINES = 400
FUNCTION_LINES = 60


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of every module that `path` imports, wherever in it."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: a relative import hides where the arrow points"
            yield node.module or ""
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield ast.unparse(node.args[0]).strip("f'\"")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_follow_the_arrows(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    roots = {name.split(".")[0] for name in imported(path)}
    assert roots & set(PACKAGES) <= ARROWS[package] | {package}
    assert "tests" not in roots


def test_seeds_take_only_record_types_from_the_transforms() -> None:
    taken = {name for path in MODULES if path.parent.name == "seeds" for name in imported(path)}
    assert {name for name in taken if name.startswith("transforms")} <= {"transforms.lexicon", "transforms.records"}


@pytest.mark.parametrize("path", TRANSFORMS, ids=name_of)
def test_stages_of_the_transforms_do_not_know_each_other(path: Path) -> None:
    """Only `transforms.article` composes the stages, and `concerns` asks what their rules find in a document.

    They share the records, the lexicon and the sentences.
    """
    stage = path.relative_to(ROOT / "transforms").parts[0]
    shared = {"records", "lexicon", "sentences", "wrapping", stage.removesuffix(".py")}
    known = {name.split(".")[1] for name in imported(path) if name.startswith("transforms.")}
    assert path.name in {"article.py", "concerns.py"} or known <= shared


@pytest.mark.parametrize("path", TRANSFORMS, ids=name_of)
def test_transforms_touch_nothing_outside(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)}
    assert roots & OUTSIDE == set()
    assert "pandas" not in roots or path.name == "frames.py"
    called = {
        node.func.id
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert called & WRITES == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_importing_a_module_does_no_work(path: Path) -> None:
    """Only definitions stand at the top: no loops, no calls for their effect, no files."""
    allowed = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.If)
    stray = [
        node.lineno
        for node in parsed(path).body
        if not isinstance(node, allowed) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    tests = {ast.unparse(node.test) for node in parsed(path).body if isinstance(node, ast.If)}
    assert (stray, tests - {"TYPE_CHECKING", "__name__ == '__main__'"}) == ([], set())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_stay_small_and_documented(path: Path) -> None:
    tree = parsed(path)
    assert ast.get_docstring(tree)
    assert len(path.read_text("utf-8").splitlines()) <= MODULE_LINES
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions}
    assert {name: length for name, length in lengths.items() if length > FUNCTION_LINES} == {}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_production_code_neither_asserts_nor_swallows(path: Path) -> None:
    nodes = list(ast.walk(parsed(path)))
    assert [node.lineno for node in nodes if isinstance(node, ast.Assert)] == []
    bare = [node.lineno for node in nodes if isinstance(node, ast.ExceptHandler) and node.type is None]
    assert bare == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [
        name_of(path) for path in MODULES if re.fullmatch(r"(utils?|helpers?|common|misc|manager)", path.stem)
    ] == []


def test_every_package_is_in_the_wheel_and_typed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert sorted(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == sorted(PACKAGES)
    assert sorted(project["tool"]["mypy"]["packages"]) == sorted(PACKAGES)
    assert [package for package in PACKAGES if not (ROOT / package / "py.typed").is_file()] == []


def test_nothing_else_stands_at_the_top() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout, so nothing says which files are committed")
    assert {Path(name).parts[0] for name in listed.stdout.splitlines()} - TOP_LEVEL == set()
