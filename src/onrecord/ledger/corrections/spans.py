"""
Fields that are words of the report: corrected by pointing at other words.

    statements.content = "120,180 200,231"   ->   [{"start": 120, "end": 180, "quote": "the port …"}, …]

A value carries the words themselves, so that it holds in a text made anew from the same
file: they are looked for there, and words that stand there twice, or not at all, are not guessed.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from onrecord.errors import CorrectionError
from onrecord.records import EventPlace, Participant, Record, Span

__all__ = ["SPAN_FIELDS", "is_span_field", "placed_spans", "spans_of", "spans_value", "typed_spans", "with_spans"]

_BOUNDS = re.compile(r"(\d{1,9})\s*,\s*(\d{1,9})\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class _SpanField:
    least: int
    most: int | None


_ANY, _SOME, _ONE, _MAYBE = (
    _SpanField(least=0, most=None),
    _SpanField(least=1, most=None),
    _SpanField(least=1, most=1),
    _SpanField(least=0, most=1),
)

SPAN_FIELDS: Mapping[str, Mapping[str, _SpanField]] = {
    "events": {"trigger": _ONE, "actors": _ANY, "recipients": _ANY, "where": _MAYBE},
    "statements": {"source": _ANY, "cue": _SOME, "content": _SOME},
    "mentions": {"span": _ONE},
}
"""Table, field, and how many spans may stand in it."""


def is_span_field(table: str, field: str | None) -> bool:
    """Whether the field of the table is words of the report."""
    return field in SPAN_FIELDS.get(table, {})


def spans_of(table: str, row: Any, field: str) -> tuple[Span, ...]:
    """Return the spans that a field of a row points at."""
    if table == "statements":
        found: tuple[Span, ...] = getattr(row, field)
        return found
    if field in ("actors", "recipients"):
        return tuple(each.span for each in getattr(row, field))
    if field == "where":
        return (row.place.span,) if row.place else ()
    return (getattr(row, field),)


def spans_value(text: str, spans: Sequence[Span]) -> str:
    """Return the JSON of spans with their words."""
    return json.dumps([{"start": span.start, "end": span.end, "quote": span.slice(text)} for span in spans])


def typed_spans(table: str, field: str, typed: str, text: str) -> str:
    """
    Return the JSON of spans as they were typed: `120,180 200,231`, code points, half open; nothing for none.

    Raises `CorrectionError` for what is none, leaves the text, or overlaps.
    """
    known = SPAN_FIELDS[table][field]
    spans = sorted(_typed_span(table, field, each, text) for each in typed.replace(";", " ").split())
    if any(first.overlaps(second) for first, second in pairwise(spans)):
        raise CorrectionError(f"{table}.{field}: found spans that overlap in {typed!r}; expected spans apart")
    if len(spans) < known.least or (known.most is not None and len(spans) > known.most):
        wanted = "one span" if known.most == 1 else "a span or more"
        raise CorrectionError(f"{table}.{field}: found {len(spans)} spans; expected {wanted}, such as 120,180")
    return spans_value(text, spans)


def _typed_span(table: str, field: str, typed: str, text: str) -> Span:
    match = _BOUNDS.match(typed)
    start, end = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 0 <= start < end <= len(text):
        raise CorrectionError(
            f"{table}.{field}: found {typed!r}; expected START,END, half open, in a text of {len(text)} characters"
        )
    if not text[start:end].strip():
        raise CorrectionError(f"{table}.{field}: nothing but space stands at {typed}; expected words")
    return Span(start, end)


def with_spans(record: Record, table: str, row: Any, field: str, json_value: str, rule: str) -> Any:
    """Return the row whose field points at the words of the value; `CorrectionError` where they are not in the text."""
    spans = placed_spans(record.report.text, table, field, json_value)
    if table == "statements":
        return replace(row, **{field: spans})
    if field in ("actors", "recipients"):
        return replace(row, **{field: tuple(_participant(record, row, field, span, rule) for span in spans)})
    if field == "where":
        return replace(row, place=_place(row.place, spans, rule))
    if field == "span":
        (span,) = spans
        head = row.head if span.contains(row.head) else span
        return replace(row, span=span, head=head)
    (trigger,) = spans
    return replace(row, trigger=trigger)


def placed_spans(text: str, table: str, field: str, json_value: str) -> tuple[Span, ...]:
    """Return where the words of a value stand in a text; `CorrectionError` where that is not certain."""
    value = json.loads(json_value)
    known = SPAN_FIELDS[table][field]
    if not isinstance(value, list) or len(value) < known.least:
        raise CorrectionError(f"{table}.{field}: found {json_value}; expected a list of spans with their words")
    return tuple(sorted(_found(text, each) for each in value))


def _found(text: str, value: Any) -> Span:
    """Return where the words of a value stand: at their place, else at the only place."""
    try:
        start, end, quote = int(value["start"]), int(value["end"]), str(value["quote"])
        if text[start:end] == quote:
            return Span(start, end)
    except (KeyError, TypeError, ValueError) as error:
        raise CorrectionError(f"found {value!r}; expected a span with start, end and quote") from error
    found = [match.start() for match in re.finditer(re.escape(quote), text)] if quote else []
    if len(found) != 1:
        raise CorrectionError(f"the words {quote!r} stand {len(found)} times in the text; expected once")
    return Span(found[0], found[0] + len(quote))


def _participant(record: Record, event: Any, field: str, span: Span, rule: str) -> Participant:
    """Return the participant at a span: the one there was, else whom the words at it refer to."""
    for each in (*getattr(event, field), *event.actors, *event.recipients):
        if each.span == span:
            kept: Participant = each
            return kept
    inside = [each for each in record.mentions if each.actor and span.contains(each.head) and span.overlaps(each.span)]
    exact = [each for each in inside if each.span == span] or inside
    ids = {each.actor for each in exact}
    actor = record.actor(ids.pop()) if len(ids) == 1 else None
    if actor is None:
        return Participant(span=span, score=1.0, rule=rule)
    sector = actor.sectors[0] if actor.sectors else None
    return Participant(span=span, actor=actor.id, country=actor.country, sector=sector, score=1.0, rule=rule)


def _place(place: EventPlace | None, spans: Sequence[Span], rule: str) -> EventPlace | None:
    """Return the place at the words; other words name another place, of which nothing is known yet."""
    if not spans:
        return None
    return place if place is not None and place.span == spans[0] else EventPlace(span=spans[0], rule=rule)
