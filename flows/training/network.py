"""The network that is trained: a small transformer over the story, and heads over figures and candidates.

The encoder has the shape and the names of BERT's, so that published weights of that shape can be its beginning.
`transforms/context/score/heads.py` computes the heads again in NumPy, from the arrays that `heads_of` names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from transforms.context.score.features import BUCKETS
from transforms.context.score.view import TEXT_FIELDS
from transforms.records import STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from flows.training.batches import Batch

WIDTH: Final = 384
LAYERS: Final = 6
HEADS: Final = 12
INNER: Final = 1536
PIECES: Final = 30522
POSITIONS: Final = 512
TYPES: Final = 3
"""The shape of MiniLM-L6; of its two types of piece the first is text and lead here, the second a figure."""

SHARED: Final = 192
HIDDEN: Final = 128
HASHED: Final = 24
WORDS: Final = 48
"""Widths of the heads: of candidate and figure vectors, inside a field's network, of hashed ways and words."""

DROPOUT: Final = 0.25

_NAMES: Final = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "o": "attention.output.dense",
    "n1": "attention.output.LayerNorm", "i": "intermediate.dense", "w": "output.dense", "n2": "output.LayerNorm",
}  # fmt: skip


def _gelu(x: Tensor) -> Tensor:
    return functional.gelu(x, approximate="tanh")


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.n1, self.n2 = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.i, self.w = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Return `x` of shape (windows, pieces, width) after attention and the inner network."""
        windows, pieces, _ = x.shape

        def split(t: Tensor) -> Tensor:
            return t.view(windows, pieces, HEADS, WIDTH // HEADS).transpose(1, 2)

        attended = functional.scaled_dot_product_attention(
            split(self.q(x)), split(self.k(x)), split(self.v(x)), attn_mask=mask
        )
        x = self.n1(x + self.drop(self.o(attended.transpose(1, 2).reshape(windows, pieces, WIDTH))))
        return self.n2(x + self.drop(self.w(functional.gelu(self.i(x)))))


class Encoder(nn.Module):
    """Reads windows of word pieces."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.word, self.pos, self.typ = (
            nn.Embedding(PIECES, WIDTH),
            nn.Embedding(POSITIONS, WIDTH),
            nn.Embedding(TYPES, WIDTH),
        )
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return vectors of shape (windows, pieces, width); `mask` is False where a window is filled up."""
        x = self.word(ids) + self.pos.weight[None, : ids.shape[1]] + self.typ(types)
        x = self.drop(self.norm(x))
        hidden = None
        if mask is not None:
            hidden = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, hidden)
        return x

    def begin_with(self, published: Mapping[str, Tensor]) -> None:
        """Take over published weights of BERT's shape; the type of the figures begins near that of the text."""
        state = {
            "word.weight": published["embeddings.word_embeddings.weight"],
            "pos.weight": published["embeddings.position_embeddings.weight"],
            "norm.weight": published["embeddings.LayerNorm.weight"],
            "norm.bias": published["embeddings.LayerNorm.bias"],
        }
        text = published["embeddings.token_type_embeddings.weight"][0]
        state["typ.weight"] = torch.stack([text, text + 0.02 * torch.randn(WIDTH), text.clone()])
        for n in range(len(self.layers)):
            for ours, theirs in _NAMES.items():
                for part in ("weight", "bias"):
                    state[f"layers.{n}.{ours}.{part}"] = published[f"encoder.layer.{n}.{theirs}.{part}"]
        self.load_state_dict(state)


def _per_field(inputs: int, outputs: int, *, bias: bool = True) -> nn.ModuleDict:
    return nn.ModuleDict({field: nn.Linear(inputs, outputs, bias=bias) for field in TEXT_FIELDS})


