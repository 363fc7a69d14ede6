"""
The map: where events are said to have happened, drawn as finely as the reports say.

    a country is shaded, a region is a ring, a city is a dot, a place not found on the map is listed beside it
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from starlette.requests import Request

from onrecord.room.answers import Feature, Page, Room, Route
from onrecord.room.countries import country_middle
from onrecord.room.outlines import HEIGHT, WIDTH, outlines, project
from onrecord.room.selecting import View, counted, opened
from onrecord.store.room.places import CountryCount, PlaceCount, Places, places

__all__ = ["ROUTES", "Dot", "MapFacts", "Shape", "map_"]

MOST_DOTS = 400
"""More dots than these hide each other; the tables have the others."""
_SHADES = 5
_COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A country as it is drawn."""

    country: str
    path: str
    events: int
    shade: int
    """0 for none, up to 5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A place as it is drawn."""

    place: PlaceCount
    kind: str
    """city, region, or state: a country too small for an outline at this scale."""
    x: float
    y: float
    radius: float
    shade: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFacts(View):
    """What the map says."""

    where: Places

    @property
    def legend(self) -> list[tuple[int, int, int]]:
        """Return each shade that is used, the lightest first, with the least and the most events it stands for."""
        found: dict[int, list[int]] = {}
        for each in self.where.countries:
            found.setdefault(_shade(each.events, self._most), []).append(each.events)
        return [(shade, min(counts), max(counts)) for shade, counts in sorted(found.items())]

    @property
    def shapes(self) -> Iterator[Shape]:
        """Yield every country that has an outline."""
        counts = {each.country: each.events for each in self.where.countries}
        for country, outline in outlines().items():
            events = counts.get(country, 0)
            yield Shape(country=country, path=outline.path, events=events, shade=_shade(events, self._most))

    @property
    def finer(self) -> list[PlaceCount]:
        """Return the places known more finely than by their country."""
        return [each for each in self.where.places if each.precision != _COUNTRY]

    @property
    def dots(self) -> list[Dot]:
        """Return the places finer than a country, and the countries without an outline, the largest first."""
        finer = self.finer[:MOST_DOTS]
        largest = max((each.events for each in finer), default=1)
        return [*_small_countries(self.where.countries, self._most), *_dots(finer, largest)]

    @property
    def box(self) -> str:
        """Return the part of the drawing that holds what is marked, for a `viewBox`."""
        points = [(dot.x, dot.y) for dot in self.dots]
        for each in self.where.countries:
            middle = country_middle(each.country)
            points += [project(*middle)] if middle else []
        return _box(points)

    @property
    def whole(self) -> str:
        """Return the `viewBox` of the whole world."""
        return f"0 0 {WIDTH} {HEIGHT}"

    @property
    def _most(self) -> int:
        return max((each.events for each in self.where.countries), default=1)


def map_(room: Room, request: Request) -> Page:
    """Return the map."""
    view, chosen = opened(room, request)
    where = counted(room, chosen, "places", lambda room: room.store.look_up(places, chosen))
    facts = MapFacts(**{name: getattr(view, name) for name in View.__slots__}, where=where)
    rows = (*where.places, *where.unresolved)
    return Page(
        template="map.html",
        facts=facts,
        rows=rows,
        columns=PlaceCount.__slots__,
        features=(
            Feature(longitude=each.longitude, latitude=each.latitude, row=each)
            for each in rows
            if each.longitude is not None and each.latitude is not None
        ),
    )


def _shade(events: int, most: int) -> int:
    """Return how dark a country is: by the square root, so that one capital does not blanch the rest."""
    return 0 if not events else max(1, round(_SHADES * sqrt(events / most)))


def _dots(finer: Sequence[PlaceCount], largest: int) -> Iterator[Dot]:
    for each in finer:
        if each.longitude is not None and each.latitude is not None:
            x, y = project(each.longitude, each.latitude)
            kind = "region" if each.precision == "region" else "city"
            radius = 3.5 + 9 * sqrt(each.events / largest)  # the area grows with the count
            yield Dot(place=each, kind=kind, x=round(x, 1), y=round(y, 1), radius=round(radius, 1))


def _small_countries(countries: Sequence[CountryCount], most: int) -> Iterator[Dot]:
    for each in countries:
        middle = country_middle(each.country)
        if each.country not in outlines() and middle:
            x, y = project(*middle)
            place = PlaceCount(
                name=each.country,
                country=each.country,
                precision=_COUNTRY,
                latitude=middle[1],
                longitude=middle[0],
                geonameid=None,
                events=each.events,
            )
            shade = _shade(each.events, most)
            yield Dot(place=place, kind="state", x=round(x, 1), y=round(y, 1), radius=7, shade=shade)


def _box(points: Sequence[tuple[float, float]]) -> str:
    """Return a box around points with room about them, in the shape of the drawing, never less than a sixth of it."""
    if not points:
        return f"0 0 {WIDTH} {HEIGHT}"
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width = max((max(xs) - min(xs)) * 1.25 + 60, ((max(ys) - min(ys)) * 1.25 + 60) * WIDTH / HEIGHT, WIDTH / 6)
    width = min(width, float(WIDTH))
    height = width * HEIGHT / WIDTH
    left = min(max((min(xs) + max(xs)) / 2 - width / 2, 0), WIDTH - width)
    top = min(max((min(ys) + max(ys)) / 2 - height / 2, 0), HEIGHT - height)
    return f"{left:.0f} {top:.0f} {width:.0f} {height:.0f}"


ROUTES = (Route("/map", map_, formats=("html", "json", "csv", "geojson")),)
