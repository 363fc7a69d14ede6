"""
Packed files: zip archives, archives inside archives, single files under gzip, bzip2, xz or zstd.

    news.zip!/2023/a.html      export.zip!/may.tar.gz!/b.txt      rows.jsonl.gz:12

Members are unpacked one at a time through a counter, so an archive that unpacks
to far more than it holds is stopped where it passes a limit, whatever its
directory claims. Nothing is ever written under a member's name, and a name that leads
out of its archive is refused all the same: whoever made it meant no good.
"""

import io
import re
import tempfile
import zipfile
import zlib
from typing import BinaryIO

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.kinds import Packing, is_debris
from onrecord.intake.limits import Limits
from onrecord.intake.packing import UnpackedStream

__all__ = [
    "ArchiveBudget",
    "CountedStream",
    "archive_members",
    "check_name",
    "is_hidden",
    "open_archive",
    "open_member",
    "read_up_to",
    "spooled",
    "unpacked",
]

_RATIO_FLOOR_BYTES = 1024 * 1024
"""Below a megabyte no ratio is dangerous, and short repetitive text packs very well."""
_SPOOL_BYTES = 8 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_ENCRYPTED_FLAG = 0x1
_OUTSIDE = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|\Z)", re.DOTALL)


class ArchiveBudget:
    """Counts what has come out of one outermost archive, its inner archives included."""

    def __init__(self, limits: Limits, packed_bytes: int, *, is_streamed: bool = False) -> None:
        """Set up; what `is_streamed` through memory may be of any length, and is held to the ratio alone."""
        self.limits = limits
        self.unpacked_bytes = 0
        self._most_by_ratio = max(_RATIO_FLOOR_BYTES, max(packed_bytes, 1) * limits.max_ratio)
        self._most = self._most_by_ratio if is_streamed else min(self._most_by_ratio, limits.max_unpacked_bytes)

    def spend(self, count: int) -> None:
        """Add bytes; ReportError (too large) once the archive has given too many."""
        self.unpacked_bytes += count
        if not self.is_spent:
            return
        if self._most < self._most_by_ratio:
            raise ReportError(f"unpacks to more than {self._most} bytes (max_unpacked_bytes)", SkipReason.TOO_LARGE)
        found = f"unpacks to more than {self.limits.max_ratio} times its size (max_ratio)"
        raise ReportError(f"{found}, as archives made to fill the disk do", SkipReason.TOO_LARGE)

    @property
    def is_spent(self) -> bool:
        """Whether a limit was passed, so that nothing more may come out."""
        return self.unpacked_bytes > self._most


class CountedStream(io.RawIOBase):
    """A packed stream read through its budget; what the unpackers raise becomes a ReportError."""

    def __init__(self, source: BinaryIO, *budgets: ArchiveBudget) -> None:
        super().__init__()
        self._source = source
        self._budgets = budgets

    def readable(self) -> bool:
        """Return True: it is read from and nothing else."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Read unpacked bytes; ReportError where the archive is damaged, encrypted or passes a limit."""
        try:
            piece = self._source.read(len(buffer))
        except EOFError as error:
            raise ReportError("the packed bytes end too early; fetch the file again", SkipReason.TRUNCATED) from error
        except (zipfile.BadZipFile, zlib.error, OSError) as error:
            raise ReportError(f"the packed bytes are damaged: {error}", SkipReason.MALFORMED) from error
        for budget in self._budgets:
            budget.spend(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)


def unpacked(stream: BinaryIO, packing: Packing, *budgets: ArchiveBudget) -> BinaryIO:
    """Return the unpacked side of a compressed stream, counted and buffered by the line."""
    return io.BufferedReader(CountedStream(UnpackedStream(stream, packing), *budgets))  # type: ignore[arg-type]


def check_name(name: str) -> None:
    """Raise ReportError where a member's name leads out of its archive: `../a.txt`, `/etc/a.txt`, `C:\\a.txt`."""
    if _OUTSIDE.match(name) or "\0" in name:
        message = f"its name leads out of the archive ({name!r}); if it is a report, pack it again under a plain name"
        raise ReportError(message, SkipReason.MALFORMED)


def is_hidden(name: str) -> bool:
    """Whether a member is the operating system's own, or lies in a folder that is."""
    return any(is_debris(part) for part in re.split(r"[/\\]", name) if part not in (".", ".."))


def open_archive(stream: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    """Open a zip archive; ReportError where it is empty, cut short, damaged or has too many entries."""
    start = stream.read(4)
    if not start:
        raise ReportError("the archive is empty (0 bytes)", SkipReason.EMPTY)
    stream.seek(0)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        if start.startswith(b"PK\x03\x04") and "not a zip file" in str(error):
            message = "the archive is cut short: its directory is missing; fetch it again"
            raise ReportError(message, SkipReason.TRUNCATED) from error
        raise ReportError(f"not a zip archive that can be read: {error}", SkipReason.MALFORMED) from error
    if len(archive.infolist()) > limits.max_members:
        found = f"the archive has {len(archive.infolist())} entries"
        raise ReportError(f"{found}; the limit is {limits.max_members} (max_members)", SkipReason.TOO_LARGE)
    return archive


def archive_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files of an archive in the order of their names, without folders and system debris."""
    files = (member for member in archive.infolist() if not member.is_dir())
    visible = (member for member in files if not is_hidden(member.filename))
    return sorted(visible, key=lambda member: (member.filename, member.header_offset))


def open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *budgets: ArchiveBudget) -> BinaryIO:
    """Open one member, counted; ReportError where it is encrypted or packed in a way we cannot undo."""
    if member.flag_bits & _ENCRYPTED_FLAG:
        raise ReportError("the member is encrypted; unpack it with its password first", SkipReason.ENCRYPTED)
    try:
        source = archive.open(member)
    except NotImplementedError as error:
        raise ReportError(f"packed by a method that is not supported: {error}", SkipReason.UNSUPPORTED) from error
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError) as error:
        raise ReportError(f"the entry is damaged: {error}", SkipReason.MALFORMED) from error
    return io.BufferedReader(CountedStream(source, *budgets))  # type: ignore[arg-type]


def read_up_to(stream: BinaryIO, most: int) -> bytes:
    """Read up to so many bytes, piece by piece: a stream asked for all at once makes room for all at once."""
    pieces = []
    while most > 0 and (piece := stream.read(min(_CHUNK_BYTES, most))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def spooled(stream: BinaryIO, limits: Limits) -> BinaryIO:
    """
    Copy a stream to where it can be read from any place: memory while small, a temporary file beyond that.

    Raises ReportError (too large) where that would take more than `max_unpacked_bytes` of the disk.
    """
    most = limits.max_unpacked_bytes
    spool = tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES)  # noqa: SIM115 - the caller closes it
    try:
        while chunk := stream.read(_CHUNK_BYTES):
            spool.write(chunk)
            if spool.tell() > most:
                raise ReportError(f"larger than {most} bytes (max_unpacked_bytes)", SkipReason.TOO_LARGE)
    except ReportError:
        spool.close()
        raise
    spool.seek(0)
    return spool  # type: ignore[return-value]
