"""
The margin: a line for each row beside the block where it begins.

    StatementNote(speaker_name="Kirby", act="deny", …)   ->   "Kirby denies"
    EventNote(type="ASSAULT", quote="shelled", …)        ->   "Russia shelled Kherson"
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.room.text.parts import Block, Part
from onrecord.room.wording import act_word, voice_word
from onrecord.store.room.report import EventNote, NamedSpan, StatementNote

__all__ = ["Notes", "event_line", "notes_of", "statement_line"]


@dataclass(frozen=True, slots=True)
class Notes:
    """The rows that begin in a block, in reading order."""

    block: Block
    rows: tuple[StatementNote | EventNote, ...]


def notes_of(part: Part, statements: Sequence[StatementNote], events: Sequence[EventNote]) -> tuple[Notes, ...]:
    """Return the rows of a part by block; what began in an earlier part stands beside the first block."""
    starts = [block.start for block in part.blocks]
    rows: defaultdict[int, list[StatementNote | EventNote]] = defaultdict(list)
    every: list[StatementNote | EventNote] = [*statements, *events]
    for row in sorted(every, key=lambda row: (row.start, isinstance(row, EventNote))):
        rows[max((n for n, start in enumerate(starts) if start <= row.start), default=0)].append(row)
    return tuple(Notes(block, tuple(rows[n])) for n, block in enumerate(part.blocks))


def statement_line(note: StatementNote) -> str:
    """Return who says it and what saying it does."""
    return f"{note.who or voice_word(note.source_kind)} {act_word(note.act)}"


def event_line(note: EventNote) -> str:
    """Return who does what to whom, as far as the text says so."""
    return " ".join(part for part in (_names(note.actors), note.quote, _names(note.recipients)) if part)


def _names(named: Sequence[NamedSpan]) -> str:
    return ", ".join(each.name or each.quote for each in named)
