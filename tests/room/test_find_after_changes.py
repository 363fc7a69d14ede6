"""What a search finds is what going through the rows one by one finds, whatever has been written to the record."""

import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from newsroom import build, newsrooms, pipeline, problems, report
from reckoning import differing, plain_search
from starlette.testclient import TestClient
from visiting import visitor

from onrecord.bookkeeping import Ledger, bring_up_to_date
from onrecord.errors import SkipReason
from onrecord.pipeline import build_store
from onrecord.records import Failure, RawReport
from onrecord.store import Input, Store
from onrecord.store.migrations import migrations
from onrecord.store.room.cards import KINDS

KEYS = {"events": "event", "statements": "statement", "claims": "claim", "reports": "report", "actors": "actor"}


def wrong(path: Path, visit: TestClient, kind: str, **asked: object) -> list[object]:
    """Return what a search finds otherwise than the plain reckoning: ids, facets, sizes of kinds."""
    facets = {name: set(values) for name, values in asked.pop("facets", {}).items()}
    given = {name: value for name, value in asked.items() if value is not None}
    with Store(path) as store:
        ids, counts = plain_search(store, kind, facets, **given)
        sizes = {each: len(plain_search(store, each, {}, text=given.get("text"))[0]) for each in KINDS}
    answer = visit.get("/find.json", params={"kind": kind, **given, **{name: sorted(facets[name]) for name in facets}})
    found = answer.json()
    problems: list[object] = [name for name in differing(found["facets"], counts) if name not in facets]
    for each in found["facets"]:  # what is chosen is listed though no row has it
        chosen = facets.get(each["name"], set())
        counted = {value["value"]: value["rows"] for value in each["values"]}
        if any(counted.get(value, 0) != counts.get(each["name"], {}).get(value, 0) for value in chosen):
            problems.append((each["name"], counted))
    if [row[KEYS[kind]] for row in found["rows"]] != ids or found["total"] != len(ids):
        problems.append(("rows", found["total"], ids))
    if found["kinds"] != sizes:
        problems.append(("kinds", found["kinds"], sizes))
    return problems


SEARCHES = (
    *({"kind": kind} for kind in KINDS),
    {"kind": "events", "facets": {"type": ["ACCUSE"]}},
    {"kind": "events", "facets": {"outlet": ["Bugle", "Harbour Courier"], "month": ["2024-05"]}},
    {"kind": "events", "facets": {"speaker": ["own"]}, "sort": "oldest"},
    {"kind": "events", "text": "northern grain", "sort": "surest"},
    {"kind": "events", "since": "2024-05-02", "facets": {"country": ["RUS", "UKR"]}},
    {"kind": "statements", "text": '"freight trains"', "facets": {"act": ["deny"]}},
    {"kind": "statements", "facets": {"standing": ["disputed", "denied"], "speaker": ["person"]}},
    {"kind": "claims", "facets": {"standing": ["disputed"]}, "sort": "repeated"},
    {"kind": "claims", "text": "port", "until": "2024-05-02"},
    {"kind": "reports", "text": "depot", "facets": {"outlet": ["Bugle"]}},
    {"kind": "actors", "sort": "repeated"},
    {"kind": "actors", "text": "berg"},
)


def all_wrong(path: Path, visit: TestClient) -> list[object]:
    """Return all that the searches find otherwise."""
    return [(asked, found) for asked in SEARCHES if (found := wrong(path, visit, **asked))]


def forget(path: Path, raw: RawReport) -> None:
    """Take a report away: its file was emptied."""
    with Store(path, "w") as store:
        store.begin("gone")
        store.fail(
            Failure(path=raw.path, stage="read", reason=SkipReason.EMPTY, message="emptied", sha256="0" * 64),
            Input.of(raw),
        )
        store.finish()
        bring_up_to_date(store)


