"""
The front page: what the record holds, in a sentence, and ways in.

    199 reports of 1 outlet, Aug 2017 to Apr 2019; 3,802 statements; 1,940 events, 212 of them disputed
"""

from starlette.requests import Request

from onrecord.room.answers import Page, Room, Route

__all__ = ["ROUTES", "front"]


def front(room: Room, _request: Request) -> Page:
    """Return the front page."""
    return Page(template="front.html", facts=room.store.status())


ROUTES = (Route("/", front),)
