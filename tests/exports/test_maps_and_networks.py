"""Maps and networks: every event or tie once, where it belongs."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import geojson_pydantic
import networkx as nx
import pytest

from onrecord.exports.offsets import xml_storable
from onrecord.store import Store

from .exported import texts, write


def test_geojson_is_valid_and_slices_again(examples: Store, tmp_path: Path) -> None:
    """The collection passes the validator; each point is one event, and its words stand in its sentence."""
    written = write(examples, "geojson", tmp_path / "e.geojson")
    body = (tmp_path / "e.geojson").read_text("utf-8")
    collection = geojson_pydantic.FeatureCollection.model_validate_json(body)
    known = texts(examples)
    assert len(collection.features) == written.counts["events"] > 0
    assert len({feature.id for feature in collection.features}) == len(collection.features)
    for feature in collection.features:
        facts: dict[str, Any] = dict(feature.properties or {})
        assert known[facts["report"]][facts["start"] : facts["end"]] in facts["sentence"]
        assert facts["precision"] in ("city", "region", "country")
    groups = examples.sql("SELECT count(*) FROM event_groups").rows[0][0]
    assert written.counts["events"] + written.left_out["events without coordinates"] == groups


def test_coordinates_are_longitude_first(examples: Store, tmp_path: Path) -> None:
    """A point is [longitude, latitude], as the record has them."""
    write(examples, "geojson", tmp_path / "e.geojson")
    features = json.loads((tmp_path / "e.geojson").read_text("utf-8"))["features"]
    events = {event.id: event for record in examples.records() for event in record.events}
    for feature in features:
        place = events[feature["properties"]["event"]].place
        assert place is not None
        assert feature["geometry"]["coordinates"] == [place.longitude, place.latitude]


def test_an_empty_map_is_a_map(odd: Store, tmp_path: Path) -> None:
    """Without a single place the collection is valid and says beside it how many events it leaves out."""
    written = write(odd, "geojson", tmp_path / "e.geojson")
    assert json.loads((tmp_path / "e.geojson").read_text("utf-8"))["features"] == []
    beside = json.loads((tmp_path / "e.geojson.left-out.json").read_text("utf-8"))
    assert beside["rows_left_out"] == {"events without coordinates": written.left_out["events without coordinates"]}


def test_timemap_files_fit_together(examples: Store, tmp_path: Path) -> None:
    """Events have a day and a place as text, and every source and association they name is there."""
    written = write(examples, "timemap", tmp_path)
    events, sources, associations = (
        json.loads((tmp_path / f"{name}.json").read_text("utf-8")) for name in ("events", "sources", "associations")
    )
    assert len(events) == written.counts["events"] > 0
    assert len(sources) == written.counts["sources"]
    known = {each["id"]: each["mode"] for each in associations}
    used = set()
    for event in events:
        assert all(isinstance(event[name], str) for name in ("id", "description", "date", "location", "latitude"))
        month, day, year = map(int, event["date"].split("/"))
        assert date(year, month, day)
        float(event["latitude"]), float(event["longitude"])
        assert {known[each] for each in event["associations"]} == {"FILTER"}
        assert known[event["category"]] == "CATEGORY"
        used |= set(event["sources"])
    assert used == sources.keys()
    assert all(source["id"] == key and source["paths"] == [] for key, source in sources.items())


@pytest.mark.parametrize("name", ["gexf", "graphml"])
def test_networks_read_back(store: Store, tmp_path: Path, name: str) -> None:
    """networkx reads the network; it has every actor and tie of the record with its numbers."""
    write(store, name, tmp_path / f"n.{name}")
    if name == "gexf":
        network = nx.read_gexf(tmp_path / "n.gexf")
    else:
        network = nx.read_graphml(tmp_path / "n.graphml", force_multigraph=True)
    nodes = {row["id"]: row for row in store.answers("actor_nodes", score=0.0, confirmed=0)}
    edges = list(store.answers("actor_edges", score=0.0, confirmed=0))
    assert edges
    assert set(network.nodes) == nodes.keys()
    for key, facts in network.nodes(data=True):
        assert facts["label"] == xml_storable(nodes[key]["name"])
        assert facts["reports"] == nodes[key]["reports"]
    found = [
        (source, target, facts["type"], facts["events"], facts["weight"], facts["quad"])
        for source, target, facts in network.edges(data=True)
    ]
    wanted = [(e["source"], e["target"], e["type"], e["events"], e["events"], e["quad"]) for e in edges]
    assert sorted(found) == sorted(wanted)


def test_ties_count_events_and_not_reports(odd: Store, tmp_path: Path) -> None:
    """What two reports tell of one event is one event between the two, or as many as the ledger says."""
    write(odd, "gexf", tmp_path / "n.gexf")
    network = nx.read_gexf(tmp_path / "n.gexf")
    by_name = {facts["label"]: key for key, facts in network.nodes(data=True)}
    edge = network.get_edge_data(by_name["Moscow"], by_name["Kyiv"])
    facts = edge if "events" in edge else next(iter(edge.values()))
    groups = odd.sql(
        "SELECT count(DISTINCT member_of) FROM ledger_rows JOIN events ON events.id = row "
        "JOIN participants ON participants.event = events.id AND role = 'recipient' "
        "AND participants.quote = 'Kyiv'"
    ).rows[0][0]
    assert facts["events"] == groups
    assert facts["reports"] == 2
