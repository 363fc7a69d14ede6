"""
Open a record file, or say why not and leave it as it is.

    notes.txt        "notes.txt is not a record: it is not an SQLite file …"
    places.sqlite    "… an SQLite file of another application …"
    old.record       "… cut short: 8192 of 40960 bytes are there …"

The header is read as plain bytes before SQLite sees the file, so that nothing that
is not ours is touched: no journal, no lock, no byte changed.
"""

import os
import sqlite3
import struct
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from operator import methodcaller
from pathlib import Path

from onrecord.errors import BusyError, StoreError
from onrecord.store.handles import Handle, first_checked

__all__ = ["APPLICATION_ID", "connect", "create", "fetched", "plain_errors", "transaction"]

# "onrc" in ASCII, at offset 68 of the file: `file` and SQLite tools tell records by it.
APPLICATION_ID = 0x6F6E7263

_MAGIC = b"SQLite format 3\x00"
# Long enough for another writer to finish its report.
_WAIT_SECONDS = 30.0
# Of pages that a writer holds; keys and links of a collection are read all over the file, which the system holds too:
# with 4 MB the ledger of 800 reports took as long as with 64.
_CACHE_KIBIBYTES = 32768
# Of the journal before they are put in their places: indexes are written to all over, by every report, so that most
# pages come again within as many. 16 MB of journal at most.
_JOURNAL_PAGES = 4000
# Made ready and kept, for rows go in by several dozens in statements of some lengths (store/inserting.py).
_KEPT_STATEMENTS = 512

# Text of record may hold lone surrogates, which strict UTF-8 has no bytes for.
_DECODED = methodcaller("decode", "utf-8", "surrogatepass")

_OUTERMOST = ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
_NESTED = ("SAVEPOINT part", "RELEASE part", ("ROLLBACK TO part", "RELEASE part"))


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite reports about the file into a `StoreError` that says what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise BusyError(
                f"{path}: another program, such as a build, is writing to it and did not finish in time; "
                "wait for it, or stop it, and try again"
            ) from error
        raise StoreError(f"{path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: damaged: {error}; restore a copy, or build the record again") from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what happens inside, or none of it; inside another one it is a part that can be undone by itself."""
    begin, commit, rollback = _NESTED if connection.in_transaction else _OUTERMOST
    connection.execute(begin)
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # SQLite undoes all of it by itself where the disk is full
            for statement in rollback:
                connection.execute(statement)
        raise
    connection.execute(commit)


def fetched(cursor: sqlite3.Cursor) -> Iterator[sqlite3.Row]:
    """Yield the rows of a cursor some at a time, so that a caller may stop and close the file halfway."""
    while rows := cursor.fetchmany(200):
        yield from rows


def create(path: Path, migrate: Callable[[sqlite3.Connection], None]) -> None:
    """
    Put a new, empty record at the path.

    It is made beside it under another name and linked into place, so that a run
    killed here leaves either no record or a whole one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            migrate(connection)
            connection.execute("PRAGMA journal_mode = WAL")
        fresh.chmod(_file_mode())  # not the private one of a temporary file
        _publish(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def connect(path: Path, *, write: bool, latest: int, wait_seconds: float = _WAIT_SECONDS) -> sqlite3.Connection:
    """
    Return a connection to the record at the path; `StoreError` where it cannot be one.

    A reader never changes a row. It still opens the file for writing where it
    may: that is what lets the last one out tidy away the journal files.
    """

    def opened() -> Handle:
        if write or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            return _connect(path, "mode=rw", wait_seconds)
        return _connect_read_only(path)

    with plain_errors(path):
        connection = first_checked(path, lambda checked: _check_header(checked, latest), opened)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA query_only = {'OFF' if write else 'ON'}")
            # A commit then survives a killed process; a power cut may undo the last ones, never half of one.
            connection.execute("PRAGMA synchronous = NORMAL")
            if write:
                connection.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
                connection.execute(f"PRAGMA wal_autocheckpoint = {_JOURNAL_PAGES}")
            _check_version(path, connection.execute("PRAGMA user_version").fetchone()[0], latest)
        except BaseException:
            connection.close()
            raise
    return connection


def _connect(path: Path, options: str, wait_seconds: float = _WAIT_SECONDS) -> Handle:
    # The readers of a server take turns with a connection; SQLite allows any thread, one at a time.
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}",
        uri=True,
        isolation_level=None,
        timeout=wait_seconds,
        check_same_thread=False,
        cached_statements=_KEPT_STATEMENTS,
        factory=Handle,
    )
    connection.row_factory = sqlite3.Row
    connection.text_factory = _DECODED
    return connection


def _connect_read_only(path: Path) -> Handle:
    """Open a file we may not write to; one on a read-only medium cannot change, so no journal is needed."""
    connection = _connect(path, "mode=ro")
    try:
        connection.execute("SELECT 1 FROM reports LIMIT 1").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if _journal(path).exists():
            raise
        return _connect(path, "immutable=1")
    return connection


def _file_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _publish(fresh: Path, path: Path) -> None:
    if path.exists() and path.stat().st_size == 0:
        fresh.replace(path)
        return
    try:
        os.link(fresh, path)
    except FileExistsError as error:
        raise StoreError(f"{path}: another program made it just now; try again") from error
    except OSError:
        fresh.rename(path)  # file systems without hard links


def _journal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _check_header(path: Path, latest: int) -> None:
    if path.is_dir():
        raise StoreError(f"{path} is a folder; expected a record file, such as {path / 'news.record'}")
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
    except FileNotFoundError as error:
        raise StoreError(f"there is no record at {path}; make one with: onrecord build FOLDER -o {path}") from error
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}") from error
    if head[: len(_MAGIC)] != _MAGIC[: len(head)] or not head:
        raise StoreError(f"{path} is not a record: it is not an SQLite file; it is left as it is")
    if len(head) < 100:
        raise StoreError(f"{path} is cut short: {len(head)} bytes are there; restore a copy, or build it again")
    _check_size(path, head)
    version, application = struct.unpack_from(">I", head, 60)[0], struct.unpack_from(">I", head, 68)[0]
    if application != APPLICATION_ID:
        raise StoreError(
            f"{path} is not a record: it is an SQLite file of another application "
            f"(id {application:#x}, expected {APPLICATION_ID:#x}); it is left as it is"
        )
    _check_version(path, version, latest)


def _check_size(path: Path, head: bytes) -> None:
    """Refuse a file that is shorter than its header says; with a journal beside it, SQLite knows better."""
    page_size = struct.unpack_from(">H", head, 16)[0]
    page_size = 65536 if page_size == 1 else page_size
    changed, pages, counted_at = (struct.unpack_from(">I", head, offset)[0] for offset in (24, 28, 92))
    journal = _journal(path)
    if changed != counted_at or (journal.exists() and journal.stat().st_size):
        return
    expected, found = page_size * pages, path.stat().st_size
    if found < expected:
        raise StoreError(
            f"{path} is cut short: {found} of {expected} bytes are there; restore a copy, or build it again"
        )


def _check_version(path: Path, version: int, latest: int) -> None:
    if version > latest:
        raise StoreError(
            f"{path} was made by a later version of onrecord (record version {version}, this one knows {latest}); "
            "upgrade onrecord; it is left as it is"
        )
