"""
The log of corrections in the store, what became of each, and the records as they were before.

The log only grows: the tables refuse to change or delete a line of it.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Sequence

from onrecord.records import Record
from onrecord.records.wire import record_from_line, record_to_line
from onrecord.store.inserting import Inserter, as_text, insert_sources
from onrecord.store.loading import load_record
from onrecord.store.rows import Row, record_rows

__all__ = ["LogTables"]

_REPORT_FIELDS = (
    *("title", "url", "outlet", "byline", "dateline", "credit", "published_start", "published_end"),
    *("published_basis", "published_span_start", "published_span_end"),
)
_ROW_TABLES = ("events", "statements", "mentions", "actors")


class LogTables:
    """corrections, correction_anchors, correction_outcomes, originals and confirmed."""

    def __init__(self, connection: sqlite3.Connection, inserter: Inserter) -> None:
        """Take the connection of an open store."""
        self._connection = connection
        self._inserter = inserter

    def lines(self) -> list[tuple[Row, list[Row]]]:
        """Return every line of the log, in order, with its anchors."""
        anchors: dict[str, list[Row]] = {}
        for anchor in self._connection.execute("SELECT * FROM correction_anchors ORDER BY correction, ordinal"):
            anchors.setdefault(anchor["correction"], []).append(dict(anchor))
        lines = self._connection.execute("SELECT * FROM corrections ORDER BY number")
        return [(dict(line), anchors.get(line["id"], [])) for line in lines]

    def append(self, line: Row, anchors: Sequence[Row]) -> bool:
        """Add a line to the log; False where it holds it already."""
        if self._connection.execute("SELECT 1 FROM corrections WHERE id = ?", (line["id"],)).fetchone():
            return False
        self._inserter.insert("corrections", [line])
        self._inserter.insert(
            "correction_anchors",
            [{"correction": line["id"], "ordinal": n, **anchor} for n, anchor in enumerate(anchors)],
        )
        return True

    def reports_at(self, anchors: Iterable[tuple[str, str]]) -> set[str]:
        """Return the reports of these texts or these files: pairs of the digest of each."""
        found: set[str] = set()
        for report_sha256, file_sha256 in set(anchors):
            rows = self._connection.execute(
                "SELECT id FROM reports WHERE sha256 = ? OR origin_sha256 = ?", (report_sha256, file_sha256)
            )
            found |= {row[0] for row in rows}
        return found

    def put_outcomes(self, rows: Iterable[Row]) -> None:
        """Store what became of corrections: correction, ordinal, report, row and outcome each."""
        self._inserter.insert("correction_outcomes", rows, replacing=True)

    def drop_outcomes(self, report: str) -> None:
        """Forget what became of corrections in a report; of none, those that found no report."""
        self._connection.execute("DELETE FROM correction_outcomes WHERE report = CAST(? AS TEXT)", (as_text(report),))

    def drop_outcomes_of(self, corrections: Iterable[str]) -> None:
        """Forget what became of these corrections."""
        self._connection.executemany(
            "DELETE FROM correction_outcomes WHERE correction = ?", [(each,) for each in corrections]
        )

    def rows_at(self) -> dict[tuple[str, int], list[tuple[str | None, str]]]:
        """Return the rows and outcomes of each correction at each of its anchors, by report."""
        found: dict[tuple[str, int], list[tuple[str | None, str]]] = {}
        rows = self._connection.execute(
            "SELECT correction, ordinal, row, outcome FROM correction_outcomes ORDER BY correction, ordinal, report"
        )
        for row in rows:
            found.setdefault((row["correction"], row["ordinal"]), []).append((row["row"], row["outcome"]))
        return found

    def original(self, report: str) -> Record | None:
        """Return a record as it was read, before corrections; None where there is no such report."""
        row = self._connection.execute(
            "SELECT record FROM originals WHERE report = CAST(? AS TEXT)", (as_text(report),)
        ).fetchone()
        if row is None:
            return load_record(self._connection, report)
        return record_from_line(zlib.decompress(row[0]))

    def current(self, report: str) -> Record | None:
        """Return a record as it is stored, after corrections; None where there is no such report."""
        return load_record(self._connection, report)

    def replace(self, original: Record, corrected: Record, confirmed: Iterable[tuple[str, str, str]]) -> None:
        """Put the corrected rows in the place of those stored; where nothing differs, the record is as it was read."""
        report = as_text(original.report.id)
        self._connection.execute("DELETE FROM confirmed WHERE report = CAST(? AS TEXT)", (report,))
        was_corrected = self._connection.execute(
            "DELETE FROM originals WHERE report = CAST(? AS TEXT)", (report,)
        ).rowcount
        if was_corrected or corrected != original:
            self._write(corrected)
        if corrected != original:
            line = record_to_line(original, complete=True).encode()
            self._inserter.insert("originals", [{"report": original.report.id, "record": zlib.compress(line)}])
        self._inserter.insert(
            "confirmed",
            [
                {"row": row, "in_table": table, "report": original.report.id, "correction": correction}
                for table, row, correction in confirmed
            ],
        )

    def _write(self, record: Record) -> None:
        """Write the rows of a record over those stored, and leave the report itself and its inputs in place."""
        report = as_text(record.report.id)
        for table in _ROW_TABLES:
            self._connection.execute(f"DELETE FROM {table} WHERE report = CAST(? AS TEXT)", (report,))  # noqa: S608  # names of our own tables
        self._connection.execute("DELETE FROM report_sources WHERE report = CAST(? AS TEXT)", (report,))
        for table, rows in record_rows(record):
            if table == "reports":
                self._update_report(rows[0])
            elif table not in ("zones", "facts", "sentences"):
                self._inserter.insert(table, rows)
        insert_sources(self._connection, record)

    def _update_report(self, row: Row) -> None:
        places = ", ".join(
            f"{name} = CAST(? AS TEXT)" if "span" not in name else f"{name} = ?" for name in _REPORT_FIELDS
        )
        values = [as_text(row[name]) if isinstance(row[name], str) else row[name] for name in _REPORT_FIELDS]
        self._connection.execute(
            f"UPDATE reports SET {places} WHERE id = CAST(? AS TEXT)",  # noqa: S608  # names of our own columns
            [*values, as_text(row["id"])],
        )

    def confirmed(self) -> dict[str, str]:
        """Return the rows that somebody confirmed, and the table of each."""
        return {row[0]: row[1] for row in self._connection.execute("SELECT row, in_table FROM confirmed")}
