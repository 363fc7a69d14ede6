"""
What the pages of the ledger ask of a request, and what they say where there is nothing to show.

    /claims/c4k…?page=3   ->   3
"""

from dataclasses import fields

from starlette.requests import Request

from onrecord.errors import RoomError
from onrecord.room.answers import whole

__all__ = ["asked_page", "columns_of", "no_such"]


def asked_page(request: Request) -> int:
    """Return the number of the page asked for, from 1; a `RoomError` for what is no such number."""
    return whole(request, "page", 1, least=1, most=1_000_000)


def no_such(kind: str, id: str, search: str) -> RoomError:
    """Return the error for an id that the record does not have."""
    return RoomError(
        404,
        found=f"no {kind} {id[:120]!r} in this record",
        expected=f"the id of a {kind}, or of a row that belongs to one",
        do=f"Search for it at {search}; a report that was read again by another model may have rows of other ids.",
    )


def columns_of(kind: type) -> tuple[str, ...]:
    """Return the columns of a page's CSV: the fields of its rows."""
    return tuple(each.name for each in fields(kind))
