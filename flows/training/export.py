"""Writes what a run reads: the encoder in ONNX with weights of one byte, the heads, the tokenizer, curves and card."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch

from flows.training.network import heads_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from flows.training.network import Reader

ENCODER: Final = "encoder.onnx"
HEADS: Final = "heads.npz"
TOKENIZER: Final = "tokenizer.json"
CURVES: Final = "curves.json"
CARD: Final = "CARD.md"


def export(reader: Reader, tokenizer: Path, folder: Path, *, small: bool = True) -> None:
    """Write encoder, heads and tokenizer into `folder`; `small` stores the encoder's weights in one byte each."""
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415 - only training has it

    folder.mkdir(parents=True, exist_ok=True)
    reader.eval()
    whole = folder / ("whole.onnx" if small else ENCODER)
    ids, types = torch.zeros((1, 16), dtype=torch.int64), torch.zeros((1, 16), dtype=torch.int64)
    torch.onnx.export(
        reader.enc, (ids, types), str(whole), input_names=["ids", "types"], output_names=["hidden"],
        dynamic_axes={"ids": {1: "pieces"}, "types": {1: "pieces"}, "hidden": {1: "pieces"}},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    if small:
        quantize_dynamic(whole, folder / ENCODER, weight_type=QuantType.QInt8, per_channel=True)
        whole.unlink()
    arrays = {name: _small(value) for name, value in heads_of(reader).items()}
    np.savez_compressed(folder / HEADS, allow_pickle=False, **arrays)
    shutil.copyfile(tokenizer, folder / TOKENIZER)


def _small(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return large tables in half precision: half the bytes, and no answer changes."""
    return values.astype(np.float16) if values.size > 10_000 else values


def write_curves(folder: Path, curves: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    """Write the curves of confidence and what is known of the training."""
    text = json.dumps({"curves": curves, **facts}, indent=1, sort_keys=True)
    (folder / CURVES).write_text(text + "\n", encoding="utf-8")


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of the weights."""
    return {name: sha256((folder / name).read_bytes()).hexdigest() for name in (ENCODER, HEADS, TOKENIZER, CURVES)}
