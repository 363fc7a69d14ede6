"""
What the page of an actor asks: offices, statements, events, whom it accuses and who accuses it.

    w6h…  ->  ActorHead(name="Kim Jong Un", reports=5), Office(office="leader", reports=3), …
"""

import json
import sqlite3
from dataclasses import dataclass

__all__ = [
    "ActorHead",
    "ActorStatement",
    "Deed",
    "MonthOfEvents",
    "Named",
    "Office",
    "actor_deeds",
    "actor_head",
    "actor_months",
    "actor_names",
    "actor_statements",
    "actor_totals",
    "offices",
    "opponents",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorHead:
    """An actor across reports."""

    id: str
    name: str
    kind: str
    country: str | None
    wikidata: str | None
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office or rank that reports give an actor."""

    office: str | None
    rank: str | None
    sectors: tuple[str, ...]
    reports: int
    first: str | None
    """Day of the first report that gives it."""
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name, an actor or a source, and how many reports or rows have it."""

    id: str | None
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorStatement:
    """One statement of an actor."""

    statement: str
    report: str
    outlet: str | None
    title: str | None
    published: str | None
    act: str
    form: str
    addressee: str | None
    cue: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An event across reports that an actor has a part in."""

    group: str
    claim: str
    standing: str
    type: str
    role: str
    """actor: does it; recipient: has it done to it."""
    who: str | None
    did: str
    to_whom: str | None
    with_what: str | None
    place: str | None
    date_start: str | None
    date_end: str | None
    date_precision: str | None
    factuality: str
    tense: str
    reports: int
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfEvents:
    """Different events of an actor in a month."""

    month: str | None
    by: int
    """Done by the actor."""
    to: int
    """Done to it."""


def actor_head(connection: sqlite3.Connection, id: str) -> ActorHead | None:
    """Return an actor across reports by its id or that of an actor of a report; None where there is none."""
    row = connection.execute(
        "SELECT id, name, kind, country, wikidata, reports FROM world_actors WHERE id = ?1 "
        "OR id = (SELECT member_of FROM ledger_rows WHERE row = ?1 AND kind = 'actor')",
        (id,),
    ).fetchone()
    return None if row is None else ActorHead(**dict(row))


def actor_totals(connection: sqlite3.Connection, actor: str) -> dict[str, int]:
    """Return how many statements an actor makes, and in how many events it acts and is acted on."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM room_sayings WHERE speaker = ?1) AS statements, "
        "(SELECT count(*) FROM (SELECT DISTINCT happening FROM room_pairs WHERE doer = ?1)) AS does, "
        "(SELECT count(*) FROM (SELECT DISTINCT happening FROM room_pairs WHERE receiver = ?1)) AS has_done",
        (actor,),
    ).fetchone()
    return dict(row)


def actor_names(connection: sqlite3.Connection, actor: str, most: int) -> list[Named]:
    """Return the names that reports give an actor, the most frequent first."""
    rows = connection.execute(
        "SELECT NULL AS id, name, count(DISTINCT report) AS count FROM room_actors WHERE actor = ? "
        "GROUP BY name ORDER BY 3 DESC, 2 LIMIT ?",
        (actor, most),
    )
    return [Named(**dict(row)) for row in rows]


def offices(connection: sqlite3.Connection, actor: str, most: int) -> list[Office]:
    """Return the offices and ranks that reports give an actor, the most frequent first."""
    rows = connection.execute(
        "SELECT office, rank, max(sectors) AS sectors, count(DISTINCT report) AS reports, min(published) AS first, "
        "max(published) AS last FROM room_actors WHERE actor = ? AND (office IS NOT NULL OR rank IS NOT NULL) "
        "GROUP BY office, rank ORDER BY reports DESC, 1, 2 LIMIT ?",
        (actor, most),
    )
    return [Office(**{**dict(row), "sectors": tuple(json.loads(row["sectors"]))}) for row in rows]


def actor_statements(connection: sqlite3.Connection, actor: str, skip: int, most: int) -> list[ActorStatement]:
    """Return what an actor says, the newest report first, some at a time."""
    rows = connection.execute(
        "SELECT statements.id AS statement, statements.report AS report, reports.outlet AS outlet, "
        "reports.title AS title, reports.published_start AS published, statements.act AS act, "
        "statements.form AS form, addressees.name AS addressee, "
        "(SELECT group_concat(quote, ' ') FROM spans WHERE statement = statements.id AND role = 'cue') AS cue "
        "FROM (SELECT statement FROM room_sayings WHERE speaker = ? "
        "ORDER BY published DESC, report, ordinal LIMIT ? OFFSET ?) AS mine "
        "JOIN statements ON statements.id = mine.statement JOIN reports ON reports.id = statements.report "
        "LEFT JOIN actors AS addressees ON addressees.id = statements.addressee "
        "ORDER BY reports.published_start DESC, statements.report, statements.ordinal",
        (actor, most, skip),
    )
    return [ActorStatement(**dict(row)) for row in rows]


