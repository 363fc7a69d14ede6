"""
The process that reads PDF files: a file made to hang it or to eat memory costs this process and no more.

    python -m onrecord.intake.pdf_worker MEMORY_BYTES
    in    8 bytes of length, then the file; again and again
    out   {"page": 1, "lines": [["Rebels take the town", 0, 20, [72.0, 780.1, 210.4, 794.0], 12.0, false], …]}
          {"page": 2, "lines": [], "missing": "…"} for a page that cannot be had
          {"end": 3} or {"error": "encrypted"} after the pages

A line is its text, the number of its first character on the page as PDFium counts
them, how many it has, its box in points from the lower left corner of the page, the
size of its type, and whether it ends in a word that was divided.
"""

import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

__all__ = ["answer", "page_lines"]

_LINE_ENDS = frozenset({0x0D, 0x0A})
_DIVIDED = frozenset({0x02, 0xFFFE, 0xAD})
"""How PDFium gives a hyphen at the end of a line that divides a word."""
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_MAX_MISSING_PAGES = 100
_SPACES = frozenset({0x09, 0x0B, 0x0C, 0x20, 0xA0})


def page_lines(page: Any) -> list[list[Any]]:
    """Return the lines of a page of pypdfium2 in the order of the file."""
    textpage = page.get_textpage()
    lines: list[list[Any]] = []
    line = _Line(0)
    count = textpage.count_chars()
    for at in range(count):
        code = _raw().FPDFText_GetUnicode(textpage, at)
        is_divided = code in _DIVIDED and at + 1 < count
        if code in _LINE_ENDS or is_divided:
            lines.extend(line.finished(at, is_divided=is_divided))
            line = _Line(at + 1)
        else:
            line.add(code, _box(textpage, at) if code not in _SPACES else None, textpage, at)
    lines.extend(line.finished(count, is_divided=False))
    return lines


class _Line:
    """One line as it is read, character by character."""

    def __init__(self, start: int) -> None:
        self._start = start
        self._units: list[str] = []
        self._box: list[float] | None = None
        self._size = 0.0

    def add(self, code: int, box: list[float] | None, textpage: Any, at: int) -> None:
        """Add a character, with the box that it has where it is none of the spaces."""
        if code in _SPACES:
            self._units.append(" ")
            return
        if code < 0x20 or 0x7F <= code < 0xA0 or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF:
            return
        self._units.append(_LIGATURES.get(code) or chr(code))
        if box is not None:
            old = self._box
            self._box = box if old is None else [*map(min, old[:2], box[:2]), *map(max, old[2:], box[2:])]
            self._size = self._size or _raw().FPDFText_GetFontSize(textpage, at)

    def finished(self, end: int, *, is_divided: bool) -> Iterator[list[Any]]:
        """Yield the line, if there is anything in it."""
        # Characters outside the basic plane come as two halves.
        text = "".join(self._units).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
        if text and self._box is not None:
            box = [round(each, 1) for each in self._box]
            yield [text, self._start, end - self._start, box, round(self._size, 1), is_divided]


def _raw() -> Any:
    import pypdfium2.raw

    return pypdfium2.raw


def _box(textpage: Any, at: int) -> list[float] | None:
    rectangle = _raw().FS_RECTF()
    if not _raw().FPDFText_GetLooseCharBox(textpage, at, ctypes.byref(rectangle)):
        return None
    return [rectangle.left, rectangle.bottom, rectangle.right, rectangle.top]


def answer(body: bytes) -> Iterator[dict[str, Any]]:
    """Yield what is to be said about one file."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        yield {"error": "encrypted" if "assword" in str(error) else "damaged", "message": str(error)}
        return
    try:
        count = len(document)
        missing = 0
        for number in range(count):
            if missing >= _MAX_MISSING_PAGES:
                yield {
                    "error": "damaged",
                    "message": f"it says that it has {count} pages, and {missing} in a row are none",
                }
                return
            try:
                page = document[number]
                lines = page_lines(page)
                page.close()
            except pypdfium2.PdfiumError as error:
                missing += 1
                yield {"page": number + 1, "lines": [], "missing": str(error)}
                continue
            missing = 0
            yield {"page": number + 1, "lines": lines}
        yield {"end": count}
    finally:
        document.close()


def _limit_memory(most_bytes: int) -> None:
    try:
        import resource
    except ImportError:
        # Windows has no such limit; the limits of time and of size hold there too.
        return
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))


def _serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    while len(head := stdin.read(8)) == 8:
        body = stdin.read(int.from_bytes(head, "big"))
        for said in answer(body):
            stdout.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
            stdout.flush()


def main() -> None:
    """Serve until standard input ends."""
    _limit_memory(int(sys.argv[1]))
    try:
        _serve(sys.stdin.buffer, sys.stdout.buffer)
    except (MemoryError, BrokenPipeError):
        # The one who asked sees that no answer comes, and why by the exit code.
        sys.exit(3)


if __name__ == "__main__":
    main()
