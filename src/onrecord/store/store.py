"""
A record file: put reports in, ask who said what and who did what, see why.

    with Store("news.record") as store:
        for event in store.find_events(Filters(actor="Shoigu")):
            print(event.who, event.did, event.to_whom, "--", event.stated_by or event.outlet)

The file is plain SQLite: `datasette news.record` and DB Browser open it as it is.
One process writes, any number read, at the same time.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, Literal, ParamSpec, Self, TypeVar

from onrecord.errors import StoreError
from onrecord.records import Failure, Record, Report
from onrecord.store.connection import connect, create, fetched, plain_errors
from onrecord.store.inputs import Input
from onrecord.store.ledger import LedgerQuestions, LedgerTables
from onrecord.store.loading import load_record
from onrecord.store.migrations import LATEST, is_behind, migrate
from onrecord.store.prepared import PreparedRecord, prepare
from onrecord.store.problems import Problem
from onrecord.store.questions import Answer, ask
from onrecord.store.relabelling import relabel
from onrecord.store.room.carding import are_cards_stale, changing
from onrecord.store.search import Filters, FoundEvent, FoundStatement, find_events, find_statements, query
from onrecord.store.status import Status, skipped, status
from onrecord.store.tables_out import TableRows, table_rows
from onrecord.store.verify import verify
from onrecord.store.why import Why, grounds, with_corrections
from onrecord.store.writing import Writer

__all__ = ["Store"]

Asked = ParamSpec("Asked")
Found = TypeVar("Found")


class Store:
    """An open record file; a context manager."""

    def __init__(self, path: str | Path, mode: Literal["r", "w"] = "r", *, wait_seconds: float = 30.0) -> None:
        """
        Open the record at the path: "r" to ask, "w" to write, which makes one where there is none.

        While another program writes, writing waits so many seconds, then raises
        `BusyError`. Raises `StoreError` for a file that is missing (when asked to
        read), not a record, cut short, or of a later version; such a file is left
        untouched.
        """
        self.path = Path(path)
        self._writer: Writer | None = None
        if mode == "w" and (not self.path.exists() or (self.path.is_file() and self.path.stat().st_size == 0)):
            create(self.path, migrate)
        self._connection = connect(self.path, write=mode == "w", latest=LATEST, wait_seconds=wait_seconds)
        with plain_errors(self.path):
            if mode == "w":
                self._bring_up()
            elif is_behind(self._connection) or (are_cards_stale(self._connection) and self._may_be_written()):
                self._renew()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was reported as stored is stored already."""
        self._connection.close()

    def _bring_up(self) -> None:
        """Bring a record that may be written to up to this version, and its cards up to its rows."""
        migrate(self._connection)
        if are_cards_stale(self._connection):
            with changing(self._connection):
                pass  # what follows from changes before is all there is to do

    def _renew(self) -> None:
        """Bring a record of an earlier version up to this one before it is read."""
        self._connection.close()
        if not self._may_be_written():
            raise StoreError(
                f"{self.path} was made by an earlier version of onrecord and may not be written to; "
                "copy it to a place where it may, and try again"
            )
        Store(self.path, "w").close()
        self._connection = connect(self.path, write=False, latest=LATEST)

    def _may_be_written(self) -> bool:
        return os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)

    # Writing.

    def begin(self, pipeline: str) -> None:
        """Begin a run of the pipeline of that version; everything added until `finish` belongs to it."""
        with plain_errors(self.path):
            self._writer = Writer(self._connection, pipeline)

    def known(self, entry: Input) -> str | None:
        """Return "stored" or "skipped" where this input was read by this pipeline and is unchanged; else None."""
        with plain_errors(self.path):
            return self._writing().known(entry)

    def add(self, record: Record, entry: Input | None = None) -> None:
        """
        Store a record in one transaction, in place of what its input held before.

        Raises `ReportError` for a record that is not sound, and for a second
        text under the id of another; the store is unchanged then.
        """
        origin = record.report.origin
        self.add_prepared(prepare(record), entry or Input(path=record.report.path, sha256=origin.sha256))

    def add_prepared(self, prepared: PreparedRecord, entry: Input) -> None:
        """Store a record that `prepare` has checked and made rows of, perhaps in another process; else as `add`."""
        with plain_errors(self.path):
            self._writing().add(prepared, entry)

    def fail(self, failure: Failure, entry: Input | None = None) -> None:
        """Store that an input was left out, and why."""
        with plain_errors(self.path):
            self._writing().fail(failure, entry)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep what is added inside at once, or none of it where the run ends before; a fault undoes its own part."""
        with plain_errors(self.path), changing(self._connection):
            yield

    def finish(self) -> None:
        """End the run: what the files read again hold no longer goes."""
        with plain_errors(self.path):
            self._writing().finish()
        self._writer = None

    @contextmanager
    def ledger(self) -> Iterator[LedgerTables]:
        """Give the tables of the ledger for one transaction, which is kept where it ends well and else undone."""
        with plain_errors(self.path), changing(self._connection):
            yield LedgerTables(self._connection)

    def _writing(self) -> Writer:
        if self._writer is None:
            raise StoreError(f"{self.path}: open it with mode 'w' and call begin() before anything is written")
        return self._writer

    # Asking.

    def reports(self) -> Iterator[Report]:
        """Yield every report, in the order of storing."""
        return (record.report for record in self.records())

    def records(self, *, by_id: bool = False) -> Iterator[Record]:
        """Yield every record, in the order of storing or of ids; at most one is in memory."""
        with plain_errors(self.path):
            for report in sorted(self.report_ids()) if by_id else self.report_ids():
                record = load_record(self._connection, report)
                if record is not None:  # a build may have dropped it meanwhile
                    yield record

    def report_ids(self) -> list[str]:
        """Return the id of every report, in the order of storing."""
        with plain_errors(self.path):
            return [row["id"] for row in self._connection.execute("SELECT id FROM reports ORDER BY number")]

    def record(self, id: str) -> Record:
        """Return the record of the report of that id; `StoreError` where there is none."""
        with plain_errors(self.path):
            record = load_record(self._connection, id)
        if record is None:
            raise StoreError(
                f"{self.path} holds no report {id!r}; its reports are listed by: onrecord show {self.path}"
            )
        return record

    def find_statements(self, filters: Filters = Filters()) -> Iterator[FoundStatement]:  # noqa: B008  # frozen
        """Yield the statements that pass the filters."""
        with plain_errors(self.path):
            yield from find_statements(self._connection, filters)

    def find_events(self, filters: Filters = Filters()) -> Iterator[FoundEvent]:  # noqa: B008  # frozen
        """Yield the events that pass the filters."""
        with plain_errors(self.path):
            yield from find_events(self._connection, filters)

    @property
    def claims(self) -> LedgerQuestions:
        """What the ledger answers: claims, their accounts and sources, histories, corrections."""
        return LedgerQuestions(self._connection, self.path)

    def locate(self, prefix: str) -> tuple[str, str, str]:
        """
        Return the table, the whole id and the report of the one row whose id begins so.

        Raises `StoreError` where none does, or more than one: it names them then.
        """
        with plain_errors(self.path):
            rows = self._connection.execute(
                query("locate"), {"prefix": prefix, "after": prefix + "\U0010ffff"}
            ).fetchall()
        exact = [row for row in rows if row["id"] == prefix]
        if len(exact) == 1 or len(rows) == 1:
            (row,) = exact or rows
            return row["in_table"], row["id"], row["report"]
        if not rows:
            raise StoreError(
                f"{self.path} holds no row {prefix!r}; the ids of statements, events, actors, mentions and reports are "
                f"shown by: onrecord find {self.path}"
            )
        some = ", ".join(row["id"] for row in rows[:5])
        raise StoreError(f"{prefix!r} begins the ids of more than one row ({some}, …); give more of it")

    def why(self, id: str) -> Why:
        """Return every field of a row with the characters, the bytes and the rule or model it rests on."""
        table, whole, report = self.locate(id)
        if table in ("claims", "event_groups", "world_actors"):
            raise StoreError(f"{whole} rests on rows of several reports; see: onrecord claims {self.path} {whole}")
        return with_corrections(grounds(self.record(report), table, whole), self.claims.corrections_of(whole))

    def own_types(self) -> list[str]:
        """Return the types of the user's own that events of the record carry."""
        return [str(row["type"]) for row in self.rows("SELECT DISTINCT type FROM own_types ORDER BY type")]

    def relabel(self, labels: Mapping[str, Sequence[str]], version: str | None) -> None:
        """Set the user's own types of all events anew, by event; `version` is that of the types in force."""
        with plain_errors(self.path):
            relabel(self._connection, labels, version)

    def status(self) -> Status:
        """Return what the record holds, in numbers."""
        with plain_errors(self.path):
            return status(self._connection)

    def skipped(self) -> list[Failure]:
        """Return every input left out, with its reason."""
        with plain_errors(self.path):
            return skipped(self._connection)

    def verify(self) -> list[Problem]:
        """Re-slice every span, re-check every digest, reference and index; no problem, an empty list."""
        try:
            with self.snapshot():
                return list(verify(self._connection, self.path))
        except sqlite3.DatabaseError as error:
            return [Problem(where=str(self.path), message=f"damaged: {error}")]

    def sql(
        self,
        question: str,
        parameters: Sequence[Any] | Mapping[str, Any] = (),
        *,
        max_rows: int | None = None,
        max_seconds: float = 30.0,
    ) -> Answer:
        """Return the answer to one read-only SQL question; `StoreError` where it is refused, wrong or too slow."""
        return ask(self._connection, question, parameters, max_rows=max_rows, max_seconds=max_seconds)

    def look_up(
        self,
        question: Callable[Concatenate[sqlite3.Connection, Asked], Found],
        /,
        *asked: Asked.args,
        **given: Asked.kwargs,
    ) -> Found:
        """Return what a question of ours finds, such as those of `onrecord.store.room`."""
        with plain_errors(self.path):
            return question(self._connection, *asked, **given)

    def rows(self, question: str) -> Iterator[sqlite3.Row]:
        """Yield the rows of one of our own questions."""
        with plain_errors(self.path):
            yield from fetched(self._connection.execute(question))

    def answers(self, name: str, **values: object) -> Iterator[dict[str, Any]]:
        """Yield the rows of a named question, a file of `queries/`, one by one."""
        with plain_errors(self.path):
            for row in fetched(self._connection.execute(query(name), values)):
                yield dict(row)

    def table(
        self, name: str, *, min_score: float = 0.0, confirmed: bool = False, full_text: bool = False
    ) -> TableRows:
        """Return one of the tables people ask for, `TABLES`, row by row; the text of reports only on demand."""
        with plain_errors(self.path):
            found = table_rows(self._connection, name, min_score=min_score, confirmed=confirmed, full_text=full_text)
        return replace(found, rows=self._plainly(found.rows))

    def _plainly(self, rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
        with plain_errors(self.path):
            yield from rows

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """See the record as it is now, whatever a build writes meanwhile."""
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")  # nothing was written
