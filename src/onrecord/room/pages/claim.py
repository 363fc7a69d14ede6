"""
The page of a claim: its sides, how independent they are, what differs, how quotations drift, its history.

    /claims/c4k…          /claims/c4k….json          /claims/c4k….csv     the accounts
"""

from starlette.requests import Request

from onrecord.room import addresses
from onrecord.room.answers import Page, Room, Route
from onrecord.room.facts.claim import claim_facts, claim_rows
from onrecord.room.facts.lazily import Lazily
from onrecord.room.pages.asked import asked_page, columns_of, no_such
from onrecord.store import FoundAccount

__all__ = ["ROUTES", "claim"]


def claim(room: Room, request: Request) -> Page:
    """Return the page of the claim of an id, or of the claim that a row belongs to."""
    asked = request.path_params["id"]
    facts = claim_facts(room.store, asked, page=asked_page(request))
    if facts is None:
        raise no_such("claim", asked, addresses.find())
    rows = Lazily(lambda: claim_rows(room.store, facts.id))
    return Page(template="claim.html", facts=facts, rows=rows, columns=columns_of(FoundAccount))


ROUTES = (Route("/claims/{id:path}", claim),)
