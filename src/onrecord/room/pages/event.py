"""
The page of an event: who takes part, when and where, and how each report tells it.

    /events/g7q…          the event across reports
    /events/e3x…          the same, found by one report's telling
"""

from starlette.requests import Request

from onrecord.room import addresses
from onrecord.room.answers import Page, Room, Route
from onrecord.room.facts.event import event_facts, event_rows
from onrecord.room.facts.lazily import Lazily
from onrecord.room.pages.asked import asked_page, columns_of, no_such
from onrecord.store.room.events import TellingRow

__all__ = ["ROUTES", "event"]


def event(room: Room, request: Request) -> Page:
    """Return the page of the event of an id, or of which a report's event is one telling."""
    asked = request.path_params["id"]
    facts = event_facts(room.store, asked, page=asked_page(request))
    if facts is None:
        raise no_such("event", asked, addresses.find())
    rows = Lazily(lambda: event_rows(room.store, facts.id))
    return Page(template="event.html", facts=facts, rows=rows, columns=columns_of(TellingRow))


ROUTES = (Route("/events/{id:path}", event),)
