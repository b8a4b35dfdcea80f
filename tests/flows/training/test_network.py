"""The heads in NumPy compute what the network in PyTorch was trained to: needs the extra `train`."""

from __future__ import annotations

import numpy as np
import pytest

from flows.weights import load_weights
from tests.transforms.context.test_proposals import view
from transforms.context.score.examples import examples
from transforms.context.score.heads import Heads
from transforms.context.score.view import TEXT_FIELDS

torch = pytest.importorskip("torch", reason="PyTorch is not installed: heads are not compared with the network")

TEXT = "Oke Mills grows\n\nOke Mills made $4m last year, up 6%, Ada Oke said.\n"


def test_heads_score_as_the_network_does() -> None:
    from flows.training.batches import batch_of  # noqa: PLC0415 - both need PyTorch
    from flows.training.network import Encoder, Reader, heads_of  # noqa: PLC0415

    weights = load_weights()
    assert weights is not None
    found = examples(view(TEXT), {"said": "clause"}, weights.tokenizer)
    first = found[0]
    torch.manual_seed(3)
    reader = Reader(Encoder(1), first.single.shape[1], first.beside[0].shape[1], first.facts.shape[1]).eval()
    with torch.no_grad():
        batch = batch_of(found)
        hidden = reader.enc(batch.ids, batch.types, batch.mask)[0].numpy()
        scores, statuses = reader(batch)
    ours = Heads(heads_of(reader)).scores(first, hidden)
    for field in TEXT_FIELDS:
        pairs, null = (t.numpy() for t in scores[field])
        np.testing.assert_allclose(np.concatenate([s.candidates[field] for s in ours]), pairs, atol=1e-4)
        np.testing.assert_allclose([s.null[field] for s in ours], null, atol=1e-4)
    np.testing.assert_allclose(np.stack([s.statuses for s in ours]), statuses.numpy(), atol=1e-4)
