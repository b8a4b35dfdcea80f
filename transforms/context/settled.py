"""What is known of one figure while its fields are filled, each once, by the first rule that finds something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Settled:
    """What is known of one figure so far, and which rule filled each field."""

    rules: dict[str, str]
    values: dict[str, str]

    def take(self, field: str, found: tuple[str, str] | None) -> None:
        """Fill `field` if it is empty and something was found."""
        if found is not None and field not in self.values:
            self.values[field], self.rules[field] = found
