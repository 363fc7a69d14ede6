"""
Find every report under the paths given, in one stable order.

    news/          a folder, read name by name, folders inside it too
    export.zip     pages, texts, JSON lines and further zips inside it
    -              standard input

What cannot be read takes the place it would have had in the stream, as a Failure
with its reason: nothing is skipped in silence, and nothing stops the rest.
"""

import hashlib
import os
import stat
import sys
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import ReportError, SettingsError, SkipReason
from onrecord.intake.archives import ArchiveBudget, archive_members, gunzipped, open_archive, open_member, spooled
from onrecord.intake.kinds import FileKind, Packing, is_debris, kind_of_name, sniff_kind
from onrecord.intake.limits import Limits
from onrecord.intake.lines import read_lines
from onrecord.records import Failure, RawReport

__all__ = ["find_reports"]

_FORMATS = {"jsonl": FileKind.LINES, "html": FileKind.HTML, "text": FileKind.TEXT}
_READ = ".html .htm .xhtml .txt .md .jsonl, each also as .gz, and .zip"
_STAGE = "intake"


def find_reports(
    paths: Iterable[Path | str],
    *,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
    input_format: str | None = None,
    exclude: Collection[Path] = (),
) -> Iterator[RawReport | Failure]:
    """
    Yield the reports under the paths: arguments as given, folders by name.

    `-` reads `stdin` (the process's own where None); `input_format` ("jsonl",
    "html" or "text") says what it holds, else the first bytes decide. `exclude`
    names files that are not input, such as the store being written. A file
    reached twice is read once. At most one member or line is in memory at a time.

    Raises SettingsError for an unknown input format, before the first report.
    """
    if input_format is not None and input_format not in _FORMATS:
        expected = ", ".join(sorted(_FORMATS))
        raise SettingsError(f"input format {input_format!r} is unknown; expected one of {expected}")
    search = _Search(
        limits=limits or Limits(),
        kind=_FORMATS[input_format] if input_format else None,
        seen={os.path.realpath(path) for path in exclude},
    )
    return search.arguments(paths, stdin)


