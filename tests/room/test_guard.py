"""Who may come in, and what a page may load."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from newsroom import build, report
from starlette.testclient import TestClient
from visiting import visitor

from onrecord.room.access import Access, is_loopback
from onrecord.room.guard import CONTENT_POLICY
from onrecord.room.statics import files

KEY = "right"
PAGES = ("/", "/find", "/reports/r1", "/reports/r1.json", "/find.csv", "/nowhere", "/static/room.css")
FOREIGN = ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil", "", "[")
OUTSIDE = ("../app.py", "..%2fapp.py", "%2e%2e/app.py", "....//app.py", "room.css%00", "/etc/passwd", "")
TEMPLATES = sorted((Path(__file__).parents[2] / "src/onrecord/room/templates").glob("*.html"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    build(tmp_path / "a.record", [report("r1", "Anna Berg said that it rained.")])
    return tmp_path / "a.record"


@pytest.fixture
def visit(path: Path) -> Iterator[TestClient]:
    with visitor(path) as client:
        yield client


@pytest.mark.parametrize("host", FOREIGN)
def test_a_name_that_is_not_ours_is_refused(visit: TestClient, host: str) -> None:
    """A page of another site that points its name at this computer gets nothing (DNS rebinding)."""
    assert visit.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "127.0.0.1:8117", "[::1]", "[::1]:80"])
def test_the_names_of_this_computer_are_ours(visit: TestClient, host: str) -> None:
    """The room answers under every name that only this computer has for itself."""
    assert visit.get("/", headers={"Host": host}).status_code == 200


def test_another_port_is_another_room() -> None:
    """A name with another port than the room's is not the room."""
    access = Access(port=8117)
    assert access.knows("localhost:8117")
    assert not access.knows("localhost:8118")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "empty"},
        {"Content-Length": "x"},
    ],
)
def test_what_another_site_makes_the_browser_ask_is_refused(visit: TestClient, headers: dict[str, str]) -> None:
    """Requests of other origins, and pictures or frames that other sites would make of a page, are refused."""
    assert visit.get("/", headers=headers).status_code == 403


def test_a_link_of_another_site_leads_here(visit: TestClient) -> None:
    """Following a link in a mail is no attack."""
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate"}
    assert visit.get("/", headers=headers).status_code == 200
    assert visit.post("/", headers=headers).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(visit: TestClient, method: str) -> None:
    """The room is asked with GET and changed with forms, nothing else."""
    assert visit.request(method, "/").status_code == 405


def test_a_form_too_large_is_refused_unread(visit: TestClient) -> None:
    """A form of two million bytes is none of ours."""
    assert visit.post("/", headers={"Content-Length": "2000000"}, content=b"x").status_code == 403


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_carries_the_policy(visit: TestClient, address: str) -> None:
    """Every answer says that only the room's own files may be loaded, and that nothing may be run inline or framed."""
    headers = visit.get(address).headers
    assert headers["Content-Security-Policy"] == CONTENT_POLICY
    assert "unsafe" not in CONTENT_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Access-Control-Allow-Origin" not in headers


def test_refusals_carry_the_policy_too(visit: TestClient) -> None:
    """What is refused is sent with the same headers."""
    assert visit.get("/", headers={"Host": "evil.example"}).headers["Content-Security-Policy"] == CONTENT_POLICY


def test_without_the_token_nobody_reads(path: Path) -> None:
    """Where others reach the room, a reader without the token is told so; a wrong one is none."""
    with visitor(path, Access(host="0.0.0.0", token=KEY)) as visit:  # noqa: S104
        assert visit.get("/").status_code == 401
        assert visit.get("/?token=wrong").status_code == 401
        assert visit.get("/static/room.css").status_code == 401
        assert visit.get("/", headers={"Authorization": "Bearer wrong"}).status_code == 401
        assert visit.get("/", headers={"Authorization": "Bearer right"}).status_code == 200


def test_the_token_is_taken_off_the_address(path: Path) -> None:
    """The address with the token sets a cookie and leads to the address without it, on this room's host."""
    with visitor(path, Access(host="0.0.0.0", token=KEY)) as visit:  # noqa: S104
        moved = visit.get("/find?text=a&token=right")
        assert (moved.status_code, moved.headers["location"]) == (303, "/find?text=a")
        assert "HttpOnly" in moved.headers["set-cookie"]
        assert visit.get("/find?text=a").status_code == 200
        assert visit.get("http://127.0.0.1//evil.example/?token=right").headers["location"] == "/evil.example/"


def test_with_a_token_the_room_is_known_by_its_numbers(path: Path) -> None:
    """An address in numbers cannot be rebound; a foreign name still can."""
    with visitor(path, Access(host="0.0.0.0", token=KEY, names=frozenset({"desk"}))) as visit:  # noqa: S104
        bearer = {"Authorization": "Bearer right"}
        assert visit.get("/", headers={"Host": "10.1.2.3", **bearer}).status_code == 200
        assert visit.get("/", headers={"Host": "desk", **bearer}).status_code == 200
        assert visit.get("/", headers={"Host": "evil.example", **bearer}).status_code == 421


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("desk", False)],  # noqa: S104
)
def test_loopback_is_what_only_this_computer_reaches(host: str, expected: bool) -> None:
    """Only loopback addresses need no token."""
    assert is_loopback(host) is expected


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_address_reaches_the_file_system(visit: TestClient, name: str) -> None:
    """Files are looked up by name among those that belong to the room."""
    assert visit.get(f"/static/{name}").status_code == 404


def test_files_are_sent_once(visit: TestClient) -> None:
    """A file that the browser has is not sent again."""
    first = visit.get("/static/room.css")
    again = visit.get("/static/room.css", headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


@pytest.mark.parametrize("name", [name for name in files() if name.endswith((".css", ".js"))])
def test_nothing_is_loaded_from_elsewhere(name: str) -> None:
    """No style sheet and no script names another host."""
    text = files()[name].body.decode("utf-8")
    hosts = set(re.findall(r"https?://([\w.-]+)", text)) - {"www.w3.org"}
    assert not hosts


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_script_or_style(template: Path) -> None:
    """The policy would block them; none is written."""
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:|\|\s*safe\b", text)
