"""
The file that a report was made from, as text: what the page was before it was read.

    /originals/ruv75ntb767lw                       its first bytes
    /originals/ruv75ntb767lw?bytes=2310,2360       these bytes, marked, and what stands around them

It is written out character by character and never rendered, whatever it holds.
"""

import re
from dataclasses import dataclass

from starlette.requests import Request

from onrecord.errors import RoomError
from onrecord.records import Span
from onrecord.room.answers import Page, Room, Route, whole
from onrecord.room.originals import original
from onrecord.room.pages.reports import found_report
from onrecord.store.room.report import ReportHead

__all__ = ["ROUTES", "OriginalFacts", "file_page"]

WINDOW_BYTES = 65_536
_BYTES = re.compile(r"(\d{1,10}),(\d{1,10})")


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalFacts:
    """A stretch of the file."""

    report: ReportHead
    start: int
    """First byte shown."""
    end: int
    size_bytes: int
    before: str
    """Decoded as the file was; what is not of its encoding is U+FFFD."""
    marked: str
    after: str
    step: int
    """Bytes shown at once."""


def file_page(room: Room, request: Request) -> Page:
    """Return a stretch of the file of a report; a `RoomError` where the file is not there or is another by now."""
    head = found_report(room, request)
    body = original(room.path, path=head.path, sha256=head.origin_sha256)
    if body is None:
        raise RoomError(
            404,
            found=f"no file at {head.path} with the digest {head.origin_sha256[:12]}…",
            expected="the file as it was when the record was built",
            do="Put it back, or open the record from the folder where it was built.",
        )
    span = _wanted(request)
    near = max(0, span.start - WINDOW_BYTES // 4) if span else 0
    start = whole(request, "from", near) // 4 * 4
    end = min(len(body), start + WINDOW_BYTES)
    first, last = (max(start, min(span.start, end)), max(start, min(span.end, end))) if span else (end, end)
    before, marked, after = (
        body[one:two].decode(head.origin_encoding, "replace")
        for one, two in ((start, first), (first, last), (last, end))
    )
    facts = OriginalFacts(
        report=head,
        start=start,
        end=end,
        size_bytes=len(body),
        before=before,
        marked=marked,
        after=after,
        step=WINDOW_BYTES,
    )
    row = {"start": start, "end": end, "text": before + marked + after}
    return Page(template="original.html", facts=facts, rows=(row,))


def _wanted(request: Request) -> Span | None:
    match = _BYTES.fullmatch(request.query_params.get("bytes", ""))
    return Span(int(match[1]), int(match[2])) if match and int(match[1]) < int(match[2]) else None


ROUTES = (Route("/originals/{id:path}", file_page),)
