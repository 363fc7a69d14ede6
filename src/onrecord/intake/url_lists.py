"""
Lists of addresses, which hold no report yet: what search services and event data give out.

    20230804121500.export.CSV   GDELT events; the address is the last of 58 or 61 columns, there is no header
    all-story-urls.csv          Media Cloud: stories_id, publish_date, title, url, …
    20240502121500.gkg.csv.zip  the same as GDELT gives it out, packed
    urls.txt                    one address a line

Nothing is fetched when reports are read, so such a list is one failure that says how
to fetch what it lists.
"""

import io
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from shlex import quote
from typing import Any, BinaryIO

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.archives import ArchiveBudget, archive_members, open_archive, open_member, unpacked
from onrecord.intake.kinds import FileKind, Packing, kind_of_name
from onrecord.intake.limits import Limits

__all__ = ["addresses_in", "fetch_first", "gdelt_column", "is_address", "only_addresses"]

_ADDRESS = re.compile(r"https?://[^\s\"'<>]+\Z", re.I)
_IN_TEXT = re.compile(r"https?://[^\s\"'<>\\,;|]+", re.I)
# Columns of a GDELT table -> the column of addresses: "GDELT Data Format Codebook" 1.03 and 2.0, "GKG" 2.1.
_GDELT = {58: (57, "GDELT events"), 61: (60, "GDELT events"), 16: (5, "GDELT mentions"), 27: (4, "GDELT GKG")}
_GDELT_DAY = re.compile(r"\d{8}|\d{14}(?:-T?\d+)?")


def is_address(text: str) -> bool:
    """Whether a text is the address of a page and nothing else."""
    return _ADDRESS.match(text) is not None


def only_addresses(body: bytes) -> str | None:
    """Return the first line of a text that has an address on every line; None for any other text."""
    lines = [line.strip() for line in body.split(b"\n") if line.strip()]
    if not lines or not all(line[:4].lower() == b"http" for line in lines):
        return None
    texts = [line.decode("utf-8", "replace") for line in lines]
    return texts[0] if all(map(is_address, texts)) else None


def gdelt_column(row: Sequence[str]) -> tuple[int, str] | None:
    """Return the column of addresses of a table without header that is GDELT's, and which of its tables; else None."""
    known = _GDELT.get(len(row))
    if known is None or not any(_GDELT_DAY.fullmatch(cell) for cell in row[:3]):
        return None
    return known


def fetch_first(path: str, found: str, example: str | None) -> ReportError:
    """Return the error that says how to get the reports that a list names."""
    listed = f", such as {example}" if example else ""
    command = f"onrecord fetch --list {quote(path.partition('!/')[0])} -o pages.warc.gz"
    message = f"{found}: addresses of reports{listed}, not their text. Fetch these first: {command}, then read that"
    return ReportError(message, SkipReason.NOT_FETCHED)


def addresses_in(path: Path) -> Iterator[str]:
    """
    Yield the addresses that a list names, each once: a table, a catalogue or export in JSON, or any text.

    Raises ReportError where the file cannot be read or names none.
    """
    seen: set[str] = set()
    try:
        for name, stream in _lists(path):
            lines = io.TextIOWrapper(stream, encoding="utf-8", errors="replace")
            is_json = name.lower().endswith(".json")
            for address in _in_json(json.load(lines)) if is_json else _in_lines(lines):
                if address not in seen:
                    seen.add(address)
                    yield address
    except OSError as error:
        raise ReportError(f"{path}: {error.strerror or error}", SkipReason.UNREADABLE) from error
    except (ValueError, RecursionError) as error:
        raise ReportError(f"{path} is not JSON that can be read: {error}", SkipReason.MALFORMED) from error
    if not seen:
        raise ReportError(f"there is no address in {PurePath(path).name}; expected http(s)://…", SkipReason.EMPTY)


def _lists(path: Path) -> Iterator[tuple[str, BinaryIO]]:
    """Yield the lists in a file: itself, what it packs, or the members of a zip archive, with their names."""
    limits = Limits()
    kind = kind_of_name(path.name)
    with path.open("rb") as stream:
        budget = ArchiveBudget(limits, path.stat().st_size)
        if kind is not None and kind[0] is FileKind.ZIP:
            with open_archive(stream, limits) as archive:
                for member in archive_members(archive):
                    with open_member(archive, member, budget) as body:
                        yield member.filename, body
        elif kind is not None and kind[1] is not Packing.NONE:
            with unpacked(stream, kind[1], budget) as body:
                yield path.stem, body
        else:
            yield path.name, stream


def _in_lines(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        cells = line.rstrip("\r\n").split("\t")
        known = gdelt_column(cells)
        if known:
            # Other columns of GDELT hold the addresses of pictures and of other pages.
            yield from [cells[known[0]]] if is_address(cells[known[0]]) else []
        elif match := _IN_TEXT.search(line):
            yield match[0].rstrip(".,)")


def _in_json(value: Any) -> Iterator[str]:
    """Yield the addresses of the fields that are named for them."""
    if isinstance(value, list):
        for each in value:
            yield from _in_json(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if isinstance(each, str) and name.lower() in ("url", "link", "source_url") and is_address(each):
                yield each
            elif isinstance(each, list | dict):
                yield from _in_json(each)
