"""
Words chosen in a report, and the rows of their sentence that could point at them instead of at other words.

    "the northern grain port" chosen   ->   the event "shelling": make it the place; the statement "said": its content
"""

from dataclasses import dataclass

from onrecord.errors import RoomError
from onrecord.ledger.corrections import SPAN_FIELDS
from onrecord.records import Span
from onrecord.room.answers import Room
from onrecord.room.sheets import row_words

__all__ = ["NearRow", "near_rows"]

_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class NearRow:
    """A row that could point at the chosen words."""

    table: str
    id: str
    headline: str
    fields: tuple[str, ...]
    """Its fields that are words."""


def near_rows(room: Room, report: str, chosen: Span) -> tuple[NearRow, ...]:
    """Return the statements, events and mentions that point into the sentences of the chosen words."""
    record = room.store.record(report)
    if chosen.end > len(record.report.text):
        raise RoomError(
            400,
            found=f"words up to {chosen.end}",
            expected=f"words of a text of {len(record.report.text)} characters",
            do="Choose the words in the report again.",
        )
    sentences = [each for each in record.sentences if each.overlaps(chosen)]
    around = Span(min([chosen.start, *(s.start for s in sentences)]), max([chosen.end, *(s.end for s in sentences)]))
    rows: list[tuple[str, str]] = [
        *(("events", each.id) for each in record.events if each.trigger.overlaps(around)),
        *(
            ("statements", each.id)
            for each in record.statements
            if any(span.overlaps(around) for span in (*each.cue, *each.content))
        ),
        *(("mentions", each.id) for each in record.mentions if each.span.overlaps(chosen)),
    ]
    return tuple(
        NearRow(table=table, id=row, headline=row_words(record, table, row)[0], fields=tuple(SPAN_FIELDS[table]))
        for table, row in rows[:_MOST]
    )
