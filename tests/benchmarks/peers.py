"""How fast Tallywire reads figures beside other extractors: the same sentences, the same clock, one after the other.

    PEER_QUANTULUM3=PYTHON PEER_CQE=PYTHON make bench

Each variable names the Python of an environment that has the peer; a peer whose variable is missing is left out, and
that is said. The texts are news articles of the shared corpus; without it nothing is measured. CPU seconds are counted,
because machines are shared. Every reader runs in a process of its own.
"""

from __future__ import annotations

import glob
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

SHARED: Final = Path(__file__).resolve().parents[2].parent / "shared"
PEERS: Final = {"quantulum3": "PEER_QUANTULUM3", "cqe": "PEER_CQE"}
"""Name of a peer's runner to the variable that names its Python."""

LABEL: Final = "characters a CPU second, "
ALONE: Final = "figures alone, by sentence"
IN_FULL: Final = "whole articles with context"
SPACY: Final = "spaCy's full pipeline over all sentences"
COMPARED: Final = ((ALONE, "quantulum3"), (IN_FULL, "cqe"), (IN_FULL, SPACY))
"""What is compared: figures alone with a reader of quantities, figures with context with readers that parse."""

ARTICLES: Final = 60
"""Enough for a steady rate; the slowest peer reads them in half a minute."""

ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def beside_peers() -> Iterator[tuple[str, float]]:
    """Yield the characters a CPU second of Tallywire, of spaCy's pipeline, and of the peers that are there."""
    archive = SHARED / "corpus" / "bbc.tar.gz"
    if not archive.is_file():
        _say(f"the comparison with peers is SKIPPED: no {archive}")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _unpack(archive, folder)
        command = [sys.executable, "-m", "tests.benchmarks.peers", str(folder)]
        done = subprocess.run(command, env=os.environ | ONE_THREAD, check=True, capture_output=True, text=True)
        measured: dict[str, float] = json.loads(done.stdout)
        yield from measured.items()
        for peer, variable in PEERS.items():
            python = os.environ.get(variable)
            if not python:
                _say(f"{peer} is SKIPPED: {variable} does not name the Python of an environment that has it")
                continue
            measured[f"{LABEL}{peer}"] = _peer(peer, python, folder)
            yield f"{LABEL}{peer}", measured[f"{LABEL}{peer}"]
        yield from ratios(measured)


def ratios(measured: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Yield how many times as fast as its peers Tallywire reads, for the pairs that were measured."""
    for ours, theirs in COMPARED:
        if f"{LABEL}{ours}" in measured and f"{LABEL}{theirs}" in measured:
            yield f"{ours}, times {theirs}", measured[f"{LABEL}{ours}"] / measured[f"{LABEL}{theirs}"]


def _say(message: str) -> None:
    print(message, file=sys.stderr)  # noqa: T201 - the output of this program


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as tar:
        business = sorted((m for m in tar.getmembers() if "/business/" in m.name and m.isfile()), key=lambda m: m.name)
        for member in business[:ARTICLES]:
            source = tar.extractfile(member)
            if source is not None:
                (folder / Path(member.name).name).write_bytes(source.read())


def _peer(peer: str, python: str, folder: Path) -> float:
    """Return the rate of a peer over the sentences of the articles, by its own runner."""
    runners = SHARED / "benchmarks" / "peers"
    out = folder / f"{peer}.json"
    variables = {"BBC_DIR": str(folder), "PEER_TABLE": "0"} | ONE_THREAD
    variables["NEWSQUANT"] = str(SHARED / "benchmarks" / "newsquant" / "NewsQuant.dev.json")
    subprocess.run(
        [str(Path(python).absolute()), f"run_peer_{peer}.py", "speed", str(out)],
        cwd=runners,
        env=os.environ | variables,
        check=True,
        capture_output=True,
    )
    rate: float = json.loads(out.read_text())["bbc_sentences"]["chars_per_s"]
    return rate


def _rate(chars: int, read: Callable[[], object]) -> float:
    """Return characters a CPU second, the better of two readings."""
    rates = []
    for _ in range(2):
        started = time.process_time()
        read()
        rates.append(chars / (time.process_time() - started))
    return max(rates)


def rates(folder: Path) -> dict[str, float]:
    """Return what this process reads of the articles in `folder`, in characters a CPU second."""
    import spacy  # noqa: PLC0415 - only the process that measures pays for it

    from flows.article_reader import article_reader  # noqa: PLC0415 - as above
    from flows.model import choose_model  # noqa: PLC0415 - as above
    from seeds.load import load_lexicon  # noqa: PLC0415 - as above
    from transforms.article import ArticleReader  # noqa: PLC0415 - as above
    from transforms.figures.extract import Extractor  # noqa: PLC0415 - as above
    from transforms.reading.documents import read_document  # noqa: PLC0415 - as above
    from transforms.records import Document  # noqa: PLC0415 - as above
    from transforms.sentences import SentenceSpan  # noqa: PLC0415 - as above

    runner = _peerlib()
    texts: Sequence[str] = [Path(path).read_bytes().decode("utf-8", "replace") for path in _articles(folder)]
    pieces: Sequence[str] = [sentence for text in texts for sentence in runner.sentences_of(text)]
    lexicon = load_lexicon()
    read = [read_document(Path(path).read_bytes(), path) for path in _articles(folder)]
    documents = [document for document in read if isinstance(document, Document)]
    extractor, plain = Extractor(lexicon), spacy.load(choose_model())
    bare, full = ArticleReader(lexicon, None), article_reader()
    chars, whole = sum(map(len, pieces)), sum(document.n_chars for document in documents)
    list(full.read_many(documents[:5]))
    return {
        f"{LABEL}{ALONE}": _rate(
            chars, lambda: [extractor.extract(each, [SentenceSpan(0, len(each), 1)], "bench") for each in pieces]
        ),
        f"{LABEL}whole articles without context": _rate(whole, lambda: list(bare.read_many(documents))),
        f"{LABEL}{IN_FULL}": _rate(whole, lambda: list(full.read_many(documents))),
        f"{LABEL}{SPACY}": _rate(chars, lambda: list(plain.pipe(pieces))),
    }


def _articles(folder: Path) -> list[str]:
    return sorted(glob.glob(str(folder / "*.txt")))  # noqa: PTH207 - as the peers' own runner lists them


def _peerlib() -> Any:
    sys.path.insert(0, str(SHARED / "benchmarks" / "peers"))
    import peerlib  # type: ignore[import-not-found] # noqa: PLC0415 - it is not part of the project

    return peerlib


if __name__ == "__main__":
    sys.stdout.write(json.dumps(rates(Path(sys.argv[1]))))
