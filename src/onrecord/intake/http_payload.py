"""
The page in an answer of a web server, as a web archive keeps it.

    HTTP/1.1 200 OK CRLF  Content-Type: text/html CRLF  Content-Encoding: gzip CRLF CRLF  …
    ->  HttpPayload(status=200, media_type="text/html", body=b"<!doctype html>…")
"""

import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.kinds import Packing
from onrecord.intake.packing import PackedMember

__all__ = ["HttpPayload", "http_payload", "plain_media_type"]

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpPayload:
    """What a server answered."""

    status: int
    media_type: str
    """In lower case, without parameters; empty where the server named none."""
    headers: Mapping[str, str]
    packed: bytes
    """The body as it was sent."""

    def body(self, most: int) -> bytes:
        """Return the page; ReportError where it is longer than `most` bytes, or packed in a way we cannot undo."""
        body = self.packed
        if "chunked" in self.headers.get("transfer-encoding", "").lower():
            body = _joined(body)
        for coding in reversed(self.headers.get("content-encoding", "").lower().split(",")):
            body = _unpacked(body, coding.strip(), most)
        if len(body) > most:
            raise ReportError(f"larger than {most} bytes (max_file_bytes)", SkipReason.TOO_LARGE)
        return body


def http_payload(block: bytes) -> HttpPayload:
    """Read the answer in the block of a record; ReportError (malformed) where it is none."""
    status = _STATUS.match(block)
    if status is None:
        raise ReportError(f"found {block[:20]!r}, expected the answer of a web server", SkipReason.MALFORMED)
    ends = [end for mark in (b"\r\n\r\n", b"\n\n") if (end := block.find(mark)) >= 0]
    end = min(ends, default=len(block))
    headers: dict[str, str] = {}
    for line in block[:end].splitlines()[1:]:
        name, _, value = line.decode("latin-1").partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return HttpPayload(
        status=int(status[1]),
        media_type=plain_media_type(headers.get("content-type", "")),
        headers=headers,
        packed=block[end:].removeprefix(b"\r\n\r\n" if block.startswith(b"\r\n\r\n", end) else b"\n\n"),
    )


def plain_media_type(written: str) -> str:
    """Return a media type without its parameters, in lower case."""
    return written.partition(";")[0].strip().lower()


def _joined(body: bytes) -> bytes:
    """Join the chunks of a body; one that is in one piece already, as many archives keep it, is left alone."""
    pieces, at = [], 0
    while match := _CHUNK_SIZE.match(body, at):
        size = int(match[1], 16)
        at = match.end() + size
        pieces.append(body[match.end() : at])
        if not size:
            return b"".join(pieces)
        if body.startswith(b"\r\n", at):
            at += 2
        elif at < len(body):
            return body
    return b"".join(pieces) if pieces and at >= len(body) else body


def _unpacked(body: bytes, coding: str, most: int) -> bytes:
    if coding in ("", "identity", "none"):
        return body
    try:
        if coding in ("gzip", "x-gzip"):
            # Some servers and archives name a packing that is not there.
            return _read(body, Packing.GZIP, most) if body.startswith(b"\x1f\x8b") else body
        if coding == "zstd":
            return _read(body, Packing.ZSTD, most)
        if coding == "deflate":
            return _inflated(body, most)
    except EOFError as error:
        raise ReportError("the packed page ends too early", SkipReason.TRUNCATED) from error
    except (zlib.error, OSError) as error:
        raise ReportError(f"the packed page is damaged: {error}", SkipReason.MALFORMED) from error
    message = f"the page is packed by {coding[:20]!r}, which is not read; keep pages unpacked when archiving"
    raise ReportError(message, SkipReason.UNSUPPORTED)


def _read(body: bytes, packing: Packing, most: int) -> bytes:
    return io.BufferedReader(PackedMember(io.BytesIO(body), packing)).read(most + 1)


def _inflated(body: bytes, most: int) -> bytes:
    """Undo `deflate`, which is zlib by its name and raw by what some servers send."""
    try:
        return zlib.decompressobj().decompress(body, most + 1)
    except zlib.error:
        return zlib.decompressobj(wbits=-15).decompress(body, most + 1)
