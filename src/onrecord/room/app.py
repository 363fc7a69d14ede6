"""
The reading room as an application: addresses to pages, one open record for each request, errors as pages.

    build_app(Path("news.record"), access=Access(port=8117))   ->   what a server runs

Pages are plain functions that run in threads. Each sees the record as it is at one moment,
whatever a build writes meanwhile.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Routed

from onrecord.errors import OnrecordError, RoomError, StoreError
from onrecord.room.access import Access
from onrecord.room.addresses import split_format, with_format
from onrecord.room.answers import Change, Room, Route, json_text
from onrecord.room.guard import Guard, form_of
from onrecord.room.kept import Kept
from onrecord.room.pages import changes, routes
from onrecord.room.readers import Readers
from onrecord.room.showing import html, shown
from onrecord.room.statics import files

__all__ = ["build_app"]

Opened = Callable[[], AbstractContextManager[Room]]


def build_app(path: Path, *, access: Access) -> Starlette:
    """Return the application that shows the record at the path; `StoreError` where there is no such record."""
    readers = Readers(path)
    with readers.store():
        pass  # a record that cannot be opened is refused now, not on the first page

    kept = Kept()

    @contextmanager
    def opened() -> Iterator[Room]:
        stamp = readers.stamp()
        with readers.store() as store:
            yield Room(path=path, store=store, access=access, kept=kept, stamp=stamp, again=opened)

    @asynccontextmanager
    async def open_hours(_app: Starlette) -> AsyncIterator[None]:
        yield
        readers.close()

    app = Starlette(
        routes=[
            Routed("/static/{name:path}", _static, methods=["GET"]),
            *(Routed(each.path, _changing(each, opened, access), methods=["POST"]) for each in changes()),
            *(routed for each in _in_order() for routed in _routed(each, _answering(each, opened))),
        ],
        middleware=[Middleware(Guard, access=access)],
        exception_handlers={OnrecordError: _refused, HTTPException: _not_there, Exception: _broken},
        lifespan=open_hours,
    )
    app.state.access = access
    app.state.opened = opened
    app.router.redirect_slashes = False
    return app


def _in_order() -> list[Route]:
    """Return the routes so that fixed addresses come before those with an id in them."""
    return sorted(routes(), key=lambda route: "{" in route.path)


def _routed(route: Route, answer: Callable[[Request], Response]) -> list[Routed]:
    """Return the route of a page with and without an ending; an id of any text takes the ending along."""
    if "{" in route.path:
        return [Routed(route.path, answer, methods=["GET"])]
    paths = [route.path, *(with_format(route.path, ending) for ending in route.formats)]
    return [Routed(each, answer, methods=["GET"]) for each in paths]


def _answering(route: Route, opened: Opened) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        ending = _taken_format(request)
        if ending not in route.formats:
            raise _no_page(request, f"one of the endings {', '.join(f'.{each}' for each in route.formats)}")
        with opened() as room:
            found = route.page(room, request)
            return shown(found, ending, request)

    return answer


def _changing(change: Change, opened: Opened, access: Access) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        form = await form_of(request, access)

        def made() -> Response:
            with opened() as room:
                found = change.make(room, request, form)
            return shown(found, "html", request)

        return await run_in_threadpool(made)

    return answer


def _taken_format(request: Request) -> str:
    """Return the format the address asks for, and take the ending off the id among the path parameters."""
    for name, value in request.path_params.items():
        bare, ending = split_format(value)
        if not bare:
            raise _no_page(request, "an id")
        request.path_params[name] = bare
        return ending
    return split_format(request.url.path)[1]


async def _static(request: Request) -> Response:
    file = files().get(request.path_params["name"])
    if file is None:
        raise HTTPException(404)
    headers = {"ETag": file.etag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == file.etag:
        return Response(status_code=304, headers=headers)
    return Response(file.body, media_type=file.media_type, headers=headers)


def _no_page(request: Request, expected: str) -> RoomError:
    return RoomError(
        404,
        found=f"no page at {request.url.path[:200]}",
        expected=expected,
        do="Go to the front page and search, or check the address.",
    )


def _refused(request: Request, error: Exception) -> Response:
    """Show an error of ours."""
    if isinstance(error, RoomError):
        return _said(request, error)
    status = 503 if isinstance(error, StoreError) else 400
    return _said(
        request,
        RoomError(status, found=str(error), expected="a record that can be read", do="Put it right and load again."),
    )


def _not_there(request: Request, error: Exception) -> Response:
    """Show that there is no such page, or that the method does not fit it."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    expected = "an address of the reading room" if status == 404 else "a request that a page of the room makes"
    wrong = _no_page(request, expected)
    return _said(request, RoomError(status, found=wrong.found, expected=expected, do=wrong.do))


def _broken(request: Request, _error: Exception) -> Response:
    """Show that the fault is ours; the server prints the error where the room was opened."""
    fault = RoomError(
        500,
        found="a fault in the reading room itself",
        expected="a page",
        do="The terminal where the room was opened shows the fault; please report it with its last lines.",
    )
    return _said(request, fault)


def _said(request: Request, error: RoomError) -> Response:
    if split_format(request.url.path)[1] != "html":
        said = {"found": error.found, "expected": error.expected, "do": error.do}
        return Response(json_text(said), status_code=error.status, media_type="application/json")
    return Response(
        html("error.html", request, facts=error).encode("utf-8", "replace"),
        status_code=error.status,
        media_type="text/html; charset=utf-8",
    )
