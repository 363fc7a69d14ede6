"""
All that the page of a source says: what it says, on which side of which claim, through which outlets.

    source_facts(store, "w3n…")
    ->  "White House is quoted in 6 reports of 3 outlets, with 9 statements, from 2 Nov 2022 to 28 Jul 2023"
"""

from dataclasses import dataclass

from onrecord.room.facts.actor import SAYINGS, Saying, sayings
from onrecord.room.facts.paging import Part, part
from onrecord.room.facts.sentences import enumerated
from onrecord.room.wording import act_word, counted, day, stance_word
from onrecord.store import Store
from onrecord.store.room.actors import ActorStatement, Named
from onrecord.store.room.sources import (
    Position,
    SourceHead,
    source_acts,
    source_head,
    source_outlets,
    source_positions,
    source_statements,
)

__all__ = ["PositionLine", "SourceFacts", "source_facts", "source_rows"]

_MOST_POSITIONS = 25
_MOST_OUTLETS = 12
_MOST_ROWS = 20_000
"""Rows of the page as CSV."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionLine:
    """A claim and where the source stands on it."""

    position: Position
    stands: str
    """What the source does with the claim: asserts, denies, …"""
    is_alone: bool
    """Whether no other source is known on its side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """A source as it is shown."""

    id: str
    sentence: str
    head: SourceHead
    acts: tuple[Named, ...]
    outlets: tuple[Named, ...]
    positions: tuple[PositionLine, ...]
    positions_more: bool
    """Whether there are more claims than are listed."""
    sayings: tuple[Saying, ...]
    part: Part


def source_facts(store: Store, id: str, *, page: int = 1) -> SourceFacts | None:
    """Return a source, found by the id of its actor or of one of its statements; None where there is none."""
    head = store.look_up(source_head, id)
    if head is None:
        return None
    shown = part(head.statements, page, SAYINGS)
    positions = store.look_up(source_positions, head, 0, _MOST_POSITIONS + 1)
    return SourceFacts(
        id=head.id,
        sentence=_sentence(head),
        head=head,
        acts=tuple(
            Named(id=None, name=act_word(each.name), count=each.count) for each in store.look_up(source_acts, head)
        ),
        outlets=tuple(store.look_up(source_outlets, head, _MOST_OUTLETS)),
        positions=tuple(_position(each) for each in positions[:_MOST_POSITIONS]),
        positions_more=len(positions) > _MOST_POSITIONS,
        sayings=sayings(store, store.look_up(source_statements, head, shown.skip, shown.size)),
        part=shown,
    )


def source_rows(store: Store, head: SourceHead) -> list[ActorStatement]:
    """Return what a source says, statement by statement."""
    return store.look_up(source_statements, head, 0, _MOST_ROWS)


def _sentence(head: SourceHead) -> str:
    who = head.name if head.world_actor else f"“{head.name}”"
    if not head.statements:
        return f"{who} is the source of no statement in this record"
    words = f"{who} is the source of {counted(head.statements, 'statement')} in {counted(head.reports, 'report')}"
    words += f" of {counted(head.outlets, 'named outlet')}" if head.outlets else ""
    if head.first:
        words += (
            f", from {day(head.first)} to {day(head.last)}" if head.last != head.first else f", on {day(head.first)}"
        )
    return words


def _position(found: Position) -> PositionLine:
    affirms, denies = {"assert", "plan"} & set(found.stances), "deny" in found.stances
    alone = (affirms and found.sources == 1) or (denies and found.sources_denying == 1)
    return PositionLine(position=found, stands=enumerated(map(stance_word, found.stances)), is_alone=bool(alone))
