"""
Rows that are compared across reports: actors, events and statements, their keys, links and groups.

    e3… CONSULT, keys ["CONSULT|2023-W30", …]  --0.93, "same day, same place"-->  e9…   both members of g3…
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.store.inserting import Inserter, as_text

__all__ = ["LedgerRow", "LinkRow", "RowTables"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One row and what it is compared by."""

    row: str
    kind: str
    """actor, event or statement."""
    report: str
    view: str
    """JSON, of the caller's making."""
    member_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """Two rows that may be the same."""

    row_a: str
    row_b: str
    score: float
    reasons: tuple[str, ...]
    correction: str | None = None


class RowTables:
    """ledger_queue, ledger_rows, ledger_keys and links."""

    def __init__(self, connection: sqlite3.Connection, inserter: Inserter) -> None:
        """Take the connection of an open store."""
        self._connection = connection
        self._inserter = inserter

    def queued(self) -> list[str]:
        """Return the reports that were stored or dropped since the ledger was brought up to date."""
        return [row[0] for row in self._connection.execute("SELECT report FROM ledger_queue ORDER BY report")]

    def queue(self, reports: Iterable[str]) -> None:
        """Have reports looked at again."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO ledger_queue (report) VALUES (CAST(? AS TEXT))", [(as_text(r),) for r in reports]
        )

    def unqueue(self, reports: Iterable[str]) -> None:
        """Say that reports were looked at."""
        self._connection.executemany(
            "DELETE FROM ledger_queue WHERE report = CAST(? AS TEXT)", [(as_text(r),) for r in reports]
        )

    def of_report(self, report: str) -> list[LedgerRow]:
        """Return the rows of a report."""
        rows = self._connection.execute(
            "SELECT row, kind, report, view, member_of FROM ledger_rows WHERE report = CAST(? AS TEXT) ORDER BY row",
            (as_text(report),),
        )
        return [LedgerRow(**dict(row)) for row in rows]

    def get(self, rows: Iterable[str]) -> dict[str, LedgerRow]:
        """Return rows by id; those that are not there are left out."""
        found = self._connection.execute(
            "SELECT row, kind, report, view, member_of FROM ledger_rows WHERE row IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(rows)),),
        )
        return {row["row"]: LedgerRow(**dict(row)) for row in found}

    def put(self, rows: Sequence[LedgerRow], keys: Mapping[str, Iterable[str]]) -> None:
        """Store rows that are not there yet, with their keys."""
        self._inserter.insert(
            "ledger_rows",
            [
                {"row": r.row, "kind": r.kind, "report": r.report, "view": r.view, "member_of": r.member_of}
                for r in rows
            ],
        )
        self._inserter.insert(
            "ledger_keys", [{"key": key, "row": row} for row, some in keys.items() for key in sorted(set(some))]
        )

    def drop(self, rows: Iterable[str]) -> None:
        """Delete rows, their keys and links."""
        self._connection.executemany("DELETE FROM ledger_rows WHERE row = ?", [(row,) for row in rows])

    def sharing_keys(self, rows: Sequence[str]) -> list[tuple[str, str]]:
        """Return the pairs of one of the rows and another row that has a key in common with it, smaller id first."""
        cursor = self._connection.execute(
            "SELECT DISTINCT min(mine.row, theirs.row), max(mine.row, theirs.row) "
            "FROM json_each(?) AS wanted JOIN ledger_keys AS mine ON mine.row = wanted.value "
            "JOIN ledger_keys AS theirs ON theirs.key = mine.key AND theirs.row <> mine.row ORDER BY 1, 2",
            (json.dumps(list(rows)),),
        )
        cursor.row_factory = None  # plain tuples: there may be a million
        return cursor.fetchall()

    def with_key(self, key: str) -> list[str]:
        """Return the rows that have the key."""
        return [
            r[0] for r in self._connection.execute("SELECT row FROM ledger_keys WHERE key = ? ORDER BY row", (key,))
        ]

    def put_links(self, links: Iterable[LinkRow]) -> None:
        """Store links; one that ties the same two rows is replaced."""
        self._inserter.insert(
            "links",
            [
                {
                    "row_a": link.row_a,
                    "row_b": link.row_b,
                    "score": link.score,
                    "reasons": json.dumps(link.reasons),
                    "correction": link.correction,
                }
                for link in links
            ],
            replacing=True,
        )

    def links_among(self, rows: Iterable[str]) -> list[tuple[str, str, float, str | None]]:
        """Return the links between two of the rows: the two ends, the score and the correction that made it."""
        wanted = json.dumps(sorted(rows))
        # The plus keeps SQLite from looking up every pair of the rows in the index instead of each row once.
        cursor = self._connection.execute(
            "SELECT row_a, row_b, score, correction FROM links "
            "WHERE row_a IN (SELECT value FROM json_each(?1)) AND +row_b IN (SELECT value FROM json_each(?1)) "
            "ORDER BY row_a, row_b",
            (wanted,),
        )
        cursor.row_factory = None  # plain tuples: there may be a hundred thousand
        return cursor.fetchall()

    def corrected_links(self) -> list[LinkRow]:
        """Return the links that corrections made."""
        found = self._connection.execute(
            "SELECT row_a, row_b, score, reasons, correction FROM links WHERE correction IS NOT NULL"
        )
        return [LinkRow(**{**dict(row), "reasons": tuple(json.loads(row["reasons"]))}) for row in found]

    def drop_links(self, links: Iterable[tuple[str, str]]) -> None:
        """Delete links."""
        self._connection.executemany("DELETE FROM links WHERE row_a = ? AND row_b = ?", list(links))

    def linked(self, rows: Iterable[str], *, line: float = 0.0) -> set[str]:
        """Return the rows that one link of at least that score ties to one of these."""
        wanted = json.dumps(sorted(rows))
        return {
            row[0]
            for row in self._connection.execute(
                "SELECT row_b FROM links WHERE row_a IN (SELECT value FROM json_each(?1)) AND score >= ?2 "
                "UNION SELECT row_a FROM links WHERE row_b IN (SELECT value FROM json_each(?1)) AND score >= ?2",
                (wanted, line),
            )
        }

    def reachable(self, rows: Iterable[str], *, line: float) -> set[str]:
        """Return these rows and all that links of at least that score tie to them, at any number of steps."""
        reached, edge = set(rows), set(rows)
        while edge:
            edge = self.linked(edge, line=line) - reached
            reached |= edge
        return reached

    def members(self, groups: Iterable[str]) -> dict[str, list[str]]:
        """Return the rows of each of the groups that there is."""
        found: dict[str, list[str]] = {}
        rows = self._connection.execute(
            "SELECT member_of, row FROM ledger_rows WHERE member_of IN (SELECT value FROM json_each(?)) ORDER BY 1, 2",
            (json.dumps(sorted(groups)),),
        )
        for group, row in rows:
            found.setdefault(group, []).append(row)
        return found

    def set_groups(self, groups: Mapping[str, str]) -> None:
        """Say which group each row belongs to."""
        self._connection.executemany(
            "UPDATE ledger_rows SET member_of = ? WHERE row = ?", [(group, row) for row, group in groups.items()]
        )
