"""
Who does what to whom: the actors with most to do with each other, and what passes between them.

    Kyiv -> Moscow   verbal conflict 31 (ACCUSE 24, REJECT 7)
"""

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from onrecord.store.room.selection import Narrowing

__all__ = ["Network", "Node", "Tie", "network"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor across reports."""

    actor: str
    name: str
    kind: str
    country: str | None
    events: int
    """Different events with another actor that it does or that are done to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What one actor does to another."""

    doer: str
    receiver: str
    type: str
    """PLOVER event type."""
    events: int
    """Different events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The most involved actors of a selection and what passes between them."""

    nodes: tuple[Node, ...]
    """Those of most events first."""
    ties: tuple[Tie, ...]
    actors: int
    """Actors of the selection that do something to another, or to whom something is done."""
    beyond: int
    """Ties of these nodes with others, and of others, that are left out."""


def network(connection: sqlite3.Connection, chosen: Narrowing, most: int) -> Network:
    """Return the network of the so many most involved actors; with an actor chosen, of those it has to do with."""
    ties = [Tie(doer=row[0], receiver=row[1], type=row[2], events=row[3]) for row in _ties(connection, chosen)]
    involved: dict[str, int] = defaultdict(int)
    for tie in ties:
        involved[tie.doer] += tie.events
        involved[tie.receiver] += tie.events
    most_involved = sorted(involved, key=lambda actor: (-involved[actor], actor))[:most]
    within = set(most_involved)
    kept = [tie for tie in ties if tie.doer in within and tie.receiver in within]
    rows = connection.execute(
        "SELECT id, name, kind, country FROM world_actors WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(most_involved),),
    )
    known = {row["id"]: row for row in rows}
    nodes = [
        Node(
            actor=actor,
            name=known[actor]["name"],
            kind=known[actor]["kind"],
            country=known[actor]["country"],
            events=involved[actor],
        )
        for actor in most_involved
        if actor in known
    ]
    return Network(nodes=tuple(nodes), ties=tuple(kept), actors=len(involved), beyond=len(ties) - len(kept))


# Of a selection that only these narrow, the pairs alone know enough.
_OF_PAIRS = {"type", "quad", "since", "until"}


def _ties(connection: sqlite3.Connection, chosen: Narrowing) -> sqlite3.Cursor:
    tables, condition = "room_pairs", chosen.within.replace("room_events.", "room_pairs.")
    if not chosen.names <= _OF_PAIRS:
        condition = chosen.within
        tables = "room_events CROSS JOIN room_pairs ON room_pairs.number = room_events.number"
    question = (
        "SELECT room_pairs.doer, room_pairs.receiver, room_pairs.type, count(DISTINCT room_pairs.happening) "  # noqa: S608
        f"FROM {tables} WHERE room_pairs.doer IS NOT NULL AND room_pairs.receiver IS NOT NULL "
        f"AND room_pairs.doer <> room_pairs.receiver AND {condition} "  # tables and conditions of our own
        "GROUP BY room_pairs.doer, room_pairs.receiver, room_pairs.type"
    )
    cursor = connection.execute(question, chosen.values)
    cursor.row_factory = None  # plain tuples: there may be tens of thousands
    return cursor
