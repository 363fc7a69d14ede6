"""
The log of corrections as pages of lines, the newest first, each with what became of it.

    12  27 Nov  A. Editor  set factuality: CT+ → PS+  "accused"  applied      11  …  undone by 14
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["LogLine", "last_in_force", "log_line", "log_lines", "log_of_row", "log_size"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One line of the log."""

    number: int
    id: str
    made: str
    """When, in UTC, ISO 8601."""
    author: str
    reason: str | None
    action: str
    in_table: str
    field: str | None
    before: str | None
    """As JSON."""
    after: str | None
    """As JSON."""
    undoes: str | None
    quote: str | None
    """The words that the first row is known by."""
    row: str | None
    """The first row it was applied to; null where it was to none."""
    report: str | None
    outcome: str | None
    """applied, undone, overruled, no such row, …; null while the ledger is not up to date."""
    holds: bool
    """Whether no later line takes it back, so that it can be undone."""


_LINES = """
SELECT corrections.number, corrections.id, corrections.made, corrections.author, corrections.reason,
    corrections.action, corrections.in_table, corrections.field, corrections.before, corrections.after,
    corrections.undoes,
    (SELECT quote FROM correction_anchors WHERE correction = corrections.id ORDER BY ordinal LIMIT 1) AS quote,
    outcomes.row, outcomes.report, outcomes.outcome,
    corrections.action <> 'undo' AND coalesce(outcomes.outcome, '') <> 'undone' AS holds
FROM corrections LEFT JOIN (
    SELECT correction, row, report, outcome FROM correction_outcomes AS each
    WHERE rowid = (SELECT rowid FROM correction_outcomes WHERE correction = each.correction
        ORDER BY outcome = 'applied' DESC, ordinal, report LIMIT 1)
) AS outcomes ON outcomes.correction = corrections.id
"""


def log_lines(connection: sqlite3.Connection, *, before: int | None = None, most: int = 100) -> list[LogLine]:
    """Return lines of the log, the newest first, from the one before a number on."""
    question = _LINES + "WHERE ?1 IS NULL OR corrections.number < ?1 ORDER BY corrections.number DESC LIMIT ?2"
    return _lines(connection.execute(question, (before, most)).fetchall())


def log_line(connection: sqlite3.Connection, id: str) -> LogLine | None:
    """Return the line of a correction; None where there is none of that id."""
    return next(iter(_lines(connection.execute(_LINES + "WHERE corrections.id = ?", (id,)).fetchall())), None)


def log_of_row(connection: sqlite3.Connection, row: str) -> list[LogLine]:
    """Return the lines of the log that were applied to a row, in order."""
    question = (
        _LINES + "WHERE corrections.id IN (SELECT correction FROM correction_outcomes WHERE row = ?1) "  # noqa: S608
        "ORDER BY corrections.number"
    )
    return _lines(connection.execute(question, (row,)).fetchall())


def last_in_force(connection: sqlite3.Connection, author: str) -> LogLine | None:
    """Return the last correction of somebody that nothing has taken back; None where there is none."""
    question = _LINES + (
        "WHERE corrections.author = ?1 AND corrections.action <> 'undo' AND coalesce(outcomes.outcome, '') <> 'undone' "
        "ORDER BY corrections.number DESC LIMIT 1"
    )
    return next(iter(_lines(connection.execute(question, (author,)).fetchall())), None)


def log_size(connection: sqlite3.Connection) -> int:
    """Return how many lines the log has."""
    return int(connection.execute("SELECT count(*) FROM corrections").fetchone()[0])


def _lines(rows: Sequence[sqlite3.Row]) -> list[LogLine]:
    return [LogLine(**{**dict(row), "holds": bool(row["holds"])}) for row in rows]
