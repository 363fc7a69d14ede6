"""
tar archives, read from front to back: nothing is unpacked to disk, nothing is held but the member at hand.

    news.tar.xz!/2023/a.html      ./a.txt -> a.txt      a link, a device -> not read, and listed

The library's own reader ends without a word at a header that is damaged; this one
says so and goes on with the next header that is sound. Formats: POSIX (ustar and
pax) and GNU; see "pax" in POSIX.1-2017 and "Basic Tar Format" in the manual of GNU tar.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.errors import ReportError, SkipReason

__all__ = ["TarMember", "tar_members"]

_BLOCK_BYTES = 512
_CHUNK_BYTES = 64 * 1024
_MAX_EXTENSION_BYTES = 1024 * 1024
"""Longest name or list of attributes in front of a member; real ones have a few hundred bytes."""
_FILES = (b"0", b"\0", b"7")
_FOLDER = b"5"
_LONG_NAME, _LONG_LINK, _ATTRIBUTES, _ALL_ATTRIBUTES = b"L", b"K", b"x", b"g"
_KINDS = {b"1": "a link", b"2": "a link", b"3": "a device", b"4": "a device", b"6": "a pipe", b"S": "a sparse file"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TarMember:
    """One member; its body is read before the next member is asked for, or passed over."""

    name: str
    size_bytes: int
    body: BinaryIO
    error: ReportError | None = None
    """Why its body is none to read."""


@dataclass(frozen=True, slots=True)
class _Header:
    name: str
    size_bytes: int
    kind: bytes


class _Section(io.RawIOBase):
    """The bytes of one member, as a stream of its own."""

    def __init__(self, source: BinaryIO, size_bytes: int) -> None:
        super().__init__()
        self._source = source
        self._left_bytes = size_bytes
        self._padding_bytes = -size_bytes % _BLOCK_BYTES

    def readable(self) -> bool:
        """Return True: it is read from and nothing else."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Read on to the end of the member; ReportError where the archive ends before that."""
        piece = self._source.read(min(len(buffer), self._left_bytes))
        if not piece and self._left_bytes and len(buffer):
            raise _cut()
        self._left_bytes -= len(piece)
        buffer[: len(piece)] = piece
        return len(piece)

    def skip(self) -> None:
        """Pass over what was not read, and what fills the last block."""
        self._left_bytes += self._padding_bytes
        self._padding_bytes = 0
        while self._left_bytes:
            piece = self._source.read(min(_CHUNK_BYTES, self._left_bytes))
            if not piece:
                raise _cut()
            self._left_bytes -= len(piece)


def tar_members(stream: BinaryIO) -> Iterator[TarMember | ReportError]:
    """
    Yield the members of a tar archive in their order, folders left out, and what is wrong between them.

    Raises ReportError (truncated) where it ends before its end mark, (empty) where
    nothing is in it, (malformed) where it is no tar archive at all.
    """
    is_first, named = True, dict[str, str]()
    while (block := _block(stream, is_first=is_first)) is not None:
        header = _header(block)
        if header is None:
            if is_first:
                raise ReportError("not a tar archive that can be read: its first header is none", SkipReason.MALFORMED)
            yield ReportError("a header is damaged; what it stood for is lost, fetch it again", SkipReason.MALFORMED)
            header = _next_header(stream)
        is_first = False
        if header.kind in (_LONG_NAME, _LONG_LINK, _ATTRIBUTES, _ALL_ATTRIBUTES):
            section = _Section(stream, header.size_bytes)
            # Attributes of the whole archive (a comment of git's) name no member.
            if header.kind in (_LONG_NAME, _ATTRIBUTES):
                named |= _extension(section, header)
        else:
            size = _number(named["size"]) if "size" in named else header.size_bytes
            section = _Section(stream, size)
            name = named.get("path", header.name)
            if header.kind != _FOLDER and not (name.endswith("/") and header.kind in _FILES):
                body = io.BufferedReader(section)
                error = _error(header.kind, named)
                yield TarMember(name=name.removeprefix("./"), size_bytes=size, body=body, error=error)
            named = {}
        section.skip()


def _error(kind: bytes, named: dict[str, str]) -> ReportError | None:
    """Say why a member's body is no file to read; None where it is one."""
    is_sparse = any(key.startswith("GNU.sparse") for key in named)
    if kind in _FILES and not is_sparse:
        return None
    found = "a sparse file" if is_sparse else _KINDS.get(kind, "a member of an unknown kind")
    return ReportError(f"{found}, not a plain file; pack the file itself", SkipReason.UNSUPPORTED)


def _block(stream: BinaryIO, *, is_first: bool) -> bytes | None:
    """Return the next header block; None at the end mark."""
    block = stream.read(_BLOCK_BYTES)
    if not block and is_first:
        raise ReportError("the archive is empty (0 bytes)", SkipReason.EMPTY)
    if len(block) < _BLOCK_BYTES:
        raise _cut()
    return None if not block.strip(b"\0") else block


def _header(block: bytes) -> _Header | None:
    """Read a header; None where its check sum or a number of it is wrong."""
    try:
        told, size = _field(block[148:156]), _field(block[124:136])
    except ValueError:
        return None
    if size < 0 or told != sum(block) - sum(block[148:156]) + 8 * ord(" "):
        return None
    name = _text(block[:100])
    if block[257:263] == b"ustar\0" and (prefix := _text(block[345:500])):
        name = f"{prefix}/{name}"
    return _Header(name, size, block[156:157])


def _next_header(stream: BinaryIO) -> _Header:
    """Look for the next header that is sound; what lies before it may be the body of the lost member."""
    while True:
        block = stream.read(_BLOCK_BYTES)
        if len(block) < _BLOCK_BYTES:
            raise _cut()
        if block[257:262] == b"ustar" and (header := _header(block)):
            return header


def _field(written: bytes) -> int:
    """Read a number: octal digits, or for what those cannot hold, bytes with the highest bit set."""
    if written[0] & 0x80:
        return int.from_bytes(written, "big", signed=True) if written[0] == 0xFF else int.from_bytes(written[1:], "big")
    return int(written.strip(b" \0") or b"0", 8)


def _number(written: str) -> int:
    if not written.isascii() or not written.isdecimal() or len(written) > 18:
        raise ReportError(f"a size of {written[:40]!r}; expected a number", SkipReason.MALFORMED)
    return int(written)


def _extension(section: _Section, header: _Header) -> dict[str, str]:
    """Read a long name, or the attributes that stand in front of a member."""
    if header.size_bytes > _MAX_EXTENSION_BYTES:
        size = f"a name or its attributes of {header.size_bytes} bytes"
        raise ReportError(f"{size}; up to {_MAX_EXTENSION_BYTES} are read", SkipReason.TOO_LARGE)
    written = io.BufferedReader(section).read(header.size_bytes)
    if header.kind == _LONG_NAME:
        return {"path": _text(written)}
    found: dict[str, str] = {}
    while written and (space := written.find(b" ")) > 0:
        length = _number(_text(written[:space]))
        key, _, value = written[space + 1 : max(length - 1, space + 1)].partition(b"=")
        found[_text(key)] = _text(value)
        written = written[max(length, space + 1) :]
    return found


def _text(written: bytes) -> str:
    """Decode a name up to its NUL; bytes that are not UTF-8 stay visible."""
    return written.partition(b"\0")[0].decode("utf-8", "backslashreplace")


def _cut() -> ReportError:
    return ReportError("the archive is cut short; fetch it again", SkipReason.TRUNCATED)
