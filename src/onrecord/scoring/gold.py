"""
Annotated reports, one JSON object a line.

    {"id": "r1", "text": "The army said the bridge was open.",
     "statements": [{"id": "s1", "source": [[0, 8]], "cue": [[9, 13]], "content": [[14, 33]], "act": "assert"}],
     "events": []}

Spans are half-open and count code points of `text`. A file may annotate statements, events or
both: a key that is absent from a row says that the row does not speak of it, an empty list that there is none.
Labels (`act`, `factuality`, …) are optional too; a figure is given only where the file bears it out.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import GoldError, ReportError
from onrecord.records import Act, EventType, Factuality, Form, SourceKind, Span
from onrecord.records.codec import decode

__all__ = ["GoldDate", "GoldEvent", "GoldParticipant", "GoldReport", "GoldStatement", "read_gold"]

_ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldStatement:
    """A statement as a person marks it; labels that were not given are None."""

    id: str
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    source_kind: SourceKind | None = None
    form: Form | None = None
    act: Act | None = None
    speaker: str | None = None
    """The full name, or a description of an unnamed source."""
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldParticipant:
    """Who does it or to whom; the codes are PLOVER's."""

    span: Span | None = None
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDate:
    """When it happens: ISO days, months or years."""

    span: Span | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    """An event as a person marks it; `stated_by` is None where the file does not speak of voices."""

    id: str
    type: EventType
    trigger: Span
    actors: tuple[GoldParticipant, ...] = ()
    recipients: tuple[GoldParticipant, ...] = ()
    date: GoldDate | None = None
    factuality: Factuality | None = None
    stated_by: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldReport:
    """One annotated report; `statements` or `events` is None where the row does not speak of them."""

    id: str
    text: str
    line: int = 0
    """Of the file it was read from, the first being 1."""
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    statements: tuple[GoldStatement, ...] | None = None
    events: tuple[GoldEvent, ...] | None = None


def read_gold(path: Path) -> Iterator[GoldReport]:
    """Yield the reports of a file; GoldError, with the line, for one that cannot be judged."""
    try:
        body = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path} cannot be read: {error}; expected JSON lines in UTF-8") from error
    seen: dict[str, int] = {}
    for number, line in enumerate(body.split("\n"), 1):
        if not line.strip():
            continue
        try:
            report = _report(json.loads(line), number)
        except ReportError as error:
            raise GoldError(f"{path}:{number}: {error}") from error
        except ValueError as error:
            raise GoldError(f"{path}:{number}: not JSON: {error}; expected one object a line") from error
        if report.id in seen:
            raise GoldError(
                f"{path}:{number}: $.id: {report.id!r} stands on line {seen[report.id]} too; expected each report once"
            )
        seen[report.id] = number
        for fault in _faults(report):
            raise GoldError(f"{path}:{number}: $.{fault}")
        yield report
    if not seen:
        raise GoldError(f"{path} holds no row; expected one annotated report a line")


def _report(row: Any, number: int) -> GoldReport:
    if isinstance(row, dict):
        row = {**row, "line": number}
        if isinstance(row.get("statements"), list):
            row["statements"] = [_statement(statement) for statement in row["statements"]]
        if isinstance(row.get("events"), list):
            row["events"] = [_event(event) for event in row["events"]]
    report: GoldReport = decode(GoldReport, row)
    return report


def _statement(statement: Any) -> Any:
    """One span may stand for a list of one, null for an empty list."""
    if not isinstance(statement, dict):
        return statement
    return {**statement, **{role: _listed(statement.get(role)) for role in _ROLES}}


def _listed(role: Any) -> Any:
    if not role:
        return []
    return [role] if isinstance(role, list) and isinstance(role[0], int) else role


def _event(event: Any) -> Any:
    """A null list of participants is an empty one."""
    if not isinstance(event, dict):
        return event
    return {**event, "actors": event.get("actors") or [], "recipients": event.get("recipients") or []}


def _faults(report: GoldReport) -> Iterator[str]:
    """Yield what is wrong with a row as a whole: spans outside the text, ids that are doubled or point nowhere."""
    statements, events = report.statements or (), report.events or ()
    said = {statement.id for statement in statements}
    yield from _row_faults("statements", statements, len(report.text))
    yield from _row_faults("events", events, len(report.text))
    for n, statement in enumerate(statements):
        if not statement.cue and not statement.content:
            yield f"statements[{n}]: found neither cue nor content; expected one of them"
        if statement.parent is not None and statement.parent not in said:
            yield f"statements[{n}].parent: found {statement.parent!r}; expected the id of a statement of this row"
    for n, event in enumerate(events):
        for name in event.stated_by or ():
            if report.statements is not None and name not in said:
                yield f"events[{n}].stated_by: found {name!r}; expected ids of statements of this row"


def _row_faults(name: str, rows: Sequence[GoldStatement | GoldEvent], length: int) -> Iterator[str]:
    seen: set[str] = set()
    for n, row in enumerate(rows):
        if row.id in seen:
            yield f"{name}[{n}].id: found {row.id!r} twice; expected an id of its own for each"
        seen.add(row.id)
        for where, span in _spans(row):
            if span.end > length:
                found = f"[{span.start}, {span.end}]"
                yield f"{name}[{n}].{where}: found {found}; expected a span of a text of {length} characters"


def _spans(row: GoldStatement | GoldEvent) -> Iterator[tuple[str, Span]]:
    if isinstance(row, GoldStatement):
        yield from ((role, span) for role in _ROLES for span in getattr(row, role))
        return
    yield "trigger", row.trigger
    for role in ("actors", "recipients"):
        yield from ((f"{role}[{n}].span", p.span) for n, p in enumerate(getattr(row, role)) if p.span)
    if row.date and row.date.span:
        yield "date.span", row.date.span
