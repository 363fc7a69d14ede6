"""
What is one across reports, on a sheet: its rows, to split some off, and what could be the same, to merge with it.

    w7a… "Sergei Shoigu": 12 rows in 9 reports   ·   could be the same: w9b… "Shoigu", same last name
"""

from dataclasses import dataclass

from onrecord.room.answers import Room
from onrecord.store.room.alike import (
    Alike,
    Member,
    alike_claims,
    alike_groups,
    group_words,
    member_count,
    members,
    others_with,
)

__all__ = ["GROUP_TABLES", "GroupSheet", "group_sheet"]

GROUP_TABLES = {"claims": "claim", "event_groups": "event", "world_actors": "actor"}
"""Tables of what is made of rows of several reports, and what one is called."""
_KINDS = {"c": "claim", "g": "event", "w": "actor", "t": "statement"}
_MEMBERS_OF_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSheet:
    """An actor, an event or a claim across reports."""

    id: str
    kind: str
    """actor, event, statement or claim."""
    words: str
    count: int
    """Rows of reports it is made of."""
    members: tuple[Member, ...]
    """Some of them, by id."""
    further: str | None
    """The last of these, where there are more."""
    alike: tuple[Alike, ...]
    """What links make likely to be the same."""
    sought: str
    """A name, or words, that others were looked for by."""
    found: tuple[Alike, ...]
    """Actors of that name; claims, or events, told of in these words."""


def group_sheet(room: Room, id: str, sought: str, after: str) -> GroupSheet:
    """Return the sheet of what is one across reports, with its members after a row, and others of a name."""
    some = room.store.look_up(members, id, after=after, most=_MEMBERS_OF_PAGE + 1)
    shown = tuple(some[:_MEMBERS_OF_PAGE])
    alike = room.store.look_up(alike_claims if id.startswith("c") else alike_groups, id) if id[:1] in "cgw" else []
    return GroupSheet(
        id=id,
        kind=_KINDS.get(id[:1], "row"),
        words=room.store.look_up(group_words, id),
        count=room.store.look_up(member_count, id),
        members=shown,
        further=shown[-1].row if len(some) > _MEMBERS_OF_PAGE else None,
        alike=tuple(alike),
        sought=sought,
        found=tuple(room.store.look_up(others_with, id, sought)) if sought else (),
    )
