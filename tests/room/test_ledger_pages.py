"""The pages of claims, events, actors, sources and outlets, asked for as a browser asks for them."""

import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from newsroom import SENTENCES, build, report
from starlette.testclient import TestClient

from onrecord.room import addresses as to
from onrecord.room.access import Access
from onrecord.room.app import build_app
from onrecord.store import Store

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
OTHER_ROOMS = ("/timeline", "/map", "/network", "/review")
"""Rooms that have tests of their own."""
KINDS = {
    "claim": ("SELECT id FROM claims ORDER BY id", to.claim),
    "event": ("SELECT id FROM event_groups ORDER BY id", to.event),
    "actor": ("SELECT id FROM world_actors ORDER BY id", to.actor),
    "source": ("SELECT DISTINCT world_actor FROM accounts WHERE world_actor IS NOT NULL ORDER BY 1", to.source),
    "outlet": ("SELECT name FROM sources ORDER BY name", to.outlet),
}


class Seen(HTMLParser):
    """The links, headings, ids and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take down an element."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.links += [value or "" for name, value in attrs if tag == "a" and name == "href"]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        """Take down text."""
        self.text += data


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with both sides of a claim, a change of position, hostile names, and a report in Windows lines."""
    path = tmp_path_factory.mktemp("pages") / "news.record"
    raws = [
        report("r1", SENTENCES[0], SENTENCES[1], outlet="Bugle", published="2024-05-01", title="Port"),
        report("r2", SENTENCES[0], SENTENCES[5], "It rained.", outlet="Courier/Evening.csv", published="2024-05-02"),
        report("r3", SENTENCES[6], SENTENCES[3], SENTENCES[4], outlet=HOSTILE, published="2024-05-09", title=HOSTILE),
        report("r4", "Anna Berg said that the\r\nship \U0001f6a2 left \u202eport\u202c. " + SENTENCES[3], title="=1+1"),
    ]
    build(path, raws)
    return path


@pytest.fixture(scope="module")
def client(record: Path) -> Iterator[TestClient]:
    """A browser in the room."""
    app = build_app(record, access=Access(port=8117))
    with TestClient(app, base_url="http://127.0.0.1:8117") as browser:
        yield browser


def addresses(record: Path, kind: str) -> list[str]:
    """Return the address of every page of a kind."""
    question, address = KINDS[kind]
    with Store(record) as store:
        return [address(row[0]) for row in store.sql(question).rows]


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_has_a_page_in_three_forms(kind: str, record: Path, client: TestClient) -> None:
    """A page has one heading, JSON with the same sentence, and a CSV whose header is the same whatever the rows."""
    found = addresses(record, kind)
    assert found
    headers = set()
    for address in found:
        page, told, table = (
            client.get(each) for each in (address, *(to.with_format(address, f) for f in ("json", "csv")))
        )
        assert (page.status_code, told.status_code, table.status_code) == (200, 200, 200)
        seen = Seen(page.text)
        assert seen.tags.count("h1") == 1
        assert len(seen.ids) == len(set(seen.ids))
        sentence = told.json()["sentence"]
        assert sentence in seen.text
        headers.add(tuple(next(csv.reader(io.StringIO(table.text)))))
    assert len(headers) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_leads_somewhere(kind: str, record: Path, client: TestClient) -> None:
    """No link of a page is dead, and the words of a fragment are on the page it leads to."""
    links = {link for address in addresses(record, kind) for link in Seen(client.get(address).text).links}
    links = {link for link in links if not link.startswith(("#", *OTHER_ROOMS))}
    assert len(links) > 5
    dead = [link for link in sorted(links) if client.get(link.partition("#")[0]).status_code != 200]
    assert dead == []


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_names_are_shown_and_do_nothing(kind: str, record: Path, client: TestClient) -> None:
    """Markup in an outlet or a title is text: a page holds our own scripts only, and no handler or style attribute."""
    shown = 0
    for address in addresses(record, kind):
        page = client.get(address).text
        seen = Seen(page)
        assert "img" not in seen.tags
        assert "<script>" not in page
        assert not [name for name, _value in seen.attributes if name.startswith("on") or name == "style"]
        assert not [
            value for name, value in seen.attributes if name in ("href", "src") and not value.startswith(("/", "#"))
        ]
        shown += HOSTILE in seen.text
    assert shown


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_that_is_not_there_is_said(kind: str, client: TestClient) -> None:
    """An unknown id is no page, and the answer says what was found, what was expected and what to do."""
    address = KINDS[kind][1]("nothing-of-this-name")
    answer = client.get(to.with_format(address, "json"))
    assert answer.status_code == 404
    assert set(answer.json()) == {"found", "expected", "do"}
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e9", "99999999999"])
def test_a_part_that_is_no_number_is_said(page: str, record: Path, client: TestClient) -> None:
    """A part of a page is a whole number from 1; anything else is a bad request."""
    (address, *_) = addresses(record, "claim")
    assert client.get(f"{address}?page={page}").status_code == 400


def test_a_part_past_the_end_is_the_last(record: Path, client: TestClient) -> None:
    """A link to a part that is gone since shows the last one."""
    (address, *_) = addresses(record, "actor")
    last = client.get(f"{address}?page=500")
    assert last.status_code == 200
    assert "statements" in last.text


