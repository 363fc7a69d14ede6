"""
Tables in Parquet with a column of texts: one report a row, few rows in memory at a time.

    year=2024/part-0.parquet:17

Only the columns that are used are read. Needs the extra `parquet`.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.columns import Columns, columns_of
from onrecord.intake.kinds import FileKind
from onrecord.intake.limits import Limits
from onrecord.intake.parts import STAGE, Found
from onrecord.intake.tables import given_by_row
from onrecord.intake.url_lists import fetch_first
from onrecord.records import Failure, RawReport

__all__ = ["read_parquet"]

_BATCH_ROWS = 64


def read_parquet(stream: BinaryIO, path: str, limits: Limits, columns: Columns) -> Found:
    """
    Yield one raw report or failure for each row, counted from 1.

    Raises ReportError where the extra is missing, the file is damaged, or no column
    of it holds a text.
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        message = "a Parquet table; to read it: pip install onrecord[parquet]"
        raise ReportError(message, SkipReason.UNSUPPORTED) from error
    try:
        table = ParquetFile(stream)
        header = [str(name) for name in table.schema_arrow.names]
        found = columns_of(header, columns)
        if "text" not in found:
            raise _no_text(path, header, "url" in found)
        names = [header[at] for at in found.values()]
        position = {name: n for n, name in enumerate(found)}
        for number, row in enumerate(_rows(table, names), start=1):
            yield _report(row, position, f"{path}:{number}", limits)
        if not table.metadata.num_rows:
            raise ReportError("there is no row in it", SkipReason.EMPTY)
    except (ArrowException, OSError, ValueError) as error:
        message = f"not a Parquet table that can be read: {' '.join(str(error).split())[:200]}"
        raise ReportError(message, SkipReason.MALFORMED) from error


def _rows(table: Any, names: list[str]) -> Iterator[list[Any]]:
    for batch in table.iter_batches(batch_size=_BATCH_ROWS, columns=names):
        for row in batch.select(names).to_pylist():
            yield [row[name] for name in names]


def _report(row: list[Any], position: dict[str, int], path: str, limits: Limits) -> RawReport | Failure:
    try:
        cells = [_cell(value) for value in row]
        body = json.dumps(cells, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if len(body) > limits.max_line_bytes:
            message = f"the row is longer than {limits.max_line_bytes} bytes (max_line_bytes)"
            raise ReportError(message, SkipReason.TOO_LARGE)
        given = given_by_row(cells, position)
    except ReportError as error:
        return Failure.of(error, path=path, stage=STAGE)
    return RawReport(path=path, body=body, media_type=FileKind.PARQUET.value, given=given)


def _cell(value: Any) -> str | None:
    """Return a value as text; only what a report's text or date or address can be."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    raise ReportError(f"found a {type(value).__name__} in a column of texts", SkipReason.MALFORMED)


def _no_text(path: str, header: list[str], has_address: bool) -> ReportError:
    if has_address:
        return fetch_first(path, "a list of addresses", None)
    names = ", ".join(repr(name[:40]) for name in header[:12])
    message = f"no column is known to hold the text; the columns are {names}. Say which: --column text=NAME"
    return ReportError(message, SkipReason.MALFORMED)
