"""
The file that a report was made from, found again and checked.

    original(Path("news.record"), path="news.zip!/b.html", sha256="9f…")   ->   b"<!doctype html>…"

The path is the one the record holds, never one of an address, and bytes are given back only
where their digest is the one that the record holds, so nothing but that report can be read.
"""

import hashlib
import re
from pathlib import Path

from onrecord.intake import find_reports
from onrecord.records import RawReport

__all__ = ["original"]

_INSIDE = re.compile(r"^(?P<container>.+?)(?:!/.*|:\d+)$", re.S)


def original(record: Path, *, path: str, sha256: str) -> bytes | None:
    """Return the bytes of a report's file; None where they are not there any more, or are others by now."""
    inside = _INSIDE.match(path)
    names = [path, inside["container"]] if inside else [path]
    for folder in (Path(), record.absolute().parent):
        for name in names:
            container = folder / name
            if _is_file(container):
                return _within(container, sha256)
    return None


def _is_file(path: Path) -> bool:
    try:
        return "\0" not in str(path) and path.is_file()
    except OSError:  # a name that no file can have
        return False


def _within(container: Path, sha256: str) -> bytes | None:
    for found in find_reports([container]):
        if isinstance(found, RawReport) and hashlib.sha256(found.body).hexdigest() == sha256:
            return found.body
    return None
