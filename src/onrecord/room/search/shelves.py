"""
The shelves of a record: taken from its cards once for each state of it, kept by the room.

    shelf(room, "events").passing(…)
    holding(room, "reports", 'shells "North Korea"')   ->   the numbers of the cards of the rows with these words
"""

import numpy as np
from numpy.typing import NDArray

from onrecord.room.answers import Room
from onrecord.room.search.shelf import Shelf
from onrecord.store.room import find as store
from onrecord.store.room.cards import KINDS, TURN_BITS, first_number
from onrecord.store.room.words import folded, full_text, question

__all__ = ["actors_called", "holding", "rows_holding", "shelf", "sizes", "warm"]

Numbers = NDArray[np.int64]


def shelf(room: Room, kind: str) -> Shelf:
    """Return the shelf of a kind of row."""
    return room.counted(
        f"shelf {kind}", lambda room: Shelf(first_number(kind), room.store.look_up(store.cards_of, kind))
    )


def holding(room: Room, kind: str, text: str) -> Numbers:
    """Return the numbers of the cards of the rows of a kind that hold all words and phrases, in order."""
    asked = full_text(text) if kind == "reports" else question(text)
    if asked is None:
        return _numbers("")
    if kind == "reports":
        return _numbers(room.store.look_up(store.reports_holding, asked)) + first_number(kind)
    return _numbers(room.store.look_up(store.holding, asked, kind))


def rows_holding(room: Room, text: str) -> dict[str, Numbers]:
    """Return the same for each kind of row."""
    asked = question(text)
    every = _numbers(room.store.look_up(store.holding, asked) if asked else "")
    ends = np.searchsorted(every, [first_number(kind) for kind in KINDS] + [(len(KINDS) + 1) << TURN_BITS])
    found = {kind: every[ends[n] : ends[n + 1]] for n, kind in enumerate(KINDS)}
    return {**found, "reports": holding(room, "reports", text)}


def actors_called(room: Room, who: str) -> frozenset[int]:
    """Return the codes of the actors across reports in whose name these words stand one after the other."""
    words = folded(who)
    numbers = _numbers(room.store.look_up(store.holding, f'"{words}"', "actors") if words else "")
    ids = room.store.look_up(store.ids_of, numbers.tolist()).values()
    return frozenset(room.store.look_up(store.codes_of, "actor", ids).values())


def sizes(room: Room) -> dict[str, int]:
    """Return how many rows of each kind there are."""
    return room.store.look_up(store.sizes)


def warm(room: Room) -> None:
    """Have the shelves at hand before the first search asks for one."""
    for kind in KINDS:
        shelf(room, kind)


def _numbers(listed: str) -> Numbers:
    """Return numbers that are written with commas between, in order."""
    return np.sort(np.fromstring(listed, dtype=np.int64, sep=",")) if listed else np.empty(0, dtype=np.int64)
