"""Fits the reader to examples: seeded, with a checkpoint after each epoch from which a broken run goes on."""

from __future__ import annotations

import math
import random
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from flows.training.batches import Batch, batch_of
from flows.training.network import Encoder, Reader
from transforms.context.score.view import TEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from flows.training.targets import Target
    from transforms.context.score.examples import Example

Taught = tuple["Example", "list[Target]"]

STATUS_WEIGHTS: Final = (1.0, 1.1, 1.3, 1.1, 1.3, 2.0)
"""How much a figure of each status counts: the rare ones a little more, or they would never be said."""

WARM_UP: Final = 0.06
LEAST_RATE: Final = 0.02


@dataclass(frozen=True, slots=True)
class Settings:
    """How long, how fast and from which seed; chosen by cross-validation over articles."""

    epochs: int = 5
    batch: int = 8
    encoder_rate: float = 5e-5
    heads_rate: float = 1e-3
    decay: float = 0.01
    seed: int = 0
    threads: int = 2


def new_reader(taught: Sequence[Taught], published: Mapping[str, Tensor] | None, layers: int) -> Reader:
    """Return a reader before its first lesson, its features scaled by those of the examples."""
    encoder = Encoder(layers)
    if published is not None:
        encoder.begin_with(published)
    first = taught[0][0]
    reader = Reader(encoder, first.single.shape[1], first.beside[0].shape[1], first.facts.shape[1])
    single = np.concatenate([e.single for e, _ in taught[:400]])
    pair = np.concatenate([b for e, _ in taught[:400] for b in e.beside])
    for name, values in (("S", single), ("P", pair)):
        getattr(reader, f"m{name}").copy_(torch.from_numpy(values.mean(0)))
        getattr(reader, f"s{name}").copy_(torch.from_numpy(values.std(0) + 0.1))
    return reader


def fit(
    reader: Reader, taught: Sequence[Taught], settings: Settings, kept: Path, tell: Callable[[str], None] = print
) -> None:
    """Fit `reader` in place; `kept` holds the state after each epoch, where a run with the same settings goes on."""
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    reader.enc.word.weight.requires_grad_(requires_grad=False)
    heads = [p for n, p in reader.named_parameters() if not n.startswith("enc.")]
    encoder = [p for p in reader.enc.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": settings.encoder_rate}, {"params": heads, "lr": settings.heads_rate}],
        weight_decay=settings.decay,
    )
    steps = math.ceil(len(taught) / settings.batch) * settings.epochs
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1, (s + 1) / (WARM_UP * steps)) * max(LEAST_RATE, 1 - s / steps)
    )
    begun = _resumed(reader, optimizer, rate, settings, kept)
    for epoch in range(begun, settings.epochs):
        rng = random.Random(f"{settings.seed} {epoch}")  # noqa: S311 - an order of lessons, no secret
        reader.train()
        loss = 0.0
        chunks = _chunks(taught, settings.batch, rng)
        for chunk in chunks:
            optimizer.zero_grad(set_to_none=True)
            lost = loss_of(reader, [taught[i] for i in chunk])
            lost.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            rate.step()
            loss += float(lost.detach())
        tell(f"epoch {epoch + 1} of {settings.epochs}: loss {loss / len(chunks):.3f} over {len(taught)} windows")
        state = {"reader": reader.state_dict(), "optimizer": optimizer.state_dict(), "rate": rate.state_dict()}
        torch.save({**state, "epoch": epoch + 1, "settings": asdict(settings)}, kept)


def _resumed(reader: Reader, optimizer: Any, rate: Any, settings: Settings, kept: Path) -> int:
    """Take over the state that an earlier run with the same settings kept; return the epoch to go on with."""
    if not kept.exists():
        return 0
    state = torch.load(kept, weights_only=True)
    if state["settings"] != asdict(settings):
        return 0
    reader.load_state_dict(state["reader"])
    optimizer.load_state_dict(state["optimizer"])
    rate.load_state_dict(state["rate"])
    return int(state["epoch"])


def _chunks(taught: Sequence[Taught], size: int, rng: random.Random) -> list[list[int]]:
    """Return the numbers of the windows in batches of about equal length, in random order."""
    order = sorted(range(len(taught)), key=lambda i: len(taught[i][0].window.ids) + rng.random() * 60)
    chunks = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(chunks)
    return chunks


def loss_of(reader: Reader, taught: Sequence[Taught]) -> Tensor:
    """Return the loss of a batch: for each field the cross entropy of the values' shares, and that of the status."""
    batch = batch_of([e for e, _ in taught])
    marks = [t for _, ts in taught for t in ts]
    scores, statuses = reader(batch)
    total = torch.zeros(())
    for field in TEXT_FIELDS:
        total = total + _field_loss(field, scores[field], batch, marks)
    known = [i for i, t in enumerate(marks) if t.status >= 0]
    if known:
        wanted = torch.tensor([marks[i].status for i in known])
        total = total + functional.cross_entropy(statuses[known], wanted, weight=torch.tensor(STATUS_WEIGHTS))
    return total


def _field_loss(field: str, scores: tuple[Tensor, Tensor], batch: Batch, marks: Sequence[Target]) -> Tensor:
    of_pairs, of_null = scores
    figure = batch.pairs[field][0]
    n = len(marks)
    whole = _summed(torch.cat([of_pairs, of_null]), torch.cat([figure, torch.arange(n)]), n)
    groups, shares, owners, at = [], [], [], 0
    for i, mark in enumerate(marks):
        size = len(mark.shares[field]) - 1
        groups.append(mark.groups[field] + at)
        shares.append(mark.shares[field][:-1])
        owners.append(np.full(size, i))
        at += size
    owner, share = torch.from_numpy(np.concatenate(owners)), torch.from_numpy(np.concatenate(shares))
    values = _summed(of_pairs, torch.from_numpy(np.concatenate(groups)), at)
    null = torch.tensor([float(m.shares[field][-1]) for m in marks])
    lost = -(torch.zeros(n).index_add(0, owner, share * (values - whole[owner])) + null * (of_null - whole))
    weight = torch.tensor([m.weight if m.shares[field].sum() > 0 else 0.0 for m in marks])
    return (lost * weight).sum() / weight.sum().clamp(min=1)


def _summed(scores: Tensor, owner: Tensor, n: int) -> Tensor:
    """Return the logarithm of the summed exponentials of each owner's scores."""
    top = torch.full((n,), -1e9).scatter_reduce(0, owner, scores.detach(), "amax")
    return top + torch.log(torch.zeros(n).index_add(0, owner, torch.exp(scores - top[owner])) + 1e-30)
