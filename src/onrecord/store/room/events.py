"""
What the page of an event asks: every report that tells of it, who takes part, whose word it is.

    g7q…  ->  EventHead(mentions=6, reports=4, …) and a TellingRow for each report's sentence
"""

import json
import sqlite3
from dataclasses import dataclass

__all__ = [
    "EventHead",
    "EventLink",
    "EventPart",
    "TellingRow",
    "event_head",
    "event_links",
    "event_moments",
    "event_own_types",
    "event_parts",
    "event_tellings",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventHead:
    """An event across reports."""

    id: str
    claim: str
    type: str
    quad: int
    date_start: str | None
    date_end: str | None
    mentions: int
    reports: int
    outlets: int
    families: int
    sources: int
    row: str
    """The event of a report that stands for all: that of the claim where it is one of them, else the likeliest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPart:
    """Somebody who takes part, and in how many reports."""

    role: str
    """actor or recipient."""
    world_actor: str | None
    name: str
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingRow:
    """The event as one report tells it."""

    event: str
    report: str
    outlet: str | None
    title: str | None
    published: str | None
    who: str | None
    did: str
    to_whom: str | None
    with_what: str | None
    place: str | None
    place_country: str | None
    date_start: str | None
    date_end: str | None
    date_precision: str | None
    factuality: str
    tense: str
    voice: str
    stated_by: str | None
    denied_by: str | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLink:
    """Why two tellings are taken for one event."""

    row_a: str
    row_b: str
    score: float
    reasons: tuple[str, ...]
    correction: str | None
    outlet_a: str | None
    outlet_b: str | None
    report_a: str
    report_b: str


def event_head(connection: sqlite3.Connection, id: str) -> EventHead | None:
    """Return an event across reports, by its id or by that of one of its rows; None where there is none."""
    row = connection.execute(
        "SELECT event_groups.*, coalesce("
        "(SELECT claims.row FROM claims JOIN ledger_rows ON ledger_rows.row = claims.row "
        "WHERE claims.id = event_groups.claim AND ledger_rows.member_of = event_groups.id), "
        "(SELECT events.id FROM ledger_rows JOIN events ON events.id = ledger_rows.row "
        "WHERE ledger_rows.member_of = event_groups.id ORDER BY events.score DESC, events.id LIMIT 1)) AS row "
        "FROM event_groups WHERE event_groups.id = ?1 "
        "OR event_groups.id = (SELECT member_of FROM ledger_rows WHERE row = ?1 AND kind = 'event')",
        (id,),
    ).fetchone()
    return None if row is None or row["row"] is None else EventHead(**dict(row))


def event_own_types(connection: sqlite3.Connection, group: str) -> tuple[str, ...]:
    """Return the types of the user's own that rows of an event across reports are of, in order."""
    rows = connection.execute(
        "SELECT DISTINCT type FROM ledger_rows JOIN own_types ON own_types.event = ledger_rows.row "
        "WHERE member_of = ? ORDER BY type",
        (group,),
    )
    return tuple(row[0] for row in rows)


def event_tellings(connection: sqlite3.Connection, group: str, skip: int, most: int) -> list[TellingRow]:
    """Return the event as each of its reports tells it, by day of publication, some at a time."""
    rows = connection.execute(
        "SELECT event, who_did_what.report, outlet, report_title AS title, published, who, did, to_whom, with_what, "
        "place, place_country, date_start, date_end, date_precision, factuality, tense, voice, stated_by, denied_by, "
        "score FROM who_did_what WHERE event IN (SELECT ledger_rows.row FROM ledger_rows "
        "JOIN reports ON reports.id = ledger_rows.report WHERE ledger_rows.member_of = ? "
        "ORDER BY reports.published_start IS NULL, reports.published_start, ledger_rows.row LIMIT ? OFFSET ?) "
        "ORDER BY published IS NULL, published, event",
        (group, most, skip),
    )
    return [TellingRow(**dict(row)) for row in rows]


def event_parts(connection: sqlite3.Connection, group: str, most: int) -> list[EventPart]:
    """Return who takes part in an event across reports, those that most reports name first."""
    rows = connection.execute(
        "SELECT participants.role AS role, sides.member_of AS world_actor, "
        "coalesce(world_actors.name, participants.quote) AS name, count(DISTINCT members.report) AS reports "
        "FROM ledger_rows AS members JOIN participants ON participants.event = members.row "
        "LEFT JOIN ledger_rows AS sides ON sides.row = participants.actor "
        "LEFT JOIN world_actors ON world_actors.id = sides.member_of WHERE members.member_of = ? "
        "GROUP BY participants.role, coalesce(sides.member_of, participants.quote) "
        "ORDER BY participants.role, reports DESC, name LIMIT ?",
        (group, most),
    )
    return [EventPart(**dict(row)) for row in rows]


def event_moments(connection: sqlite3.Connection, group: str) -> list[tuple[str | None, str]]:
    """Return for each telling of an event the day of its report, and whose word it is."""
    rows = connection.execute(
        "SELECT reports.published_start AS published, EXISTS (SELECT 1 FROM event_statements "
        "WHERE event_statements.event = ledger_rows.row AND relation = 'stated_by') AS attributed "
        "FROM ledger_rows JOIN reports ON reports.id = ledger_rows.report WHERE ledger_rows.member_of = ?",
        (group,),
    )
    return [(row["published"], "on the word of a source" if row["attributed"] else "in own voice") for row in rows]


def event_links(connection: sqlite3.Connection, group: str, most: int) -> list[EventLink]:
    """Return why the tellings of an event are taken for one, the strongest links first."""
    rows = connection.execute(
        "SELECT links.row_a, links.row_b, links.score, links.reasons, links.correction, "
        "first.outlet AS outlet_a, second.outlet AS outlet_b, first.id AS report_a, second.id AS report_b "
        "FROM ledger_rows AS a JOIN links ON links.row_a = a.row "
        "JOIN ledger_rows AS b ON b.row = links.row_b AND b.member_of = a.member_of "
        "JOIN reports AS first ON first.id = a.report JOIN reports AS second ON second.id = b.report "
        "WHERE a.member_of = ? ORDER BY links.score DESC, links.row_a, links.row_b LIMIT ?",
        (group, most),
    )
    return [EventLink(**{**dict(row), "reasons": tuple(json.loads(row["reasons"]))}) for row in rows]
