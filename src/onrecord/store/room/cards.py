"""
The card of a row: all that a search narrows rows down by, in a few numbers of 32 bits.

    ASSAULT, 2023-07-27, CT+, told by the Post   ->   first day · turn · last day · weight · type 17 · factuality 3 · …

The first number alone has its highest bit set, so that the cards of a hundred thousand rows, read as one
run of bytes, are told apart and counted without looking at them one by one.
"""

import struct
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from onrecord.errors import StoreError

__all__ = [
    "BLOCK_BITS",
    "CODE_BITS",
    "FACETS",
    "HEAD",
    "KINDS",
    "LAST_DAY",
    "MARK",
    "TURN_BITS",
    "UNKNOWN_DAY",
    "card_of",
    "day_number",
    "first_number",
]

KINDS = ("events", "statements", "claims", "reports", "actors")
"""Kinds of rows that are searched. What is added comes last: numbers of cards tell the kind by its place."""
FACETS = (
    *("standing", "type", "act", "actor", "country", "outlet", "speaker", "factuality", "month", "credit"),
    "kind_of_actor",
)
"""What rows are narrowed down by. What is added comes last: cards tell the facet by its place."""
UNKNOWN_DAY = 0
LAST_DAY = date.max.toordinal()
HEAD = 4
"""Numbers before those of the facets: first day with the mark, turn, last day, weight."""
MARK = 1 << 31
CODE_BITS = 24
"""Of a number of a facet: the value; the bits above are the facet."""
BLOCK_BITS = 9
"""Of the number of a card: its place in its block; the bits above are the block."""
TURN_BITS = 40
"""Of the number of a card: its turn among those of its kind; the bits above are the kind."""


def first_number(kind: str) -> int:
    """Return the number that those of a kind's cards come after."""
    return (KINDS.index(kind) + 1) << TURN_BITS


def card_of(turn: int, first: str | None, last: str | None, weight: float, values: Iterable[tuple[str, int]]) -> bytes:
    """
    Return the card of a row: its turn, its first and last day in ISO 8601, its weight, and facets with codes of values.

    Raises `StoreError` for a code past what a card holds.
    """
    numbers = []
    for facet, code in sorted(set(values)):
        if code >= 1 << CODE_BITS:
            raise StoreError(
                f"the record has {code} values to search by, at most {(1 << CODE_BITS) - 1} are told apart; "
                "build it again, or split it"
            )
        numbers.append((FACETS.index(facet) + 1) << CODE_BITS | code)
    days = MARK | day_number(first), turn, day_number(last)
    return struct.pack(f"<IIIf{len(numbers)}I", *days, max(0.0, weight), *numbers)


@lru_cache(maxsize=1 << 14)
def day_number(day: str | None) -> int:
    """Return a day as a number that sorts like it; 0 for a day that is not known or not written as ISO 8601."""
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:  # a record made elsewhere may hold anything
        return UNKNOWN_DAY
