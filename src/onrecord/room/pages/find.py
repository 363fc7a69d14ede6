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
from onrecord.room.facts.claim import worded
from onrecord.room.search.asking import FACETS, MAX_DATA_ROWS, Search, search_of
from onrecord.room.search.lines import line_of
from onrecord.room.search.shelf import Mask, Narrowing, Shelf, leading
from onrecord.room.search.shelves import Numbers, actors_called, holding, rows_holding, shelf, sizes
from onrecord.room.wording import factuality_word, month, voice_word
from onrecord.store.hits import hits
from onrecord.store.room.cards import KINDS, day_number
from onrecord.store.room.find import actor_names, codes_of, found, ids_of, values_of

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
    counts_all = ending in ("html", "json")
    holding_words = _Holding(room, search.text, of_all=counts_all)
    kinds = _kinds(room, holding_words) if counts_all else {}
    kind = search.kind or next((name for name in KINDS if kinds.get(name)), "events")
    rows_of = shelf(room, kind)
    passing, others = rows_of.passing(_narrowing(room, search, holding_words[kind]))
    total = len(rows_of) if passing is None else int(passing.sum())
    start, stop = (search.page - 1) * search.limit, search.page * search.limit
    ids = rows_of.ordered(passing, search.sort, start, stop, lambda numbers: room.store.look_up(ids_of, numbers))
    rows = room.store.look_up(found, kind, ids)
    facts = FindFacts(
        search=search,
        kind=kind,
        total=total,
        kinds=kinds,
        facets=tuple(_facets(room, rows_of, search, passing, others)) if counts_all else (),
        without={} if total else _without(room, rows_of, kind, search),
        rows=() if ending == "html" else tuple(_flat(kind, row, search.text) for row in rows),
    )
    shown: dict[str, Any] = {"lines": [], "worded": {}}
    if ending == "html":
        claims = [(row["claim"], row["row"], row["what"]) for row in rows] if kind == "claims" else []
        shown = {
            "lines": [line_of(kind, row, search.text) for row in rows],
            "worded": worded(room.store, claims),
        }
    return Page(
        template="find.html",
        facts=facts,
        shown={"pages": -(-total // search.limit), "facet_titles": FACETS, "most_rows": MAX_DATA_ROWS, **shown},
        rows=facts.rows,
        features=list(_features(facts.rows)),
    )


class _Holding(dict[str, "Numbers | None"]):
    """The cards of each kind whose rows hold the words of a search; None where it has none."""

    def __init__(self, room: Room, text: str | None, *, of_all: bool) -> None:
        super().__init__(rows_holding(room, text) if text is not None and of_all else {})
        self._room, self._text = room, text

    def __missing__(self, kind: str) -> Numbers | None:
        self[kind] = None if self._text is None else holding(self._room, kind, self._text)
        return self[kind]


def _kinds(room: Room, holding_words: Mapping[str, Numbers | None]) -> dict[str, int]:
    """Return how many rows of each kind hold the words, whatever the facets say."""
    every = sizes(room)
    return {kind: every[kind] if (held := holding_words[kind]) is None else len(held) for kind in KINDS}


def _narrowing(room: Room, search: Search, held: Numbers | None) -> Narrowing:
    codes = {
        name: frozenset(room.store.look_up(codes_of, name, values).values()) for name, values in search.facets.items()
    }
    return Narrowing(
        facets=codes,
        since=day_number(search.since) if search.since else None,
        until=day_number(search.until) if search.until else None,
        actors=actors_called(room, search.who) if search.who else None,
        least_weight=search.min_score,
        holding=held,
    )


def _facets(
    room: Room, rows_of: Shelf, search: Search, passing: Mask | None, others: Mapping[str, Mask | None]
) -> Iterator[FacetFacts]:
    for name, title in FACETS.items():
        facet = rows_of.facets.get(name)
        if facet is not None:
            counts = facet.counts(others.get(name, passing))
            listed = _listed(room, name, counts, search.facets.get(name, frozenset()))
            if listed:
                yield FacetFacts(name=name, title=title, values=listed, unlisted=max(0, len(counts) - len(listed)))


def _listed(room: Room, name: str, counts: Mapping[int, int], chosen: frozenset[str]) -> tuple[FacetCount, ...]:
    """Return the values of a facet that are listed: the most frequent, or the last months, and what is chosen."""
    named = set(room.store.look_up(codes_of, name, chosen).values()) & counts.keys()
    codes = named.union(counts if name == "month" else leading(counts, _VALUES))
    rows_with = {value: counts[code] for code, value in room.store.look_up(values_of, codes).items()}
    if name == "month":
        order = sorted(rows_with, reverse=True)
    else:
        order = sorted(rows_with, key=lambda value: (-rows_with[value], value))
    picked = [value for place, value in enumerate(order) if place < _VALUES or value in chosen]
    picked += sorted(chosen - set(picked))
    called = room.store.look_up(actor_names, picked) if name == "actor" else {}
    return tuple(
        FacetCount(value=value, label=_label(name, value, called), rows=rows_with.get(value, 0), chosen=value in chosen)
        for value in picked
    )


def _label(facet: str, value: str, called: Mapping[str, str]) -> str:
    words = {"actor": called.get(value, value), "month": month(value), "speaker": voice_word(value)}
    if facet == "factuality":
        return f"{factuality_word(value)} ({value})"
    return words.get(facet, value.lower() if facet == "type" else value)


def _without(room: Room, rows_of: Shelf, kind: str, search: Search) -> dict[str, int]:
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
        held = None if less.text is None else holding(room, kind, less.text)
        passing, _ = rows_of.passing(_narrowing(room, less, held))
        counts[name] = len(rows_of) if passing is None else int(passing.sum())
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
