"""
What a page is: a function of the open record and the request that gives facts, shown in the format asked for.

    def claim(room: Room, request: Request) -> Page:
        facts = room.store.look_up(claim_facts, request.path_params["id"])
        return Page(template="claim.html", facts=facts, rows=facts.accounts)

    ROUTES = (Route("/claims/{id:path}", claim),)

The page as HTML, as JSON and as CSV is made from the same facts.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from starlette.requests import Request

from onrecord.errors import RoomError
from onrecord.room.access import Access
from onrecord.room.kept import Kept
from onrecord.store import Store

__all__ = [
    "Change",
    "Feature",
    "Moved",
    "Page",
    "Room",
    "Route",
    "csv_lines",
    "geojson_text",
    "json_text",
    "jsonl_lines",
    "plain",
    "safe_cell",
    "whole",
]


Counted = TypeVar("Counted")

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")
"""What the cells begin with that spreadsheets take for formulas, or that lead them to one."""
_NOT_PLAIN = frozenset((*_FORMULA, " ", "\n"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a page may use: the record, seen as it is at one moment, and who may come in."""

    path: Path
    store: Store
    access: Access
    kept: Kept
    """Counts of the whole record, kept until it changes."""
    stamp: object
    """Tells one state of the record from the next, for `kept`."""
    again: Callable[[], AbstractContextManager["Room"]]
    """Opens the room once more, as the record is by then."""

    def counted(self, name: str, make: Callable[["Room"], Counted]) -> Counted:
        """Return what is costly to make and stays the same while the record does; the name says what it is."""

        def made_apart() -> tuple[object, Counted]:
            with self.again() as room:
                return room.stamp, make(room)

        return self.kept.value(name, self.stamp, lambda: make(self), made_apart)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A row that has a place, for GeoJSON."""

    longitude: float
    latitude: float
    row: Any
    """Its properties: a dataclass or a mapping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer, not yet in any format."""

    template: str
    """The file under `templates/` that shows the facts; it sees them as `facts`."""
    facts: Any
    """A frozen dataclass: all that the page says; the JSON is made from it."""
    rows: Iterable[Any] = ()
    """The flat rows of the page, dataclasses of one kind or mappings: its CSV and JSON lines."""
    columns: Sequence[str] = ()
    """The columns of the CSV where there may be no row to tell them."""
    features: Iterable[Feature] = ()
    shown: Mapping[str, Any] = field(default_factory=dict)
    """What the template sees besides the facts, by name: marked text, functions that word a row."""
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Sends the reader to another address, after a change for instance."""

    to: str
    cookies: Mapping[str, str] = field(default_factory=dict)
    """What the reader's browser keeps for this room from now on: names and values, ASCII."""


@dataclass(frozen=True, slots=True)
class Route:
    """A page and its address; `{id:path}` stands for an id, which may be any text."""

    path: str
    page: Callable[[Room, Request], Page | Moved]
    formats: tuple[str, ...] = ("html", "json", "csv")


@dataclass(frozen=True, slots=True)
class Change:
    """What a form changes, and its address; it is called with the fields of a form whose token was checked."""

    path: str
    make: Callable[[Room, Request, Mapping[str, str]], Page | Moved]


def plain(value: Any) -> Any:
    """Return facts as what JSON knows: objects, lists, texts, numbers; `TypeError` for anything else."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, Sequence | set | frozenset):
        return [plain(each) for each in value]
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def json_text(facts: Any) -> str:
    """Return facts as JSON, in ASCII, so that any text survives and nothing in it can end a script."""
    return json.dumps(plain(facts), indent=1) + "\n"


def jsonl_lines(rows: Iterable[Any]) -> Iterator[str]:
    """Yield one line of JSON for each row."""
    for row in rows:
        yield json.dumps(plain(row)) + "\n"


def geojson_text(features: Iterable[Feature]) -> str:
    """Return the rows that have a place as an RFC 7946 FeatureCollection."""
    collected = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [each.longitude, each.latitude]},
            "properties": plain(each.row),
        }
        for each in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": collected}) + "\n"


def csv_lines(rows: Iterable[Any], columns: Sequence[str] = ()) -> Iterator[str]:
    """
    Yield the lines of a CSV file: RFC 4180, with a header.

    Cells that a spreadsheet would take for a formula begin with an apostrophe; lists are JSON.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    names = list(columns)
    if names:
        writer.writerow(names)
    for row in rows:
        if not names:
            names = list(row) if isinstance(row, Mapping) else [each.name for each in fields(row)]
            writer.writerow(names)
        values = map(row.get, names) if isinstance(row, Mapping) else (getattr(row, name, None) for name in names)
        writer.writerow([safe_cell(value) for value in values])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def safe_cell(value: object) -> object:
    """Return a value as a cell of CSV that no spreadsheet runs as a formula."""
    if isinstance(value, str) and not isinstance(value, Enum):
        # Most cells begin with a letter or a digit; only the others are looked at further.
        if value[:1] not in _NOT_PLAIN or not value.lstrip(" \n").startswith(_FORMULA):
            return value
        return "'" + value
    if value is None or isinstance(value, int | float):
        return value
    simple = plain(value)
    return json.dumps(simple, ensure_ascii=False) if isinstance(simple, list | dict) else safe_cell(simple)


def whole(request: Request, name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    """Return a whole number of the query; a `RoomError` for what is none, or out of bounds."""
    found = request.query_params.get(name)
    if found is None or found == "":
        return default
    if not found.isdecimal() or not found.isascii() or len(found) > 10 or not least <= int(found) <= most:
        raise RoomError(
            400,
            found=f"{name}={found[:80]}",
            expected=f"a whole number from {least} to {most}",
            do="Go back, or leave it out of the address.",
        )
    return int(found)
