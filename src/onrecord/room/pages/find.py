"""
Find: rows narrowed down by words and facets, with the counts of all that could be chosen.

    /find?text=shells&kind=statements&speaker=unnamed     a page
    /find.csv?text=shells&kind=statements                 the rows; .jsonl, .geojson and .json too

The whole search stands in the address, so the address is the saved search.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from onrecord.room.addresses import split_format
from onrecord.room.answers import Feature, Page, Room, Route
from onrecord.room.search.asking import FACETS, MAX_DATA_ROWS, Search, search_of
from onrecord.room.search.lines import line_of
from onrecord.room.search.shelf import Narrowing, Shelf, day_number
from onrecord.room.search.shelves import holding, names, shelf_holding, size
from onrecord.room.search.words import folded, full_text
from onrecord.room.wording import factuality_word, month, voice_word
from onrecord.store.hits import hits
from onrecord.store.room.find import KINDS, found

__all__ = ["ROUTES", "FacetCount", "FacetFacts", "FindFacts", "find"]

_VALUES = 24
"""Values of a facet that are listed; the chosen ones always are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCount:
    """A value of a facet and how many rows have it among those that pass all other facets."""

    value: str
    label: str
    rows: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetFacts:
    """A facet."""

    name: str
    title: str
    values: tuple[FacetCount, ...]
    unlisted: int
    """Further values, of fewer rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindFacts:
    """What the page says."""

    search: Search
    kind: str
    total: int
    kinds: dict[str, int]
    """Rows of each kind that hold the words."""
    facets: tuple[FacetFacts, ...]
    without: dict[str, int]
    """Where nothing is found: what would be without one filter."""
    rows: tuple[Mapping[str, Any], ...]


def find(room: Room, request: Request) -> Page:
    """Return the page of a search, or its rows."""
    ending = split_format(request.url.path)[1]
    search = search_of(request, ending=ending)
    wanted = _narrowing(room, search)
    shelves = _Shelves(room, search.text)
    kinds = _kinds(room, search, wanted, shelves) if ending in ("html", "json") else {}
    kind = search.kind or next((name for name in KINDS if kinds.get(name)), "events")
    rows_of = shelves[kind]
    passing, others = rows_of.passing(wanted, _reports(room, kind, search))
    total = int(passing.sum())
    ids = rows_of.ordered(passing, search.sort, (search.page - 1) * search.limit, search.page * search.limit)
    rows = room.store.look_up(found, kind, ids)
    facts = FindFacts(
        search=search,
        kind=kind,
        total=total,
        kinds=kinds,
        facets=tuple(_facets(room, rows_of, search, passing, others)) if ending in ("html", "json") else (),
        without={} if total else _without(room, kind, search),
        rows=() if ending == "html" else tuple(_flat(kind, row, search.text) for row in rows),
    )
    lines = [line_of(kind, row, search.text) for row in rows] if ending == "html" else []
    return Page(
        template="find.html",
        facts=facts,
        shown={"lines": lines, "pages": -(-total // search.limit), "facet_titles": FACETS, "most_rows": MAX_DATA_ROWS},
        rows=facts.rows,
        features=list(_features(facts.rows)),
    )


def _narrowing(room: Room, search: Search) -> Narrowing:
    actors = None
    if search.who:
        wanted = f" {folded(search.who)} "
        actors = frozenset(each for each, name in names(room).items() if wanted in f" {folded(name)} ")
    return Narrowing(
        facets=search.facets,
        text=search.text,
        since=day_number(search.since) if search.since else None,
        until=day_number(search.until) if search.until else None,
        actors=actors,
        least_weight=search.min_score,
    )


def _reports(room: Room, kind: str, search: Search) -> frozenset[str] | None:
    """Return the reports that hold the words, where reports are looked for; else None."""
    if kind != "reports" or search.text is None:
        return None
    question = full_text(search.text)
    return holding(room, question) if question else frozenset()


class _Shelves(dict[str, Shelf]):
    """The shelves that a search looks through, each got once."""

    def __init__(self, room: Room, text: str | None) -> None:
        super().__init__()
        self._room, self._text = room, text

    def __missing__(self, kind: str) -> Shelf:
        self[kind] = shelf_holding(self._room, kind, self._text)
        return self[kind]


def _kinds(room: Room, search: Search, wanted: Narrowing, shelves: Mapping[str, Shelf]) -> dict[str, int]:
    """Return how many rows of each kind hold the words, whatever the facets say."""
    bare = Narrowing(facets={}, text=wanted.text)
    if search.text is None:
        return {kind: size(room, kind) for kind in KINDS}
    return {kind: int(shelves[kind].passing(bare, _reports(room, kind, search))[0].sum()) for kind in KINDS}


def _facets(
    room: Room, rows_of: Shelf, search: Search, passing: Any, others: Mapping[str, Any]
) -> Iterator[FacetFacts]:
    called = names(room)
    for name, title in FACETS.items():
        facet = rows_of.facets.get(name)
        if facet is None:
            continue
        chosen = search.facets.get(name, frozenset())
        counts = facet.counts(others.get(name, passing))
        order = sorted(counts, reverse=True) if name == "month" else list(counts)
        listed = [value for n, value in enumerate(order) if n < _VALUES or value in chosen]
        listed += sorted(chosen - set(listed))
        if not listed:
            continue
        yield FacetFacts(
            name=name,
            title=title,
            unlisted=max(0, len(order) - len(listed)),
            values=tuple(
                FacetCount(
                    value=value, label=_label(name, value, called), rows=counts.get(value, 0), chosen=value in chosen
                )
                for value in listed
            ),
        )


def _label(facet: str, value: str, called: Mapping[str, str]) -> str:
    words = {"actor": called.get(value, value), "month": month(value), "speaker": voice_word(value)}
    if facet == "factuality":
        return f"{factuality_word(value)} ({value})"
    return words.get(facet, value.lower() if facet == "type" else value)


def _without(room: Room, kind: str, search: Search) -> dict[str, int]:
    """Return, for each filter given, how many rows would be found without it."""
    lifted = {name: search.query(**{name: None}) for name in search.query() if name not in ("kind", "sort")}
    counts = {}
    for name in lifted:
        changed: dict[str, Any] = {name: None}
        if name in search.facets:
            changed = {"facets": {each: values for each, values in search.facets.items() if each != name}}
        elif name == "min_score":
            changed = {"min_score": 0.0}
        less = _replaced(search, changed)
        passing, _ = shelf_holding(room, kind, less.text).passing(_narrowing(room, less), _reports(room, kind, less))
        counts[name] = int(passing.sum())
    return {name: count for name, count in counts.items() if count}


def _replaced(search: Search, changed: Mapping[str, Any]) -> Search:
    kept = {name: getattr(search, name) for name in Search.__slots__}
    return Search(**{**kept, **changed})


def _flat(kind: str, row: Mapping[str, Any], wanted: str | None) -> Mapping[str, Any]:
    """Return a found row as data: without the whole text, with the places of the words in the report's text."""
    flat: dict[str, Any] = {"kind_of_row": kind, **{name: value for name, value in row.items() if name != "text"}}
    if not wanted:
        return flat
    if kind == "reports":
        flat["hits"] = [[hit.start, hit.end] for hit in hits(wanted, row["text"])][:100]
    elif kind == "events" and row["sentence"] is not None:
        at = row["sentence_start"]
        flat["hits"] = [[at + hit.start, at + hit.end] for hit in hits(wanted, row["sentence"])]
    return flat


def _features(rows: Sequence[Mapping[str, Any]]) -> Iterator[Feature]:
    for row in rows:
        if row.get("latitude") is not None and row.get("longitude") is not None:
            yield Feature(longitude=row["longitude"], latitude=row["latitude"], row=row)


ROUTES = (Route("/find", find, ("html", "json", "csv", "jsonl", "geojson")),)
