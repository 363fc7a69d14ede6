"""
The records of a web archive, one after the other, with where each stands in the file.

    WARC/1.1 CRLF  WARC-Type: response CRLF  Content-Length: 1270 CRLF CRLF  … 1270 bytes … CRLF CRLF

Archives are plain, or packed with one gzip member or zstd frame per record, so that a
record can be had by its offset and length alone. A record that is damaged, or whose
length is wrong, costs itself: the next one is looked for by its first bytes. Source of
the format: ISO 28500:2017 and its annex on compression; for zstd, "Zstandard
Compression of WARC files" (IIPC).
"""

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.kinds import Packing
from onrecord.intake.limits import Limits
from onrecord.intake.packing import PackedMember

__all__ = ["WarcFault", "WarcRecord", "warc_records"]

_VERSION = re.compile(rb"WARC/(?:0\.1[78]|1\.[01])\r?\n")
_START = re.compile(rb"(?:\A|\n)WARC/(?=(?:0\.1[78]|1\.[01])\r?\n)")
_MAGIC = {Packing.GZIP: b"\x1f\x8b\x08", Packing.ZSTD: b"\x28\xb5\x2f\xfd"}
_SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18", re.DOTALL)
_DICTIONARY_BYTES = 16 * 1024 * 1024
_LINE_BYTES = 16 * 1024
_MAX_HEADERS = 200
_CHUNK_BYTES = 64 * 1024
_HTTP_BYTES = 64 * 1024
"""Room for the headers of the answer, which stand before the page in a record."""
_RATIO_FLOOR_BYTES = 1024 * 1024
_OVERLAP_BYTES = 64
"""Longer than the first line of a record, which may stand across two windows."""
_START_BYTES = {Packing.GZIP: 1024, Packing.ZSTD: 256 * 1024}
"""What a library needs at most before the first bytes come out; zstd gives whole blocks."""
_MAX_FALSE_STARTS = 1000
_MAX_FAULTS = 1000
"""Bounds on the search behind damage: real archives have a handful, made ones as many as fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcRecord:
    """One record; `block` is cut where it is longer than a page may be."""

    offset: int
    """Where it begins in the file, packed as it is; -1 where several share one packed member."""
    length: int
    """How many bytes of the file it takes."""
    headers: Mapping[str, str]
    """By their names in lower case."""
    block: bytes
    size_bytes: int
    """Of the whole block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcFault:
    """Something that is no record, where one should begin."""

    offset: int
    error: ReportError
    is_last: bool = False
    """Whether nothing was found behind it."""


def warc_records(stream: BinaryIO, packing: Packing, limits: Limits) -> Iterator[WarcRecord | WarcFault]:
    """Yield the records and faults of an archive; the stream can be read from any place."""
    dictionary, offset = _dictionary(stream) if packing is Packing.ZSTD else (None, 0)
    end = stream.seek(0, io.SEEK_END)
    faults = 0
    while offset < end:
        stream.seek(offset)
        walk = _Walk(stream, packing, (offset, end), limits, dictionary)
        try:
            yield from walk.records()
            offset = walk.end
        except (EOFError, zlib.error, OSError, ReportError) as raised:
            faults += 1
            following = _following(stream, packing, walk.fault_offset, dictionary) if faults < _MAX_FAULTS else None
            error = _as_report_error(raised, is_last=following is None)
            yield WarcFault(offset=walk.fault_offset, error=error, is_last=following is None)
            if following is None:
                return
            offset = following


def _as_report_error(raised: Exception, *, is_last: bool) -> ReportError:
    if isinstance(raised, ReportError):
        return raised
    if isinstance(raised, EOFError):
        if is_last:
            return ReportError("the archive is cut short in its last record; fetch it again", SkipReason.TRUNCATED)
        return ReportError("a record says that it goes on behind the end; its length is wrong", SkipReason.MALFORMED)
    return ReportError(f"the packed bytes are damaged: {raised}; fetch the archive again", SkipReason.MALFORMED)


