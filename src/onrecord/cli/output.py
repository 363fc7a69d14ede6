"""
Rows on standard output, in the format asked for; talk on standard error.

    table    for people: columns cut to the width of the terminal
    jsonl    one JSON object a line; json: one list; csv, tsv: a header and rows, with no cell a spreadsheet would run

Text of reports may hold anything: on a terminal, control characters are shown, not sent.
"""

import csv
import io
import json
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

__all__ = ["Talk", "counted", "pick_format", "use_color", "visible", "write_rows"]

# Control characters and the bidirectional overrides that can make a terminal show what is not there.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_WIDEST_COLUMN = 60


class Talk:
    """What a command says while it works: on standard error, and a moving line only on a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._moving = False
        self._animates = not quiet and sys.stderr.isatty()

    def say(self, line: str) -> None:
        """Say a line."""
        self.settle()
        if not self._quiet:
            click.echo(line, err=True)

    def show_progress(self, line: str) -> None:
        """Show a line that the next one replaces; nothing where standard error is no terminal."""
        if self._animates:
            click.echo(f"\r\x1b[K{line}", err=True, nl=False)
            self._moving = True

    def settle(self) -> None:
        """Wipe the moving line."""
        if self._moving:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._moving = False


def pick_format(asked: str | None, for_people: str = "table", for_programs: str = "jsonl") -> str:
    """Return the format asked for, else the one that fits where the output goes."""
    return asked or (for_people if sys.stdout.isatty() else for_programs)


def use_color(no_color: bool) -> bool:
    """Whether to colour standard output: on terminals, unless the user says no."""
    return sys.stdout.isatty() and not no_color and not os.environ.get("NO_COLOR")


def counted(number: int, noun: str) -> str:
    """Return a number of things in words: `1 report`, `2 reports`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def visible(text: str) -> str:
    """Return a text that is safe to print: control characters as `\\x1b`, line feeds and tabs as they are."""
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def write_rows(rows: Iterable[Mapping[str, Any]], format: str, columns: Sequence[str] | None = None) -> int:
    """Write rows to standard output and return how many; `columns` fixes their order in tables."""
    lines = {"jsonl": _jsonl, "json": _json, "table": _table, "csv": _csv, "tsv": _tsv}[format](rows, columns)
    count = 0
    for number, line in lines:
        click.echo(line, nl=False, color=True)  # click would take escape sequences out of what a report says
        count = max(count, number)
    return count


# Each writer yields pieces of text together with the number of rows they complete.
_Pieces = Iterator[tuple[int, str]]


def _jsonl(rows: Iterable[Mapping[str, Any]], _columns: Sequence[str] | None) -> _Pieces:
    for number, row in enumerate(rows, 1):
        yield number, json.dumps(dict(row), default=_plain) + "\n"


def _json(rows: Iterable[Mapping[str, Any]], _columns: Sequence[str] | None) -> _Pieces:
    number = 0
    for number, row in enumerate(rows, 1):
        yield number, ("[" if number == 1 else ",\n ") + json.dumps(dict(row), default=_plain)
    yield number, "]\n" if number else "[]\n"


def _csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] | None) -> _Pieces:
    return _separated(rows, columns, ",")


def _tsv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] | None) -> _Pieces:
    return _separated(rows, columns, "\t")


def _separated(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] | None, delimiter: str) -> _Pieces:
    from onrecord.exports.cells import guarded

    line = io.StringIO()
    writer = csv.writer(line, delimiter=delimiter, lineterminator="\n")
    names = columns
    for number, row in enumerate(rows, 1):
        if names is None or number == 1:
            names = names or list(row)
            writer.writerow(names)
        values = (row.get(name) for name in names)
        # Numbers stay numbers; all else may quote a report, and must be no formula of a spreadsheet.
        writer.writerow([_cell(each) if isinstance(each, int | float) else guarded(_cell(each)) for each in values])
        yield number, line.getvalue()
        line.seek(0)
        line.truncate()


def _table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] | None) -> _Pieces:
    listed = [dict(row) for row in rows]
    names = list(columns or (listed[0] if listed else ()))
    cells = [[" ".join(visible(_cell(row.get(name))).split()) for name in names] for row in listed]
    widths = _widths(names, cells)
    for line in [names, ["-" * width for width in widths]] if listed else []:
        yield 0, _line(line, widths)
    for number, each in enumerate(cells, 1):
        yield number, _line(each, widths)


def _widths(names: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    """Return column widths that fit the terminal, taking from the widest first."""
    widths = [max(map(_width, (name, *(row[n] for row in cells)))) for n, name in enumerate(names)]
    widths = [min(width, _WIDEST_COLUMN) for width in widths]
    room = max(shutil.get_terminal_size((120, 24)).columns - 2 * (len(names) - 1), 6 * len(names))
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    return widths


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(_fitted(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip() + "\n"


def _fitted(cell: str, width: int) -> str:
    while _width(cell) > width:
        cell = cell[:-2] + "…" if cell.endswith("…") else cell[: width - 1] + "…"
    return cell + " " * (width - _width(cell))


def _width(text: str) -> int:
    """Columns a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, default=_plain)
    return str(value)


def _plain(value: object) -> object:
    """Return what JSON has no form for: the bytes of a blob in hexadecimal."""
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"no JSON form for {type(value).__name__}")
