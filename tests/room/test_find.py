"""Find: facets, words, exact hits, and the rows as data."""

import csv
import io
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import build, report
from starlette.testclient import TestClient
from visiting import visitor

from onrecord.errors import StoreError
from onrecord.room.search.lines import pieces
from onrecord.room.search.shelf import Narrowing, Shelf
from onrecord.store import Filters, Store
from onrecord.store.hits import hits, holds
from onrecord.store.room.cards import FACETS, card_of, day_number
from onrecord.store.room.find import holding
from onrecord.store.room.words import folded, full_text, question

# A mark that combines stands after a letter, as it does in words.
WORDS = st.lists(st.sampled_from([*'ab Ééﬁß_-’.\n"İ1', "e\u0301"]), max_size=24).map("".join)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    build(
        tmp_path / "a.record",
        [
            report(
                "r1",
                "Moscow accused Kyiv of shelling the northern grain port.",
                "Kyiv denied that it had shelled the northern grain port.",
                outlet="Bugle",
                published="2024-05-02",
            ),
            report(
                "r2",
                "Pyongyang accused Moscow of hiding seven freight trains.",
                outlet="Courier",
                published="2024-06-09",
            ),
            report("r3", "Anna Berg said that =cmd was in the northern depot 😀 of the port.", published="2024-06-10"),
        ],
    )
    return tmp_path / "a.record"


@pytest.fixture
def visit(path: Path) -> Iterator[TestClient]:
    with visitor(path) as client:
        yield client


def facets(visit: TestClient, query: str) -> dict[str, dict[str, int]]:
    """Return the counts of every facet of a search."""
    found = visit.get(f"/find.json?{query}").json()["facets"]
    return {facet["name"]: {each["value"]: each["rows"] for each in facet["values"]} for facet in found}


def test_facets_count_what_the_record_holds(path: Path, visit: TestClient) -> None:
    """Without a filter the counts are those of all rows."""
    with Store(path) as store:
        events = list(store.find_events(Filters()))
    counted = facets(visit, "kind=events")
    assert counted["type"] == dict(Counter(event.type for event in events))
    assert counted["outlet"] == dict(Counter(event.outlet for event in events if event.outlet))
    assert counted["month"] == dict(Counter(event.published[:7] for event in events if event.published))
    assert visit.get("/find.json?kind=events").json()["total"] == len(events)


def test_a_facet_shows_what_else_could_be_chosen(visit: TestClient) -> None:
    """A chosen value narrows the other facets, and leaves the counts of its own."""
    all_counts, counted = facets(visit, "kind=events"), facets(visit, "kind=events&outlet=Bugle")
    assert counted["outlet"] == all_counts["outlet"]
    assert sum(counted["month"].values()) == counted["outlet"]["Bugle"] < sum(all_counts["month"].values())


def test_two_values_of_a_facet_are_either_and_two_facets_both(visit: TestClient) -> None:
    """Values of one facet add up, facets narrow."""
    one = visit.get("/find.json?kind=events&outlet=Bugle").json()["total"]
    both = visit.get("/find.json?kind=events&outlet=Bugle&outlet=Courier").json()["total"]
    none = visit.get("/find.json?kind=events&outlet=Bugle&month=2024-06").json()
    assert both > one > 0
    assert none["total"] == 0
    assert none["without"] == {"outlet": 1, "month": one}


@pytest.mark.parametrize("text", ["northern port", '"northern grain"', "NORTHERN", "port", "depot 😀 of"])
def test_hits_are_the_very_words(path: Path, visit: TestClient, text: str) -> None:
    """Every hit, sliced out of the report's text, is one of the words looked for."""
    with Store(path) as store:
        texts = {record.report.id: record.report.text for record in store.records()}
    rows = visit.get("/find.json", params={"text": text, "kind": "reports"}).json()["rows"]
    assert rows
    wanted = {word.strip('"').casefold() for word in ([text] if '"' in text else text.split())}
    for row in rows:
        assert {texts[row["report"]][start:end].casefold() for start, end in row["hits"]} <= wanted


def test_words_are_found_in_every_kind_of_row(visit: TestClient) -> None:
    """The page says how many rows of each kind hold the words."""
    kinds = visit.get("/find.json?text=northern").json()["kinds"]
    assert kinds["reports"] == 2
    assert kinds["statements"] == 2
    assert kinds["events"] > 0
    assert kinds["actors"] == 0
    assert visit.get("/find.json?text=berg").json()["kind"] in ("reports", "actors", "claims")


