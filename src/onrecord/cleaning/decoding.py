"""
Bytes to characters, with the way back.

    b"caf\\xc3\\xa9"  ->  "café", and: characters 0 to 3 are one byte each, the last is two

Order of evidence: byte-order mark; UTF-16 by its pattern of NULs; UTF-8, where the
bytes are valid UTF-8 with characters outside ASCII (a page that then declares
Latin-1 is wrong about itself); the encoding a page declares; UTF-8; UTF-8 with a
few broken bytes (each becomes U+FFFD); Windows-1252; Latin-1. Python's codec of
that name gives the same characters again.
"""

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.errors import ReportError, SkipReason
from onrecord.records import Run, Span

__all__ = ["Decoded", "decode"]

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARATION = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w:.-]+)|<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w:.-]+)""", re.I
)
_DECLARATION_BYTES = 8192
"""Browsers look at 1,024 bytes; pages with long inline scripts declare later."""

# What pages say, where Python means something else by it: WHATWG Encoding Standard, "Names and labels".
_LABELS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-9": "cp1254",
    "unicode": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gbk",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
}
_SINGLE_BYTE = re.compile(r"cp125\d|cp874|cp866|iso8859-\d+|koi8-[ru]|mac-\w+|latin_1")
_MULTI_BYTE = frozenset({"utf-8", "gbk", "gb18030", "big5", "big5hkscs", "euc_jp", "cp932", "cp949"})

_UTF8_WIDTHS = re.compile("([\\x00-\\x7f]+)|([\\x80-\\u07ff]+)|([\\u0800-\\uffff]+)|([\\U00010000-\\U0010ffff]+)")
_UTF16_WIDTHS = re.compile("([\\x00-\\uffff]+)|([\\U00010000-\\U0010ffff]+)")

_MAGIC = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a zip archive or an office document",
    b"\x1f\x8b": "gzip data",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite file",
}
_CONTROLS = bytes(range(9)) + bytes(range(14, 32)) + b"\x0b"
_MAX_CONTROL_SHARE = 0.05
"""Text files carry a stray control character; pictures and programs pass 10% (a guess on the safe side)."""
_MAX_BROKEN_SHARE = 0.1
"""Broken bytes per well-formed sequence up to which bytes still count as UTF-8."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of some bytes; `runs` tile `text` and point into the bytes."""

    text: str
    encoding: str
    runs: tuple[Run, ...]
    starts: tuple[int, ...]
    """`text_start` of each run, to search in."""

    def raw_runs(self, start: int, end: int, text_start: int) -> Iterator[Run]:
        """Yield the runs of the characters `[start, end)` as they stand at `text_start` of another text."""
        index = bisect_right(self.starts, start) - 1
        while start < end:
            run = self.runs[index]
            stop = min(run.text_start + run.length, end)
            yield Run(text_start, stop - start, run.raw_start + (start - run.text_start) * run.width, run.width)
            text_start += stop - start
            start, index = stop, index + 1

    def byte_at(self, position: int) -> int:
        """Return the byte offset of a character, or the end of the bytes for the end of the text."""
        if not self.runs:
            return 0
        run = self.runs[bisect_right(self.starts, position) - 1]
        return run.raw_start + (position - run.text_start) * run.width

    def raw_span(self, start: int, end: int) -> Span:
        """Return the bytes of the characters `[start, end)`."""
        return Span(self.byte_at(start), self.byte_at(end))


def decode(body: bytes, *, is_markup: bool) -> Decoded:
    """
    Decode the bytes of a file; `is_markup` says whether to look for a declaration.

    Raises ReportError (binary) for bytes that are not text in any encoding.
    """
    for magic, found in _MAGIC.items():
        if body.startswith(magic):
            message = f"{found}, not text; expected a page, a text or JSON lines"
            raise ReportError(message, SkipReason.BINARY)
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _strict_or_broken(body, encoding, len(mark))
    guess = _utf16_by_pattern(body)
    if guess is None:
        _refuse_binary(body)
    candidates = [guess, *_candidates(body, is_markup=is_markup)]
    for name in candidates:
        if name and (decoded := _strict(body, name, 0)):
            return decoded
    return _of_width_one(body, "latin-1")


def _candidates(body: bytes, *, is_markup: bool) -> Iterator[str | None]:
    declared = _declared(body) if is_markup else None
    if not body.isascii():
        yield "utf-8"
    yield declared
    yield "utf-8"
    yield _BROKEN if _is_nearly_utf8(body, declared) else None
    yield "cp1252"


_BROKEN = "utf-8 with broken bytes"


