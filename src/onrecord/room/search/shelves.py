"""
The shelves of a record: made once for each state of it, kept by the room.

    shelf(room, "events").passing(…)
"""

from onrecord.room.answers import Room
from onrecord.room.search.shelf import Columns, Shelf
from onrecord.room.search.words import every_word
from onrecord.store.room.find import (
    KINDS,
    OF_REPORTS,
    actor_names,
    counted,
    dates_of,
    facet_columns,
    report_numbers,
    reports_with,
    words_of,
)

__all__ = ["holding", "names", "shelf", "shelf_holding", "size", "warm"]


def shelf(room: Room, kind: str) -> Shelf:
    """Return the shelf of a kind of row."""
    return room.counted(f"shelf {kind}", lambda room: _built(room, kind))


_FEW_REPORTS = 4_000
"""So many reports hold the words of a search at most, where their rows are gathered for it alone."""


def shelf_holding(room: Room, kind: str, text: str | None) -> Shelf:
    """
    Return the shelf of a kind of row, or one of those rows alone that can hold the words of a search.

    A search right after opening need not wait for all rows to be gathered: the full-text index tells which
    reports hold its words, and what stands in no such report does not pass.
    """
    whole = room.kept.known(f"shelf {kind}")
    question = every_word(text) if text else None
    if question is None or kind not in OF_REPORTS or (whole is not None and whole.has_words):
        return shelf(room, kind)
    found = room.store.look_up(reports_with, question)
    if len(found) > _FEW_REPORTS:
        return shelf(room, kind)

    def columns() -> list[Columns]:
        return room.store.look_up(lambda connection: list(facet_columns(connection, kind, found)))

    def texts() -> dict[str, str]:
        return room.store.look_up(lambda connection: dict(words_of(connection, kind, found)))

    dated = room.store.look_up(dates_of, kind, found)
    return Shelf(dated, columns, texts)


def names(room: Room) -> dict[str, str]:
    """Return the names of actors across reports, by id."""
    return room.counted("names", lambda room: room.store.look_up(actor_names))


def holding(room: Room, full_text: str) -> frozenset[str]:
    """Return the reports that hold the words of a question in the full-text index's syntax."""
    numbers = room.counted("report numbers", lambda room: room.store.look_up(report_numbers))
    found = room.store.look_up(reports_with, full_text)
    return frozenset(report for report, number in numbers.items() if number in found)


def size(room: Room, kind: str) -> int:
    """Return how many rows of a kind there are."""
    return room.counted(f"size {kind}", lambda room: room.store.look_up(counted, kind))


def warm(room: Room) -> None:
    """Make all shelves, what most searches need first, so that the first reader finds them there."""
    names(room)
    shelf(room, "events").gather_facets()
    for kind in KINDS:
        shelf(room, kind).gather_words()
    for kind in KINDS:
        shelf(room, kind).gather_facets()


def _built(room: Room, kind: str) -> Shelf:
    again = room.again  # what is gathered later is gathered by another request

    def columns() -> list[Columns]:
        with again() as later:
            return later.store.look_up(lambda connection: list(facet_columns(connection, kind)))

    def texts() -> dict[str, str]:
        with again() as later:
            return later.store.look_up(lambda connection: dict(words_of(connection, kind)))

    return room.store.look_up(lambda connection: Shelf(dates_of(connection, kind), columns, texts))
