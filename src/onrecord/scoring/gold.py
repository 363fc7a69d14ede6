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
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onrecord.errors import GoldError, ReportError, SkipReason
from onrecord.records import Act, EventType, Factuality, Form, SourceKind, Span
from onrecord.records.codec import decode

__all__ = ["GoldDate", "GoldEvent", "GoldOwnEvent", "GoldParticipant", "GoldReport", "GoldStatement", "read_gold"]

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
class GoldOwnEvent:
    """An event of one or several types of the user's own."""

    id: str
    own_types: tuple[str, ...]
    trigger: Span


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
    """Those of a PLOVER type."""
    own_events: tuple[GoldOwnEvent, ...] = ()
    """Those of types of the user's own, PLOVER's besides or not."""


def read_gold(path: Path, own_types: Collection[str] = ()) -> Iterator[GoldReport]:
    """
    Yield the reports of a file; GoldError, with the line, for one that cannot be judged.

    `own_types` are the types of the user's own that events may carry, as `type` or in `own_types`. In a file where no
    event has a PLOVER type the others say nothing of PLOVER's: `events` is None in all its reports.
    """
    reports = list(_reports(path, own_types))
    if any(report.own_events for report in reports) and not any(report.events for report in reports):
        reports = [replace(report, events=None) for report in reports]
    yield from reports


def _reports(path: Path, own_types: Collection[str]) -> Iterator[GoldReport]:
    try:
        body = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path} cannot be read: {error}; expected JSON lines in UTF-8") from error
    seen: dict[str, int] = {}
    for number, line in enumerate(body.split("\n"), 1):
        if not line.strip():
            continue
        try:
            report = _report(_with_own_events(json.loads(line), own_types), number)
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


def _with_own_events(row: Any, own_types: Collection[str]) -> Any:
    """Return a row whose events of own types stand apart, and those of PLOVER's too where they have both."""
    events = row.get("events") if isinstance(row, dict) else None
    if not isinstance(events, list):
        return row
    own, plover = [], []
    for n, event in enumerate(events):
        kind = event.get("type") if isinstance(event, dict) else None
        is_own = isinstance(kind, str) and kind in own_types
        if not is_own and isinstance(kind, str) and kind not in list(EventType) and own_types:
            known = ", ".join(sorted(own_types))
            message = f"$.events[{n}].type: found {kind!r}; expected a type of PLOVER's or one of your own: {known}"
            raise ReportError(message, SkipReason.MALFORMED)
        more = event.get("own_types") if isinstance(event, dict) else None
        slugs = [*([kind] if is_own else []), *_own_slugs(more, own_types, f"$.events[{n}].own_types")]
        if slugs:
            own.append({**event, "own_types": slugs})
        if not is_own:
            plover.append(event)
    return {**row, "events": plover, "own_events": own}


def _own_slugs(found: Any, known: Collection[str], where: str) -> list[str]:
    """Return the own types that an event says it has besides PLOVER's; ReportError for one that is not defined."""
    for slug in found if isinstance(found, list) else []:
        if slug not in known:
            defined = ", ".join(sorted(known)) or "none, until you say onrecord types new"
            raise ReportError(f"{where}: found {slug!r}; expected your own types: {defined}", SkipReason.MALFORMED)
    return list(found) if isinstance(found, list) else []


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
    yield from _row_faults("events", report.own_events, len(report.text))
    for n, statement in enumerate(statements):
        if not statement.cue and not statement.content:
            yield f"statements[{n}]: found neither cue nor content; expected one of them"
        if statement.parent is not None and statement.parent not in said:
            yield f"statements[{n}].parent: found {statement.parent!r}; expected the id of a statement of this row"
    for n, event in enumerate(events):
        for name in event.stated_by or ():
            if report.statements is not None and name not in said:
                yield f"events[{n}].stated_by: found {name!r}; expected ids of statements of this row"


def _row_faults(name: str, rows: Sequence[GoldStatement | GoldEvent | GoldOwnEvent], length: int) -> Iterator[str]:
    seen: set[str] = set()
    for n, row in enumerate(rows):
        if row.id in seen:
            yield f"{name}[{n}].id: found {row.id!r} twice; expected an id of its own for each"
        seen.add(row.id)
        for where, span in _spans(row):
            if span.end > length:
                found = f"[{span.start}, {span.end}]"
                yield f"{name}[{n}].{where}: found {found}; expected a span of a text of {length} characters"


def _spans(row: GoldStatement | GoldEvent | GoldOwnEvent) -> Iterator[tuple[str, Span]]:
    if isinstance(row, GoldStatement):
        yield from ((role, span) for role in _ROLES for span in getattr(row, role))
        return
    yield "trigger", row.trigger
    if isinstance(row, GoldOwnEvent):
        return
    for role in ("actors", "recipients"):
        yield from ((f"{role}[{n}].span", p.span) for n, p in enumerate(getattr(row, role)) if p.span)
    if row.date and row.date.span:
        yield "date.span", row.date.span
