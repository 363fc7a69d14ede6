"""Types that the user defined, on every page that shows an event's type; and claims in plain words on lists."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from newsroom import build, report
from starlette.testclient import TestClient
from visiting import visitor

from onrecord.room.facts.claim import worded
from onrecord.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    raws = [
        report("r1", "Moscow accused Kyiv of shelling the northern grain port.", outlet="Bugle"),
        report("r2", "Pyongyang accused Moscow of hiding seven freight trains.", outlet="Echo"),
        report("r3", "Anna Berg said that the depot was empty."),
    ]
    build(tmp_path / "news.record", raws)
    return tmp_path / "news.record"


@pytest.fixture
def visit(path: Path) -> Iterator[TestClient]:
    with visitor(path) as client:
        yield client


def labelled(path: Path) -> str:
    """Give one event a type of the user's own, and return its id."""
    with Store(path, "w") as store:
        ((event,),) = store.sql("SELECT id FROM events WHERE report = 'r1'").rows
        store.relabel({str(event): ("grain-war",)}, "1-00")
    return str(event)


def test_a_type_of_ones_own_is_shown_wherever_the_type_is(path: Path, visit: TestClient) -> None:
    """Front, report, event, claim and find pages name it; without the label none of them does."""
    with Store(path) as store:
        ((event, claim),) = store.sql(
            "SELECT events.id, claim FROM events JOIN accounts ON row = events.id WHERE events.report = 'r1'"
        ).rows
    pages = ["/", "/reports/r1", f"/events/{event}", f"/claims/{claim}", "/find?kind=events", "/find?kind=claims"]
    assert not [page for page in pages if "grain-war" in visit.get(page).text]
    assert labelled(path) == event
    assert [page for page in pages if "grain-war" not in visit.get(page).text] == []
    assert "grain-war" not in visit.get("/reports/r2").text


def test_a_type_of_ones_own_is_in_the_data_of_pages(path: Path, visit: TestClient) -> None:
    """The JSON of the front page counts it, that of a report, an event and a search has it on the row."""
    event = labelled(path)
    assert visit.get("/index.json").json()["own_types"] == [{"type": "grain-war", "events": 1}]
    assert [each["own_types"] for each in visit.get("/reports/r1.json").json()["events"]] == [["grain-war"]]
    assert visit.get(f"/events/{event}.json").json()["own_types"] == ["grain-war"]
    assert [row["own_types"] for row in visit.get("/find.json?kind=claims&type=grain-war").json()["rows"]] == [
        "grain-war"
    ]


def test_claims_on_lists_are_told_in_plain_words(path: Path, visit: TestClient) -> None:
    """Front page and search word a claim as its own page does; one of words only stands in these words."""
    with Store(path) as store:
        rows = store.sql("SELECT id, row, what FROM claims ORDER BY kind").rows
        words = worded(store, [(str(claim), str(row), str(what)) for claim, row, what in rows])
    assert len(set(words.values())) == len(rows) == 3
    told = visit.get("/index.json").json()["worded"]
    found = visit.get("/find?kind=claims").text
    for claim, sentence in words.items():
        assert told[claim] == sentence
        assert sentence.strip("“”") in found
        assert visit.get(f"/claims/{claim}.json").json()["sentence"].startswith(sentence)


def test_words_of_a_search_are_marked_beside_the_sentence(visit: TestClient) -> None:
    """A claim that is found by its words shows them, marked, also where its sentence puts them otherwise."""
    page = visit.get("/find?kind=claims&text=moscow").text
    assert "<mark>Moscow</mark>" in page