@given(newsrooms(), newsrooms())
@settings(max_examples=8)
def test_searches_follow_reports_that_come_change_and_go(first: list[RawReport], then: list[RawReport]) -> None:
    """One room is asked before, between and after: reports added, read by another model, changed and taken away."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.record"
        build(path, first[:1])
        with visitor(path) as visit:
            assert all_wrong(path, visit) == []
            build(path, first, batch_reports=1)
            assert all_wrong(path, visit) == []
            build(path, then, read_by=pipeline(other=True))
            assert all_wrong(path, visit) == []
            forget(path, then[-1])
            assert all_wrong(path, visit) == []


RAWS = (
    report("r1", "Moscow accused Kyiv of shelling the northern grain port.", outlet="Bugle", published="2024-05-02"),
    report("r2", "Kyiv denied that it had shelled the northern grain port.", outlet="Echo", published="2024-05-03"),
    report("r3", "Pyongyang accused Moscow of hiding seven freight trains.", published="2024-06-02"),
    report("r4", "Anna Berg said that seven freight trains had left the depot.", outlet="Bugle", published="2024"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    build(tmp_path / "news.record", RAWS)
    return tmp_path / "news.record"


@pytest.fixture
def visit(path: Path) -> Iterator[TestClient]:
    with visitor(path) as client:
        yield client


def first(path: Path, question: str) -> list[str]:
    """Return the first column of an answer."""
    with Store(path) as store:
        return [str(row[0]) for row in store.sql(question).rows]


def test_searches_follow_corrections(path: Path, visit: TestClient) -> None:
    """A type that is set, an outlet that is put right, actors that are merged, a rejected row: as they are now."""
    assert all_wrong(path, visit) == []
    event, *_ = first(path, "SELECT id FROM events ORDER BY id")
    statement, *_ = first(path, "SELECT id FROM statements ORDER BY id")
    actors = first(path, "SELECT id FROM actors WHERE name IN ('Kyiv', 'Pyongyang') ORDER BY name")
    with Store(path, "w") as store:
        fixer = Ledger(store).fixer(author="A. Berg")
        fixer.set_field(event, "type", "THREATEN")
        bring_up_to_date(store)
    assert visit.get("/find.json?kind=events&type=THREATEN").json()["total"] == 1
    assert all_wrong(path, visit) == []
    with Store(path, "w") as store:
        fixer = Ledger(store).fixer(author="A. Berg")
        fixer.set_field("r1", "outlet", "Echo")
        fixer.merge(*actors)
        fixer.reject(statement)
        bring_up_to_date(store)
    assert all_wrong(path, visit) == []
    with Store(path, "w") as store:
        Ledger(store).fixer(author="A. Berg").undo()
        bring_up_to_date(store)
    assert all_wrong(path, visit) == []


def test_searches_see_a_report_before_the_ledger_takes_it_in(path: Path, visit: TestClient) -> None:
    """Between the storing of a report and the ledger's turn its rows are found, with what is known of them by then."""
    with Store(path, "w") as store:
        raw = report("r9", "Moscow denied that it was hiding seven freight trains.", outlet="Echo")
        build_store(store, pipeline(), [raw])
    assert all_wrong(path, visit) == []
    build(path, [])
    assert all_wrong(path, visit) == []


def test_types_of_ones_own_are_among_the_types(path: Path, visit: TestClient) -> None:
    """An event that has a type of the user's own is found under it, and so is its claim; without it no longer."""
    event, *_ = first(path, "SELECT id FROM events ORDER BY id")
    with Store(path, "w") as store:
        store.relabel({event: ("grain-war",)}, "1-00")
    own = {"type": ["grain-war"]}
    assert wrong(path, visit, kind="events", facets=own) == wrong(path, visit, kind="claims", facets=own) == []
    assert visit.get("/find.json?kind=events&type=grain-war").json()["rows"][0]["event"] == event
    with Store(path, "w") as store:
        store.relabel({}, None)
    assert visit.get("/find.json?kind=events&type=grain-war").json()["total"] == 0
    assert all_wrong(path, visit) == []


def test_a_record_of_an_earlier_version_is_searched_when_it_is_opened(path: Path) -> None:
    """The step that adds the cards leads to cards of all that the record holds."""
    _take_back(path)
    with visitor(path) as visit:
        assert all_wrong(path, visit) == []


def test_cards_that_were_not_made_are_made_when_the_record_is_opened(path: Path) -> None:
    """A run killed right after the step leaves rows noted; the next one to open the record makes their cards."""
    _take_back(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(migrations()[6].sql)
        connection.execute("INSERT INTO migrations VALUES (7, 'find', '2026-01-01')")
        connection.execute("PRAGMA user_version = 7")
        connection.commit()
    with visitor(path) as visit:
        assert all_wrong(path, visit) == []


@pytest.mark.parametrize("sort", ["newest", "oldest", "surest", "repeated"])
def test_pages_hold_each_row_once_in_order(path: Path, visit: TestClient, sort: str) -> None:
    """Pages of few rows, one after the other, are the whole, also where many rows are equal in what sorts them."""
    for kind, limit in product(("events", "statements", "reports", "actors"), (1, 2, 3)):
        with Store(path) as store:
            ids, _ = plain_search(store, kind, {}, sort=sort)
        pages = range(1, len(ids) // limit + 2)
        asked = [visit.get(f"/find.json?kind={kind}&sort={sort}&limit={limit}&page={page}").json() for page in pages]
        assert [row[KEYS[kind]] for page in asked for row in page["rows"]] == ids


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM room_cards WHERE number = (SELECT min(number) FROM room_cards)",
        "INSERT INTO room_cards SELECT number + 100, 'e0', card FROM room_cards LIMIT 1",
        "DELETE FROM room_blocks WHERE block = (SELECT max(block) FROM room_blocks)",
        "UPDATE room_blocks SET cards = CAST(cards || x'00000000' AS BLOB)",
        "INSERT INTO room_words_fts (rowid, words) VALUES (7, 'words of no row')",
    ],
)
def test_a_check_of_the_record_tells_of_cards_out_of_step(path: Path, damage: str) -> None:
    """A card too few, one too many, a block that lacks some, words of no row: each is a problem that is named."""
    assert problems(path) == []
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(damage)
    assert problems(path) != []


def _take_back(path: Path) -> None:
    """Make the record one of the version before the cards."""
    made = re.findall(r"^CREATE (?:VIRTUAL |UNIQUE )?(TRIGGER|TABLE|INDEX) (\w+)", migrations()[6].sql, re.M)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for kind, name in sorted(made, key=lambda each: each[0], reverse=True):
            connection.execute(f"DROP {kind} IF EXISTS {name}")
        connection.execute("DELETE FROM migrations WHERE version > 6")
        connection.execute("PRAGMA user_version = 6")
