"""
Somebody else's SQL, read-only and bounded.

    select outlet, count(*) from disputed group by 1   ->   columns, rows
    delete from reports                                ->   refused, nothing changed

SQLite's own authorizer decides what may run; a clock stops what runs too long.
"""

import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.errors import StoreError

__all__ = ["Answer", "ask"]

_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
# What describes the file and changes nothing; the full-text index itself asks for data_version.
_PRAGMAS = frozenset(
    {"data_version", "foreign_key_list", "index_info", "index_list", "table_info", "table_list", "table_xinfo"}
)
_REFUSED_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer", "writefile", "edit"})
# Declaring a virtual table counts as creating one, so they are declared before the authorizer is set.
_VIRTUAL_TABLES = (
    "reports_fts",
    "room_words_fts",
    "json_each('[]')",
    "json_tree('[]')",
    "pragma_table_info('reports')",
)
# The clock is looked at every so many steps of SQLite's virtual machine: about a millisecond.
_STEPS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The rows of a question."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    cut: bool
    """Whether there were more rows than asked for."""


def ask(
    connection: sqlite3.Connection,
    question: str,
    parameters: Sequence[Any] | Mapping[str, Any],
    *,
    max_rows: int | None,
    max_seconds: float,
) -> Answer:
    """Run one question; `StoreError` where it would change anything, is wrong or takes too long."""
    for probe in _VIRTUAL_TABLES:
        connection.execute(f"SELECT 1 FROM {probe} LIMIT 0").close()  # noqa: S608  # names of our own
    stop_at = time.monotonic() + max_seconds
    connection.set_authorizer(_authorize)
    connection.set_progress_handler(lambda: time.monotonic() > stop_at, _STEPS)
    try:
        cursor = connection.execute(question, parameters)
        if cursor.description is None:
            raise StoreError("the SQL holds no question; expected one SELECT")
        rows = cursor.fetchall() if max_rows is None else cursor.fetchmany(max_rows + 1)
        columns = tuple(column[0] for column in cursor.description)
        cursor.close()
    except sqlite3.Error as error:
        raise StoreError(_explained(error, max_seconds)) from error
    finally:
        connection.set_progress_handler(None, 0)
        connection.set_authorizer(None)
    cut = max_rows is not None and len(rows) > max_rows
    return Answer(columns=columns, rows=tuple(map(tuple, rows[:max_rows])), cut=cut)


def _authorize(action: int, first: str | None, second: str | None, _database: str | None, _inner: str | None) -> int:
    if action == sqlite3.SQLITE_PRAGMA:
        return sqlite3.SQLITE_OK if (first or "").lower() in _PRAGMAS else sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _REFUSED_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _explained(error: sqlite3.Error, max_seconds: float) -> str:
    message = str(error)
    if "interrupted" in message:
        return f"the SQL took longer than {max_seconds:g} seconds and was stopped; narrow it down, or raise the limit"
    if any(word in message for word in ("not authorized", "authorization denied", "prohibited")):
        return f"the SQL was refused ({message}): a record is only read here; expected one SELECT"
    return f"the SQL is wrong: {message}; tables, views and columns are listed by: onrecord schema"
