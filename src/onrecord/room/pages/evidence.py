"""
What every field of a row rests on: the characters, the bytes of the file, the rule or the model.

    /evidence/ezjbiyecrjgf5
"""

from starlette.requests import Request

from onrecord.errors import RoomError, StoreError
from onrecord.room.answers import Page, Room, Route
from onrecord.store import Ground

__all__ = ["ROUTES", "evidence"]


def evidence(room: Room, request: Request) -> Page:
    """Return the page of the grounds of a statement, an event, an actor, a mention or a report."""
    row = str(request.path_params["id"])
    try:
        why = room.store.why(row)
    except StoreError as error:
        raise RoomError(
            404,
            found=str(error),
            expected="the id of a statement, an event, an actor, a mention or a report",
            do="Follow the link beside a row on the page of its report.",
        ) from error
    return Page(template="evidence.html", facts=why, rows=why.grounds, columns=tuple(Ground.__slots__))


ROUTES = (Route("/evidence/{id:path}", evidence),)
