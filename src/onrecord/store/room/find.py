"""
What a search asks of the record: the cards of a kind of row, which rows hold its words, and the rows it shows.

    cards_of(connection, "events")                      ->   b"\\x5e\\x43…", a hundred thousand cards
    holding(connection, '"north korea"')                ->   "1099511627777,1099511627790,…", numbers of cards
    found(connection, "events", ["e3…", …])             ->   rows of the page, in the order asked for
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from onrecord.store.inserting import as_text
from onrecord.store.room.cards import BLOCK_BITS, KINDS, TURN_BITS, first_number
from onrecord.store.room.claims import OWN_TYPES

__all__ = [
    "actor_names",
    "cards_of",
    "codes_of",
    "found",
    "holding",
    "ids_of",
    "reports_holding",
    "sizes",
    "values_of",
]

_FOUND = {
    "events": "SELECT who_did_what.*, events.sentence_start, events.place_latitude AS latitude, "
    "events.place_longitude AS longitude, events.place_precision, accounts.claim, claims.standing "
    "FROM who_did_what JOIN events ON events.id = who_did_what.event "
    "LEFT JOIN accounts ON accounts.row = events.id LEFT JOIN claims ON claims.id = accounts.claim "
    "WHERE who_did_what.event IN (SELECT value FROM json_each(?)) GROUP BY who_did_what.event",
    "statements": "SELECT who_said_what.*, accounts.claim, claims.standing FROM who_said_what "
    "LEFT JOIN accounts ON accounts.row = who_said_what.statement LEFT JOIN claims ON claims.id = accounts.claim "
    "WHERE who_said_what.statement IN (SELECT value FROM json_each(?)) GROUP BY who_said_what.statement",
    "claims": f"SELECT id AS claim, *, {OWN_TYPES} FROM claims WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
    "reports": "SELECT id AS report, title, outlet, byline, credit, published_start, published_end, path, url, "
    "text FROM reports WHERE id IN (SELECT value FROM json_each(?))",
    "actors": "SELECT id AS actor, name, kind, country, wikidata, reports FROM world_actors "
    "WHERE id IN (SELECT value FROM json_each(?))",
}
_KEYS = {"events": "event", "statements": "statement", "claims": "claim", "reports": "report", "actors": "actor"}


def sizes(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows of each kind there are."""
    counts = dict(map(tuple, connection.execute("SELECT kind, cards FROM room_kinds")))
    return {kind: counts[place] for place, kind in enumerate(KINDS, 1)}


def cards_of(connection: sqlite3.Connection, kind: str) -> bytes:
    """Return the cards of all rows of a kind, in the order of their turns, as one run of bytes."""
    first, last = _bounds(kind)
    blocks = connection.execute(
        "SELECT cards FROM room_blocks WHERE block BETWEEN ? AND ? ORDER BY block",
        (first >> BLOCK_BITS, last >> BLOCK_BITS),
    )
    return b"".join(row[0] for row in blocks)


def holding(connection: sqlite3.Connection, question: str, kind: str | None = None) -> str:
    """
    Return the numbers of the cards whose rows hold the words of a question to the index of words, in order.

    They are one text with commas between, which is ten times as fast read as made into so many objects.
    """
    bounds = (0, len(KINDS) + 1 << TURN_BITS) if kind is None else _bounds(kind)
    (joined,) = connection.execute(
        "SELECT group_concat(rowid) FROM room_words_fts WHERE room_words_fts MATCH ? AND rowid BETWEEN ? AND ?",
        (question, *bounds),
    ).fetchone()
    return joined or ""


def reports_holding(connection: sqlite3.Connection, question: str) -> str:
    """Return the turns of the cards of the reports that hold the words of a question to their full-text index."""
    (joined,) = connection.execute(
        "SELECT group_concat(rowid) FROM reports_fts WHERE reports_fts MATCH ?", (question,)
    ).fetchone()
    return joined or ""  # a report's turn is its number in the full-text index


def ids_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Return the ids of the rows whose cards have these numbers; cards gone meanwhile are left out."""
    rows = connection.execute(
        "SELECT number, row FROM room_cards WHERE number IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    )
    return dict(map(tuple, rows))


def codes_of(connection: sqlite3.Connection, facet: str, values: Iterable[str]) -> dict[str, int]:
    """Return the code of each value of a facet that some row has had."""
    found: dict[str, int] = {}
    for value in values:
        row = connection.execute(
            "SELECT code FROM room_facets WHERE facet = ? AND value = CAST(? AS TEXT)", (facet, as_text(value))
        ).fetchone()
        if row is not None:
            found[value] = row[0]
    return found


def values_of(connection: sqlite3.Connection, codes: Iterable[int]) -> dict[int, str]:
    """Return the value that each code stands for."""
    rows = connection.execute(
        "SELECT code, value FROM room_facets WHERE code IN (SELECT value FROM json_each(?))",
        (json.dumps(list(codes)),),
    )
    return dict(map(tuple, rows))


def actor_names(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the name of each of the actors across reports."""
    rows = connection.execute(
        "SELECT id, name FROM world_actors WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
    )
    return dict(map(tuple, rows))


def found(connection: sqlite3.Connection, kind: str, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return what a list shows of the rows of these ids, in the order asked for; rows gone meanwhile are left out."""
    rows = {row[_KEYS[kind]]: dict(row) for row in connection.execute(_FOUND[kind], (json.dumps(list(ids)),))}
    return [rows[each] for each in ids if each in rows]


def _bounds(kind: str) -> tuple[int, int]:
    first = first_number(kind)
    return first, first + (1 << TURN_BITS) - 1
