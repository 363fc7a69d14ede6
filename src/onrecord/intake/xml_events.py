"""
XML read piece by piece, with everything refused that makes a small file large or reaches outside it.

    <!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"> …   ->   ReportError: declares entities of its own

Names lose their prefix (`content:encoded` is `encoded` here) and keep their case out
of it; the entities of HTML, which feeds use without declaring them, are known.
"""

import html
import re
from collections.abc import Mapping
from typing import BinaryIO, Protocol
from xml.parsers import expat

from onrecord.errors import ReportError, SkipReason

__all__ = ["MendedAmpersands", "XmlHandler", "XmlReader", "parse_xml"]

_CHUNK_BYTES = 64 * 1024
_MAX_DEPTH = 200
_MARKS = re.compile(rb"<!\[CDATA\[|\]\]>|&(?!(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|\w{1,31});)")
_LONGEST_MARK_BYTES = 40


class XmlHandler(Protocol):
    """What is told of the elements, in the order of the file."""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        """An element begins; `name` is as written, with its prefix."""

    def end(self, name: str, /) -> None:
        """An element ends."""

    def text(self, characters: str, /) -> None:
        """Characters inside the innermost element."""


class XmlReader:
    """A parser that is fed by the piece."""

    def __init__(self, handler: XmlHandler) -> None:
        self._handler = handler
        self._depth = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = handler.text
        self._parser.EntityDeclHandler = self._refuse
        self._parser.SkippedEntityHandler = self._entity
        self._parser.ExternalEntityRefHandler = lambda *_: 1
        self._parser.UseForeignDTD(True)

    def feed(self, written: bytes, *, is_last: bool) -> None:
        """Read on; ReportError where it is not well-formed, declares entities, or is nested without end."""
        try:
            self._parser.Parse(written, is_last)
        except expat.ExpatError as error:
            where = f"line {error.lineno}, column {error.offset + 1}"
            found = expat.ErrorString(error.code)
            raise ReportError(f"not well-formed XML at {where}: {found}", SkipReason.MALFORMED) from error
        except (ValueError, LookupError) as error:
            raise ReportError(f"XML that cannot be read: {error}", SkipReason.MALFORMED) from error

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise ReportError(f"XML elements more than {_MAX_DEPTH} deep in each other", SkipReason.TOO_DEEP)
        self._handler.start(name, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._handler.end(name)

    def _entity(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._handler.text(html.unescape(f"&{name};"))

    def _refuse(self, *_: object) -> None:
        message = "the XML declares entities of its own, which feeds and books have no use for; not read"
        raise ReportError(message, SkipReason.MALFORMED)


def parse_xml(stream: BinaryIO, handler: XmlHandler) -> None:
    """Read a whole document; ReportError as `XmlReader.feed` raises it."""
    reader = XmlReader(handler)
    while chunk := stream.read(_CHUNK_BYTES):
        reader.feed(chunk, is_last=False)
    reader.feed(b"", is_last=True)


class MendedAmpersands:
    """
    A stream of XML with each bare `&` written as `&amp;`: the one fault that many feeds have.

    `<link>https://e.org/?a=1&b=2</link>` is read; what stands in CDATA is left alone.
    """

    def __init__(self) -> None:
        self._held = b""
        self._in_cdata = False

    def mended(self, written: bytes, *, is_last: bool) -> bytes:
        """Return what can be handed on of the bytes so far."""
        written = self._held + written
        if b"\0" in written:
            # UTF-16, in which none of this is to be found.
            self._held = b""
            return written
        stop = len(written) if is_last else max(len(written) - _LONGEST_MARK_BYTES, 0)
        pieces, at = [], 0
        for mark in _MARKS.finditer(written):
            if mark.start() >= stop:
                break
            if mark[0] != b"&":
                self._in_cdata = mark[0].startswith(b"<")
                stop = max(stop, mark.end())
            elif not self._in_cdata:
                pieces += [written[at : mark.start()], b"&amp;"]
                at = mark.end()
        stop = max(stop, at)
        self._held = written[stop:]
        return b"".join([*pieces, written[at:stop]])
