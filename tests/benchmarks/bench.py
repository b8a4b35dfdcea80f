"""`make bench`: what a run costs, and which library takes the time. Prints a table; judges nothing.

Every number is wall seconds, the least of several tries in fresh processes, on the machine as it is: quote them with
the machine and its load.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.article_reader import article_reader
from flows.reading import read_documents
from flows.server import LocalServer, environment
from flows.table import text_table
from seeds.load import sample_folder
from tests.benchmarks.cleaning import cleaning
from tests.benchmarks.peers import beside_peers
from transforms.reading.documents import read_document
from transforms.records import Document, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TIMES_SAMPLES = 40
"""How often the samples are repeated for throughput: some 700,000 characters."""

EMPTY_FLOW = """
import time
from prefect import flow, task

@task
def nothing(n):
    return n

@flow
def empty():
    return [nothing(n) for n in range(6)]

started = time.perf_counter()
empty()
print(time.perf_counter() - started)
"""


def least(measure: Callable[[], float], tries: int) -> float:
    """Return the least of several measurements: what the machine can do when left alone."""
    return min(measure() for _ in range(tries))


def wall(*command: str, folder: Path | None = None) -> float:
    """Return how long `command` takes in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "TALLYWIRE_"))}
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, env=kept | {"DO_NOT_TRACK": "1"}, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def python(code: str) -> float:
    return wall(sys.executable, "-c", code)


def tallywire(*arguments: str, folder: Path | None = None) -> float:
    return wall(sys.executable, "-m", "flows.cli", *arguments, folder=folder)


def start_up(tries: int) -> Iterator[tuple[str, float]]:
    """Yield the cost of the libraries, each imported alone."""
    bare = least(lambda: python("pass"), tries)
    yield "python alone", bare
    load = "from flows.model import load_model; load_model()"
    for name, code in {
        "pandas": "import pandas",
        "duckdb": "import duckdb",
        "prefect": "import prefect",
        "great_expectations": "import great_expectations",
        "spaCy": "import spacy",
        "spaCy and its model": load,
        "everything a run imports": f"import flows.ingest; {load}",
    }.items():
        yield name, least(lambda code=code: python(code), tries) - bare  # type: ignore[misc]


def prefect_overhead(tries: int) -> Iterator[tuple[str, float]]:
    """Yield what Prefect costs besides its import: its server's start, and a flow of six empty tasks."""
    with tempfile.TemporaryDirectory() as home:
        variables = environment(Path(home)) | {"PREFECT_HOME": home}

        def start() -> float:
            started = time.perf_counter()
            server = LocalServer(variables)
            try:
                server.wait()
                return time.perf_counter() - started
            finally:
                server.stop()

        yield "Prefect server, first start", start()
        yield "Prefect server, later start", least(start, tries)
        server = LocalServer(variables)
        try:
            server.wait()
            kept = os.environ | variables | {"PREFECT_API_URL": server.url}
            command = [sys.executable, "-c", EMPTY_FLOW]
            yield (
                "a flow of six empty tasks",
                least(
                    lambda: float(subprocess.run(command, env=kept, check=True, capture_output=True, text=True).stdout),
                    tries,
                ),
            )
        finally:
            server.stop()


def commands(tries: int) -> Iterator[tuple[str, float]]:
    """Yield how long people wait."""
    article = str(next(iter(sorted(sample_folder().glob("*.txt")))))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield "tallywire --help", least(lambda: tallywire("--help"), tries)
        yield "tallywire explain, one article", least(lambda: tallywire("explain", article), tries)
        yield "tallywire run, samples, fresh folder", tallywire("run", folder=folder)
        yield "tallywire run, samples, nothing new", least(lambda: tallywire("run", folder=folder), tries)

        def anew() -> float:
            for file in (*folder.glob("warehouse/*"), *folder.glob(".tallywire/working/*")):
                file.unlink()
            return tallywire("run", folder=folder)

        yield "tallywire run, samples, all new", least(anew, tries)
        yield "tallywire sql, one question", least(lambda: tallywire("sql", "FROM v_run_summary", folder=folder), tries)


def many_samples() -> list[Document]:
    """Return the samples many times over, each with an id of its own."""
    read = [read_document(path.read_bytes(), path.name) for path in sorted(sample_folder().iterdir())]
    documents = [document for document in read if isinstance(document, Document)]
    return [replace(each, doc_id=digest(each.doc_id, str(n))) for n in range(TIMES_SAMPLES) for each in documents]


def throughput() -> Iterator[tuple[str, float]]:
    """Yield characters a second of the whole reading, in one process and in as many as there are cores."""
    documents = many_samples()
    chars = sum(document.n_chars for document in documents)
    reader = article_reader()
    list(reader.read_many(documents[:20]))
    started = time.perf_counter()
    figures = sum(len(article.figures) for article in reader.read_many(documents))
    seconds = time.perf_counter() - started
    yield "characters a second, one process", chars / seconds
    yield "articles a second, one process", len(documents) / seconds
    yield "figures a second, one process", figures / seconds
    started = time.perf_counter()
    read_documents(documents, "", 0)
    yield (
        f"characters a second, {os.cpu_count()} processes, their start included",
        chars / (time.perf_counter() - started),
    )


def main() -> None:
    """Measure, print, and write JSON when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=3, help="how often each is measured (default 3)")
    parser.add_argument("--json", type=Path, help="also write the numbers to this file")
    options = parser.parse_args()
    results: dict[str, float] = {}
    parts = (start_up(options.tries), prefect_overhead(options.tries), commands(options.tries), throughput())
    for part in (*parts, cleaning(), beside_peers()):
        for name, number in part:
            results[name] = number
            print(f"{name}: {number:,.2f}", file=sys.stderr)  # noqa: T201 - the output of this program
    rows = [(name, round(number, 2) if number < 100 else round(number)) for name, number in results.items()]
    print(text_table(("what", "number"), rows))  # noqa: T201
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
