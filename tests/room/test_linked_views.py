"""Timeline, map and network, as a reader gets them from a record that a scripted pipeline made."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from newsroom import build, report
from starlette.testclient import TestClient

from onrecord.room.access import Access
from onrecord.room.app import build_app

REPORTS = (
    report("r1", "Moscow accused Kyiv of shelling the port.", outlet="Bugle", published="2022-08-02"),
    report("r2", "Moscow accused Kyiv of hiding seven trains.", outlet="Courier", published="2023-01-20"),
    report("r3", "Pyongyang accused Moscow of losing a <b>ship</b>.", outlet="Bugle", published="2023-01-21"),
    report("r4", "Pyongyang accused Kyiv of losing a ship.", outlet="Bugle"),
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Return a reader of a record of four accusations."""
    path = tmp_path_factory.mktemp("room") / "news.record"
    build(path, list(REPORTS))
    return TestClient(build_app(path, access=Access(port=8117)), base_url="http://127.0.0.1:8117")


def facts(room: TestClient, address: str) -> dict[str, Any]:
    """Return the JSON of a page."""
    answer = room.get(address)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_the_timeline_counts_events_by_month(room: TestClient) -> None:
    """Each month holds its events by kind; an event that cannot be dated is counted apart."""
    found = facts(room, "/timeline.json")
    assert [(month["when"], month["verbal_conflict"]) for month in found["bins"]] == [("2022-08", 1), ("2023-01", 2)]
    assert found["dating"] == {"event": 3, "report": 0, "year": 0, "unknown": 1}


def test_few_months_are_counted_by_day(room: TestClient) -> None:
    """A month that is chosen is shown day by day, the months around it stay in the strip."""
    found = facts(room, "/timeline.json?since=2023-01&until=2023-01")
    assert [each["when"] for each in found["bins"]] == ["2023-01-20", "2023-01-21"]
    assert [each["when"] for each in found["months"]] == ["2022-08", "2023-01"]
    assert [each["when"] for each in found["told"]] == ["2023-01-21", "2023-01-20"]


@pytest.mark.parametrize(
    ("query", "months"),
    [
        ("type=ACCUSE", ["2022-08", "2023-01"]),
        ("type=ASSAULT", []),
        ("quad=3&outlet=Courier", ["2023-01"]),
        ("actor=Pyongyang", ["2023-01"]),
        ("actor=pyongyang&other=Kyiv", []),
        ("actor=Kyiv&other=Moscow", ["2022-08", "2023-01"]),
        ("country=ukr&voice=own", ["2022-08", "2023-01"]),
        ("country=RUS", ["2023-01"]),
        ("standing=disputed", []),
        ("factuality=CT%2B", ["2022-08", "2023-01"]),
    ],
)
def test_filters_narrow_all_three_views(room: TestClient, query: str, months: list[str]) -> None:
    """The same filters in the address leave the same months in the timeline, the map and the network."""
    for view in ("timeline", "map", "network"):
        found = facts(room, f"/{view}.json?{query}")
        assert [each["when"] for each in found["months"]] == months
        assert room.get(f"/{view}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type=QUARREL", "type=QUARREL"),
        ("since=soon", "since=soon"),
        ("since=2023-13", "since=2023-13"),
        ("since=2023-02&until=2023-01", "since=2023-02"),
        ("quad=5", "quad=5"),
        ("actor=" + "x" * 300, "300 characters"),
    ],
)
def test_a_filter_that_is_none_says_so(room: TestClient, query: str, found: str) -> None:
    """A value that a filter cannot have is answered with what was found and what was expected."""
    answer = room.get(f"/map.json?{query}")
    assert answer.status_code == 400
    assert found in answer.json()["found"]
    assert answer.json()["expected"]


def test_a_name_that_nobody_has_says_so(room: TestClient) -> None:
    """A name that no actor has shows nothing, and says that nobody is called so."""
    page = room.get("/network?actor=Atlantis").text
    assert "No actor of this record is called “Atlantis”" in page
    assert facts(room, "/network.json?actor=Atlantis")["network"]["nodes"] == []


def test_the_map_counts_countries_and_places(room: TestClient) -> None:
    """A country holds the events of its places; the GeoJSON has the places with coordinates alone."""
    where = facts(room, "/map.json")["where"]
    assert {each["country"]: each["events"] for each in where["countries"]} == {"UKR": 3, "RUS": 1}
    assert where["without"] == 0
    assert room.get("/map.geojson").json() == {"type": "FeatureCollection", "features": []}
    assert {each["name"]: each["events"] for each in where["unresolved"]} == {"Kyiv": 3, "Moscow": 1}


def test_the_network_says_who_does_what_to_whom(room: TestClient) -> None:
    """Ties run from who accuses to who is accused, and the table says it in words."""
    found = facts(room, "/network.json")["network"]
    names = {node["actor"]: node["name"] for node in found["nodes"]}
    ties = {(names[tie["doer"]], names[tie["receiver"]]): tie["events"] for tie in found["ties"]}
    assert ties == {("Moscow", "Kyiv"): 2, ("Pyongyang", "Moscow"): 1, ("Pyongyang", "Kyiv"): 1}
    rows = list(csv.DictReader(io.StringIO(room.get("/network.csv").text)))
    assert (rows[0]["doer_name"], rows[0]["deeds"], rows[0]["receiver_name"]) == ("Moscow", "accuses 2", "Kyiv")


def test_what_a_report_says_stays_text(room: TestClient) -> None:
    """Markup in a sentence of a report is shown as it stands and is no markup of the page."""
    page = room.get("/timeline").text
    assert "a &lt;b&gt;ship&lt;/b&gt;" in page
    assert "<b>ship" not in page


@pytest.mark.parametrize("view", ["timeline", "map", "network", "network?nodes=60"])
def test_an_empty_record_says_what_to_do(view: str, tmp_path: Path) -> None:
    """A record without an event is shown without a drawing, and without a fault."""
    build(tmp_path / "news.record", [report("r1", "The harbour is quiet.")])
    app = build_app(tmp_path / "news.record", access=Access(port=8117))
    answer = TestClient(app, base_url="http://127.0.0.1:8117").get(f"/{view}")
    assert answer.status_code == 200
    assert "0 events" in answer.text
