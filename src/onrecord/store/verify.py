"""
Whether a record still says what its reports say: every span sliced again, every digest made again.

    Problem(where="events e3k… quote", message="stored as 'visited', the text has 'visit to'", is_failure=True)

A file that is no longer at its path is a note, not a failure: the text of record is
in the store. A file that is there and holds other bytes is a note as well, since the
next build will read it again.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import StoreError
from onrecord.records import Record
from onrecord.records.faults import origin_faults, record_faults
from onrecord.store.ledger.checking import ledger_problems
from onrecord.store.loading import load_record
from onrecord.store.problems import Problem
from onrecord.store.rows import record_rows

__all__ = ["Problem", "verify"]


def verify(connection: sqlite3.Connection, path: Path) -> Iterator[Problem]:
    """Yield every problem of the record file."""
    yield from _file_problems(connection)
    reports = [row["id"] for row in connection.execute("SELECT id FROM reports ORDER BY number")]
    for report in reports:
        try:
            record = load_record(connection, report)
        except (ValueError, StoreError) as error:
            yield Problem(where=f"report {report}", message=f"cannot be read back: {error}")
            continue
        if record is not None:
            yield from _record_problems(connection, record)
    yield from ledger_problems(connection)
    yield from _input_notes(connection, path)


def _file_problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield Problem(where="file", message=str(line))
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Problem(where=f"{table} row {row}", message=f"points at a row of {parent} that is not there")
    yield from _index_problems(connection)


def _index_problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Compare the full-text index with the texts: one entry each, and each text found by its own words."""
    query = (
        "SELECT number FROM reports WHERE number NOT IN (SELECT id FROM reports_fts_docsize) "
        "UNION ALL SELECT id FROM reports_fts_docsize WHERE id NOT IN (SELECT number FROM reports)"
    )
    for (number,) in connection.execute(query):
        yield Problem(where=f"full-text index, report number {number}", message="index and texts are out of step")
    path = connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0]
    if not os.access(path, os.W_OK):
        yield _index_note("the file is read-only")
        return
    # The index checks itself through an INSERT that inserts nothing; it needs a connection that may write.
    (query_only,) = connection.execute("PRAGMA query_only").fetchone()
    (wait_ms,) = connection.execute("PRAGMA busy_timeout").fetchone()
    try:
        connection.execute("PRAGMA busy_timeout = 1000")
        connection.execute("PRAGMA query_only = OFF")
        for index in ("reports_fts", "room_words_fts"):
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            yield _index_note("a build is writing")
        else:
            yield Problem(where="full-text index", message=f"index and texts are out of step: {error}")
    finally:
        connection.execute(f"PRAGMA query_only = {query_only}")
        connection.execute(f"PRAGMA busy_timeout = {wait_ms}")


def _index_note(reason: str) -> Problem:
    return Problem(where="full-text index", message=f"checked by its entries only: {reason}", is_failure=False)


def _record_problems(connection: sqlite3.Connection, record: Record) -> Iterator[Problem]:
    report = record.report.id
    faults = [*record_faults(record), *origin_faults(record)]
    yield from (Problem(where=f"report {report}", message=fault) for fault in faults)
    if faults:
        return  # spans that leave the text cannot be sliced
    # The rows are made again from the record and the text: a stored quote that differs is wrong.
    for table, rows in record_rows(record):
        stored = _quotes(connection, table, report)
        for row in rows:
            for column in ("quote", "sentence", "place_quote"):
                key = _key(table, row)
                if column in row and stored.get((*key, column)) != row[column]:
                    yield Problem(
                        where=f"{table} {' '.join(map(str, key))} {column}",
                        message=f"stored as {stored.get((*key, column))!r}, the text has {row[column]!r}",
                    )


_KEYS = {
    "facts": ("report", "ordinal"),
    "mentions": ("id",),
    "spans": ("statement", "role", "ordinal"),
    "events": ("id",),
    "participants": ("event", "role", "ordinal"),
    "objects": ("event", "ordinal"),
}
_OWNERS = {"spans": ("statement", "statements"), "participants": ("event", "events"), "objects": ("event", "events")}


def _key(table: str, row: dict[str, object]) -> tuple[object, ...]:
    return tuple(row[name] for name in _KEYS.get(table, ()))


def _quotes(connection: sqlite3.Connection, table: str, report: str) -> dict[tuple[object, ...], object]:
    """Return the stored quotes of a report's rows of a table, by key and column."""
    if table not in _KEYS:
        return {}
    if table in _OWNERS:
        column, owner = _OWNERS[table]
        where = f"{column} IN (SELECT id FROM {owner} WHERE report = ?)"  # noqa: S608  # names of our own tables
    else:
        where = "report = ?"
    found: dict[tuple[object, ...], object] = {}
    for row in connection.execute(f"SELECT * FROM {table} WHERE {where}", (report,)):  # noqa: S608
        key = tuple(row[name] for name in _KEYS[table])
        for name in ("quote", "sentence", "place_quote"):
            if name in row.keys():  # noqa: SIM118  # a Row is not a mapping
                found[(*key, name)] = row[name]
    return found


def _input_notes(connection: sqlite3.Connection, path: Path) -> Iterator[Problem]:
    """Look at the files that are still where they were; paths are those of the build's own folder."""
    query = "SELECT path, sha256 FROM inputs WHERE status = 'stored' AND container IS NULL ORDER BY path"
    missing = 0
    for name, sha256 in connection.execute(query).fetchall():
        file = Path(name)
        if name.startswith("-") or sha256 is None:
            continue
        if "\x00" in name or not file.is_file():
            missing += 1
        elif hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
            yield Problem(where=name, message="the file has changed since; build again to read it", is_failure=False)
    if missing:
        yield Problem(
            where=str(path),
            message=f"{missing} files are not at their path any more; their texts are in the record",
            is_failure=False,
        )
