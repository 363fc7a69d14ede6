"""
One row on one sheet: what it says, the words it rests on, every field that can be put right, and what was put right.

    e3k…  "accused"  ->  Moscow accused Kyiv — ACCUSE, certain, said by Anna Berg; type, factuality, trigger, …
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.errors import RoomError, StoreError
from onrecord.ledger.corrections import FIELDS, SPAN_FIELDS, field_value, spans_of
from onrecord.records import Event, Record, Span, Statement
from onrecord.room.answers import Room
from onrecord.room.facts.sentences import voices
from onrecord.room.marking import Mark, Passage, event_marks, passage_of, statement_marks
from onrecord.room.wording import act_word, counted, factuality_word, voice_word
from onrecord.store.room.log import LogLine, log_of_row

__all__ = ["FieldForm", "Located", "RowSheet", "located", "row_sheet", "row_words"]

_MAY_BE_NONE = "nothing for unknown"
_SPANS_EXPECTED = "words of the report: choose them above, or give their places, such as 120,180"
_JUDGED = ("events", "statements", "actors", "mentions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """What an id names."""

    table: str
    id: str
    report: str
    """Empty for what is made of rows of several reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldForm:
    """A field that can be put right."""

    name: str
    value: str
    """What stands in it, as it would be typed; empty for unknown."""
    shown: str
    """The same for people: the words, where the field is words."""
    expected: str
    options: tuple[str, ...]
    is_words: bool
    """Whether it points at words of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSheet:
    """A row of one report, to be judged or put right."""

    table: str
    id: str
    report: str
    outlet: str | None
    title: str | None
    published: str | None
    path: str
    headline: str
    """What the row says, in a line."""
    detail: str
    """How sure and by whom, in a line."""
    score: float | None
    marks: tuple[Mark, ...]
    passage: Passage
    fields: tuple[FieldForm, ...]
    log: tuple[LogLine, ...]
    can_be_judged: bool
    """Whether it can be accepted or rejected."""


def located(room: Room, id: str) -> Located:
    """Return what an id, or the beginning of one, names; a `RoomError` where that is nothing, or several."""
    try:
        table, whole, report = room.store.locate(id)
    except StoreError as error:
        raise RoomError(
            404,
            found=f"no row {id[:80]!r}",
            expected="the id of an event, statement, actor, mention, report or claim of this record",
            do="It may have been rejected: the log of corrections lists what was, and takes it back.",
        ) from error
    return Located(table=table, id=whole, report=report)


def row_sheet(room: Room, found: Located) -> RowSheet:
    """Return the sheet of a row of one report."""
    record = room.store.record(found.report)
    marks = _marks(record, found)
    headline, detail, score = row_words(record, found.table, found.id)
    return RowSheet(
        table=found.table,
        id=found.id,
        report=found.report,
        outlet=record.report.outlet,
        title=record.report.title,
        published=record.report.published.start,
        path=record.report.path,
        headline=headline,
        detail=detail,
        score=score,
        marks=marks,
        passage=passage_of(record, marks),
        fields=tuple(_forms(record, found.table, found.id)),
        log=tuple(room.store.look_up(log_of_row, found.id)),
        can_be_judged=found.table in _JUDGED,
    )


def row_words(record: Record, table: str, id: str) -> tuple[str, str, float | None]:
    """Return what a row says, how sure and by whom, and its score."""
    row: Any = record.report if table == "reports" else _row(record, table, id)
    if table == "events":
        return _event_line(record, row), _event_detail(record, row), row.score
    if table == "statements":
        said = record.quote(*row.content) if row.content else "…"
        return f"{_source(record, row)} {act_word(row.act)}: {said}", f"{row.form} speech", row.score
    if table == "mentions":
        actor = record.actor(row.actor)
        whose = f"names {actor.name}" if actor else "whom it names is not resolved"
        return record.quote(row.span), f"{row.kind}; {whose}", row.score
    if table == "actors":
        known = [row.office, row.country, " ".join(row.sectors)]
        times = counted(len(row.mentions), "mention")
        return row.name, "; ".join([row.kind, *(each for each in known if each), times]), row.score
    return row.title or row.path, row.outlet or "outlet not known", None


def _row(record: Record, table: str, id: str) -> Any:
    return next(each for each in getattr(record, table) if each.id == id)


def _event_line(record: Record, event: Event) -> str:
    who, whom = (", ".join(record.quote(each.span) for each in some) for some in (event.actors, event.recipients))
    words = " ".join(part for part in (who, record.quote(event.trigger), whom) if part)
    return f"{words} — {event.type}"


def _event_detail(record: Record, event: Event) -> str:
    names = {each.id: _source(record, each) for each in record.statements}
    says, denies = (
        "; ".join(names[each] for each in ids if each in names) for ids in (event.stated_by, event.denied_by)
    )
    return f"{factuality_word(event.factuality)}; {voices(says, denies, None)}"


def _source(record: Record, statement: Statement) -> str:
    actor = record.actor(statement.speaker)
    if actor is not None:
        return actor.name
    return record.quote(*statement.source) if statement.source else voice_word(statement.source_kind)


def _marks(record: Record, found: Located) -> tuple[Mark, ...]:
    if found.table == "events":
        return event_marks(record, found.id)
    if found.table == "statements":
        return statement_marks(record, found.id)
    spans: Sequence[Span] = ()
    if found.table == "mentions":
        spans = (_row(record, "mentions", found.id).span,)
    elif found.table == "actors":
        spans = [each.span for each in record.mentions if each.actor == found.id][:1]
    return tuple(Mark(span=span, role="mention") for span in spans)


def _forms(record: Record, table: str, id: str) -> list[FieldForm]:
    text = record.report.text
    forms = []
    if table in SPAN_FIELDS:
        row = _row(record, table, id)
        for name in SPAN_FIELDS[table]:
            spans = spans_of(table, row, name)
            forms.append(
                FieldForm(
                    name=name,
                    value=" ".join(f"{span.start},{span.end}" for span in spans),
                    shown=" … ".join(span.slice(text) for span in spans),
                    expected=_SPANS_EXPECTED,
                    options=(),
                    is_words=True,
                )
            )
    known: Mapping[str, Any] = FIELDS.get(table, {})
    for name, field in known.items():
        value = json.loads(field_value(record, table, id, name))
        typed = "" if value is None else str(value)
        expected = field.expected + (f"; {_MAY_BE_NONE}" if field.may_be_unknown else "")
        forms.append(
            FieldForm(name=name, value=typed, shown=typed, expected=expected, options=field.options, is_words=False)
        )
    return forms
