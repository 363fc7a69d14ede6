"""
Rows that are compared across reports: namings of actors, events and statements, their keys, links and groups.

    e3… CONSULT, keys ["CONSULT:kim shoigu", …]  --0.93, "same day, same place"-->  e9…   both members of g3…

An actor of a report is no row that is compared: how it is named is, once for all reports that name it so.
"""

import hashlib
import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from onrecord.store.inserting import as_text, insert_rows

__all__ = ["LedgerRow", "LinkRow", "RowTables"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One row and what it is compared by."""

    row: str
    kind: str
    """actor, event, statement or naming."""
    report: str
    """Empty for a naming."""
    view: str
    """JSON, of the caller's making; empty for an actor, whose naming has it."""
    member_of: str = ""
    figures: bytes | None = None
    """The view as numbers, of the caller's making."""
    naming: str | None = None
    """Of an actor: the id of its naming."""
    takes_back: bool = False
    """Whether it takes back an earlier version of its report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """Two rows that may be the same."""

    row_a: str
    row_b: str
    score: float
    reasons: tuple[str, ...]
    correction: str | None = None


class RowTables:
    """ledger_queue, ledger_rows, ledger_views, ledger_keys and links."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take the connection of an open store."""
        self._connection = connection

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
            _WITH_VIEWS + "WHERE report = CAST(? AS TEXT) AND kind <> 'naming' ORDER BY row",
            (as_text(report),),
        )
        return [_row(row) for row in rows]

    def get(self, rows: Iterable[str]) -> dict[str, LedgerRow]:
        """Return rows by id; those that are not there are left out."""
        found = self._connection.execute(
            _WITH_VIEWS + "WHERE row IN (SELECT value FROM json_each(?))",  # noqa: S608  # our own columns
            (json.dumps(sorted(rows)),),
        )
        return {row["row"]: _row(row) for row in found}

    def groups_of(self, rows: Iterable[str]) -> dict[str, str]:
        """Return the group of each of the rows that is there."""
        found = self._plain(
            "SELECT row, member_of FROM ledger_rows WHERE row IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(rows)),),
        )
        return dict(found)

    def put(self, rows: Sequence[LedgerRow], keys: Mapping[str, Iterable[str]]) -> None:
        """Store rows that are not there yet, with their keys."""
        first = (self._connection.execute("SELECT max(number) FROM ledger_rows").fetchone()[0] or 0) + 1
        insert_rows(
            self._connection,
            "INSERT INTO ledger_rows (number, row, kind, report, naming, takes_back, member_of) VALUES",
            "?, ?, ?, CAST(? AS TEXT), ?, ?, ?",
            [
                (number, row.row, row.kind, as_text(row.report), row.naming, int(row.takes_back), row.member_of)
                for number, row in enumerate(rows, start=first)
            ],
        )
        self._connection.executemany(
            "INSERT INTO ledger_views (number, view, figures) VALUES (?, ?, ?)",
            [(number, row.view, row.figures) for number, row in enumerate(rows, start=first) if row.view],
        )
        number_of = {row.row: number for number, row in enumerate(rows, start=first)}
        pairs = {(_digest(key), number_of[row]) for row, some in keys.items() for key in some}
        self._connection.executemany("INSERT INTO ledger_keys (key, number) VALUES (?, ?)", sorted(pairs))

    def drop(self, rows: Iterable[str]) -> None:
        """Delete rows, their keys and links."""
        self._connection.execute(
            "DELETE FROM ledger_rows WHERE row IN (SELECT value FROM json_each(?))", (json.dumps(sorted(rows)),)
        )

    def unused(self, namings: Iterable[str]) -> list[str]:
        """Return those of the namings by which no actor is called."""
        found = self._plain(
            "SELECT row FROM ledger_rows AS namings WHERE kind = 'naming' AND row IN (SELECT value FROM json_each(?)) "
            "AND NOT EXISTS (SELECT 1 FROM ledger_rows WHERE naming = namings.row) ORDER BY row",
            (json.dumps(sorted(namings)),),
        )
        return [row for (row,) in found]

    def sharing_keys(self, rows: Iterable[str]) -> "array[int]":
        """
        Return the keys of these rows, each followed by the number of a row that has it, where several rows have it.

        Plain 64-bit numbers, for there may be some hundred thousand.
        """
        found = self._connection.execute(
            "SELECT key, number FROM ledger_keys WHERE key IN (SELECT mine.key FROM json_each(?) AS wanted "
            "JOIN ledger_rows ON ledger_rows.row = wanted.value JOIN ledger_keys AS mine USING (number) "
            "WHERE EXISTS (SELECT 1 FROM ledger_keys AS theirs WHERE theirs.key = mine.key "
            "AND theirs.number <> mine.number))",
            (json.dumps(sorted(rows)),),
        )
        found.row_factory = None
        return array("q", chain.from_iterable(found))

    def numbers(self, rows: Iterable[str]) -> list[int]:
        """Return the numbers that these rows are stored under."""
        found = self._plain(
            "SELECT number FROM ledger_rows WHERE row IN (SELECT value FROM json_each(?)) ORDER BY 1",
            (json.dumps(sorted(rows)),),
        )
        return [number for (number,) in found]

    def numbered(self, numbers: Iterable[int]) -> list[tuple[int, str, str, int]]:
        """Return number, id, report and whether it takes something back of the rows of these numbers, by number."""
        found = self._connection.execute(
            "SELECT number, row, report, takes_back FROM ledger_rows "
            "WHERE number IN (SELECT value FROM json_each(?)) ORDER BY 1",
            (json.dumps(sorted(numbers)),),
        )
        return list(map(tuple, found))

    def views(self, numbers: Iterable[int]) -> list[tuple[int, str]]:
        """Return number and view of the rows of these numbers, by number."""
        return self._plain(
            "SELECT number, view FROM ledger_views WHERE number IN (SELECT value FROM json_each(?)) ORDER BY 1",
            (json.dumps(sorted(numbers)),),
        )

    def figures(self, numbers: Iterable[int]) -> list[bytes]:
        """Return what the rows of these numbers are as numbers, in the order of the numbers."""
        found = self._plain(
            "SELECT figures FROM ledger_views WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number",
            (json.dumps(sorted(numbers)),),
        )
        return [figures or b"" for (figures,) in found]

    def with_key(self, key: str) -> list[str]:
        """Return the rows that have the key."""
        found = self._plain(
            "SELECT row FROM ledger_keys JOIN ledger_rows USING (number) WHERE key = ? ORDER BY row", (_digest(key),)
        )
        return [row for (row,) in found]

    def put_links(self, links: Iterable[LinkRow]) -> None:
        """Store links; one that ties the same two rows is replaced."""
        insert_rows(
            self._connection,
            "INSERT OR REPLACE INTO links (row_a, row_b, score, reasons, correction) VALUES",
            "?, ?, ?, ?, ?",
            [(link.row_a, link.row_b, link.score, json.dumps(link.reasons), link.correction) for link in links],
        )

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
            row
            for (row,) in self._plain(
                "SELECT row_b FROM links WHERE row_a IN (SELECT value FROM json_each(?1)) AND score >= ?2 "
                "UNION SELECT row_a FROM links WHERE row_b IN (SELECT value FROM json_each(?1)) AND score >= ?2",
                (wanted, line),
            )
        }

    def links_from(self, rows: Iterable[str], *, line: float = 0.0) -> Iterator[tuple[str, str, float, str | None]]:
        """
        Yield the links of at least that score with one of these rows at an end, each once.

        Of each the two ends, the score and the correction that made it. Some rows at a time are asked for: those that
        many years of news tie have half a million.
        """
        wanted = set(rows)
        ordered = sorted(wanted)
        for at in range(0, len(ordered), _ROWS_AT_A_TIME):
            few = json.dumps(ordered[at : at + _ROWS_AT_A_TIME])
            yield from self._plain(_LINKS_FROM.format(end="row_a"), (few, line))
            for link in self._plain(_LINKS_FROM.format(end="row_b"), (few, line)):
                if link[0] not in wanted:
                    yield link

    def members(self, groups: Iterable[str]) -> dict[str, list[str]]:
        """Return the rows of each of the groups that there is."""
        found: dict[str, list[str]] = {}
        rows = self._plain(
            "SELECT member_of, row FROM ledger_rows WHERE member_of IN (SELECT value FROM json_each(?)) ORDER BY 1, 2",
            (json.dumps(sorted(groups)),),
        )
        for group, row in rows:
            found.setdefault(group, []).append(row)
        return found

    def set_groups(self, groups: Mapping[str, str]) -> None:
        """Say which group each row belongs to."""
        ordered = sorted(groups.items())
        for at in range(0, len(ordered), _ROWS_OF_AN_UPDATE):
            self._connection.execute(
                "UPDATE ledger_rows SET member_of = json_extract(?1, '$.' || row) "
                "WHERE row IN (SELECT key FROM json_each(?1))",
                (json.dumps(dict(ordered[at : at + _ROWS_OF_AN_UPDATE])),),
            )

    def first_named(self, namings: Iterable[str]) -> dict[str, str]:
        """Return the actor of the smallest id that is called by each of the namings."""
        found = self._plain(
            "SELECT value, (SELECT min(row) FROM ledger_rows WHERE naming = value) FROM json_each(?)",
            (json.dumps(sorted(namings)),),
        )
        return {naming: row for naming, row in found if row is not None}

    def named_otherwise(self, groups: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """Return the actors called by namings that are in another group than given: id, naming and group."""
        wanted = json.dumps(sorted(groups.items()))
        return self._plain(
            "SELECT row, naming, member_of FROM json_each(?) AS wanted CROSS JOIN ledger_rows "
            "ON naming = json_extract(wanted.value, '$[0]') WHERE member_of <> json_extract(wanted.value, '$[1]')",
            (wanted,),
        )

    def named(self, namings: Iterable[str]) -> dict[str, list[str]]:
        """Return all actors called by each of the namings."""
        found: dict[str, list[str]] = {}
        rows = self._plain(
            "SELECT naming, row FROM ledger_rows WHERE naming IN (SELECT value FROM json_each(?)) ORDER BY 1, 2",
            (json.dumps(sorted(namings)),),
        )
        for naming, row in rows:
            found.setdefault(naming, []).append(row)
        return found

    def namings_of(self, rows: Iterable[str]) -> dict[str, str | None]:
        """Return the naming of each of the actors that is there; None where it has none."""
        found = self._plain(
            "SELECT row, naming FROM ledger_rows WHERE kind = 'actor' AND row IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(rows)),),
        )
        return dict(found)

    def _plain(self, question: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """
        Return the rows of an answer as plain tuples: there may be a hundred thousand.

        Ids and views are ASCII, so that their text needs none of the care that the texts of reports do.
        """
        careful, self._connection.text_factory = self._connection.text_factory, str
        try:
            cursor = self._connection.execute(question, values)
            cursor.row_factory = None
            return cursor.fetchall()
        finally:
            self._connection.text_factory = careful


_ROWS_OF_AN_UPDATE = 64
"""Changed by one statement: their new groups are looked up one after the other."""
_ROWS_AT_A_TIME = 500
"""Rows whose links are in memory at once."""
_LINKS_FROM = (
    "SELECT row_a, row_b, score, correction FROM links WHERE {end} IN (SELECT value FROM json_each(?)) AND score >= ?"
)
_WITH_VIEWS = (
    "SELECT row, kind, report, coalesce(view, '') AS view, member_of, figures, naming, takes_back FROM ledger_rows "
    "LEFT JOIN ledger_views USING (number) "
)


def _row(row: sqlite3.Row) -> LedgerRow:
    return LedgerRow(**{**dict(row), "takes_back": bool(row["takes_back"])})


def _digest(key: str) -> int:
    """64 bits of a digest of a key, as a signed integer."""
    return int.from_bytes(
        hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )
