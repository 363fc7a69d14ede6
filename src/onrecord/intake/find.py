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
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import ReportError, SettingsError, SkipReason
from onrecord.intake.archives import spooled
from onrecord.intake.columns import Columns
from onrecord.intake.kinds import FileKind, Packing, is_debris, kind_of_name, sniff_kind
from onrecord.intake.limits import Limits
from onrecord.intake.opening import Opener, unsupported
from onrecord.intake.parts import STAGE, Attached, Found, failure, told
from onrecord.intake.pdf import PdfReader
from onrecord.records import Failure, RawReport

__all__ = ["find_reports"]

_FORMATS = {"jsonl": FileKind.LINES, "html": FileKind.HTML, "text": FileKind.TEXT}
_XML_HEAD_BYTES = 1024


def find_reports(
    paths: Iterable[Path | str],
    *,
    limits: Limits | None = None,
    columns: Columns | None = None,
    stdin: BinaryIO | None = None,
    input_format: str | None = None,
    exclude: Collection[Path] = (),
) -> Iterator[RawReport | Failure]:
    """
    Yield the reports under the paths: arguments as given, folders by name.

    `-` reads `stdin` (the process's own where None); `input_format` ("jsonl",
    "html" or "text") says what it holds, else the first bytes decide. `exclude`
    names files that are not input, such as the store being written. A file
    reached twice is read once. At most one member, line or row is in memory at a time.
    `columns` names the columns of tables whose own names do not say what they hold.

    Raises SettingsError for an unknown input format, before the first report.
    """
    if input_format is not None and input_format not in _FORMATS:
        expected = ", ".join(sorted(_FORMATS))
        raise SettingsError(f"input format {input_format!r} is unknown; expected one of {expected}")
    limits = limits or Limits()
    search = _Search(
        opener=Opener(limits=limits, columns=columns or Columns(), pdf=PdfReader(limits)),
        kind=_FORMATS[input_format] if input_format else None,
        seen={os.path.realpath(path) for path in exclude},
    )
    return search.arguments(paths, stdin)


@dataclass(frozen=True, slots=True)
class _Search:
    """One walk over the arguments; `seen` holds the real paths of files met, so that each is read once."""

    opener: Opener
    kind: FileKind | None
    seen: set[str]

    def arguments(self, paths: Iterable[Path | str], stdin: BinaryIO | None) -> Found:
        """Yield what each argument of the caller holds, in the order given; `-` is standard input."""
        try:
            for argument in paths:
                if str(argument) == "-":
                    yield from self._stream(stdin or sys.stdin.buffer, "-")
                else:
                    yield from self._path(Path(argument), above=(), given=True)
        finally:
            self.opener.pdf.close()

    def _path(self, path: Path, above: tuple[str, ...], *, given: bool = False) -> Found:
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
                yield failure(str(path), SkipReason.UNSUPPORTED, "neither a file nor a folder")
            elif real not in self.seen:
                self.seen.add(real)
                yield from self._file(path, status.st_size)
        except OSError as error:
            yield failure(str(path), SkipReason.UNREADABLE, _reason_of(error))

    def _folder(self, path: Path, real: str, above: tuple[str, ...]) -> Found:
        if real in above:
            yield failure(str(path), SkipReason.UNREADABLE, "a link back to a folder that it lies in; not followed")
            return
        if len(above) >= self.opener.limits.max_folder_depth:
            message = f"more than {self.opener.limits.max_folder_depth} folders deep (max_folder_depth)"
            yield failure(str(path), SkipReason.TOO_DEEP, message)
            return
        for entry in sorted(path.iterdir()):
            if not is_debris(entry.name):
                yield from self._path(entry, (*above, real))

    def _file(self, path: Path, size_bytes: int) -> Found:
        kind = kind_of_name(path.name)
        if kind is None:
            yield unsupported(str(path), path.suffix)
        elif not size_bytes:
            digest = hashlib.sha256(b"").hexdigest()
            yield failure(str(path), SkipReason.EMPTY, "the file is empty (0 bytes)", sha256=digest)
        else:
            with path.open("rb") as stream:
                yield from self._settled(self.opener.opened(stream, str(path), kind, size_bytes), path.parent)

    def _stream(self, stream: BinaryIO, path: str) -> Found:
        """Read what has no name, told by its first bytes."""
        head: list[bytes] = []
        length = 0
        while line := stream.readline(self.opener.limits.max_line_bytes + 1):
            head.append(line)
            length += len(line)
            # The line of an XML declaration does not say yet what the XML is.
            is_declaration = line.lstrip().startswith(b"<?xml") and length < _XML_HEAD_BYTES
            if (line.strip() and not is_declaration) or length > self.opener.limits.max_line_bytes:
                break
        start = b"".join(head)
        kind = self.kind or sniff_kind(start)
        if kind in (FileKind.ZIP, FileKind.WARC):
            with spooled(_Rest(start, stream), self.opener.limits) as whole:  # type: ignore[arg-type]
                yield from self._settled(self.opener.opened(whole, path, (kind, Packing.NONE), length), None)
            return
        try:
            yield from self._settled(self.opener.plain(stream, path, kind, head=head), None)
        except ReportError as error:
            yield Failure.of(error, path=path, stage=STAGE)

    def _settled(self, found: Iterator[RawReport | Failure | Attached], folder: Path | None) -> Found:
        """Read the files that a catalogue names, which must lie in its folder."""
        for raw in found:
            if isinstance(raw, Attached):
                for each in self._attached(raw, folder):
                    yield told(each, raw.given)
            else:
                yield raw

    def _attached(self, attached: Attached, folder: Path | None) -> Found:
        name = attached.name.removeprefix("attachments:").removeprefix("storage:")
        path = folder / name if folder is not None else None
        if folder is None or path is None or not _lies_in(path, folder):
            message = f"its file {attached.name!r} does not lie in the folder of the catalogue; export with files"
            yield failure(attached.path, SkipReason.UNREADABLE, message)
        elif not path.is_file():
            message = f"its file {attached.name!r} is missing; export with files"
            yield failure(attached.path, SkipReason.UNREADABLE, message)
        else:
            yield from self._path(path, above=())


class _Rest:
    """A stream whose beginning was read already."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._start = start
        self._stream = stream

    def read(self, size: int) -> bytes:
        """Return the beginning first."""
        start, self._start = self._start, b""
        return start or self._stream.read(size)


def _lies_in(path: Path, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _reason_of(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return error.strerror or str(error)
