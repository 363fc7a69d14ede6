"""
A search as it stands in an address, read and checked.

    /find?kind=events&text=shells&type=AID&type=ASSAULT&since=2023-07-01
    ->   Search(kind="events", text="shells", facets={"type": {"AID", "ASSAULT"}}, since="2023-07-01", …)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from starlette.requests import Request

from onrecord.errors import RoomError
from onrecord.room.answers import whole
from onrecord.store.room.cards import KINDS

__all__ = ["FACETS", "MAX_DATA_ROWS", "PAGE_ROWS", "SORTS", "Search", "search_of"]

PAGE_ROWS = 30
DATA_ROWS = 1_000
"""Rows of a search as data where the address names no limit."""
MAX_DATA_ROWS = 100_000
MAX_TEXT = 500
FACETS = {
    "standing": "Standing",
    "type": "Type",
    "act": "What it does",
    "actor": "Actor",
    "country": "Country",
    "outlet": "Outlet",
    "speaker": "Whose word",
    "factuality": "Factuality",
    "month": "Month",
    "credit": "Credited agency",
    "kind_of_actor": "Kind",
}
"""Facet -> what it is called."""
SORTS = ("newest", "oldest", "surest", "repeated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for."""

    kind: str | None = None
    """events, statements, claims, reports or actors; None: the first that holds something."""
    text: str | None = None
    """Words, and "phrases", that all stand in a row's words."""
    who: str | None = None
    """Part of the name of somebody who takes part."""
    since: str | None = None
    until: str | None = None
    min_score: float = 0.0
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sort: str = "newest"
    page: int = 1
    limit: int = PAGE_ROWS

    def query(self, **changed: object) -> dict[str, str | int | list[str] | None]:
        """Return the search as the query of an address, with some of it changed; what says nothing is left out."""
        plain: dict[str, object] = {
            "kind": self.kind,
            "text": self.text,
            "who": self.who,
            "since": self.since,
            "until": self.until,
            "min_score": str(self.min_score) if self.min_score else None,
            "sort": None if self.sort == "newest" else self.sort,
        }
        plain |= {name: sorted(values) for name, values in self.facets.items()} | changed
        return {name: value for name, value in plain.items() if isinstance(value, str | int | list) and value}

    def toggled(self, facet: str, value: str) -> dict[str, str | int | list[str] | None]:
        """Return the query with a value of a facet chosen, or chosen no longer."""
        values = self.facets.get(facet, frozenset()) ^ {value}
        return self.query(**{facet: sorted(values)})


def search_of(request: Request, *, ending: str) -> Search:
    """Return the search of an address; a `RoomError` for what it cannot mean."""
    asked = request.query_params
    words = {name: (asked.get(name) or "").strip() or None for name in ("text", "who")}
    for name, value in words.items():
        if value and len(value) > MAX_TEXT:
            raise _wrong(name, value, f"at most {MAX_TEXT} characters", "Look for fewer words.")
    facets = {name: frozenset(value for value in asked.getlist(name) if value) for name in FACETS}
    default, most = (PAGE_ROWS, 200) if ending == "html" else (DATA_ROWS, MAX_DATA_ROWS)
    return Search(
        kind=_one_of("kind", asked.get("kind"), KINDS),
        text=words["text"],
        who=words["who"],
        since=_day("since", asked.get("since")),
        until=_day("until", asked.get("until")),
        min_score=_score(asked.get("min_score")),
        facets={name: values for name, values in facets.items() if values},
        sort=_one_of("sort", asked.get("sort"), SORTS) or "newest",
        page=whole(request, "page", 1, least=1),
        limit=whole(request, "limit", default, least=1, most=most),
    )


def _one_of(name: str, found: str | None, known: tuple[str, ...]) -> str | None:
    if not found or found in known:
        return found or None
    raise _wrong(name, found, f"one of {', '.join(known)}", "Choose one of these.")


def _day(name: str, found: str | None) -> str | None:
    if not found:
        return None
    try:
        return date.fromisoformat(found).isoformat()
    except ValueError as error:
        raise _wrong(name, found, "a day such as 2023-07-27", "Write the day so.") from error


def _score(found: str | None) -> float:
    if not found:
        return 0.0
    try:
        score = float(found)
    except ValueError:  # said below
        score = -1.0
    if not 0 <= score <= 1:
        raise _wrong("min_score", found, "a number from 0 to 1", "Leave it out, or write one such as 0.5.")
    return score


def _wrong(name: str, found: str, expected: str, do: str) -> RoomError:
    return RoomError(400, found=f"{name}={found[:80]}", expected=expected, do=do)
