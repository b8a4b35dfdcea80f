"""The second reading of amounts and currencies: it notices what does not fit, and is silent where it cannot tell."""

from __future__ import annotations

import pytest

from expectations.written import amount_not_written, sign_of_another_currency


@pytest.mark.parametrize(
    ("surface", "amounts", "found"),
    [
        ("2.5%", [2.5], None),
        ("2.5%", [25.0], "25"),
        ("£3.2 million", [3.2e6], None),
        ("£3.2 million", [3.2e9], "3200000000"),
        ("1,240", [1240.0], None),
        ("8 505 505", [8505505.0], None),
        ("£507, 596", [507596.0], None),
        ("10 737-800", [10737.0, 800.0], "10737"),
        ("12 to 15 hours", [12.0, 15.0], None),
        ("12 to 15 hours", [12.0, 51.0], "51"),
        ("six to 10", [6.0, 10.0], None),
        ("six to 10", [6.0, 100.0], "6"),
        ("25 basis points", [0.25], None),
        ("30 per cent", [0.3], "0.3"),
        ("50p", [0.5], None),
        ("minus 4%", [-4.0], None),
        ("dozens", [12.0], None),
        ("5ft 7in", [5.58], None),
        ("2½ hours", [2.5], None),
        ("30s", [30.0, 39.0], None),
    ],
)
def test_amounts_are_compared_with_their_digits(surface: str, amounts: list[float], found: str | None) -> None:
    assert amount_not_written(surface, "count", amounts) == found


def test_ratios_and_missing_surfaces_are_left_alone() -> None:
    assert amount_not_written("one in 5", "ratio", [0.2]) is None
    assert amount_not_written(None, "count", [5.0]) is None


@pytest.mark.parametrize(
    ("surface", "unit", "found"),
    [
        ("€3m", "EUR", None), ("€3m", "USD", "€"), ("£3m", "GBP", None), ("£3m", "EUR", "£"), ("£3m", "EGP", None),
        ("$3m", "CAD", None), ("$3m", "GBP", "$"), ("3m pounds", "USD", None), ("$3m", None, None),
    ],
)  # fmt: skip
def test_signs_are_those_of_the_currency(surface: str, unit: str | None, found: str | None) -> None:
    assert sign_of_another_currency(surface, "money", unit) == found


def test_only_money_has_a_currency() -> None:
    assert sign_of_another_currency("€3m", "count", "boat") is None
