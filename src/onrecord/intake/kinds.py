"""
What a file is, by its name; standard input, which has none, by its first bytes.

`news/a.html` is a page, `export.jsonl.zst` packed JSON lines, `b.docx` nothing we read.
"""

from enum import StrEnum
from pathlib import PurePosixPath

__all__ = ["READ", "FileKind", "Packing", "is_debris", "kind_of_media_type", "kind_of_name", "sniff_kind"]

READ = (
    "expected .html .htm .xhtml .txt .md .pdf .eml .epub .jsonl .json .csv .tsv .parquet .xml .rss .atom .warc .wacz, "
    "alone, packed (.gz .bz2 .xz .zst), or in a .zip or .tar"
)
"""What messages say is read."""


class FileKind(StrEnum):
    """What is inside, by media type."""

    HTML = "text/html"
    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    LINES = "application/json"
    EXPORT = "application/vnd.onrecord.export+json"
    """One JSON document, as other programs export: the name is our own, no report has it."""
    FEED = "application/rss+xml"
    CSV = "text/csv"
    TSV = "text/tab-separated-values"
    PARQUET = "application/vnd.apache.parquet"
    PDF = "application/pdf"
    MAIL = "message/rfc822"
    EPUB = "application/epub+zip"
    WARC = "application/warc"
    WACZ = "application/wacz"
    TAR = "application/x-tar"
    ZIP = "application/zip"

    @property
    def is_packed_itself(self) -> bool:
        """Whether files of this kind are never packed once more, and need reading from any place."""
        return self in (FileKind.ZIP, FileKind.WACZ, FileKind.EPUB, FileKind.PARQUET)


class Packing(StrEnum):
    """How a file is compressed."""

    NONE = "none"
    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"
    ZSTD = "zstd"


_SUFFIXES = {
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
    ".xhtml": FileKind.HTML,
    ".txt": FileKind.TEXT,
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".jsonl": FileKind.LINES,
    ".ndjson": FileKind.LINES,
    ".json": FileKind.EXPORT,
    ".xml": FileKind.FEED,
    ".rss": FileKind.FEED,
    ".atom": FileKind.FEED,
    ".rdf": FileKind.FEED,
    ".csv": FileKind.CSV,
    ".tsv": FileKind.TSV,
    ".tab": FileKind.TSV,
    ".parquet": FileKind.PARQUET,
    ".pdf": FileKind.PDF,
    ".eml": FileKind.MAIL,
    ".epub": FileKind.EPUB,
    ".warc": FileKind.WARC,
    ".wet": FileKind.WARC,
    ".wacz": FileKind.WACZ,
    ".tar": FileKind.TAR,
    ".zip": FileKind.ZIP,
}
_PACKINGS = {".gz": Packing.GZIP, ".bz2": Packing.BZIP2, ".xz": Packing.XZ, ".zst": Packing.ZSTD}
_PACKED_TARS = {
    ".tgz": Packing.GZIP,
    ".tbz": Packing.BZIP2,
    ".tbz2": Packing.BZIP2,
    ".txz": Packing.XZ,
    ".tzst": Packing.ZSTD,
}
_MEDIA_TYPES = {
    "application/xhtml+xml": FileKind.HTML,
    "application/atom+xml": FileKind.FEED,
    "application/x-pdf": FileKind.PDF,
    "application/x-zip-compressed": FileKind.ZIP,
    **{kind.value: kind for kind in FileKind if kind not in (FileKind.LINES, FileKind.EXPORT)},
}

_HTML_OPENINGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<!--", b"<meta", b"<article", b"<div")
_FEED_OPENINGS = (b"<rss", b"<feed", b"<rdf:rdf")
_MAGIC = {b"%PDF-": FileKind.PDF, b"PK\x03\x04": FileKind.ZIP, b"WARC/": FileKind.WARC}


def kind_of_name(name: str) -> tuple[FileKind, Packing] | None:
    """Return kind and packing by the suffix, in any case; None for a name we do not read."""
    path = PurePosixPath(name.lower())
    if path.suffix in _PACKED_TARS:
        return FileKind.TAR, _PACKED_TARS[path.suffix]
    if path.suffix in _PACKINGS:
        inner = _SUFFIXES.get(PurePosixPath(path.stem).suffix)
        return None if inner is None or inner.is_packed_itself else (inner, _PACKINGS[path.suffix])
    kind = _SUFFIXES.get(path.suffix)
    return (kind, Packing.NONE) if kind else None


def kind_of_media_type(media_type: str) -> FileKind | None:
    """Return the kind that a media type (in lower case, without parameters) stands for; None for one we do not read."""
    return _MEDIA_TYPES.get(media_type)


def is_debris(name: str) -> bool:
    """Whether a name inside a folder or an archive is the operating system's own: hidden files, thumbnails."""
    return name.startswith(".") or name in ("__MACOSX", "Thumbs.db", "desktop.ini")


def sniff_kind(head: bytes) -> FileKind:
    """Tell by the first bytes what has no name: a page, JSON lines, a feed, a PDF, an archive, else plain text."""
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    opening = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1024].lower()
    if opening.startswith(b"{"):
        return FileKind.LINES
    is_xml = opening.startswith(b"<?xml")
    if opening.startswith(_FEED_OPENINGS) or (is_xml and any(tag in opening for tag in _FEED_OPENINGS)):
        return FileKind.FEED
    return FileKind.HTML if opening.startswith(_HTML_OPENINGS) else FileKind.TEXT
