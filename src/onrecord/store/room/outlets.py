"""
What the page of an outlet asks: how much it says itself, how much it borrows, and from whom.

    Harbour Courier  ->  24 events in its own voice, 16 on the word of a source; 3 reports from an agency;
                         5 statements of sources not named

An agency that others credit has such a page as well, whether or not it has reports of its own.
"""

import sqlite3
from dataclasses import dataclass

from onrecord.store.room.actors import Named

__all__ = [
    "OutletHead",
    "OutletReport",
    "Voices",
    "outlet_agencies",
    "outlet_carriers",
    "outlet_head",
    "outlet_kinds",
    "outlet_reports",
    "outlet_shares",
    "outlet_speakers",
    "outlet_unnamed",
    "outlet_voices",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletHead:
    """An outlet or an agency."""

    name: str
    reports: int
    """That it published itself."""
    texts: int
    """Of these, different ones: copies of one text count once."""
    copies: int
    """Of these, how many share their text with another report."""
    first: str | None
    last: str | None
    carried_by: int
    """Reports of any outlet that come from it as a whole, where it is an agency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """How an outlet's events are told, and its statements."""

    own: int
    """Events in its own voice."""
    borrowed: int
    """Events on the word of a source."""
    statements: int
    unnamed: int
    """Of the statements, those whose source is not named."""
    wire: int
    """Reports that come from an agency as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletReport:
    """One report of an outlet."""

    report: str
    title: str | None
    published: str | None
    published_end: str | None
    credit: str | None
    family: str | None
    events: int
    statements: int


_MINE = (
    "SELECT report_sources.report AS report FROM sources JOIN report_sources ON report_sources.source = sources.id "
    "AND report_sources.role = 'outlet' WHERE sources.name = :outlet"
)


def outlet_head(connection: sqlite3.Connection, outlet: str) -> OutletHead | None:
    """Return an outlet or agency by its name; None where nothing in the record has it."""
    row = connection.execute(
        f"SELECT count(*) AS reports, count(DISTINCT coalesce(sketches.family, mine.report)) AS texts, "  # noqa: S608
        "count(sketches.family) AS copies, min(reports.published_start) AS first, "
        "max(reports.published_start) AS last, "
        "(SELECT count(*) FROM agencies WHERE agency = :outlet AND whole) AS carried_by "
        f"FROM ({_MINE}) AS mine JOIN reports ON reports.id = mine.report "
        "LEFT JOIN sketches ON sketches.report = mine.report",
        {"outlet": outlet},
    ).fetchone()
    if not row["reports"] and not row["carried_by"]:
        return None
    return OutletHead(name=outlet, **dict(row))


def outlet_voices(connection: sqlite3.Connection, outlet: str) -> Voices:
    """Return how many events an outlet tells itself and on the word of others, and what its statements rest on."""
    given = {"outlet": outlet}
    told = connection.execute(
        f"SELECT count(*) AS events, count(stated.event) AS borrowed FROM ({_MINE}) AS mine "  # noqa: S608
        "JOIN events ON events.report = mine.report LEFT JOIN event_statements AS stated "
        "ON stated.event = events.id AND stated.relation = 'stated_by' AND stated.ordinal = 0",
        given,
    ).fetchone()
    said = connection.execute(
        "SELECT count(*) AS statements, coalesce(sum(statements.source_kind IN ('unnamed', 'none')), 0) "  # noqa: S608
        f"AS unnamed FROM ({_MINE}) AS mine JOIN statements ON statements.report = mine.report",
        given,
    ).fetchone()
    (wire,) = connection.execute(
        f"SELECT count(DISTINCT mine.report) FROM ({_MINE}) AS mine "  # noqa: S608
        "JOIN agencies ON agencies.report = mine.report AND agencies.whole",
        given,
    ).fetchone()
    return Voices(own=told["events"] - told["borrowed"], borrowed=told["borrowed"], **dict(said), wire=wire)


def outlet_agencies(connection: sqlite3.Connection, outlet: str, most: int) -> list[Named]:
    """Return the agencies that an outlet carries, with how many of its reports come from each."""
    rows = connection.execute(
        f"SELECT agency AS id, agency AS name, count(DISTINCT mine.report) AS count FROM ({_MINE}) AS mine "  # noqa: S608
        "JOIN agencies ON agencies.report = mine.report GROUP BY agency ORDER BY 3 DESC, 2 LIMIT :most",
        {"outlet": outlet, "most": most},
    )
    return [Named(**dict(row)) for row in rows]


def outlet_carriers(connection: sqlite3.Connection, agency: str, most: int) -> list[Named]:
    """Return the outlets that carry an agency, with how many of their reports come from it."""
    rows = connection.execute(
        "SELECT sources.name AS id, coalesce(sources.name, 'an outlet not named') AS name, count(*) AS count "
        "FROM agencies LEFT JOIN report_sources ON report_sources.report = agencies.report "
        "AND report_sources.role = 'outlet' LEFT JOIN sources ON sources.id = report_sources.source "
        "WHERE agencies.agency = ? AND agencies.whole AND sources.name IS NOT agencies.agency "
        "GROUP BY sources.name ORDER BY 3 DESC, 2 LIMIT ?",
        (agency, most),
    )
    return [Named(**dict(row)) for row in rows]


def outlet_kinds(connection: sqlite3.Connection, outlet: str) -> list[Named]:
    """Return how many of an outlet's statements come from each kind of source."""
    rows = connection.execute(
        "SELECT NULL AS id, statements.source_kind AS name, count(*) AS count "  # noqa: S608
        f"FROM ({_MINE}) AS mine JOIN statements ON statements.report = mine.report GROUP BY 2 ORDER BY 3 DESC, 2",
        {"outlet": outlet},
    )
    return [Named(**dict(row)) for row in rows]


def outlet_speakers(connection: sqlite3.Connection, outlet: str, most: int) -> list[Named]:
    """Return whom an outlet quotes by name, with the number of statements."""
    rows = connection.execute(
        "SELECT world_actors.id AS id, world_actors.name AS name, count(*) AS count "  # noqa: S608
        f"FROM ({_MINE}) AS mine JOIN statements ON statements.report = mine.report "
        "AND statements.source_kind NOT IN ('unnamed', 'none') "
        "JOIN ledger_rows ON ledger_rows.row = statements.speaker "
        "JOIN world_actors ON world_actors.id = ledger_rows.member_of "
        "GROUP BY world_actors.id ORDER BY 3 DESC, 2 LIMIT :most",
        {"outlet": outlet, "most": most},
    )
    return [Named(**dict(row)) for row in rows]


def outlet_unnamed(connection: sqlite3.Connection, outlet: str, most: int) -> list[Named]:
    """Return the words an outlet has for sources it does not name, each with one statement's id and their number."""
    rows = connection.execute(
        "SELECT CASE WHEN spans.quote IS NULL THEN NULL ELSE min(statements.id) END AS id, "  # noqa: S608
        "coalesce(spans.quote, 'no words for the source') AS name, count(*) AS count "
        f"FROM ({_MINE}) AS mine JOIN statements ON statements.report = mine.report "
        "AND statements.source_kind IN ('unnamed', 'none') LEFT JOIN spans ON spans.statement = statements.id "
        "AND spans.role = 'source' AND spans.ordinal = 0 GROUP BY spans.quote ORDER BY 3 DESC, 2 LIMIT :most",
        {"outlet": outlet, "most": most},
    )
    return [Named(**dict(row)) for row in rows]


def outlet_shares(connection: sqlite3.Connection, outlet: str, most: int) -> list[Named]:
    """Return the other outlets whose reports carry the same texts, with the number of families they share."""
    rows = connection.execute(
        "SELECT sources.name AS id, coalesce(sources.name, 'an outlet not named') AS name, "  # noqa: S608
        "count(DISTINCT ours.family) AS count "
        f"FROM ({_MINE}) AS mine JOIN sketches AS ours ON ours.report = mine.report AND ours.family IS NOT NULL "
        "JOIN sketches AS theirs ON theirs.family = ours.family AND theirs.report <> ours.report "
        "LEFT JOIN report_sources AS outlets ON outlets.report = theirs.report AND outlets.role = 'outlet' "
        "LEFT JOIN sources ON sources.id = outlets.source WHERE sources.name IS NOT :outlet "
        "GROUP BY sources.name ORDER BY 3 DESC, 2 LIMIT :most",
        {"outlet": outlet, "most": most},
    )
    return [Named(**dict(row)) for row in rows]


def outlet_reports(connection: sqlite3.Connection, outlet: str, skip: int, most: int) -> list[OutletReport]:
    """Return the reports of an outlet, the newest first, some at a time."""
    rows = connection.execute(
        "WITH some AS (SELECT reports.id AS report, reports.title, reports.published_start AS published, "  # noqa: S608
        f"reports.published_end, reports.credit FROM ({_MINE}) AS mine JOIN reports ON reports.id = mine.report "
        "ORDER BY reports.published_start DESC, reports.id LIMIT :most OFFSET :skip) "
        "SELECT some.*, sketches.family, "
        "(SELECT count(*) FROM events WHERE events.report = some.report) AS events, "
        "(SELECT count(*) FROM statements WHERE statements.report = some.report) AS statements "
        "FROM some LEFT JOIN sketches ON sketches.report = some.report "
        "ORDER BY published DESC, some.report",
        {"outlet": outlet, "most": most, "skip": skip},
    )
    return [OutletReport(**dict(row)) for row in rows]