def test_the_words_of_a_page_are_those_of_the_report(record: Path, client: TestClient) -> None:
    """Carriage returns, emoji and directions of writing reach the page one for one."""
    with Store(record) as store:
        texts = {each.id: each.text for each in store.reports()}
        ((statement,),) = store.sql("SELECT id FROM statements WHERE report = 'r4'").rows
    page = client.get(to.claim(statement)).text
    found = re.findall(r'href="/reports/r4#char=(\d+),(\d+)"><bdi>(.*?)</bdi>', page, re.S)
    assert found
    for start, end, inner in found:
        assert Seen(inner).text == texts["r4"][int(start) : int(end)]
    assert any("\r\n" in Seen(inner).text for _, _, inner in found)


def test_cells_that_a_spreadsheet_would_run_are_marked(record: Path, client: TestClient) -> None:
    """A title that begins like a formula does not begin a cell."""
    with Store(record) as store:
        ((claim,),) = store.sql("SELECT claim FROM accounts WHERE report = 'r4' AND via IS NOT NULL LIMIT 1").rows
    rows = list(csv.DictReader(io.StringIO(client.get(to.with_format(to.claim(claim), "csv")).text)))
    titles = {row["title"] for row in rows}
    assert "'=1+1" in titles
    assert "=1+1" not in titles


def facts(client: TestClient, address: str) -> dict[str, Any]:
    """Return what a page says, as JSON."""
    answer = client.get(to.with_format(address, "json"))
    assert answer.status_code == 200
    return dict(json.loads(answer.text))


def test_an_actor_shows_whom_it_accuses_and_who_accuses_it(record: Path, client: TestClient) -> None:
    """Accusations stand on the pages of both sides, with the number of different events."""
    with Store(record) as store:
        ids = dict(store.sql("SELECT name, id FROM world_actors WHERE name IN ('Moscow', 'Kyiv', 'Pyongyang')").rows)
    moscow = facts(client, to.actor(ids["Moscow"]))
    assert [each["name"] for each in moscow["accuses"]] == ["Kyiv"]
    assert [each["name"] for each in moscow["accused_by"]] == ["Pyongyang"]
    assert moscow["sentence"].startswith("Moscow is spoken of in 4 reports")
    kyiv = facts(client, to.actor(ids["Kyiv"]))
    assert [each["name"] for each in kyiv["accused_by"]] == ["Moscow"]
    assert kyiv["accuses"] == []
    assert [each["verb"] for each in kyiv["sayings"]] == ["denies"]


def test_an_actor_is_found_by_that_of_a_report(record: Path, client: TestClient) -> None:
    """The actor of one report leads to the page of the actor across reports."""
    with Store(record) as store:
        rows = store.sql("SELECT row, member_of FROM ledger_rows WHERE kind = 'actor'").rows
    assert all(facts(client, to.actor(row))["id"] == group for row, group in rows)


def test_a_source_shows_where_it_stands(record: Path, client: TestClient) -> None:
    """Who changes position stands on both sides of one claim, and the page says so."""
    with Store(record) as store:
        ((berg,),) = store.sql("SELECT id FROM world_actors WHERE name = 'Anna Berg'").rows
        ((statement,),) = store.sql("SELECT id FROM statements WHERE report = 'r3' AND act = 'deny' LIMIT 1").rows
    source = facts(client, to.source(berg))
    assert "asserts and denies" in {each["stands"] for each in source["positions"]}
    assert (
        source["sentence"]
        == "Anna Berg is the source of 3 statements in 3 reports of 2 named outlets, from 2 May 2024 to 9 May 2024"
    )
    assert facts(client, to.source(statement))["id"] == berg


def test_an_outlet_shows_its_own_and_borrowed_voice(record: Path, client: TestClient) -> None:
    """An outlet whose name ends like a format and holds a slash has its page, with shares that add up."""
    outlet = facts(client, to.outlet("Courier/Evening.csv"))
    own, borrowed, _wire, unnamed = outlet["shares"]
    assert own["count"] + borrowed["count"] == own["of"] == borrowed["of"]
    assert (own["count"], unnamed["count"]) == (1, 0)
    assert outlet["sentence"] == "Courier/Evening.csv has 1 report, 2 May 2024; of 1 event it tells 1 in its own voice"
    assert [each["name"] for each in outlet["speakers"]] == ["Anna Berg"]


def test_an_event_shows_how_each_report_tells_it(record: Path, client: TestClient) -> None:
    """Each telling has its words, whose word it is and who denies it."""
    with Store(record) as store:
        ((event,),) = store.sql("SELECT id FROM events WHERE report = 'r1'").rows
    shown = facts(client, to.event(event))
    told = {each["row"]["report"]: each["whose"] for each in shown["tellings"]}
    assert told["r1"] == "in Bugle’s own voice; denied by Kyiv"
    assert shown["sentence"].startswith("Moscow accused Kyiv, in Kyiv, on ")
    assert [each["name"] for each in shown["actors"]] == ["Moscow"]
