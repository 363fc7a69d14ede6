"""
The shelves of a record: made once for each state of it, kept by the room.

    shelf(room, "events").passing(…)
"""

from onrecord.room.answers import Room
from onrecord.room.search.shelf import Shelf, build_shelf
from onrecord.store.room.find import actor_names, dates_of, facet_rows, words_of

__all__ = ["names", "shelf"]


def shelf(room: Room, kind: str) -> Shelf:
    """Return the shelf of a kind of row."""
    return room.kept.value(f"shelf {kind}", room.stamp, lambda: _built(room, kind))


def names(room: Room) -> dict[str, str]:
    """Return the names of actors across reports, by id."""
    return room.kept.value("names", room.stamp, lambda: room.store.look_up(actor_names))


def _built(room: Room, kind: str) -> Shelf:
    look_up = room.store.look_up
    texts = look_up(lambda connection: dict(words_of(connection, kind)))
    return look_up(lambda connection: build_shelf(dates_of(connection, kind), facet_rows(connection, kind), texts))
