"""
Rows into tables, with any text: lone surrogates, which strict UTF-8 has no bytes for, go in as the bytes they are.

    insert("agencies", [{"report": "r1", "ordinal": 0, "agency": "Crosswind", …}])
"""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain

from onrecord.errors import StoreError
from onrecord.records import Record
from onrecord.store.rows import Row

__all__ = ["Inserter", "as_text", "insert_rows", "insert_source_names", "insert_sources"]

_ROWS_OF_A_STATEMENT = 64
"""
Inserted at once. Where triggers or references hang on a table, SQLite copies every page that a statement changes, to be
able to undo it: row by row that is ten pages a row, half of all the time of storing.
"""


class Inserter:
    """Inserts rows into the tables of one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Remember the connection; the columns of a table are looked up when it is first written to."""
        self._connection = connection
        self._columns: dict[str, dict[str, str]] = {}

    def insert(self, table: str, rows: Iterable[Row], *, replacing: bool = False) -> None:
        """Insert rows of one shape; text goes through CAST, which takes the bytes of lone surrogates."""
        rows = list(rows)
        if not rows:
            return
        if table not in self._columns:
            self._columns[table] = self._column_kinds(table)
        kinds, names = self._columns[table], list(rows[0])
        places = ", ".join("CAST(? AS TEXT)" if kinds[name] == "TEXT" else "?" for name in names)
        verb = "INSERT OR REPLACE" if replacing else "INSERT"
        insert_rows(
            self._connection,
            f"{verb} INTO {table} ({', '.join(names)}) VALUES",
            places,
            [[as_text(value) if isinstance(value, str) else value for value in row.values()] for row in rows],
        )

    def _column_kinds(self, table: str) -> dict[str, str]:
        kinds = {row["name"]: row["type"] for row in self._connection.execute(f"PRAGMA table_info({table})")}
        if not kinds:
            raise StoreError(f"the record has no table {table}; build it again")
        return kinds


def insert_rows(
    connection: sqlite3.Connection, head: str, places: str, rows: Sequence[Sequence[object]], tail: str = ""
) -> None:
    """
    Run `head (places), (places), … tail` over rows, many in one statement; `head` ends in VALUES.

    Statements of one length serve all but the last rows, which take halves, quarters and so on of it, so that few are
    ever made ready.
    """
    if not rows:
        return
    # SQLite before 3.32 takes 999 values, and a build of it may be set lower still.
    most = connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER) // len(rows[0])
    at, many = 0, max(1, min(_ROWS_OF_A_STATEMENT, most))
    while at < len(rows):
        while many > len(rows) - at:
            many //= 2
        values = ", ".join([f"({places})"] * many)
        connection.execute(f"{head} {values} {tail}", list(chain.from_iterable(rows[at : at + many])))
        at += many


def as_text(value: str | None) -> str | bytes | None:
    """Return a text as SQLite takes it: as it is, or as bytes where strict UTF-8 has none."""
    if value is None or value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogatepass")
    return value


def insert_sources(connection: sqlite3.Connection, record: Record) -> None:
    """Insert who published the report of a record and which agency it credits."""
    insert_source_names(connection, record.report.id, outlet=record.report.outlet, credit=record.report.credit)


def insert_source_names(connection: sqlite3.Connection, report: str, *, outlet: str | None, credit: str | None) -> None:
    """Insert who published a report and which agency it credits, by their names."""
    for role, name in (("outlet", outlet), ("credit", credit)):
        if name:
            connection.execute("INSERT OR IGNORE INTO sources (name) VALUES (CAST(? AS TEXT))", (as_text(name),))
            connection.execute(
                "INSERT INTO report_sources (report, role, source) "
                "SELECT CAST(? AS TEXT), ?, id FROM sources WHERE name = CAST(? AS TEXT)",
                (as_text(report), role, as_text(name)),
            )
