"""
Labels of the user's own types put anew on events that are stored already, with no report read again.

    relabel(connection, {"e3…": ("arms-transfer",)}, "1-5f0c…")
    pipelines   "clean=4 read=… resolve=3 types=1-90aa…"   ->   "clean=4 read=… resolve=3 types=1-5f0c…"

What an input was read with is set to the same stages with the types of now, so the next build passes it over.
"""

import re
import sqlite3
from collections.abc import Mapping, Sequence

from onrecord.store.room.carding import changing

__all__ = ["relabel"]

_TYPES = re.compile(r" types=\S+$")


def relabel(connection: sqlite3.Connection, labels: Mapping[str, Sequence[str]], version: str | None) -> None:
    """
    Set the labels of all events in one transaction; events that are not named have none.

    `version` is that of the types in force, None where there are none any more.
    """
    rows = [(event, n, slug) for event, slugs in labels.items() for n, slug in enumerate(slugs)]
    tail = f" types={version}" if version else ""
    with changing(connection):
        connection.execute("DELETE FROM own_types")
        connection.executemany("INSERT INTO own_types (event, ordinal, type) VALUES (?, ?, ?)", rows)
        for old, read_with in connection.execute("SELECT id, version FROM pipelines").fetchall():
            now = _TYPES.sub("", read_with) + tail
            if now == read_with:
                continue
            connection.execute("INSERT OR IGNORE INTO pipelines (version) VALUES (?)", (now,))
            (new,) = connection.execute("SELECT id FROM pipelines WHERE version = ?", (now,)).fetchone()
            for table in ("inputs", "runs"):
                connection.execute(f"UPDATE {table} SET pipeline = ? WHERE pipeline = ?", (new, old))  # noqa: S608