class Reader(nn.Module):
    """Encoder and heads. `single`, `pair`, `facts` are the numbers of features of candidates, pairs and figures."""

    def __init__(self, encoder: Encoder, single: int, pair: int, facts: int) -> None:
        super().__init__()
        self.enc = encoder
        self.bag = nn.EmbeddingBag(BUCKETS, HASHED, mode="sum", padding_idx=0)
        self.wbag = nn.EmbeddingBag(BUCKETS, WORDS, mode="mean")
        nn.init.normal_(self.bag.weight, std=0.05)
        nn.init.normal_(self.wbag.weight, std=0.05)
        self.cand = nn.Linear(2 * WIDTH + single + HASHED, SHARED)
        self.fig = nn.Linear(2 * WIDTH + facts + WORDS, SHARED)
        self.out = nn.Parameter(torch.zeros(2 * WIDTH))
        self.null = nn.Parameter(torch.randn(len(TEXT_FIELDS), SHARED) * 0.02)
        self.A, self.B = _per_field(SHARED, HIDDEN), _per_field(SHARED, HIDDEN, bias=False)
        self.D, self.E = _per_field(SHARED, HIDDEN, bias=False), _per_field(pair + HASHED, HIDDEN, bias=False)
        self.w = _per_field(HIDDEN, 1)
        gelu = nn.GELU(approximate="tanh")
        self.st = nn.Sequential(nn.Linear(SHARED, 64), gelu, nn.Dropout(DROPOUT), nn.Linear(64, len(STATUSES)))
        self.drop = nn.Dropout(DROPOUT)
        for name, size in (("mS", single), ("sS", single), ("mP", pair), ("sP", pair)):
            self.register_buffer(name, torch.zeros(size) if name[0] == "m" else torch.ones(size))

    def forward(self, batch: Batch) -> tuple[dict[str, tuple[Tensor, Tensor]], Tensor]:
        """Return for each field the scores of its pairs and of null, one a figure, and the scores of the statuses."""
        hidden = self.enc(batch.ids, batch.types, batch.mask).reshape(-1, WIDTH)
        candidates, figures = self._candidates(batch, hidden), self._figures(batch, hidden)
        beside = torch.cat([(batch.beside - self.mP) / self.sP, self.drop(self.bag(batch.ways))], 1)
        out: dict[str, tuple[Tensor, Tensor]] = {}
        for k, field in enumerate(TEXT_FIELDS):
            figure, candidate, row = batch.pairs[field]
            a, b, d = self.A[field], self.B[field](figures), self.D[field]
            z = a(candidates)[candidate] + b[figure] + d(candidates[candidate] * figures[figure])
            z = z + self.E[field](beside[row])
            null = self.null[k].expand(len(figures), -1)
            zero = a(null) + b + d(null * figures)
            out[field] = tuple(self.w[field](self.drop(_gelu(x)))[:, 0] for x in (z, zero))
        return out, self.st(figures)

    def _candidates(self, batch: Batch, hidden: Tensor) -> Tensor:
        places = batch.places
        inside = (places[:, :1] >= 0).float()
        ends = torch.cat([hidden[places[:, 0].clamp(min=0)], hidden[places[:, 1].clamp(min=0)]], 1)
        ends = ends * inside + (1 - inside) * self.out
        single = (batch.single - self.mS) / self.sS
        return self.drop(_gelu(self.cand(torch.cat([self.drop(ends), single, self.drop(self.bag(batch.hashed))], 1))))

    def _figures(self, batch: Batch, hidden: Tensor) -> Tensor:
        places = batch.figure_places
        ends = torch.cat([hidden[places[:, 0]], hidden[places[:, 1]]], 1)
        words = self.drop(self.wbag(batch.words, batch.word_starts))
        return self.drop(_gelu(self.fig(torch.cat([self.drop(ends), batch.facts, words], 1))))


def heads_of(reader: Reader) -> dict[str, NDArray[Any]]:
    """Return the arrays of the heads, everything but the encoder, by name."""
    return {
        name: value.detach().numpy().astype("float32")
        for name, value in reader.state_dict().items()
        if not name.startswith("enc.")
    }
