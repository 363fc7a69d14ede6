"""
Compressed files unpacked piece by piece: gzip, bzip2, xz and zstd.

    export.jsonl.zst   news.tar.xz   pages.warc.gz (one gzip member per record)

Whatever a file claims, no more comes out at a time than was asked for; zstd, whose
library has no such limit, is fed so little at a time that what comes out stays small.
"""

import bz2
import io
import lzma
import zlib
from typing import BinaryIO, Protocol

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.kinds import Packing

__all__ = ["PackedMember", "UnpackedStream"]

_CHUNK_BYTES = 64 * 1024
_ZSTD_CHUNK_BYTES = 256
"""A zstd block of four bytes stands for up to 128 KiB, so these give 8 MiB at the very most."""
_MAX_WINDOW_BYTES = 128 * 1024 * 1024
"""What `zstd --long=27` and `xz -9` need; larger ones would let a file claim all memory."""


class _Engine(Protocol):
    """One compressed member in the hands of its library."""

    chunk_bytes: int

    @property
    def eof(self) -> bool:
        """Whether the member has ended."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes out before more goes in."""

    @property
    def unused_data(self) -> bytes:
        """What was put in and lies behind the end of the member."""

    def decompress(self, packed: bytes, most: int) -> bytes:
        """Put bytes in and take some out."""


class _Gzip:
    """zlib, with what it leaves unread kept for the next turn."""

    chunk_bytes = _CHUNK_BYTES

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self._is_full = False

    @property
    def eof(self) -> bool:
        """Whether the member has ended."""
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes out before more goes in."""
        return not self._is_full and not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """What lies behind the end of the member."""
        return self._inner.unused_data

    def decompress(self, packed: bytes, most: int) -> bytes:
        """Put bytes in and take some out."""
        piece = self._inner.decompress(self._inner.unconsumed_tail + packed, most)
        self._is_full = len(piece) == most
        return piece


class _Zstd:
    """One zstd frame; skippable frames give nothing."""

    chunk_bytes = _ZSTD_CHUNK_BYTES
    needs_input = True

    def __init__(self, dictionary: bytes | None) -> None:
        try:
            import zstandard
        except ImportError as error:
            message = "packed by zstd; to read it: pip install onrecord[formats]"
            raise ReportError(message, SkipReason.UNSUPPORTED) from error
        self._error = zstandard.ZstdError
        known = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._inner = zstandard.ZstdDecompressor(dict_data=known, max_window_size=_MAX_WINDOW_BYTES).decompressobj()

    @property
    def eof(self) -> bool:
        """Whether the member has ended."""
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        """What lies behind the end of the member."""
        return self._inner.unused_data

    def decompress(self, packed: bytes, most: int) -> bytes:  # noqa: ARG002 - the library knows no limit
        """Put bytes in and take some out."""
        try:
            return self._inner.decompress(packed)
        except self._error as error:
            raise OSError(str(error)) from error


class _Bounded:
    """bzip2 or xz, whose libraries keep what they were given until it is asked for."""

    chunk_bytes = _CHUNK_BYTES

    def __init__(self, inner: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._inner = inner

    @property
    def eof(self) -> bool:
        """Whether the member has ended."""
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes out before more goes in."""
        return self._inner.needs_input

    @property
    def unused_data(self) -> bytes:
        """What lies behind the end of the member."""
        return self._inner.unused_data

    def decompress(self, packed: bytes, most: int) -> bytes:
        """Put bytes in and take some out."""
        try:
            return self._inner.decompress(packed, most)
        except (lzma.LZMAError, ValueError) as error:
            raise OSError(str(error)) from error


def _engine(packing: Packing, dictionary: bytes | None) -> _Engine:
    if packing is Packing.GZIP:
        return _Gzip()
    if packing is Packing.ZSTD:
        return _Zstd(dictionary)
    # Without a limit, xz takes as much memory as the file claims to need.
    return _Bounded(
        lzma.LZMADecompressor(memlimit=_MAX_WINDOW_BYTES) if packing is Packing.XZ else bz2.BZ2Decompressor()
    )


class PackedMember(io.RawIOBase):
    """
    The unpacked side of one compressed member that starts where the source stands.

    `head` holds bytes that were read from the source already. EOFError where the
    source ends before the member does; zlib.error or OSError where it is damaged.
    """

    def __init__(
        self, source: BinaryIO, packing: Packing, *, head: bytes = b"", dictionary: bytes | None = None
    ) -> None:
        super().__init__()
        self._source = source
        self._engine = _engine(packing, dictionary)
        self._head = head
        self._ready = memoryview(b"")
        self._taken_bytes = 0

    def readable(self) -> bool:
        """Return True: it is read from and nothing else."""
        return True

    @property
    def packed_bytes(self) -> int:
        """How many packed bytes of this member were read; all of them once it has ended."""
        return self._taken_bytes - len(self._engine.unused_data)

    @property
    def is_over(self) -> bool:
        """Whether all of it was unpacked and taken out."""
        return self._engine.eof and not self._ready

    @property
    def rest(self) -> bytes:
        """What was read from the source behind the end of this member."""
        return self._engine.unused_data + self._head

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Unpack some bytes; 0 at the end of the member."""
        while not self._ready and not self._engine.eof:
            self._ready = memoryview(
                self._engine.decompress(self._next() if self._engine.needs_input else b"", len(buffer))
            )
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _next(self) -> bytes:
        size = self._engine.chunk_bytes
        if self._head:
            packed, self._head = self._head[:size], self._head[size:]
        else:
            packed = self._source.read(size)
        if not packed:
            raise EOFError
        self._taken_bytes += len(packed)
        return packed


class UnpackedStream(io.RawIOBase):
    """The unpacked side of a whole file, of one member or many, one after the other."""

    def __init__(self, source: BinaryIO, packing: Packing) -> None:
        super().__init__()
        self._source = source
        self._packing = packing
        self._member = PackedMember(source, packing)

    def readable(self) -> bool:
        """Return True: it is read from and nothing else."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Unpack some bytes; 0 at the end of the file."""
        while not (count := self._member.readinto(buffer)):
            # What fills up a tape or a block behind the last member is zeros.
            rest = self._member.rest.lstrip(b"\0")
            while not rest:
                packed = self._source.read(_CHUNK_BYTES)
                if not packed:
                    return 0
                rest = packed.lstrip(b"\0")
            self._member = PackedMember(self._source, self._packing, head=rest)
        return count
