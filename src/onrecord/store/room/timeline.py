"""
How many events, when: counted by month, by day where few months are chosen, and the newest of them in words.

    2022-11  verbal conflict 12, material conflict 3; dated by their report: 9 of 15
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.store.room.selection import Narrowing

__all__ = ["Bin", "Dating", "Told", "dating", "days", "months", "told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The different events of one stretch of time, by what kind they are."""

    when: str
    """YYYY-MM-DD, YYYY-MM or YYYY."""
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int

    @property
    def quads(self) -> tuple[int, int, int, int]:
        """Return the four counts in the order of the quad classes."""
        return (self.verbal_cooperation, self.material_cooperation, self.verbal_conflict, self.material_conflict)

    @property
    def total(self) -> int:
        """Return the count of all kinds."""
        return sum(self.quads)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """How well the events are dated: tellings of events, not different ones."""

    event: int
    """The text gives the date of the event, to the month or finer."""
    report: int
    """Only the date of the report is known: shown in its month."""
    year: int
    """Only the year is known: in no month."""
    unknown: int
    """Nothing is known to the year: in no month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event across reports, as one of them tells it."""

    happening: str
    """Id of the event across reports."""
    event: str
    """Id of the event as that report tells it."""
    when: str | None
    dated: str
    """event, report or unknown: whose date it is."""
    type: str
    factuality: str
    who: str | None
    to_whom: str | None
    place: str | None
    sentence: str | None
    outlet: str | None
    report: str
    tellings: int
    """Times that reports tell of it."""


def months(connection: sqlite3.Connection, chosen: Narrowing) -> list[Bin]:
    """Return the months that hold an event, in order, whatever months are chosen."""
    return _bins(connection, "month", chosen, chosen.timeless)


def days(connection: sqlite3.Connection, chosen: Narrowing) -> list[Bin]:
    """Return the days of the chosen months that hold an event, in order; what is known to the month only is in none."""
    return _bins(connection, "day", chosen, chosen.within)


def dating(connection: sqlite3.Connection, chosen: Narrowing) -> Dating:
    """Return how well the events are dated, whatever months are chosen."""
    question = (
        "SELECT coalesce(sum(month IS NOT NULL AND dated = 'event'), 0), "  # noqa: S608  # conditions of our own
        "coalesce(sum(month IS NOT NULL AND dated = 'report'), 0), coalesce(sum(year IS NOT NULL), 0), "
        f"coalesce(sum(month IS NULL AND year IS NULL), 0) FROM room_events WHERE {chosen.timeless}"
    )
    row = connection.execute(question, chosen.values).fetchone()
    return Dating(event=row[0], report=row[1], year=row[2], unknown=row[3])


def told(connection: sqlite3.Connection, chosen: Narrowing, most: int) -> list[Told]:
    """Return the newest different events of the selection, by month and day, at most so many."""
    cursor = connection.execute(
        f"SELECT happening, event FROM room_events WHERE {chosen.within} "  # noqa: S608  # conditions of our own
        "ORDER BY month DESC, day DESC, happening DESC, number",
        chosen.values,
    )
    first: dict[str, str] = {}
    for happening, event in cursor:
        if happening not in first:
            if len(first) == most:
                break
            first[happening] = event
    cursor.close()
    return _in_words(connection, first.values())


def _in_words(connection: sqlite3.Connection, events: Iterable[str]) -> list[Told]:
    """Return events with who, to whom and the sentence they stand in, in the order given."""
    rows = connection.execute(
        """
        SELECT room_events.happening AS happening, events.id AS event,
            coalesce(room_events.day, room_events.month, room_events.year) AS "when", room_events.dated AS dated,
            events.type AS type, events.factuality AS factuality,
            (SELECT group_concat(coalesce(actors.name, participants.quote), '; ') FROM participants
                LEFT JOIN actors ON actors.id = participants.actor
                WHERE participants.event = events.id AND participants.role = 'actor') AS who,
            (SELECT group_concat(coalesce(actors.name, participants.quote), '; ') FROM participants
                LEFT JOIN actors ON actors.id = participants.actor
                WHERE participants.event = events.id AND participants.role = 'recipient') AS to_whom,
            coalesce(events.place_name, events.place_quote) AS place, events.sentence AS sentence,
            room_events.outlet AS outlet, events.report AS report,
            (SELECT count(*) FROM room_events AS others WHERE others.happening = room_events.happening) AS tellings
        FROM json_each(?) AS wanted
        JOIN events ON events.id = wanted.value
        JOIN room_events ON room_events.event = events.id
        ORDER BY wanted.key
        """,
        (json.dumps(list(events)),),
    )
    return [Told(**dict(row)) for row in rows]


def _bins(connection: sqlite3.Connection, unit: str, chosen: Narrowing, condition: str) -> list[Bin]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    question = (
        f"SELECT {unit}, quad, count(DISTINCT happening) FROM room_events "  # noqa: S608  # a column of our own
        f"WHERE {unit} IS NOT NULL AND {condition} GROUP BY {unit}, quad"
    )
    for when, quad, count in connection.execute(question, chosen.values):
        counts[when][quad - 1] = count
    return [
        Bin(
            when=when,
            verbal_cooperation=found[0],
            material_cooperation=found[1],
            verbal_conflict=found[2],
            material_conflict=found[3],
        )
        for when, found in sorted(counts.items())
    ]
