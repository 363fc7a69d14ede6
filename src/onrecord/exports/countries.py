"""
Country codes as other formats want them, from the table of countries of the package.

    country("PRK")   ->   CountryCodes(iso2="KP", name="North Korea", cow=731)
    country("IGO")   ->   None
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["CountryCodes", "country"]


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """What a country is called by others."""

    iso2: str
    """ISO 3166 alpha-2; XK for Kosovo, as most do."""
    name: str
    cow: int | None
    """Number of the Correlates of War project; None for what is no state there."""


def country(iso3: str | None) -> CountryCodes | None:
    """Return the codes of a country by its ISO 3166 alpha-3 code; None for what is no country, such as IGO."""
    return _table().get(iso3) if iso3 else None


@cache
def _table() -> dict[str, CountryCodes]:
    lines = (files("onrecord.resolution") / "tables" / "countries.tsv").read_text("utf-8").rstrip("\n").split("\n")[1:]
    rows = (line.split("\t") for line in lines)
    return {row[0]: CountryCodes(row[1], row[2], int(row[7]) if row[7] else None) for row in rows}
