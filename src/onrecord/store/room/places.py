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
    question = (
        "SELECT country, place, precision, count(DISTINCT happening) AS events, min(number) AS number "  # noqa: S608
        f"FROM room_events WHERE place IS NOT NULL AND {chosen.within} GROUP BY country, place, precision"
    )
    rows = connection.execute(question, chosen.values).fetchall()
    facts = _facts(connection, [row["number"] for row in rows])
    resolved = (
        PlaceCount(country=row["country"], precision=row["precision"], events=row["events"], **facts[row["number"]])
        for row in rows
        if row["precision"] is not None
    )
    by_words: dict[str, int] = defaultdict(int)
    for row in rows:
        if row["precision"] is None:
            by_words[" ".join(facts[row["number"]]["name"].split())] += row["events"]  # lines break anywhere
    countries = connection.execute(
        "SELECT country, count(DISTINCT happening) FROM room_events "  # noqa: S608  # our conditions
        f"WHERE country IS NOT NULL AND {chosen.within} GROUP BY country ORDER BY 2 DESC, 1",
        chosen.values,
    )
    return Places(
        countries=tuple(CountryCount(country=country, events=events) for country, events in countries),
        places=_ranked(resolved),
        unresolved=_ranked(_by_words(name, events) for name, events in by_words.items()),
        without=_different(connection, chosen, "TRUE") - _different(connection, chosen, "place IS NOT NULL"),
    )


def _different(connection: sqlite3.Connection, chosen: Narrowing, condition: str) -> int:
    """Count the different events of the selection for which a condition of ours holds."""
    # Of one selection in two SQLite would take an index that lacks the columns, and look up each row beside it.
    events = "room_events INDEXED BY room_events_country"
    question = f"SELECT count(DISTINCT happening) FROM {events} WHERE {condition} AND {chosen.within}"  # noqa: S608
    return int(connection.execute(question, chosen.values).fetchone()[0])


def _ranked(found: Iterable[PlaceCount]) -> tuple[PlaceCount, ...]:
    return tuple(sorted(found, key=lambda each: (-each.events, each.name, each.country or "")))


def _by_words(name: str, events: int) -> PlaceCount:
    """A place of which nothing is known but its words."""
    return PlaceCount(
        name=name, country=None, precision=None, latitude=None, longitude=None, geonameid=None, events=events
    )


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
