"""
The addresses of the reading room, made in one place and read in one place.

    report("r1")               ->   "/reports/r1"
    outlet("Le Monde/AFP")     ->   "/outlets/Le%20Monde%2FAFP"
    outlet("what.json")        ->   "/outlets/what.json.html"

Every page is also data: `.json` and `.csv` at the end of its address. Ids come from the
content of the record, so an address survives that the record is built again.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from onrecord.records import Span

__all__ = [
    "FORMATS",
    "actor",
    "claim",
    "corrections",
    "event",
    "evidence",
    "find",
    "fix",
    "front",
    "map_",
    "network",
    "original",
    "outlet",
    "report",
    "review",
    "source",
    "split_format",
    "statement",
    "static",
    "timeline",
    "with_format",
    "with_query",
]

FORMATS = ("html", "json", "csv", "jsonl", "geojson")
"""What may end an address; `html` is what an address without an ending means."""

Query = Mapping[str, str | int | Sequence[str] | None]


def front() -> str:
    """Return the address of the front page."""
    return "/"


def report(id: str, span: Span | None = None) -> str:
    """Return the address of a report, or of a span of its text, in code points."""
    return _named("reports", id) + (f"#char={span.start},{span.end}" if span else "")


def original(id: str, raw: Span | None = None) -> str:
    """Return the address of the file a report was made from, shown as text, or of a span of its bytes."""
    return _named("originals", id) + (f"?bytes={raw.start},{raw.end}#marked" if raw else "")


def evidence(id: str) -> str:
    """Return the address of what every field of a row rests on."""
    return _named("evidence", id)


def claim(id: str) -> str:
    """Return the address of a claim."""
    return _named("claims", id)


def event(id: str) -> str:
    """Return the address of an event of a report, or of one told of in several reports."""
    return _named("events", id)


def statement(id: str, report_id: str) -> str:
    """Return the address of a statement: its place in its report."""
    return f"{_named('reports', report_id)}#{quote(id, safe='')}"


def actor(id: str) -> str:
    """Return the address of an actor, of one report or across reports."""
    return _named("actors", id)


def source(id: str) -> str:
    """Return the address of a speaker."""
    return _named("sources", id)


def outlet(name: str) -> str:
    """Return the address of an outlet."""
    return _named("outlets", name)


def find(**query: str | int | Sequence[str] | None) -> str:
    """Return the address of a search."""
    return with_query("/find", query)


def timeline(**query: str | int | Sequence[str] | None) -> str:
    """Return the address of the timeline of what passes the filters."""
    return with_query("/timeline", query)


def map_(**query: str | int | Sequence[str] | None) -> str:
    """Return the address of the map of what passes the filters."""
    return with_query("/map", query)


def network(**query: str | int | Sequence[str] | None) -> str:
    """Return the address of the network of what passes the filters."""
    return with_query("/network", query)


def review(**query: str | int | Sequence[str] | None) -> str:
    """Return the address of the page where rows are judged one by one."""
    return with_query("/review", query)


def fix(id: str, **query: str | int | Sequence[str] | None) -> str:
    """Return the address where a row is put right."""
    return with_query(_named("fix", id), query)


def corrections(**query: str | int | Sequence[str] | None) -> str:
    """Return the address of the log of corrections."""
    return with_query("/corrections", query)


def static(name: str) -> str:
    """Return the address of a style sheet or script."""
    return "/static/" + quote(name)


def with_query(address: str, query: Query) -> str:
    """Return an address with a query; what is None or empty says nothing and is left out."""
    pairs = [
        (name, str(value))
        for name, values in query.items()
        for value in ([values] if isinstance(values, str | int) else values or ())
        if value != ""
    ]
    return address + ("?" + urlencode(pairs) if pairs else "")


def with_format(address: str, ending: str) -> str:
    """Return the address of a page as data: the ending stands before the query."""
    path, mark, rest = address.partition("?")
    path, _format = split_format(path)
    return ("/index" if path == "/" else path) + f".{ending}{mark}{rest}"


def split_format(path: str) -> tuple[str, str]:
    """Return a path without its ending, and the ending that the ending asks for."""
    for ending in FORMATS:
        if path.endswith(f".{ending}"):
            return path[: -len(ending) - 1], ending
    return path, "html"


def _named(kind: str, name: str) -> str:
    """
    Return the address of a row by its id, which may be any text.

    A name that ends like a ending, and the names that browsers take for folders,
    say that they are a page.
    """
    ending = ".html" if split_format(name)[0] != name or name in (".", "..") else ""
    return f"/{kind}/{quote(name.encode('utf-8', 'surrogatepass'), safe='')}{ending}"
