"""
The shelves of a record: made once for each state of it, kept by the room.

    shelf(room, "events").passing(…)
"""

from onrecord.room.answers import Room
from onrecord.room.search.shelf import Shelf, build_shelf
from onrecord.store.room.find import KINDS, actor_names, dates_of, facet_rows, report_numbers, reports_with, words_of

__all__ = ["holding", "names", "shelf", "warm"]


def shelf(room: Room, kind: str) -> Shelf:
    """Return the shelf of a kind of row."""
    return room.counted(f"shelf {kind}", lambda room: _built(room, kind))


def names(room: Room) -> dict[str, str]:
    """Return the names of actors across reports, by id."""
    return room.counted("names", lambda room: room.store.look_up(actor_names))


def holding(room: Room, full_text: str) -> frozenset[str]:
    """Return the reports that hold the words of a question in the full-text index's syntax."""
    numbers = room.counted("report numbers", lambda room: room.store.look_up(report_numbers))
    found = room.store.look_up(reports_with, full_text)
    return frozenset(report for report, number in numbers.items() if number in found)


def warm(room: Room) -> None:
    """Make all shelves, so that the first reader finds them there."""
    for kind in KINDS:
        shelf(room, kind)
    names(room)


def _built(room: Room, kind: str) -> Shelf:
    look_up = room.store.look_up
    texts = look_up(lambda connection: dict(words_of(connection, kind)))
    return look_up(lambda connection: build_shelf(dates_of(connection, kind), facet_rows(connection, kind), texts))
