"""FollowTheMoney, STIX and schema.org, checked with the tools of each where there are any."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import stix2
import stix2validator

from onrecord.exports.offsets import storable
from onrecord.store import Store

from .exported import lines, texts, write

SCHEMATA = json.loads((Path(__file__).parent / "schemas" / "followthemoney.json").read_text("utf-8"))["schemata"]
CHARS = re.compile(r"char=(\d+),(\d+)")


def test_followthemoney_takes_every_entity(store: Store, tmp_path: Path) -> None:
    """Each line is a valid entity, no value of it is refused, and each entity it points at is there."""
    ftm = pytest.importorskip("followthemoney", reason="the followthemoney library is not installed")
    written = write(store, "ftm", tmp_path / "e.jsonl", full_text=True)
    entities = lines(tmp_path / "e.jsonl")
    assert len(entities) == written.counts["entities"] > 0
    ids = {entity["id"] for entity in entities}
    for entity in entities:
        proxy = ftm.model.get_proxy(entity, cleaned=False)
        assert proxy.schema.validate(entity) is None, entity
        kept = {name: len(proxy.get(name)) for name in entity["properties"]}
        assert kept == {name: len(set(values)) for name, values in entity["properties"].items()}, entity
        for prop in proxy.iterprops():
            if prop.type.name == "entity":
                assert set(proxy.get(prop)) <= ids
    assert {entity["schema"] for entity in entities} >= {"Article", "Event", "Note"}


def test_entities_fit_the_schema_kept_here(store: Store, tmp_path: Path) -> None:
    """Each entity has the required properties and no unknown one, and points at entities of the kind foreseen."""
    write(store, "ftm", tmp_path / "e.jsonl", full_text=True)
    entities = lines(tmp_path / "e.jsonl")
    schema_of = {entity["id"]: SCHEMATA[entity["schema"]] for entity in entities}
    for entity in entities:
        schema, properties = SCHEMATA[entity["schema"]], entity["properties"]
        assert re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?", entity["id"])
        assert set(schema["required"]) <= properties.keys() <= schema["properties"].keys()
        for name, values in properties.items():
            kind = schema["properties"][name]
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if kind["type"] == "entity":
                assert all(kind["range"] in schema_of[value]["is_a"] for value in values)
            elif kind["type"] == "country":
                assert all(re.fullmatch("[a-z]{2}", value) for value in values)
            elif kind["type"] == "date":
                assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value) for value in values)
            elif kind["type"] == "url":
                assert all(value.startswith("https://") for value in values)


def test_the_schema_kept_here_is_that_of_the_library() -> None:
    """Where the library is installed, its schemata still have every property and requirement that is kept here."""
    ftm = pytest.importorskip("followthemoney", reason="the followthemoney library is not installed")
    for name, kept in SCHEMATA.items():
        schema = ftm.model.get(name)
        assert sorted(schema.required) == kept["required"]
        for prop, kind in kept["properties"].items():
            assert schema.properties[prop].type.name == kind["type"]


def test_followthemoney_merges_reports_by_actor(examples: Store, tmp_path: Path) -> None:
    """Lines of one id are of one schema, so that `ftm aggregate` makes one entity of them."""
    write(examples, "ftm", tmp_path / "e.jsonl")
    schemata: dict[str, set[str]] = {}
    for entity in lines(tmp_path / "e.jsonl"):
        schemata.setdefault(entity["id"], set()).add(entity["schema"])
    assert all(len(found) == 1 for found in schemata.values())
    known = texts(examples)
    assert not [
        each for each in lines(tmp_path / "e.jsonl") if known.get(each["id"]) in each["properties"].get("bodyText", ())
    ]


def test_followthemoney_notes_slice_again(store: Store, tmp_path: Path) -> None:
    """What a note says is what its places cut from the text of record."""
    write(store, "ftm", tmp_path / "e.jsonl")
    entities = lines(tmp_path / "e.jsonl")
    digests = {
        each["id"]: re.findall(r"sha256 (\w+)", each["properties"]["notes"][0])[0]
        for each in entities
        if each["schema"] == "Article"
    }
    by_digest = {record.report.sha256: storable(record.report.text) for record in store.records()}
    known = {key: by_digest[digest] for key, digest in digests.items()}
    notes = [entity for entity in entities if entity["schema"] == "Note"]
    assert notes
    for note in notes:
        text = known[note["properties"]["entity"][0]]
        spans = CHARS.findall(note["properties"]["notes"][0])
        said = " … ".join(text[int(start) : int(end)] for start, end in spans)
        assert note["properties"]["description"] == [said]


def test_a_stix_bundle_is_valid(store: Store, tmp_path: Path) -> None:
    """The bundle parses, passes the validator, and every reference leads to an object in it."""
    written = write(store, "stix", tmp_path / "b.json")
    body = (tmp_path / "b.json").read_text("utf-8")
    bundle = stix2.parse(body, allow_custom=False)
    assert len(bundle.objects) == written.counts["objects"] > 0
    options = stix2validator.ValidationOptions(version="2.1", strict=False)
    result = stix2validator.validate_string(body, options)
    assert result.is_valid, [str(error) for error in result.errors][:5]
    ids = [each.id for each in bundle.objects]
    assert len(ids) == len(set(ids))
    assert {ref for each in bundle.objects for ref in each.get("object_refs", ())} <= set(ids)


def test_stix_quotations_slice_again(store: Store, tmp_path: Path) -> None:
    """Places of external references cut words that the note or opinion quotes."""
    write(store, "stix", tmp_path / "b.json")
    known = {record.report.sha256: storable(record.report.text) for record in store.records()}
    seen = 0
    for each in _objects(tmp_path / "b.json"):
        for reference in each.get("external_references", ()):
            digest = reference.get("description", "").removeprefix("text of record: sha256 ")
            for start, end in CHARS.findall(reference["external_id"]):
                assert known[digest][int(start) : int(end)] in (each.get("content") or each["explanation"])
                seen += 1
    assert seen > 0


def test_a_denial_is_an_opinion_of_the_denier(odd: Store, tmp_path: Path) -> None:
    """Who denies an event in the same report disagrees with its note."""
    write(odd, "stix", tmp_path / "b.json")
    objects = {each["id"]: each for each in _objects(tmp_path / "b.json")}
    opinions = [each for each in objects.values() if each["type"] == "opinion"]
    assert sorted(each["authors"][0] for each in opinions) == ["Kyiv", "Moscow"]
    for opinion in opinions:
        assert opinion["opinion"] == "disagree"
        assert "event" in objects[opinion["object_refs"][0]]["labels"]


def test_a_second_bundle_is_the_same(examples: Store, tmp_path: Path) -> None:
    """Ids and times come from the record: two exports are equal byte for byte."""
    for name in "ab":
        write(examples, "stix", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


# Of the vocabulary of schema.org: the properties of the types that are written, inherited ones included.
VOCABULARY = {
    "Claim": {
        *("identifier", "text", "disambiguatingDescription", "keywords", "datePublished", "temporalCoverage"),
        *("spatialCoverage", "author", "firstAppearance", "appearance", "citation"),
    },
    "NewsArticle": {"headline", "publisher", "datePublished", "url"},
    "Quotation": {"text", "isPartOf"},
    "Place": {"name"},
    "Person": {"name"},
    "Organization": {"name"},
}


def test_claims_use_the_vocabulary(store: Store, tmp_path: Path) -> None:
    """Each type has only properties that schema.org gives it, each claim its text, and nobody is rated."""
    written = write(store, "schema-org", tmp_path / "c.json")
    page = json.loads((tmp_path / "c.json").read_text("utf-8"))
    assert page["@context"] == "https://schema.org"
    assert len(page["@graph"]) == written.counts["claims"] > 0
    for claim in page["@graph"]:
        _check_vocabulary(claim)
        assert claim["text"]
        articles = {each["@id"] for each in claim.get("appearance", ())}
        assert claim.get("firstAppearance", {"@id": None})["@id"] in {None, *articles}
        assert {each["isPartOf"]["@id"] for each in claim.get("citation", ())} <= articles
    ids = [claim["@id"] for claim in page["@graph"]]
    assert len(ids) == len(set(ids))
    assert "ClaimReview" not in json.dumps(page)


def test_quotations_of_claims_stand_in_the_reports(examples: Store, tmp_path: Path) -> None:
    """What is quoted is found in the text of the report that it is part of."""
    write(examples, "schema-org", tmp_path / "c.json")
    known = texts(examples)
    quotations = [
        each
        for claim in json.loads((tmp_path / "c.json").read_text("utf-8"))["@graph"]
        for each in claim.get("citation", ())
    ]
    assert quotations
    for each in quotations:
        text = known[each["isPartOf"]["@id"].removeprefix("urn:onrecord:report:")]
        assert all(part in text for part in each["text"].split(" … "))


def _check_vocabulary(thing: dict[str, Any]) -> None:
    if "@type" not in thing:
        assert thing.keys() == {"@id"}
        return
    assert thing.keys() - {"@type", "@id"} <= VOCABULARY[thing["@type"]]
    for value in thing.values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                _check_vocabulary(part)


def _objects(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["objects"]
    return found
