"""What the grammar hands on: a number with its unit and its tokens, before nouns, comparators and context are read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from transforms.records import Kind


CHANGED: Final = "ratio.changed"
"""Rule of a verb that says how many times as large something became."""


@dataclass(slots=True)  # not frozen: a frozen one takes three times as long to make, and many are made
class Quantity:
    """Tokens `first:stop` of a sentence, read as one quantity.

    `unit` is None where it is still to be found: for a count, whose noun stands outside the span. `bare` is a number
    with nothing at all attached to it, which may take its unit from a neighbour. `noun_from` is the token from which
    the counted noun is to be looked for.
    """

    kind: Kind
    first: int
    stop: int
    rule_id: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    vague: bool = False
    bare: bool = False
    currency_prefix: bool = False
    scale: Decimal | None = None
    noun_from: int | None = None
    minor: Decimal = Decimal(1)
    """What one of the unit as written is of the unit as stated: 0.01 for cents."""
