"""
The page of an actor: offices, statements, events, whom it accuses and who accuses it.

    /actors/w6h…          the actor across reports
    /actors/a2p…          the same, found by the actor of one report
"""

from starlette.requests import Request

from onrecord.room import addresses
from onrecord.room.answers import Page, Room, Route
from onrecord.room.facts.actor import actor_facts, actor_rows
from onrecord.room.pages.asked import asked_page, columns_of, no_such
from onrecord.store.room.actors import Deed, actor_head

__all__ = ["ROUTES", "actor"]


def actor(room: Room, request: Request) -> Page:
    """Return the page of the actor of an id."""
    asked = request.path_params["id"]
    page = asked_page(request)
    # As CSV it is thousands of rows, and nothing else of the page.
    in_rows = addresses.split_format(request.url.path)[1] == "csv"
    known = room.store.look_up(actor_head, asked) if in_rows else actor_facts(room.store, asked, page=page)
    if known is None:
        raise no_such("actor", asked, addresses.find())
    rows = actor_rows(room.store, known.id) if in_rows else ()
    return Page(template="actor.html", facts=known, rows=rows, columns=columns_of(Deed))


ROUTES = (Route("/actors/{id:path}", actor),)
