"""
One request and its answer, over a connection to a number that was checked.

    asked(web_address("https://example.org/a"), …)   ->   Answer(status=200, headers=…, body=b"<!doctype html>…")

The name is looked up once and the connection goes to what was found, so that a name
server cannot answer one thing when asked and another when connected to.
"""

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from onrecord.errors import ReportError, SkipReason
from onrecord.fetching.addresses import WebAddress, checked_numbers
from onrecord.fetching.limits import FetchLimits

__all__ = ["Answer", "Network", "asked"]

_CHUNK_BYTES = 64 * 1024
_WHOLE_TIMEOUTS = 4
_PAGES = ("text/", "application/xhtml+xml", "application/pdf", "application/xml", "application/rss+xml")
_MORE_PAGES = ("application/atom+xml", "application/rdf+xml", "application/json", "application/ld+json")


def _resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system for the numbers of a host."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReportError(f"no server is found under {host}: {error}", SkipReason.NOT_FETCHED) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _connect(number: str, port: int, timeout_seconds: float) -> socket.socket:
    return socket.create_connection((number, port), timeout_seconds)


def _now() -> datetime:
    return datetime.now(tz=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What stands between this program and the world; a caller may put in another."""

    resolve: Callable[[str, int], Sequence[str]] = _resolve
    connect: Callable[[str, int, float], socket.socket] = _connect
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = _now


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered."""

    address: WebAddress
    number: str
    """The IP address that was asked."""
    asked: datetime
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the first header of a name, in any case."""
        return next((value for each, value in self.headers if each.lower() == name), None)


def asked(
    address: WebAddress, network: Network, limits: FetchLimits, agent: str, *, most_bytes: int, cut: bool = False
) -> Answer:
    """
    Ask for one address and return the answer, redirects as they are.

    A body longer than `most_bytes` is an error, or with `cut` is cut there. Raises
    ReportError where the address is not public, or no whole answer comes in time.
    """
    numbers = checked_numbers(address, network.resolve(address.host, address.port))
    when = network.now()
    clock: _Clock | None = None
    whole_seconds = limits.timeout_seconds * _WHOLE_TIMEOUTS
    try:
        with contextlib.ExitStack() as stack:
            number, plain = _connected(address, numbers, network, limits)
            stack.callback(plain.close)
            # A server that sends a byte now and then is within each wait, and would be for ever.
            clock = _Clock(whole_seconds, plain)
            stack.callback(clock.cancel)
            secured = _secured(plain, address, clock)
            stack.callback(secured.close)
            response = _request(secured, address, agent, stack)
            headers = tuple(response.getheaders())
            body = b"" if _is_redirect(response.status) else _body(response, address, most_bytes, cut=cut)
            if clock.is_over:
                # An answer without a length looks whole wherever it is broken off.
                raise TimeoutError
    except (OSError, http.client.HTTPException, ValueError) as error:
        if clock is not None and clock.is_over:
            message = f"{address.url} was not answered within {whole_seconds:g} seconds; try again later"
        else:
            message = f"{address.url} could not be fetched: {str(error) or type(error).__name__}"
        raise ReportError(message, SkipReason.NOT_FETCHED) from error
    return Answer(
        address=address,
        number=number,
        asked=when,
        status=response.status,
        reason=response.reason,
        headers=headers,
        body=body,
    )


def _connected(
    address: WebAddress, numbers: Sequence[str], network: Network, limits: FetchLimits
) -> tuple[str, socket.socket]:
    """Connect to the first number that takes the connection."""
    failed: OSError | None = None
    for number in numbers:
        try:
            return number, network.connect(number, address.port, limits.timeout_seconds)
        except OSError as error:
            failed = error
    raise failed or OSError("no server is known under this name")


class _Clock:
    """Ends a connection when its time is over."""

    def __init__(self, seconds: float, connection: socket.socket) -> None:
        self.connection = connection
        self.is_over = False
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()
        self.cancel = self._timer.cancel

    def _end(self) -> None:
        self.is_over = True
        with contextlib.suppress(OSError):  # it may be closed already
            self.connection.shutdown(socket.SHUT_RDWR)


def _secured(plain: socket.socket, address: WebAddress, clock: _Clock) -> socket.socket:
    if address.scheme == "http":
        return plain
    context = ssl.create_default_context()
    secured = context.wrap_socket(plain, server_hostname=address.host, do_handshake_on_connect=False)
    clock.connection = secured
    secured.do_handshake()
    return secured


def _request(
    connection: socket.socket, address: WebAddress, agent: str, stack: contextlib.ExitStack
) -> http.client.HTTPResponse:
    client = http.client.HTTPConnection(address.host, address.port)
    stack.callback(client.close)
    client.sock = connection
    client.putrequest("GET", address.target, skip_host=True, skip_accept_encoding=True)
    for name, value in (
        ("Host", address.origin.partition("://")[2]),
        ("User-Agent", agent),
        ("Accept", "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"),
        ("Accept-Language", "en"),
        ("Accept-Encoding", "identity"),
        ("Connection", "close"),
    ):
        client.putheader(name, value)
    client.endheaders()
    response = client.getresponse()
    stack.callback(response.close)
    return response


def _is_redirect(status: int) -> bool:
    return status in (301, 302, 303, 307, 308)


def _body(response: http.client.HTTPResponse, address: WebAddress, most_bytes: int, *, cut: bool) -> bytes:
    media_type = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    if media_type and not cut and not media_type.startswith((*_PAGES, *_MORE_PAGES)):
        message = f"{address.url} is {media_type}, no page or text; not fetched"
        raise ReportError(message, SkipReason.UNSUPPORTED)
    pieces, length = [], 0
    while piece := response.read(min(_CHUNK_BYTES, most_bytes + 1 - length)):
        pieces.append(piece)
        length += len(piece)
        if length > most_bytes:
            if cut:
                break
            message = f"{address.url} is larger than {most_bytes} bytes; --max-bytes raises the limit"
            raise ReportError(message, SkipReason.TOO_LARGE)
    if response.length:
        raise ReportError(f"{address.url} came in part only; try again later", SkipReason.TRUNCATED)
    return b"".join(pieces)[:most_bytes]
