"""Files of many kinds, made on the spot: archives, web archives, feeds, messages, books, PDF."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import zstandard
from fpdf import FPDF

from onrecord.intake import Columns, Limits, find_reports
from onrecord.records import Failure, RawReport

__all__ = [
    "ARTICLE",
    "PACKINGS",
    "epub",
    "failures",
    "found",
    "http",
    "pdf",
    "raws",
    "record",
    "tarred",
    "warc_gz",
    "write",
    "zipped",
]

ARTICLE = b"<html><body><h1>Rebels take the town</h1><p>Rebels took the town of Moura on Thursday.</p></body></html>"

PACKINGS = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor().compress,
}


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder."""
    for name, body in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(body)


def outcomes(root: Path, limits: Limits | None = None, columns: Columns | None = None) -> list[RawReport | Failure]:
    """Return all that is found under a folder."""
    return list(find_reports([root], limits=limits, columns=columns))


def found(root: Path, limits: Limits | None = None, columns: Columns | None = None) -> list[tuple[str, str]]:
    """List what is found as (path below the root, media type or reason)."""
    return [
        (
            each.path.removeprefix(str(root) + os.sep),
            each.reason.value if isinstance(each, Failure) else each.media_type,
        )
        for each in outcomes(root, limits, columns)
    ]


def raws(root: Path, limits: Limits | None = None, columns: Columns | None = None) -> list[RawReport]:
    """Return the reports found; the failures are the test's own business."""
    return [each for each in outcomes(root, limits, columns) if isinstance(each, RawReport)]


def failures(root: Path, limits: Limits | None = None, columns: Columns | None = None) -> list[Failure]:
    """Return what could not be read."""
    return [each for each in outcomes(root, limits, columns) if isinstance(each, Failure)]


def zipped(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack files into a zip archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return packed.getvalue()


def tarred(files: Mapping[str, bytes], kind: int = tarfile.PAX_FORMAT, links: Iterable[str] = ()) -> bytes:
    """Pack files into a tar archive; `links` are names of symbolic links."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=kind) as archive:
        for name, body in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(body)
            archive.addfile(member, io.BytesIO(body))
        for name in links:
            link = tarfile.TarInfo(name)
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
            archive.addfile(link)
    return packed.getvalue()


def http(body: bytes, content_type: str = "text/html", status: str = "200 OK", **headers: str) -> bytes:
    """Write the answer of a web server."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(
    block: bytes,
    url: str = "https://example.org/a",
    kind: str = "response",
    content_type: str = "application/http; msgtype=response",
    length: int | None = None,
) -> bytes:
    """Write one record of a web archive; `length` lets it lie about its own."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-03T01:02:03Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{len(block):012}>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc_gz(*records: bytes) -> bytes:
    """Pack records, each as a gzip member of its own."""
    return b"".join(map(gzip.compress, records))


def epub(chapters: Mapping[str, bytes], **more: bytes) -> bytes:
    """Make a book of chapters in this order."""
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>The Weekly</dc:title><dc:publisher>Weekly Press</dc:publisher>"
        "<dc:date>2024-05-02</dc:date></metadata>"
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f"{items}</manifest>"
        f'<spine><itemref idref="nav"/>{spine}</spine></package>'
    )
    container = (
        '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    files = {"META-INF/container.xml": container.encode(), "OEBPS/book.opf": package.encode(), **more}
    return zipped(files | {f"OEBPS/{name}": body for name, body in chapters.items()})


def pdf(*pages: str, head: str | None = None) -> bytes:
    """Print paragraphs to PDF, one page of them each; `head` is printed on top of every page."""
    document = FPDF(format="A4")
    for number, text in enumerate(pages, start=1):
        document.add_page()
        document.set_font("Helvetica", size=11)
        if head:
            document.cell(text=head)
            document.ln(12)
        document.multi_cell(90, text=text, align="L")
        document.set_auto_page_break(False)
        document.set_y(-15)
        document.cell(text=f"Page {number}")
        document.set_auto_page_break(True)
    return bytes(document.output())
