"""
The outlines of the countries, drawn on the server: no tile, no script, no request that leaves the machine.

    project(127.5, 40.3)                 ->   (1532.0, 337.1)
    outlines()["PRK"].path               ->   "M1530 338l4-3…Z"

Natural Earth 1:110m, public domain, as the `world-atlas` package hands it on (TopoJSON, see
LICENSE-world-atlas.txt), in the Equal Earth projection (Šavrič, Patterson and Jenny, 2018), cut in the
Bering Strait. Northern Cyprus and Somaliland have no code of their own in ISO 3166 and are drawn with
Cyprus and Somalia; Crimea is drawn with Ukraine, where the gazetteer places its towns.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from typing import Any

__all__ = ["HEIGHT", "WIDTH", "Outline", "outlines", "project"]

WIDTH, HEIGHT = 2000, 860
"""Of the drawing, in its own units, from 84 degrees north to 57 south."""

Point = tuple[float, float]

_MIDDLE = 11.5
"""Central meridian: the cut opposite of it runs between Saint Lawrence Island and Alaska."""
_NORTH = 84.0
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_CRIMEA = (32.0, 37.0, 44.0, 46.5)
_ANTARCTICA = "ATA"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A country as it is drawn."""

    country: str
    """ISO 3166 alpha-3."""
    path: str
    """For the `d` of an SVG path, in the units of the drawing."""


def project(longitude: float, latitude: float) -> Point:
    """Return where a place stands in the drawing."""
    x, y = _equal_earth((longitude - _MIDDLE + 180) % 360 - 180, latitude)
    return WIDTH / 2 + x * _scale(), (_equal_earth(0, _NORTH)[1] - y) * _scale()


@cache
def outlines() -> dict[str, Outline]:
    """Return every country that is drawn at this scale, by its code; the smallest are not."""
    folder = files(__name__)
    codes = dict(line.split("\t") for line in folder.joinpath("codes.tsv").read_text("utf-8").splitlines())
    topology = json.loads(folder.joinpath("countries-110m.json").read_text("utf-8"))
    arcs = [list(_arc(arc, topology["transform"])) for arc in topology["arcs"]]
    drawn: dict[str, list[str]] = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        country = codes[geometry["properties"]["name"]]
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            rings = [_ring(arcs, numbers) for numbers in polygon]
            if country != _ANTARCTICA:
                drawn["UKR" if _is_crimea(rings[0]) else country] += [_path(ring) for ring in rings]
    return {country: Outline(country=country, path="".join(paths)) for country, paths in sorted(drawn.items())}


def _equal_earth(longitude: float, latitude: float) -> Point:
    """Project degrees; the middle of the map is (0, 0), north is up."""
    t = asin(sqrt(3) / 2 * sin(radians(latitude)))
    slope = 9 * _A4 * t**8 + 7 * _A3 * t**6 + 3 * _A2 * t**2 + _A1
    return 2 * sqrt(3) * radians(longitude) * cos(t) / (3 * slope), _A4 * t**9 + _A3 * t**7 + _A2 * t**3 + _A1 * t


@cache
def _scale() -> float:
    return WIDTH / (2 * _equal_earth(180, 0)[0])


def _arc(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> Iterator[Point]:
    """Yield the points of an arc in degrees; TopoJSON gives each as the step from the one before."""
    (across, up), (left, low) = transform["scale"], transform["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * across + left, y * up + low


def _ring(arcs: Sequence[Sequence[Point]], numbers: Sequence[int]) -> list[Point]:
    """Return the points of a ring; an arc with a negative number runs backwards."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _is_crimea(ring: Sequence[Point]) -> bool:
    west, east, south, north = _CRIMEA
    return all(west < x < east and south < y < north for x, y in ring)


def _path(ring: Sequence[Point]) -> str:
    """Return a ring as whole steps; steps that round to nothing are left out, and so is a ring without a step."""
    (x, y), *others = [(round(x), round(y)) for x, y in (project(*point) for point in ring)]
    start = path = f"M{x} {y}l"
    for next_x, next_y in others:
        if (next_x, next_y) != (x, y):
            path += f"{next_x - x} {next_y - y} "
            x, y = next_x, next_y
    return path.rstrip() + "Z" if path != start else ""
