"""
Put records and failures into a record file: one report, one transaction.

    add(record, input)   ->   the report, its rows and the input, or nothing of it

A report that was read again takes the place of the old one. A report that no
input stands for any longer goes.
"""

import sqlite3
from collections.abc import Iterable
from typing import Any

from onrecord.errors import ReportError, SkipReason
from onrecord.records import Failure
from onrecord.store.connection import transaction
from onrecord.store.inputs import Input
from onrecord.store.inserting import Inserter, as_text, insert_source_names
from onrecord.store.prepared import PreparedRecord
from onrecord.store.room.carding import changing
from onrecord.store.rows import Row

__all__ = ["Writer"]

# Unchanged inputs are marked as met in one transaction for so many of them.
_MET_BATCH = 500


class Writer:
    """One build's worth of writing."""

    def __init__(self, connection: sqlite3.Connection, pipeline: str) -> None:
        """Begin a run of the pipeline of that version."""
        self._connection = connection
        self._met: list[str] = []
        self._inserter = Inserter(connection)
        with transaction(connection):
            connection.execute("INSERT OR IGNORE INTO pipelines (version) VALUES (?)", (pipeline,))
            self._pipeline: int = self._value("SELECT id FROM pipelines WHERE version = ?", pipeline)
            connection.execute(
                "INSERT INTO runs (pipeline, started) VALUES (?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
                (self._pipeline,),
            )
            self._run: int = self._value("SELECT last_insert_rowid()")

    def known(self, entry: Input) -> str | None:
        """Return "stored" or "skipped" where this very input was read by this very pipeline; else None."""
        row = self._connection.execute(
            "SELECT status FROM inputs WHERE path = CAST(? AS TEXT) AND fingerprint = ? AND pipeline = ? "
            "AND (status = 'skipped' OR report IS NOT NULL)",
            (as_text(entry.path), entry.fingerprint, self._pipeline),
        ).fetchone()
        if row is not None:
            self._met.append(entry.path)
            if len(self._met) >= _MET_BATCH:
                with transaction(self._connection):
                    self._mark_met()
            return str(row["status"])
        twin = self._value(
            "SELECT report FROM inputs WHERE fingerprint = ? AND pipeline = ? AND report IS NOT NULL LIMIT 1",
            entry.fingerprint,
            self._pipeline,
        )
        if twin is None:
            return None
        with changing(self._connection):
            self._point(entry, report=twin)
        return "stored"

    def add(self, record: PreparedRecord, entry: Input) -> None:
        """
        Store the record of an input.

        Raises `ReportError` where another input gave another text under the
        same id; nothing is stored then.
        """
        try:
            with changing(self._connection):
                self._mark_met()
                self._check_rival(record, entry)
                if not self._is_current(record.report, record.sha256):
                    sharers = self._sharers(record.report, record.sha256)
                    self._connection.execute("DELETE FROM reports WHERE id = ?", (as_text(record.report),))
                    self._insert_record(record)
                    self._connection.executemany(
                        "UPDATE inputs SET report = CAST(? AS TEXT) WHERE path = CAST(? AS TEXT)",
                        [(as_text(record.report), as_text(path)) for path in sharers],
                    )
                self._point(entry, report=record.report)
        except sqlite3.IntegrityError as error:
            raise ReportError(
                f"{entry.path}: a row of this report has an id that another row has already ({error})",
                SkipReason.MALFORMED,
            ) from error

    def fail(self, failure: Failure, entry: Input | None = None) -> None:
        """
        Store an input that was left out, and why.

        What an earlier run read from it goes, unless its bytes could not be had
        this time: a drive that is not mounted is no reason to forget.
        """
        entry = entry or Input.of_failure(failure)
        with changing(self._connection):
            self._mark_met()
            kept = None
            if entry.sha256 is None:
                kept = self._value("SELECT report FROM inputs WHERE path = CAST(? AS TEXT)", as_text(entry.path))
            self._point(entry, report=kept, reason=failure.reason.value)
            self._insert(
                "failures",
                [
                    {
                        "input": entry.path,
                        "stage": failure.stage,
                        "reason": failure.reason.value,
                        "message": failure.message,
                    }
                ],
            )

    def finish(self) -> None:
        """End the run: drop what files that were read again hold no longer."""
        with changing(self._connection):
            self._mark_met()
            gone = self._connection.execute(
                "SELECT path, report FROM inputs WHERE run <> ? "
                "AND container IN (SELECT container FROM inputs WHERE run = ?) "
                "AND container NOT IN (SELECT path FROM inputs WHERE status = 'skipped')",
                (self._run, self._run),
            ).fetchall()
            for path, report in gone:
                self._connection.execute("DELETE FROM inputs WHERE path = CAST(? AS TEXT)", (as_text(path),))
                self._drop_orphan(report)
            self._connection.execute("DELETE FROM sources WHERE id NOT IN (SELECT source FROM report_sources)")
            self._connection.execute(
                "UPDATE runs SET finished = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?", (self._run,)
            )

    def _check_rival(self, record: PreparedRecord, entry: Input) -> None:
        """Refuse a second text under one id; a line that moved within its own file is no rival."""
        rival = self._connection.execute(
            "SELECT inputs.path FROM inputs JOIN reports ON reports.id = inputs.report "
            "WHERE reports.id = CAST(? AS TEXT) AND reports.sha256 <> ? AND inputs.path <> CAST(? AS TEXT) "
            "AND (inputs.run = ? OR inputs.container IS NOT CAST(? AS TEXT)) LIMIT 1",
            (as_text(record.report), record.sha256, as_text(entry.path), self._run, as_text(entry.container)),
        ).fetchone()
        if rival is not None:
            raise ReportError(
                f"{entry.path}: its id {record.report!r} belongs to another text already, that of {rival['path']}; "
                "give it an id of its own",
                SkipReason.MALFORMED,
            )

    def _is_current(self, report: str, sha256: str) -> bool:
        """Whether this very text was stored by this very pipeline."""
        return bool(
            self._value(
                "SELECT EXISTS (SELECT 1 FROM inputs JOIN reports ON reports.id = inputs.report "
                "WHERE reports.id = CAST(? AS TEXT) AND reports.sha256 = ? AND inputs.pipeline = ?)",
                as_text(report),
                sha256,
                self._pipeline,
            )
        )

    def _sharers(self, report: str, sha256: str) -> list[str]:
        """Return the inputs that stand for the same text, which is read anew."""
        rows = self._connection.execute(
            "SELECT inputs.path FROM inputs JOIN reports ON reports.id = inputs.report "
            "WHERE reports.id = CAST(? AS TEXT) AND reports.sha256 = ?",
            (as_text(report), sha256),
        )
        return [row["path"] for row in rows]

    def _insert_record(self, record: PreparedRecord) -> None:
        for table, rows in record.tables:
            self._insert(table, rows)
        insert_source_names(self._connection, record.report, outlet=record.outlet, credit=record.credit)

    def _point(self, entry: Input, *, report: str | None, reason: str | None = None) -> None:
        """Say what became of an input; drop the report it stood for before, if it alone did."""
        before = self._value("SELECT report FROM inputs WHERE path = CAST(? AS TEXT)", as_text(entry.path))
        self._connection.execute("DELETE FROM inputs WHERE path = CAST(? AS TEXT)", (as_text(entry.path),))
        row = {
            "path": entry.path,
            "container": entry.container,
            "sha256": entry.sha256,
            "fingerprint": entry.fingerprint,
            "status": "skipped" if reason else "stored",
            "reason": reason,
            "report": report,
            "pipeline": self._pipeline,
            "run": self._run,
        }
        self._insert("inputs", [row])
        self._drop_orphan(before)

    def _drop_orphan(self, report: str | None) -> None:
        self._connection.execute(
            "DELETE FROM reports WHERE id = CAST(?1 AS TEXT) "
            "AND NOT EXISTS (SELECT 1 FROM inputs WHERE report = CAST(?1 AS TEXT))",
            (as_text(report),),
        )

    def _mark_met(self) -> None:
        self._connection.executemany(
            "UPDATE inputs SET run = ? WHERE path = CAST(? AS TEXT)", [(self._run, as_text(path)) for path in self._met]
        )
        self._met.clear()

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        self._inserter.insert(table, rows)

    def _value(self, query: str, *values: object) -> Any:
        row = self._connection.execute(query, values).fetchone()
        return None if row is None else row[0]
