"""
The page of a report: its text with who says what and what happens marked, and the same in the margin.

    /reports/ruv75ntb767lw                  the text, or the first part of a long one
    /reports/ruv75ntb767lw?part=2           the second part
    /reports/ruv75ntb767lw#char=120,180     these characters, marked
    /reports/ruv75ntb767lw?char=120,180     the same where no script runs, and whichever part holds them
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from onrecord.errors import RoomError
from onrecord.records import Span
from onrecord.room.answers import Moved, Page, Room, Route, whole
from onrecord.room.text.marks import MAX_MARKS, Mark, marked, marks_of
from onrecord.room.text.notes import event_line, notes_of, statement_line
from onrecord.room.text.parts import Part, part_of, parts
from onrecord.store.room.related import RelatedReport, related_reports
from onrecord.store.room.report import (
    EventNote,
    ReportHead,
    StatementNote,
    event_notes,
    report_head,
    report_text,
    statement_notes,
)

__all__ = ["ROUTES", "ReportFacts", "ReportRow", "found_report", "report"]

_CHAR = re.compile(r"(\d{1,10}),(\d{1,10})")
_OUTLINE_CHARACTERS = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """What the page says."""

    report: ReportHead
    part: int
    parts: int
    start: int
    """The first character of this part, in code points of the text of record."""
    end: int
    text: str
    """The characters of this part."""
    statements: tuple[StatementNote, ...]
    events: tuple[EventNote, ...]
    related: tuple[RelatedReport, ...]
    linked: Span | None
    undrawn: int
    """Marks of this part that are listed in the data but not drawn: there are too many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A row of the CSV: a statement or an event of this part."""

    kind: str
    id: str
    start: int
    end: int
    who: str | None
    what: str
    quote: str | None
    type: str
    source_kind: str | None
    factuality: str | None
    date_start: str | None
    date_end: str | None
    date_precision: str | None
    place: str | None
    score: float
    claim: str | None
    standing: str | None
    report: str


def report(room: Room, request: Request) -> Page | Moved:
    """Return the page of a report, or of a part of it."""
    head = found_report(room, request)
    text = room.store.look_up(report_text, head.id)
    cut = parts(text, head.zones)
    linked = _linked(request)
    number = whole(request, "part", 0, least=1, most=len(cut))
    part = cut[number - 1] if number else part_of(cut, linked.start if linked else 0)
    statements = room.store.look_up(statement_notes, head.id, part.start, part.end)
    events = room.store.look_up(event_notes, head.id, part.start, part.end)
    marks = marks_of(statements, events)
    drawn = marks[:MAX_MARKS]
    if linked:
        drawn = [Mark(start=linked.start, end=linked.end, row="", part="linked", classes="linked"), *drawn]
    facts = ReportFacts(
        report=head,
        part=part.number,
        parts=len(cut),
        start=part.start,
        end=part.end,
        text=text[part.start : part.end],
        statements=statements,
        events=events,
        related=room.store.look_up(related_reports, head.id),
        linked=linked,
        undrawn=max(0, len(marks) - MAX_MARKS),
    )
    shown = {
        "notes": notes_of(part, statements[:MAX_MARKS], events[:MAX_MARKS]),
        "marked": {block.start: marked(text, block, drawn) for block in part.blocks},
        "outline": _outline(text, part),
        "statement_line": statement_line,
        "event_line": event_line,
        "speakers": {note.id: statement_line(note) for note in statements},
    }
    return Page(template="report.html", facts=facts, shown=shown, rows=tuple(_rows(facts)), columns=_COLUMNS)


def found_report(room: Room, request: Request) -> ReportHead:
    """Return the report that the address names; a `RoomError` where there is none."""
    name = str(request.path_params["id"])
    head = room.store.look_up(report_head, name)
    if head is None:
        raise RoomError(
            404,
            found=f"no report {name[:80]!r} in this record",
            expected="the id of one of its reports",
            do="Search for its words: the record may have been built again without it.",
        )
    return head


def _linked(request: Request) -> Span | None:
    found = request.query_params.get("char")
    if not found:
        return None
    match = _CHAR.fullmatch(found)
    if match is None or int(match[1]) >= int(match[2]):
        raise RoomError(
            400,
            found=f"char={found[:80]}",
            expected="two numbers such as 120,180: the first character and the one after the last",
            do="Check the link, or leave it out of the address.",
        )
    return Span(int(match[1]), int(match[2]))


def _outline(text: str, part: Part) -> list[tuple[int, str, str]]:
    """Return where each readable block begins, what it is, and its first words."""
    found = []
    for block in part.blocks:
        words = " ".join(text[block.start : block.end][: 4 * _OUTLINE_CHARACTERS].split())
        if block.kind == "furniture" or not words:
            continue
        short = (
            words if len(words) <= _OUTLINE_CHARACTERS else words[:_OUTLINE_CHARACTERS].rpartition(" ")[0] + "\u00a0…"
        )
        found.append((block.start, block.kind, short))
    return found


def _rows(facts: ReportFacts) -> Iterator[ReportRow]:
    for note in facts.statements:
        spans = note.content or note.cue or note.source
        yield ReportRow(
            kind="statement",
            id=note.id,
            start=spans[0].start,
            end=spans[-1].end,
            who=note.who,
            what=statement_line(note),
            quote=note.said,
            type=note.act,
            source_kind=note.source_kind,
            factuality=None,
            place=None,
            **_dated(note, facts.report),
        )
    for event in facts.events:
        yield ReportRow(
            kind="event",
            id=event.id,
            start=event.start,
            end=event.end,
            who=", ".join(each.name or each.quote for each in event.actors) or None,
            what=event_line(event),
            quote=event.quote,
            type=event.type,
            source_kind=None,
            factuality=event.factuality,
            place=event.place_name or event.place_quote,
            **_dated(event, facts.report),
        )


def _dated(note: StatementNote | EventNote, head: ReportHead) -> dict[str, Any]:
    return {
        "date_start": note.date_start,
        "date_end": note.date_end,
        "date_precision": note.date_precision,
        "score": note.score,
        "claim": note.claim.claim if note.claim else None,
        "standing": note.claim.standing if note.claim else None,
        "report": head.id,
    }


_COLUMNS = tuple(ReportRow.__slots__)

ROUTES = (Route("/reports/{id:path}", report),)
