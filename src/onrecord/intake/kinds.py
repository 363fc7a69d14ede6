"""
What a file is, by its name; standard input, which has none, by its first bytes.

`news/a.html` is a page, `export.jsonl.gz` packed JSON lines, `b.pdf` nothing we read.
"""

from enum import StrEnum
from pathlib import PurePosixPath

__all__ = ["FileKind", "Packing", "is_debris", "kind_of_name", "sniff_kind"]


class FileKind(StrEnum):
    """What is inside, by media type."""

    HTML = "text/html"
    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    LINES = "application/json"
    ZIP = "application/zip"


class Packing(StrEnum):
    """How a file is compressed."""

    NONE = "none"
    GZIP = "gzip"


_SUFFIXES = {
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
    ".xhtml": FileKind.HTML,
    ".txt": FileKind.TEXT,
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".jsonl": FileKind.LINES,
    ".ndjson": FileKind.LINES,
    ".zip": FileKind.ZIP,
}

_HTML_OPENINGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<!--", b"<meta", b"<article", b"<div")


def kind_of_name(name: str) -> tuple[FileKind, Packing] | None:
    """Return kind and packing by the suffix, in any case; None for a name we do not read."""
    path = PurePosixPath(name.lower())
    if path.suffix == ".gz":
        inner = _SUFFIXES.get(PurePosixPath(path.stem).suffix)
        return None if inner in (None, FileKind.ZIP) else (inner, Packing.GZIP)
    kind = _SUFFIXES.get(path.suffix)
    return (kind, Packing.NONE) if kind else None


def is_debris(name: str) -> bool:
    """Whether a name inside a folder or an archive is the operating system's own: hidden files, thumbnails."""
    return name.startswith(".") or name in ("__MACOSX", "Thumbs.db", "desktop.ini")


def sniff_kind(head: bytes) -> FileKind:
    """Tell a page, JSON lines and plain text apart by the first bytes that are not white space."""
    opening = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    if opening.startswith(b"{"):
        return FileKind.LINES
    return FileKind.HTML if opening.startswith(_HTML_OPENINGS) else FileKind.TEXT
