"""Whether this machine's SQLite can keep a record: its version, and the parts that some builds leave out."""

import sqlite3
from contextlib import closing

from onrecord.store.migrations import LATEST

__all__ = ["facilities"]


def facilities() -> dict[str, str]:
    """Return what the store runs on, by name."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5 (text)")
            full_text = "yes"
        except sqlite3.OperationalError as error:
            full_text = f"no ({error}): records cannot be made or searched; install a Python whose SQLite has FTS5"
    return {"sqlite": sqlite3.sqlite_version, "sqlite full-text search": full_text, "record version": str(LATEST)}
