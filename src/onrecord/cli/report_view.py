"""
A report for people: the text with its statements and events marked, then both as lists.

    Moscow {1 accused} Kyiv of shelling the port. Kyiv denied that [1 it had done so].

Square brackets hold what is said, braces the words that name an event; the numbers
are those of the lists below. On a terminal colours take the place of the brackets.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.cli.output import visible
from onrecord.cli.standing import source_name, standing
from onrecord.records import Event, Record, Span, ZoneKind
from onrecord.records.labels import ACT_WORDS

__all__ = ["report_lines"]

# SGR codes of each kind of mark.
_CODES = {"source": "1", "cue": "3", "content": "36", "event": "1;33", "furniture": "2"}
_BRACKETS = {"content": ("[", "]"), "event": ("{", "}")}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    kind: str
    number: int
    span: Span


def report_lines(record: Record, *, color: bool) -> Iterator[str]:
    """Yield the lines that show a record to people."""
    report = record.report
    published = report.published.start or "date unknown"
    head = " · ".join(part for part in (report.outlet, published, report.path) if part)
    yield _styled(visible(head), "2", color)
    yield ""
    yield from _marked_text(record, color).split("\n")
    yield ""
    yield _styled(f"Who says what ({len(record.statements)})", "1", color)
    for number, statement in enumerate(record.statements, 1):
        said = record.quote(*statement.content) if statement.content else "…"
        who = source_name(record, statement)
        yield _flat(f"  [{number}] {who} {ACT_WORDS[statement.act]}: {said}   ({statement.score:.2f}, {statement.id})")
    yield ""
    yield _styled(f"What happened ({len(record.events)})", "1", color)
    for number, event in enumerate(record.events, 1):
        yield _flat(f"  {{{number}}} {_event_line(record, event)}   ({event.score:.2f}, {event.id})")


def _event_line(record: Record, event: Event) -> str:
    kind = f"{event.type} ({event.mode})" if event.mode else event.type.value
    kind += f" [{', '.join(event.own_types)}]" if event.own_types else ""
    who, whom = (_names(record, event, role) for role in ("actors", "recipients"))
    parts = [f"{kind}: {who or '—'} {record.quote(event.trigger)} {whom}".rstrip()]
    if event.objects:
        parts.append("with " + ", ".join(record.quote(each.span) for each in event.objects))
    if event.place:
        parts.append(f"in {event.place.name or record.quote(event.place.span)}")
    if event.date and event.date.start:
        same = event.date.end in (None, event.date.start)
        parts.append(event.date.start if same else f"{event.date.start} to {event.date.end}")
    sources = {statement.id: source_name(record, statement) for statement in record.statements}
    stated, denied = ([sources[each] for each in ids] for ids in (event.stated_by, event.denied_by))
    return f"{', '.join(parts)} — {standing(event.factuality, event.tense, stated, denied, record.report.outlet)}"


def _names(record: Record, event: Event, role: str) -> str:
    names = []
    for each in getattr(event, role):
        actor = record.actor(each.actor)
        names.append(actor.name if actor else record.quote(each.span))
    return ", ".join(names)


def _marks(record: Record) -> list[_Mark]:
    marks = [
        _Mark(kind=role, number=number, span=span)
        for number, statement in enumerate(record.statements, 1)
        for role in ("source", "cue", "content")
        for span in getattr(statement, role)
    ]
    marks += [_Mark(kind="event", number=n, span=event.trigger) for n, event in enumerate(record.events, 1)]
    zones = (zone for zone in record.report.zones if zone.kind is ZoneKind.FURNITURE)
    return marks + [_Mark(kind="furniture", number=0, span=zone.span) for zone in zones]


def _marked_text(record: Record, color: bool) -> str:
    """Return the text with its marks; marks may nest and cross."""
    text, marks = record.report.text, _marks(record)
    opening: defaultdict[int, list[_Mark]] = defaultdict(list)
    closing: defaultdict[int, list[_Mark]] = defaultdict(list)
    for mark in marks:
        opening[mark.span.start].append(mark)
        closing[mark.span.end].append(mark)
    bounds = sorted({0, len(text), *opening, *closing})
    active: list[_Mark] = []
    pieces: list[str] = []
    for start, end in zip(bounds, [*bounds[1:], len(text)], strict=True):
        pieces += [_closing(mark, color) for mark in sorted(closing[start], key=lambda mark: -mark.span.start)]
        active = [mark for mark in active if mark.span.end != start] + opening[start]
        pieces += [_opening(mark, color) for mark in sorted(opening[start], key=lambda mark: -mark.span.end)]
        codes = ";".join(dict.fromkeys(_CODES[mark.kind] for mark in active))
        pieces.append(_styled(visible(text[start:end]), codes, color and bool(codes)))
    return "".join(pieces)


def _opening(mark: _Mark, color: bool) -> str:
    if mark.kind not in _BRACKETS:
        return ""
    return _styled(f"{mark.number} ", "2", color) if color else f"{_BRACKETS[mark.kind][0]}{mark.number} "


def _closing(mark: _Mark, color: bool) -> str:
    return "" if color or mark.kind not in _BRACKETS else _BRACKETS[mark.kind][1]


def _styled(text: str, codes: str, color: bool) -> str:
    return f"\x1b[{codes}m{text}\x1b[0m" if color and text else text


def _flat(line: str) -> str:
    """Return a line of a list without the line feeds of what it quotes."""
    indent = len(line) - len(line.lstrip())
    return " " * indent + " ".join(visible(line).split())
