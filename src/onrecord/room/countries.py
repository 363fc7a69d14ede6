"""
What a country's code stands for, and where its name is written on the map.

    country_name("PRK")   ->   "North Korea"
"""

from functools import cache
from importlib.resources import files

__all__ = ["country_middle", "country_name"]

_BODIES = {
    "IGO": "an intergovernmental body",
    "NGO": "a non-governmental body",
    "IMG": "an international militant group",
}


@cache
def _countries() -> dict[str, list[str]]:
    table = files("onrecord.resolution").joinpath("tables", "countries.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[0]: row for row in rows}


def country_name(code: str | None) -> str:
    """Return the name of a country by its ISO 3166 alpha-3 code; the code where it is none of ours."""
    if code is None:
        return ""
    row = _countries().get(code)
    return row[2] if row else _BODIES.get(code, code)


def country_middle(code: str) -> tuple[float, float] | None:
    """Return longitude and latitude of the middle of a country; None where they are not known."""
    row = _countries().get(code)
    if row is None or not row[4] or not row[5]:
        return None
    return float(row[5]), float(row[4])
