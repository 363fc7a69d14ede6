"""
What the tables, views and columns of a record mean.

    who_said_what.said   TEXT   "What is said, in the words of the report."

The descriptions are the comments behind the columns in `schema/*.sql`, which SQLite
keeps in the file itself: `.schema` in any SQLite tool shows them too.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from onrecord.store.migrations import migrate

__all__ = ["Column", "catalog"]

_TABLE_COLUMN = re.compile(r"^\s*(?P<name>[a-z_0-9]+) [A-Z].*?(?:-- (?P<doc>.*))?$")
_VIEW_COLUMN = re.compile(r"(?:\bAS (?P<name>[a-z_0-9]+),?|^FROM\b.*?)\s*(?:-- (?P<doc>.*))?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table or view."""

    table: str
    kind: str
    """table or view."""
    column: str
    type: str
    meaning: str | None


def catalog() -> list[Column]:
    """Return every column of a record of this version: views first, they answer most questions."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        return list(_columns(connection))


def _columns(connection: sqlite3.Connection) -> Iterator[Column]:
    rows = connection.execute(
        "SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view') "
        "AND name NOT LIKE '%!_fts!_%' ESCAPE '!' AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, rowid"
    ).fetchall()
    for table, kind, sql in rows:
        docs = _docs(sql, _VIEW_COLUMN if kind == "view" else _TABLE_COLUMN)
        for column in connection.execute(f"PRAGMA table_info({table})"):
            yield Column(table=table, kind=kind, column=column[1], type=column[2], meaning=docs.get(column[1]))


def _docs(sql: str, pattern: re.Pattern[str]) -> dict[str, str]:
    found = (pattern.search(line) for line in sql.splitlines())
    return {match["name"]: match["doc"] for match in found if match and match["name"] and match["doc"]}
