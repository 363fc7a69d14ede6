"""
Which record files this program has open, so that it never opens and closes one beside SQLite's back.

On POSIX systems a program that closes a file loses every lock it holds on it, those of SQLite too:
another program would then take itself for the last one out and throw away the journal that this one
still writes to ("How To Corrupt An SQLite Database File", section 2.2). So the header of a file is read
as plain bytes only while no connection of this program is open to it.
"""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import RLock

__all__ = ["Handle", "first_checked"]

_lock = RLock()
_open: dict[tuple[int, int], int] = {}
"""How many connections are open to a file, by its device and number."""


class Handle(sqlite3.Connection):
    """A connection to a record file that is counted while it is open."""

    _file: tuple[int, int] | None = None

    def close(self) -> None:
        """Close the connection; closing it again does nothing."""
        super().close()
        with _lock:
            file, self._file = self._file, None
            if file is not None:
                _open[file] -= 1
                if not _open[file]:
                    del _open[file]

    def counted(self, file: tuple[int, int]) -> None:
        """Count the connection as open to a file."""
        self._file = file
        _open[file] = _open.get(file, 0) + 1


def first_checked(path: Path, check: Callable[[Path], None], connect: Callable[[], Handle]) -> Handle:
    """Return a connection; before the first one to a file, the check is made, which may open and close it."""
    with _lock:
        file = _file_of(path)
        if file is None or file not in _open:
            check(path)
        connection = connect()
        now = _file_of(path)
        if now is not None:
            connection.counted(now)
        return connection


def _file_of(path: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(path)  # noqa: PTH116  # one call for both
    except OSError:  # the check says what is wrong with it
        return None
    return status.st_dev, status.st_ino
