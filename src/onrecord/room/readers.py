"""
Open records to read from: one for each request that is being answered, kept for the next.

    with readers.store() as store:      # as the record is now, whatever a build writes meanwhile
        store.record("r1")
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from onrecord.errors import RoomError, StoreError
from onrecord.store import Store

__all__ = ["Readers"]


@dataclass(frozen=True, slots=True)
class _Idle:
    store: Store
    file: tuple[int, int]
    """Device and number of the file, to notice that another one took its place."""


class Readers:
    """Read-only stores of one record, for many threads."""

    def __init__(self, path: Path) -> None:
        """Take the path of a record; it is opened when asked of."""
        self._path = path
        self._idle: list[_Idle] = []
        self._lock = Lock()

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Give a store that nobody else uses, in the state of one moment; `StoreError` where the record is gone."""
        reader = self._taken()
        try:
            with reader.store.snapshot():
                yield reader.store
        except RoomError:
            self._keep(reader)
            raise
        except BaseException:
            reader.store.close()
            raise
        self._keep(reader)

    def stamp(self) -> object:
        """Return what tells one state of the record file from the next."""
        journal = self._path.with_name(self._path.name + "-wal")
        return tuple(_state(path) for path in (self._path, journal))

    def close(self) -> None:
        """Close what is open and not in use."""
        with self._lock:
            idle, self._idle = self._idle, []
        for reader in idle:
            reader.store.close()

    def _keep(self, reader: _Idle) -> None:
        with self._lock:
            self._idle.append(reader)

    def _taken(self) -> _Idle:
        file = _file(self._path)
        with self._lock:
            stale = [reader for reader in self._idle if reader.file != file]
            self._idle = [reader for reader in self._idle if reader.file == file]
            reader = self._idle.pop() if self._idle else None
        for each in stale:
            each.store.close()
        return reader or _Idle(Store(self._path), file)


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:  # no journal: nobody writes
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def _file(path: Path) -> tuple[int, int]:
    try:
        status = os.stat(path)  # noqa: PTH116  # one call for both
    except OSError as error:
        raise StoreError(f"there is no record at {path} any more; put it back, or stop and open another one") from error
    return status.st_dev, status.st_ino
