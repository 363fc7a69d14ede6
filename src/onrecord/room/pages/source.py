"""
The page of a source: what it says, on which side of which claim, through which outlets.

    /sources/w3n…         an actor as a source
    /sources/s4k…         the source of a statement, where only its words are known
"""

from starlette.requests import Request

from onrecord.room import addresses
from onrecord.room.answers import Page, Room, Route
from onrecord.room.facts.lazily import Lazily
from onrecord.room.facts.source import source_facts, source_rows
from onrecord.room.pages.asked import asked_page, columns_of, no_such
from onrecord.store.room.actors import ActorStatement

__all__ = ["ROUTES", "source"]


def source(room: Room, request: Request) -> Page:
    """Return the page of the source of an id: of an actor, or of a statement."""
    asked = request.path_params["id"]
    facts = source_facts(room.store, asked, page=asked_page(request))
    if facts is None:
        raise no_such("source", asked, addresses.find())
    rows = Lazily(lambda: source_rows(room.store, facts.head))
    return Page(template="source.html", facts=facts, rows=rows, columns=columns_of(ActorStatement))


ROUTES = (Route("/sources/{id:path}", source),)
