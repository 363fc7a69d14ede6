"""
Populated places by name, searched in the file where it lies.

The table is sorted by lookup form and mapped into memory: `find("paris")` bisects to the
first line of that form and reads on. Nothing is loaded, nothing is kept but what was asked for.
"""

import mmap
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from onrecord.errors import KnowledgeError

__all__ = ["City", "count_lines", "find_cities"]


@dataclass(frozen=True, slots=True)
class City:
    """A populated place of GeoNames."""

    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    geonameid: int | None
    population: int


class _Gazetteer:
    """A sorted table of lines `key<TAB>…`, mapped into memory."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise KnowledgeError(
                f"the gazetteer {path.name} cannot be read ({error}); install the package again"
            ) from error

    def count(self) -> int:
        """Return the number of lines."""
        at, found = self._bytes.find(b"\n"), 0
        while at >= 0:
            found, at = found + 1, self._bytes.find(b"\n", at + 1)
        return found

    def lines(self, key: bytes) -> list[str]:
        """Return the lines of one key, without it."""
        low, high = 0, len(self._bytes)
        while low < high:
            middle = (low + high) // 2
            start = self._bytes.rfind(b"\n", 0, middle) + 1
            if self._bytes[start : self._bytes.find(b"\t", start)] < key:
                end = self._bytes.find(b"\n", middle)
                low = len(self._bytes) if end < 0 else end + 1
            else:
                high = start
        found, prefix = [], key + b"\t"
        while self._bytes[low : low + len(prefix)] == prefix:
            end = self._bytes.find(b"\n", low)
            found.append(self._bytes[low + len(prefix) : end].decode("utf-8"))
            low = end + 1
        return found


def count_lines() -> int:
    """Return the number of rows of the gazetteer."""
    return _gazetteer().count()


@lru_cache(maxsize=1)
def _gazetteer() -> _Gazetteer:
    with as_file(files("onrecord.resolution") / "tables" / "gazetteer.tsv") as path:
        return _Gazetteer(path)


@lru_cache(maxsize=2048)
def find_cities(key: str) -> tuple[City, ...]:
    """Return the places of a lookup form, the largest first."""
    cities = []
    for line in _gazetteer().lines(key.encode("utf-8", "replace")):
        name, country, admin1, latitude, longitude, geonameid, population = line.split("\t")
        cities.append(City(name, country, admin1, float(latitude), float(longitude), int(geonameid), int(population)))
    return tuple(sorted(cities, key=lambda city: (-city.population, city.geonameid or 0)))
