"""Rows that go in by dozens: all of them, once, in order, whatever number of values SQLite takes."""

import sqlite3
from contextlib import closing

import pytest

from onrecord.store.inserting import insert_rows


@pytest.mark.parametrize("values_at_most", [2, 3, 100, 999, 32_766])
@pytest.mark.parametrize("count", [0, 1, 2, 63, 64, 65, 200])
def test_every_row_goes_in_once_and_in_order(count: int, values_at_most: int) -> None:
    """Numbers that the table gives out follow the order of the rows."""
    rows = [(f"r{n}", n) for n in range(count)]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, values_at_most)
        connection.execute("CREATE TABLE shown (number INTEGER PRIMARY KEY, name TEXT, value INTEGER)")
        insert_rows(connection, "INSERT INTO shown (name, value) VALUES", "CAST(? AS TEXT), ?", rows)
        assert connection.execute("SELECT name, value FROM shown ORDER BY number").fetchall() == rows


def test_the_tail_holds_for_every_row_of_a_statement() -> None:
    """A conflict is settled as the tail says, for rows of the same statement too."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE shown (name TEXT PRIMARY KEY, value INTEGER)")
        rows = [("a", 1), ("b", 2), ("a", 3)]
        tail = "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        insert_rows(connection, "INSERT INTO shown (name, value) VALUES", "?, ?", rows, tail)
        assert dict(connection.execute("SELECT name, value FROM shown")) == {"a": 3, "b": 2}
