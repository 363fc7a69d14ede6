"""
The tables people ask for as Parquet, with the types of the record and the meaning of each column in the file.

    duckdb -c "select standing, count(*) from 'tables/claims.parquet' group by 1"
"""

from collections.abc import Iterator
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.exports.offsets import storable
from onrecord.exports.outputs import Target
from onrecord.exports.selection import Selection, Written
from onrecord.exports.tables import COLUMNS, each_table
from onrecord.store import TableRows

__all__ = ["COLUMNS", "LEFT_OUT", "write", "write_parquet"]

LEFT_OUT = ("lone surrogates: Parquet holds UTF-8, which has no bytes for them; each is U+FFFD, so that offsets stay",)

_TYPES = {"TEXT": pa.string(), "INTEGER": pa.int64(), "REAL": pa.float64()}
_GROUP_ROWS = 10_000
"""Rows of a row group: what is held in memory, and what a reader can skip."""


def write(selection: Selection, target: Target) -> Written:
    """Write the table that the target is named for, or all of them into a folder."""
    return each_table(selection, target, "parquet", write_parquet)


def write_parquet(place: Target, table: TableRows) -> int:
    """Write one table; return the number of rows."""
    schema = pa.schema(
        pa.field(each.column, _TYPES[each.type], metadata={"meaning": each.meaning} if each.meaning else None)
        for each in table.columns
    )
    count = 0
    with (
        place.binary() as stream,
        pq.ParquetWriter(stream, schema, compression="zstd") as writer,
    ):
        for rows in _groups(table.rows):
            columns = [pa.array([_cell(row[n]) for row in rows], type=field.type) for n, field in enumerate(schema)]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
            count += len(rows)
    return count


def _groups(rows: Iterator[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    while group := list(islice(rows, _GROUP_ROWS)):
        yield group


def _cell(value: object) -> object:
    return storable(value) if isinstance(value, str) else value
