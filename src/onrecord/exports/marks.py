"""
What a record says, as labelled spans and links between them: the form that annotation tools share.

    "Kyiv denied that it had shelled the port."
    source [0, 4)  <-source-  cue [5, 11)  -content->  content [12, 40)

A statement is its cue, tied to its sources and contents; an event is its trigger, tied to who, whom, what, where and
when, and to the cues of the statements that say or deny it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.records import Event, Record, Span, Statement

__all__ = ["LABELS", "LINKS", "Link", "Mark", "marks_of"]

LABELS = (
    ("mention", "A phrase that names or refers to something; the label is its kind: person, organization, place, …"),
    ("source", "The words that say who speaks."),
    ("cue", "The words that say that it is said."),
    ("content", "What is said; several where speech is interrupted."),
    ("trigger", "The words that name an event; the label is its PLOVER type: ASSAULT, CONSULT, …"),
    ("actor, recipient, object, place, date", "The words that say who, to whom, with what, where and when."),
)
LINKS = (
    ("source, content", "From the cue of a statement to its source and its content."),
    ("actor, recipient, object, place, date", "From the trigger of an event to the words that say so."),
    ("stated_by, denied_by", "From the trigger of an event to the cue of the statement that says or denies it."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A labelled span."""

    key: str
    """Unique in the record: the id of the row and the part of it."""
    row: str
    """The id of the row it is part of."""
    part: str
    """mention, source, cue, content, trigger, actor, recipient, object, place or date."""
    label: str
    span: Span
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tie from one mark to another, by their keys."""

    tail: str
    head: str
    label: str


def marks_of(record: Record) -> tuple[tuple[Mark, ...], tuple[Link, ...]]:
    """Return the marks of a record, in the order of text, and the links between them."""
    marks: list[Mark] = [
        Mark(
            key=f"{each.id}.mention",
            row=each.id,
            part="mention",
            label=each.kind.value,
            span=each.span,
            score=each.score,
        )
        for each in record.mentions
    ]
    links: list[Link] = []
    for statement in record.statements:
        found = list(_of_statement(statement))
        marks.extend(found)
        links.extend(_to_cue(found))
    anchors = {mark.row: mark.key for mark in marks if mark.part == "cue" and mark.key.endswith(".cue0")}
    for event in record.events:
        trigger, *parts = _of_event(event)
        marks.extend((trigger, *parts))
        links.extend(Link(tail=trigger.key, head=part.key, label=part.part) for part in parts)
        for relation in ("stated_by", "denied_by"):
            cues = (anchors[each] for each in getattr(event, relation) if each in anchors)
            links.extend(Link(tail=trigger.key, head=cue, label=relation) for cue in cues)
    return tuple(sorted(marks, key=lambda mark: (mark.span, mark.key))), tuple(links)


def _of_statement(statement: Statement) -> Iterator[Mark]:
    for part in ("source", "cue", "content"):
        for n, span in enumerate(getattr(statement, part)):
            yield Mark(
                key=f"{statement.id}.{part}{n}",
                row=statement.id,
                part=part,
                label=part,
                span=span,
                score=statement.score,
            )


def _to_cue(marks: list[Mark]) -> Iterator[Link]:
    """Tie the parts of a statement to its first cue; a statement without a cue has no ties."""
    cue = next((mark for mark in marks if mark.part == "cue"), None)
    if cue is not None:
        yield from (Link(tail=cue.key, head=mark.key, label=mark.part) for mark in marks if mark is not cue)


def _of_event(event: Event) -> Iterator[Mark]:
    def mark(part: str, n: int, span: Span, label: str = "") -> Mark:
        key = f"{event.id}.{part}{n}"
        return Mark(key=key, row=event.id, part=part, label=label or part, span=span, score=event.score)

    yield mark("trigger", 0, event.trigger, event.type.value)
    for part in ("actor", "recipient", "object"):
        yield from (mark(part, n, each.span) for n, each in enumerate(getattr(event, f"{part}s")))
    for part, one in (("place", event.place), ("date", event.date)):
        if one is not None and one.span is not None:
            yield mark(part, 0, one.span)