class _Walk:
    """The records of one packed member, or of a plain archive from an offset on."""

    def __init__(
        self, stream: BinaryIO, packing: Packing, place: tuple[int, int], limits: Limits, dictionary: bytes | None
    ) -> None:
        self._stream = stream
        self._is_plain = packing is Packing.NONE
        self._start, self._file_end = place
        self.fault_offset = self.end = self._start
        self._limits = limits
        self._unpacked_bytes = 0
        self._member = None if self._is_plain else PackedMember(stream, packing, dictionary=dictionary)
        self._reader = io.BufferedReader(self._member) if self._member else stream

    def records(self) -> Iterator[WarcRecord]:
        """Yield the records; what goes wrong is raised, and `fault_offset` says where to go on from."""
        return self._plain_records() if self._is_plain else self._packed_records()

    def _plain_records(self) -> Iterator[WarcRecord]:
        while True:
            self.fault_offset = self._stream.tell()
            line = self._line()
            if not line:
                break
            if line not in (b"\r\n", b"\n"):
                record = self._record(line)
                yield replace(record, offset=self.fault_offset, length=self._stream.tell() - self.fault_offset)
        self.end = self._file_end

    def _packed_records(self) -> Iterator[WarcRecord]:
        """Yield the records of a member, the last one when the member has ended and its check sum was right."""
        held, count = None, 0
        while line := self._line():
            if line in (b"\r\n", b"\n"):
                continue
            if held is not None:
                # Of several records in one packed member none can be had by an offset.
                yield held
            held = None
            held = self._record(line)
            count += 1
        self.end = self._start + self._packed_bytes()
        if held is not None:
            yield replace(held, offset=self._start, length=self.end - self._start) if count == 1 else held

    def _packed_bytes(self) -> int:
        return self._member.packed_bytes if self._member else 0

    def _record(self, line: bytes) -> WarcRecord:
        if not _VERSION.fullmatch(line):
            raise ReportError(f"found {line[:40]!r} where a record begins, expected WARC/1.1", SkipReason.MALFORMED)
        headers = self._headers()
        told = headers.get("content-length", "")
        if not told.isascii() or not told.isdecimal() or len(told) > 15:
            raise ReportError(f"a record with Content-Length {told!r}; expected a number", SkipReason.MALFORMED)
        size = int(told)
        most = min(size, self._limits.max_file_bytes + _HTTP_BYTES)
        if self._is_plain:
            # The end is looked at before the block is read, so that wrong lengths cost next to nothing.
            start = self._stream.tell()
            if start + size > self._file_end:
                raise EOFError
            self._stream.seek(start + size)
            self._check_mark(size)
            after = self._stream.tell()
            self._stream.seek(start)
            block = self._bytes(most)
            self._stream.seek(after)
        else:
            block = self._bytes(most)
            self._pass_over(size - most)
            self._check_mark(size)
        return WarcRecord(offset=-1, length=0, headers=headers, block=block, size_bytes=size)

    def _check_mark(self, size: int) -> None:
        """Read the two empty lines behind a block; some writers leave them out at the end of the file."""
        mark = self._bytes(4, may_end=True)
        if mark and mark != b"\r\n\r\n" and not mark.startswith(b"\n\n"):
            message = f"a record says that it has {size} bytes, but no record ends there; its length is wrong"
            raise ReportError(message, SkipReason.MALFORMED)

    def _headers(self) -> dict[str, str]:
        headers: dict[str, str] = {}
        for _ in range(_MAX_HEADERS):
            line = self._line()
            if not line:
                raise EOFError
            if line in (b"\r\n", b"\n"):
                return headers
            name, colon, value = line.decode("utf-8", "replace").partition(":")
            if colon:
                headers.setdefault(name.strip().lower(), value.strip())
        raise ReportError(f"a record with more than {_MAX_HEADERS} header lines", SkipReason.MALFORMED)

    def _line(self) -> bytes:
        line = self._reader.readline(_LINE_BYTES)
        self._count(len(line))
        if len(line) == _LINE_BYTES and not line.endswith(b"\n"):
            raise ReportError(f"a header line of more than {_LINE_BYTES} bytes", SkipReason.MALFORMED)
        return line

    def _bytes(self, size: int, *, may_end: bool = False) -> bytes:
        pieces, left = [], size
        while left and (piece := self._reader.read(min(left, _CHUNK_BYTES))):
            self._count(len(piece))
            pieces.append(piece)
            left -= len(piece)
        if left and not may_end:
            self._end_early(left)
        return b"".join(pieces)

    def _pass_over(self, size: int) -> None:
        while size:
            piece = self._reader.read(min(size, _CHUNK_BYTES))
            if not piece:
                self._end_early(size)
            self._count(len(piece))
            size -= len(piece)

    def _end_early(self, missing: int) -> None:
        if self._is_plain:
            raise EOFError
        message = f"a record ends {missing} bytes before its Content-Length says; its length is wrong"
        raise ReportError(message, SkipReason.MALFORMED)

    def _count(self, size: int) -> None:
        """Count what came out of the member; ReportError where that is out of all proportion."""
        self._unpacked_bytes += size
        if self._is_plain:
            return
        most = max(_RATIO_FLOOR_BYTES, self._packed_bytes() * self._limits.max_ratio)
        if self._unpacked_bytes > min(most, self._limits.max_unpacked_bytes):
            found = f"a record unpacks to more than {self._limits.max_ratio} times its size (max_ratio)"
            raise ReportError(f"{found}, as archives made to fill the disk do", SkipReason.TOO_LARGE)


