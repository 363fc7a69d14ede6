"""
What stands between the room and everybody else: hosts, origins, tokens, and what a page may load.

    Host: evil.example                       ->   421, the page is not there under that name
    POST with Origin: https://evil.example   ->   403
    POST without this run's form token       ->   403 (see `form_of`)

Reports are hostile input. The policy sent with every page lets it load styles, scripts
and pictures from the room itself and from nowhere else, and run nothing that stands in it.
"""

import hmac
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.errors import RoomError
from onrecord.room.access import Access

__all__ = ["CONTENT_POLICY", "FORM_FIELD", "Guard", "form_of"]

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FORM_FIELD = "csrf"
_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer a browser sends `Origin: null` along with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_METHODS = ("GET", "HEAD", "POST")
MAX_FORM_BYTES = 1_000_000


class Guard:
    """Refuses what does not come from a reader of this room, before any page sees it."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        """Stand before an application."""
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    sent[name] = value
                sent.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = self._refusal(scope, headers)
        app = refusal if refusal is not None else self._app
        await app(scope, receive, send_guarded)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """Return why a request is not let through; None for one that is."""
        if scope["method"] not in _METHODS:
            return _said(405, f"found the method {scope['method']}; expected {', '.join(_METHODS)}")
        host = headers.get("host")
        if not self._access.knows(host):
            return _said(
                421, f"found the host {host or '(none)'}; expected {self._access.host}:{self._access.port} or localhost"
            )
        foreign = self._foreign(scope, headers)
        if foreign:
            return _said(403, f"found a request made by {foreign}; expected one made by a page of the reading room")
        return self._unknown_reader(scope, headers)

    def _foreign(self, scope: Scope, headers: Headers) -> str | None:
        """Return who sends a request that another site makes the browser send; None for our own and for links."""
        origin = headers.get("origin")
        if origin is not None and origin != f"{scope['scheme']}://{headers.get('host')}":
            return origin
        if headers.get("sec-fetch-site", "none") in ("cross-site", "same-site"):
            is_link = scope["method"] != "POST" and headers.get("sec-fetch-dest") == "document"
            return None if is_link else "another site"
        try:
            size = int(headers.get("content-length", "0"))
        except ValueError:
            return "a program that miscounts its content"
        return f"a program, with a form of {size} bytes" if size > MAX_FORM_BYTES else None

    def _unknown_reader(self, scope: Scope, headers: Headers) -> Response | None:
        token = self._access.token
        if token is None:
            return None
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = next((value for name, value in query if name == "token"), None)
        if given is not None and _same(given, token):
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            path = "/" + scope.get("raw_path", scope["path"].encode()).decode("latin-1").split("?")[0].lstrip("/")
            answer = RedirectResponse(path + (f"?{rest}" if rest else ""), status_code=303)
            answer.set_cookie(self._access.cookie, token, httponly=True, samesite="lax")
            return answer
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if _same(_cookie(headers, self._access.cookie), token) or _same(bearer, token):
            return None
        return _said(401, "found no token, or another one; expected the address that onrecord open printed")


async def form_of(request: Request, access: Access) -> Mapping[str, str]:
    """Return the fields of a form of ours; a `RoomError` for one that this run of the room did not give out."""
    async with request.form(max_files=0, max_fields=200) as form:
        given = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    if not _same(given.pop(FORM_FIELD, ""), access.secret):
        raise RoomError(
            403,
            found="a form that this run of the reading room did not give out",
            expected="one of a page opened since it was started",
            do="Load the page again and repeat the change.",
        )
    return given


def _same(found: str, expected: str) -> bool:
    return hmac.compare_digest(found.encode("utf-8", "replace"), expected.encode("utf-8", "replace"))


def _cookie(headers: Headers, name: str) -> str:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:  # one that we did not set; it opens nothing
        return ""
    return jar[name].value if name in jar else ""


def _said(status: int, words: str) -> Response:
    return Response(f"onrecord: {words}\n", status_code=status, media_type="text/plain")
