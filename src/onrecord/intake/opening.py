"""
Open what was found, whatever it is, down to the single reports.

    news.tar.xz!/may.zip!/export.csv:12     a row of a table in a zip in a tar
    mail.eml!/statement.pdf                 an attachment

Each kind has a reader of its own; this is where they meet. A member that cannot be
read costs itself; an archive that is damaged costs what lies behind the damage.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.archives import (
    ArchiveBudget,
    archive_members,
    check_name,
    is_hidden,
    open_archive,
    open_member,
    read_up_to,
    spooled,
    unpacked,
)
from onrecord.intake.columns import Columns
from onrecord.intake.epub import epub_parts
from onrecord.intake.exports import export_parts
from onrecord.intake.feeds import read_feed
from onrecord.intake.front_matter import given_by_front_matter
from onrecord.intake.kinds import READ, FileKind, Packing, kind_of_name
from onrecord.intake.limits import Limits
from onrecord.intake.lines import read_lines
from onrecord.intake.mail import mail_parts
from onrecord.intake.parquet import read_parquet
from onrecord.intake.parts import STAGE, Attached, Found, Part, failure, told
from onrecord.intake.pdf import PdfReader
from onrecord.intake.tables import read_table
from onrecord.intake.tar import tar_members
from onrecord.intake.url_lists import fetch_first, only_addresses
from onrecord.intake.wacz import wacz_members
from onrecord.intake.warc import warc_parts
from onrecord.records import Failure, RawReport

__all__ = ["Opener", "unsupported"]

_SEEKING = (FileKind.ZIP, FileKind.WACZ, FileKind.EPUB, FileKind.PARQUET, FileKind.WARC)
"""Kinds that are read from more than one place, or read again after damage."""
Budgets = tuple[ArchiveBudget, ...]
Kind = tuple[FileKind, Packing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """Reads open files; what they hold in turn comes back to it."""

    limits: Limits
    columns: Columns
    pdf: PdfReader

    def opened(
        self, stream: BinaryIO, path: str, kind: Kind, packed_bytes: int, budgets: Budgets = ()
    ) -> Iterator[RawReport | Failure | Attached]:
        """Read an open file or member of a known kind; `budgets` are those of the archives around it."""
        try:
            inside = budgets
            source = stream
            if kind[1] is not Packing.NONE and kind[0] is not FileKind.WARC:
                inside = (*budgets, ArchiveBudget(self.limits, packed_bytes, is_streamed=not budgets))
                source = unpacked(stream, kind[1], *inside)
            if kind[0] is FileKind.TAR:
                yield from self._tar(source, path, packed_bytes, budgets, inside)
            elif kind[0] is FileKind.ZIP:
                yield from self._zip(stream, path, packed_bytes, budgets)
            elif kind[0] is FileKind.WACZ:
                yield from self._wacz(stream, path, packed_bytes, budgets)
            elif kind[0] is FileKind.EPUB:
                inside = self._deeper(budgets, packed_bytes)
                yield from self._parts(epub_parts(stream, path, self.limits, *inside), inside)
            elif kind[0] is FileKind.WARC:
                yield from self._parts(warc_parts(stream, path, kind[1], self.limits), budgets)
            else:
                yield from self.plain(source, path, kind[0], budgets=budgets)
        except ReportError as error:
            yield Failure.of(error, path=path, stage=STAGE, sha256=None if budgets else _digest(stream))

    def plain(
        self, stream: BinaryIO, path: str, kind: FileKind, *, head: Sequence[bytes] = (), budgets: Budgets = ()
    ) -> Iterator[RawReport | Failure | Attached]:
        """Read an unpacked stream; `head` holds its lines that were read already, where it is read line by line."""
        if kind is FileKind.LINES:
            yield from read_lines(stream, path, self.limits, head=head)
        elif kind in (FileKind.CSV, FileKind.TSV):
            yield from read_table(stream, path, self.limits, self.columns)
        elif kind is FileKind.PARQUET:
            yield from read_parquet(stream, path, self.limits, self.columns)
        elif kind is FileKind.FEED:
            yield from read_feed(stream, path, self.limits, head=head)
        elif kind is FileKind.EXPORT:
            yield from export_parts(stream, path, self.limits)
        else:
            yield from self._whole(stream, path, kind, head, budgets)

    def _whole(
        self, stream: BinaryIO, path: str, kind: FileKind, head: Sequence[bytes], budgets: Budgets
    ) -> Iterator[RawReport | Failure | Attached]:
        """Read what is in memory as a whole."""
        name = "max_pdf_bytes" if kind is FileKind.PDF else "max_file_bytes"
        most: int = getattr(self.limits, name)
        start = b"".join(head)
        body = start + read_up_to(stream, most + 1 - len(start))
        if len(body) > most:
            yield failure(path, SkipReason.TOO_LARGE, f"larger than {most} bytes ({name})")
        elif not body:
            digest = hashlib.sha256(b"").hexdigest()
            yield failure(path, SkipReason.EMPTY, "there is nothing in it", sha256=digest)
        elif kind is FileKind.PDF:
            yield from self.pdf.read(body, path)
        elif kind is FileKind.MAIL:
            yield from self._parts(mail_parts(body, path), self._deeper(budgets, len(body)))
        elif kind is FileKind.MARKDOWN:
            yield RawReport(path=path, body=body, media_type=kind.value, given=given_by_front_matter(body))
        elif kind is FileKind.TEXT and (address := only_addresses(body)):
            raise fetch_first(path, "a list of addresses", address)
        else:
            yield RawReport(path=path, body=body, media_type=kind.value)

    def _parts(
        self, parts: Iterator[Part | RawReport | Failure], budgets: Budgets
    ) -> Iterator[RawReport | Failure | Attached]:
        """Open what a reader found in a file."""
        for part in parts:
            if not isinstance(part, Part):
                yield part
                continue
            kind = (part.kind, part.packing)
            for raw in self.opened(io.BytesIO(part.body), part.path, kind, len(part.body), budgets):
                yield raw if isinstance(raw, Attached) else told(raw, part.given, part.facts)

    def _zip(self, stream: BinaryIO, path: str, packed_bytes: int, budgets: Budgets) -> Found:
        inside = self._deeper(budgets, packed_bytes)
        with open_archive(stream, self.limits) as archive:
            members = archive_members(archive)
            if not members:
                raise ReportError("there is no file in the archive", SkipReason.EMPTY)
            for member in members:
                where = f"{path}!/{member.filename}"
                try:
                    check_name(member.filename)
                    with open_member(archive, member, *inside) as body:
                        yield from self._member(body, where, member.compress_size, inside)
                except ReportError as error:
                    yield Failure.of(error, path=where, stage=STAGE)
                if any(budget.is_spent for budget in inside):
                    return

    def _tar(self, stream: BinaryIO, path: str, packed_bytes: int, budgets: Budgets, unpacking: Budgets) -> Found:
        inside = unpacking if len(unpacking) > len(budgets) else (*budgets, ArchiveBudget(self.limits, packed_bytes))
        self._check_depth(budgets)
        found = 0
        for member in tar_members(stream):
            found += 1
            if isinstance(member, ReportError):
                yield Failure.of(member, path=f"{path}!/?{found}", stage=STAGE)
                continue
            if is_hidden(member.name):
                continue
            where = f"{path}!/{member.name}"
            try:
                check_name(member.name)
                if member.error:
                    raise member.error
                yield from self._member(member.body, where, member.size_bytes, inside)
            except ReportError as error:
                if any(budget.is_spent for budget in inside) or error.reason is SkipReason.TRUNCATED:
                    raise
                yield Failure.of(error, path=where, stage=STAGE)
        if not found:
            raise ReportError("there is no file in the archive", SkipReason.EMPTY)

    def _wacz(self, stream: BinaryIO, path: str, packed_bytes: int, budgets: Budgets) -> Found:
        """Read the web archives in a WACZ package; its indexes and page lists only repeat them."""
        inside = self._deeper(budgets, packed_bytes)
        with open_archive(stream, self.limits) as archive:
            for member in wacz_members(archive):
                where = f"{path}!/{member.filename}"
                try:
                    check_name(member.filename)
                    kind = kind_of_name(member.filename) or (FileKind.WARC, Packing.NONE)
                    with open_member(archive, member, *inside) as body, spooled(body, self.limits) as inner:
                        pages = warc_parts(inner, where, kind[1], self.limits)
                        yield from _reports(self._parts(pages, inside))
                except ReportError as error:
                    yield Failure.of(error, path=where, stage=STAGE)

    def _member(self, body: BinaryIO, path: str, packed_bytes: int, budgets: Budgets) -> Found:
        """Read one member of an archive by its name."""
        kind = kind_of_name(path)
        if kind is None:
            yield unsupported(path, PurePosixPath(path).suffix)
        elif kind[0] in _SEEKING:
            with spooled(body, self.limits) as inner:
                yield from _reports(self.opened(inner, path, kind, packed_bytes, budgets))
        else:
            yield from _reports(self.opened(body, path, kind, packed_bytes, budgets))

    def _deeper(self, budgets: Budgets, packed_bytes: int) -> Budgets:
        self._check_depth(budgets)
        return (*budgets, ArchiveBudget(self.limits, packed_bytes))

    def _check_depth(self, budgets: Budgets) -> None:
        if len(budgets) >= self.limits.max_depth:
            message = f"more than {self.limits.max_depth} archives inside each other (max_depth)"
            raise ReportError(message, SkipReason.TOO_DEEP)


def _reports(found: Iterator[RawReport | Failure | Attached]) -> Found:
    """Say of each file that a catalogue names from inside an archive that the two were not brought together."""
    for raw in found:
        if isinstance(raw, Attached):
            message = (
                f"its file {raw.name!r} was not looked for, as the catalogue lies in an archive; unpack the archive"
            )
            yield failure(raw.path, SkipReason.UNSUPPORTED, message)
        else:
            yield raw


def unsupported(path: str, suffix: str) -> Failure:
    """Return the failure of a file of a kind that is not read."""
    found = f"files of kind {suffix}" if suffix else "files without a suffix"
    return failure(path, SkipReason.UNSUPPORTED, f"{found} are not read; {READ}")


def _digest(stream: BinaryIO) -> str:
    """Digest a file from its start, so that an unchanged bad archive is known again."""
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(1024 * 1024):
        digest.update(chunk)
    return digest.hexdigest()
