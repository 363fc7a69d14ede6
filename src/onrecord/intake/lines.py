"""
JSON lines: one report a line, each line standing or falling alone.

    {"id": "a-17", "text": "Rebels took the town.", "published": "2023-08-04"}

`id` and `text` are handed on unchanged, to the last character. A few names that
exporters use are understood where the name of the format is absent.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, BinaryIO

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.kinds import FileKind
from onrecord.intake.limits import Limits
from onrecord.records import Failure, Given, RawReport

__all__ = ["read_lines", "row_of_line"]

# The first name is the format's own and wins over the others.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "text": ("text", "body"),
    "title": ("title", "headline"),
    "published": ("published", "date", "publish_date", "pubdate"),
    "url": ("url", "source_url", "link"),
    "outlet": ("outlet", "publisher", "source"),
}
_KINDS = {dict: "an object", list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number"}


def read_lines(
    stream: BinaryIO, path: str, limits: Limits, *, head: Sequence[bytes] = ()
) -> Iterator[RawReport | Failure]:
    """
    Yield one raw report or failure for each line that is not blank.

    `head` holds the lines that were read from the stream already, each to its end
    or to `max_line_bytes + 1` bytes. Errors of the stream itself propagate.
    """
    found = False
    rest = iter(lambda: stream.readline(limits.max_line_bytes + 1), b"")
    for number, written in enumerate(chain(head, rest), start=1):
        line = written.removeprefix(b"\xef\xbb\xbf") if number == 1 else written
        where = f"{path}:{number}"
        if len(line) > limits.max_line_bytes and not line.endswith(b"\n"):
            found = True
            yield Failure(path=where, stage="intake", reason=SkipReason.TOO_LARGE, message=_too_long(limits))
            while (tail := next(rest, b"")) and not tail.endswith(b"\n"):
                continue
        elif line.strip():
            found = True
            yield _report_of_line(line.rstrip(b"\r\n"), where)
            if number == 1 and b"\0" in line:
                return
    if not found:
        message = "no line in it; expected one JSON object a line"
        yield Failure(path=path, stage="intake", reason=SkipReason.EMPTY, message=message)


def _too_long(limits: Limits) -> str:
    return f"the line is longer than {limits.max_line_bytes} bytes; raise max_line_bytes or split the text"


def _report_of_line(line: bytes, path: str) -> RawReport | Failure:
    try:
        return RawReport(path=path, body=line, media_type=FileKind.LINES.value, given=row_of_line(line))
    except ReportError as error:
        return Failure.of(error, path=path, stage="intake", sha256=hashlib.sha256(line).hexdigest())


def row_of_line(line: bytes) -> Given:
    """Read one line; ReportError (malformed or binary) where it is not an object with the fields we need."""
    if b"\0" in line:
        hint = "it looks like UTF-16; save it as UTF-8" if line[:2] in (b"\xff\xfe", b"\xfe\xff") else "it holds NUL"
        raise ReportError(f"not JSON lines: {hint}", SkipReason.BINARY)
    row = _parsed(line)
    if not isinstance(row, dict):
        hint = "; a JSON array must be written one object a line" if isinstance(row, list) else ""
        raise ReportError(f"found {_kind(row)}, expected an object with id and text{hint}", SkipReason.MALFORMED)
    fields = {name: _field(row, names) for name, names in _NAMES.items()}
    for name in ("id", "text"):
        if fields[name] is None:
            known = ", ".join(sorted(map(str, row))[:8]) or "none"
            raise ReportError(f"the object has no {name}; its fields are: {known}", SkipReason.MALFORMED)
    if not fields["id"]:
        raise ReportError("id is an empty string; expected a name for the report", SkipReason.MALFORMED)
    return Given(**fields)


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        found = f"byte {error.start + 1} is not UTF-8"
        raise ReportError(f"{found}; expected JSON lines in UTF-8", SkipReason.MALFORMED) from error
    except json.JSONDecodeError as error:
        found = f"not JSON at character {error.pos + 1}: {error.msg}"
        raise ReportError(f"{found}; expected one object a line", SkipReason.MALFORMED) from error
    except (ValueError, RecursionError) as error:
        raise ReportError(f"JSON that cannot be read: {error}", SkipReason.MALFORMED) from error


def _field(row: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """Return the value of the first name that is there and not null."""
    for name in names:
        value = row.get(name)
        if value is None:
            continue
        if isinstance(value, str):
            return value
        if name == names[0]:
            raise ReportError(f"{name} is {_kind(value)}; expected a string", SkipReason.MALFORMED)
    return None


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "null")
