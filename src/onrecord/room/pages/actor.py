"""
The page of an actor: offices, statements, events, whom it accuses and who accuses it.

    /actors/w6h…          the actor across reports
    /actors/a2p…          the same, found by the actor of one report
"""

from starlette.requests import Request

from onrecord.room import addresses
from onrecord.room.answers import Page, Room, Route
from onrecord.room.facts.actor import actor_facts, actor_rows
from onrecord.room.facts.lazily import Lazily
from onrecord.room.pages.asked import asked_page, columns_of, no_such
from onrecord.store.room.actors import Deed

__all__ = ["ROUTES", "actor"]


def actor(room: Room, request: Request) -> Page:
    """Return the page of the actor of an id."""
    asked = request.path_params["id"]
    facts = actor_facts(room.store, asked, page=asked_page(request))
    if facts is None:
        raise no_such("actor", asked, addresses.find())
    rows = Lazily(lambda: actor_rows(room.store, facts.id))
    return Page(template="actor.html", facts=facts, rows=rows, columns=columns_of(Deed))


ROUTES = (Route("/actors/{id:path}", actor),)
