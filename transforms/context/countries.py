"""Which country a name or adjective stands for: ISO 3166 from pycountry, the everyday forms it lacks from the seeds."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transforms.lexicon import Lexicon


@cache
def _registry() -> Mapping[str, str]:
    """Return every name pycountry knows, case folded, with its ISO 3166-1 alpha-3 code; loaded when first asked."""
    import pycountry  # noqa: PLC0415 - an article without countries should not pay for its tables

    names: dict[str, str] = {}
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            name = getattr(country, field, None)
            if name:
                names.setdefault(name.casefold(), country.alpha_3)
    return names


_STATES: Final = ("US", "CA", "AU")
"""Countries whose states English news names without their country; elsewhere ISO's parts bear too many common words."""

_QUARTER: Final = re.compile(r"^(?:(?:north|south)?(?:east|west)?(?:ern)?|central|upstate|downtown) ", re.IGNORECASE)


@cache
def _states() -> frozenset[str]:
    """Return the states and provinces of ISO 3166-2 for the countries of `_STATES`, case folded."""
    import pycountry  # noqa: PLC0415 - as above

    return frozenset(part.name.casefold() for code in _STATES for part in pycountry.subdivisions.get(country_code=code))


class Countries:
    """Reads country names, everyday aliases, adjectives of nationality and regions."""

    def __init__(self, lexicon: Lexicon) -> None:
        rows = lexicon.table("country_names")
        self._codes = {r["name"].casefold(): r["alpha3"] for r in rows if r["alpha3"]}
        self._demonyms = {r["name"].casefold(): r["country"] for r in rows if r["kind"] == "demonym"}
        self._regions = {r["name"].casefold(): r["country"] for r in rows if r["kind"] == "region"}
        self._parts = {r["name"].casefold(): r["code"] for r in lexicon.table("country_parts")}
        self._cache: dict[str, str | None] = {}

    def alpha3(self, name: str) -> str | None:
        """Return the ISO 3166-1 alpha-3 code of the country `name` names, or None.

        >>> from transforms.lexicon import Lexicon
        >>> Countries(Lexicon({"country_names": (), "country_parts": ()}, "")).alpha3("Norway")
        'NOR'
        """
        key = name.casefold().removeprefix("the ").strip()
        if key not in self._cache:
            self._cache[key] = self._codes.get(key) or self._codes.get(key.removesuffix("s")) or _registry().get(key)
        return self._cache[key]

    def code(self, name: str) -> str | None:
        """Return the ISO 3166 code of `name`: of a part of a country its own (3166-2), of a country the alpha-3 code.

        England's schools are not Britain's: figures of the two are not compared.
        """
        return self._parts.get(name.casefold()) or self.alpha3(name)

    def is_place(self, name: str) -> bool:
        """Tell whether `name` is a country, a nationality or a region of countries."""
        return name.casefold() in self._regions or self.alpha3(name) is not None

    def is_state(self, name: str) -> bool:
        """Tell whether `name` is a state or province, or a quarter of one (`Northern Virginia`)."""
        key = name.casefold()
        return key in _states() or _QUARTER.sub("", key) in _states()

    def of_adjective(self, name: str) -> str | None:
        """Return the country or region an adjective stands for (`German` gives `Germany`), or None for other words."""
        key = name.casefold()
        found = self._demonyms.get(key) or self._demonyms.get(key.removesuffix("s"))
        region = self._regions.get(key)
        return found or (region if region and region.casefold() != key else None)
