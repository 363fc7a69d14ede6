"""
Marks on a text, as HTML whose own text is the text of record, character for character.

    "He [denied] {it}"   ->   He <span class="cue voice-person" data-row="s1">denied</span> <span …>it</span>

Marks may nest and cross; HTML elements may only nest. A mark that crosses another is
closed and opened again, in pieces that carry the same `data-row`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from onrecord.room.showing import exact
from onrecord.room.text.parts import Block
from onrecord.room.wording import factuality_class
from onrecord.store.room.report import EventNote, StatementNote

__all__ = ["MAX_MARKS", "Mark", "marked", "marks_of"]

MAX_MARKS = 3_000
"""Marks drawn in one part; an ordinary long report has a few hundred."""
_MAX_DEPTH = 8
"""Marks drawn around one character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Characters of the text that a row points at."""

    start: int
    end: int
    row: str
    part: str
    """source, cue, content, event or linked."""
    classes: str
    """How it looks: its part, its voice, its factuality, how deep it is nested."""


def marks_of(statements: Sequence[StatementNote], events: Sequence[EventNote]) -> list[Mark]:
    """Return the marks of the rows of a stretch, in reading order."""
    parents = {statement.id: statement.parent for statement in statements}
    marks = [
        Mark(
            start=span.start,
            end=span.end,
            row=statement.id,
            part=part,
            classes=f"{part} voice-{statement.source_kind} depth-{_depth(statement.id, parents)}",
        )
        for statement in statements
        for part in ("content", "source", "cue")
        for span in getattr(statement, part)
    ]
    marks += [
        Mark(start=event.start, end=event.end, row=event.id, part="event", classes=_event_classes(event))
        for event in events
    ]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end))


def marked(text: str, block: Block, marks: Iterable[Mark]) -> Markup:
    """Return the characters of a block, the breaks after it included, with the marks that touch it."""
    opening: defaultdict[int, list[Mark]] = defaultdict(list)
    bounds = {block.start, block.end, block.until}
    for mark in marks:
        if mark.start < block.until and mark.end > block.start:
            start, end = max(mark.start, block.start), min(mark.end, block.until)
            opening[start].append(mark)
            bounds |= {start, end}
    return Markup("").join(_pieces(text, block, sorted(bounds), opening))


def _pieces(text: str, block: Block, bounds: Sequence[int], opening: dict[int, list[Mark]]) -> Iterator[Markup]:
    open_marks: list[Mark] = []
    for at, until in pairwise(bounds):
        ended = [n for n, mark in enumerate(open_marks) if mark.end <= at]
        again: list[Mark] = []
        if ended:
            yield Markup("</span>") * (len(open_marks) - ended[0])
            again = [mark for mark in open_marks[ended[0] :] if mark.end > at]
            del open_marks[ended[0] :]
        begun = sorted(again + opening.get(at, []), key=lambda mark: (-mark.end, mark.start, mark.part == "event"))
        for mark in begun[: _MAX_DEPTH - len(open_marks)]:
            open_marks.append(mark)
            yield _opened(mark, continued=mark.start < at)
        shown = exact(text[at:until])
        yield Markup('<span class="gap">{}</span>').format(shown) if at >= block.end else shown
    yield Markup("</span>") * len(open_marks)


def _opened(mark: Mark, *, continued: bool) -> Markup:
    name = Markup(' id="linked"') if mark.part == "linked" and not continued else Markup("")
    return Markup('<span class="mark {}" data-row="{}" data-part="{}"{}>').format(
        escape(mark.classes), mark.row, mark.part, name
    )


def _depth(statement: str, parents: dict[str, str | None]) -> int:
    """Return in how many other statements one stands, 3 at most."""
    depth, parent = 0, parents.get(statement)
    while parent is not None and depth < 3:
        depth, parent = depth + 1, parents.get(parent)
    return depth


def _event_classes(event: EventNote) -> str:
    denied = " denied" if event.denied_by or (event.claim and event.claim.standing in ("denied", "disputed")) else ""
    return f"event fact-{factuality_class(event.factuality)}{denied}"
