"""What stands on the screen is what stands in the record, character by character; what a report tries does nothing."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.hostile import TRICKS, huge_record, small_record
from browser.looking import Watch, opened, probe
from playwright.sync_api import Page

from onrecord.records import Record
from onrecord.room import addresses
from onrecord.store import Store

_MOST_ELEMENTS = 70_000
"""Of a page: three thousand rows in the margin, and the marks of the text."""
LOST = re.compile("[\x00\ud800-\udfff]")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of strange and hostile reports."""
    path = tmp_path_factory.mktemp("hostile") / "small.record"
    small_record(path)
    return path


@pytest.fixture(scope="module")
def house(small: Path) -> Iterator[str]:
    """The address of a room with it."""
    with opened(small) as address:
        yield address


def _expected(record: Record) -> dict[tuple[str, str], set[int]]:
    """Return the characters that each row points at, by role."""
    found: dict[tuple[str, str], set[int]] = {}
    for statement in record.statements:
        for role in ("source", "cue", "content"):
            for span in getattr(statement, role):
                found.setdefault((statement.id, role), set()).update(range(span.start, span.end))
    for event in record.events:
        found.setdefault((event.id, "event"), set()).update(range(event.trigger.start, event.trigger.end))
    return found


def _seen(shown: dict[str, Any], text: str) -> dict[tuple[str, str], set[int]]:
    """Return the characters that marks of the page cover, by row and role; their words are those of the record."""
    found: dict[tuple[str, str], set[int]] = {}
    for row, classes, start, end, words in shown["marks"]:
        assert words == LOST.sub("\ufffd", text[start:end])
        for role in {"source", "cue", "content", "event"} & set(classes):
            found.setdefault((row, role), set()).update(range(start, end))
    return found


def _without_breaks(characters: set[int], text: str) -> set[int]:
    """Leave out what lies between blocks of the page and is no part of any mark there."""
    return {at for at in characters if not text[at].isspace()}


def _check_report(page: Page, house: str, record: Record) -> int:
    """Compare every part of a report's page with its record; return how many rows were seen."""
    text, number, rows = record.report.text, 1, 0
    expected = _expected(record)
    while True:
        page.goto(f"{house}{addresses.report(record.report.id)}?part={number}")
        shown = page.evaluate(probe("marks"))
        inside = range(shown["start"], shown["end"])
        for start, words in shown["blocks"]:
            assert words == LOST.sub("\ufffd", text[start : start + len(words)])
        seen = _seen(shown, text)
        for key, characters in seen.items():
            wanted = {at for at in expected[key] if at in inside}
            assert _without_breaks(characters, text) == _without_breaks(wanted, text), key
        rows += len({row for row, _ in seen})
        if page.locator('nav.parts a[rel="next"]').count() == 0:
            return rows
        number += 1


def test_strange_characters_are_the_records_own(house: str, small: Path, page: Page) -> None:
    """Emoji, combining marks, right-to-left text, CR LF and what HTML cannot hold: every mark holds its very words."""
    with Store(small) as store:
        record = store.record("strange")
    watch = Watch(house).on(page)
    assert _check_report(page, house, record) == len(record.statements) + len(record.events)
    assert watch.complaints == []


def test_every_mark_of_the_examples_holds_its_words(room: str, examples: Path, page: Page) -> None:
    """In every example report, what is marked on the page is what the record points at."""
    with Store(examples) as store:
        for record in store.records():
            assert _check_report(page, room, record) == len(record.statements) + len(record.events)


def test_links_to_characters_mark_these_characters(house: str, small: Path, page: Page) -> None:
    """`#char=` marks the very characters, wherever emoji stand before them; selecting words gives their place back."""
    with Store(small) as store:
        record = store.record("strange")
    for statement in record.statements:
        span = statement.content[0]
        page.goto(house + addresses.report("strange", span))
        page.reload()
        marked = page.evaluate("[...CSS.highlights.get('linked')].map((range) => range.toString()).join('')")
        assert _flat(marked) == _flat(LOST.sub("\ufffd", span.slice(record.report.text)))
    cue = record.statements[1].cue[0]
    page.locator(f'.mark.cue[data-row="{record.statements[1].id}"]').dblclick()
    page.wait_for_selector("#span-link:not([hidden])")
    assert f"#char={cue.start},{cue.end}" in str(page.locator("#span-link").get_attribute("href"))
    page.keyboard.press("f")
    page.wait_for_url("**/fix/strange?char=*")
    assert f"char={cue.start}%2C{cue.end}" in page.url


def _flat(words: str) -> str:
    return "".join(words.split())


