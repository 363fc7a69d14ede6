"""
Tables in CSV or TSV with a column of texts: one report a row, each row standing or falling alone.

    date,headline,story
    2024-05-02,"Rebels take the town","MOURA (AP) …"   ->   table.csv:2

A row is named by the line it begins on. A quotation mark that is never closed would
take the rest of the file for one cell; it costs its own row, and reading goes on with
the line after.
"""

import csv
import hashlib
from collections import deque
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.columns import Columns, columns_of
from onrecord.intake.limits import Limits
from onrecord.intake.parts import STAGE, Found, failure
from onrecord.intake.url_lists import fetch_first, gdelt_column, is_address
from onrecord.records import Failure, Given, RawReport

__all__ = ["given_by_row", "read_table"]

_DELIMITERS = ",;\t|"
_MEDIA_TYPE = "text/csv"


def read_table(stream: BinaryIO, path: str, limits: Limits, columns: Columns) -> Found:
    """
    Yield one raw report or failure for each row that is not blank.

    Raises ReportError where no column holds a text, with what to do, and where the
    file is none that is read as a table.
    """
    lines = _Lines(stream, limits)
    first = lines.peek()
    if not first.strip():
        raise ReportError("there is no row in it", SkipReason.EMPTY)
    if first.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in first:
        raise ReportError("a table in UTF-16; save it as CSV in UTF-8", SkipReason.BINARY)
    # The library keeps this for the whole process; its own limit is 128 KiB, less than a long report.
    csv.field_size_limit(max(limits.max_line_bytes, csv.field_size_limit()))
    delimiter = max(_DELIMITERS, key=first.decode("latin-1").count)
    rows = _rows(lines, delimiter, path)
    header = next((row for row in rows if not isinstance(row, Failure)), None)
    if header is None:
        raise ReportError("there is no row in it that can be read", SkipReason.MALFORMED)
    found = _columns(header.cells, path, columns)
    none = True
    for row in rows:
        none = False
        if isinstance(row, Failure):
            yield row
            continue
        try:
            given = given_by_row(row.cells, found)
        except ReportError as error:
            digest = hashlib.sha256(row.written).hexdigest()
            yield Failure.of(error, path=f"{path}:{row.line}", stage=STAGE, sha256=digest)
        else:
            yield RawReport(path=f"{path}:{row.line}", body=row.written, media_type=_MEDIA_TYPE, given=given)
    if none:
        raise ReportError("there is no row under the header", SkipReason.EMPTY)


def given_by_row(cells: Sequence[str | None], columns: dict[str, int]) -> Given:
    """Return what a row tells; ReportError where it has no text."""
    values = {name: cells[at] if at < len(cells) else None for name, at in columns.items()}
    if not (values.get("text") or "").strip():
        url = (values.get("url") or "").strip()
        hint = f"; fetch its page first: onrecord fetch {url} -o page.warc.gz" if is_address(url) else ""
        raise ReportError(f"there is no text in this row{hint}", SkipReason.NO_TEXT)
    return Given(**{name: value if name == "text" else (value or "").strip() or None for name, value in values.items()})


def _columns(header: Sequence[str], path: str, columns: Columns) -> dict[str, int]:
    """Find the columns; ReportError for a table of addresses or one in which no column is known to be the text."""
    known = gdelt_column(header)
    if known:
        raise fetch_first(path, f"a table of {known[1]}", header[known[0]])
    found = columns_of(header, columns)
    if "text" in found:
        return found
    if "url" in found:
        raise fetch_first(path, "a list of addresses", None)
    names = ", ".join(repr(name[:40]) for name in header[:12])
    message = f"no column is known to hold the text; the columns are {names}. Say which: --column text=NAME"
    raise ReportError(message, SkipReason.MALFORMED)


class _Row:
    """The cells of a row, and the bytes and the line they stand in."""

    def __init__(self, cells: list[str], written: bytes, line: int) -> None:
        self.cells = cells
        self.written = written
        self.line = line


class _Lines:
    """The lines of a file, which can be taken back."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._returned: deque[bytes] = deque()
        self.taken: list[bytes] = []
        self._taken_bytes = 0
        self.number = 0

    def peek(self) -> bytes:
        """Return the first line, which stays the next one."""
        line = self._read().removeprefix(b"\xef\xbb\xbf")
        self._returned.appendleft(line)
        return line

    def begin(self) -> None:
        """Begin a row: what was taken belongs to the one before."""
        self.taken = []
        self._taken_bytes = 0

    def give_back(self) -> None:
        """Take back all lines of this row but its first, which is passed over to its end."""
        tail = self.taken[0] if len(self.taken) == 1 else b"\n"
        while tail and not tail.endswith(b"\n"):
            tail = self._read()
        self._returned.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1
        self.begin()

    def __iter__(self) -> Iterator[str]:
        while line := self._read():
            self.number += 1
            self.taken.append(line)
            self._taken_bytes += len(line)
            if self._taken_bytes > self._limits.max_line_bytes:
                limit = self._limits.max_line_bytes
                message = f"a row of more than {limit} bytes (max_line_bytes); is a quotation mark not closed?"
                raise ReportError(message, SkipReason.TOO_LARGE)
            yield _decoded(line)

    def _read(self) -> bytes:
        return self._returned.popleft() if self._returned else self._stream.readline(self._limits.max_line_bytes + 1)


def _decoded(line: bytes) -> str:
    """Decode one line: UTF-8, else the encoding of old spreadsheets, which has a character for nearly every byte."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _rows(lines: _Lines, delimiter: str, path: str) -> Iterator[_Row | Failure]:
    """Yield the rows that are not blank; what cannot be read as one is a failure, and the next line is tried."""
    rows = csv.reader(iter(lines), delimiter=delimiter)
    while True:
        lines.begin()
        start = lines.number + 1
        where = f"{path}:{start}"
        try:
            cells = next(rows, None)
        except ReportError as error:
            yield Failure.of(error, path=where, stage=STAGE)
        except csv.Error as error:
            yield failure(where, SkipReason.MALFORMED, f"not a row that can be read: {error}")
        else:
            if cells is None:
                return
            written = b"".join(lines.taken)
            if not _is_open(lines.taken):
                if any(cell.strip() for cell in cells):
                    yield _Row(cells, written.rstrip(b"\r\n"), start)
                continue
            message = "a quotation mark in it is not closed; double the marks inside a cell"
            yield failure(where, SkipReason.MALFORMED, message)
        lines.give_back()
        rows = csv.reader(iter(lines), delimiter=delimiter)


def _is_open(taken: Sequence[bytes]) -> bool:
    """Whether a row of several lines has an odd number of quotation marks: the file ended inside a cell."""
    return len(taken) > 1 and sum(line.count(b'"') for line in taken) % 2 == 1