def _utf16_by_pattern(body: bytes) -> str | None:
    """Recognise UTF-16 without a mark: in Western text, every other byte is NUL."""
    head = body[:4096]
    if len(body) % 2 or len(head) < 4:
        return None
    even, odd = head[::2].count(0) / (len(head) // 2), head[1::2].count(0) / (len(head) // 2)
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.05 else None


def _refuse_binary(body: bytes) -> None:
    controls = len(body) - len(body.translate(None, _CONTROLS))
    if controls > len(body) * _MAX_CONTROL_SHARE and controls > 1:
        message = f"{controls} of {len(body)} bytes are control characters; expected text"
        raise ReportError(message, SkipReason.BINARY)


def _declared(body: bytes) -> str | None:
    """Return the Python codec of the encoding a page declares; None where it names none that we map exactly."""
    match = _DECLARATION.search(body[:_DECLARATION_BYTES])
    if match is None:
        return None
    label = (match[1] or match[2]).decode("ascii", "replace").lower()
    try:
        name = codecs.lookup(_LABELS.get(label, label)).name
    except LookupError:
        return None
    return name if _SINGLE_BYTE.fullmatch(name) or name in _MULTI_BYTE else None


def _is_nearly_utf8(body: bytes, declared: str | None) -> bool:
    """Whether well-formed sequences outweigh the broken bytes by far: a page cut or patched in one place."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    formed = sum(1 for char in text if char > "\x7f") - broken
    share = 1.0 if declared == "utf-8" and formed else _MAX_BROKEN_SHARE
    return broken <= formed * share


def _strict(body: bytes, name: str, skip: int) -> Decoded | None:
    """Decode with no error allowed, or return None; the broken kind allows them."""
    if name == _BROKEN:
        return _of_broken_utf8(body, skip)
    try:
        text = body[skip:].decode(name)
    except UnicodeDecodeError:
        return None
    if name == "utf-8":
        return _of_widths(text, name, skip, _UTF8_WIDTHS, (1, 2, 3, 4))
    if name.startswith("utf-16"):
        return _of_widths(text, name, skip, _UTF16_WIDTHS, (2, 4))
    if _SINGLE_BYTE.fullmatch(name):
        return _of_width_one(body, name)
    return _of_any(body, name)


def _strict_or_broken(body: bytes, encoding: str, skip: int) -> Decoded:
    """Decode what has a byte-order mark; the mark is not part of the text."""
    decoded = _strict(body, encoding, skip)
    if decoded is not None:
        return decoded
    if encoding == "utf-8":
        return _of_broken_utf8(body, skip)
    message = f"begins as {encoding.upper()} but is not valid in it; the file is damaged or cut short"
    raise ReportError(message, SkipReason.TRUNCATED)


def _of_width_one(body: bytes, name: str) -> Decoded:
    runs = (Run(0, len(body), 0, 1),) if body else ()
    return Decoded(body.decode(name), name, runs, (0,) if body else ())


def _of_widths(text: str, name: str, skip: int, pattern: re.Pattern[str], widths: tuple[int, ...]) -> Decoded:
    return _tiled(text, name, list(_width_runs(text, 0, skip, pattern, widths)))


def _width_runs(text: str, start: int, raw: int, pattern: re.Pattern[str], widths: tuple[int, ...]) -> Iterator[Run]:
    for match in pattern.finditer(text):
        width, length = widths[(match.lastindex or 1) - 1], match.end() - match.start()
        yield Run(start + match.start(), length, raw, width)
        raw += length * width


def _of_broken_utf8(body: bytes, skip: int) -> Decoded:
    """Decode UTF-8, each ill-formed part (as the codec cuts them) becoming one U+FFFD as wide as the part."""
    view, raw, length = memoryview(body), skip, 0
    pieces: list[str] = []
    runs: list[Run] = []
    while raw < len(body):
        try:
            text, bad = codecs.utf_8_decode(view[raw:], "strict", True)[0], 0
        except UnicodeDecodeError as error:
            text, bad = codecs.utf_8_decode(view[raw : raw + error.start], "strict", True)[0], error.end - error.start
        runs.extend(_width_runs(text, length, raw, _UTF8_WIDTHS, (1, 2, 3, 4)))
        length, raw = length + len(text), runs[-1].raw_start + runs[-1].length * runs[-1].width if text else raw
        pieces.append(text)
        if bad:
            runs.append(Run(length, 1, raw, bad))
            pieces.append("\ufffd")
            length, raw = length + 1, raw + bad
    return _tiled("".join(pieces), "utf-8", runs)


def _of_any(body: bytes, name: str) -> Decoded:
    """Decode byte by byte, to learn the width of each character in an encoding that has no rule for it."""
    decoder, length, start = codecs.getincrementaldecoder(name)(), 0, 0
    pieces: list[str] = []
    runs: list[Run] = []
    for index in range(len(body)):
        text = decoder.decode(body[index : index + 1], index + 1 == len(body))
        for char in text:
            pieces.append(char)
            last, width = runs[-1] if runs else None, index + 1 - start
            if last and last.width == width and last.raw_start + last.length * width == start:
                runs[-1] = Run(last.text_start, last.length + 1, last.raw_start, width)
            else:
                runs.append(Run(length, 1, start, width))
            length += 1
        if text:
            start = index + 1
    return _tiled("".join(pieces), name, runs)


def _tiled(text: str, name: str, runs: list[Run]) -> Decoded:
    return Decoded(text, name, tuple(runs), tuple(run.text_start for run in runs))