def test_the_words_of_a_row_are_the_records_own(house: str, small: Path, page: Page) -> None:
    """Where a row is put right, its paragraph and its marked words are the record's, character by character."""
    with Store(small) as store:
        record = store.record("strange")
    for statement in record.statements:
        page.goto(f"{house}{addresses.fix(statement.id)}")
        passage = page.locator("[data-passage]")
        start = int(str(passage.get_attribute("data-passage")))
        words = str(passage.evaluate("(it) => it.textContent"))
        assert words == LOST.sub("\ufffd", record.report.text[start : start + len(words)])
        marked = page.locator("mark.as-cue").evaluate_all("(all) => all.map((each) => each.textContent)")
        assert "".join(marked) == "".join(span.slice(record.report.text) for span in statement.cue)


def _all_pages(path: Path) -> list[str]:
    """Return the address of every page there is of a small record."""
    found = [
        addresses.front(),
        addresses.timeline(),
        addresses.map_(),
        addresses.network(),
        addresses.review(),
        addresses.corrections(),
        addresses.find(text="moscow"),
    ]
    with Store(path) as store:
        for record in store.records():
            own = record.report.id
            found += [addresses.report(own), addresses.original(own), addresses.evidence(own), addresses.fix(own)]
            found += [addresses.fix(each.id) for each in (*record.statements[:1], *record.events[:1])]
            if record.report.outlet:
                found.append(addresses.outlet(record.report.outlet))
        for table, address in (("claims", addresses.claim), ("event_groups", addresses.event)):
            found += [address(row[0]) for row in store.sql(f"SELECT id FROM {table} ORDER BY id LIMIT 6").rows]
        for (actor,) in store.sql("SELECT id FROM world_actors ORDER BY id LIMIT 8").rows:
            found += [addresses.actor(actor), addresses.source(actor)]
    for trick in TRICKS:
        found += [
            addresses.find(text=trick),
            addresses.find(outlet=trick),
            addresses.timeline(actor=trick),
            addresses.report(trick),
            addresses.review(after=trick),
        ]
    return found


_FOREIGN = """() => [...document.querySelectorAll(
  "main script, main style, main img, main iframe, main base, main meta, main object, [onload], [onerror], [onfocus]"
), ...document.querySelectorAll("a[href^=javascript]")].map((each) => each.outerHTML.slice(0, 120))"""


def test_hostile_reports_do_nothing(house: str, small: Path, page: Page) -> None:
    """Script in titles, addresses, outlets, texts and queries stays text on every page: nothing runs or loads."""
    watch = Watch(house).on(page)
    page.on("dialog", lambda dialog: (watch.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    for address in _all_pages(small):
        answer = page.goto(house + address)
        assert answer is not None
        assert answer.status in (200, 400, 404), f"{answer.status} {address}"
        assert page.evaluate("window.hacked ?? null") is None, address
        assert page.evaluate(_FOREIGN) == [], address
        assert "49" not in page.title(), address
    assert [each for each in watch.complaints if "status of 40" not in each] == []


def test_data_is_never_taken_for_a_page(house: str, page: Page) -> None:
    """JSON and CSV of hostile reports say what they are, forbid guessing, and hold no formula."""
    for ending, kind in (("json", "application/json"), ("csv", "text/csv; charset=utf-8")):
        answer = page.request.get(f"{house}/reports/h9.{ending}")
        assert answer.headers["content-type"] == kind
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe-inline" not in answer.headers["content-security-policy"]
    lines = page.request.get(f"{house}/find.csv?kind=reports").text()
    cells = [cell for row in csv.reader(io.StringIO(lines, newline="")) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@")] == []


def test_crowded_and_endless_reports_are_pages_like_others(tmp_path: Path, page: Page) -> None:
    """A page with 100,000 spans and a line of five million bytes are bounded: they load and answer a key."""
    path = tmp_path / "huge.record"
    huge_record(path)
    with opened(path) as house:
        watch = Watch(house).on(page)
        for name, address in (("crowded", "/reports/crowded"), ("endless", "/reports/endless"), ("front", "/")):
            page.goto(house + address, timeout=120_000)
            count = page.evaluate("document.querySelectorAll('*').length")
            assert count < _MOST_ELEMENTS, f"{name}: {count} elements"
            if name == "crowded":
                assert "are not drawn, because there are so many" in page.locator(".warning").inner_text()
            page.keyboard.press("?")
            assert page.locator("#keys").is_visible()
        page.goto(f"{house}/reports/endless?char=4999990,4999999")
        assert page.locator(".text").count() >= 1
        page.goto(f"{house}/find?text=freight")
        assert watch.complaints == []
