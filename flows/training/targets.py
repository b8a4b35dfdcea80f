"""What the reader should have said: for each figure and field, how much each proposed value agrees with the label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from transforms.context.choose import alike
from transforms.context.score.view import TEXT_FIELDS
from transforms.records import STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from transforms.context.score.examples import Example
    from transforms.context.score.view import View

AGREES: Final = 0.34
SHARPNESS: Final = 4
"""Agreement below which a value counts as wrong, and the power that parts the best wording from the next."""


@dataclass(frozen=True, slots=True)
class Target:
    """What one figure of a window should be read as.

    For each field `groups` tells which candidates say the same value, `shares` how much each value is right, null
    last; all zeros where no candidate is, or nothing was labelled: then the field teaches nothing. `status` is a
    number of STATUSES, -1 where it was not labelled. `weight` is how much the figure counts.
    """

    groups: Mapping[str, NDArray[np.int64]]
    shares: Mapping[str, NDArray[np.float32]]
    status: int
    weight: float


def targets(example: Example, view: View, labels: tuple[Mapping[str, Any], ...]) -> list[Target]:
    """Return the targets of a window's figures by the labels of the view's figures, in their order."""
    return [_target(example, n, view, labels[i]) for n, i in enumerate(example.figures)]


def _target(example: Example, n: int, view: View, label: Mapping[str, Any]) -> Target:
    groups, shares = {}, {}
    for field in TEXT_FIELDS:
        values = [view.pool.candidates[int(example.candidates[row])].value for row in example.pairs[field][n]]
        numbers: dict[str, int] = {}
        groups[field] = np.array([numbers.setdefault(v.casefold(), len(numbers)) for v in values], dtype=np.int64)
        if field in label:
            agree = np.array([*(alike(label[field], v) for v in numbers), alike(label[field], None)])
        else:
            agree = np.zeros(len(numbers) + 1)
        agree = np.where(agree < AGREES, 0, agree) ** SHARPNESS
        shares[field] = (agree / max(agree.sum(), 1e-9)).astype(np.float32)
    status = STATUSES.index(label["status"]) if "status" in label else -1
    return Target(groups, shares, status, 0.3 if label.get("vague") else 1.0)
