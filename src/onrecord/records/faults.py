"""
What is wrong with a record as a whole: spans that leave the text, ids that point nowhere.

    {"text": "He left.", "events": [{"trigger": [3, 70], …}]}
    -> "events[0].trigger: span [3, 70) leaves a text of 8 characters"

Checked when a record is read from JSON, when it is stored and when a store is verified.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from onrecord.records.ids import text_digest
from onrecord.records.reading import Record
from onrecord.records.span import Span

__all__ = ["origin_faults", "record_faults"]

# Spans of these fields point into the bytes of the file, not into the text.
_RAW_FIELDS = frozenset({"raw"})


def record_faults(record: Record) -> Iterator[str]:
    """Yield one line for each fault; a sound record yields none."""
    text = record.report.text
    if record.report.sha256 != text_digest(text):
        yield f"report.sha256: {record.report.sha256} is not the digest of the text, {text_digest(text)}"
    if _leaves(record, len(text)):  # where a span stands is worked out for those that are wrong alone
        yield from (
            f"{where}: span [{span.start}, {span.end}) leaves a text of {len(text)} characters"
            for where, span in _spans(record, "")
            if span.end > len(text)
        )
    yield from _repeated_ids(record)
    yield from _loose_ids(record)


def origin_faults(record: Record) -> Iterator[str]:
    """Yield one line for each place where the runs of the origin do not tile the text or leave the file."""
    origin = record.report.origin
    at = 0
    for n, run in enumerate(origin.runs):
        if run.text_start != at or run.length <= 0:
            yield f"report.origin.runs[{n}]: starts at {run.text_start} with length {run.length}; expected start {at}"
        if run.width < 0 or run.raw_start < 0 or run.raw_start + run.length * run.width > origin.size_bytes:
            yield f"report.origin.runs[{n}]: leaves a file of {origin.size_bytes} bytes"
        at = run.text_start + run.length
    if origin.runs and at != len(record.report.text):
        yield f"report.origin.runs: end at {at}; expected the end of the text, {len(record.report.text)}"


def _spans(value: object, where: str) -> Iterator[tuple[str, Span]]:
    if isinstance(value, Span):
        yield where, value
    elif isinstance(value, tuple):
        for n, part in enumerate(value):
            yield from _spans(part, f"{where}[{n}]")
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in _RAW_FIELDS and each.name != "runs":
                yield from _spans(getattr(value, each.name), f"{where}.{each.name}" if where else each.name)


def _leaves(value: object, length: int) -> bool:
    """Whether a span in a value ends beyond a text of that length."""
    if isinstance(value, Span):
        return value.end > length
    if isinstance(value, tuple):
        return any(_leaves(part, length) for part in value)
    kind: Any = type(value)
    return any(_leaves(getattr(value, name), length) for name in _fields_with_spans(kind))


@cache
def _fields_with_spans(kind: type) -> tuple[str, ...]:
    """Return the fields of a dataclass that may hold spans, by what they are declared as."""
    if not is_dataclass(kind):
        return ()
    hints = get_type_hints(kind)
    names = (each.name for each in fields(kind) if each.name not in _RAW_FIELDS and each.name != "runs")
    return tuple(name for name in names if _may_hold_spans(hints[name]))


def _may_hold_spans(hint: object) -> bool:
    if get_args(hint):
        return any(_may_hold_spans(part) for part in get_args(hint))
    return hint is Span or (isinstance(hint, type) and bool(_fields_with_spans(hint)))


def _repeated_ids(record: Record) -> Iterator[str]:
    for table in ("mentions", "actors", "statements", "events"):
        seen: set[str] = set()
        for n, row in enumerate(getattr(record, table)):
            if row.id in seen:
                yield f"{table}[{n}].id: {row.id!r} is used twice"
            seen.add(row.id)


def _loose_ids(record: Record) -> Iterator[str]:
    known = {table: {row.id for row in getattr(record, table)} for table in ("mentions", "actors", "statements")}
    for where, table, target in _references(record):
        if target is not None and target not in known[table]:
            yield f"{where}: {target!r} is none of the {table} of this record"


def _references(record: Record) -> Iterator[tuple[str, str, str | None]]:
    for n, mention in enumerate(record.mentions):
        yield f"mentions[{n}].actor", "actors", mention.actor
    for n, actor in enumerate(record.actors):
        yield from ((f"actors[{n}].mentions", "mentions", each) for each in actor.mentions)
    for n, statement in enumerate(record.statements):
        yield f"statements[{n}].speaker", "actors", statement.speaker
        yield f"statements[{n}].addressee", "actors", statement.addressee
        yield f"statements[{n}].parent", "statements", statement.parent
    for n, event in enumerate(record.events):
        for role in ("actors", "recipients"):
            yield from ((f"events[{n}].{role}", "actors", each.actor) for each in getattr(event, role))
        for role in ("stated_by", "denied_by"):
            yield from ((f"events[{n}].{role}", "statements", each) for each in getattr(event, role))
