"""
A passage of a report with the words of one row marked in it.

    "Moscow accused Kyiv of shelling the port."  ->  [Moscow]actor [accused]trigger [Kyiv]recipient " of shelling …"

The passage is cut where a mark begins or ends; the pieces put together are the characters of the
report, one for one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.records import Record, Span

__all__ = ["Mark", "Passage", "Piece", "event_marks", "passage_of", "statement_marks"]

_LONGEST = 6_000
"""Characters of a passage; of a longer one, what stands around the marked words."""
_AROUND = 600
"""Characters kept on either side of the marked words of a long passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words that a row points at, and as what."""

    span: Span
    role: str
    """trigger, actor, recipient, place, date, object, source, cue, content or mention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text between two borders of marks."""

    start: int
    """Where it stands in the text of the report, in code points."""
    text: str
    roles: tuple[str, ...]
    """As what its words are pointed at; empty for those in between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Part of the text of a report, in pieces."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    cut_before: bool
    """Whether the paragraph begins earlier."""
    cut_after: bool


def event_marks(record: Record, id: str) -> tuple[Mark, ...]:
    """Return the words of an event; none for an id of another report."""
    event = next((each for each in record.events if each.id == id), None)
    if event is None:
        return ()
    return (
        Mark(span=event.trigger, role="trigger"),
        *(Mark(span=each.span, role="actor") for each in event.actors),
        *(Mark(span=each.span, role="recipient") for each in event.recipients),
        *(Mark(span=each.span, role="object") for each in event.objects),
        *([Mark(span=event.place.span, role="place")] if event.place else []),
        *([Mark(span=event.date.span, role="date")] if event.date and event.date.span else []),
    )


def statement_marks(record: Record, id: str) -> tuple[Mark, ...]:
    """Return the words of a statement; none for an id of another report."""
    statement = next((each for each in record.statements if each.id == id), None)
    if statement is None:
        return ()
    return tuple(
        Mark(span=span, role=role) for role in ("source", "cue", "content") for span in getattr(statement, role)
    )


def passage_of(record: Record, marks: Sequence[Mark]) -> Passage:
    """Return the paragraphs that hold the marked words, cut at the marks; of no marks, the beginning of the text."""
    text = record.report.text
    first = min((mark.span.start for mark in marks), default=0)
    last = max((mark.span.end for mark in marks), default=min(len(text), _AROUND))
    start, end = _paragraph_start(text, first), _paragraph_end(text, last)
    from_start, to_end = start, end
    if end - start > _LONGEST:
        start = max(start, first - _AROUND)
        end = min(end, max(last, first) + _AROUND, start + _LONGEST)
    return Passage(
        start=start,
        end=end,
        pieces=tuple(_pieces(text, start, end, marks)),
        cut_before=start > from_start,
        cut_after=end < to_end,
    )


def _paragraph_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _paragraph_end(text: str, at: int) -> int:
    ends = [found for found in (text.find("\n", at), text.find("\r", at)) if found >= 0]
    return min(ends, default=len(text))


def _pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterable[Piece]:
    inside = [mark for mark in marks if mark.span.start < end and mark.span.end > start]
    borders = {start, end}
    for mark in inside:
        borders |= {max(start, mark.span.start), min(end, mark.span.end)}
    ordered = sorted(borders)
    for here, there in pairwise(ordered):
        roles = dict.fromkeys(m.role for m in inside if m.span.start <= here and there <= m.span.end)
        yield Piece(start=here, text=text[here:there], roles=tuple(roles))
