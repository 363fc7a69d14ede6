"""
From a page's answer to what goes over the wire: HTML, JSON, CSV, JSON lines or GeoJSON.

The text of a report is written so that the browser's own copy of it holds the same
characters, one for one: a carriage return as a character reference (parsers drop a bare
one), and what HTML cannot hold, a NUL or half a surrogate pair, as U+FFFD.
"""

import re
from collections.abc import AsyncIterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from onrecord.errors import RoomError
from onrecord.room import addresses, wording
from onrecord.room.answers import Moved, Page, csv_lines, geojson_text, json_text, jsonl_lines
from onrecord.room.countries import country_name
from onrecord.room.deeds import QUADS, deed, quad_of, types_of
from onrecord.room.guard import FORM_FIELD

__all__ = ["exact", "html", "prepare", "shown"]

_LOST = re.compile("[\x00\ud800-\udfff]")
_LINES_AT_ONCE = 500
_MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "geojson": "application/geo+json",
}


def exact(text: str) -> Markup:
    """Return text of record as HTML whose text content holds the same characters, one for one."""
    return Markup(str(escape(_LOST.sub("\ufffd", text))).replace("\r", "&#13;"))  # noqa: S704  # escaped just now


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["to"] = addresses
    environment.globals["days"] = wording.days
    environment.globals["quads"] = QUADS
    environment.filters |= {"country_name": country_name, "deed": deed, "quad_of": quad_of, "types_of": types_of}
    environment.filters["exact"] = exact
    for name in wording.__all__:
        environment.filters[name] = getattr(wording, name)
    return environment


def prepare(template: str) -> None:
    """Have a template ready before the first page asks for it."""
    _environment().get_template(template)


def html(template: str, request: Request, **known: Any) -> str:
    """Return a template filled in; it sees `here`, the address of the page, and `form_token` for its forms."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    access = request.app.state.access
    page = _environment().get_template(template)
    return page.render(here=here, query=request.query_params, form_field=FORM_FIELD, form_token=access.secret, **known)


def shown(answer: Page | Moved, format: str, request: Request) -> Response:
    """Return the response that shows an answer in a format."""
    if isinstance(answer, Moved):
        moved = RedirectResponse(answer.to, status_code=303)
        for name, value in answer.cookies.items():
            moved.set_cookie(name, value, httponly=True, samesite="strict")
        return moved
    if format == "html":
        text = html(answer.template, request, facts=answer.facts, **answer.shown)
        return Response(_bytes(text), status_code=answer.status, media_type="text/html; charset=utf-8")
    if format in ("json", "geojson"):
        text = json_text(answer.facts) if format == "json" else geojson_text(answer.features)
        return Response(text, status_code=answer.status, media_type=_MEDIA_TYPES[format])
    if format not in _MEDIA_TYPES:
        raise RoomError(404, found=f".{format}", expected="a page", do="Leave the ending out of the address.")
    # Rows are read to the end here: the record is given back before the first byte is sent.
    lines = list(csv_lines(answer.rows, answer.columns) if format == "csv" else jsonl_lines(answer.rows))
    return StreamingResponse(_chunks(lines), status_code=answer.status, media_type=_MEDIA_TYPES[format])


async def _chunks(lines: Sequence[str]) -> AsyncIterator[bytes]:
    """Yield some hundred lines at a time: each piece that is sent costs as much as writing many lines."""
    for start in range(0, len(lines), _LINES_AT_ONCE):
        yield _bytes("".join(lines[start : start + _LINES_AT_ONCE]))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace") if _LOST.search(text) else text.encode("utf-8")
