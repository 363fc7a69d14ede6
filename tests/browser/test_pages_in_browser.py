"""Every page of the room, looked at: wide and narrow, light and dark, with the keyboard, and no complaint."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from browser.looking import SHOTS, Watch, faint, overflow, tab_through, violations
from playwright.sync_api import Browser, Page

from onrecord.room import addresses
from onrecord.room.pages import routes
from onrecord.store import Store

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 780}


def _one(question: str) -> Callable[[Store], str]:
    return lambda store: str(store.sql(question).rows[0][0])


_CLAIM = _one("SELECT id FROM claims WHERE standing = 'disputed' ORDER BY accounts DESC, id LIMIT 1")
_REPORT = _one("SELECT report FROM claims WHERE standing = 'disputed' ORDER BY accounts DESC, id LIMIT 1")
_GROUP = _one("SELECT id FROM event_groups ORDER BY reports DESC, id LIMIT 1")
_EVENT = _one("SELECT id FROM events ORDER BY score DESC, id LIMIT 1")
_STATEMENT = _one("SELECT id FROM statements WHERE act = 'deny' ORDER BY score DESC, id LIMIT 1")
_ACTOR = _one("SELECT id FROM world_actors ORDER BY reports DESC, id LIMIT 1")
_SPEAKER = _one("SELECT world_actor FROM accounts WHERE world_actor NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")

PAGES: dict[str, tuple[str, Callable[[Store], str]]] = {
    "front": ("/", lambda _: addresses.front()),
    "report": ("/reports/{id:path}", lambda store: addresses.report(_REPORT(store))),
    "claim": ("/claims/{id:path}", lambda store: addresses.claim(_CLAIM(store))),
    "event": ("/events/{id:path}", lambda store: addresses.event(_GROUP(store))),
    "event of a report": ("/events/{id:path}", lambda store: addresses.event(_EVENT(store))),
    "actor": ("/actors/{id:path}", lambda store: addresses.actor(_ACTOR(store))),
    "source": ("/sources/{id:path}", lambda store: addresses.source(_SPEAKER(store))),
    "outlet": ("/outlets/{name:path}", lambda _: addresses.outlet("Harbour Courier")),
    "evidence": ("/evidence/{id:path}", lambda store: addresses.evidence(_EVENT(store))),
    "original": ("/originals/{id:path}", lambda store: addresses.original(_REPORT(store))),
    "find": ("/find", lambda _: addresses.find(text="missiles")),
    "find nothing": ("/find", lambda _: addresses.find(text="zeppelin")),
    "timeline": ("/timeline", lambda _: addresses.timeline()),
    "map": ("/map", lambda _: addresses.map_()),
    "network": ("/network", lambda _: addresses.network()),
    "review": ("/review", lambda _: addresses.review()),
    "corrections": ("/corrections", lambda _: addresses.corrections()),
    "fix an event": ("/fix/{id:path}", lambda store: addresses.fix(_EVENT(store))),
    "fix a statement": ("/fix/{id:path}", lambda store: addresses.fix(_STATEMENT(store))),
    "fix an actor": ("/fix/{id:path}", lambda store: addresses.fix(_ACTOR(store), **{"with": "Kim"})),
    "fix a claim": ("/fix/{id:path}", lambda store: addresses.fix(_CLAIM(store))),
    "fix by words": ("/fix/{id:path}", lambda store: addresses.fix(_REPORT(store), char="150,180")),
    "no such page": ("", lambda _: "/reports/r0"),
}
"""What a page is called here, its route, and its address in a record."""


@pytest.fixture(scope="module")
def addressed(examples: Path) -> dict[str, str]:
    """The address of each page in the record of the examples."""
    with Store(examples) as store:
        return {name: address(store) for name, (_route, address) in PAGES.items()}


def test_every_route_is_looked_at() -> None:
    """A page that is added to the room is added to the pages that these tests look at."""
    assert {route.path for route in routes()} == {route for route, _ in PAGES.values()} - {""}


def _reader(browser: Browser, room: str, size: dict[str, int], scheme: str) -> Page:
    """Return the page of somebody who has said who they are."""
    # Without motion, a colour is at once what it will be.
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    name = f"onrecord-{room.rpartition(':')[2]}"
    values = {f"{name}-by": "A. Editor", f"{name}-why": "review"}
    context.add_cookies([{"name": each, "value": quote(value), "url": room} for each, value in values.items()])
    return context.new_page()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound(browser: Browser, room: str, axe: str, addressed: dict[str, str], name: str) -> None:
    """Wide and narrow, light and dark: accessible, legible, inside the window; no complaint, nothing from elsewhere."""
    SHOTS.mkdir(exist_ok=True)
    for size, scheme, other in ((WIDE, "light", "dark"), (NARROW, "dark", "light")):
        page = _reader(browser, room, size, scheme)
        watch = Watch(room).on(page)
        answer = page.goto(room + addressed[name])
        page.wait_for_load_state("networkidle")
        page.screenshot(path=SHOTS / f"{name.replace(' ', '-')}-{size['width']}-{scheme}.png", full_page=True)
        found = overflow(page) + violations(page, axe) + faint(page)
        page.emulate_media(color_scheme=other)  # type: ignore[arg-type]
        found += [f"{other}: {each}" for each in faint(page)]
        assert answer is not None
        assert answer.status == (404 if name == "no such page" else 200)
        found += [each for each in watch.complaints if "404 (Not Found)" not in each or answer.status != 404]
        assert found == []
        page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_walked_with_tab(browser: Browser, room: str, addressed: dict[str, str], name: str) -> None:
    """Tab reaches what can be used, in sight and with a ring; the first stop leads past the head; ? lists the keys."""
    page = _reader(browser, room, WIDE, "light")
    page.goto(room + addressed[name])
    page.locator(".skip").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(150)  # the browser moves the focus a little after it has followed the link
    assert page.evaluate("document.activeElement.id") == "main"
    names, wrong = tab_through(page, most=60)
    assert names
    assert wrong == []
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()
    page.context.close()
