"""
The page of an outlet: its own voice and the borrowed one, its agencies, the sources it does not name.

    /outlets/Harbour%20Courier
"""

from starlette.requests import Request

from onrecord.room import addresses
from onrecord.room.answers import Page, Room, Route
from onrecord.room.facts.lazily import Lazily
from onrecord.room.facts.outlet import outlet_facts, outlet_rows
from onrecord.room.pages.asked import asked_page, columns_of, no_such
from onrecord.store.room.outlets import OutletReport

__all__ = ["ROUTES", "outlet"]


def outlet(room: Room, request: Request) -> Page:
    """Return the page of the outlet or agency of that name."""
    name = request.path_params["name"]
    facts = outlet_facts(room.store, name, page=asked_page(request))
    if facts is None:
        raise no_such("outlet", name, addresses.find())
    rows = Lazily(lambda: outlet_rows(room.store, name))
    return Page(template="outlet.html", facts=facts, rows=rows, columns=columns_of(OutletReport))


ROUTES = (Route("/outlets/{name:path}", outlet),)
