"""
The rows of a shard as Parquet: the tables of the store with its columns, a folder for each month of publication.

    tables/events/month=2024-05/5f0c….parquet     report, ordinal, type, mode, …   as `onrecord schema` lists them

Parquet holds strict UTF-8, so a lone surrogate becomes U+FFFD here; `outcomes` keeps it, and
so does the record that is merged from it.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.pipeline.frames import failure_from_json, failure_to_json
from onrecord.records import Failure
from onrecord.store import Input, PreparedRecord, prepared_from_json, prepared_to_json
from onrecord.store.catalog import catalog

__all__ = ["LEDGER_TABLES", "NO_MONTH", "TABLES", "WHOLE", "ShardTables", "arrow_table", "outcomes_in", "table_columns"]

TABLES = (
    *("reports", "zones", "facts", "sentences", "actors", "mentions", "actor_mentions", "statements", "spans"),
    *("events", "participants", "objects", "event_statements", "own_types"),
)
"""Tables with a folder for each month."""
WHOLE = ("inputs", "failures")
"""Tables without: an input that could not be read has no month."""
NO_MONTH = "__HIVE_DEFAULT_PARTITION__"
"""The name that Hive, DuckDB, Spark and Arrow read as null."""

LEDGER_TABLES = (
    *("claims", "accounts", "dependences", "details", "event_groups", "world_actors", "ledger_rows"),
    *("sketches", "copies", "agencies", "supersessions", "links"),
)
"""Tables of the ledger, which `merge` writes."""

_LEFT_OUT = {
    "reports": ("number",),
    "inputs": ("pipeline", "run"),
    "ledger_rows": ("view",),
    "sketches": ("sketch",),
}
"""Numbers that a store gives out itself, and what only matching reads."""
_KINDS = {"TEXT": pa.string(), "INTEGER": pa.int64(), "REAL": pa.float64(), "BLOB": pa.binary()}
_SURROGATE = re.compile("[\ud800-\udfff]")
_FLUSH_REPORTS = 64
"""Rows of so many reports are Python objects at a time; columns take a tenth of the room."""
_OUTCOMES = pa.schema(
    [
        *(pa.field(name, pa.binary()) for name in ("path", "container", "sha256", "fingerprint")),
        pa.field("failed", pa.bool_()),
        pa.field("outcome", pa.binary()),
    ]
)


@cache
def table_columns(table: str) -> dict[str, str]:
    """Return the columns of a table of the dataset, and their types in the store."""
    left_out = _LEFT_OUT.get(table, ())
    return {each.column: each.type for each in catalog() if each.table == table and each.column not in left_out}


class ShardTables:
    """The rows of one shard, gathered report by report and written at the end."""

    def __init__(self) -> None:
        self.read = self.skipped = 0
        self._rows: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        self._columns: defaultdict[tuple[str, str], list[pa.Table]] = defaultdict(list)
        self._outcomes: list[tuple[Any, ...]] = []
        self._reports: set[str] = set()

    def add(self, entry: Input, outcome: PreparedRecord | Failure) -> None:
        """Take what became of one input."""
        failed = isinstance(outcome, Failure)
        line = failure_to_json(outcome) if isinstance(outcome, Failure) else prepared_to_json(outcome)
        words = (entry.path, entry.container, entry.sha256, entry.fingerprint)
        self._outcomes.append((*map(_to_bytes, words), failed, zlib.compress(line)))
        shown = {"path": entry.path, "container": entry.container, "sha256": entry.sha256}
        row = {**shown, "fingerprint": entry.fingerprint, "status": "stored", "reason": None, "report": None}
        if isinstance(outcome, Failure):
            self.skipped += 1
            row |= {"status": "skipped", "reason": outcome.reason.value}
            told = {"stage": outcome.stage, "reason": outcome.reason.value, "message": outcome.message}
            self._rows["failures", ""].append({"input": entry.path, **told})
        else:
            self.read += 1
            row["report"] = outcome.report
            self._take_rows(outcome)
        self._rows["inputs", ""].append(row)
        if (self.read + self.skipped) % _FLUSH_REPORTS == 0:
            self._flush()

    def _take_rows(self, outcome: PreparedRecord) -> None:
        """Take the rows of a record, once where several inputs give it."""
        if outcome.report not in self._reports:
            self._reports.add(outcome.report)
            (report,) = outcome.rows("reports")
            month = (report["published_start"] or "")[:7] or NO_MONTH
            for table, rows in outcome.tables:
                self._rows[table, month] += rows

    def write(self, key: str, folder: Path) -> Iterator[str]:
        """Write the files of the shard under a folder; yield their paths from there."""
        self._flush()
        for (table, month), parts in sorted(self._columns.items()):
            place = f"tables/{table}/month={month}/{key}.parquet" if month else f"tables/{table}/{key}.parquet"
            _write(pa.concat_tables(parts), folder / place)
            yield place
        columns = [list(column) for column in zip(*self._outcomes, strict=True)] or [[] for _ in _OUTCOMES]
        arrays = [pa.array(column, field.type) for column, field in zip(columns, _OUTCOMES, strict=True)]
        place = f"outcomes/{key}.parquet"
        _write(pa.Table.from_arrays(arrays, schema=_OUTCOMES), folder / place)
        yield place

    def _flush(self) -> None:
        for (table, month), rows in self._rows.items():
            self._columns[table, month].append(arrow_table(table, rows))
        self._rows.clear()


def outcomes_in(path: Path) -> Iterator[tuple[Input, PreparedRecord | Failure]]:
    """Yield what became of each input of a shard, in order, from its file of outcomes."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_FLUSH_REPORTS):
            for row in batch.to_pylist():
                words = {name: _to_text(row[name]) for name in ("path", "container", "sha256", "fingerprint")}
                line = zlib.decompress(row["outcome"])
                outcome = failure_from_json(line) if row["failed"] else prepared_from_json(line)
                yield Input(**words), outcome  # type: ignore[arg-type]  # a path is never null


def arrow_table(table: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Return rows of a table of the dataset as columns."""
    columns = table_columns(table)
    arrays = [_array([row.get(name) for row in rows], _KINDS[kind]) for name, kind in columns.items()]
    return pa.Table.from_arrays(arrays, names=list(columns))


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        return pa.array([_SURROGATE.sub("\ufffd", each) if each else each for each in values], kind)


def _write(table: pa.Table, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd")


def _to_bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8", "surrogatepass")


def _to_text(stored: bytes | None) -> str | None:
    return None if stored is None else stored.decode("utf-8", "surrogatepass")