def _following(stream: BinaryIO, packing: Packing, offset: int, dictionary: bytes | None) -> int | None:
    """Return the offset of the next thing behind a fault that looks like a record; None where there is none."""
    at, false_starts = offset + 1, 0
    stream.seek(at)
    window = stream.read(_CHUNK_BYTES)
    while window:
        for place in _candidates(window, packing):
            if packing is Packing.NONE or _is_record(stream, packing, at + place, dictionary):
                return at + place
            false_starts += 1
            if false_starts >= _MAX_FALSE_STARTS:
                return None
        stream.seek(at + len(window))
        more = stream.read(_CHUNK_BYTES)
        if not more:
            return None
        at += max(len(window) - _OVERLAP_BYTES, 0)
        window = window[-_OVERLAP_BYTES:] + more
    return None


def _candidates(window: bytes, packing: Packing) -> Iterator[int]:
    if packing is Packing.NONE:
        yield from (match.end() - len(b"WARC/") for match in _START.finditer(window))
        return
    place = window.find(_MAGIC[packing])
    while place >= 0:
        yield place
        place = window.find(_MAGIC[packing], place + 1)


def _is_record(stream: BinaryIO, packing: Packing, offset: int, dictionary: bytes | None) -> bool:
    """Whether a packed member that begins here unpacks to the beginning of a record."""
    stream.seek(offset)
    buffer = memoryview(bytearray(16))
    start = io.BytesIO(stream.read(_START_BYTES[packing]))
    try:
        count = PackedMember(start, packing, dictionary=dictionary).readinto(buffer)
    except (EOFError, zlib.error, OSError):
        return False
    return bytes(buffer[:count]).startswith(b"WARC/")


def _dictionary(stream: BinaryIO) -> tuple[bytes | None, int]:
    """Return the dictionary that a zstd archive may begin with, and where its records begin."""
    stream.seek(0)
    head = stream.read(8)
    if len(head) < 8 or not _SKIPPABLE.match(head):
        return None, 0
    size = int.from_bytes(head[4:], "little")
    if size > _DICTIONARY_BYTES:
        raise ReportError(f"a dictionary of {size} bytes; up to {_DICTIONARY_BYTES} are read", SkipReason.TOO_LARGE)
    dictionary = stream.read(size)
    if dictionary.startswith(_MAGIC[Packing.ZSTD]):
        inner = PackedMember(io.BytesIO(dictionary), Packing.ZSTD)
        try:
            dictionary = io.BufferedReader(inner).read(_DICTIONARY_BYTES)
        except (EOFError, OSError) as error:
            raise ReportError(f"its dictionary is damaged: {error}", SkipReason.MALFORMED) from error
    return dictionary or None, 8 + size
