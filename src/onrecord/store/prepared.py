"""
A record made ready for the store where it was read: checked, and already rows of tables.

    prepare(record)   ->   PreparedRecord(report="r9…", tables=(("reports", [{…}]), ("zones", [{…}, …]), …))

Checking a record and making its rows takes as long as putting the rows into SQLite. Processes
that read do it beside each other; the one that writes only inserts. Between them, and in
the files of shards, a prepared record travels as one piece of ASCII JSON, which holds every
column of every row exactly, lone surrogates too.
"""

import base64
import json
from dataclasses import dataclass
from typing import Any

from onrecord.errors import ReportError, SkipReason
from onrecord.records import Record
from onrecord.records.faults import origin_faults, record_faults
from onrecord.store.rows import Row, record_rows

__all__ = ["PreparedRecord", "prepare", "prepared_from_json", "prepared_to_json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedRecord:
    """One sound record as rows."""

    report: str
    """Id of the report."""
    sha256: str
    """Of its text."""
    path: str
    outlet: str | None
    credit: str | None
    tables: tuple[tuple[str, tuple[Row, ...]], ...]
    """Each table with its rows, parents before children."""

    def rows(self, table: str) -> tuple[Row, ...]:
        """Return the rows of one table."""
        return dict(self.tables).get(table, ())


def prepare(record: Record) -> PreparedRecord:
    """Return the rows of a record; `ReportError` where it is not sound."""
    for fault in (*record_faults(record), *origin_faults(record)):
        raise ReportError(f"{record.report.path}: {fault}", SkipReason.MALFORMED)
    return PreparedRecord(
        report=record.report.id,
        sha256=record.report.sha256,
        path=record.report.path,
        outlet=record.report.outlet,
        credit=record.report.credit,
        tables=tuple((table, tuple(rows)) for table, rows in record_rows(record)),
    )


def prepared_to_json(prepared: PreparedRecord) -> bytes:
    """Return a prepared record as JSON; a blob is an object with its base 64."""
    tables = [[table, list(rows[0]), [list(row.values()) for row in rows]] for table, rows in prepared.tables if rows]
    names = ("report", "sha256", "path", "outlet", "credit")
    shown = {**{name: getattr(prepared, name) for name in names}, "tables": tables}
    line = json.dumps(shown, ensure_ascii=True, allow_nan=False, separators=(",", ":"), default=_blob_to_json)
    return line.encode("ascii")


def prepared_from_json(line: bytes) -> PreparedRecord:
    """Return the prepared record of a piece of JSON that `prepared_to_json` wrote."""
    shown = json.loads(line, object_hook=_blob_from_json)
    tables = tuple(
        (table, tuple([dict(zip(columns, values, strict=True)) for values in rows]))
        for table, columns, rows in shown.pop("tables")
    )
    return PreparedRecord(**shown, tables=tables)


def _blob_to_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    raise TypeError(f"no column of the store holds {type(value).__name__}")


def _blob_from_json(shown: dict[str, Any]) -> Any:
    return base64.b64decode(shown["base64"]) if "base64" in shown else shown
