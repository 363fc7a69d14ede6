"""
The rows to look at, one by one: the least certain that nobody has judged yet, and how far one has come.

    after nothing   ->   an event at 0.51        passed over   ->   the next, a statement at 0.48

A row that was passed over stays unjudged; where one stands is the place of the last row, not a number of rows,
so that verdicts given meanwhile move nothing.
"""

import sqlite3
from dataclasses import dataclass

__all__ = ["Progress", "Uncertain", "review_progress", "uncertain_after", "uncertain_row"]

TABLES = ("events", "statements")


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertain:
    """A row that waits for a verdict."""

    in_table: str
    """events or statements."""
    id: str
    report: str
    score: float
    doubt: float
    """Distance of the score from even odds: 0 the least certain, 0.5 the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a review has come."""

    judged: int
    """Rows on which somebody has given a verdict that holds, rejected ones included."""
    left: int
    """Rows that nobody has judged."""


def uncertain_after(
    connection: sqlite3.Connection, table: str | None = None, *, doubt: float = -1.0, id: str = "", most: int = 1
) -> list[Uncertain]:
    """Return the unjudged rows that come after a place in the order of doubt, nearest first."""
    # Each table is read along its index of doubt, and no further than is needed.
    parts = [
        f"SELECT * FROM (SELECT '{name}' AS in_table, id, report, score, abs(score - 0.5) AS doubt FROM {name} "  # noqa: S608  # names of our own
        "WHERE (abs(score - 0.5), id) > (:doubt, :id) AND NOT EXISTS (SELECT 1 FROM correction_outcomes "
        f"WHERE correction_outcomes.row = {name}.id AND outcome = 'applied') ORDER BY abs(score - 0.5), id LIMIT :most)"
        for name in TABLES
        if table in (None, name)
    ]
    question = " UNION ALL ".join(parts) + " ORDER BY doubt, id LIMIT :most"
    rows = connection.execute(question, {"doubt": doubt, "id": id, "most": most})
    return [Uncertain(**dict(row)) for row in rows]


def uncertain_row(connection: sqlite3.Connection, id: str) -> Uncertain | None:
    """Return an event or a statement as a row to look at, judged or not; None where there is none of that id."""
    for table in TABLES:
        row = connection.execute(
            f"SELECT id, report, score, abs(score - 0.5) AS doubt FROM {table} WHERE id = ?",  # noqa: S608  # names of our own
            (id,),
        ).fetchone()
        if row is not None:
            return Uncertain(in_table=table, **dict(row))
    return None


def review_progress(connection: sqlite3.Connection, table: str | None = None) -> Progress:
    """Return how many rows of a table, or of both, were judged and how many were not."""
    tables = [name for name in TABLES if table in (None, name)]
    there = sum(
        int(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0])  # noqa: S608  # names of our own
        for name in tables
    )
    marks = ", ".join("?" * len(tables))
    judged, gone = connection.execute(
        "SELECT count(DISTINCT correction_outcomes.row), "  # noqa: S608  # question marks
        "count(DISTINCT CASE WHEN action = 'reject' THEN correction_outcomes.row END) FROM correction_outcomes "
        "JOIN corrections ON corrections.id = correction_outcomes.correction "
        f"WHERE outcome = 'applied' AND in_table IN ({marks})",
        tables,
    ).fetchone()
    return Progress(judged=judged, left=there - (judged - gone))
