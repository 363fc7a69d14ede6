"""
EPUB books and issues: each chapter or article in reading order is a report.

    weekly.epub!/OEBPS/articles/3.xhtml      outlet and day from the book's own description

The list of contents is left out; what belongs to a book but is no text is not looked at.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO
from urllib.parse import unquote

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.archives import ArchiveBudget, check_name, open_archive, open_member, read_up_to
from onrecord.intake.kinds import FileKind
from onrecord.intake.limits import Limits
from onrecord.intake.parts import Part, failure
from onrecord.intake.xml_events import parse_xml
from onrecord.records import Failure, Given

__all__ = ["epub_parts"]

_CONTAINER = "META-INF/container.xml"
_RIGHTS = "META-INF/encryption.xml"
_MAX_XML_BYTES = 4 * 1024 * 1024


def epub_parts(stream: BinaryIO, path: str, limits: Limits, *budgets: ArchiveBudget) -> Iterator[Part | Failure]:
    """
    Yield the documents of a book in reading order.

    Raises ReportError where it is no EPUB, its description is damaged, or nothing is in it.
    """
    with open_archive(stream, limits) as archive:
        names = {member.filename: member for member in archive.infolist()}
        root = _Attributes("rootfile", "full-path")
        parse_xml(io.BytesIO(_body(archive, names, _CONTAINER, *budgets)), root)
        if not root.values:
            raise ReportError("the book does not name its description (OPF)", SkipReason.MALFORMED)
        package = _Package()
        parse_xml(io.BytesIO(_body(archive, names, root.values[0], *budgets)), package)
        if not package.documents():
            raise ReportError("there is no chapter in the book", SkipReason.EMPTY)
        for href in package.documents():
            name = posixpath.normpath(posixpath.join(posixpath.dirname(root.values[0]), unquote(href)))
            where = f"{path}!/{name}"
            try:
                check_name(name)
                body = _body(archive, names, name, *budgets, most=limits.max_file_bytes)
                yield Part(path=where, kind=FileKind.HTML, body=body, given=package.given())
            except ReportError as error:
                is_locked = _RIGHTS in names and error.reason is SkipReason.MALFORMED
                found = "the book is locked (DRM); only books without are read" if is_locked else str(error)
                yield failure(where, SkipReason.ENCRYPTED if is_locked else error.reason, found)
            if any(budget.is_spent for budget in budgets):
                return


def _body(
    archive: zipfile.ZipFile,
    names: Mapping[str, zipfile.ZipInfo],
    name: str,
    *budgets: ArchiveBudget,
    most: int = _MAX_XML_BYTES,
) -> bytes:
    if name not in names:
        raise ReportError(
            f"{name} is missing in the book; expected an EPUB as publishers make it", SkipReason.MALFORMED
        )
    with open_member(archive, names[name], *budgets) as stream:
        body = read_up_to(stream, most + 1)
    if len(body) > most:
        raise ReportError(f"{name} is larger than {most} bytes", SkipReason.TOO_LARGE)
    return body


class _Attributes:
    """Gathers one attribute of one kind of element."""

    def __init__(self, element: str, attribute: str) -> None:
        self._element = element
        self._attribute = attribute
        self.values: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note the attribute."""
        if name.rpartition(":")[2] == self._element and self._attribute in attributes:
            self.values.append(attributes[self._attribute])

    def end(self, _name: str) -> None:
        """Nothing ends that matters here."""

    def text(self, _characters: str) -> None:
        """No text matters here."""


class _Package:
    """Hears of the elements of a book's description (OPF)."""

    def __init__(self) -> None:
        self._manifest: dict[str, str] = {}
        self._spine: list[str] = []
        self._name = ""
        self._told: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note the documents and their order."""
        self._name = name.rpartition(":")[2]
        if self._name == "item":
            kind = attributes.get("media-type", "")
            is_text = kind in ("application/xhtml+xml", "text/html") and "nav" not in attributes.get("properties", "")
            if is_text and "id" in attributes and "href" in attributes:
                self._manifest[attributes["id"]] = attributes["href"]
        elif self._name == "itemref" and "idref" in attributes:
            self._spine.append(attributes["idref"])

    def end(self, _name: str) -> None:
        """The text of an element ends with it."""
        self._name = ""

    def text(self, characters: str) -> None:
        """Keep what is told of the book."""
        if self._name in ("publisher", "date", "title"):
            self._told[self._name] = self._told.get(self._name, "") + characters

    def documents(self) -> list[str]:
        """Return the names of the documents in reading order, each once."""
        return list(dict.fromkeys(self._manifest[each] for each in self._spine if each in self._manifest))

    def given(self) -> Given:
        """Return what holds for every chapter; the title of the book is not that of the report."""
        return Given(published=self._told.get("date", "").strip() or None, outlet=self._outlet())

    def _outlet(self) -> str | None:
        return self._told.get("publisher", "").strip() or self._told.get("title", "").strip() or None
