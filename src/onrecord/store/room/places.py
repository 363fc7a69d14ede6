"""
Where events are said to have happened, by country and by place, as finely as the texts say and no finer.

    PRK   41 events: 23 in Pyongyang (city), 18 in North Korea (the country as a whole)
    "the northern front"   6 events: a place that is not resolved
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onrecord.store.room.selection import Narrowing

__all__ = ["CountryCount", "PlaceCount", "Places", "places"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryCount:
    """The different events said to have happened in a country, its towns included."""

    country: str
    """ISO 3166 alpha-3."""
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCount:
    """The different events said to have happened at a place."""

    name: str
    country: str | None
    precision: str | None
    """country, region, city, …; None where the place is not resolved."""
    latitude: float | None
    longitude: float | None
    geonameid: int | None
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the events of a selection happened."""

    countries: tuple[CountryCount, ...]
    """Those of most events first."""
    places: tuple[PlaceCount, ...]
    """Resolved places, those of most events first."""
    unresolved: tuple[PlaceCount, ...]
    """Places by their words alone, those of most events first."""
    without: int
    """Different events of which no report says where."""


def places(connection: sqlite3.Connection, chosen: Narrowing) -> Places:
    """Return where the events of the selection happened."""
    told: dict[tuple[str | None, str, str | None], set[str]] = defaultdict(set)
    first: dict[tuple[str | None, str, str | None], int] = {}
    for country, place, precision, happening, number in _tellings(connection, chosen):
        told[country, place, precision].add(happening)
        first[country, place, precision] = min(number, first.get((country, place, precision), number))
    by_country: dict[str, set[str]] = defaultdict(set)
    for (country, _, _), happenings in told.items():
        if country is not None:
            by_country[country] |= happenings
    (happened,) = connection.execute(
        f"SELECT count(DISTINCT happening) FROM room_events WHERE {chosen.within}",  # noqa: S608  # our conditions
        chosen.values,
    ).fetchone()
    facts = _facts(connection, list(first.values()))
    found = [
        PlaceCount(country=key[0], precision=key[2], events=len(happenings), **facts[first[key]])
        for key, happenings in told.items()
        if key[2] is not None
    ]
    by_words: dict[str, set[str]] = defaultdict(set)
    for key, happenings in told.items():
        if key[2] is None:
            by_words[facts[first[key]]["name"]] |= happenings
    counts = [CountryCount(country=country, events=len(happenings)) for country, happenings in by_country.items()]
    return Places(
        countries=tuple(sorted(counts, key=lambda each: (-each.events, each.country))),
        places=_ranked(found),
        unresolved=_ranked(_by_words(name, len(happenings)) for name, happenings in by_words.items()),
        without=happened - len(set().union(*told.values())),
    )


def _ranked(found: Iterable[PlaceCount]) -> tuple[PlaceCount, ...]:
    return tuple(sorted(found, key=lambda each: (-each.events, each.name, each.country or "")))


def _by_words(name: str, events: int) -> PlaceCount:
    """A place of which nothing is known but its words."""
    return PlaceCount(
        name=name, country=None, precision=None, latitude=None, longitude=None, geonameid=None, events=events
    )


def _tellings(connection: sqlite3.Connection, chosen: Narrowing) -> sqlite3.Cursor:
    """Return every different event at every place that a report gives, and the first number of those that do."""
    cursor = connection.execute(
        "SELECT country, place, precision, happening, min(number) FROM room_events "  # noqa: S608  # our conditions
        f"WHERE place IS NOT NULL AND {chosen.within} GROUP BY country, place, precision, happening",
        chosen.values,
    )
    cursor.row_factory = None  # plain tuples: there may be a hundred thousand
    return cursor


def _facts(connection: sqlite3.Connection, numbers: list[int]) -> dict[int, dict[str, Any]]:
    """Return the names and coordinates of places, which the event that names each of them first holds."""
    found = connection.execute(
        "SELECT room_events.number AS number, coalesce(events.place_name, events.place_quote) AS name, "
        "place_latitude AS latitude, place_longitude AS longitude, place_geonameid AS geonameid "
        "FROM json_each(?) AS wanted JOIN room_events ON room_events.number = wanted.value "
        "JOIN events ON events.id = room_events.event",
        (json.dumps(numbers),),
    )
    return {row["number"]: {name: row[name] for name in row.keys() if name != "number"} for row in found}  # noqa: SIM118
