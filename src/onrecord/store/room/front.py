"""
What the front page says a record holds.

    overview(connection)   ->   Overview(reports=199, outlets=1, independent=158, speakers=611, disputed_events=212, …)
    months(connection)     ->   (Month("2023-07", 41), …)
"""

import sqlite3
from dataclasses import dataclass

from onrecord.store.room.claims import OWN_TYPES

__all__ = [
    "ClaimLine",
    "Month",
    "NewReport",
    "Overview",
    "OwnType",
    "claim_lines",
    "months",
    "new_reports",
    "overview",
    "own_types",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Counts of the whole record."""

    reports: int
    outlets: int
    independent: int
    """Different texts: copies of one text count once."""
    first_published: str | None
    last_published: str | None
    statements: int
    speakers: int
    """Different speakers, those whom several reports speak of once."""
    events: int
    disputed_events: int
    """Accounts of events in claims that somebody makes and somebody denies."""
    claims: int
    disputed_claims: int
    corrections: int
    skipped: int
    built: str | None
    """When the latest build ended, in UTC; None where it did not."""
    builds: int
    new_reports: int
    """Reports that the latest build brought or read anew."""
    ledger_behind: int
    """Reports that the ledger has not taken in yet: claims and disputes do not count them."""


@dataclass(frozen=True, slots=True)
class Month:
    """Events of a month: of their date where known, else of publication."""

    month: str
    events: int


@dataclass(frozen=True, slots=True)
class OwnType:
    """A type of the user's own and how many events carry it."""

    type: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim in a list."""

    id: str
    row: str
    """The event or statement that stands for all accounts."""
    what: str
    type: str | None
    own_types: str | None
    """Types of the user's own that its events are of, apart by semicolons."""
    standing: str
    standing_words: str
    reports: int
    outlets: int
    sources: int
    first_published: str | None
    last_published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """A report that the latest build brought."""

    id: str
    outlet: str | None
    title: str | None
    published: str | None


_OVERVIEW = """
SELECT
    (SELECT count(*) FROM reports) AS reports,
    (SELECT count(DISTINCT outlet) FROM reports) AS outlets,
    (SELECT count(DISTINCT coalesce(family, reports.id)) FROM reports
     LEFT JOIN sketches ON sketches.report = reports.id) AS independent,
    (SELECT min(published_start) FROM reports) AS first_published,
    (SELECT max(published_end) FROM reports) AS last_published,
    (SELECT count(*) FROM statements) AS statements,
    (SELECT count(DISTINCT coalesce(ledger_rows.member_of, speaker)) FROM statements
     LEFT JOIN ledger_rows ON ledger_rows.row = speaker) AS speakers,
    (SELECT count(*) FROM events) AS events,
    (SELECT count(DISTINCT events.id) FROM claims JOIN accounts ON accounts.claim = claims.id
     JOIN events ON events.id = accounts.row WHERE claims.standing = 'disputed') AS disputed_events,
    (SELECT count(*) FROM claims) AS claims,
    (SELECT count(*) FROM claims WHERE standing = 'disputed') AS disputed_claims,
    (SELECT count(*) FROM corrections) AS corrections,
    (SELECT count(*) FROM inputs WHERE status = 'skipped') AS skipped,
    (SELECT finished FROM runs ORDER BY id DESC LIMIT 1) AS built,
    (SELECT count(*) FROM runs) AS builds,
    (SELECT count(DISTINCT report) FROM inputs WHERE report IS NOT NULL AND run = (SELECT max(id) FROM runs))
    AS new_reports,
    (SELECT count(*) FROM ledger_queue) AS ledger_behind
"""
_LISTS = {
    "disputed": "WHERE standing = 'disputed' ORDER BY last_published DESC, reports DESC, id",
    "repeated": "WHERE reports > 1 ORDER BY families DESC, reports DESC, id",
    "newest": "ORDER BY first_published DESC, reports DESC, id",
}


def overview(connection: sqlite3.Connection) -> Overview:
    """Return the counts."""
    return Overview(**dict(connection.execute(_OVERVIEW).fetchone()))


def months(connection: sqlite3.Connection) -> tuple[Month, ...]:
    """Return the months in which something happens, in order; what may lie in more than one is in none."""
    rows = connection.execute(
        "SELECT month, count(*) FROM room_events WHERE month IS NOT NULL GROUP BY month ORDER BY month"
    )
    return tuple(Month(*row) for row in rows)


def claim_lines(connection: sqlite3.Connection, list_name: str, most: int) -> tuple[ClaimLine, ...]:
    """Return the first claims of a list: disputed, repeated or newest."""
    names = ", ".join(name for name in ClaimLine.__slots__ if name != "own_types")
    rows = connection.execute(f"SELECT {names}, {OWN_TYPES} FROM claims {_LISTS[list_name]} LIMIT ?", (most,))  # noqa: S608  # our own lists
    return tuple(ClaimLine(**dict(row)) for row in rows)


def own_types(connection: sqlite3.Connection, most: int) -> tuple[OwnType, ...]:
    """Return the types of the user's own that most events carry."""
    rows = connection.execute(
        "SELECT type, count(*) FROM own_types GROUP BY type ORDER BY count(*) DESC, type LIMIT ?", (most,)
    )
    return tuple(OwnType(*row) for row in rows)


def new_reports(connection: sqlite3.Connection, most: int) -> tuple[NewReport, ...]:
    """Return the reports that the latest build brought or read anew, those published last first."""
    rows = connection.execute(
        "SELECT DISTINCT reports.id, outlet, title, published_start AS published FROM inputs "
        "JOIN reports ON reports.id = inputs.report WHERE run = (SELECT max(id) FROM runs) "
        "ORDER BY published_start DESC, reports.id LIMIT ?",
        (most,),
    )
    return tuple(NewReport(**dict(row)) for row in rows)
