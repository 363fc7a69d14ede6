"""Fetching from a server of the test's own, under names that an injected resolver knows."""

import gzip
import re
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli.main import group
from onrecord.errors import SkipReason, StoreError
from onrecord.fetching import Fetcher, FetchLimits, Network, WarcWriter
from onrecord.intake import find_reports
from onrecord.records import RawReport

PAGE = b"<html><body><p>Rebels took the town of Moura.</p></body></html>"
NAMES = {
    "example.org": ["93.184.216.34"],
    "other.org": ["93.184.216.35"],
    "inside.org": ["10.0.0.7"],
    "mixed.org": ["93.184.216.34", "127.0.0.1"],
    "loop.org": ["::1"],
}


class Site(BaseHTTPRequestHandler):
    """Answers by the path."""

    protocol_version = "HTTP/1.1"
    robots: bytes | None = b"User-agent: *\nDisallow: /private\nCrawl-delay: 5\n"
    robots_status = 200

    def do_GET(self) -> None:
        """Answer one request."""
        self.server.asked.append((self.headers["Host"], self.path, self.headers["User-Agent"]))  # type: ignore[attr-defined]
        if self.path == "/robots.txt":
            self.answer(self.server.robots, "text/plain", status=self.server.robots_status)  # type: ignore[attr-defined]
        elif self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            getattr(self, "get_" + self.path.strip("/").partition("?")[0], self.get_missing)()

    def answer(self, body: bytes, content_type: str = "text/html", status: int = 200) -> None:
        """Send a whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def get_a(self) -> None:
        """A page."""
        self.answer(PAGE)

    def get_chunked(self) -> None:
        """A page in chunks."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in (PAGE[:10], PAGE[10:], b""):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    def get_large(self) -> None:
        """A page that is too large."""
        self.answer(b"x" * 50_000)

    def get_film(self) -> None:
        """No page."""
        self.answer(b"x", "video/mp4")

    def get_cut(self) -> None:
        """A page that ends too early."""
        self.send_response(200)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(PAGE)
        self.close_connection = True

    def get_silent(self) -> None:
        """Nothing, for longer than anyone waits."""
        self.server.released.wait(20)  # type: ignore[attr-defined]
        self.close_connection = True

    def get_drip(self) -> None:
        """A byte now and then, for ever."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.close_connection = True
        while not self.server.released.wait(0.05):  # type: ignore[attr-defined]
            self.wfile.write(b"x")
            self.wfile.flush()

    def get_missing(self) -> None:
        """Nothing there."""
        self.answer(b"gone", status=404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server that remembers what it was asked."""

    daemon_threads = True
    asked: list[tuple[str, str, str]]
    robots = Site.robots
    robots_status = 200

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what is tested."""


@pytest.fixture(name="server")
def running_server() -> Iterator[Server]:
    """Run a server on this machine for one test."""
    server = Server(("127.0.0.1", 0), Site)
    server.asked, server.released = [], threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.released.set()  # type: ignore[attr-defined]
    server.shutdown()
    thread.join()
    server.server_close()


class Waits(list[float]):
    """A clock that only moves when somebody sleeps."""

    def clock(self) -> float:
        """Return the time slept so far."""
        return sum(self)

    def sleep(self, seconds: float) -> None:
        """Move on."""
        self.append(seconds)


def network(server: Server, waits: Waits | None = None) -> Network:
    """Return a network in which all public numbers are the test's server."""
    waits = waits if waits is not None else Waits()

    def connect(number: str, port: int, timeout_seconds: float) -> socket.socket:
        assert number.startswith("93.184.216."), "a number was asked that is not public"
        return socket.create_connection(server.server_address[:2], timeout_seconds)

    return Network(
        resolve=lambda host, _port: NAMES.get(host, [host] if host[0].isdecimal() or ":" in host else []),
        connect=connect,
        clock=waits.clock,
        sleep=waits.sleep,
    )


