"""
The log of corrections: who changed what, when and why, what became of it, and a way back.

    12  27 Nov 2026  A. Editor  set factuality: CT+ → PS+  of "accused"  applied   [undo]
"""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request

from onrecord.room.answers import Page, Room, Route, whole
from onrecord.room.editing import Editor, account, editor_of
from onrecord.store.room.log import LogLine, log_lines, log_size

__all__ = ["ROUTES", "LogFacts", "corrections"]

_LINES_OF_PAGE = 100
_LINES_READ = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFacts:
    """What the page of the log says."""

    lines: tuple[LogLine, ...]
    count: int
    """Lines of the whole log."""
    further: int | None
    """Where the next page begins; null on the last."""
    editor: Editor | None
    suggested: str


def corrections(room: Room, request: Request) -> Page:
    """Show a page of the log, the newest line first."""
    before = whole(request, "before", 0) or None
    lines = room.store.look_up(log_lines, before=before, most=_LINES_OF_PAGE + 1)
    shown = tuple(lines[:_LINES_OF_PAGE])
    facts = LogFacts(
        lines=shown,
        count=room.store.look_up(log_size),
        further=shown[-1].number if len(lines) > _LINES_OF_PAGE else None,
        editor=editor_of(room, request),
        suggested=account(room),
    )
    columns = tuple(LogLine.__dataclass_fields__)
    return Page(template="corrections.html", facts=facts, rows=_every_line(room), columns=columns)


def _every_line(room: Room) -> Iterator[LogLine]:
    """Yield the whole log, the newest line first."""
    before = None
    while lines := room.store.look_up(log_lines, before=before, most=_LINES_READ):
        yield from lines
        before = lines[-1].number


ROUTES = (Route("/corrections", corrections, formats=("html", "json", "csv", "jsonl")),)
