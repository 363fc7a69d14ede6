"""
The rows of one JSON document: the elements of an array one by one, or the whole of anything else.

    [{"title": "…"}, {"title": "…"}]   ->   two rows, each with the bytes it was written in

An array may be of any length; one element of it, or a document that is no array, is
as long as a line of JSON lines may be.
"""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.errors import ReportError, SkipReason
from onrecord.intake.limits import Limits

__all__ = ["json_rows"]

_CHUNK_BYTES = 64 * 1024
_SPACE = " \t\r\n"


def json_rows(stream: BinaryIO, limits: Limits) -> Iterator[tuple[Any, bytes]]:
    """
    Yield each row with the text it was read from, in UTF-8.

    Raises ReportError (empty, malformed, too large, binary) where the document, or
    what is left of it, cannot be read; the rows before that were yielded.
    """
    window = _Window(stream, limits)
    if window.next_character() is None:
        raise ReportError("there is nothing in it", SkipReason.EMPTY)
    if window.next_character() != "[":
        yield window.value()
        if window.next_character() is not None:
            message = "more than one JSON value in it; JSON lines are read from files named .jsonl"
            raise ReportError(message, SkipReason.MALFORMED)
        return
    window.take()
    while (opening := window.next_character()) != "]":
        if opening is None:
            raise ReportError("the JSON array is cut short; fetch or export it again", SkipReason.TRUNCATED)
        yield window.value()
        if window.next_character() == ",":
            window.take()


class _Window:
    """The part of the document that is in memory."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._stream = stream
        self._most = limits.max_line_bytes
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._json = json.JSONDecoder()
        self._text = ""
        self._at = 0
        self._is_over = False

    def next_character(self) -> str | None:
        """Return the next character that is not white space, which stays the next one; None at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more(_CHUNK_BYTES):
                return None

    def take(self) -> None:
        """Pass over the next character."""
        self._at += 1

    def value(self) -> tuple[Any, bytes]:
        """Read the value that begins here."""
        size = _CHUNK_BYTES
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._is_over or not self._more(size):
                    message = f"not JSON at character {error.pos - self._at + 1} of a value: {error.msg}"
                    raise ReportError(message, SkipReason.MALFORMED) from error
                # Each turn doubles what is there, so that a long value is parsed a few times and not many.
                size *= 2
                continue
            except (ValueError, RecursionError) as error:
                raise ReportError(f"JSON that cannot be read: {error}", SkipReason.MALFORMED) from error
            # A number at the end of the window may go on behind it.
            if end == len(self._text) and self._more(size):
                continue
            if end - self._at > self._most:
                raise self._too_large()
            written = self._text[self._at : end].encode("utf-8", "surrogatepass")
            self._at = end
            return value, written

    def _more(self, size: int) -> bool:
        """Read on; whether there was more. What was taken already goes."""
        if self._is_over:
            return False
        self._text, self._at = self._text[self._at :], 0
        if len(self._text) > self._most:
            raise self._too_large()
        packed = self._stream.read(size)
        self._is_over = not packed
        try:
            self._text += self._decoder.decode(packed, self._is_over)
        except UnicodeDecodeError as error:
            raise ReportError("not UTF-8; expected JSON in UTF-8", SkipReason.MALFORMED) from error
        return bool(packed)

    def _too_large(self) -> ReportError:
        return ReportError(f"a value of more than {self._most} characters (max_line_bytes)", SkipReason.TOO_LARGE)