def fetcher(server: Server, waits: Waits | None = None, **limits: float) -> Fetcher:
    """Return a fetcher with short patience."""
    patience = FetchLimits(**{"timeout_seconds": 5.0, "max_page_bytes": 20_000, **limits})  # type: ignore[arg-type]
    return Fetcher(limits=patience, network=network(server, waits), version="1.0", contact="mailto:a@example.org")


def test_a_page_and_politeness(server: Server) -> None:
    """robots.txt is asked first and once, the pause it wants is kept, and the program says who it is."""
    waits = Waits()
    guest = fetcher(server, waits)
    pages = [guest.fetch(f"http://example.org/{name}") for name in ("a", "chunked")]
    assert [page.answers[0].body for page in pages] == [PAGE, PAGE]
    assert [path for _, path, _ in server.asked] == ["/robots.txt", "/a", "/chunked"]
    assert waits == [5.0, 5.0]
    assert {agent for _, _, agent in server.asked} == {
        "onrecord/1.0 (reads public news pages for research; mailto:a@example.org)"
    }
    assert guest.fetch("http://other.org/a").error is None
    assert waits[2:] == [5.0]


@pytest.mark.parametrize(
    ("path", "reason", "words"),
    [
        ("/private/a", SkipReason.NOT_FETCHED, "not for programs"),
        ("/missing", SkipReason.NOT_FETCHED, "answered 404"),
        ("/large", SkipReason.TOO_LARGE, "--max-bytes"),
        ("/film", SkipReason.UNSUPPORTED, "video/mp4"),
        ("/cut", SkipReason.TRUNCATED, "in part only"),
        ("/to/http://inside.org/a", SkipReason.UNSUPPORTED, "inside a private network"),
        ("/to/http://mixed.org/a", SkipReason.UNSUPPORTED, "leads to 127.0.0.1"),
        ("/to/http://loop.org/a", SkipReason.UNSUPPORTED, "leads to ::1"),
        ("/to/http://169.254.169.254/latest", SkipReason.UNSUPPORTED, "leads to 169.254.169.254"),
        ("/to/file:///etc/passwd", SkipReason.UNSUPPORTED, "no address of a page"),
        ("/to/http://example.org/private/x", SkipReason.NOT_FETCHED, "not for programs"),
        ("/to/http://nowhere.org/", SkipReason.UNSUPPORTED, "leads nowhere"),
        ("/to/" * 8 + "http://example.org/a", SkipReason.NOT_FETCHED, "more than 5 redirects"),
    ],
)
def test_pages_that_are_not_had(server: Server, path: str, reason: SkipReason, words: str) -> None:
    """What is forbidden, missing, too large, cut or inside a private network is an error that says so."""
    fetched = fetcher(server).fetch(f"http://example.org{path}")
    assert fetched.error is not None
    assert (fetched.error.reason, words in str(fetched.error)) == (reason, True), str(fetched.error)


@pytest.mark.parametrize(
    "url",
    [
        *("http://inside.org/", "http://mixed.org/", "http://loop.org/", "http://127.0.0.1/", "http://[::1]/"),
        *("http://10.1.2.3/", "http://192.168.0.1:8080/", "http://169.254.169.254/", "http://[fe80::1]/"),
    ],
)
def test_private_addresses_are_never_asked(server: Server, url: str) -> None:
    """An address inside a private network or of this machine is refused before a connection is made."""
    fetched = fetcher(server).fetch(url)
    assert fetched.error is not None
    assert fetched.error.reason is SkipReason.UNSUPPORTED
    assert server.asked == []


def test_the_system_itself_is_not_asked_for_what_is_inside() -> None:
    """With the resolver and connections of this system, names of this machine are refused too."""
    for url in ("http://localhost/", "http://127.0.0.1/", "http://[::1]/"):
        fetched = Fetcher(version="1.0").fetch(url)
        assert fetched.error is not None
        assert fetched.error.reason is SkipReason.UNSUPPORTED