def test_days_bound_what_is_found(visit: TestClient) -> None:
    """Rows outside the days are left out, and what has no day with them."""
    assert visit.get("/find.json?kind=reports&since=2024-06-01").json()["total"] == 2
    assert visit.get("/find.json?kind=reports&until=2024-05-31").json()["total"] == 1
    assert visit.get("/find.json?kind=actors&since=2024-06-01").json()["total"] == 0


@pytest.mark.parametrize(("sort", "order"), [("newest", ["r3", "r2", "r1"]), ("oldest", ["r1", "r2", "r3"])])
def test_rows_come_in_the_order_asked_for(visit: TestClient, sort: str, order: list[str]) -> None:
    """Newest or oldest first."""
    rows = visit.get(f"/find.json?kind=reports&sort={sort}").json()["rows"]
    assert [row["report"] for row in rows] == order


def test_pages_follow_one_another(visit: TestClient) -> None:
    """Pages of two rows hold each row once."""
    pages = [visit.get(f"/find.json?kind=reports&limit=2&page={n}").json()["rows"] for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [2, 1, 0]
    assert visit.get("/find?kind=reports&limit=2&page=3").status_code == 200


def test_a_search_is_the_same_as_a_page_and_as_data(visit: TestClient) -> None:
    """CSV, JSON lines and JSON hold the same rows."""
    query = "kind=statements&speaker=person"
    in_json = visit.get(f"/find.json?{query}").json()["rows"]
    in_lines = [json.loads(line) for line in visit.get(f"/find.jsonl?{query}").text.splitlines()]
    in_csv = list(csv.DictReader(io.StringIO(visit.get(f"/find.csv?{query}").text)))
    assert in_lines == in_json
    assert [row["statement"] for row in in_csv] == [row["statement"] for row in in_json]


def test_the_links_to_data_lead_to_every_row(visit: TestClient) -> None:
    """The page shows some rows; what it offers as data is all that the search finds."""
    page = visit.get("/find?kind=reports&limit=1&outlet=Bugle&outlet=Courier").text
    link = unescape(re.search(r'href="(/find\.csv[^"]*)"', page)[1])
    assert len(list(csv.DictReader(io.StringIO(visit.get(link).text)))) == 2


def test_no_cell_is_a_formula(visit: TestClient) -> None:
    """A statement that begins like a formula begins with an apostrophe in CSV, and as it is in JSON."""
    in_csv = list(csv.DictReader(io.StringIO(visit.get("/find.csv?kind=statements&text=cmd").text)))
    in_json = visit.get("/find.json?kind=statements&text=cmd").json()["rows"]
    assert in_csv[0]["said"] == "'" + in_json[0]["said"]
    assert in_json[0]["said"].startswith("=")


def test_geojson_holds_the_rows_that_have_a_place(visit: TestClient) -> None:
    """Every feature is a point with the row as its properties; rows without coordinates are none."""
    collection = visit.get("/find.geojson?kind=events").json()
    rows = visit.get("/find.json?kind=events").json()["rows"]
    assert collection["type"] == "FeatureCollection"
    assert len(collection["features"]) == sum(row["latitude"] is not None for row in rows)
    for feature in collection["features"]:
        assert feature["geometry"]["coordinates"] == [
            feature["properties"]["longitude"],
            feature["properties"]["latitude"],
        ]


WRONG = ("kind=nothing", "sort=x", "since=yesterday", "until=2024-13-01", "min_score=2", "min_score=nan", "page=0")


@pytest.mark.parametrize("query", [*WRONG, "page=x", "limit=9999999", "text=" + "x" * 600])
def test_what_an_address_cannot_mean_is_said(visit: TestClient, query: str) -> None:
    """A search that cannot be meant is an error that names what was found and what was expected."""
    answer = visit.get(f"/find?{query}")
    assert answer.status_code == 400
    assert "Expected" in answer.text


@pytest.mark.parametrize("text", ['"', "''", "*", "NEAR(a b)", "a OR", "(", "text:x", "--", "\x00", "%", "😀"])
@pytest.mark.parametrize("kind", ["reports", "statements"])
def test_no_text_is_a_question_of_its_own(visit: TestClient, text: str, kind: str) -> None:
    """Signs that the full-text index has a meaning for are looked for as words, or are none."""
    assert visit.get("/find", params={"text": text, "kind": kind}).status_code == 200


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Give a record without rows, to put words into."""
    path = tmp_path_factory.mktemp("words") / "a.record"
    Store(path, "w").close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


@given(texts=st.lists(WORDS, max_size=6), wanted=WORDS)
def test_rows_hold_words_as_the_store_finds_them(indexed: sqlite3.Connection, texts: list[str], wanted: str) -> None:
    """Words and phrases are found in the index of words just where the store finds them in the text."""
    indexed.execute("DELETE FROM room_words")
    indexed.executemany("INSERT INTO room_words VALUES (?, ?)", enumerate(map(folded, texts)))
    asked = question(wanted)
    found = holding(indexed, asked) if asked else ""
    assert found == ",".join(str(number) for number, text in enumerate(texts) if holds(wanted, text))


@given(WORDS)
def test_a_search_is_always_sound_for_the_index(wanted: str) -> None:
    """What is handed to the full-text index is phrases in quotation marks and nothing else."""
    question = full_text(wanted)
    assert question is None or all(
        part.startswith('"') and part.endswith('"') and '"' not in part[1:-1] for part in question.split(" AND ")
    )


@given(st.text(st.sampled_from("ab cé\n"), max_size=900), st.sampled_from(["a", "b c", '"a b"', "zz"]))
def test_a_line_is_never_cut_inside_a_hit(text: str, wanted: str) -> None:
    """Pieces that are hits stand in the text as they are; short texts are shown whole."""
    shown = pieces(text, wanted)
    spans = {text[hit.start : hit.end] for hit in hits(wanted, text)}
    for piece in shown:
        if piece.is_hit:
            assert piece.text in text
            assert any(span in piece.text for span in spans)
    if len(text) <= 100:
        assert "".join(piece.text for piece in shown) == text


ROWS = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(["type", "actor"]), st.sampled_from([1, 2, 1_000_000])),
    max_size=20,
)


def test_values_of_any_text_are_told_apart(tmp_path: Path) -> None:
    """An outlet whose name holds a control character is a facet of that name, and rows without outlet have none."""
    outlets = ("A\x1fB", "C\x1eD", None)
    sentence = "Moscow accused Kyiv of shelling the northern grain port."
    build(tmp_path / "a.record", [report(f"r{n}", sentence, outlet=each) for n, each in enumerate(outlets)])
    with Store(tmp_path / "a.record") as store:
        stored = {row[0] for row in store.sql("SELECT outlet FROM reports WHERE outlet IS NOT NULL").rows}
    with visitor(tmp_path / "a.record") as visit:
        assert facets(visit, "kind=reports")["outlet"] == dict.fromkeys(stored, 1)


@given(ROWS, st.frozensets(st.sampled_from([1, 2, 9])), st.frozensets(st.sampled_from([1, 2])))
def test_a_shelf_counts_as_one_would_by_hand(
    rows: list[tuple[int, str, int]], types: frozenset[int], actors: frozenset[int]
) -> None:
    """Rows that pass, and the counts of every facet, are those of going through the rows one by one."""
    turns = (1, 2, 3, 4)
    values = {
        name: {turn: {code for row, facet, code in rows if (row, facet) == (turn, name)} for turn in turns}
        for name in ("type", "actor")
    }
    cards = (
        card_of(turn, "2024-01-01", None, 0.5, [(name, code) for name in values for code in values[name][turn]])
        for turn in turns
    )
    shelf = Shelf(100, b"".join(cards))
    chosen = {name: codes for name, codes in (("type", types), ("actor", actors)) if codes}
    passing, others = shelf.passing(Narrowing(facets=chosen))

    def passes(turn: int, name: str, wanted: frozenset[int]) -> bool:
        return not wanted or bool(values[name][turn] & wanted)

    expected = [f"e{turn}" for turn in turns if passes(turn, "type", types) and passes(turn, "actor", actors)]

    def ids_of(numbers: Sequence[int]) -> dict[int, str]:
        return {number: f"e{number - 100}" for number in numbers}

    assert shelf.ordered(passing, "newest", 0, 10, ids_of) == expected
    if "type" in shelf.facets:
        counts = shelf.facets["type"].counts(others.get("type", passing))
        among = [turn for turn in turns if passes(turn, "actor", actors)]
        assert counts == dict(Counter(code for turn in among for code in values["type"][turn]))


def test_a_card_holds_no_code_past_its_bits() -> None:
    """A value too many for cards to tell apart is refused, and the message says so."""
    assert len(card_of(1, None, None, 0, [(name, 1) for name in FACETS])) == 4 * (4 + len(FACETS))
    with pytest.raises(StoreError, match="told apart"):
        card_of(1, None, None, 0, [("type", 1 << 24)])


@pytest.mark.parametrize(("day", "known"), [("2024-05-02", True), ("2024", False), (None, False), ("soon", False)])
def test_only_days_are_days(day: str | None, known: bool) -> None:
    """What is no day in ISO 8601 counts as not known."""
    assert bool(day_number(day)) is known
