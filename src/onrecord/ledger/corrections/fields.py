"""
The fields that a correction may set, and what may stand in them.

    events.factuality = "PS+"        events.date = "2023-07-25 to 2023-07-27"        statements.speaker = "John Kirby"

Values are kept as JSON. `null` is always allowed where the field may be unknown.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from onrecord.errors import CorrectionError
from onrecord.ledger.corrections.spans import SPAN_FIELDS, is_span_field, spans_of, spans_value, typed_spans, with_spans
from onrecord.records import (
    Act,
    DateBasis,
    Event,
    EventDate,
    EventType,
    Factuality,
    Form,
    MentionKind,
    Precision,
    Published,
    PublishedBasis,
    Record,
    Sector,
    SourceKind,
    Tense,
)

__all__ = ["FIELDS", "field_value", "value_for", "with_field"]

Value = str | int | None
_INTERVAL = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s*(?:/|to)\s*(\d{4}-\d\d-\d\d))?\Z")
_COUNTRY = re.compile(r"[A-Z]{3}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    expected: str
    """What may stand in it, for people."""
    parse: Callable[[str], Value]
    may_be_unknown: bool = True
    options: tuple[str, ...] = ()
    """All that may stand in it, where that is few."""


def _one_of(kind: type[StrEnum], *, may_be_unknown: bool = False) -> _Field:
    known = {str(each.value).casefold(): str(each.value) for each in kind}
    return _Field(
        expected="one of " + ", ".join(known.values()),
        parse=lambda text: known[text.casefold()],
        may_be_unknown=may_be_unknown,
        options=tuple(known.values()),
    )


def _words(*, may_be_unknown: bool = True) -> _Field:
    return _Field(expected="a text", parse=_some_words, may_be_unknown=may_be_unknown)


def _some_words(text: str) -> str:
    if not text.strip():
        raise ValueError(text)
    return text.strip()


def _count(text: str) -> int:
    if int(text) < 0:
        raise ValueError(text)
    return int(text)


def _interval(text: str) -> str:
    match = _INTERVAL.match(text.strip())
    if match is None:
        raise ValueError(text)
    start, end = match[1], match[2] or match[1]
    if date.fromisoformat(start) > date.fromisoformat(end):
        raise ValueError(text)
    return start if start == end else f"{start} to {end}"


def _country(text: str) -> str:
    if not _COUNTRY.match(text):
        raise ValueError(text)
    return text


def _sectors(text: str) -> str:
    return " ".join(Sector(code).value for code in text.replace(",", " ").split())


_DATE = _Field(expected="a day such as 2023-07-25, or 2023-07-25 to 2023-07-27", parse=_interval)
_LAND = _Field(expected="a country code such as UKR, or IGO, NGO, IMG", parse=_country)
_NUMBER = _Field(expected="a whole number from 0", parse=_count)

FIELDS: Mapping[str, Mapping[str, _Field]] = {
    "events": {
        "type": _one_of(EventType),
        "mode": _words(),
        "factuality": _one_of(Factuality),
        "tense": _one_of(Tense),
        "date": _DATE,
        "place": _words(),
        "country": _LAND,
        "dead": _NUMBER,
        "injured": _NUMBER,
        "arrested": _NUMBER,
    },
    "statements": {
        "act": _one_of(Act),
        "form": _one_of(Form),
        "source_kind": _one_of(SourceKind),
        "speaker": _words(),
        "addressee": _words(),
        "date": _DATE,
    },
    "actors": {
        "name": _words(may_be_unknown=False),
        "kind": _one_of(MentionKind),
        "country": _LAND,
        "sectors": _Field(expected="sector codes such as GOV MIL", parse=_sectors),
        "office": _words(),
        "rank": _words(),
        "wikidata": _words(),
    },
    "mentions": {"kind": _one_of(MentionKind), "actor": _words()},
    "reports": {
        **{name: _words() for name in ("title", "url", "outlet", "byline", "dateline", "credit")},
        "published": _DATE,
    },
}
"""Table, field, and what may stand in it."""

_NAMES = frozenset({("statements", "speaker"), ("statements", "addressee"), ("mentions", "actor")})
"""Fields that hold the id of an actor and are set by its name."""


def value_for(table: str, field: str, text: str, *, words: str = "") -> str:
    """
    Return the JSON of a value as it was typed; `CorrectionError` for a field or a value there is not.

    Fields that are words are set by their places in `words`, the text of the report.
    """
    if is_span_field(table, field):
        return typed_spans(table, field, text, words)
    if field not in FIELDS.get(table, {}):
        known = ", ".join((*FIELDS.get(table, {}), *SPAN_FIELDS.get(table, {}))) or "none"
        raise CorrectionError(f"{field!r} is no field of {table} that can be set; these can: {known}")
    known_field = FIELDS[table][field]
    if text.strip() in ("", "null") and known_field.may_be_unknown:
        return "null"
    try:
        return json.dumps(known_field.parse(text))
    except (ValueError, KeyError) as error:
        raise CorrectionError(f"{table}.{field}: found {text!r}; expected {known_field.expected}") from error


def field_value(record: Record, table: str, id: str, field: str) -> str:
    """Return the JSON of what a field of a row says."""
    row: Any = record.report if table == "reports" else _row(record, table, id)
    if is_span_field(table, field):
        return spans_value(record.report.text, spans_of(table, row, field))
    if table == "events":
        return json.dumps(_event_value(row, field))
    if field in ("date", "published"):
        known = row.date if field == "date" else row.published
        return json.dumps(_shown(known))
    value = getattr(row, field)
    if (table, field) in _NAMES:
        actor = record.actor(value)
        return json.dumps(actor.name if actor else None)
    if field == "sectors":
        return json.dumps(" ".join(sector.value for sector in value) or None)
    return json.dumps(value.value if isinstance(value, StrEnum) else value)


def with_field(record: Record, table: str, row: Any, field: str, json_value: str, rule: str) -> Any:
    """
    Return the row with the field set.

    Raises `CorrectionError` where this record has no such value: an actor of
    another name, the place of an event that names none.
    """
    if is_span_field(table, field):
        return with_spans(record, table, row, field, json_value, rule)
    value = json.loads(json_value)
    if table == "events":
        return _event_with(row, field, value, rule)
    if field == "date":
        return replace(row, date=_date(value, rule))
    if field == "published":
        start, _, end = (value or "").partition(" to ")
        basis = PublishedBasis.GIVEN if value else PublishedBasis.UNKNOWN
        return replace(row, published=Published(start=start or None, end=end or start or None, basis=basis))
    if (table, field) in _NAMES:
        changed = {field: _actor_named(record, value)}
        if field == "speaker":
            changed["speaker_rule"] = rule
        elif field == "actor":
            changed["rule"] = rule
        return replace(row, **changed)
    if field == "sectors":
        value = tuple(Sector(code) for code in (value or "").split())
    kinds = {"act": Act, "form": Form, "source_kind": SourceKind, "kind": MentionKind}
    changed = {field: kinds[field](value) if field in kinds else value}
    if table == "actors":
        changed["rule"] = rule
    return replace(row, **changed)


def _row(record: Record, table: str, id: str) -> Any:
    row = next((each for each in getattr(record, table) if each.id == id), None)
    if row is None:
        raise CorrectionError(f"report {record.report.id} has no row {id!r} among its {table}")
    return row


def _event_value(event: Event, field: str) -> Value:
    if field in ("dead", "injured", "arrested"):
        number: int | None = getattr(event.size, field)
        return number
    if field in ("place", "country"):
        name: str | None = getattr(event.place, "name" if field == "place" else "country", None)
        return name
    if field == "date":
        return _shown(event.date)
    value = getattr(event, field)
    return value.value if isinstance(value, StrEnum) else value


def _event_with(event: Event, field: str, value: Any, rule: str) -> Event:
    if field in ("dead", "injured", "arrested"):
        return replace(event, size=replace(event.size, **{field: value}))
    if field == "date":
        return replace(event, date=_date(value, rule))
    if field in ("place", "country"):
        if event.place is None:
            raise CorrectionError("the event names no place, so no words bear one; set `where` to the words first")
        name = "name" if field == "place" else "country"
        # Coordinates of the former place are no longer its own.
        place = replace(event.place, latitude=None, longitude=None, geonameid=None, rule=rule, **{name: value})
        return replace(event, place=place)
    kinds: dict[str, type[StrEnum]] = {"type": EventType, "factuality": Factuality, "tense": Tense}
    changed: dict[str, Any] = {field: kinds[field](value) if field in kinds else value}
    return replace(event, **changed)


def _date(value: str | None, rule: str) -> EventDate | None:
    if value is None:
        return None
    start, _, end = value.partition(" to ")
    precision = Precision.RANGE if end else Precision.DAY
    return EventDate(start=start, end=end or start, precision=precision, basis=DateBasis.STATED, rule=rule)


def _shown(known: EventDate | Published | None) -> str | None:
    if known is None or known.start is None:
        return None
    return known.start if known.end in (None, known.start) else f"{known.start} to {known.end}"


def _actor_named(record: Record, name: str | None) -> str | None:
    if name is None:
        return None
    found = [actor.id for actor in record.actors if actor.name.casefold() == name.casefold()]
    if len(found) != 1:
        raise CorrectionError(f"the report has {len(found) or 'no'} actor named {name!r}; expected one")
    return found[0]