@pytest.mark.parametrize("path", ["/silent", "/drip"])
def test_servers_that_keep_one_waiting(server: Server, path: str) -> None:
    """A server that says nothing, or a byte now and then, is left when the time is over."""
    fetched = fetcher(server, timeout_seconds=0.3).fetch(f"http://example.org{path}")
    assert fetched.error is not None
    assert fetched.error.reason is SkipReason.NOT_FETCHED


@pytest.mark.parametrize(("status", "is_allowed"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_a_robots_that_is_not_had(server: Server, status: int, is_allowed: bool) -> None:
    """A site without robots.txt allows all; one that fails to say allows nothing for now."""
    server.robots_status = status
    fetched = fetcher(server).fetch("http://example.org/private/a")
    assert [path for _, path, _ in server.asked] == ["/robots.txt", *(["/private/a"] if is_allowed else [])]
    assert fetched.error is not None


def test_what_is_written_is_read(server: Server, tmp_path: Path) -> None:
    """The archive holds every answer, each in a member of its own, and intake reads the pages out of it."""
    guest = fetcher(server)
    path = tmp_path / "pages.warc.gz"
    now = Network().now()
    with WarcWriter(path, agent=guest.agent, now=now) as archive:
        for name in ("to/http://example.org/chunked", "a", "missing"):
            for answer in guest.fetch(f"http://example.org/{name}").answers:
                archive.add(answer)
    with pytest.raises(StoreError, match="--append"):
        WarcWriter(path, agent=guest.agent, now=now)
    rows = list(find_reports([path]))
    pages = [row for row in rows if isinstance(row, RawReport)]
    assert [(page.given.url, page.body) for page in pages] == [
        ("http://example.org/chunked", PAGE),
        ("http://example.org/a", PAGE),
    ]
    (counted,) = (row for row in rows if not isinstance(row, RawReport))
    assert "1 answers 302" in counted.message
    assert "1 answers 404" in counted.message
    whole = path.read_bytes()
    place = pages[0].facts[0].raw
    assert place is not None
    record = gzip.decompress(whole[place.start : place.end])
    assert record.endswith(PAGE + b"\r\n\r\n")
    assert b"X-Crawl-Transfer-Encoding: chunked" in record
    assert b"WARC-IP-Address: 93.184.216.34" in record


def run(server: Server, *arguments: str) -> Result:
    """Run the command with the test's network."""
    return CliRunner().invoke(group, ["fetch", *arguments], obj=network(server))


def test_the_command(server: Server, tmp_path: Path) -> None:
    """Addresses of the command line and of lists are fetched, what fails is said, and the exit code tells."""
    listed = tmp_path / "urls.csv"
    listed.write_text("title,url\nx,http://example.org/a\ny,http://example.org/missing\n", encoding="utf-8")
    output = tmp_path / "pages.warc.gz"
    done = run(server, "http://example.org/chunked", "--list", str(listed), "-o", str(output))
    assert done.exit_code == 3
    assert "2 pages fetched, 1 not" in done.stderr
    assert "http://example.org/missing answered 404" in done.stderr
    assert len([row for row in find_reports([output]) if isinstance(row, RawReport)]) == 2
    assert run(server, "http://example.org/a", "-o", str(output)).exit_code == 1
    assert run(server, "http://example.org/a", "-o", str(output), "--append").exit_code == 0
    assert len([row for row in find_reports([output]) if isinstance(row, RawReport)]) == 3
    assert run(server, "-o", str(output)).exit_code == 2


def test_no_other_part_fetches() -> None:
    """Only the command `fetch` imports the part that uses the network."""
    source = Path(__file__).resolve().parents[2] / "src" / "onrecord"
    imported = re.compile(r"^\s*(?:from|import) onrecord\.fetching", re.M)
    users = {path.relative_to(source) for path in source.rglob("*.py") if imported.search(path.read_text("utf-8"))}
    assert {user.as_posix() for user in users if user.parts[0] != "fetching"} == {"cli/fetch.py"}
