"""
Cells of tables that no spreadsheet takes for a formula, and that can be turned back.

    =HYPERLINK("http://…")   ->   '=HYPERLINK("http://…")
    -12.5 (a number)         ->   -12.5

Excel, LibreOffice and Google Sheets run what begins with = + - @ (or a wide form of these, a tab or a line break). A
report may quote anything, so such a text gets an apostrophe in front; so does one that has it already, so that taking
one apostrophe away from what `is_guarded` gives the text back.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from typing import IO

from onrecord.exports.outputs import Target

__all__ = ["guarded", "unguarded", "write_rows", "write_table"]

_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def guarded(value: object) -> object:
    """Return a cell that no spreadsheet runs; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def unguarded(cell: str) -> str:
    """Return the text that a cell stands for."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def write_rows(
    stream: IO[str], columns: Sequence[str], rows: Iterable[Iterable[object]], *, delimiter: str = ","
) -> int:
    """Write a header and rows; return the number of rows."""
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([guarded(value) for value in row])
        count += 1
    return count


def write_table(
    target: Target, columns: Sequence[str], rows: Iterable[Iterable[object]], *, delimiter: str = ","
) -> int:
    """Write a file of a header and rows; return the number of rows."""
    with target.text() as stream:
        return write_rows(stream, columns, rows, delimiter=delimiter)
