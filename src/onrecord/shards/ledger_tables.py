"""
The ledger of a merged record as Parquet beside the shards it was made of.

    shards/ledger/claims.parquet, accounts.parquet, …     as of the last merge

A table is written anew as a whole: the ledger is about all shards together, and any of its rows
may change with one more report.
"""

import os

import pyarrow.parquet as pq

from onrecord.shards.folder import ShardFolder
from onrecord.shards.tables import LEDGER_TABLES, arrow_table, table_columns
from onrecord.store import Store

__all__ = ["write_ledger"]

_BATCH_ROWS = 10_000


def write_ledger(store: Store, folder: ShardFolder) -> None:
    """Write the tables of the ledger of a record into a folder of shards."""
    (folder.path / "ledger").mkdir(exist_ok=True)
    for table in LEDGER_TABLES:
        path = folder.path / "ledger" / f"{table}.parquet"
        fresh = path.with_name(f".{table}.{os.getpid()}")
        names = list(table_columns(table))
        quoted = ", ".join(f'"{name}"' for name in names)
        question = f"SELECT {quoted} FROM {table} ORDER BY 1, 2"  # noqa: S608  # our own names
        try:
            with pq.ParquetWriter(fresh, arrow_table(table, []).schema, compression="zstd") as writer:
                rows = []
                for row in store.rows(question):
                    rows.append(dict(zip(names, row, strict=True)))
                    if len(rows) == _BATCH_ROWS:
                        writer.write_table(arrow_table(table, rows))
                        rows = []
                writer.write_table(arrow_table(table, rows))
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
