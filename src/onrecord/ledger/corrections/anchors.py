"""
Anchors: how a correction finds its row again after the reports were read anew.

    "accused" at [412, 419) of the text 9f…, an ACCUSE event   ->   the event that stands there now

The same text gives the same place. Where a text was made anew from the same file (a
better cleaner), the words are looked for with the words around them; a place that is
not certain is not taken: a correction that no longer applies is listed, never guessed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.errors import CorrectionError
from onrecord.records import Record, Span

__all__ = ["Anchor", "anchor_of", "find_row", "is_report_of"]

_CONTEXT = 40
"""Characters kept before and after the words of an anchor."""
_REPORT_CHARACTERS = 80
"""A report is shown by so many characters of its beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The words that a row is known by."""

    in_table: str
    """events, statements, actors, mentions or reports."""
    report_sha256: str
    """Of the text the row was found in."""
    file_sha256: str
    """Of the bytes that the text was made from."""
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    type: str | None = None
    """Event type, act or kind, to tell rows apart that stand at the same place."""
    side: str = "these"
    """Of a split: `these` are taken from `those`."""


def anchor_of(record: Record, table: str, id: str, *, side: str = "these") -> Anchor:
    """Return the anchor of a row of the record; `CorrectionError` where no words bear it."""
    report = record.report
    if table == "reports":
        spans, kind = [Span(0, min(len(report.text), _REPORT_CHARACTERS))], None
    else:
        row = next((each for each in getattr(record, table) if each.id == id), None)
        if row is None:
            raise CorrectionError(f"report {report.id} has no row {id!r} among its {table}")
        spans, kind = list(_spans(record, table, row)), _kind(table, row)
    if not spans:
        raise CorrectionError(f"{id}: no words of the report bear this row, so a correction could not find it again")
    span = spans[0]
    return Anchor(
        in_table=table,
        report_sha256=report.sha256,
        file_sha256=report.origin.sha256,
        start=span.start,
        end=span.end,
        quote=span.slice(report.text),
        prefix=report.text[max(0, span.start - _CONTEXT) : span.start],
        suffix=report.text[span.end : span.end + _CONTEXT],
        type=kind,
        side=side,
    )


def is_report_of(record: Record, anchor: Anchor) -> bool:
    """Whether the record is of the text, or of the file, that the anchor was set in."""
    return record.report.sha256 == anchor.report_sha256 or record.report.origin.sha256 == anchor.file_sha256


def find_row(record: Record, anchor: Anchor) -> str | None:
    """Return the id of the row that stands at the anchor; None where none does, or it is not certain which."""
    if not is_report_of(record, anchor):
        return None
    if anchor.in_table == "reports":
        return record.report.id
    span = _place(record, anchor)
    if span is None:
        return None
    if anchor.in_table == "actors":
        return _at(record, "mentions", span, None, lambda mention: mention.actor)
    return _at(record, anchor.in_table, span, anchor.type, lambda row: row.id)


def _place(record: Record, anchor: Anchor) -> Span | None:
    """Return where the words of the anchor stand in the text of the record."""
    text, quote = record.report.text, anchor.quote
    if record.report.sha256 == anchor.report_sha256:
        return Span(anchor.start, anchor.end)
    found = [match.start() for match in re.finditer(re.escape(quote), text)]
    if len(found) > 1:
        before, after = anchor.prefix.split()[-3:], anchor.suffix.split()[:3]
        found = [
            start
            for start in found
            if text[max(0, start - 2 * _CONTEXT) : start].split()[-len(before) :] == before
            and text[start + len(quote) : start + len(quote) + 2 * _CONTEXT].split()[: len(after)] == after
        ]
    return Span(found[0], found[0] + len(quote)) if len(found) == 1 else None


def _at(record: Record, table: str, span: Span, kind: str | None, wanted: Callable[[Any], str | None]) -> str | None:
    """Return the one row at the span: at the very words before overlapping ones, of the same kind before others."""
    best: dict[str, tuple[bool, bool, int]] = {}
    for row in getattr(record, table):
        found = wanted(row)
        for each in _spans(record, table, row):
            if found is not None and each.overlaps(span):
                shared = min(each.end, span.end) - max(each.start, span.start)
                rank = (each == span, kind is not None and _kind(table, row) == kind, shared)
                best[found] = max(best.get(found, rank), rank)
    if not best:
        return None
    top = max(best.values())
    ids = [found for found, rank in best.items() if rank == top]
    return ids[0] if len(ids) == 1 else None


def _spans(record: Record, table: str, row: Any) -> Iterator[Span]:
    if table == "events":
        yield row.trigger
    elif table == "statements":
        yield from (*row.cue, *row.content)[:1]
    elif table == "mentions":
        yield row.span
    else:
        mentions = {mention.id: mention.span for mention in record.mentions}
        yield from (mentions[each] for each in row.mentions if each in mentions)


def _kind(table: str, row: Any) -> str | None:
    name = {"events": "type", "statements": "act", "mentions": "kind", "actors": "kind"}[table]
    return str(getattr(row, name).value)