_SIDES = {"actor": "room_pairs.doer", "recipient": "room_pairs.receiver"}

# An actor's events, each once, with the row that stands for it; the newest first. The groups are cut to size
# before the words of the rows are looked up, which is what costs.
_DEEDS = """
WITH mine AS (SELECT DISTINCT room_pairs.happening AS grp FROM room_pairs WHERE {side} = :actor),
chosen AS MATERIALIZED (
    SELECT mine.grp, event_groups.claim, event_groups.reports, event_groups.date_end
    FROM mine CROSS JOIN event_groups INDEXED BY event_groups_order ON event_groups.id = mine.grp
    WHERE :type IS NULL OR event_groups.type = :type
    ORDER BY event_groups.date_end IS NULL, event_groups.date_end DESC, event_groups.reports DESC, mine.grp
    LIMIT :most OFFSET :skip),
some AS MATERIALIZED (
    SELECT chosen.*, :role AS role,
        (SELECT min(room_events.event) FROM room_events
         CROSS JOIN room_pairs INDEXED BY room_pairs_number ON room_pairs.number = room_events.number
         WHERE room_events.happening = chosen.grp AND {side} = :actor) AS row
    FROM chosen)
SELECT some.grp AS "group", some.claim, claims.standing, told.type, some.role, told.who, told.did, told.to_whom,
    told.with_what, told.place, told.date_start, told.date_end, told.date_precision, told.factuality, told.tense,
    some.reports, some.row
FROM some JOIN claims ON claims.id = some.claim JOIN who_did_what AS told ON told.event = some.row
ORDER BY some.date_end IS NULL, some.date_end DESC, some.reports DESC, some.grp
"""


def actor_deeds(
    connection: sqlite3.Connection, actor: str, role: str, skip: int, most: int, type: str | None = None
) -> list[Deed]:
    """Return the events that an actor does ('actor') or has done to it ('recipient'), the newest first."""
    given = {"actor": actor, "role": role, "type": type, "skip": skip, "most": most}
    question = _DEEDS.replace("{side}", _SIDES[role])
    return [Deed(**dict(row)) for row in connection.execute(question, given)]


def opponents(connection: sqlite3.Connection, actor: str, role: str, most: int) -> list[Named]:
    """Return whom an actor accuses ('actor'), or who accuses it ('recipient'): in how many different events."""
    mine, others = _SIDES[role], _SIDES["recipient" if role == "actor" else "actor"]
    # Those that are known stand beside the actor; those that are words only are looked up, event by event.
    rows = connection.execute(
        f"WITH mine AS MATERIALIZED (SELECT number, happening, {others} AS other FROM room_pairs "  # noqa: S608  # our own
        f"WHERE {mine} = ?1 AND type = 'ACCUSE') "
        "SELECT id, name, count FROM ("
        "SELECT other AS id, world_actors.name AS name, count(DISTINCT happening) AS count FROM mine "
        "JOIN world_actors ON world_actors.id = other GROUP BY other "
        "UNION ALL SELECT NULL, theirs.quote, count(DISTINCT mine.happening) FROM mine "
        "CROSS JOIN room_events ON room_events.number = mine.number "
        "CROSS JOIN participants AS theirs INDEXED BY participants_unknown "
        "ON theirs.event = room_events.event AND theirs.role <> ?2 AND theirs.actor IS NULL GROUP BY theirs.quote"
        ") ORDER BY 3 DESC, 2 LIMIT ?3",
        (actor, role, most),
    )
    return [Named(**dict(row)) for row in rows]


def actor_months(connection: sqlite3.Connection, actor: str) -> list[MonthOfEvents]:
    """Return how many different events an actor has a part in, by month; None gathers what has no date."""
    rows = connection.execute(
        'SELECT month, sum("by") AS "by", sum("to") AS "to" FROM ('
        'SELECT month, count(DISTINCT happening) AS "by", 0 AS "to" FROM room_pairs WHERE doer = ?1 GROUP BY month '
        "UNION ALL SELECT month, 0, count(DISTINCT happening) FROM room_pairs WHERE receiver = ?1 GROUP BY month) "
        "GROUP BY month ORDER BY month",
        (actor,),
    )
    return [MonthOfEvents(**dict(row)) for row in rows]
