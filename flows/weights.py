"""Loads the trained reader of context: the edge where weights become something that answers."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from transforms.context.score.scorer import Encoder, Weights

NEAREST: Final = "nearest"
"""The name that asks for no weights: the baseline reads context."""

FILES: Final = ("encoder.onnx", "heads.npz", "tokenizer.json", "curves.json")


class WeightsError(RuntimeError):
    """Weights that cannot be used: names the folder and says what to do."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"weights in {folder}: {why}. Give a folder that `tallywire train` wrote, by --weights, TALLYWIRE_WEIGHTS "
            "or [tool.tallywire] weights, or leave the setting out for those that come with the package"
        )


def weights_folder(name: str = "") -> Path:
    """Return the folder of the weights: `name`, or that of the package."""
    return Path(name) if name else Path(str(files("seeds"))) / "weights"


@cache
def weights_version(name: str = "") -> str:
    """Return the digest of the weights: what they answer changes only with it. Raises WeightsError."""
    if name == NEAREST:
        return NEAREST
    folder = weights_folder(name)
    state = sha256()
    for file in FILES:
        try:
            state.update((folder / file).read_bytes())
        except OSError as error:
            raise WeightsError(folder, f"{file} cannot be read ({error.strerror})") from error
    return state.hexdigest()[:16]


@cache
def load_weights(name: str = "") -> Weights | None:
    """Return the weights, loaded once a process, None for the baseline. Raises WeightsError."""
    if name == NEAREST:
        return None
    import numpy as np  # noqa: PLC0415 - half a second that `--help` must not pay
    from tokenizers import Tokenizer  # noqa: PLC0415

    from transforms.context.score.calibration import curves  # noqa: PLC0415
    from transforms.context.score.heads import Heads  # noqa: PLC0415
    from transforms.context.score.scorer import Weights  # noqa: PLC0415

    folder, version = weights_folder(name), weights_version(name)
    try:
        encoder = encoder_of(folder)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        with np.load(folder / "heads.npz") as stored:
            heads = Heads({key: stored[key].astype(np.float32) for key in stored.files})
        facts = json.loads((folder / "curves.json").read_text("utf-8"))
    except Exception as error:  # onnxruntime and tokenizers raise classes of their own
        raise WeightsError(folder, f"they do not load ({error})") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Weights(encoder, tokenizer, heads, curves(facts["curves"]), version)


def encoder_of(folder: Path) -> Encoder:
    """Return the encoder of `folder`, in one thread: the same sums in every run, and a process for each core."""
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])

    def encoder(ids: NDArray[np.int64], types: NDArray[np.int64]) -> NDArray[np.float32]:
        hidden: Any = session.run(None, {"ids": ids[None], "types": types[None]})[0]
        return hidden[0]  # type: ignore[no-any-return]

    return encoder
