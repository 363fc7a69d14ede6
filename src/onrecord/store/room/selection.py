"""
Which events the timeline, the map and the network show: one selection for all three.

    Selection(type="ACCUSE", since="2022-11", until="2023-07")
    -> "type = :type AND month >= :since AND month <= :until"

A happening that several reports tell of is counted once, in each month or place that one of them gives.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, fields

from onrecord.store.hits import words_in
from onrecord.store.search import add_matchers, encodable

__all__ = ["Choices", "Narrowing", "Selection", "actor_name", "choices_of", "known_actors", "narrowing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What narrows the events down; None narrows nothing."""

    quad: int | None = None
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    type: str | None = None
    """PLOVER event type."""
    actor: str | None = None
    """Who does it or to whom it is done: an actor across reports by id, name, Wikidata id or part of the name."""
    other: str | None = None
    """The one on the other side of it."""
    country: str | None = None
    """ISO 3166 alpha-3 of the place."""
    outlet: str | None = None
    factuality: str | None = None
    voice: str | None = None
    """own: the outlet says so itself; attributed: a source does."""
    standing: str | None = None
    """How the claim stands that it happened."""
    since: str | None = None
    """First month, YYYY-MM."""
    until: str | None = None
    """Last month, YYYY-MM."""

    def given(self) -> dict[str, str | int]:
        """Return what narrows something, by name."""
        return {each.name: getattr(self, each.name) for each in fields(self) if getattr(self, each.name) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """A selection as conditions on rows of `room_events`."""

    timeless: str
    """All of it but the months."""
    within: str
    """The months too."""
    values: Mapping[str, object]
    names: frozenset[str]
    """The names of what narrows something."""
    actors: tuple[str, ...] | None = None
    """Ids of the actors across reports that `actor` means; None where it narrows nothing."""
    others: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a record holds to choose from."""

    outlets: tuple[str, ...]
    countries: tuple[str, ...]
    """ISO 3166 alpha-3 of places, in order."""
    actors: tuple[str, ...]
    """Names of the actors that most reports speak of."""
    standings: tuple[str, ...]


_PLAIN = {
    "quad": "room_events.quad = :quad",
    "type": "room_events.type = :type",
    "country": "room_events.country = :country",
    "outlet": "room_events.outlet = :outlet",
    "factuality": "room_events.factuality = :factuality",
    "voice": "room_events.voice = :voice",
    "since": "room_events.month >= :since",
    "until": "room_events.month <= :until",
    "standing": "room_events.standing = :standing",
}
_ACTOR = (
    "room_events.number IN (SELECT number FROM room_pairs WHERE doer IN (SELECT value FROM json_each(:actors)) "
    "UNION ALL SELECT number FROM room_pairs WHERE receiver IN (SELECT value FROM json_each(:actors)))"
)
_OTHER = (
    "room_events.number IN (SELECT number FROM room_pairs WHERE "
    "doer IN (SELECT value FROM json_each(:actors)) AND receiver IN (SELECT value FROM json_each(:others)) "
    "UNION ALL SELECT number FROM room_pairs WHERE "
    "doer IN (SELECT value FROM json_each(:others)) AND receiver IN (SELECT value FROM json_each(:actors)))"
)
_MONTHS = ("since", "until")
_MOST_ACTORS = 30
_MOST_NAMED = 200
"""So many actors may share a part of a name; more are not told apart by it."""


def narrowing(connection: sqlite3.Connection, selection: Selection) -> Narrowing:
    """Return the conditions that a selection means in this record."""
    given = selection.given()
    values: dict[str, object] = {
        name: encodable(value) if isinstance(value, str) else value for name, value in given.items()
    }
    actors, others = (
        tuple(known_actors(connection, side)) if side else None for side in (selection.actor, selection.other)
    )
    values |= {"actors": json.dumps(actors or ()), "others": json.dumps(others or ())}
    timeless = [_PLAIN[name] for name in given if name in _PLAIN and name not in _MONTHS]
    if actors is not None or others is not None:
        timeless.append(_ACTOR if others is None else _OTHER)
    months = [_PLAIN[name] for name in given if name in _MONTHS]
    return Narrowing(
        timeless=" AND ".join(timeless) or "TRUE",
        within=" AND ".join((*timeless, *months)) or "TRUE",
        values=values,
        names=frozenset(given),
        actors=actors,
        others=others,
    )


def known_actors(connection: sqlite3.Connection, wanted: str) -> list[str]:
    """Return the ids of the actors across reports that are meant: by id, by name, or else by part of the name."""
    name = encodable(wanted)
    rows = connection.execute("SELECT id FROM world_actors WHERE id = ?", (name,)).fetchall()
    rows = rows or connection.execute("SELECT id FROM world_actors WHERE name = ?", (name,)).fetchall()
    if not rows:
        add_matchers(connection)
        rows = connection.execute(
            # The comparison of words is ours and slow; SQLite's own sorts out names without accents that lack the word.
            "SELECT id FROM world_actors WHERE wikidata = ?1 "
            "OR ((name LIKE ?3 OR name GLOB '*[^ -~]*') AND named(?1, CAST(name AS BLOB))) "
            "ORDER BY reports DESC, id LIMIT ?2",
            (name, _MOST_NAMED, _likeness(name)),
        ).fetchall()
    return [row[0] for row in rows]


def _likeness(name: str) -> str:
    """Return what a name in plain letters is like if it holds the longest of the wanted words."""
    words = [word.folded for word in words_in(name)]
    return f"%{max(words, key=len)}%" if words and all(word.isascii() for word in words) else "%"


def actor_name(connection: sqlite3.Connection, ids: tuple[str, ...] | None) -> str | None:
    """Return the name that actors across reports share; None where they are not all of one name."""
    names = connection.execute(
        "SELECT DISTINCT name FROM world_actors WHERE id IN (SELECT value FROM json_each(?)) LIMIT 2",
        (json.dumps(ids or ()),),
    ).fetchall()
    return str(names[0][0]) if len(names) == 1 else None


def choices_of(connection: sqlite3.Connection) -> Choices:
    """Return what there is to choose from."""

    def column(question: str) -> tuple[str, ...]:
        return tuple(row[0] for row in connection.execute(question))

    return Choices(
        outlets=column(
            "SELECT name FROM sources WHERE id IN (SELECT source FROM report_sources WHERE role = 'outlet') "
            "ORDER BY name"
        ),
        countries=column("SELECT DISTINCT country FROM room_events WHERE country IS NOT NULL ORDER BY country"),
        actors=column(
            f"SELECT name FROM world_actors ORDER BY reports DESC, id LIMIT {_MOST_ACTORS}"  # noqa: S608  # our number
        ),
        standings=column("SELECT DISTINCT standing FROM claims ORDER BY standing"),
    )
