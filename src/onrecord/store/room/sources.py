"""
What the page of a source asks: what it says, through whom, what rests on it alone, where it denies.

    w3n…  ->  the White House, whatever reports call it
    s4k…  ->  "three officials", all statements that name their source in just these words

A named source is an actor across reports. An unnamed one is known by its words only:
that two reports write "officials" does not make them the same officials, and the page
says so.
"""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from onrecord.store.room.actors import ActorStatement, Named

__all__ = [
    "Position",
    "SourceHead",
    "source_acts",
    "source_head",
    "source_outlets",
    "source_positions",
    "source_statements",
    "source_totals",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHead:
    """Who statements come from."""

    id: str
    """Of the actor across reports; of the first statement, where only words are known."""
    name: str
    world_actor: str | None
    source_kind: str | None
    """Of a source known by its words."""
    statements: int
    reports: int
    outlets: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A claim on which a source has a word."""

    claim: str
    kind: str
    type: str | None
    what: str
    standing: str
    standing_words: str
    stances: tuple[str, ...]
    first: str | None
    last: str | None
    accounts: int
    sources: int
    sources_denying: int


# The sayings of a source are read out of one index, in the order they are listed in.
_OF_WORDS = (
    "words = (SELECT quote FROM spans WHERE statement = :id AND role = 'source' AND ordinal = 0) "
    "AND (speaker IS NULL OR source_kind IN ('unnamed', 'none'))"
)
_OF_ACTOR = "speaker = :id"
_THROUGH_WORDS = f"via IN (SELECT statement FROM room_sayings WHERE {_OF_WORDS})"  # noqa: S608  # our own


def source_head(connection: sqlite3.Connection, id: str) -> SourceHead | None:
    """Return a source by the id of its actor, or of a statement that comes from it; None where there is none."""
    actor = connection.execute(
        "SELECT world_actors.id, world_actors.name FROM world_actors WHERE id = ?1 OR id = "
        "(SELECT member_of FROM ledger_rows WHERE kind = 'actor' AND row = ?1) OR id = ("
        "SELECT ledger_rows.member_of FROM statements JOIN ledger_rows ON ledger_rows.row = statements.speaker "
        "WHERE statements.id = ?1 AND statements.source_kind NOT IN ('unnamed', 'none'))",
        (id,),
    ).fetchone()
    if actor is not None:
        totals = source_totals(connection, actor["id"], by_words=False)
        return SourceHead(id=actor["id"], name=actor["name"], world_actor=actor["id"], source_kind=None, **totals)
    words = connection.execute(
        "SELECT spans.quote, statements.source_kind FROM statements LEFT JOIN spans ON spans.statement = statements.id "
        "AND spans.role = 'source' AND spans.ordinal = 0 WHERE statements.id = ?",
        (id,),
    ).fetchone()
    if words is None or words["quote"] is None:
        return None
    totals = source_totals(connection, id, by_words=True)
    kind = words["source_kind"]
    return SourceHead(id=id, name=" ".join(words["quote"].split()), world_actor=None, source_kind=kind, **totals)


def source_totals(connection: sqlite3.Connection, id: str, *, by_words: bool) -> dict[str, Any]:
    """Return how many statements come from a source, in how many reports and outlets, from when to when."""
    row = connection.execute(
        "SELECT count(*) AS statements, count(DISTINCT report) AS reports, count(DISTINCT outlet) AS outlets, "  # noqa: S608  # our own
        f"min(published) AS first, max(published) AS last FROM room_sayings WHERE {_of(by_words)}",
        {"id": id},
    ).fetchone()
    return dict(row)


def source_statements(connection: sqlite3.Connection, head: SourceHead, skip: int, most: int) -> list[ActorStatement]:
    """Return what a source says, the newest report first, some at a time."""
    rows = connection.execute(
        "SELECT statements.id AS statement, statements.report AS report, reports.outlet AS outlet, "  # noqa: S608
        "reports.title AS title, reports.published_start AS published, statements.act AS act, "
        "statements.form AS form, addressees.name AS addressee, "
        "(SELECT group_concat(quote, ' ') FROM spans WHERE statement = statements.id AND role = 'cue') AS cue "
        f"FROM (SELECT statement FROM room_sayings WHERE {_of(head.world_actor is None)} "
        "ORDER BY published DESC, report, ordinal LIMIT :most OFFSET :skip) AS mine "
        "JOIN statements ON statements.id = mine.statement JOIN reports ON reports.id = statements.report "
        "LEFT JOIN actors AS addressees ON addressees.id = statements.addressee "
        "ORDER BY reports.published_start DESC, statements.report, statements.ordinal",
        {"id": head.id, "most": most, "skip": skip},
    )
    return [ActorStatement(**dict(row)) for row in rows]


def source_acts(connection: sqlite3.Connection, head: SourceHead) -> list[Named]:
    """Return what the statements of a source do, the most frequent first."""
    rows = connection.execute(
        "SELECT NULL AS id, act AS name, count(*) AS count FROM room_sayings "  # noqa: S608  # our own
        f"WHERE {_of(head.world_actor is None)} GROUP BY 2 ORDER BY 3 DESC, 2",
        {"id": head.id},
    )
    return [Named(**dict(row)) for row in rows]


def source_outlets(connection: sqlite3.Connection, head: SourceHead, most: int) -> list[Named]:
    """Return the outlets that carry a source's words, those with most statements first."""
    rows = connection.execute(
        "SELECT outlet AS id, coalesce(outlet, 'an outlet not named') AS name, count(*) AS count "  # noqa: S608
        f"FROM room_sayings WHERE {_of(head.world_actor is None)} GROUP BY 1 ORDER BY 3 DESC, 2 LIMIT :most",
        {"id": head.id, "most": most},
    )
    return [Named(**dict(row)) for row in rows]


def source_positions(connection: sqlite3.Connection, head: SourceHead, skip: int, most: int) -> list[Position]:
    """Return the claims on which a source has a word, those of most reports first, some at a time."""
    mine = "world_actor = :id" if head.world_actor else _THROUGH_WORDS
    # The claims are cut to size by their numbers before their words are read.
    rows = connection.execute(
        "SELECT claims.id AS claim, claims.kind, claims.type, claims.what, claims.standing, "  # noqa: S608  # our own
        "claims.standing_words, some.stances, some.first, some.last, some.times AS accounts, claims.sources, "
        "claims.sources_denying FROM (SELECT mine.*, claims.reports, claims.accounts FROM "
        "(SELECT claim, json_group_array(DISTINCT stance) AS stances, min(published) AS first, "
        f"max(published) AS last, count(*) AS times FROM accounts WHERE {mine} GROUP BY claim) AS mine "
        "CROSS JOIN claims INDEXED BY claims_order ON claims.id = mine.claim "
        "ORDER BY claims.reports DESC, claims.accounts DESC, claims.id LIMIT :most OFFSET :skip) AS some "
        "CROSS JOIN claims ON claims.id = some.claim "
        "ORDER BY claims.reports DESC, claims.accounts DESC, claims.id",
        {"id": head.id, "most": most, "skip": skip},
    )
    return [Position(**{**dict(row), "stances": tuple(sorted(json.loads(row["stances"])))}) for row in rows]


def _of(by_words: bool) -> str:
    return _OF_WORDS if by_words else _OF_ACTOR