@dataclass(frozen=True, slots=True)
class _Search:
    """One walk over the arguments; `seen` holds the real paths of files met, so that each is read once."""

    limits: Limits
    kind: FileKind | None
    seen: set[str]

    def arguments(self, paths: Iterable[Path | str], stdin: BinaryIO | None) -> Iterator[RawReport | Failure]:
        """Yield what each argument of the caller holds, in the order given; `-` is standard input."""
        for argument in paths:
            if str(argument) == "-":
                yield from self._stream(stdin or sys.stdin.buffer, "-")
            else:
                yield from self._path(Path(argument), above=(), given=True)

    def _path(self, path: Path, above: tuple[str, ...], *, given: bool = False) -> Iterator[RawReport | Failure]:
        """Read one file or folder; `above` holds the real paths of the folders it lies in."""
        try:
            real = os.path.realpath(path, strict=True)
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                yield from self._folder(path, real, above)
            elif stat.S_ISFIFO(status.st_mode) and given:
                with path.open("rb") as stream:
                    yield from self._stream(stream, str(path))
            elif not stat.S_ISREG(status.st_mode):
                yield _failure(str(path), SkipReason.UNSUPPORTED, "neither a file nor a folder")
            elif real not in self.seen:
                self.seen.add(real)
                yield from self._file(path, status.st_size)
        except OSError as error:
            yield _failure(str(path), SkipReason.UNREADABLE, _reason_of(error))

    def _folder(self, path: Path, real: str, above: tuple[str, ...]) -> Iterator[RawReport | Failure]:
        if real in above:
            yield _failure(str(path), SkipReason.UNREADABLE, "a link back to a folder that it lies in; not followed")
            return
        if len(above) >= self.limits.max_folder_depth:
            message = f"more than {self.limits.max_folder_depth} folders deep (max_folder_depth)"
            yield _failure(str(path), SkipReason.TOO_DEEP, message)
            return
        for entry in sorted(path.iterdir()):
            if not is_debris(entry.name):
                yield from self._path(entry, (*above, real))

    def _file(self, path: Path, size_bytes: int) -> Iterator[RawReport | Failure]:
        kind = kind_of_name(path.name)
        if kind is None:
            yield _unsupported(str(path), path.suffix)
        elif not size_bytes:
            digest = hashlib.sha256(b"").hexdigest()
            yield _failure(str(path), SkipReason.EMPTY, "the file is empty (0 bytes)", sha256=digest)
        else:
            with path.open("rb") as stream:
                yield from self._opened(stream, str(path), kind, size_bytes, ())

    def _opened(
        self,
        stream: BinaryIO,
        path: str,
        kind: tuple[FileKind, Packing],
        packed_bytes: int,
        budgets: tuple[ArchiveBudget, ...],
    ) -> Iterator[RawReport | Failure]:
        """Read an open file or member of a known kind."""
        try:
            if kind[0] is FileKind.ZIP:
                yield from self._archive(stream, path, packed_bytes, budgets)
            elif kind[1] is Packing.GZIP:
                unpacked = gunzipped(stream, ArchiveBudget(self.limits, packed_bytes), *budgets)
                yield from self._plain(unpacked, path, kind[0])
            else:
                yield from self._plain(stream, path, kind[0])
        except ReportError as error:
            yield Failure.of(error, path=path, stage=_STAGE, sha256=_digest(stream) if not budgets else None)

    def _plain(
        self, stream: BinaryIO, path: str, kind: FileKind, head: Sequence[bytes] = ()
    ) -> Iterator[RawReport | Failure]:
        """Read an unpacked stream; `head` holds its lines that were read already."""
        if kind is FileKind.LINES:
            yield from read_lines(stream, path, self.limits, head=head)
            return
        start = b"".join(head)
        body = start + stream.read(max(self.limits.max_file_bytes + 1 - len(start), 0))
        if len(body) > self.limits.max_file_bytes:
            message = f"larger than {self.limits.max_file_bytes} bytes (max_file_bytes)"
            yield _failure(path, SkipReason.TOO_LARGE, message)
        elif not body:
            yield _failure(path, SkipReason.EMPTY, "there is nothing in it", sha256=hashlib.sha256(b"").hexdigest())
        else:
            yield RawReport(path=path, body=body, media_type=kind.value)

    def _stream(self, stream: BinaryIO, path: str) -> Iterator[RawReport | Failure]:
        """Read what has no name, told by its first line that is not blank."""
        head: list[bytes] = []
        while line := stream.readline(self.limits.max_line_bytes + 1):
            head.append(line)
            if line.strip() or sum(map(len, head)) > self.limits.max_line_bytes:
                break
        yield from self._plain(stream, path, self.kind or sniff_kind(b"".join(head)), head)

    def _archive(
        self, stream: BinaryIO, path: str, packed_bytes: int, budgets: tuple[ArchiveBudget, ...]
    ) -> Iterator[RawReport | Failure]:
        if len(budgets) >= self.limits.max_depth:
            message = f"more than {self.limits.max_depth} archives inside each other (max_depth)"
            raise ReportError(message, SkipReason.TOO_DEEP)
        inside = (*budgets, ArchiveBudget(self.limits, packed_bytes))
        with open_archive(stream, self.limits) as archive:
            members = archive_members(archive)
            if not members:
                raise ReportError("there is no file in the archive", SkipReason.EMPTY)
            for member in members:
                yield from self._member(archive, member, f"{path}!/{member.filename}", inside)
                if any(budget.is_spent for budget in inside):
                    return

    def _member(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str, budgets: tuple[ArchiveBudget, ...]
    ) -> Iterator[RawReport | Failure]:
        kind = kind_of_name(member.filename)
        if kind is None:
            yield _unsupported(path, Path(member.filename).suffix)
            return
        try:
            with open_member(archive, member, *budgets) as stream:
                if kind[0] is FileKind.ZIP:
                    with spooled(stream) as inner:
                        yield from self._opened(inner, path, kind, member.compress_size, budgets)
                else:
                    yield from self._opened(stream, path, kind, member.compress_size, budgets)
        except ReportError as error:
            yield Failure.of(error, path=path, stage=_STAGE)


def _failure(path: str, reason: SkipReason, message: str, *, sha256: str | None = None) -> Failure:
    return Failure(path=path, stage=_STAGE, reason=reason, message=message, sha256=sha256)


def _unsupported(path: str, suffix: str) -> Failure:
    found = f"files of kind {suffix}" if suffix else "files without a suffix"
    return _failure(path, SkipReason.UNSUPPORTED, f"{found} are not read; expected {_READ}")


def _reason_of(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return error.strerror or str(error)


def _digest(stream: BinaryIO) -> str:
    """Digest a file from its start, so that an unchanged bad archive is known again."""
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(1024 * 1024):
        digest.update(chunk)
    return digest.hexdigest()
